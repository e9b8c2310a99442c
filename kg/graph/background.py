"""What the reference tables know about the entities of a graph: codes, memberships, broader goods, capitals."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module

from kg.graph.vocabulary import is_term
from kg.model import Entity, KgError, Resolution, Value

log = logging.getLogger("kg.graph")

Fact = tuple[str, str | Value]  # predicate CURIE, key or literal

# Facts that bring no entity into a graph: they are written only where both ends are in it anyway.
LINKS_BETWEEN = frozenset({"kg:memberOf", "kg:usedIn", "kg:madeFrom"})


def reference_entity(key: str) -> Entity | None:
    """Return what the reference tables call the entity, or None where they do not know it."""
    try:
        found = import_module("kg.reference").entity(key)
    except (ImportError, AttributeError, KeyError, KgError):
        return None
    return found if isinstance(found, Entity) else None


def reference_facts(key: str) -> tuple[Fact, ...]:
    """Return the reference triples of the entity; none where there are no tables."""
    try:
        return tuple(import_module("kg.reference").facts(key))
    except (ImportError, AttributeError, KeyError, KgError):
        return ()


@dataclass(frozen=True, slots=True)
class Background:
    """Reference triples for a graph and the entities that they bring into it."""

    triples: tuple[tuple[str, str, str | Value], ...]
    entities: Mapping[str, Entity]


def contradicted_memberships(resolution: Resolution) -> set[tuple[str, str]]:
    """Return the (member, whole) pairs of which an article says that they do not hold, or no more."""
    ended: set[tuple[str, str]] = set()
    for record in resolution.records:
        article = record.article.key
        for claim in record.claims:
            if claim.modality != "Actual" or not isinstance(claim.object, str):
                continue
            denied = claim.predicate == "kg:memberOf" and claim.polarity == "Negated"
            if denied or (claim.predicate == "kg:formerMemberOf" and claim.polarity == "Affirmed"):
                pair = (claim.subject, claim.object)
                ended.add(
                    (resolution.keys.get((article, pair[0]), pair[0]), resolution.keys.get((article, pair[1]), pair[1]))
                )
    return ended


def _end(fact: Fact, present: set[str]) -> Entity | None:
    """Return the entity that a fact would bring in; KeyError where nobody knows it."""
    predicate, obj = fact
    if isinstance(obj, Value) or is_term(obj) or predicate in LINKS_BETWEEN or obj in present:
        return None
    found = reference_entity(obj)
    if found is None:
        raise KeyError(obj)
    return found


def background(keys: Iterable[str], ended: set[tuple[str, str]]) -> Background:
    """Return the reference triples of these entities and of those that they bring in, without `ended` memberships."""
    present = set(keys)
    brought: dict[str, Entity] = {}
    triples: list[tuple[str, str, str | Value]] = []
    between: list[tuple[str, str, str]] = []
    waiting = sorted(present)
    while waiting:
        key = waiting.pop()
        for predicate, obj in reference_facts(key):
            try:
                found = _end((predicate, obj), present)
            except KeyError:
                log.warning("the reference tables say %s %s %s but do not know the last; left out", key, predicate, obj)
                continue
            if predicate in LINKS_BETWEEN and isinstance(obj, str):
                between.append((key, predicate, obj))
                continue
            triples.append((key, predicate, obj))
            if found is not None:
                present.add(found.key)
                brought[found.key] = found
                waiting.append(found.key)
    for subject, predicate, target in between:
        if target in present and not (predicate == "kg:memberOf" and (subject, target) in ended):
            triples.append((subject, predicate, target))
    return Background(tuple(triples), brought)
