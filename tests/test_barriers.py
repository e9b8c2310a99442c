"""Measures, agreements, reserves and proceedings told from the other side: by place, speaker, trader or court."""

from __future__ import annotations

import pytest
from reading import facts

# sentence | facts that must be there | words that no fact may hold
TABLE: list[tuple[str, set[str], tuple[str, ...]]] = [
    (
        "Cement imports into Haiti will be barred from 1 May.",
        {"ImportRestriction appliesTo product/cement Planned", "ImportRestriction imposedBy country/HTI Planned"},
        ("target country/HTI",),
    ),
    (
        "Exports of sugar from Pakistan have been suspended until June.",
        {"ExportBan appliesTo product/sugar", "ExportBan imposedBy country/PAK"},
        ("target country/PAK",),
    ),
    ("Gas exports from Algeria to Spain were cut by a leak.", set(), ("imposedBy",)),
    (
        "Wheat exports are banned from 1 June, Serbia's trade ministry announced.",
        {"ExportBan imposedBy body/srb-trade-ministry Planned"},
        (),
    ),
    ("Imports of its beef have been suspended, Brazil's agriculture ministry said.", set(), ("imposedBy",)),
    (
        "Brazil retaliated on Friday: American ethanol and cotton will face a 20% levy.",
        {"Tariff imposedBy country/BRA Planned", "Tariff rate 20 % Planned", "Tariff target country/USA Planned"},
        ("imposedBy country/USA",),
    ),
    (
        "American importers of Indian gems have paid a 50% duty since August.",
        {"Tariff imposedBy country/USA", "Tariff rate 50 %", "Tariff target country/IND"},
        ("target country/USA",),
    ),
    (
        "Spain joined a growing list of countries that ban Russian diamonds.",
        {"ImportRestriction imposedBy country/ESP", "ImportRestriction target country/RUS"},
        (),
    ),
    (
        "Chile's Senate is debating a bill that would ban exports of raw lithium brine.",
        {"ExportBan imposedBy body/chl-senate-of-chile Possible"},
        (),
    ),
    (
        "Turkey set a quota on imports of sunflower seed. It amounts to 400,000 tonnes.",
        {"ImportRestriction volume 400000 t"},
        (),
    ),
    ("Norway has kept its tariff on cheese. It currently stands at 277 per cent.", {"Tariff rate 277 %"}, ()),
    ("Norway has kept its tariff on cheese. Inflation is 3 per cent.", {"Tariff imposedBy country/NOR"}, ("rate 3",)),
    (
        "Pakistan cut the import duty on cotton yarn to nil from 15%.",
        {"Tariff formerRate 15 %", "Tariff imposedBy country/PAK"},
        (),
    ),
    (
        "Companies shipping antimony out of Tajikistan must obtain a permit from the industry ministry in Dushanbe.",
        {"ExportLicensing appliesTo mineral/antimony", "ExportLicensing imposedBy body/tjk-industry-ministry"},
        (),
    ),
    ("Importers need a licence to drive tankers in India.", set(), ("ImportRestriction",)),
    (
        "Chinese customs stopped clearing Australian lobsters last week.",
        {
            "ImportRestriction appliesTo product/lobsters",
            "ImportRestriction imposedBy body/chn-general-administration-of-customs",
            "ImportRestriction target country/AUS",
        },
        (),
    ),
    (
        "Zambia started charging 15% on exports of emeralds in January.",
        {"ExportDuty imposedBy country/ZMB", "ExportDuty rate 15 %"},
        (),
    ),
    ("The shop charges 20% on Georgian wine.", set(), ("Tariff",)),
    (
        "Under a new rule, cocoa grown in Cameroon must be ground at home.",
        {"ProductionMeasure appliesTo product/cocoa", "ProductionMeasure imposedBy country/CMR"},
        (),
    ),
    (
        "Brazil suspended imports of doormats from Pakistan.",
        {"ImportRestriction appliesTo product/doormats", "ImportRestriction target country/PAK"},
        (),
    ),
    ("The tariffs on allies hurt.", set(), ("appliesTo",)),
    (
        "Ethiopia halted exports of maize, with an exemption for Djibouti.",
        {"ExportBan exempts country/DJI"},
        ("target country/DJI",),
    ),
    (
        "The EU has removed Belaruskali from its blacklist.",
        {"SanctionsMeasure imposedBy bloc/EU", "SanctionsMeasure target company/belaruskali"},
        (),
    ),
    (
        "Nordkabel AB secured 40,000 tonnes a year of copper from Minera Alba SA under a five-year offtake agreement.",
        {"OfftakeAgreement duration P5Y"},
        (),
    ),
    (
        "Kenya and Rwanda formed an alliance to build a refinery. Tanzania will join it next year.",
        {"Alliance party country/KEN", "Alliance party country/TZA Planned"},
        (),
    ),
    (
        "Peru and Ecuador signed a memorandum on copper smelting. It covers a period of three years.",
        {"Agreement duration P3Y"},
        (),
    ),
    (
        "A WTO panel ruled against Indonesia on nickel in a case brought by the European Union.",
        {"LegalProceeding agent bloc/EU", "LegalProceeding recipient country/IDN"},
        (),
    ),
    (
        "An arbitration tribunal ordered Venezuela to pay Canadian miner Crystallex $1.2bn.",
        {"LegalProceeding agent company/crystallex", "LegalProceeding recipient country/VEN"},
        (),
    ),
    (
        "Finland is to keep six months' supply of wheat in reserve.",
        {"Reserve covers product/wheat Planned", "Reserve establishedBy country/FIN Planned"},
        (),
    ),
]


@pytest.mark.parametrize(("sentence", "wanted", "unwanted"), TABLE, ids=[row[0][:60] for row in TABLE])
def test_a_clause_gives_the_measure_that_it_tells_of_and_no_other(
    sentence: str, wanted: set[str], unwanted: tuple[str, ...]
) -> None:
    found = facts(sentence)
    assert wanted <= found
    assert not [fact for fact in found for words in unwanted if words in fact]
