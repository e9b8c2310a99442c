"""Opening graph files: as a pyoxigraph store to query fast, as an rdflib graph for the rest of Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.graph.vocabulary import PREFIXES
from kg.model import KgError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from kg.graph.knowledge import KnowledgeGraph

_STRING = NamedNode(PREFIXES["xsd"] + "string")

FORMATS: dict[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
}


def _format(path: Path) -> RdfFormat:
    """Return the format that the file's name says; KgError where there is no such file or format."""
    if not path.exists():
        raise KgError(f"{path}: there is no such file; build a graph first (kg build) or name another")
    if path.is_dir():
        raise KgError(f"{path}: is a folder; name a graph file in it, such as {path / 'graph.ttl'}")
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise KgError(f"{path}: cannot tell the format from {path.suffix or 'no suffix'!r}; use {', '.join(FORMATS)}")
    return found


def _unreadable(path: Path, error: Exception) -> KgError:
    if isinstance(error, SyntaxError):
        line = f", line {error.lineno}" if error.lineno else ""
        return KgError(f"{path}{line}: is not valid {_format(path).name}: {_one_line(error.msg)}; mend or rebuild it")
    return KgError(f"{path}: cannot be read: {_one_line(str(error))}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def load(path: str | Path) -> Store:
    """Return the graph file as a store in memory.

    Of TriG and N-Quads the named graphs are kept, and the default graph holds all their triples once, so that a
    query without GRAPH counts nothing twice.
    Raises KgError where the file is missing, of unknown format, or broken (with the line).
    """
    path = Path(path)
    kind = _format(path)
    store = Store()
    try:
        store.bulk_load(path=path, format=kind)
        if kind.supports_datasets:
            store.bulk_extend([Quad(q.subject, q.predicate, q.object) for q in store])
    except (SyntaxError, ValueError, OSError) as error:
        raise _unreadable(path, error) from error
    return store


def triples(path: str | Path) -> Iterator[Triple]:
    """Yield the triples of all graphs in a file. Raises KgError as `load` does."""
    path = Path(path)
    kind = _format(path)
    try:
        for quad in parse(path=path, format=kind):
            yield quad.triple
    except (SyntaxError, ValueError, OSError) as error:
        raise _unreadable(path, error) from error


def open_graph(path: str | Path) -> KnowledgeGraph:
    """Return the graph file as an `rdflib.Graph` over a pyoxigraph store, with the prefixes of the vocabulary bound.

    Its `to_networkx()` gives the network of what it holds. Named graphs of TriG and N-Quads are taken together. Raises
    KgError as `load` does.
    """
    from oxrdflib import OxigraphStore
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    from kg.graph.knowledge import KnowledgeGraph

    store = Store()
    store.bulk_extend(Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in triples(path))
    graph = KnowledgeGraph(OxigraphStore(store=store), DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def to_rdflib(quads: Iterable[Quad | Triple]) -> Graph:
    """Return the triples of all graphs as an `rdflib.Graph` in rdflib's own memory store."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    known: dict[str, rdflib.term.Node] = {}

    def term(one: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
        text = str(one)
        if text not in known:
            known[text] = _rdflib_term(one)
        return known[text]

    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def _rdflib_term(one: NamedNode | BlankNode | Literal | Triple) -> Node:
    import rdflib

    if isinstance(one, NamedNode):
        return rdflib.URIRef(one.value)
    if isinstance(one, BlankNode):
        return rdflib.BNode(one.value)
    if isinstance(one, Triple):
        raise KgError(f"{one}: rdflib has no triples as terms; write the graph without them")
    if one.language:
        return rdflib.Literal(one.value, lang=one.language)
    plain = one.datatype == _STRING
    return rdflib.Literal(one.value, datatype=None if plain else rdflib.URIRef(one.datatype.value), normalize=False)


def from_rdflib(graph: Graph) -> Iterator[Triple]:
    """Yield the triples of an rdflib graph as pyoxigraph has them."""
    text = graph.serialize(format="nt", encoding="utf-8")
    for quad in parse(input=text, format=RdfFormat.N_TRIPLES):
        yield quad.triple
