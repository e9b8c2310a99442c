"""Checks a graph against the SHACL shapes of the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad, Triple

from kg.graph.store import from_rdflib, to_rdflib, triples
from kg.graph.vocabulary import PREFIXES, curie, ontology_folder
from kg.model import KgError

if TYPE_CHECKING:
    from rdflib import Graph


_OURS = (PREFIXES["kg"], PREFIXES["plover"])


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One place where a graph is not as the shapes ask."""

    focus: str  # IRI of the node
    path: str  # CURIE of the property, empty where the node itself is wrong
    message: str
    shape: str  # CURIE or IRI of the node shape
    value: str = ""  # the value that offends, where there is one

    def __str__(self) -> str:
        where = f"{self.focus} {self.path}".rstrip()
        return f"{where}: {self.message}" + (f" Found {self.value}." if self.value else "")


class NothingToCheck(KgError):
    """The graph has no triple, or nothing of a class that the shapes are about."""


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(ontology_folder() / "shapes.ttl")


def validate(graph: str | Path | Graph | Iterable[Quad | Triple]) -> list[Violation]:
    """Return where the graph breaks the shapes, sorted; an empty list says that all is well.

    `graph` is the path of a graph file, an `rdflib.Graph` or quads. Raises KgError where a file cannot be read, and
    `NothingToCheck` where nothing in the graph is of a class of the ontology.
    """
    import pyshacl
    import rdflib

    data = _in_memory(graph)
    if not any(str(kind).startswith(_OURS) for kind in data.objects(None, rdflib.RDF.type)):
        name = f"{graph}: " if isinstance(graph, str | Path) else "the graph "
        what = "holds nothing of the classes of geopolkg" if len(data) else "is empty"
        raise NothingToCheck(f"{name}{what}, so there is nothing to check; name a graph that kg build has written")
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", advanced=False, meta_shacl=False)
    assert isinstance(report, rdflib.Graph)
    results = report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)
    return sorted({_violation(report, result) for result in results})


def _in_memory(graph: str | Path | Graph | Iterable[Quad | Triple]) -> Graph:
    """Return the triples in rdflib's own store, which SHACL's many small questions need."""
    import rdflib
    from rdflib.plugins.stores.memory import Memory

    if isinstance(graph, rdflib.Graph):
        return graph if isinstance(graph.store, Memory) else to_rdflib(from_rdflib(graph))
    return to_rdflib(triples(graph) if isinstance(graph, str | Path) else graph)


def _violation(report: Graph, result: Any) -> Violation:
    from rdflib import SH, URIRef

    def text(predicate: URIRef) -> str:
        found = report.value(result, predicate)
        return "" if found is None else str(found)

    value = report.value(result, SH.value)
    return Violation(
        focus=text(SH.focusNode),
        path=curie(text(SH.resultPath)),
        message=text(SH.resultMessage),
        shape=_node_shape(report.value(result, SH.sourceShape)),
        value="" if value is None else value.n3() if hasattr(value, "n3") else str(value),
    )


def _node_shape(source: Any) -> str:
    """Return the name of the node shape that a (property) shape belongs to."""
    from rdflib import SH, BNode

    shapes = _shapes()
    while isinstance(source, BNode):
        owner = shapes.value(predicate=SH.property, object=source)
        if owner is None:
            break
        source = owner
    name = str(source)
    return "shape:" + name.rpartition("#")[2] if name.startswith("https://w3id.org/geopolkg/shapes#") else name
