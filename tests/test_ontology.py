"""The ontology: complete, documented, and consistent with its shapes."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph import vocabulary

# The terms of the core vocabulary, by table. People query these names; none may go missing.
CORE_CLASSES = """
kg:Actor kg:Country kg:Subdivision kg:Bloc kg:Region kg:Organization kg:GovernmentBody kg:InternationalOrganization
kg:Company kg:ArmedGroup kg:Person kg:Post kg:Stake kg:Place kg:Facility kg:Commodity kg:Mineral kg:Product kg:Measure
kg:TradeMeasure kg:Tariff kg:AntiDumpingDuty kg:TariffRateQuota kg:ExportRestriction kg:ExportBan kg:ExportQuota
kg:ExportLicensing kg:ExportDuty kg:ImportRestriction kg:SanctionsMeasure kg:Subsidy kg:PriceFloor kg:PriceCap
kg:ProductionMeasure kg:Agreement kg:TradeAgreement kg:Truce kg:Alliance kg:OfftakeAgreement kg:Reserve
kg:SupplyRelation kg:Quantity kg:Event kg:Meeting kg:LegalProceeding kg:Claim kg:Article kg:Sentence kg:Quotation
plover:AGREE plover:CONSULT plover:SUPPORT plover:COOPERATE plover:AID plover:CONCEDE plover:RETREAT plover:REQUEST
plover:ACCUSE plover:REJECT plover:THREATEN plover:PROTEST plover:SANCTION plover:MOBILIZE plover:COERCE plover:ASSAULT
"""
CORE_PROPERTIES = """
kg:memberOf kg:formerMemberOf kg:iso2 kg:iso3 kg:capital kg:territoryOf kg:partOf kg:headquarteredIn kg:subsidiaryOf
kg:establishedBy kg:value kg:holdsPost kg:officialOf kg:formerlyHeldPost kg:affiliatedWith kg:postIn kg:role kg:owner
kg:owned kg:share kg:locatedIn kg:operatedBy kg:usedIn kg:madeFrom kg:chemicalSymbol kg:listedAs kg:imposedBy kg:target
kg:exempts kg:appliesTo kg:rate kg:formerRate kg:volume kg:price kg:startDate kg:endDate kg:datePrecision kg:responseTo
kg:breaches kg:party kg:about kg:duration kg:signedOn kg:covers kg:consumer kg:supplier kg:commodity kg:stage kg:shareOf
kg:amount kg:minAmount kg:maxAmount kg:unit kg:per kg:approximate kg:text kg:agent kg:recipient kg:heldIn kg:participant
kg:convenedBy kg:polarity kg:modality kg:attributedTo kg:confidence kg:beginIndex kg:endIndex kg:speaker kg:dependsOn
kg:produces kg:refines kg:exports kg:imports kg:hasDepositsOf kg:mentionedIn
"""
CORE_INDIVIDUALS = """
kg:Affirmed kg:Negated kg:Actual kg:Planned kg:Possible kg:Conditional kg:HeadOfState kg:HeadOfGovernment kg:Minister
kg:Commissioner kg:Diplomat kg:Spokesperson kg:Executive kg:Expert kg:Official
"""
# child ⊑ parent, as the core vocabulary says
CORE_HIERARCHY = """
kg:Actor prov:Agent | kg:Country kg:Actor | kg:Subdivision kg:Actor | kg:Bloc kg:Organization | kg:Organization kg:Actor
kg:Organization org:Organization | kg:GovernmentBody kg:Organization | kg:InternationalOrganization kg:Organization
kg:Company kg:Organization | kg:ArmedGroup kg:Organization | kg:Person kg:Actor | kg:Person foaf:Person
kg:Post org:Post | kg:Facility kg:Place | kg:Commodity skos:Concept | kg:Mineral kg:Commodity | kg:Product kg:Commodity
kg:TradeMeasure kg:Measure | kg:Tariff kg:TradeMeasure | kg:AntiDumpingDuty kg:Tariff | kg:TariffRateQuota kg:Tariff
kg:ExportRestriction kg:TradeMeasure | kg:ExportBan kg:ExportRestriction | kg:ExportQuota kg:ExportRestriction
kg:ExportLicensing kg:ExportRestriction | kg:ExportDuty kg:ExportRestriction | kg:ImportRestriction kg:TradeMeasure
kg:SanctionsMeasure kg:TradeMeasure | kg:Subsidy kg:TradeMeasure | kg:PriceFloor kg:TradeMeasure
kg:PriceCap kg:TradeMeasure | kg:ProductionMeasure kg:Measure | kg:TradeAgreement kg:Agreement | kg:Truce kg:Agreement
kg:Alliance kg:Agreement | kg:OfftakeAgreement kg:Agreement | kg:Quantity schema:QuantitativeValue
kg:Event sem:Event | kg:Meeting plover:CONSULT | kg:LegalProceeding kg:Event | plover:CONSULT kg:Event
plover:ASSAULT kg:Event | kg:Claim rdf:Statement | kg:Claim prov:Entity | kg:Article schema:NewsArticle
kg:Sentence nif:Sentence | kg:Quotation schema:Quotation
"""


def facts() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in ("geopolkg.ttl", "plover.ttl"):
        for quad in parse(path=vocabulary.ontology_folder() / name, format=RdfFormat.TURTLE):
            assert isinstance(quad.subject, NamedNode)
            obj = quad.object
            text = obj.value if isinstance(obj, Literal) else vocabulary.curie(obj.value)
            found[vocabulary.curie(quad.subject.value)][vocabulary.curie(quad.predicate.value)].append(text)
    return found


FACTS = facts()
TERMS = sorted(name for name in FACTS if name.startswith(("kg:", "plover:")))


def test_every_class_property_and_individual_of_the_core_vocabulary_is_there() -> None:
    for names, kinds in (
        (CORE_CLASSES, {"owl:Class"}),
        (CORE_PROPERTIES, {"owl:ObjectProperty", "owl:DatatypeProperty"}),
        (CORE_INDIVIDUALS, {"owl:NamedIndividual"}),
    ):
        missing = [name for name in names.split() if not kinds & set(FACTS[name]["rdf:type"])]
        assert missing == []


@pytest.mark.parametrize("name", TERMS)
def test_a_term_has_one_label_one_definition_and_an_example(name: str) -> None:
    about = FACTS[name]
    assert len(about["rdfs:label"]) == 1
    assert len(about["skos:definition"]) == 1
    assert about["skos:example"]
    assert about["skos:definition"][0].endswith(".")


def test_every_property_says_what_it_goes_from_and_object_properties_what_they_go_to() -> None:
    for name in TERMS:
        kinds = FACTS[name]["rdf:type"]
        if "owl:ObjectProperty" in kinds or "owl:DatatypeProperty" in kinds:
            assert FACTS[name]["rdfs:domain"] or FACTS[name]["schema:domainIncludes"], name
            assert FACTS[name]["rdfs:range"] or FACTS[name]["schema:rangeIncludes"], name


def test_every_term_that_is_named_exists() -> None:
    predicates = ("rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "owl:disjointWith")
    for name in TERMS:
        for predicate in (*predicates, "schema:domainIncludes", "schema:rangeIncludes"):
            for target in FACTS[name][predicate]:
                assert not target.startswith(("kg:", "plover:")) or target in FACTS, (name, target)


def test_classes_stand_where_the_core_vocabulary_puts_them() -> None:
    for child, parent in re.findall(r"(\S+:\S+) (\S+:\S+)", CORE_HIERARCHY.replace("|", "\n")):
        assert parent in vocabulary.superclasses(child), (child, parent)


def test_to_convene_a_meeting_is_not_to_take_part_in_it() -> None:
    assert "kg:participant" not in vocabulary.superproperties("kg:convenedBy")
    assert "kg:involves" not in vocabulary.superproperties("kg:convenedBy")


def test_to_be_an_official_of_a_country_stands_apart_from_membership_and_parts() -> None:
    assert vocabulary.superproperties("kg:officialOf") == ()


def test_no_class_is_above_itself() -> None:
    for name in vocabulary.classes():
        assert name not in vocabulary.superclasses(name)


def test_every_class_has_a_shape() -> None:
    shapes = parse(path=vocabulary.ontology_folder() / "shapes.ttl", format=RdfFormat.TURTLE)
    targets = {q.object.value for q in shapes if q.predicate.value == "http://www.w3.org/ns/shacl#targetClass"}
    assert {vocabulary.iri(name).value for name in vocabulary.classes()} == targets


def test_examples_of_properties_use_the_property() -> None:
    for name in vocabulary.properties():
        assert f" {name} " in FACTS[name]["skos:example"][0]


def test_the_page_on_the_vocabulary_names_every_property_and_no_term_that_is_not() -> None:
    page = (Path(__file__).parents[1] / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:kg|plover):[A-Za-z0-9]+", page))
    assert named <= set(FACTS)
    assert set(vocabulary.properties()) <= named
