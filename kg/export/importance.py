"""Importance of nodes: PageRank over facts taken as undirected links (Page, Brin, Motwani, Winograd 1999)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def pagerank(count: int, links: Sequence[tuple[int, int, float]], *, damping: float = 0.85) -> list[float]:
    """Return for each of `count` nodes its rank, the highest being 1; links are (node, node, weight).

    Only sums in fixed order, products and quotients are used, so that every machine gets the same numbers.

    >>> pagerank(3, [(0, 1, 1.0), (1, 2, 1.0)])[1]
    1.0
    """
    if not links:
        return [0.0] * count
    ends = np.array([(a, b) for a, b, _ in links], dtype=np.intp)
    weight = np.array([w for _, _, w in links])
    source = np.concatenate([ends[:, 0], ends[:, 1]])
    target = np.concatenate([ends[:, 1], ends[:, 0]])
    flow = np.concatenate([weight, weight])
    strength = np.bincount(source, flow, count)
    share = flow / strength[source]
    rank = np.full(count, 1.0 / count)
    for _ in range(50):
        rank = (1 - damping) / count + damping * np.bincount(target, rank[source] * share, count)
    rank[strength == 0] = 0.0
    return [round(float(r), 4) for r in rank / rank.max()]
