"""Whether a clause looks back or ahead, as far as dates need it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from kg import lexicon
from kg.extract.times.calendars import Tense


class _Tables(NamedTuple):
    """The words that tell what lies ahead and what is past."""

    future: frozenset[str]
    auxiliaries: frozenset[str]
    supposed: frozenset[str]
    past: frozenset[str]
    present: frozenset[str]
    past_infinitives: frozenset[str]
    stretches: frozenset[str]
    reported: frozenset[str]


@cache
def _tables() -> _Tables:
    words = lexicon.toml("times")
    return _Tables(
        future=frozenset(words["context"]["future"]),
        auxiliaries=frozenset(words["context"]["future_auxiliaries"]),
        supposed=frozenset(words["context"]["supposed"]),
        past=frozenset(words["context"]["past_auxiliaries"]),
        present=frozenset(words["context"]["present_auxiliaries"]),
        past_infinitives=frozenset(words["context"]["past_infinitives"]),
        stretches=frozenset(words["context"]["stretches"]),
        reported=frozenset(words["context"]["reported"]),
    )


def tense(token: Token) -> Tense:
    """Return the tense of the clause that a token stands in, "" where no verb tells it.

    An infinitive lies ahead ("plans to meet on Monday"), and so does what is "due" or "scheduled".
    """
    current, noun = token, False
    for _ in range(len(token.doc)):
        if current.lower_ in _tables().future and current != token and current.tag_ not in ("VBD", "VBZ", "VBP"):
            return "future"
        if current.pos_ in ("VERB", "AUX"):
            helpers = [child.lower_ for child in current.children if child.dep_ == "aux"]
            if noun and (
                any(word in _tables().supposed for word in helpers) or (current.tag_ in ("VBZ", "VBP") and not helpers)
            ):
                return ""  # "it breaches, it would breach the deal of August": the verb does not date the deal
            found = _of_verb(current)
            if found is not None:
                return found
        if current.head.i == current.i:
            return ""
        noun = noun or (current.pos_ == "NOUN" and current != token and current.lemma_ not in _tables().stretches)
        current = current.head
    return ""


def _of_verb(verb: Token) -> Tense | None:
    """Return the tense of one verb, None where its governor decides (participles, shared auxiliaries)."""
    helpers = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(word in _tables().auxiliaries for word in helpers):
        return "past" if "have" in helpers and "would" in helpers else "future"
    if any(word in _tables().past for word in helpers):
        return "future" if "to" in helpers and verb.tag_ == "VB" and "have" not in helpers else "past"
    if "to" in helpers:
        return None if verb.head.lower_ in _tables().past_infinitives else "future"
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN":
        if any(word in _tables().present for word in helpers):
            return "future"
        return None if verb.dep_ == "conj" or helpers else "past"
    if verb.tag_ in ("VBZ", "VBP") and not helpers and verb.lemma_.lower() in _tables().reported:
        return "past"  # "exports plunge in September", of a headline
    if verb.tag_ in ("VBZ", "VBP", "MD") or helpers:
        return "future"
    return None
