"""Measures, agreements, meetings, stakes, proceedings and reserves: a sentence in, the facts out."""

from __future__ import annotations

import pytest
from reading import facts, read

# sentence | facts that must be there | words that no fact may hold (with "=": facts that must not be there)
TABLE = [
    # --- measures by noun and light verb
    (
        "Ghana imposed a 10 per cent levy on gold exports in January.",
        {
            "ExportDuty imposedBy country/GHA",
            "ExportDuty appliesTo mineral/gold",
            "ExportDuty rate 10 %",
            "ExportDuty startDate 2026-01-01",
        },
        ("not", "Planned"),
    ),
    (
        "Duties of 12 per cent were imposed by the European Union on steel from Turkey.",
        {"Tariff imposedBy bloc/EU", "Tariff appliesTo product/steel", "Tariff rate 12 %", "Tariff target country/TUR"},
        ("country/TUR imposedBy",),
    ),
    (
        "US tariffs on Brazilian coffee remain in place.",
        {"Tariff imposedBy country/USA", "Tariff target country/BRA"},
        (),
    ),
    (
        "The European Union lifted sanctions on Syria in May 2025.",
        {
            "SanctionsMeasure imposedBy bloc/EU",
            "SanctionsMeasure target country/SYR",
            "SanctionsMeasure endDate 2025-05-01",
        },
        ("startDate 2025-05-01 SanctionsMeasure",),
    ),
    (
        "The lifting of the arms embargo on Eritrea by the United Nations surprised diplomats.",
        {"SanctionsMeasure target country/ERI"},
        ("imposedBy country/ERI",),
    ),
    (
        "Moscow has extended its ban on petrol exports until the end of the year.",
        {"ExportBan imposedBy country/RUS", "ExportBan appliesTo product/petrol", "ExportBan endDate 2026-12-31"},
        (),
    ),
    (
        "Peru's export ban on copper concentrate, which took effect on 1 February, will expire in June.",
        {"ExportBan imposedBy country/PER", "ExportBan startDate 2026-02-01", "ExportBan endDate 2026-06-01 Planned"},
        (),
    ),
    # --- measures by verb
    (
        "Vietnam banned exports of rice to Cuba in March 2024.",
        {"ExportBan imposedBy country/VNM", "ExportBan appliesTo product/rice", "ExportBan target country/CUB"},
        (),
    ),
    (
        "Exports of antimony were restricted by China.",
        {"ExportRestriction imposedBy country/CHN", "ExportRestriction appliesTo mineral/antimony"},
        (),
    ),
    (
        "Kenya has prohibited the import of sugar from Uganda.",
        {
            "ImportRestriction imposedBy country/KEN",
            "ImportRestriction appliesTo product/sugar",
            "ImportRestriction target country/UGA",
        },
        (),
    ),
    (
        "El Salvador banned the mining of gold in 2017.",
        {"ProductionMeasure imposedBy country/SLV", "ProductionMeasure startDate 2017-01-01"},
        (),
    ),
    (
        "Ghana will require export licences for manganese from 1 July.",
        {
            "ExportLicensing imposedBy country/GHA Planned",
            "ExportLicensing appliesTo mineral/manganese Planned",
            "ExportLicensing startDate 2026-07-01 Planned",
        },
        (),
    ),
    # --- modality and polarity
    (
        "The EU is considering a price cap on Russian gas.",
        {"PriceCap imposedBy bloc/EU Possible"},
        ("=PriceCap imposedBy bloc/EU",),
    ),
    (
        "The United States has threatened to impose tariffs of 25 per cent on cars from South Korea.",
        {"Tariff imposedBy country/USA Conditional", "Tariff rate 25 % Conditional"},
        (),
    ),
    (
        "Germany said it would not impose an export ban on machine tools.",
        {"ExportBan imposedBy country/DEU not Planned"},
        (),
    ),
    ("If Indonesia banned nickel exports, prices would rise.", {"ExportBan imposedBy country/IDN Conditional"}, ()),
    ("Will Chile ban exports of lithium?", set(), ("ExportBan",)),
    ("One idea is an export quota on cobalt by Congo.", set(), ("=ExportQuota imposedBy country/COD",)),
    (
        "China banned exports of gallium to the US, not to Japan.",
        {"ExportBan imposedBy country/CHN", "ExportBan target country/USA"},
        ("country/JPN",),
    ),
    ("It is false that China banned exports of gallium.", {"ExportBan imposedBy country/CHN not"}, ()),
    ("No minister said that China banned exports of gallium.", set(), ("ExportBan",)),
    # --- agreements
    (
        "Indonesia's trade minister signed an agreement with Chile on Monday.",
        {"Agreement party country/IDN", "Agreement party country/CHL", "Agreement signedOn 2026-03-09"},
        (),
    ),
    (
        "The trade agreement between Chile and Vietnam, in force since 3 June 2019, is not touched by it.",
        {"TradeAgreement party country/CHL", "TradeAgreement party country/VNM", "TradeAgreement startDate 2019-06-03"},
        ("not",),
    ),
    (
        "Washington and Tokyo are expected to sign a trade deal on Thursday.",
        {"TradeAgreement party country/USA Planned", "TradeAgreement party country/JPN Planned"},
        ("TradeAgreement party place",),
    ),
    (
        "Kenya and Somalia agreed to a six-month truce.",
        {"Truce party country/KEN", "Truce party country/SOM", "Truce duration P6M"},
        (),
    ),
    ("The minister spent a great deal of time in Oslo.", set(), ("Agreement",)),
    # --- meetings
    (
        "Talks between Serbia and Kosovo will resume in Brussels next week.",
        {
            "Meeting participant country/SRB Planned",
            "Meeting participant country/XKX Planned",
            "Meeting heldIn place/brussels-bel Planned",
        },
        ("Meeting participant bloc/EU",),
    ),
    (
        "Norway, Iceland and, perhaps, Denmark will meet in Oslo on 9 May.",
        {
            "Meeting participant country/ISL Planned",
            "Meeting participant country/DNK Possible",
            "Meeting startDate 2026-05-09 Planned",
        },
        ("=Meeting participant country/DNK Planned",),
    ),
    (
        "About ten countries will join the talks in Accra. These include Togo, Benin and possibly Mali.",
        {"Meeting participant country/TGO Planned", "Meeting participant country/MLI Possible"},
        (),
    ),
    # --- reserves, stakes, proceedings
    (
        "Canada plans a C$900 million reserve of copper.",
        {
            "Reserve establishedBy country/CAN Planned",
            "Reserve value 900000000 CAD Planned",
            "Reserve covers mineral/copper Planned",
        },
        (),
    ),
    ("Chile holds the largest lithium reserves.", set(), ("Reserve",)),
    (
        "Glencore holds 34 per cent of Century Aluminum.",
        {"Stake owner company/glencore", "Stake share 34 %"},
        (),
    ),
    (
        "Barrick Gold has begun arbitration against Mali.",
        {"LegalProceeding agent company/barrick", "LegalProceeding recipient country/MLI"},
        (),
    ),
]


