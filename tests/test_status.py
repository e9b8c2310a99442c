"""Whether a claim is so and who says it: polarity, modality, attribution, and the dates of each clause."""

from __future__ import annotations

from datetime import date

import pytest
from reading import facts, read

from kg.language.lemmas import mended

DAY = date(2026, 3, 12)  # a Thursday

# sentence | facts that must be there | what no plain fact may say (predicate, end of the object's key)
TABLE: list[tuple[str, set[str], tuple[str, ...]]] = [
    # --- polarity and modality
    (
        "Canada imposed a 25% tariff on Chinese steel, according to a government notice.",
        {"Tariff imposedBy country/CAN"},
        (),
    ),
    (
        "China's exports of gallium fell after Beijing banned shipments to the United States, data show.",
        {"ExportBan imposedBy country/CHN"},
        (),
    ),
    (
        "Peru will suspend exports of copper concentrate, two people familiar with the matter told Reuters.",
        {"ExportBan imposedBy country/PER Planned"},
        (),
    ),
    (
        "Chinese officials said that Japan had told them it would impose sanctions on Russia.",
        {"SanctionsMeasure imposedBy country/JPN Planned"},
        (),
    ),
    (
        "India has banned exports of rice to Bangladesh, Bloomberg reported, citing officials in New Delhi.",
        {"ExportBan imposedBy country/IND"},
        (),
    ),
    (
        "Turkey's trade ministry said on Monday that it had lifted its ban on lithium exports.",
        {"ExportBan imposedBy body/tur-ministry-of-trade"},
        (),
    ),
    (
        "According to Economy Minister Katherina Reiche, the EU has imposed a tariff on Chinese solar panels.",
        {"Tariff imposedBy bloc/EU"},
        (),
    ),
    (
        "The European Commission said Indonesia's export ban on nickel breached WTO rules.",
        {"ExportBan imposedBy country/IDN"},
        (),
    ),
    (
        "Reuters reported, quoting a senior Indian official, that Delhi had lifted the duty on Australian lithium.",
        {"Tariff imposedBy country/IND"},
        (),
    ),
    (
        "Moscow, analysts say, has restricted uranium exports to the United States.",
        {"ExportRestriction imposedBy country/RUS"},
        (),
    ),
    (
        "Zambia plans to restrict copper exports, Mines Minister Paul Kabuswe told parliament.",
        {"ExportRestriction imposedBy country/ZMB Planned"},
        (),
    ),
    (
        '"We have imposed a ban on lithium exports," Zimbabwe\'s Mines Minister Winston Chitando said.',
        {"ExportBan imposedBy country/ZWE"},
        (),
    ),
    (
        "Data from the Chinese customs office showed that China restricted exports of tungsten.",
        {"ExportRestriction imposedBy country/CHN"},
        (),
    ),
    ("Beijing says it has suspended its tariffs on Canadian canola.", {"Tariff imposedBy country/CHN"}, ()),
    (
        "The United States accuses China of restricting exports of germanium.",
        {"ExportRestriction imposedBy country/CHN"},
        (),
    ),
    (
        "Canada denied that it had imposed tariffs on Mexican steel.",
        {"Tariff imposedBy country/CAN not"},
        ("imposedBy CAN",),
    ),
    (
        "China dismissed as groundless reports that it had banned exports of antimony to Japan.",
        {"ExportBan imposedBy country/CHN not"},
        ("imposedBy CHN",),
    ),
    ("There is no plan to impose tariffs on Brazilian coffee, the White House said.", set(), ("imposedBy USA",)),
    ("Contrary to earlier reports, Chile has not imposed a royalty on lithium exports.", set(), ("imposedBy CHL",)),
    (
        "It is not true that Norway has banned deep-sea mining.",
        {"ProductionMeasure imposedBy country/NOR not"},
        ("imposedBy NOR",),
    ),
    ("The government in Kinshasa has yet to impose an export quota on cobalt.", set(), ("imposedBy COD",)),
    ("Australia failed to impose sanctions on Myanmar.", set(), ("imposedBy AUS",)),
    ("Japan stopped short of imposing sanctions on Israel.", set(), ("imposedBy JPN",)),
    ("The EU is far from imposing a ban on Russian uranium.", set(), ("imposedBy EU",)),
    ("India no longer imposes an export duty on iron ore.", set(), ("imposedBy IND",)),
    ("Neither Chile nor Peru has imposed an export duty on copper.", set(), ("imposedBy CHL", "imposedBy PER")),
    ("Mexico concluded the talks without imposing tariffs on American steel.", set(), ("imposedBy MEX",)),
    ("Instead of imposing a tariff on Chinese cars, Britain opened negotiations.", set(), ("imposedBy GBR",)),
    ("Rather than ban exports of graphite, China introduced a licensing system.", set(), ("imposedBy CHN",)),
    ("There is little evidence that Vietnam has banned exports of tungsten.", set(), ("imposedBy VNM",)),
    ("Malaysia refuted claims that it had signed a rare earths deal with China.", set(), ("party MYS",)),
    ("The Kremlin denied having signed an agreement with Iran.", set(), ("party RUS",)),
    ("Saudi Arabia ruled out imposing sanctions on Russia.", set(), ("imposedBy SAU",)),
    ("South Africa said it never imposed sanctions on Russia.", set(), ("imposedBy ZAF",)),
    ("No tariffs have been imposed by Canada on Indian goods.", set(), ("imposedBy CAN",)),
    ("The minister did not say whether Ghana would ban exports of bauxite.", set(), ("imposedBy GHA",)),
    ("Kazakhstan did not confirm that it had banned exports of uranium to Russia.", set(), ("imposedBy KAZ",)),
    ("Malaysia is to ban exports of raw rare earths from 2027.", {"ExportBan imposedBy country/MYS Planned"}, ()),
    (
        "The United States is set to impose a 50% tariff on copper on 1 August.",
        {"Tariff imposedBy country/USA Planned"},
        (),
    ),
    (
        "Brazil is expected to sign a trade agreement with Canada next week.",
        {"TradeAgreement party country/BRA Planned"},
        (),
    ),
    ("Tokyo has vowed to impose sanctions on North Korea.", {"SanctionsMeasure imposedBy country/JPN Planned"}, ()),
    ("Mongolia has pledged to lift its ban on coal exports.", {"ExportBan imposedBy country/MNG"}, ()),
    (
        "Canada and India have agreed to establish a reserve of critical minerals.",
        {"Reserve establishedBy country/CAN Planned"},
        (),
    ),
    (
        "From 1 July, Vietnam will require licences for exports of rare earths.",
        {"ExportLicensing imposedBy country/VNM Planned"},
        (),
    ),
    ("South Korea plans a stockpile of lithium.", {"Reserve establishedBy country/KOR Planned"}, ()),
    ("The US has announced that it would double tariffs on aluminium.", {"Tariff imposedBy country/USA"}, ()),
    ("Ghana to ban exports of raw bauxite", {"ExportBan imposedBy country/GHA Planned"}, ()),
    (
        "The European Union may impose tariffs on Chinese wind turbines.",
        {"Tariff imposedBy bloc/EU Possible"},
        ("imposedBy EU",),
    ),
    ("Chile could sign a lithium agreement with India.", {"Agreement party country/CHL Possible"}, ()),
    ("Canada mulls export tax on potash.", {"ExportDuty imposedBy country/CAN Possible"}, ()),
    ("Washington is weighing sanctions on Rwandan officials.", {"SanctionsMeasure imposedBy country/USA Possible"}, ()),
    ("Australia is considering setting up a reserve of antimony.", {"Reserve establishedBy country/AUS Possible"}, ()),
    ("Indonesia's proposal for an export duty on coal has drawn criticism.", set(), ("imposedBy IDN",)),
    (
        "Japan is reportedly looking at export controls on photoresists.",
        {"ExportRestriction imposedBy country/JPN Possible"},
        (),
    ),
    ("Several German lawmakers called for a ban on Russian gas imports.", set(), ("imposedBy DEU",)),
    ("Ukraine urged the EU to impose sanctions on Belarus.", set(), ("imposedBy EU",)),
    (
        "Potential US tariffs on Taiwanese chips worry investors.",
        {"Tariff imposedBy country/USA Possible"},
        ("imposedBy USA",),
    ),
    (
        "Fears of a possible Chinese ban on graphite exports pushed prices up.",
        {"ExportBan imposedBy country/CHN Possible"},
        ("imposedBy CHN",),
    ),
    ("The proposed EU levy on nickel from Indonesia has angered Jakarta.", {"Tariff imposedBy bloc/EU Possible"}, ()),
    ("Talks about a possible trade agreement between India and Canada resumed.", set(), ("party IND",)),
    (
        "Perhaps China will restrict exports of magnets to India.",
        {"ExportRestriction imposedBy country/CHN Possible"},
        (),
    ),
    (
        "It is possible that Brazil will impose a tax on iron ore exports.",
        {"ExportDuty imposedBy country/BRA Possible"},
        (),
    ),
    (
        "It is likely that Brazil will impose a tax on iron ore exports.",
        {"ExportDuty imposedBy country/BRA Possible"},
        (),
    ),
    (
        "If Mexico bans exports of silver, the US will impose tariffs on Mexican cars.",
        {"ExportBan imposedBy country/MEX Conditional", "Tariff imposedBy country/USA Conditional"},
        (),
    ),
    (
        "Unless China lifts its curbs on rare earths, the EU will impose tariffs on Chinese cars.",
        {"Tariff imposedBy bloc/EU Conditional"},
        (),
    ),
    (
        "Should Iran close the strait, the US would impose sanctions on Iranian banks.",
        {"SanctionsMeasure imposedBy country/USA Conditional"},
        (),
    ),
    (
        "Were Chile to ban exports of copper, prices would soar.",
        {"ExportBan imposedBy country/CHL Conditional"},
        ("imposedBy CHL",),
    ),
    (
        "India will sign the trade deal with Canada provided Ottawa lifts its tariffs on steel.",
        {"TradeAgreement party country/IND Conditional"},
        (),
    ),
    (
        "Trump threatened to impose a 200% tariff on French champagne.",
        {"Tariff imposedBy country/USA Conditional"},
        (),
    ),
    (
        "In the event of a Chinese ban on gallium exports, Japan would release its stockpile of gallium.",
        {"ExportBan imposedBy country/CHN Conditional"},
        ("imposedBy CHN",),
    ),
    (
        "Canada will not lift its tariffs on Chinese steel until Beijing ends its ban on canola.",
        {"Tariff imposedBy country/CAN"},
        (),
    ),
    (
        "Without the agreement, the United States would have imposed tariffs on Swiss watches.",
        set(),
        ("imposedBy USA",),
    ),
    ("Canada had planned to impose a tax on digital services but dropped the plan.", set(), ("imposedBy CAN",)),
    ("Mexico almost imposed sanctions on Peru.", set(), ("imposedBy MEX",)),
    ("Will China ban exports of rare earths?", set(), ("imposedBy CHN",)),
    ("What would happen if India banned exports of rice?", set(), ("imposedBy IND",)),
    ("Is Australia about to impose a tariff on Indonesian timber?", set(), ("imposedBy AUS",)),
    ("Analysts asked whether Peru had restricted exports of copper.", set(), ("imposedBy PER",)),
    ("Canada sent a delegation to Beijing to prevent a ban on canola imports.", set(), ("imposedBy CHN",)),
    ("The talks are aimed at lifting the EU's tariffs on Chinese electric cars.", {"Tariff imposedBy bloc/EU"}, ()),
    ("India tried to sign an agreement with Chile.", set(), ("party IND",)),
    ("The so-called peace agreement between Rwanda and Congo was ignored.", {"Truce party country/RWA"}, ()),
    ("Japan regrets that China has restricted exports of gallium.", {"ExportRestriction imposedBy country/CHN"}, ()),
    ("China acknowledged that it had restricted exports of magnets.", {"ExportRestriction imposedBy country/CHN"}, ()),
    ("Brussels hopes to sign a trade deal with Australia this year.", set(), ("party EU",)),
    (
        "The EU wants China to lift its restrictions on rare earth exports.",
        {"ExportRestriction imposedBy country/CHN"},
        (),
    ),
    (
        "Chile, Peru and, possibly, Bolivia will join the lithium agreement.",
        {
            "Agreement party country/BOL Possible",
            "Agreement party country/CHL Planned",
            "Agreement party country/PER Planned",
        },
        (),
    ),
    ("Chile appears to have imposed a duty on copper exports.", {"ExportDuty imposedBy country/CHL"}, ()),
    ("Hungary is reluctant to impose sanctions on Russia.", set(), ("imposedBy HUN",)),
    ("Ukraine was forced to ban exports of wheat.", {"ExportBan imposedBy country/UKR"}, ()),
    ("China accused Australia of imposing tariffs on Chinese steel.", {"Tariff imposedBy country/AUS"}, ()),
    (
        "Canada urged Mexico to impose tariffs on Chinese steel.",
        {"Tariff imposedBy country/MEX Possible"},
        ("imposedBy MEX",),
    ),
    (
        "Japan agreed with India to establish a joint reserve of rare earths.",
        {"Reserve establishedBy country/JPN Planned"},
        (),
    ),
    (
        "France's threat to impose sanctions on Algeria caused anger.",
        {"SanctionsMeasure imposedBy country/FRA Conditional"},
        (),
    ),
    (
        "China said it had restricted exports of gallium and might ban exports of tungsten.",
        {"ExportBan imposedBy country/CHN Possible", "ExportRestriction imposedBy country/CHN"},
        (),
    ),
    ("The US imposed tariffs on steel from Canada but not from Australia.", {"Tariff imposedBy country/USA"}, ()),
    ("Russia's decision not to ban exports of palladium calmed the market.", set(), ("imposedBy RUS",)),
    ("Japan decided against imposing sanctions on Myanmar.", set(), ("imposedBy JPN",)),
    ("Switzerland refused to impose sanctions on Russia.", set(), ("imposedBy CHE",)),
    ("South Korea resisted pressure to impose export controls on chips.", set(), ("imposedBy KOR",)),
    (
        "Turkey persuaded Qatar to lift its ban on imports of Emirati steel.",
        {"ImportRestriction imposedBy country/QAT"},
        (),
    ),
    (
        "China says it has lifted the ban on exports of gallium; US officials say that it has not.",
        {"ExportBan imposedBy country/CHN"},
        (),
    ),
    ("Iran said it had signed an agreement with Russia, but Moscow denied it.", {"Agreement party country/IRN"}, ()),
    (
        "Chile exports lithium to Japan. The country also signed a trade agreement with India.",
        {"TradeAgreement party country/CHL"},
        (),
    ),
    (
        "The European Union imposed tariffs on Chinese cars. The bloc also sanctioned Russian banks.",
        {"SanctionsMeasure imposedBy bloc/EU", "Tariff imposedBy bloc/EU"},
        (),
    ),
    (
        "Japan and India signed a pact on rare earths. The two countries also agreed to build a joint stockpile.",
        {"Reserve establishedBy country/IND Planned", "Reserve establishedBy country/JPN Planned"},
        (),
    ),
    (
        "China and Russia held talks. The former imposed an export ban on antimony.",
        {"ExportBan imposedBy country/CHN"},
        ("imposedBy RUS",),
    ),
    ("Kenya and Uganda are neighbours. Their government banned exports of maize.", set(), ("imposedBy UGA",)),
    (
        "China, which has not banned exports of gallium, imposed a duty on Canadian peas.",
        {"ExportBan imposedBy country/CHN not", "Tariff imposedBy country/CHN"},
        (),
    ),
    ("Norway never ratified the agreement with Iceland.", set(), ("party NOR",)),
    (
        "Without naming China, Japan imposed export controls on chipmaking equipment.",
        {"ExportRestriction imposedBy country/JPN"},
        (),
    ),
    (
        "Without waiting for Brussels, Poland banned imports of Ukrainian grain.",
        {"ImportRestriction imposedBy country/POL"},
        (),
    ),
    ("Rather than wait, Hungary banned imports of Ukrainian grain.", {"ImportRestriction imposedBy country/HUN"}, ()),
    (
        "Chile not only imposed a royalty on copper but also banned exports of lithium brine.",
        {"ExportBan imposedBy country/CHL"},
        (),
    ),
    ("If confirmed, the tariff on Thai rice would be Canada's third this year.", set(), ("imposedBy CAN",)),
    ("China has banned exports of antimony even if it denies it.", {"ExportBan imposedBy country/CHN"}, ()),
    ("Turkey lifted its ban on lithium exports as long ago as 2019.", {"ExportBan imposedBy country/TUR"}, ()),
    ("The EU imposed tariffs on Russian fertiliser to prevent a surge in imports.", {"Tariff imposedBy bloc/EU"}, ()),
    ("India banned exports of sugar to avoid shortages.", {"ExportBan imposedBy country/IND"}, ()),
    ("Reports that Ghana had banned exports of bauxite sent prices up.", {"ExportBan imposedBy country/GHA"}, ()),
    (
        "Vietnam denied reports it planned to ban exports of rice, and imposed a duty on coal.",
        {"ExportBan imposedBy country/VNM not Planned", "Tariff imposedBy country/VNM"},
        (),
    ),
    (
        "The US imposed the tariffs after failing to reach a deal with Switzerland.",
        {"Tariff imposedBy country/USA"},
        ("party CHE",),
    ),
    (
        "Having failed to persuade Chile, Peru signed an agreement with Ecuador on copper.",
        {"Agreement party country/ECU", "Agreement party country/PER"},
        (),
    ),
    ("Argentina is the only country that has imposed a duty on soy exports.", {"ExportDuty imposedBy country/ARG"}, ()),
    ("Analysts doubt that Indonesia will lift its ban on bauxite exports.", {"ExportBan imposedBy country/IDN"}, ()),
    (
        "Botswana and Namibia may still sign the diamond agreement.",
        {"Agreement party country/BWA Possible", "Agreement party country/NAM Possible"},
        (),
    ),
    (
        "The EU could extend its sanctions on Belarus, imposed in 2020, until February 2028.",
        {"SanctionsMeasure imposedBy bloc/EU"},
        (),
    ),
    ("It was Poland that imposed the ban on Ukrainian grain.", {"ImportRestriction imposedBy country/POL"}, ()),
    ("Only Hungary has refused to sign the accord with Ukraine.", set(), ("party HUN",)),
    (
        "Analysts say China's ban on gallium exports to the US failed to halt shipments.",
        {"ExportBan imposedBy country/CHN"},
        (),
    ),
    (
        "China's ban on graphite exports, first announced in October 2023, took effect on 1 December 2023.",
        {"ExportBan imposedBy country/CHN"},
        (),
    ),
    ("The United States has had a tariff on Chinese steel since March 2018.", {"Tariff imposedBy country/USA"}, ()),
    (
        "Kazakhstan's ban on exports of scrap, in place until the end of 2026, was extended in January.",
        {"ExportBan imposedBy country/KAZ"},
        (),
    ),
    (
        "President Ruto said Kenya would not sign the agreement with China unless Beijing lowered its tariffs on tea.",
        set(),
        ("party KEN",),
    ),
    ('South Africa said it was "far from" imposing sanctions on Israel.', set(), ("imposedBy ZAF",)),
    (
        "Beijing insists it will not lift its export controls on rare earths.",
        {"ExportRestriction imposedBy country/CHN"},
        (),
    ),
    (
        "A senior EU official, speaking on condition of anonymity, said the bloc had imposed tariffs on Chinese steel.",
        {"Tariff imposedBy bloc/EU"},
        (),
    ),
    (
        "Mexico's economy ministry said in a statement that it had imposed an anti-dumping duty on Vietnamese steel.",
        {"AntiDumpingDuty imposedBy body/mex-secretariat-of-economy"},
        (),
    ),
    ("Myanmar should lift its ban on rice exports, the World Bank said.", {"ExportBan imposedBy country/MMR"}, ()),
    ("India's so-called export ban on wheat has many exceptions.", {"ExportBan imposedBy country/IND"}, ()),
    # --- dates
    (
        "The United States is set to impose a 50% tariff on copper on 1 August.",
        {"Tariff startDate 2026-08-01 Planned"},
        (),
    ),
    ("The EU's levy on imported steel is due to take effect in July.", {"Tariff startDate 2026-07-01 Planned"}, ()),
    (
        "From 1 July, Vietnam will require licences for exports of rare earths.",
        {"ExportLicensing startDate 2026-07-01 Planned"},
        (),
    ),
    (
        "China banned exports of gallium to the United States in December 2024 and suspended the ban last November.",
        {"ExportBan startDate 2024-12-01"},
        (),
    ),
    (
        "The EU imposed tariffs on Chinese cars in October 2024, a year after the US had imposed sanctions on Russia.",
        {"Tariff startDate 2024-10-01"},
        (),
    ),
    ("On Tuesday, Canada imposed a tariff on Chinese aluminium.", {"Tariff startDate 2026-03-10"}, ()),
    ("Canada will impose a tariff on Chinese aluminium on Tuesday.", {"Tariff startDate 2026-03-17 Planned"}, ()),
    ("Indonesia banned nickel ore exports in the second half of 2019.", {"ExportBan startDate 2019-07-01"}, ()),
    (
        "The ban on cobalt exports will last until the end of September.",
        {"ExportBan endDate 2026-09-30", "ExportBan endDate 2026-09-30 Planned"},
        (),
    ),
    ("The tariff on Mexican tomatoes has been in force since July 14.", {"Tariff startDate 2025-07-14"}, ()),
    (
        "India imposed an export duty on rice between August 2023 and October 2024.",
        {"ExportDuty endDate 2024-10-31", "ExportDuty startDate 2023-08-01"},
        (),
    ),
    (
        "The 2020 ban on nickel ore exports by Indonesia was followed by lawsuits.",
        {"ExportBan startDate 2020-01-01"},
        (),
    ),
    (
        "Canada extended its 2018 tariff on Turkish steel to 2026.",
        {"Tariff endDate 2026-12-31", "Tariff startDate 2018-01-01"},
        (),
    ),
    ("Last April China restricted exports of seven rare earths.", {"ExportRestriction startDate 2025-04-01"}, ()),
    (
        "Australia's Resources Minister Madeleine King will meet her Japanese counterpart in Perth on 3 April.",
        {"Meeting startDate 2026-04-03 Planned"},
        (),
    ),
    (
        "The WTO will hold talks from 4 to 6 May in Geneva.",
        {"Meeting endDate 2026-05-06 Planned", "Meeting startDate 2026-05-04 Planned"},
        (),
    ),
    (
        "Zambia's mines minister met executives of Rio Tinto in Lusaka on Wednesday.",
        {"Meeting startDate 2026-03-11"},
        (),
    ),
    (
        "China's ban on graphite exports, first announced in October 2023, took effect on 1 December 2023.",
        {"ExportBan startDate 2023-12-01"},
        (),
    ),
    ("The United States has had a tariff on Chinese steel since March 2018.", {"Tariff startDate 2018-03-01"}, ()),
    (
        "Kazakhstan's ban on exports of scrap, in place until the end of 2026, was extended in January.",
        {"ExportBan endDate 2026-12-31"},
        (),
    ),
    # --- measures told by reference to another's
    (
        "Peru banned imports of mercury in 2015. Colombia did the same in 2018.",
        {"ImportRestriction imposedBy country/COL", "ImportRestriction startDate 2018-01-01"},
        (),
    ),
    ("Hungary banned grain from Ukraine, and so did Slovakia.", {"ImportRestriction imposedBy country/SVK"}, ()),
    ("Japan met India on Monday. South Korea did the same on Tuesday.", set(), ("imposedBy KOR",)),
    # --- denials without a verb of denying
    ('"This is false," Togo\'s government said of the report.', {"REJECT agent country/TGO"}, ()),
    ("Chile's government said no such talks had taken place.", {"REJECT agent country/CHL"}, ()),
    ("That has not happened, Peru said.", set(), ("agent PER",)),
    ('"That is true," Norway said.', set(), ("agent NOR",)),
    ("Chad denied a report in a newspaper that Sudan would send troops.", {"REJECT agent country/TCD"}, ("agent SDN",)),
    # --- conditions told by a phrase, backdrops, what is announced or voted
    (
        "Tunisia plans to expel the Libyan envoy in case of an acquittal.",
        {"SANCTION agent country/TUN Conditional"},
        (),
    ),
    ("Norway did not recall its envoy after talks with Chile in Lima.", {"Meeting participant country/CHL"}, ()),
    ("Activists in Chile announced marches against the law.", {"PROTEST agent group/chl-activists Planned"}, ()),
    ("Women in Lima gathered to shout slogans in protest at the law.", {"PROTEST agent group/per-women"}, ()),
    ("Iraq's parliament voted to expel the Iranian envoy.", {"SANCTION agent body/irq-parliament Planned"}, ()),
    # --- who may join or follow
    (
        "Hungary sued the European Commission on Monday. Slovakia may join the suit.",
        {"LegalProceeding agent country/SVK Possible"},
        ("agent SVK",),
    ),
    (
        "Britain imposed sanctions on Belarus. Norway might follow.",
        {"SanctionsMeasure imposedBy country/NOR Possible"},
        ("imposedBy NOR",),
    ),
    ("Britain left the European Union. Norway might join it.", set(), ("agent NOR", "imposedBy NOR")),
    # --- plans given up, agreements to come
    ("Canada dropped a plan to ban exports of potash.", set(), ("imposedBy CAN",)),
    ("Canada drew up a plan to ban exports of potash.", {"ExportBan imposedBy country/CAN Planned"}, ()),
    ("Jordan is close to a deal with Malawi on phosphate.", {"Agreement party country/MWI Possible"}, ("party MWI",)),
    (
        "The agreement, signed by Chad and Cameroon in 2006, will be widened.",
        {"Agreement party country/TCD", "Agreement party country/CMR", "Agreement signedOn 2006-01-01"},
        (),
    ),
    ("India said there were no plans to restrict rice exports.", set(), ("imposedBy IND",)),
    ("Not until 2024 did Bolivia ban mercury imports.", {"ImportRestriction startDate 2024-01-01"}, ()),
]


