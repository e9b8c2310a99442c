"""What the shapes catch, one broken graph each, and what they let pass."""

from __future__ import annotations

import re

import graph_sample as sample
import pytest
from pyoxigraph import RdfFormat, parse

from kg.graph.quads import to_quads
from kg.graph.store import to_rdflib
from kg.graph.turtle import turtle
from kg.graph.validate import Violation, validate

TEXT = turtle(to_quads(sample.resolution()))


def broken(pattern: str, replacement: str) -> list[Violation]:
    changed, count = re.subn(pattern, replacement, TEXT, count=1, flags=re.DOTALL)
    assert count == 1, pattern
    return validate(list(parse(input=changed.encode(), format=RdfFormat.TURTLE)))


def test_a_graph_that_is_as_it_should_be_has_no_violation() -> None:
    assert validate(list(parse(input=TEXT.encode(), format=RdfFormat.TURTLE))) == []
    assert validate(to_rdflib(parse(input=TEXT.encode(), format=RdfFormat.TURTLE))) == []


@pytest.mark.parametrize(
    ("pattern", "replacement", "shape", "path"),
    [
        (r'    kg:iso3 "USA" ;\n', "", "shape:Country", "kg:iso3"),
        (r'kg:iso3 "USA"', 'kg:iso3 "usa"', "shape:Country", "kg:iso3"),
        (
            r'rdfs:label "United States" ;',
            'rdfs:label "United States" ;\n rdfs:label "USA" ;',
            "shape:Actor",
            "rdfs:label",
        ),
        (r'rdfs:label "United States" ;', 'rdfs:label "United States"@en ;', "shape:Actor", "rdfs:label"),
        (r"kg:imposedBy country:USA", "kg:imposedBy place:washington-usa", "shape:Measure", "kg:imposedBy"),
        (r"kg:appliesTo product:magnets", "kg:appliesTo country:USA", "shape:Measure", "kg:appliesTo"),
        (r'kg:datePrecision "month"', 'kg:datePrecision "fortnight"', "shape:Measure", "kg:datePrecision"),
        (r'"2025-04-01"\^\^xsd:date', '"2025-04-01"', "shape:Measure", "kg:startDate"),
        (r"    kg:polarity kg:Affirmed ;\n", "", "shape:Claim", "kg:polarity"),
        (r"kg:modality kg:Actual", "kg:modality kg:Likely", "shape:Claim", "kg:modality"),
        (r"kg:confidence 0.8 ", "kg:confidence 1.8 ", "shape:Claim", "kg:confidence"),
        (r"    rdf:subject [^\n]* ;\n", "", "shape:Claim", "rdf:subject"),
        (r"(    rdf:predicate [^\n]* ;\n)", r"\1    rdf:predicate kg:about ;\n", "shape:Claim", "rdf:predicate"),
        (r"prov:wasDerivedFrom sentence:", "prov:wasDerivedFrom article:", "shape:Quotation", "prov:wasDerivedFrom"),
        (r'    kg:unit "%" ;\n', "", "shape:Quantity", "kg:unit"),
        (r"    kg:amount 98 ;\n|    kg:amount \"98\"\^\^xsd:decimal ;\n", "", "shape:Quantity", ""),
        (r"kg:endIndex 33", "kg:endIndex 0", "shape:Sentence", "kg:beginIndex"),
        (r"    kg:endIndex 33 ;\n", "", "shape:Sentence", "kg:endIndex"),
        (r'kg:shareOf "consumer"', 'kg:shareOf "everyone"', "shape:SupplyRelation", "kg:shareOf"),
        (r"kg:role kg:Minister", "kg:role kg:Boss", "shape:Post", "kg:role"),
        (r"kg:party country:JPN", "kg:party mineral:cobalt", "shape:Agreement", "kg:party"),
        (r"kg:Meeting, plover:CONSULT, ", "kg:Meeting, ", "shape:Meeting", ""),
        (r"kg:Tariff, kg:TradeMeasure, kg:Measure", "kg:Tariff, kg:Measure", "shape:Tariff", ""),
    ],
)
def test_a_broken_graph_is_told_with_node_path_message_and_shape(
    pattern: str, replacement: str, shape: str, path: str
) -> None:
    found = [one for one in broken(pattern, replacement) if (one.shape, one.path) == (shape, path)]
    assert found
    assert all(one.focus.startswith("https://w3id.org/geopolkg/id/") and one.message for one in found)


def test_a_measure_needs_nobody_who_imposes_it() -> None:
    assert broken(r"    kg:imposedBy country:USA ;\n", "") == []
