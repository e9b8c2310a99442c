"""What is drawn and where: which nodes are shown, their size and place, and the lines between them.

A line bundles all facts from one node to another of one state. Occurrences (measures, events …) also fold into lines
between those they bind, so that a picture can show actors and what binds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.export.layout import Points, beside, force_layout, part
from kg.export.view import STATES, State, View
from kg.export.vocabulary import vocabulary

SHOWN_AT_MOST = 1500
_CORE_AT_MOST = 900
_PULL: dict[State, float] = {"actual": 1.0, "planned": 0.8, "possible": 0.5, "denied": 0.2, "background": 0.35}

_Ties = dict[tuple[int, int, State], list[int]]  # by ends and state: the occurrences that make the tie
_Partners = set[tuple[int, int, int]]  # an occurrence and two that it binds alike


@dataclass(frozen=True, slots=True)
class Line:
    """From one node to another: the facts between them, and the occurrences that fold into this line.

    A `mutual` line has no direction: it is only of occurrences that bind both ends as partners (a truce, a meeting).
    """

    source: int
    target: int
    state: State
    facts: tuple[int, ...]
    via: tuple[int, ...]
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a view. `places` and `sizes` (radii) are for all nodes, `shown` are the nodes of the picture."""

    places: tuple[tuple[float, float], ...]
    sizes: tuple[float, ...]
    shown: tuple[int, ...]
    folded: frozenset[int]
    lines: tuple[Line, ...]

    def reduced(self) -> bool:
        """Say whether nodes are left out of the picture."""
        return len(self.shown) < len(self.places)


def draw(view: View, *, shown_at_most: int = SHOWN_AT_MOST) -> Drawing:
    """Choose what is shown of a view and lay it out; the same view gives the same picture."""
    layers = {kind.name: kind.layer for kind in vocabulary().kinds}
    occurrences = frozenset(i for i, n in enumerate(view.nodes) if layers[n.kind] == "occurrence")
    ties, partners, folded = _fold(view, occurrences)
    shown = _choose(view, folded, shown_at_most)
    lines = _lines(view, ties, partners, frozenset(shown))
    sizes = tuple(
        round((7 + 25 * n.importance**0.5) * (0.6 if i in occurrences else 1), 1) for i, n in enumerate(view.nodes)
    )
    return Drawing(_place(view, lines, shown, folded, sizes), sizes, shown, folded, lines)


def _fold(view: View, occurrences: frozenset[int]) -> tuple[_Ties, _Partners, frozenset[int]]:
    """Return the ties that occurrences make, those between partners, and the occurrences that may fold into them."""
    fold = vocabulary().fold
    ends: dict[int, tuple[dict[int, State], dict[int, State], dict[int, State]]] = {
        i: ({}, {}, {}) for i in occurrences
    }
    for fact in view.facts:
        if fact.source in occurrences and fact.target is not None and fact.target not in occurrences:
            for group, predicates in zip(ends[fact.source], (fold.sources, fold.targets, fold.peers), strict=True):
                if fact.predicate in predicates:
                    group[fact.target] = min(group.get(fact.target, fact.state), fact.state, key=STATES.index)
    ties: _Ties = defaultdict(list)
    partners: set[tuple[int, int, int]] = set()
    hubs = set()
    for i in sorted(occurrences):
        sources, targets, peers = ends[i]
        if len(peers) > fold.peers_at_most or len(sources) * len(targets) > fold.peers_at_most**2:
            hubs.add(i)
            continue
        sources = sources or peers
        couples = [(a, b) for a in sorted(peers) for b in sorted(peers) if a < b]
        partners.update((i, a, b) for a, b in couples)
        pairs = [(a, b) for a in sorted(sources) for b in sorted(targets) if not {a, b} <= peers.keys()] + couples
        for a, b in pairs:
            if a != b:
                states = [group[end] for end, group in ((a, {**peers, **sources}), (b, {**peers, **targets}))]
                ties[a, b, max(states, key=STATES.index)].append(i)
    return ties, partners, occurrences - hubs


