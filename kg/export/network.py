"""The graph as a network for other tools: nodes and edges with typed columns, the full one or its projection on actors.

In the full network an edge is one fact between two things. In the projection on actors, measures, agreements, events
and the like become edges between the actors they bind, and things such as minerals are left out. GEXF, GraphML, tables
and networkx are written from these rows, so that they all hold the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from typing import Literal as Choice

from kg.analysis.measures import Standing
from kg.analysis.projection import Tie, fold, layer_of, ties
from kg.export.drawing import Drawing
from kg.export.view import Fact, State, View
from kg.export.vocabulary import vocabulary, words

if TYPE_CHECKING:
    import networkx as nx

Projection = Choice["full", "actors"]
Type = Choice["string", "integer", "double", "boolean", "liststring", "anyURI"]
Value = str | int | float | bool | tuple[str, ...] | None

NODE_COLUMNS: tuple[tuple[str, Type], ...] = (
    ("kind", "string"),
    ("layer", "string"),
    ("types", "liststring"),
    ("names", "liststring"),
    ("iri", "anyURI"),
    ("importance", "double"),
    ("degree", "integer"),
    ("strength", "integer"),
    ("betweenness", "double"),
    ("community", "integer"),
    ("component", "integer"),
    ("participation", "double"),
    ("bridge", "boolean"),
    ("claims", "integer"),
    ("articles", "integer"),
    ("start_date", "string"),
    ("end_date", "string"),
    ("date_precision", "string"),
)
"""Name and type of the columns of nodes; see `docs/pictures.md` for what they mean."""

EDGE_COLUMNS: tuple[tuple[str, Type], ...] = (
    ("relation", "string"),
    ("state", "string"),
    ("claims", "integer"),
    ("articles", "integer"),
    ("confidence", "double"),
    ("contested", "boolean"),
    ("mutual", "boolean"),
    ("attributed_to", "liststring"),
    ("start_date", "string"),
    ("end_date", "string"),
    ("evidence", "string"),
    ("addresses", "liststring"),
)
"""Name and type of the columns of edges."""

EDGE_COLOURS: dict[State, str] = {
    "actual": "#8b94a3",
    "planned": "#2d6fa8",
    "possible": "#7a6a1f",
    "denied": "#b3261e",
    "background": "#cfcdc6",
}


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node; `x` and `y` as on the page (y points down), `size` a radius, `values` in the order of `NODE_COLUMNS`."""

    id: str
    label: str
    colour: str
    shape: str
    size: float
    x: float
    y: float
    start: str
    end: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """An edge; `kind` is the CURIE of its relation or of the class that binds both ends, `weight` counts articles.

    A `mutual` edge (a truce, a meeting) has no direction, though its format may give it one.
    """

    id: str
    source: str
    target: str
    kind: str
    label: str
    weight: int
    colour: str
    state: State
    start: str
    end: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes sorted by IRI, edges numbered in a fixed order; several edges may join the same two nodes."""

    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]


def network(view: View, drawing: Drawing, standings: Sequence[Standing], projection: Projection = "full") -> Network:
    """Return the network of a view, in full or projected on its actors."""
    if projection == "actors":
        kept = layer_of(view, "actor")
        edges = _edges_of_ties(view, ties(view, fold(view), kept))
    else:
        kept = frozenset(range(len(view.nodes)))
        edges = [
            _edge(view, fact.source, fact.target, fact.predicate, fact.state, [fact], _time_of(view, fact))
            for fact in view.facts
            if fact.target is not None
        ]
    nodes = tuple(_node(view, i, drawing, standings[i]) for i in sorted(kept))
    return Network(nodes, tuple(_numbered(edges)))


def _node(view: View, i: int, drawing: Drawing, standing: Standing) -> NodeRow:
    node = view.nodes[i]
    kind = next(kind for kind in vocabulary().kinds if kind.name == node.kind)
    values: tuple[Value, ...] = (
        node.kind,
        kind.layer,
        tuple(words(t) for t in vocabulary().narrowest(node.types)),
        node.names,
        node.iri,
        node.importance,
        standing.degree,
        standing.strength,
        standing.betweenness,
        standing.community,
        standing.component,
        standing.participation,
        standing.bridge,
        node.claims,
        len(node.articles),
        node.start or None,
        node.end or None,
        node.precision or None,
    )
    x, y = drawing.places[i]
    return NodeRow(node.iri, node.label, kind.colour, kind.shape, drawing.sizes[i], x, y, node.start, node.end, values)


def _edges_of_ties(view: View, found: Iterable[Tie]) -> list[EdgeRow]:
    """Return an edge for each relation or class of occurrence that ties two actors, of each state."""
    facts_of: dict[int, list[Fact]] = defaultdict(list)
    for fact in view.facts:
        facts_of[fact.source].append(fact)
    edges = []
    for tie in found:
        by_kind: dict[str, tuple[list[Fact], list[int]]] = defaultdict(lambda: ([], []))
        for i in tie.facts:
            by_kind[view.facts[i].predicate][0].append(view.facts[i])
        for i in tie.via:
            proof, things = by_kind[vocabulary().narrowest(view.nodes[i].types)[0]]
            proof.extend(f for f in facts_of[i] if f.target in (tie.source, tie.target))
            things.append(i)
        for kind, (proof, things) in sorted(by_kind.items()):
            times = [(view.nodes[i].start, view.nodes[i].end) for i in things] or [_time_of(view, f) for f in proof]
            edges.append(_edge(view, tie.source, tie.target, kind, tie.state, proof, _span(times), mutual=tie.mutual))
    return edges


def _edge(
    view: View,
    source: int,
    target: int | None,
    kind: str,
    state: State,
    proof: Sequence[Fact],
    time: tuple[str, str],
    *,
    mutual: bool = False,
) -> EdgeRow:
    assert target is not None
    sayings = [s for fact in proof for s in fact.sayings]
    confidences = [s.confidence for s in sayings if s.confidence is not None]
    quotes = list(dict.fromkeys(q for s in sayings for q in s.sentences))
    articles = {q.source.iri for q in quotes}
    start, end = time
    values: tuple[Value, ...] = (
        words(kind),
        state,
        len(sayings),
        len(articles),
        max(confidences) if confidences else None,
        any(len({s.polarity for s in fact.sayings}) == 2 for fact in proof),
        mutual,
        tuple(dict.fromkeys(s.speaker for s in sayings if s.speaker)),
        start or None,
        end or None,
        "\n".join(f"{q.text} [{', '.join(filter(None, (q.source.headline, q.source.date)))}]" for q in quotes) or None,
        tuple(dict.fromkeys(url for q in quotes for url in q.source.urls)),
    )
    ends = view.nodes[source].iri, view.nodes[target].iri
    weight = max(1, len(articles))
    return EdgeRow("", *ends, kind, words(kind), weight, EDGE_COLOURS[state], state, start, end, values)


def _time_of(view: View, fact: Fact) -> tuple[str, str]:
    source, target = view.nodes[fact.source], view.nodes[fact.target or 0]
    return source.start or target.start, source.end or target.end


def _span(times: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the first start and the last end; an open end stays open.

    >>> _span([("2025-01-01", "2025-02-01"), ("2024-01-01", "2026-01-01")]), _span([("2025-01-01", ""), ("", "")])
    (('2024-01-01', '2026-01-01'), ('2025-01-01', ''))
    """
    starts = [start for start, _ in times if start]
    ends = [end for _, end in times]
    return min(starts, default=""), max(ends) if all(ends) else ""


def _numbered(edges: Sequence[EdgeRow]) -> Iterable[EdgeRow]:
    return (replace(edge, id=str(i)) for i, edge in enumerate(edges))


def to_networkx(network: Network) -> nx.MultiDiGraph[str]:
    """Return a network as networkx has it: nodes by IRI, columns as attributes.

    Lists stay tuples; what is unknown is left out.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network.nodes:
        look = {"label": node.label, "colour": node.colour, "size": node.size, "x": node.x, "y": 0 - node.y}
        graph.add_node(node.id, **look, **_known(NODE_COLUMNS, node.values))
    for edge in network.edges:
        look = {"label": edge.label, "kind": edge.kind, "weight": edge.weight}
        graph.add_edge(edge.source, edge.target, key=edge.id, **look, **_known(EDGE_COLUMNS, edge.values))
    return graph


def _known(columns: Sequence[tuple[str, Type]], values: Sequence[Value]) -> dict[str, Value]:
    return {name: value for (name, _), value in zip(columns, values, strict=True) if value not in (None, ())}
