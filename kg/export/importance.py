"""Importance of nodes: PageRank over facts taken as undirected links (Page, Brin, Motwani, Winograd 1999)."""

from __future__ import annotations

from collections.abc import Sequence

import rustworkx as rx


def pagerank(count: int, links: Sequence[tuple[int, int, float]]) -> list[float]:
    """Return for each of `count` nodes its rank, the highest being 1; links are (node, node, weight).

    A node without links has rank 0.

    >>> pagerank(4, [(0, 1, 1.0), (1, 2, 1.0)])[1:]
    [1.0, 0.5278, 0.0]
    """
    if not links:
        return [0.0] * count
    graph = rx.PyDiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from([edge for a, b, weight in links for edge in ((a, b, weight), (b, a, weight))])
    linked = {end for a, b, _ in links for end in (a, b)}
    ranks = rx.pagerank(graph, weight_fn=float, tol=1e-10, max_iter=1000)
    highest = max(ranks.values())
    return [round(ranks[i] / highest, 4) if i in linked else 0.0 for i in range(count)]
