"""Measures of the network of actors and things, whose ties are facts and folded occurrences.

Ties count without direction and each pair once; what is only denied does not count, nor what our reference tables alone
know, such as the members of a bloc. Degree, strength, PageRank
(Page, Brin, Motwani, Winograd 1999), betweenness (Brandes 2001, by rustworkx), communities (Louvain: Blondel and others
2008, by networkx), components, and for brokers the participation coefficient (Guimerà and Amaral 2005).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import rustworkx as rx

from kg.analysis.projection import Folding, Tie, layer_of, ties
from kg.export.view import View

_EXACT_AT_MOST = 5000
_SEED = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one node stands. `community` and `component` are numbers from 1, the largest first; 0 is no tie at all.

    `degree` counts neighbours, `strength` the articles that tell of their ties. `betweenness` is the share (0 to 1) of
    shortest paths between others that lead through the node. `participation` is 0 where all ties stay within one
    community, nearer 1 the more evenly they spread; `bridge` says that without the node its component falls apart.
    """

    degree: int = 0
    strength: int = 0
    betweenness: float = 0.0
    community: int = 0
    component: int = 0
    participation: float = 0.0
    bridge: bool = False


def standings(view: View, folding: Folding) -> tuple[Standing, ...]:
    """Return the standing of each node of a view; occurrences, which are ties here, have none."""
    nodes = layer_of(view, "actor") | layer_of(view, "thing")
    weights = pair_weights(ties(view, folding, nodes))
    graph = _graph(weights)
    if not graph.num_nodes():
        return (Standing(),) * len(view.nodes)
    index = graph.nodes()
    between = _betweenness(graph)
    components = _numbered([[index[i] for i in part] for part in rx.connected_components(graph)])
    communities = _numbered(_communities(weights))
    bridges = {index[i] for i in rx.articulation_points(graph)}
    near: dict[int, dict[int, int]] = defaultdict(dict)
    for (a, b), weight in weights.items():
        near[a][b] = near[b][a] = weight
    return tuple(
        Standing(
            degree=len(near[i]),
            strength=sum(near[i].values()),
            betweenness=between[i],
            community=communities[i],
            component=components[i],
            participation=_participation(near[i], communities),
            bridge=i in bridges,
        )
        if i in near
        else Standing()
        for i in range(len(view.nodes))
    )


def pair_weights(found: Sequence[Tie]) -> dict[tuple[int, int], int]:
    """Return for each pair of tied nodes, the lower first, how many tellings tie them, denials left out."""
    weights: Counter[tuple[int, int]] = Counter()
    for tie in found:
        if tie.state not in ("denied", "background"):
            weights[min(tie.source, tie.target), max(tie.source, tie.target)] += tie.weight
    return dict(sorted(weights.items()))


def _graph(weights: Mapping[tuple[int, int], int]) -> rx.PyGraph:
    graph = rx.PyGraph(multigraph=False)
    nodes = sorted({end for pair in weights for end in pair})
    place = dict(zip(nodes, graph.add_nodes_from(nodes), strict=True))
    graph.add_edges_from([(place[a], place[b], weight) for (a, b), weight in weights.items()])
    return graph


def _betweenness(graph: rx.PyGraph) -> dict[int, float]:
    """Return betweenness by node; above 5,000 nodes of the largest core only, since the exact sum grows with n * m."""
    while graph.num_nodes() > _EXACT_AT_MOST:
        core: dict[int, int] = rx.core_number(graph)  # type: ignore[assignment]  # its stubs say int
        lowest = min(core.values())
        inner = [i for i in graph.node_indices() if core[i] > lowest]
        if not inner:
            break
        graph = graph.subgraph(inner)
    one_thread = graph.num_nodes() + 1  # threads would add up the same numbers in another order
    found = rx.betweenness_centrality(graph, parallel_threshold=one_thread)
    nodes = graph.nodes()
    return defaultdict(float, {nodes[place]: round(value, 6) for place, value in enumerate(found.values())})


def _communities(weights: Mapping[tuple[int, int], int]) -> list[list[int]]:
    graph = nx.Graph()
    graph.add_nodes_from(sorted({end for pair in weights for end in pair}))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items())
    return [sorted(group) for group in nx.community.louvain_communities(graph, seed=_SEED)]


def _numbered(groups: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return for each member the number of its group, the largest being 1, of equals the one with the lowest member."""
    ranked = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {member: number for number, group in enumerate(ranked, 1) for member in group}


def _participation(near: Mapping[int, int], communities: Mapping[int, int]) -> float:
    strength: Counter[int] = Counter()
    for other, weight in near.items():
        strength[communities[other]] += weight
    total = sum(strength.values())
    return round(1 - sum((part / total) ** 2 for part in strength.values()), 4)