def plain(told: set[str], saying: str) -> list[str]:
    """Return the facts, affirmed and actual or planned, that say something of a key: "imposedBy CHN"."""
    predicate, key = saying.split()
    found = [fact.split(" ") for fact in sorted(told)]
    return [
        " ".join(words)
        for words in found
        if words[1] == predicate and key.lower() in words[2].lower() and words[3:] in ([], ["Planned"])
    ]


@pytest.mark.parametrize(("text", "expected", "never"), TABLE, ids=[row[0][:60] for row in TABLE])
def test_a_clause_says_how_certain_it_is_and_when(text: str, expected: set[str], never: tuple[str, ...]) -> None:
    finished = text[-1] in '.?"'
    told = facts(text, DAY) if finished else facts("", DAY, headline=text)
    assert expected <= told
    assert not [fact for saying in never for fact in plain(told, saying)]


@pytest.mark.parametrize(
    ("text", "subject", "speaker"),
    [
        (
            "According to Trade Minister Don Farrell, Peru has banned exports of tin.",
            "country/PER",
            "person/don-farrell",
        ),
        ("The United States accuses China of restricting exports of germanium.", "country/CHN", "country/USA"),
        ("Canada denied that it had imposed tariffs on Mexican steel.", "country/CAN", "country/CAN"),
        ("China dismissed as groundless reports that it had banned exports of antimony.", "country/CHN", "country/CHN"),
        ("Officials said Japan had told them it would ban exports of gallium.", "country/JPN", "country/JPN"),
        ("Peru, a UN report says, has banned exports of tin.", "country/PER", "organization/united-nations"),
        ("Last week, Chile's government said, Peru banned exports of tin.", "country/PER", "country/CHL"),
        ("Delhi went further: the ministry said Nepal had banned exports of tin.", "country/NPL", ""),
        ("Moscow's claim that Latvia has banned exports of timber is untested.", "country/LVA", "country/RUS"),
    ],
)
def test_a_claim_is_attributed_to_who_makes_it(text: str, subject: str, speaker: str) -> None:
    said = {c.attributed_to for c in read(text, DAY).claims if c.predicate == "kg:imposedBy" and c.object == subject}
    assert said == {speaker}


@pytest.mark.parametrize(
    ("form", "lemma", "tag", "expected"),
    [
        ("hopes", "hop", "VBZ", "hope"),
        ("staged", "stag", "VBD", "stage"),
        ("passes", "pass", "VBZ", "pass"),
        ("vetoes", "veto", "VBZ", "veto"),
        ("backed", "back", "VBD", "back"),
        ("opened", "open", "VBD", "open"),
        ("hopped", "hop", "VBD", "hop"),
    ],
)
def test_a_verb_gets_back_its_silent_e(form: str, lemma: str, tag: str, expected: str) -> None:
    assert mended(form, lemma, tag) == expected
