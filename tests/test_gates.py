"""Measures told by what may pass a border, by exceptions, by what was told before, and by releases of a ministry."""

from __future__ import annotations

import pytest
from reading import DAY, facts, pipeline

from kg import extract, language
from kg.model import Article

# sentence | facts that must be there | words that no fact may hold
TABLE: list[tuple[str, set[str], tuple[str, ...]]] = [
    # --- what may leave
    (
        "Bolivia has let no raw tin out since 1 March 2024.",
        {"ExportBan imposedBy country/BOL", "ExportBan appliesTo mineral/tin", "ExportBan startDate 2024-03-01"},
        ("Possible",),
    ),
    (
        "Raw jade will no longer be allowed out of Myanmar from 1 May 2027.",
        {"ExportBan imposedBy country/MMR Planned", "ExportBan appliesTo mineral/jade Planned"},
        (),
    ),
    (
        "From June no more than 5 million tonnes of maize may leave Ukraine's ports.",
        {"ExportQuota imposedBy country/UKR Planned", "ExportQuota volume 5000000 t Planned"},
        ("ExportBan",),
    ),
    (
        "Indonesian smelters are not allowed to export more than 50,000 tonnes of tin.",
        {"ExportQuota imposedBy country/IDN", "ExportQuota volume 50000 t", "ExportQuota appliesTo mineral/tin"},
        ("ExportBan",),
    ),
    (
        "Kenya stopped exports of avocados in May 2025. Quotas have been in force since October, under which 40,000 "
        "tonnes a year may leave the country.",
        {"ExportQuota imposedBy country/KEN", "ExportQuota volume 40000 t", "ExportQuota appliesTo product/avocados"},
        (),
    ),
    ("Vietnam does not allow exports of raw timber.", {"ExportBan imposedBy country/VNM"}, ("not",)),
    ("The firm may not ship the phones before Christmas.", set(), ("ExportBan",)),
    ("No more than 300 people may leave the country each day.", set(), ("ExportQuota",)),
    ("Only 2 million tonnes of coal may leave Colombia's mines before the strike ends.", set(), ("ExportQuota",)),
    ("Malaysia has a ban on rare earths leaving the country.", {"ExportBan imposedBy country/MYS"}, ("Production",)),
    # --- what may come in
    (
        "The EU will admit Thai shrimps only if a vet has seen them.",
        {"ImportRestriction imposedBy bloc/EU Planned", "ImportRestriction target country/THA Planned"},
        ("ImportRestriction imposedBy bloc/EU Conditional",),
    ),
    (
        "Japan has refused to open its market to Brazilian beef.",
        {"ImportRestriction imposedBy country/JPN", "ImportRestriction target country/BRA"},
        ("ImportRestriction imposedBy country/JPN not",),
    ),
    (
        "Pakistan closed two crossings to Afghan cargo on Thursday.",
        {"TradeMeasure imposedBy country/PAK", "TradeMeasure target country/AFG"},
        (),
    ),
    (
        "Turkey has suspended all trade with Israel since May 2024.",
        {"TradeMeasure imposedBy country/TUR", "TradeMeasure target country/ISR"},
        ("ExportBan",),
    ),
    # --- exceptions
    (
        "Washington put a 10 per cent tariff on goods from every country but Russia and Cuba.",
        {"Tariff exempts country/RUS", "Tariff exempts country/CUB"},
        ("Tariff target",),
    ),
    (
        "Zimbabwe will stop exports of gold ore on 1 July, unless a miner can show that it builds a smelter.",
        {"ExportBan imposedBy country/ZWE Planned"},
        ("Conditional",),
    ),
    (
        "Zimbabwe will stop exports of gold ore on 1 July unless Zambia yields.",
        {"ExportBan imposedBy country/ZWE Conditional"},
        (),
    ),
    (
        "The American sanctions on the Russian potash company Sylvikali were lifted in May.",
        {"SanctionsMeasure imposedBy country/USA"},
        ("appliesTo",),
    ),
    # --- references
    (
        "Shops paid more for Mexican onions since 14 July 2025, when Washington slapped a 17 per cent duty on them.",
        {"Tariff target country/MEX", "Tariff appliesTo product/onions", "Tariff startDate 2025-07-14"},
        (),
    ),
    (
        "China curbs exports of gallium, germanium and antimony. In 2024 it banned the export of all three to Japan.",
        {"ExportBan appliesTo mineral/germanium", "ExportBan target country/JPN"},
        (),
    ),
    (
        "Peru, whose ban on exports of anchovies dates from 3 March 2023, keeps it.",
        {"ExportBan imposedBy country/PER", "ExportBan startDate 2023-03-03"},
        (),
    ),
    (
        "India put an export duty on rice in 2023. It was scrapped in March 2025.",
        {"ExportDuty endDate 2025-03-01"},
        (),
    ),
    (
        "Peru taxes imports of Chilean wine. Chile scrapped it in May 2025.",
        set(),
        ("endDate",),
    ),
    (
        "Canada and Norway imposed sanctions on Iran's central bank. New Zealand might follow in April.",
        {"SanctionsMeasure imposedBy country/NZL Possible"},
        ("SanctionsMeasure imposedBy country/NZL Actual",),
    ),
    (
        "The EU bans imports of Russian tin from May. Copper and zinc will follow next year.",
        {"ImportRestriction appliesTo mineral/zinc Planned"},
        (),
    ),
    (
        "Peru banned exports of gold ore in May. Ecuador will not follow.",
        {"ExportBan imposedBy country/ECU not Planned"},
        (),
    ),
    ("Peru banned exports of gold ore in May. Protests followed.", {"ExportBan imposedBy country/PER"}, ()),
    (
        "Canada imposed sanctions on Halva Shipping. The measures freeze the assets of its founder, Ivan Petrov.",
        {"SanctionsMeasure target person/ivan-petrov"},
        (),
    ),
    # --- clauses that the parser hangs on the goods, fronted and dangling ones
    (
        "The ban on tin exports that Laos announced in May 2024 was lifted.",
        {"ExportBan imposedBy country/LAO", "ExportBan startDate 2024-05-01"},
        (),
    ),
    ("Latvia put a tariff on cars that Laos makes.", {"Tariff imposedBy country/LVA"}, ("imposedBy country/LAO",)),
    (
        "In force since 3 June 2024, Togo's ban on cocoa exports has cost farmers dear.",
        {"ExportBan startDate 2024-06-03"},
        (),
    ),
    (
        "Imposed by Kenya in 2019, the levy on imported rice expired.",
        {"Tariff imposedBy country/KEN", "Tariff startDate 2019-01-01"},
        (),
    ),
    ("Niger extended its ban on onion exports by two months to 31 May 2026.", {"ExportBan endDate 2026-05-31"}, ()),
    # --- licences, gates and what has to stay at home
    ("Peru now demands permits for sales of gallium abroad.", {"ExportLicensing imposedBy country/PER"}, ("Possible",)),
    (
        "Tungsten may leave Vietnam only with a licence since 1 May 2024.",
        {"ExportLicensing imposedBy country/VNM", "ExportLicensing startDate 2024-05-01"},
        ("ExportBan",),
    ),
    ("No more raw cotton will leave Benin, the trade minister said.", {"ExportBan imposedBy country/BEN Planned"}, ()),
    ("No more than a dozen ships leave Benin each day.", set(), ("Export",)),
    (
        "Zambia's mines have to sell a fifth of their copper to local smelters.",
        {"ProductionMeasure imposedBy country/ZMB", "ProductionMeasure appliesTo mineral/copper"},
        (),
    ),
    ("Chile's mines must be sold to local firms, a union said.", set(), ("ProductionMeasure",)),
    ("Sweden banned sales of alcohol to minors.", set(), ("ExportBan",)),
    # --- lists
    (
        "Acme Shipping, a Greek firm, has been on Washington's Entity List since October 2023.",
        {"SanctionsMeasure target company/acme-shipping", "SanctionsMeasure startDate 2023-10-01"},
        ("entity-list",),
    ),
    ("Malta was on the list of countries that pay tariffs.", set(), ("SanctionsMeasure",)),
    # --- slots and lists
    (
        "Britain and Canada imposed sanctions on Thursday on Halcyon Maritime, a Dubai shipper.",
        {"SanctionsMeasure target company/halcyon-maritime"},
        (),
    ),
    (
        "Mexico will charge an additional 35 per cent on shoes and toys from China from 1 May.",
        {"Tariff target country/CHN Planned", "Tariff appliesTo product/toys Planned", "Tariff rate 35 % Planned"},
        (),
    ),
    (
        "Ukraine introduced a 10 per cent export duty on soybeans and rapeseed on September 4.",
        {"ExportDuty appliesTo product/rapeseed", "ExportDuty appliesTo product/soybeans"},
        (),
    ),
    # --- dates and rates
    (
        "Chile postponed its ban on lithium exports from June 2026 to June 2027.",
        {"ExportBan imposedBy country/CHL"},
        ("endDate",),
    ),
    (
        "Washington's 25 per cent levy on Japanese cars was lowered to 15 per cent in September.",
        {"Tariff formerRate 25 %", "Tariff rate 15 %"},
        ("Tariff rate 25",),
    ),
    (
        "An Indian law which bans shipments of wheat to whoever applies the price cap was prolonged until 15 March.",
        {"ExportBan endDate 2026-03-15"},
        ("PriceCap",),
    ),
    ("The ban on petrol exports is to be lifted in May, Russia said.", {"ExportBan endDate 2026-05-01 Planned"}, ()),
    # --- prices and aid
    (
        "Ghana will pay farmers at least 5 euros a kilogram for cashew nuts.",
        {"PriceFloor imposedBy country/GHA Planned", "PriceFloor price 5 EUR/kg Planned"},
        (),
    ),
    ("Walmart pays at least $20 an hour.", set(), ("PriceFloor",)),
    (
        "The German government pays steelmakers a 40 per cent subsidy.",
        {"Subsidy imposedBy country/DEU", "Subsidy rate 40 %"},
        (),
    ),
    # --- stockpiles
    (
        "Japan keeps a stockpile of metals. It covers cobalt and nickel.",
        {"Reserve covers mineral/cobalt", "Reserve covers mineral/nickel"},
        (),
    ),
    (
        "Peru will build up a reserve of wheat. $90 million will be spent on it.",
        {"Reserve value 90000000 USD Planned"},
        (),
    ),
    ("China's state reserves administration bought cobalt last year.", set(), ("Reserve",)),
]


@pytest.mark.parametrize(("text", "wanted", "unwanted"), TABLE, ids=[row[0][:60] for row in TABLE])
def test_what_may_pass_and_what_is_told_of_it(text: str, wanted: set[str], unwanted: tuple[str, ...]) -> None:
    found = facts(text)
    assert wanted <= found
    assert not [fact for fact in found if any(word in fact for word in unwanted)]


def test_a_press_release_tells_of_the_measures_of_the_state_that_issued_it() -> None:
    text = "Aid\n\nMakers of solar panels will receive a subsidy of 30 per cent of the cost of a plant from 1 May."
    article = Article("article/test", "Aid", text, DAY, "Ministry of Trade, Peru")
    record = extract.extract(pipeline()(language.prepare(article)), article)
    imposed = {c.object for c in record.claims if c.predicate == "kg:imposedBy"}
    assert imposed == {"country/PER"}
