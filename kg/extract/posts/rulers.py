"""Who leads a state, where no office is named: "the Obama administration", "the Libyan leader X", "ruled Rwanda"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import is_kind
from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.cues import cues
from kg.extract.posts.holders import person_at
from kg.extract.posts.owners import Owner, states_of_people
from kg.reference import tables
from kg.text import slug

_NOW = 2026  # the people table tells who is in office in this year
_PERSON = frozenset({"kg:Person"})


@cache
def executives() -> dict[str, tuple[str, str]]:
    """Return title and role of who leads the government of each country, by the country's key."""
    return {f"country/{row['country']}": (row["title"], row["role"]) for row in lexicon.table("post_executives")}


def find_rulers(ctx: Context) -> None:
    """Claim the posts of those who lead a state without a title beside their name; to be run after the titles."""
    for token in ctx.tokens.of(cues()["rule_nouns"], cues()["rule_verbs"]):
        if token.lemma_.lower() in cues()["rule_nouns"]:
            _administration(ctx, token)
        elif token.pos_ == "VERB" and token.lemma_.lower() in cues()["rule_verbs"]:
            _ruling(ctx, token)


def _administration(ctx: Context, noun: Token) -> None:
    """Read "the Merkel government" and "Obama's administration" of persons of whom the article tells no other post."""
    i = noun.i - 1
    if i > 0 and ctx.doc[i].tag_ == "POS":
        i -= 1
    person = person_at(ctx, i) if i >= 0 else None
    if person is None or person.end != i + 1:
        return
    key = person.entity.key
    if any(c.subject == key and c.predicate in {"kg:holdsPost", "kg:formerlyHeldPost"} for c in ctx.claims):
        return
    state = states_of_people().get(key, "")
    if state not in executives():
        return
    past = _left_office(key) and ctx.article.date is not None and ctx.article.date.year >= _NOW
    _claim(ctx, person, state, noun, Status(), 0.75, past=past)


@cache
def _former_people() -> frozenset[str]:
    """Return the keys of the persons of public life who are in no high office by the reference tables."""
    return frozenset(f"person/{slug(row['label'])}" for row in tables.rows("people") if not row["official_of"])


def _left_office(person: str) -> bool:
    return person in _former_people()


def _ruling(ctx: Context, verb: Token) -> None:
    """Read "X has ruled Rwanda since 2000", "X, who governed Chile until 1990"."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if not objects or any(c.dep_ == "auxpass" or c.lower_ in {"to", "into", "in"} for c in verb.children):
        return
    state, subject = ctx.mentions.at(objects[0].i), surface_subject(verb)
    person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    if person is None or state is None or state.root != objects[0].i or not is_kind(person, _PERSON):
        return
    if state.form not in {"name", "acronym", "description"} or state.entity.key not in executives():
        return
    past = verb.tag_ == "VBD" and not any(t.lower_ in cues()["begin"] for t in verb.subtree)
    _claim(ctx, person, state.entity.key, verb, status(ctx, verb), 0.8, past=past, title="leader")


def _claim(
    ctx: Context, person: Mention, state: str, token: Token, told: Status, weight: float, *, past: bool, title: str = ""
) -> None:
    own, role = executives()[state]
    owner = Owner(reference.entity(state), role, weight)
    post = post_entity([title or own], False, owner.entity)
    state_post(ctx, post, owner, token)
    hold(ctx, person, post, owner, token, Held(told, weight, None, past))
