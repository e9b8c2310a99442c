"""Posts that end with the clause: "Foreign Minister X resigned on Monday", "the president sacked his minister, X"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.extract.posts.cues import cues
from kg.extract.posts.titles import Title

_FROM = frozenset({"from", "of"})


def leaves(ctx: Context, title: Title, person: Mention) -> bool:
    """Tell whether the clause whose subject or object the person with the title is tells that the post is over."""
    if _rule_over(ctx, person.end):
        return True
    for token in (ctx.doc[person.root], title.root):
        top = _top(token)
        verb = top.head
        lemma = verb.lemma_.lower()
        down = lemma == "step" and any(c.lower_ in {"down", "aside"} for c in verb.children)
        if verb.pos_ != "VERB" or not (down or lemma in cues()["leaving"] | cues()["ousting"]):
            continue
        told = status(ctx, verb)
        if told.polarity != "Affirmed" or told.modality != "Actual" or not told.asserted:
            return False
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        going = top.dep_ == "nsubj" and (down or lemma in cues()["leaving"]) and not passive
        gone = lemma in cues()["ousting"] and (top.dep_ == "nsubjpass" or top.dep_ == "dobj")
        return (going or gone) and _of_this_post(verb, title, top)
    return False


def _rule_over(ctx: Context, i: int) -> bool:
    """Tell whether "'s 42-year rule" stands behind a name: the years of a rule are counted when it is over."""
    doc = ctx.doc
    if i + 4 >= len(doc) or doc[i].tag_ != "POS":
        return False
    behind = [t.lower_ for t in doc[i + 1 : i + 6]]
    ruled = next((k for k, word in enumerate(behind) if word in cues()["reigns"]), -1)
    return ruled > 0 and ("year" in behind[:ruled] or "years" in behind[:ruled] or "decades" in behind[:ruled])


def _top(token: Token) -> Token:
    """Return the head of the noun phrase that a name or title is part of, over appositions but no coordination."""
    for _ in range(4):
        if token.dep_ in {"compound", "appos", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head
    return token


def _of_this_post(verb: Token, title: Title, top: Token) -> bool:
    """Tell whether nothing else is left or lost: no party, list or other post."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.i != top.i and child.lemma_.lower() not in cues()["post_words"]:
            return False
        if child.dep_ == "prep" and child.lower_ == "as":
            named = {t.lower_ for c in child.children for t in c.subtree}
            if not {t.lower_ for t in title.span} <= named:
                return False
        offices = cues()["post_words"] | cues()["governments"]
        source = child.dep_ == "prep" and child.lower_ in _FROM
        if source and not any(c.lemma_.lower() in offices for c in child.children):
            return False
        if child.dep_ == "neg":
            return False
    return True
