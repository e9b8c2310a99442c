"""Whether a clause looks back or ahead, as far as dates need it."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.calendars import Tense

_CONTEXT = lexicon.toml("times")["context"]
_FUTURE = frozenset(_CONTEXT["future"])
_AUXILIARIES = frozenset(_CONTEXT["future_auxiliaries"])
_SUPPOSED = frozenset(_CONTEXT["supposed"])
_PAST = frozenset(_CONTEXT["past_auxiliaries"])
_PRESENT = frozenset(_CONTEXT["present_auxiliaries"])
_PAST_INFINITIVES = frozenset(_CONTEXT["past_infinitives"])


def tense(token: Token) -> Tense:
    """Return the tense of the clause that a token stands in, "" where no verb tells it.

    An infinitive lies ahead ("plans to meet on Monday"), and so does what is "due" or "scheduled".
    """
    current, noun = token, False
    for _ in range(len(token.doc)):
        if current.lower_ in _FUTURE and current != token and current.tag_ not in ("VBD", "VBZ", "VBP"):
            return "future"
        if current.pos_ in ("VERB", "AUX"):
            helpers = [child.lower_ for child in current.children if child.dep_ == "aux"]
            if noun and (
                any(word in _SUPPOSED for word in helpers) or (current.tag_ in ("VBZ", "VBP") and not helpers)
            ):
                return ""  # "it breaches, it would breach the deal of August": the verb does not date the deal
            found = _of_verb(current)
            if found is not None:
                return found
        if current.head.i == current.i:
            return ""
        noun = noun or (current.pos_ == "NOUN" and current != token)
        current = current.head
    return ""


def _of_verb(verb: Token) -> Tense | None:
    """Return the tense of one verb, None where its governor decides (participles, shared auxiliaries)."""
    helpers = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(word in _AUXILIARIES for word in helpers):
        return "past" if "have" in helpers and "would" in helpers else "future"
    if any(word in _PAST for word in helpers):
        return "future" if "to" in helpers and verb.tag_ == "VB" and "have" not in helpers else "past"
    if "to" in helpers:
        return None if verb.head.lower_ in _PAST_INFINITIVES else "future"
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN":
        if any(word in _PRESENT for word in helpers):
            return "future"
        return None if verb.dep_ == "conj" or helpers else "past"
    if verb.tag_ in ("VBZ", "VBP", "MD") or helpers:
        return "future"
    return None
