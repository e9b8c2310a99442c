"""A graph of ours as an rdflib graph that also knows itself as a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad
from rdflib import Graph

if TYPE_CHECKING:
    import networkx as nx

    from kg.export.network import Projection


class KnowledgeGraph(Graph):
    """An `rdflib.Graph` of our vocabulary."""

    def to_networkx(self, projection: Projection = "full") -> nx.MultiDiGraph[str]:
        """Return the things as nodes and the facts between them as edges, with the columns of the GEXF file.

        With the projection "actors", measures, agreements, events and supply become edges between the actors they bind.
        """
        from kg.analysis.measures import standings
        from kg.analysis.projection import fold
        from kg.export.drawing import draw
        from kg.export.network import network, to_networkx
        from kg.export.view import read
        from kg.graph.store import from_rdflib

        view = read(Quad(one.subject, one.predicate, one.object) for one in from_rdflib(self))
        return to_networkx(network(view, draw(view), standings(view, fold(view)), projection))
