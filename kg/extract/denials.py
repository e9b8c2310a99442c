"""Denials without a verb of denying: "it is not true that …", "the call never took place", "the reports are false".

Who says so rejects what was said: a REJECT event beside the negated claims. Words are in `cues.toml`.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.classes import function_words
from kg.extract.clause.cues import cues
from kg.extract.clause.mood import negates
from kg.extract.clause.status import status
from kg.extract.context import Context, Status

_SURE = 0.75
_PUBLIC = ("country/", "bloc/", "subdivision/", "body/", "person/", "organization/", "armed-group/", "company/")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.toml("cues")["denial"][name])


def find_denials(ctx: Context) -> None:
    """Add a REJECT event for each saying of a named speaker that something is not so."""
    for token in ctx.tokens.of({"be"}, _words("happening")):
        if token.pos_ not in {"VERB", "AUX"} or not (_untrue(token) or _unhappened(token)):
            continue
        read = status(ctx, token)
        if not read.speaker.startswith(_PUBLIC) or read.modality != "Actual" or not read.asserted:
            continue
        name = ctx.occurrence("event", ("plover:REJECT",), token)
        ctx.claim(name, "kg:agent", read.speaker, token, Status(factor=read.factor), _SURE)


def _untrue(verb: Token) -> bool:
    """Return whether a copula says of a clause or of a report that it is false: "that is untrue", "it is not so"."""
    if verb.lemma_ != "be" or not any(_report(c) for c in verb.children if c.dep_ in {"nsubj", "csubj"}):
        return False
    said = [c.lemma_.lower() for c in verb.children if c.dep_ in {"acomp", "attr"} and c.i > verb.i]
    denied = any(negates(c) for c in verb.children)
    return any(word in (_words("true") if denied else cues().falsehood) for word in said)


def _report(subject: Token) -> bool:
    """Return whether a subject is a saying: "it", "this", "the claims", a clause."""
    return (
        subject.dep_ == "csubj"
        or subject.lower_ in {"it", "that", "this", "these", "they"}
        or subject.lemma_.lower() in cues().reports
    )


def _unhappened(verb: Token) -> bool:
    """Return whether a verb says that a thing spoken of never was: "the call did not take place"."""
    if verb.lemma_ not in _words("happening"):
        return False
    if verb.lemma_ == "take" and not any(c.lower_ == "place" for c in verb.children):
        return False
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if (
        subject is None
        or verb.tag_ not in {"VBD", "VBN", "VB"}
        or any(c.dep_ == "aux" and c.lower_ == "will" for c in verb.children)
    ):
        return False
    such = any(c.lower_ == "such" for c in subject.children)
    none = any(c.lower_ == "no" for c in subject.children)
    known = any(c.lower_ in function_words("definite") for c in subject.children) or subject.lower_ in {
        "it",
        "this",
        "that",
    }
    helpers = {c.lower_ for c in verb.children}
    told = "did" in helpers or "never" in helpers  # "has not happened" may only mean not yet
    return (none and such) or (known and told and any(negates(c) for c in verb.children))
