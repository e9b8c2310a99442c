"""Readable labels for what a text gives no name: measures, agreements, events, claims.

A label is made from the facts alone, so that it is the same for any order of articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.graph.vocabulary import term_label
from kg.model import Occurrence, Quantity, Value

Object = str | Value | Quantity
Facts = Mapping[str, Iterable[Object]]  # predicate CURIE -> objects, of one thing

LISTED = 4  # names that a label lists before it counts the rest


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Which predicates make "Kind in PLACE: LEFT → RIGHT, TOPIC (date)"; of several, the first with a value."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    place: tuple[str, ...] = ()


_PATTERNS: dict[str, _Pattern] = {
    "measure": _Pattern(("kg:imposedBy",), ("kg:target",), ("kg:appliesTo",)),
    "agreement": _Pattern(("kg:party",), (), ("kg:about",)),
    "reserve": _Pattern(("kg:establishedBy",), (), ("kg:covers",)),
    "supply": _Pattern(("kg:supplier",), ("kg:consumer",), ("kg:commodity",)),
    "stake": _Pattern(("kg:owner",), ("kg:owned",)),
    "event": _Pattern(("kg:participant", "kg:agent"), ("kg:recipient",), ("kg:about",), ("kg:heldIn",)),
}

_DIGEST = re.compile(r"(?<=.)-[0-9a-f]{8}$")  # where a vague thing is told, see kg/resolve/keys.py
_DATE_CHARACTERS = {"year": 4, "quarter": 7, "month": 7}


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _names(facts: Facts, predicates: tuple[str, ...], name_of: Callable[[str], str]) -> str:
    for predicate in predicates:
        names = sorted({name for o in facts.get(predicate, ()) if isinstance(o, str) and (name := name_of(o))})
        if names:
            more = len(names) - LISTED
            return ", ".join(names[:LISTED]) + (f" and {more} more" if more > 0 else "")
    return ""


def _date(facts: Facts) -> str:
    """Return the earliest start as far as it is known: "2025", "2025-04" or "2025-04-09"."""
    days = sorted(o.text for p in ("kg:startDate", "kg:signedOn") for o in facts.get(p, ()) if isinstance(o, Value))
    precisions = {o.text for o in facts.get("kg:datePrecision", ()) if isinstance(o, Value)}
    if not days:
        return ""
    known = _DATE_CHARACTERS.get(precisions.pop(), 10) if len(precisions) == 1 else 10
    return days[0][:known]


def thing_label(thing: Occurrence, key: str, facts: Facts, name_of: Callable[[str], str]) -> str:
    """Return the thing's own name, or one made from what is said of it.

    `facts` are the affirmed objects by predicate, `name_of` gives the label of an entity's key and an empty string
    for what is no entity. Nothing known, the label is made from the key.
    """
    if thing.label:
        return thing.label
    pattern = _PATTERNS[thing.kind]
    kind = _sentence_case(" and ".join(term_label(name) for name in thing.types) or thing.kind)
    place = _names(facts, pattern.place, name_of)
    left, right = _names(facts, pattern.left, name_of), _names(facts, pattern.right, name_of)
    topic, date = _names(facts, pattern.topic, name_of), _date(facts)
    actors = f"{left} → {right}".strip() if right else left
    about = ", ".join(part for part in (actors, topic) if part)
    if not (about or place or date):
        return key_label(key)
    return kind + (f" in {place}" if place else "") + (f": {about}" if about else "") + (f" ({date})" if date else "")


def key_label(key: str) -> str:
    """Return a label for a key that nothing else names.

    >>> key_label("measure/chn-export-ban-2025")
    'Chn export ban 2025'
    """
    return _sentence_case(_DIGEST.sub("", key.rpartition("/")[2]).replace("-", " ")) or key


def claim_label(subject: str, predicate: str, object_label: str, negated: bool) -> str:
    """Return a claim in words: "Steel tariff – not imposed by – Japan"."""
    return f"{subject} – {'not ' if negated else ''}{term_label(predicate)} – {object_label}"


def shortened(text: str, limit: int = 80) -> str:
    """Return the text in one line, cut at a word where it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
