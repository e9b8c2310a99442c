"""From resolved records to quads: the rules of claims, plain triples, types, labels and names."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import graph_sample as sample
import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.graph import background
from kg.graph.names import duration
from kg.graph.quads import to_quads
from kg.graph.validate import validate
from kg.graph.vocabulary import DEFAULT_BASE, curie, superclasses
from kg.model import Claim, Entity, KgError, Occurrence, Record, Resolution, Value

USA, CHN, JPN = sample.USA.key, sample.CHN.key, sample.JPN.key


def short(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value.removeprefix(DEFAULT_BASE) if term.value.startswith(DEFAULT_BASE) else curie(term.value)
    assert isinstance(term, Literal)
    return term.value


def triples(quads: list[Quad]) -> set[tuple[str, str, str]]:
    return {(short(q.subject), short(q.predicate), short(q.object)) for q in quads}


QUADS = to_quads(sample.resolution())
TRIPLES = triples(QUADS)


def objects(subject: str, predicate: str, among: set[tuple[str, str, str]] = TRIPLES) -> set[str]:
    return {o for s, p, o in among if s == subject and p == predicate}


def claims(subject: str, predicate: str, obj: str) -> list[str]:
    keys = [s for s, p, o in TRIPLES if p == "rdf:subject" and o == subject]
    return [k for k in keys if (k, "rdf:predicate", predicate) in TRIPLES and (k, "rdf:object", obj) in TRIPLES]


@pytest.mark.parametrize(
    ("subject", "predicate", "obj", "holds"),
    [
        (sample.TARIFF, "kg:imposedBy", USA, True),  # affirmed, actual
        (sample.MEETING, "kg:participant", USA, True),  # affirmed, planned
        (sample.MEETING, "kg:participant", JPN, False),  # possible
        (sample.MEETING, "kg:participant", CHN, False),  # negated
        (sample.BAN, "kg:imposedBy", CHN, False),  # negated
        (sample.BAN, "kg:appliesTo", sample.COBALT.key, False),  # possible
    ],
)
def test_a_plain_triple_stands_exactly_where_a_claim_is_affirmed_and_actual_or_planned(
    subject: str, predicate: str, obj: str, holds: bool
) -> None:
    assert ((subject, predicate, obj) in TRIPLES) is holds
    assert claims(subject, predicate, obj)


def test_superproperties_of_plain_triples_are_written_and_those_of_other_claims_are_not() -> None:
    for name in ("kg:agent", "kg:involves", "sem:hasActor"):
        assert objects(sample.MEETING, name) == {USA}


def test_whoever_convenes_a_meeting_does_not_take_part_by_that() -> None:
    assert objects(sample.MEETING, "kg:convenedBy") == {sample.PERSON.key}
    assert sample.PERSON.key not in objects(sample.MEETING, "kg:involves")


def test_every_superclass_is_written_out() -> None:
    typed = {(s, o) for s, p, o in TRIPLES if p == "rdf:type"}
    for subject, name in typed:
        for above in superclasses(name):
            assert (subject, above) in typed
    assert {"plover:CONSULT", "kg:Event", "sem:Event"} <= objects(sample.MEETING, "rdf:type")
    assert {"rdf:Statement", "prov:Entity"} <= {o for s, o in typed if s.startswith("claim/")}


def test_everything_with_a_type_has_exactly_one_label_and_other_names_never_repeat_it() -> None:
    labels = Counter(s for s, p, _ in TRIPLES if p == "rdfs:label")
    assert {s for s, p, _ in TRIPLES if p == "rdf:type"} == set(labels)
    assert set(labels.values()) == {1}
    for subject in labels:
        assert not objects(subject, "rdfs:label") & objects(subject, "skos:altLabel")


def test_names_of_all_articles_are_other_labels() -> None:
    assert objects(USA, "skos:altLabel") == {"US", "American", "America"}
    assert objects(sample.COMPACT, "skos:altLabel") == {"the compact"}


def test_a_thing_without_a_name_gets_a_readable_one_from_what_holds_of_it() -> None:
    assert objects(sample.TARIFF, "rdfs:label") == {"Tariff: United States → China, magnets (2025-04)"}
    assert objects(sample.COMPACT, "rdfs:label") == {"Pacific Compact"}
    assert objects(sample.MEETING, "rdfs:label") == {"Meeting in Washington: United States, cobalt"}


def test_one_saying_gives_one_claim_with_the_highest_confidence_and_the_words_that_bear_it() -> None:
    found = claims(sample.TARIFF, "kg:imposedBy", USA)
    assert len(found) == 3  # the headline, the reported sentence, the other article
    surest = [k for k in found if objects(k, "kg:confidence") == {"0.95"}]
    assert len(surest) == 1
    assert objects(surest[0], "kg:beginIndex") == {"3"}
    assert objects(surest[0], "kg:endIndex") == {"20"}


def test_a_claim_says_where_it_stands_how_and_by_whom() -> None:
    (claim,) = claims(sample.BAN, "kg:imposedBy", CHN)
    assert objects(claim, "kg:polarity") == {"kg:Negated"}
    assert objects(claim, "kg:modality") == {"kg:Actual"}
    assert objects(claim, "kg:attributedTo") == {CHN}
    assert objects(claim, "prov:wasDerivedFrom") == {"sentence/2025-04-10-tariffs-0a1b2c3d-111"}
    assert not objects(claim, "kg:beginIndex")  # no words were marked


def test_only_sentences_that_bear_a_claim_or_a_quotation_are_written() -> None:
    begins = {s.rpartition("-")[2] for s, p, _ in TRIPLES if p == "kg:text" and s.startswith("sentence/2025")}
    assert begins == {"0", "35", "111"}


def test_values_of_a_quantity_are_written_even_where_the_claim_is_only_conditional() -> None:
    (cap,) = {s for s, p, o in TRIPLES if p == "kg:text" and o == sample.CAP.text}
    assert objects(cap, "kg:minAmount") == {"18000"}
    assert objects(cap, "kg:maxAmount") == {"20000"}
    assert objects(cap, "kg:unit") == {"t"}
    assert objects(cap, "kg:per") == {"P1Y"}
    assert not objects(sample.BAN, "kg:volume")


def test_both_of_two_values_that_differ_are_kept() -> None:
    texts = {text for rate in objects(sample.TARIFF, "kg:rate") for text in objects(rate, "kg:text")}
    assert texts == {"25 per cent", "30 per cent"}


def test_mentions_lead_to_the_articles_of_entities_and_things() -> None:
    both = {sample.FIRST.key, sample.SECOND.key}
    assert objects(USA, "kg:mentionedIn") == both
    assert objects(sample.TARIFF, "kg:mentionedIn") == both
    assert objects(sample.MEETING, "kg:mentionedIn") == {sample.FIRST.key}


def test_an_article_has_headline_date_publisher_and_address_as_far_as_known() -> None:
    first, second = sample.FIRST.key, sample.SECOND.key
    assert objects(first, "schema:headline") == {"US puts tariff on Chinese magnets"}
    assert objects(first, "schema:datePublished") == {"2025-04-10"}
    assert objects(first, "schema:url") == {"https://news.example/a?x=1&y=2"}
    assert objects(second, "rdfs:label") == {"No headline here."}
    assert not objects(second, "schema:headline") | objects(second, "schema:datePublished")


def test_a_quotation_has_its_words_its_speaker_and_its_sentence() -> None:
    (quotation,) = {s for s, p, o in TRIPLES if p == "kg:text" and o == "a fair price"}
    assert objects(quotation, "kg:speaker") == {sample.PERSON.key}
    assert objects(quotation, "prov:wasDerivedFrom") == {"sentence/2025-04-10-tariffs-0a1b2c3d-35"}
    assert {"kg:Quotation", "schema:Quotation"} <= objects(quotation, "rdf:type")


def test_there_are_no_blank_nodes() -> None:
    assert not [q for q in QUADS if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_each_article_has_its_own_graph_and_the_reference_tables_have_theirs() -> None:
    graphs = {short(q.graph_name) for q in QUADS}
    assert graphs == {sample.FIRST.key, sample.SECOND.key, "graph/reference"}
    second = {(short(q.subject), short(q.predicate), short(q.object)) for q in QUADS if "undated" in q.graph_name.value}
    assert (sample.TARIFF, "kg:target", CHN) not in second
    assert (sample.TARIFF, "rdf:type", "kg:Tariff") in second


def test_quads_are_sorted_and_none_is_twice() -> None:
    written = [str(q) for q in QUADS]
    assert written == sorted(set(written))


def test_the_order_of_articles_entities_and_claims_does_not_matter() -> None:
    def turned(record: Record) -> Record:
        parts = (record.entities, record.occurrences, record.claims)
        entities, occurrences, claims = (tuple(reversed(part)) for part in parts)  # type: ignore[arg-type]
        return replace(record, entities=entities, occurrences=occurrences, claims=claims)

    one = sample.resolution()
    other = Resolution(
        tuple(turned(record) for record in reversed(one.records)),
        dict(reversed(one.entities.items())),
        dict(reversed(one.things.items())),
        one.keys,
    )
    assert to_quads(other) == QUADS


def test_the_hash_seed_does_not_matter() -> None:
    code = "import graph_sample, kg.graph.quads as q; print(*q.to_quads(graph_sample.resolution()), sep='\\n')"
    folder = Path(__file__).parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{folder}:{folder.parent}"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_the_sample_graph_fits_the_shapes() -> None:
    assert validate(QUADS) == []


def test_another_base_moves_every_instance() -> None:
    moved = to_quads(sample.resolution(), "https://example.org/x/")
    assert not [q for q in moved if DEFAULT_BASE in str(q)]
    with pytest.raises(KgError, match="is no IRI"):
        to_quads(sample.resolution(), "not an iri/")


def test_a_key_with_odd_characters_still_gives_a_valid_iri() -> None:
    odd = Entity("place/Østre <b> “x”", ("kg:Place",), "Østre")
    record = Record(sample.SECOND, entities=(odd,))
    found = to_quads(Resolution((record,), {odd.key: odd}))
    assert any("place/%C3%98stre%20%3Cb%3E" in str(q) for q in found)


def one_claim(*claims: Claim, entities: tuple[Entity, ...], things: dict[str, Occurrence] | None = None) -> Resolution:
    record = Record(sample.FIRST, sample.FIRST_SENTENCES, entities, (), claims)
    return Resolution((record,), {one.key: one for one in entities}, things or {})


def test_claims_about_what_nobody_knows_are_left_out_with_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    stray = Claim("_gone", "kg:imposedBy", USA, 0)
    found = triples(to_quads(one_claim(stray, entities=(sample.USA,))))
    assert not [t for t in found if t[1] == "rdf:subject"]
    assert "_gone" in caplog.text


def test_a_type_that_is_claimed_brings_its_superclasses() -> None:
    claim = Claim(sample.TARIFF, "rdf:type", "kg:AntiDumpingDuty", 0)
    thing = {sample.TARIFF: Occurrence(sample.TARIFF, "measure", ("kg:Measure",))}
    found = triples(to_quads(one_claim(claim, entities=(), things=thing)))
    assert {"kg:AntiDumpingDuty", "kg:Tariff", "kg:TradeMeasure"} <= objects(sample.TARIFF, "rdf:type", found)


@pytest.mark.parametrize("text", ["P12M", "P1Y", "P18M", "P90D", "PT48H", "P1Y2M3DT4H5M6S", "P0D", "P30M", "PT90S"])
def test_durations_are_written_as_rdflib_writes_them_back(text: str) -> None:
    written = duration(text)
    assert str(rdflib.Literal(written, datatype=rdflib.XSD.duration)) == written
    assert rdflib.Literal(text, datatype=rdflib.XSD.duration).eq(rdflib.Literal(written, datatype=rdflib.XSD.duration))


# ---- reference tables, here small ones ----

TABLES: dict[str, tuple[tuple[str, str | Value], ...]] = {
    USA: (("kg:iso3", Value("USA")), ("kg:memberOf", "bloc/G7"), ("kg:capital", "place/washington-usa")),
    "bloc/G7": (("skos:notation", Value("G7")), ("skos:exactMatch", Value("http://www.wikidata.org/entity/Q1764511"))),
    "mineral/cobalt": (("skos:broader", "mineral/critical-minerals"), ("kg:usedIn", "product/magnets")),
    "mineral/critical-minerals": (("skos:broader", "mineral/minerals"),),
    "place/washington-usa": (("kg:locatedIn", USA),),
    "country/BEL": (("kg:memberOf", "bloc/G7"), ("kg:partOf", "nowhere/known")),
}
KNOWN = {
    "place/washington-usa": sample.CITY,
    "mineral/critical-minerals": Entity("mineral/critical-minerals", ("kg:Mineral",), "critical minerals"),
    "mineral/minerals": Entity("mineral/minerals", ("kg:Mineral",), "minerals"),
}
G7 = Entity("bloc/G7", ("kg:Bloc",), "G7")


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Callable[..., set[tuple[str, str, str]]]:
    monkeypatch.setattr(background, "reference_facts", lambda key: TABLES.get(key, ()))
    monkeypatch.setattr(background, "reference_entity", KNOWN.get)

    def build(*claims: Claim, entities: tuple[Entity, ...]) -> set[tuple[str, str, str]]:
        return triples(to_quads(one_claim(*claims, entities=entities)))

    return build


Build = Callable[..., set[tuple[str, str, str]]]


def test_broader_goods_and_capitals_come_with_types_and_labels(tables: Build) -> None:
    found = tables(entities=(sample.USA, sample.COBALT))
    assert (sample.COBALT.key, "skos:broader", "mineral/critical-minerals") in found
    assert ("mineral/critical-minerals", "skos:broader", "mineral/minerals") in found
    assert ("mineral/minerals", "rdf:type", "skos:Concept") in found
    assert ("place/washington-usa", "rdfs:label", "Washington") in found
    assert ("place/washington-usa", "kg:locatedIn", USA) in found


def test_memberships_and_links_of_goods_are_written_only_where_both_ends_are_in_the_graph(tables: Build) -> None:
    assert not objects(USA, "kg:memberOf", tables(entities=(sample.USA,)))
    assert objects(USA, "kg:memberOf", tables(entities=(sample.USA, G7))) == {"bloc/G7"}
    assert not objects(sample.COBALT.key, "kg:usedIn", tables(entities=(sample.COBALT,)))
    assert objects(sample.COBALT.key, "kg:usedIn", tables(entities=(sample.COBALT, sample.MAGNETS)))


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        (Claim(USA, "kg:memberOf", "bloc/G7", 0, polarity="Negated"), False),
        (Claim(USA, "kg:formerMemberOf", "bloc/G7", 0), False),
        (Claim(USA, "kg:memberOf", "bloc/G7", 0, polarity="Negated", modality="Possible"), True),
        (Claim(USA, "kg:formerMemberOf", "bloc/G7", 0, modality="Possible"), True),
    ],
)
def test_a_membership_that_the_texts_deny_is_not_taken_from_the_tables(
    tables: Build, claim: Claim, stands: bool
) -> None:
    found = tables(claim, entities=(sample.USA, G7))
    assert ((USA, "kg:memberOf", "bloc/G7") in found) is stands


def test_an_exact_match_is_an_iri(tables: Build) -> None:
    found = tables(entities=(G7,))
    assert objects("bloc/G7", "skos:exactMatch", found) == {"http://www.wikidata.org/entity/Q1764511"}


def test_a_reference_fact_whose_object_is_unknown_is_left_out(tables: Build, caplog: pytest.LogCaptureFixture) -> None:
    found = tables(entities=(Entity("country/BEL", ("kg:Country",), "Belgium"),))
    assert not objects("country/BEL", "kg:partOf", found)
    assert "nowhere/known" in caplog.text
