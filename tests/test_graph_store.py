"""Opening graph files, and what is said where they cannot be opened."""

from __future__ import annotations

from pathlib import Path

import graph_sample as sample
import pytest
import rdflib
from pyoxigraph import DefaultGraph, serialize

from kg.graph.quads import to_quads
from kg.graph.store import FORMATS, from_rdflib, load, open_graph, to_rdflib
from kg.graph.turtle import trig, turtle
from kg.graph.validate import validate
from kg.model import KgError

QUADS = to_quads(sample.resolution())
TRIPLES = {q.triple for q in QUADS}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("graphs")
    paths = {suffix: folder / f"graph{suffix}" for suffix in FORMATS}
    paths[".ttl"].write_text(turtle(QUADS), encoding="utf-8")
    paths[".trig"].write_text(trig(QUADS), encoding="utf-8")
    paths[".nt"].write_bytes(serialize(sorted(TRIPLES, key=str), format=FORMATS[".nt"]) or b"")
    paths[".nq"].write_bytes(serialize(QUADS, format=FORMATS[".nq"]) or b"")
    return paths


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_opens_as_an_rdflib_graph_with_all_triples_and_our_prefixes(
    files: dict[str, Path], suffix: str
) -> None:
    graph = open_graph(files[suffix])
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) == len(TRIPLES)
    found = list(graph.query("SELECT ?label { ?c kg:iso3 'USA' ; rdfs:label ?label }"))
    assert [str(row[0]) for row in found] == ["United States"]  # type: ignore[index]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_default_graph_of_a_store_holds_every_triple_once(files: dict[str, Path], suffix: str) -> None:
    store = load(files[suffix])
    assert {q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph())} == TRIPLES
    assert len(list(store.named_graphs())) == (3 if suffix in (".trig", ".nq") else 0)


def test_rdflib_and_back_is_the_same_graph() -> None:
    assert set(from_rdflib(to_rdflib(QUADS))) == TRIPLES


@pytest.mark.parametrize("opener", [load, open_graph, validate])
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.ttl", None, ["missing.ttl", "no such file"]),
        ("graph.xyz", b"", ["graph.xyz", ".ttl, .trig, .nt, .nq"]),
        ("broken.ttl", b"@prefix a: <http://a/> .\n\na:b a:c .\n", ["broken.ttl", "line 3"]),
        ("broken.nq", b"<http://a> <http://b> .\n", ["broken.nq", "line 1"]),
        ("bytes.ttl", b"\xff\xfe\x00\x80", ["bytes.ttl", "line 1"]),
        (".", None, ["is a folder"]),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(
    tmp_path: Path, opener: object, name: str, content: bytes | None, words: list[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KgError) as caught:
        opener(path)  # type: ignore[operator]
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in words), message
