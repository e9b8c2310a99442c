"""Explaining an entity: how it is found, and what is said of it."""

from __future__ import annotations

import graph_sample as sample
import pytest
from pyoxigraph import Store

from kg.graph.explain import Explanation, Fact, explain, render
from kg.graph.quads import to_quads
from kg.graph.vocabulary import DEFAULT_BASE
from kg.model import KgError


@pytest.fixture(scope="module")
def store() -> Store:
    found = Store()
    found.extend(to_quads(sample.resolution()))
    return found


def fact(explanation: Explanation, subject: str, predicate: str, obj: str) -> Fact:
    (found,) = (f for f in explanation.facts if (f.subject, f.predicate, f.object) == (subject, predicate, obj))
    return found


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("China", sample.CHN.key),
        ("chinese", sample.CHN.key),
        ("country/CHN", sample.CHN.key),
        ("COUNTRY/chn", sample.CHN.key),
        (DEFAULT_BASE + "country/CHN", sample.CHN.key),
        ("pacific  compact", sample.COMPACT),
        ("hammer", sample.PERSON.key),
        ("Washington", sample.CITY.key),  # the label goes before the label of the meeting, which only contains it
    ],
)
def test_an_entity_is_found_by_label_other_name_key_or_part_of_a_name(store: Store, name: str, key: str) -> None:
    assert explain(store, name).iri == DEFAULT_BASE + key


def test_several_that_fit_are_listed(store: Store) -> None:
    found = explain(store, "tarn")
    assert [one.label for one in found.candidates] == ["Stake: Tarn Metals → Tarn mine", "Tarn Metals", "Tarn mine"]
    assert "ask again" in render(found)


@pytest.mark.parametrize("name", ["Atlantis", "", "   ", "https://example.org/nothing", "http://not an iri"])
def test_what_is_not_in_the_graph_is_told(store: Store, name: str) -> None:
    with pytest.raises(KgError):
        explain(store, name)


def test_a_fact_has_its_sentence_article_voice_and_certainty(store: Store) -> None:
    found = fact(
        explain(store, "United States"),
        "Tariff: United States → China, magnets (2025-04)",
        "kg:imposedBy",
        "United States",
    )
    assert found.holds
    assert len(found.sayings) == 3
    reported = next(one for one in found.sayings if one.says)
    assert reported.says == "Ada Lindqvist"
    assert reported.sentence.startswith("The United States imposed a duty")
    assert (reported.headline, reported.date) == ("US puts tariff on Chinese magnets", "2025-04-10")
    assert reported.urls == ("https://news.example/a?x=1&y=2",)
    assert (reported.polarity, reported.modality, reported.confidence) == ("Affirmed", "Actual", 0.8)


def test_what_is_denied_or_possible_does_not_hold_but_is_told(store: Store) -> None:
    found = explain(store, "China")
    denied = fact(found, "Export ban: cobalt", "kg:imposedBy", "China")
    assert not denied.holds
    assert denied.sayings[0].polarity == "Negated"
    assert not fact(
        explain(store, "Japan"), "Meeting in Washington: United States, cobalt", "kg:participant", "Japan"
    ).holds


def test_superproperties_are_not_told_beside_what_implies_them(store: Store) -> None:
    assert "kg:involves" not in {f.predicate for f in explain(store, "United States").facts}


def test_facts_of_the_tables_have_no_sayings(store: Store) -> None:
    assert fact(explain(store, "China"), "China", "kg:iso3", "CHN").sayings == ()


def test_quotations_of_a_person_are_told(store: Store) -> None:
    found = explain(store, "Ada Lindqvist")
    assert [one.words for one in found.quotes] == ["a fair price"]
    text = render(found)
    assert "“a fair price”" in text
    assert "Ada Lindqvist (person)" in text


def test_the_text_is_the_same_each_time(store: Store) -> None:
    assert render(explain(store, "China")) == render(explain(store, "China"))
