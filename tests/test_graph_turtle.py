"""The Turtle and TriG writers, against two parsers."""

from __future__ import annotations

import random
import re
from unittest.mock import patch

import graph_sample as sample
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph.quads import to_quads
from kg.graph.store import to_rdflib
from kg.graph.turtle import GROUPS, trig, turtle
from kg.graph.vocabulary import DEFAULT_BASE, PREFIXES, is_class

# rdflib complains of literals whose text does not fit their type, which the writers carry as they are.
pytestmark = pytest.mark.filterwarnings("ignore")

QUADS = to_quads(sample.resolution())


def read(text: str, form: RdfFormat = RdfFormat.TURTLE) -> set[Quad]:
    return set(parse(input=text.encode(), format=form))


def in_default(quads: list[Quad]) -> set[Quad]:
    return {Quad(q.subject, q.predicate, q.object) for q in quads}


def test_turtle_reads_back_as_the_same_triples_in_pyoxigraph() -> None:
    assert read(turtle(QUADS)) == in_default(QUADS)


def test_turtle_reads_back_as_the_same_triples_in_rdflib() -> None:
    found = rdflib.Graph().parse(data=turtle(QUADS), format="turtle")
    assert set(found) == set(to_rdflib(QUADS))


def test_trig_reads_back_as_the_same_quads_in_both() -> None:
    text = trig(QUADS)
    assert read(text, RdfFormat.TRIG) == set(QUADS)
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    assert {str(graph.identifier) for graph in dataset.graphs() if len(graph)} == {q.graph_name.value for q in QUADS}
    for graph in dataset.graphs():
        if len(graph):
            assert set(graph) == set(to_rdflib(q for q in QUADS if q.graph_name.value == str(graph.identifier)))


def test_the_text_is_the_same_for_any_order_of_quads() -> None:
    shuffled = random.Random(7).sample(QUADS, len(QUADS))
    assert turtle(shuffled) == turtle(QUADS)
    assert trig(shuffled) == trig(QUADS)


def test_a_line_holds_one_fact_and_the_types_come_first_from_the_most_special() -> None:
    text = turtle(QUADS)
    assert "meeting:washington-2025 a kg:Meeting, plover:CONSULT, kg:Event, sem:Event ;\n    rdfs:label " in text
    facts = [line for line in text.splitlines() if line.startswith("    ")]
    assert all(re.search(r" [;.]$", line) for line in facts)
    typeless = [q for q in in_default(QUADS) if q.predicate.value != PREFIXES["rdf"] + "type"]
    assert len(facts) == len(typeless)


def test_countries_come_before_things_articles_sentences_and_claims() -> None:
    headings = re.findall(r"# ---- (.*) ----", turtle(QUADS))
    order = [name for name, _ in GROUPS]
    assert headings == sorted(headings, key=order.index)
    assert headings[0] == "Countries"
    assert headings[-1] == "Claims"


def test_every_group_is_of_classes_that_exist() -> None:
    assert all(is_class(name) for _, classes in GROUPS for name in classes)


def test_an_iri_whose_last_part_is_no_plain_name_is_written_in_full() -> None:
    for local in ("a,b", "a.", "-a", "a/b", "", "é", "a%20b", "a~b"):
        node = NamedNode(f"{DEFAULT_BASE}country/{local}")
        text = turtle([Triple(node, node, node)])
        assert f"<{node.value}>" in text
        assert read(text) == {Quad(node, node, node)}


def test_an_empty_graph_is_an_empty_file() -> None:
    assert turtle([]) == ""
    assert trig([]) == ""


characters = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
local_names = st.text(st.sampled_from("aZ0_-.~%2é()+,;=@:/?!$&*"), max_size=8).map(lambda s: s.replace("%", "%25"))
namespaces = st.sampled_from(
    [*PREFIXES.values(), DEFAULT_BASE, DEFAULT_BASE + "country/", DEFAULT_BASE + "armed-group/", "urn:x:", "http://e/#"]
)
iris = st.builds(lambda space, local: NamedNode(space + local), namespaces, local_names)
datatypes = st.sampled_from(
    [PREFIXES["xsd"] + name for name in ("integer", "decimal", "boolean", "date", "double", "string")] + ["http://e/t"]
)
lexical = st.one_of(characters, st.from_regex(r"[+-]?[0-9]*\.?[0-9]*(e5)?", fullmatch=True), st.just("true"))
literals = st.one_of(
    st.builds(Literal, characters),
    st.builds(lambda text, lang: Literal(text, language=lang), characters, st.sampled_from(["en", "pt-br"])),
    st.builds(lambda text, kind: Literal(text, datatype=NamedNode(kind)), lexical, datatypes),
)
graphs = st.one_of(st.just(DefaultGraph()), iris)
quads = st.lists(st.builds(Quad, iris, iris, st.one_of(iris, literals), graphs), max_size=12)


@settings(max_examples=300, deadline=None)
@given(quads)
def test_whatever_is_written_pyoxigraph_reads_back(found: list[Quad]) -> None:
    assert read(turtle(found)) == in_default(found)
    assert read(trig(found), RdfFormat.TRIG) == set(found)


@settings(max_examples=150, deadline=None)
@given(quads)
def test_whatever_is_written_rdflib_reads_back(found: list[Quad]) -> None:
    with patch.object(rdflib, "NORMALIZE_LITERALS", False):
        parsed = rdflib.Graph().parse(data=turtle(found), format="turtle")
        assert {tuple(term.n3() for term in one) for one in parsed} == {
            tuple(term.n3() for term in one) for one in to_rdflib(found)
        }