def _choose(view: View, folded: frozenset[int], at_most: int) -> tuple[int, ...]:
    """Return the nodes to show: all, or the most important ones and the occurrences that bind most of these."""
    everything = range(len(view.nodes))
    if len(everything) <= at_most:
        return tuple(everything)
    ranked = sorted(everything, key=lambda i: (-view.nodes[i].importance, view.nodes[i].iri))
    core = [i for i in ranked if i not in folded][: at_most * _CORE_AT_MOST // SHOWN_AT_MOST]
    inside = set(core)
    bound: dict[int, int] = defaultdict(int)
    for fact in view.facts:
        if fact.source in folded and fact.target in inside:
            bound[fact.source] += 1
    binders = [i for i in ranked if bound.get(i, 0) >= 2][: at_most - len(core)]
    return tuple(sorted([*core, *binders]))


def _lines(view: View, ties: _Ties, partners: _Partners, shown: frozenset[int]) -> tuple[Line, ...]:
    facts: dict[tuple[int, int, State], list[int]] = defaultdict(list)
    for i, fact in enumerate(view.facts):
        if fact.target is not None and fact.target != fact.source and {fact.source, fact.target} <= shown:
            facts[fact.source, fact.target, fact.state].append(i)
    for (a, b, state), via in ties.items():
        if {a, b} <= shown and any(i in shown for i in via):
            facts.setdefault((a, b, state), [])
    lines = []
    for (a, b, state), found in sorted(facts.items()):
        tied = tuple(i for i in ties.get((a, b, state), ()) if i in shown)
        mutual = not found and all((i, a, b) in partners for i in tied)
        lines.append(Line(a, b, state, tuple(found), tied, mutual))
    return tuple(lines)


def _place(
    view: View, lines: Sequence[Line], shown: Sequence[int], folded: frozenset[int], sizes: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    """Lay out what articles tell of by what binds it; amid that, occurrences and what only reference tables know."""
    linked = {end for line in lines for end in (line.source, line.target)}
    told = {i for i, node in enumerate(view.nodes) if node.claims or node.articles}
    core = [i for i in shown if i not in folded and i in linked and i in told]
    index = {node: i for i, node in enumerate(core)}
    links = [
        (index[line.source], index[line.target], _PULL[line.state] * (len(line.facts) + len(line.via)) ** 0.5)
        for line in lines
        if line.source in index and line.target in index
    ]
    room = [sizes[i] + 12 for i in core]
    placed = force_layout([view.nodes[i].iri for i in core], links, room)
    near: dict[int, list[int]] = defaultdict(list)
    for fact in view.facts:
        if fact.target is not None:
            for one, other in ((fact.source, fact.target), (fact.target, fact.source)):
                if other in index:
                    near[one].append(index[other])
    inside = set(shown)
    rest = [i for i in range(len(view.nodes)) if i not in index]
    rest.sort(key=lambda i: (i not in inside, view.nodes[i].iri))
    points = beside([view.nodes[i].iri for i in rest], [near[i] for i in rest], placed)
    kept = len(core) + sum(1 for i in rest if i in inside)
    together = part(
        _stack(placed, points[: kept - len(core)]), _radii(sizes, [*core, *rest[: kept - len(core)]]), fixed=len(core)
    )
    places = dict(zip([*core, *rest], [*together.tolist(), *points[kept - len(core) :].tolist()], strict=True))
    return tuple((round(places[i][0], 1), round(places[i][1], 1)) for i in range(len(view.nodes)))


def _stack(first: Points, second: Points) -> Points:
    return np.concatenate([first, second])


def _radii(sizes: Sequence[float], nodes: Sequence[int]) -> NDArray[np.float32]:
    return np.array([sizes[i] for i in nodes], dtype=np.float32)
