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

from kg.analysis.projection import Tie, fold, layer_of, ties
from kg.export.layout import Points, beside, force_layout, part
from kg.export.view import State, View

SHOWN_AT_MOST = 1500
_CORE_AT_MOST = 900
_PULL: dict[State, float] = {"actual": 1.0, "planned": 0.8, "possible": 0.5, "denied": 0.2, "background": 0.35}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a view: `shown` are the nodes it starts with, all else is for all nodes, so that it can grow.

    `sizes` are radii, `folded` the occurrences that `lines` may stand for.
    """

    places: tuple[tuple[float, float], ...]
    sizes: tuple[float, ...]
    shown: tuple[int, ...]
    folded: frozenset[int]
    lines: tuple[Tie, ...]


def draw(view: View, *, shown_at_most: int = SHOWN_AT_MOST, focus: Sequence[int] = ()) -> Drawing:
    """Choose what is shown of a view and lay it out; the same view gives the same picture.

    A view of more than `shown_at_most` nodes is reduced to the most important ones, or to those around the nodes in
    `focus`.
    """
    folding = fold(view)
    occurrences = layer_of(view, "occurrence")
    shown = _around(view, focus, shown_at_most) if focus else _choose(view, folding.folded, shown_at_most)
    lines = ties(view, folding, frozenset(range(len(view.nodes))))
    sizes = tuple(
        round((7 + 25 * n.importance**0.5) * (0.6 if i in occurrences else 1), 1) for i, n in enumerate(view.nodes)
    )
    return Drawing(_place(view, lines, shown, folding.folded, sizes), sizes, shown, folding.folded, lines)


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


def _around(view: View, focus: Sequence[int], at_most: int) -> tuple[int, ...]:
    """Return the nodes in focus and those around them, the nearest first, of equally near ones the most important."""
    near: dict[int, set[int]] = defaultdict(set)
    for fact in view.facts:
        if fact.target is not None:
            near[fact.source].add(fact.target)
            near[fact.target].add(fact.source)
    found = list(dict.fromkeys(focus))
    inside, ring = set(found), set(found)
    while ring and len(found) < at_most:
        ring = {other for node in ring for other in near[node]} - inside
        found += sorted(ring, key=lambda i: (-view.nodes[i].importance, view.nodes[i].iri))[: at_most - len(found)]
        inside |= ring
    return tuple(sorted(found))


def _place(
    view: View, lines: Sequence[Tie], shown: Sequence[int], folded: frozenset[int], sizes: Sequence[float]
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