@pytest.mark.parametrize(("sentence", "wanted", "unwanted"), TABLE, ids=[row[0][:60] for row in TABLE])
def test_a_sentence_gives_the_facts_named_and_none_of_the_wrong_ones(
    sentence: str, wanted: set[str], unwanted: tuple[str, ...]
) -> None:
    found = facts(sentence)
    assert wanted <= found
    for words in unwanted:
        exact = words.startswith("=")
        assert not any(words[1:] == fact if exact else words in fact for fact in found), found


def test_these_tariffs_are_those_told_of_before() -> None:
    record = read("The United States imposed tariffs on steel. These tariffs affect bicycles and doors.")
    measures = [o for o in record.occurrences if o.kind == "measure"]
    assert len(measures) == 1
    assert {c.object for c in record.claims if c.predicate == "kg:appliesTo"} >= {"product/steel", "product/bicycles"}


def test_two_duties_of_one_state_on_different_goods_are_two_measures() -> None:
    record = read("India imposed duties on almonds. In June India imposed duties on motorcycles.")
    assert len([o for o in record.occurrences if o.kind == "measure"]) == 2


def test_a_headline_that_only_announces_is_a_plan() -> None:
    found = facts("Peru and Chile will meet in Lima on Friday.", headline="Peru and Chile meet in Lima")
    assert "Meeting participant country/PER Planned" in found
    assert "Meeting participant country/PER" not in found


def test_who_denies_is_named_with_the_denial() -> None:
    record = read("Kyiv denied that it had agreed to a ceasefire with Moscow.")
    denied = [c for c in record.claims if c.polarity == "Negated"]
    assert denied
    assert {c.attributed_to for c in denied} == {"country/UKR"}


def test_an_export_ban_answers_the_tariffs_it_follows() -> None:
    assert "ExportRestriction responseTo Tariff" in facts(
        "China restricted exports of tungsten after US tariffs on its steel."
    )


def test_the_same_sentence_has_the_same_speaker_however_often_it_is_read() -> None:
    text = "According to Chile, Peru and Bolivia fear that China, according to Norway, imposed a tariff on lithium."
    told = set()
    kept = []  # documents at different addresses
    for _ in range(20):
        record = read(text)
        kept.append([object() for _ in range(997)])
        told.add(tuple(sorted((c.predicate, c.attributed_to) for c in record.claims)))
    assert len(told) == 1
