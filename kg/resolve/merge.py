"""Merge what several articles tell of one thing, and give every thing its key.

Records are taken in a fixed order (date, then key) and each occurrence joins the first earlier thing that fits, so the
result does not depend on the order in which articles were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from kg import reference
from kg.model import Claim, Entity, Occurrence, Record, Resolution, Value
from kg.resolve.fit import Profile, fits
from kg.resolve.keys import key_of

_AGENTS = frozenset(
    {"kg:imposedBy", "kg:party", "kg:establishedBy", "kg:supplier", "kg:agent", "kg:participant", "kg:owner"}
)
_GOODS = frozenset({"kg:appliesTo", "kg:covers", "kg:commodity"})
_TARGETS = frozenset({"kg:target", "kg:consumer", "kg:recipient", "kg:owned"})
_Key = tuple[str | frozenset[str], ...]


@dataclass
class _Thing:
    """A thing under way: the tellings merged into it so far."""

    profile: Profile
    members: list[tuple[str, Occurrence]]


def resolve(records: Iterable[Record]) -> Resolution:
    """Return the records with their occurrences merged and keyed, in an order that is theirs alone."""
    ordered = tuple(sorted(records, key=lambda r: (r.article.date or date.max, r.article.key)))
    things = _cluster(ordered)
    keys: dict[tuple[str, str], str] = {}
    merged: dict[str, Occurrence] = {}
    for thing in things:
        key = key_of(thing.profile, thing.members, merged.keys())
        for member in thing.members:
            keys[member[0], member[1].id] = key
        merged[key] = _united(key, thing)
    return Resolution(ordered, _entities(ordered), merged, keys)


def profiles(record: Record) -> Iterator[tuple[Occurrence, Profile]]:
    """Yield the occurrences of a record with what its claims tell of each."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in record.claims:
        told[claim.subject].append(claim)
    for occurrence in record.occurrences:
        yield occurrence, _profile(occurrence, told[occurrence.id])


def _profile(occurrence: Occurrence, claims: Sequence[Claim]) -> Profile:
    profile = Profile(occurrence.kind, occurrence.types, label=occurrence.label)
    stage = scope = ""
    for claim in claims:
        obj = claim.object
        if isinstance(obj, str):
            if claim.predicate in _AGENTS:
                profile.agents.add(obj)
            elif claim.predicate in _GOODS:
                profile.goods.add(obj)
            elif claim.predicate in _TARGETS:
                profile.targets.add(obj)
            elif claim.predicate == "kg:heldIn":
                profile.place = profile.place or obj
        elif isinstance(obj, Value):
            if claim.predicate in {"kg:startDate", "kg:signedOn"} and profile.start is None:
                profile.start = date.fromisoformat(obj.text)
            elif claim.predicate == "kg:datePrecision":
                profile.precision = obj.text  # type: ignore[assignment]
            elif claim.predicate == "kg:stage":
                stage = obj.text
            elif claim.predicate == "kg:shareOf":
                scope = obj.text
    if occurrence.kind == "supply":
        profile.label = f"{stage}/{scope}"
    return profile


def _cluster(records: Sequence[Record]) -> list[_Thing]:
    things: list[_Thing] = []
    index: dict[_Key, dict[int, None]] = defaultdict(dict)
    for record in records:
        for occurrence, profile in profiles(record):
            member = (record.article.key, occurrence)
            near = sorted({i for key in _sought(profile) for i in index.get(key, ())})
            found = next((i for i in near if fits(things[i].profile, profile)), None)
            if found is None:
                found = len(things)
                things.append(_Thing(replace(profile, agents=set(profile.agents), goods=set(profile.goods)), []))
            else:
                things[found].profile.absorb(profile)
            things[found].members.append(member)
            for key in _filed(things[found].profile):
                index[key][found] = None
    return things


def _filed(profile: Profile) -> Iterator[_Key]:
    """Yield what a thing is found by: an agent and another part that must agree with a later telling (`fit.fits`)."""
    kind, agents = profile.kind, profile.agents
    if kind == "reserve":
        yield from ((kind, agent) for agent in agents)
    elif kind == "agreement" or (kind == "event" and "kg:Meeting" in profile.types):
        yield from ((kind, *pair) for pair in combinations(sorted(agents), 2))
    elif kind in {"event", "measure"}:
        yield from ((kind, agent, "to", target) for agent in agents for target in profile.targets)
    elif agents:
        yield _exact(profile)
    if kind == "measure":
        yield from ((kind, agent, "on", good) for agent in agents for good in profile.goods)
        if not profile.goods:
            yield from ((kind, agent, "all to", target) for agent in agents for target in profile.targets)
    if kind in {"agreement", "measure"} and profile.label:
        yield from ((kind, agent, "called", profile.label) for agent in agents)


def _sought(profile: Profile) -> Iterator[_Key]:
    """Yield where the things that a telling may be of are filed."""
    kind, agents = profile.kind, profile.agents
    if kind == "event":
        yield from ((kind, *pair) for pair in combinations(sorted(agents), 2))
        yield from ((kind, agent, "to", target) for agent in agents for target in profile.targets)
    elif kind == "measure" and profile.goods:
        yield from (key for key in _filed(profile) if key[2] != "to")
        yield from ((kind, agent, "all to", target) for agent in agents for target in profile.targets)
    else:
        yield from _filed(profile)


def _exact(profile: Profile) -> _Key:
    sides = (frozenset(profile.agents), frozenset(profile.goods), frozenset(profile.targets))
    return (profile.kind, *sides, profile.label if profile.kind == "supply" else "")


def _united(key: str, thing: _Thing) -> Occurrence:
    first = thing.members[0][1]
    labels = sorted({m.label for _, m in thing.members if m.label}, key=lambda s: (-len(s), s))
    names = {n for _, m in thing.members for n in (*m.names, m.label) if n}
    label = labels[0] if labels else ""
    return Occurrence(key, first.kind, thing.profile.types, label, tuple(sorted(names - {label})))


def _entities(records: Sequence[Record]) -> dict[str, Entity]:
    """Return all entities by key, their names united; the reference table's label wins, else the longest."""
    seen: dict[str, list[Entity]] = defaultdict(list)
    for record in records:
        for entity in record.entities:
            seen[entity.key].append(entity)
    found = {}
    for key in sorted(seen):
        entities = seen[key]
        best = reference.entity(key) if reference.has(key) else min(entities, key=lambda e: (-len(e.label), e.label))
        names = {n for e in entities for n in (*e.names, e.label)} | set(best.names)
        types = sorted({t for e in entities for t in e.types}) if not reference.has(key) else best.types
        found[key] = Entity(key, tuple(types), best.label, tuple(sorted(names - {best.label})))
    return found
