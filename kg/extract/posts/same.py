"""Posts told by the word for it: "who holds the same post in Kabul", "X, who held the job before"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import own_voice
from kg.extract.posts.counterparts import claim_counterpart, generic, state_mention
from kg.extract.posts.cues import cues
from kg.extract.posts.persons import person_at
from kg.extract.posts.phrases import noun_phrase
from kg.extract.posts.titles import Title
from kg.model import Claim

_POSTS = frozenset({"kg:holdsPost", "kg:formerlyHeldPost"})
_NEAR = 2  # sentences between a post and the word for it
_IN = frozenset({"in", "of", "for", "at"})


def find_same_posts(ctx: Context, titles: list[Title]) -> None:
    """Claim the posts of those who by the article hold or held "the post"; to be run after the titles."""
    for noun in ctx.tokens.of(cues()["post_words"]):
        if noun.dep_ != "dobj" or noun.head.lemma_.lower() not in cues()["holding"]:
            continue
        determiner = [c for c in noun.lefts if c.lower_ in {"the", "that", "this", "same"}]
        others = [c for c in noun.lefts if c.lower_ not in {"the", "that", "this", "same"}]
        person = _subject(ctx, noun.head)
        if person is not None and determiner and not others:
            _same(ctx, noun, person, titles)


def _subject(ctx: Context, verb: Token) -> Mention | None:
    subject = surface_subject(verb)
    return person_at(ctx, subject.i, pronoun=True) if subject is not None else None


def _same(ctx: Context, noun: Token, person: Mention, titles: list[Title]) -> None:
    """Claim the post told last for a person, in another state where one is named behind the word."""
    if any(c.subject == person.entity.key and c.predicate in _POSTS for c in ctx.claims):
        return
    last = _told_last(ctx, noun)
    if last is None:
        return
    state = _elsewhere(ctx, noun)
    if state is not None:
        title = next((t for t in reversed(titles) if t.span.end <= noun.i and not t.row.many), None)
        if title is not None and generic(title):
            claim_counterpart(ctx, title, person, state, noun)
        return
    told = status(ctx, noun.head)
    over = _over(noun)
    if over is None or not isinstance(last.object, str):
        return
    predicate = "kg:formerlyHeldPost" if over else "kg:holdsPost"
    ctx.claim(
        person.entity.key, predicate, last.object, noun, Status() if over else own_voice(told, person.entity.key), 0.8
    )


def _told_last(ctx: Context, noun: Token) -> Claim | None:
    """Return the claim of a post that is told last before a word, in the same sentence or the two before."""
    here = ctx.sentence_of(noun)
    found = [
        c for c in ctx.claims if c.predicate in _POSTS and here - _NEAR <= c.sentence <= here and c.begin < noun.idx
    ]
    return max(found, key=lambda c: c.begin, default=None)


def _elsewhere(ctx: Context, noun: Token) -> Mention | None:
    """Return the state in "the same post in Kabul", "the same post for Fiji"."""
    for child in noun.subtree:
        if child.dep_ == "prep" and child.lower_ in _IN and child.i > noun.i:
            return state_mention(noun_phrase(ctx, child.i + 1, noun.sent.end).mention)
    after = noun.i + 1
    if after < len(ctx.doc) and ctx.doc[after].lower_ in _IN:
        return state_mention(noun_phrase(ctx, after + 1, noun.sent.end).mention)
    return None


def _over(noun: Token) -> bool | None:
    """Tell whether holding the post is over: "held it before"; None where it is only to come or not said."""
    verb = noun.head
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if helpers & {"will", "would", "could", "may", "might", "should"} or any(c.dep_ == "neg" for c in verb.children):
        return None
    if any(t.lower_ in cues()["begin"] for t in verb.subtree):
        return False
    return "had" in helpers or verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not helpers)
