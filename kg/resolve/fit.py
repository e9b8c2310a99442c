"""When two tellings are of one thing: kind, actors, commodities, place and time fit and none contradicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from kg.graph.vocabulary import superclasses
from kg.model import Precision

_SPAN: dict[str, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


@dataclass
class Profile:
    """What is known of one thing so far; sets grow as more is told."""

    kind: str
    types: tuple[str, ...]
    agents: set[str] = field(default_factory=set)
    goods: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    place: str = ""
    start: date | None = None
    precision: Precision = "day"
    label: str = ""

    def absorb(self, other: Profile) -> None:
        """Take over what another telling of the same thing adds."""
        self.types = more_specific(self.types, other.types)
        self.agents |= other.agents
        self.goods |= other.goods
        self.targets |= other.targets
        self.place = self.place or other.place
        self.label = self.label or other.label
        if self.start is None:
            self.start, self.precision = other.start, other.precision


def more_specific(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Return the more specific of two sets of classes; the left one where neither is."""
    if any(set(left).intersection(superclasses(t)) for t in right):
        return right
    return left


def types_fit(left: Iterable[str], right: Iterable[str]) -> bool:
    """Return whether a thing may be of both classes: one is the other's superclass, or both are of one family.

    >>> types_fit(("kg:ExportBan",), ("kg:ExportRestriction",))
    True
    >>> types_fit(("kg:Tariff",), ("kg:ExportBan",))
    False
    """
    return any(a == b or a in superclasses(b) or b in superclasses(a) or _generic(a, b) for a in left for b in right)


def _generic(left: str, right: str) -> bool:
    generic = {"kg:Measure", "kg:TradeMeasure", "kg:Agreement", "kg:Event"}
    return left in generic and right in generic


@cache
def broader(key: str) -> frozenset[str]:
    """Return a commodity's broader ones, from the reference table, itself included."""
    from kg import reference

    found = {key}
    queue = [key]
    while queue:
        current = queue.pop()
        if not reference.has(current):
            continue
        for predicate, obj in reference.facts(current):
            if predicate == "skos:broader" and isinstance(obj, str) and obj not in found:
                found.add(obj)
                queue.append(obj)
    return frozenset(found)


def goods_fit(left: Iterable[str], right: Iterable[str]) -> bool:
    """Return whether two sets of commodities share one, or one holds a kind of another."""
    return any(a == b or a in broader(b) or b in broader(a) or _shared_words(a, b) for a in left for b in right)


def _shared_words(left: str, right: str) -> bool:
    """Return whether one commodity's key names the other with a modifier: "electric-cars" and "cars"."""
    a, b = (set(k.rpartition("/")[2].split("-")) for k in (left, right))
    return a <= b or b <= a


def times_fit(a: date | None, a_precision: str, b: date | None, b_precision: str) -> bool:
    """Return whether two times overlap, each as wide as its precision; an unknown time fits any."""
    if a is None or b is None:
        return True
    a_end, b_end = a + timedelta(days=_SPAN[a_precision]), b + timedelta(days=_SPAN[b_precision])
    return a < b_end and b < a_end


def fits(left: Profile, right: Profile, *, anaphoric: bool = False) -> bool:
    """Return whether two tellings may be of one thing.

    `anaphoric` is for a definite description ("the duties", "these tariffs"), whose silence about a part says nothing;
    otherwise both must agree on who and on what.
    """
    if left.kind != right.kind or not types_fit(left.types, right.types):
        return False
    if left.goods and right.goods and not goods_fit(left.goods, right.goods):
        return False
    if left.targets and right.targets and not left.targets & right.targets:
        return False
    if left.place and right.place and left.place != right.place:
        return False
    if not times_fit(left.start, left.precision, right.start, right.precision):
        return False
    if anaphoric:
        return not (left.agents and right.agents) or bool(left.agents & right.agents)
    return _agree(left, right)


def _agree(left: Profile, right: Profile) -> bool:
    shared = left.agents & right.agents
    if left.kind == "agreement":
        return len(shared) >= 2 or bool(shared and left.label and left.label == right.label)
    if left.kind == "event":
        return _same_event(left, right, shared)
    if left.kind == "measure":
        what = (left.goods & right.goods) or (not (left.goods and right.goods) and left.targets & right.targets)
        return bool(shared and what) or bool(left.label and left.label == right.label and shared)
    if left.kind == "reserve":
        return bool(shared)
    if left.kind == "supply" and left.label != right.label:
        return False  # mined and refined, a share of the world's and of one buyer's: two relations
    if left.kind == "supply" and left.start != right.start:
        return False  # figures of two times, or of one and of no known time
    return left.agents == right.agents and left.goods == right.goods and left.targets == right.targets


def _same_event(left: Profile, right: Profile, shared: set[str]) -> bool:
    if "kg:Meeting" in left.types:
        overlap = len(shared) >= max(2, (min(len(left.agents), len(right.agents)) + 1) // 2)
        return overlap and bool(left.place or right.place or left.start or right.start)
    return bool(shared) and left.agents == right.agents and bool(left.targets & right.targets)
