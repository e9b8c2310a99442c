"""Asking a graph: what is answered, what is refused, how answers look."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import graph_sample as sample
import pytest
from pyoxigraph import Store

from kg.graph.quads import to_quads
from kg.graph.query import FORMATS, query, question, questions, render
from kg.graph.store import load
from kg.graph.turtle import trig
from kg.model import KgError

REFERENCE = "https://w3id.org/geopolkg/id/graph/reference"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("query") / "graph.trig"
    path.write_text(trig(to_quads(sample.resolution())), encoding="utf-8")
    return load(path)


def test_prefixes_of_the_vocabulary_need_no_declaration(store: Store) -> None:
    answer = query(store, "SELECT ?l { ?c kg:iso3 'CHN' ; rdfs:label ?l }")
    assert list(answer) == [{"l": "China"}]


def test_a_triple_of_two_articles_counts_once(store: Store) -> None:
    answer = query(store, "SELECT (COUNT(*) AS ?n) { ?c kg:iso3 'USA' ; rdfs:label ?l }")
    assert list(answer) == [{"n": "1"}]


def test_graphs_can_be_asked_one_by_one(store: Store) -> None:
    assert query(store, f"ASK FROM <{REFERENCE}> {{ ?c kg:iso3 'USA' }}").truth
    assert query(store, f"ASK {{ GRAPH <{REFERENCE}> {{ ?c kg:iso3 'USA' }} }}").truth
    assert not query(store, f"ASK FROM <{REFERENCE}> {{ ?c kg:imposedBy ?x }}").truth


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o OPTIONAL { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o FILTER NOT EXISTS { { SELECT * { service ?x { ?s ?p ?o } } } } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { # a comment that ends here\rSERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { # a comment that ends here \\u000ASERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX f: <file:///etc/> CONSTRUCT { ?s ?p ?o } FROM f:passwd WHERE { ?s ?p ?o }",
        "DESCRIBE kg:x FROM <http://127.0.0.1:1/>",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { kg:a kg:b kg:c }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
    ],
)
def test_what_reaches_elsewhere_or_changes_the_graph_is_refused(store: Store, text: str) -> None:
    before = len(store)
    with pytest.raises(KgError, match=r"SERVICE|FROM|update"):
        query(store, text)
    assert len(store) == before


@pytest.mark.parametrize(
    "text", ["SELECT * { ?service ?p 'SERVICE <http://a/>' }", "SELECT ?load { ?load ?from 'LOAD' } # SERVICE <x> {}"]
)
def test_words_that_only_look_like_it_are_not_refused(store: Store, text: str) -> None:
    assert query(store, text).rows == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELEC ?x { ?x ?p ?o }", "line 1, column 1 near 'SELEC"),
        ("SELECT ?x\nWHERE {\n  ?x ?p ?o .\n  FILTR(?x = 1)\n}", "line 4, column 3 near 'FILTR"),
        ("SELECT ?x { ?x foo:bar ?o }", "line 1, column 23"),
        ("SELECT ?x { ?x ?p 'open }", "line 1"),
        ("", "empty"),
        ("SELECT ?x { ?x ?p '\\ud800' }", "half a character"),
        ("SELECT ?x { ?x ?p '\\u12' }", "no code point"),
        ("SELECT ?x { ?x ?p " + "(" * 2000 + " }", "deeply"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(store: Store, text: str, words: str) -> None:
    with pytest.raises(KgError) as caught:
        query(store, text)
    message = str(caught.value)
    assert "\n" not in message
    assert words in message


def test_there_are_packaged_questions_each_with_a_description_and_an_order() -> None:
    assert len(questions()) >= 14
    for one in questions():
        assert one.text.startswith("# ")
        assert len(one.description) > 20
        assert "ORDER BY" in one.text
    with pytest.raises(KgError, match="choose from"):
        question("nothing")


EXPECTED = {
    "actors": {"actor": "United States", "articles": "2"},
    "agreements": {"agreement": "Pacific Compact", "parties": "Japan, United States"},
    "articles": {"headline": "US puts tariff on Chinese magnets", "date": "2025-04-10", "claims": "35"},
    "commodities": {"commodity": "cobalt"},
    "contradictions": {"relation": "rate", "one": "25 per cent", "other": "30 per cent", "kind": "two values"},
    "denied": {"subject": "Export ban: cobalt", "relation": "imposedBy", "object": "China", "says": "China"},
    "dependence": {"actor": "European Union", "on": "China", "sentences": "1"},
    "events": {"type": "THREATEN", "agents": "China", "recipients": "United States"},
    "evidence": {"relation": "imposedBy", "polarity": "Affirmed", "says": "Ada Lindqvist"},
    "meetings": {"where": "Washington", "participants": "United States", "convenedBy": "Ada Lindqvist"},
    "measures": {"by": "United States", "against": "China", "goods": "magnets", "since": "2025-04-01"},
    "ministers": {"country": "United States", "person": "Ada Lindqvist"},
    "planned": {"relation": "participant", "object": "United States"},
    "posts": {"person": "Ada Lindqvist", "role": "minister", "now": "holds"},
    "quotations": {"speaker": "Ada Lindqvist", "words": "a fair price"},
    "reserves": {"by": "Japan", "covers": "cobalt", "size": "more than A$1.2 billion"},
    "stakes": {"owner": "Tarn Metals", "owned": "Tarn mine", "shares": "25 per cent"},
    "supply": {
        "suppliers": "China",
        "consumers": "European Union",
        "shares": "about 98 per cent",
        "shareOf": "consumer",
    },
    "tariffs": {"by": "United States", "rates": "25 per cent, 30 per cent"},
    "timeline": {"date": "2025-04-01", "precision": "month"},
    "uncertain": {"relation": "participant", "object": "Japan", "modality": "Possible"},
}


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_a_packaged_question_finds_what_it_asks_for(store: Store, name: str) -> None:
    rows = list(query(store, question(name).text))
    wanted = EXPECTED.get(name)
    if wanted is None:
        assert rows == []  # the sample has no such thing
    else:
        assert any(wanted.items() <= row.items() for row in rows), rows


def test_measures_of_which_nothing_holds_are_no_answer(store: Store) -> None:
    assert query(store, question("export-controls").text).rows == ()


def test_affirmed_here_and_denied_there_is_a_contradiction(store: Store) -> None:
    both = Store()
    both.extend(store)
    quads = store.query(
        """CONSTRUCT { <urn:k> rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:polarity kg:Affirmed ;
                       prov:wasDerivedFrom ?x }
           WHERE { ?k kg:polarity kg:Negated ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
                   prov:wasDerivedFrom ?x . FILTER(?p = kg:imposedBy) }""",
        prefixes={
            "kg": "https://w3id.org/geopolkg/ontology#",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "prov": "http://www.w3.org/ns/prov#",
        },
    )
    from pyoxigraph import Quad

    both.extend(Quad(t.subject, t.predicate, t.object) for t in quads)  # type: ignore[union-attr]
    rows = list(query(both, question("contradictions").text))
    assert {"affirmed and denied", "two values"} == {row["kind"] for row in rows}


def test_an_answer_is_written_as_table_csv_and_json(store: Store) -> None:
    answer = query(store, "SELECT ?c ?l ?alt { ?c a kg:Company ; rdfs:label ?l OPTIONAL { ?c skos:altLabel ?alt } }")
    table = render(answer, "table", width=80)
    assert "company/tarn-metals" in table
    assert table.endswith("1 row\n")
    rows = list(csv.reader(io.StringIO(render(answer, "csv"))))
    assert rows == [["c", "l", "alt"], ["https://w3id.org/geopolkg/id/company/tarn-metals", "Tarn Metals", ""]]
    found = json.loads(render(answer, "json"))
    assert found["head"]["vars"] == ["c", "l", "alt"]
    assert found["results"]["bindings"][0]["c"]["type"] == "uri"
    with pytest.raises(KgError, match="CONSTRUCT"):
        render(answer, "ttl")


def test_triples_and_truth_have_every_form_that_makes_sense(store: Store) -> None:
    triples = query(store, "CONSTRUCT { ?c rdfs:label ?l } WHERE { ?c a kg:Company ; rdfs:label ?l }")
    assert 'company:tarn-metals\n    rdfs:label "Tarn Metals" .' in render(triples, "ttl")
    truth = query(store, "ASK { ?c a kg:Company }")
    assert json.loads(render(truth, "json")) == {"head": {}, "boolean": True}
    assert "yes" in render(truth, "table")
    for form in FORMATS[:3]:
        assert render(triples, form)


def test_markup_in_a_value_does_not_style_the_table(store: Store) -> None:
    assert "[bold]x[/bold]" in render(query(store, "SELECT ('[bold]x[/bold]' AS ?x) {}"), "table", width=60)


def test_packaged_questions_lie_in_the_package() -> None:
    import kg.graph

    assert (Path(kg.graph.__file__).parent / "queries" / "ministers.rq").is_file()


DOCUMENTED = re.findall(
    r"```sparql\n(.*?)```",
    (Path(__file__).parents[1] / "docs" / "vocabulary.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


@pytest.mark.parametrize("text", DOCUMENTED)
def test_every_query_of_the_documentation_finds_something(store: Store, text: str) -> None:
    assert query(store, text).rows
