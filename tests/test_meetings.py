"""Meetings: who takes part, where, when; interviews and signed quotations."""

from __future__ import annotations

from datetime import date

import pytest
from reading import facts, read

DAY = date(2026, 3, 12)  # a Thursday

# sentence | facts that must be there | what no plain fact may say (predicate, end of the object's key)
TABLE: list[tuple[str, set[str], tuple[str, ...]]] = [
    (
        "Peru's president will travel to Beijing next month for talks with Xi Jinping.",
        {"Meeting participant person/xi-jinping Planned"},
        (),
    ),
    (
        "Australia's Resources Minister Madeleine King will meet her Japanese counterpart in Perth on 3 April.",
        {"Meeting heldIn place/perth-aus Planned", "Meeting startDate 2026-04-03 Planned"},
        (),
    ),
    (
        "Prime Minister Narendra Modi flew to Santiago on Tuesday. He held talks there with Gabriel Boric on lithium.",
        {
            "Meeting heldIn place/santiago-chl",
            "Meeting participant person/gabriel-boric",
            "Meeting participant person/narendra-modi",
        },
        (),
    ),
    (
        "Zambia's mines minister met executives of Rio Tinto in Lusaka on Wednesday.",
        {"Meeting heldIn place/lusaka-zmb", "Meeting participant company/rio-tinto", "Meeting startDate 2026-03-11"},
        (),
    ),
    (
        "Mark Carney spoke by phone with Keir Starmer about tariffs.",
        {"Meeting participant person/keir-starmer", "Meeting participant person/mark-carney"},
        (),
    ),
    (
        "On the sidelines of the G20 summit, Emmanuel Macron met Cyril Ramaphosa.",
        {"Meeting participant person/cyril-ramaphosa", "Meeting participant person/emmanuel-macron"},
        (),
    ),
    (
        "The talks, hosted by Qatar, brought together envoys from Rwanda and Congo.",
        {"Meeting convenedBy country/QAT", "Meeting participant country/COD", "Meeting participant country/RWA"},
        (),
    ),
    (
        "Marco Rubio met his Indian counterpart, Subrahmanyam Jaishankar, in Washington.",
        {
            "Meeting heldIn place/washington-usa",
            "Meeting participant person/marco-rubio",
            "Meeting participant person/subrahmanyam-jaishankar",
        },
        (),
    ),
    ("Antony Albanese will not attend the summit in Delhi.", set(), ("participant albanese",)),
    ("Wang Yi refused to meet Kaja Kallas.", set(), ("participant wang-yi",)),
    ("Xi Jinping cancelled a planned meeting with Lula da Silva.", set(), ("participant xi-jinping",)),
    ("Putin received the Emir of Qatar at the Kremlin.", {"Meeting participant person/vladimir-putin"}, ()),
    (
        "Zambia's mines minister met executives of Rio Tinto in Lusaka on Wednesday.",
        {"Meeting heldIn place/lusaka-zmb", "Meeting participant company/rio-tinto", "Meeting startDate 2026-03-11"},
        (),
    ),
    (
        "Mark Carney spoke by phone with Keir Starmer about steel.",
        {"Meeting participant person/keir-starmer", "Meeting participant person/mark-carney"},
        (),
    ),
    (
        "The talks, hosted by Qatar, brought together envoys from Rwanda and Congo.",
        {"Meeting convenedBy country/QAT", "Meeting participant country/COD", "Meeting participant country/RWA"},
        (),
    ),
    (
        "Leaders of Kazakhstan and Uzbekistan are due to meet in Samarkand next Friday.",
        {
            "Meeting heldIn place/samarkand-uzb Planned",
            "Meeting participant country/KAZ Planned",
            "Meeting participant country/UZB Planned",
        },
        (),
    ),
    (
        "Putin received the Emir of Qatar at the Kremlin.",
        {"Meeting participant country/QAT", "Meeting participant person/vladimir-putin"},
        (),
    ),
    ("Antony Blinken visited Israel last week.", {"Meeting participant person/antony-blinken"}, ()),
    ("Xi Jinping paid a visit to Serbia in May 2024.", {"Meeting participant person/xi-jinping"}, ()),
    ("The Argentine foreign minister told reporters that the visit had gone well.", set(), ("participant reporters",)),
    ("He was speaking to Reuters in Davos.", set(), ("participant reuters",)),
    (
        "Narendra Modi spoke to Emmanuel Macron on Monday about the strait.",
        {"Meeting participant person/emmanuel-macron", "Meeting participant person/narendra-modi"},
        (),
    ),
    (
        "A team led by Trade Minister Farrell will arrive in Jakarta on Monday for talks with Indonesian officials.",
        {"Meeting heldIn place/jakarta-idn Planned", "Meeting participant country/IDN Planned"},
        (),
    ),
    (
        "Chile's president flew to Delhi. There he met Prime Minister Narendra Modi.",
        {"Meeting participant person/narendra-modi"},
        (),
    ),
    (
        "Wang Yi will travel to Berlin next week for talks with his German counterpart.",
        {
            "Meeting heldIn place/berlin-deu Planned",
            "Meeting participant country/DEU Planned",
            "Meeting participant person/wang-yi Planned",
        },
        (),
    ),
    ("The two ministers met in Rome.", {"Meeting heldIn place/rome-ita"}, ()),
    (
        "South Korean President Lee Jae-myung hosted his Vietnamese counterpart in Seoul on Tuesday.",
        {
            "Meeting heldIn place/seoul-kor",
            "Meeting participant country/VNM",
            "Meeting participant person/lee-jae-myung",
        },
        (),
    ),
    (
        "India will host the next Quad summit in Delhi in May.",
        {"Meeting convenedBy country/IND Planned", "Meeting heldIn place/delhi-ind Planned"},
        (),
    ),
    ("Keir Starmer declined to meet Benjamin Netanyahu.", set(), ("participant A", "participant P")),
    (
        "A meeting between the finance ministers of Ghana and Togo has been postponed.",
        {"Meeting participant country/GHA Planned"},
        (),
    ),
    (
        "Trade envoys from Canada and Mexico will sit down in Ottawa on Friday.",
        {
            "Meeting heldIn place/ottawa-can Planned",
            "Meeting participant country/CAN Planned",
            "Meeting participant country/MEX Planned",
        },
        (),
    ),
    (
        "President Tokayev held a telephone conversation with Ilham Aliyev.",
        {"Meeting participant person/ilham-aliyev", "Meeting participant person/kassym-jomart-tokayev"},
        (),
    ),
    (
        "Marco Rubio's trip to Panama City ended on Sunday.",
        {"Meeting heldIn place/panama-city-pan", "Meeting participant person/marco-rubio"},
        (),
    ),
    (
        "The meeting of the Quad foreign ministers took place in Washington on 1 July 2025.",
        {"Meeting heldIn place/washington-usa", "Meeting startDate 2025-07-01"},
        (),
    ),
    (
        "Officials from 12 countries gathered in Windhoek to discuss uranium.",
        {"Meeting about mineral/uranium", "Meeting heldIn place/windhoek-nam"},
        (),
    ),
    (
        "The prime ministers of Estonia, Latvia and, possibly, Poland will meet in Riga.",
        {
            "Meeting participant country/EST Planned",
            "Meeting participant country/LVA Planned",
            "Meeting participant country/POL Possible",
        },
        (),
    ),
    ("Mexico proposed a summit with Canada.", set(), ("participant MEX",)),
    (
        "Ursula von der Leyen met with Chilean President Gabriel Boric on the margins of the summit in Bogota.",
        {"Meeting participant person/gabriel-boric", "Meeting participant person/ursula-von-der-leyen"},
        (),
    ),
    (
        "Talks between Ethiopia and Egypt on the dam broke down in Cairo.",
        {"Meeting participant country/EGY", "Meeting participant country/ETH"},
        (),
    ),
    ("Angola invited Rwanda and Congo to talks in Luanda.", set(), ("participant A",)),
    (
        "Scott Bessent and He Lifeng concluded two days of talks in Stockholm on Tuesday.",
        {"Meeting heldIn place/stockholm-swe", "Meeting participant person/scott-bessent"},
        (),
    ),
    (
        "The Kazakh energy minister had talks with ExxonMobil in Houston.",
        {"Meeting heldIn place/houston-usa", "Meeting participant company/exxonmobil"},
        (),
    ),
    (
        "Friedrich Merz arrived in Ankara on Thursday, where he was received by Recep Tayyip Erdogan.",
        {"Meeting participant person/friedrich-merz"},
        (),
    ),
    (
        "Japanese Trade Minister Ryosei Akazawa will join the G7 meeting in Toronto online.",
        {"Meeting heldIn place/toronto-can Planned", "Meeting participant person/ryosei-akazawa Planned"},
        (),
    ),
    # --- visits told by journeys; DAY is Thursday, 12 March 2026
    (
        "Foreign Minister Ararat Mirzoyan of Armenia landed in Ankara on Monday for a two-day visit.",
        {"Meeting heldIn place/ankara-tur", "Meeting startDate 2026-03-09", "Meeting endDate 2026-03-10"},
        (),
    ),
    ("The Kenyan trade minister spent three days in Hanoi last week.", {"Meeting participant country/KEN"}, ()),
    ("The Danish prime minister is due in Nuuk on Friday.", {"Meeting heldIn place/nuuk-grl Planned"}, ()),
    ("Zambia's finance minister flew home from Paris on Monday.", {"Meeting heldIn place/paris-fra"}, ()),
    ("A German tourist landed in Bangkok on Sunday.", set(), ("heldIn place", "participant DEU")),
    ("Two tankers arrived in Rotterdam on Monday for a three-week stay.", set(), ("heldIn place",)),
    # --- meetings known by their place and day
    (
        "Sunday's summit in Nairobi ended without a statement.",
        {"Meeting heldIn place/nairobi-ken", "Meeting startDate 2026-03-08"},
        (),
    ),
    (
        "The Geneva talks, which began on Monday, will end on Friday.",
        {"Meeting heldIn place/geneva-che Planned", "Meeting endDate 2026-03-13 Planned"},
        ("participant CHE",),
    ),
    ("The leaders of Armenia and Azerbaijan met in Switzerland on 3 March.", {"Meeting heldIn country/CHE"}, ()),
    ("Turkish officials called off a visit to Basel this month.", set(), ("convenedBy TUR",)),
    # --- what officials do
    (
        "The plan will be discussed by the G7's ambassadors in Oslo on Monday.",
        {"Meeting participant bloc/G7 Planned", "Meeting heldIn place/oslo-nor Planned"},
        (),
    ),
    ("The cabinet discussed the plan on Monday.", set(), ("startDate 2026",)),
    (
        "Indian Prime Minister Narendra Modi saw Emmanuel Macron on Tuesday morning.",
        {"Meeting participant person/narendra-modi", "Meeting participant person/emmanuel-macron"},
        (),
    ),
    ("The minister saw the damage in Lima on Tuesday.", set(), ("heldIn lima",)),
    (
        "Gabon will receive the leaders in Libreville on 27 August.",
        {"Meeting convenedBy country/GAB Planned", "Meeting startDate 2026-08-27 Planned"},
        (),
    ),
    (
        "Peru will host a meeting of the group's ministers in Lima on March 24.",
        {"Meeting heldIn place/lima-per Planned"},
        (),
    ),
    (
        "Narendra Modi is due at the White House on 29 April.",
        {"Meeting participant person/narendra-modi Planned", "Meeting participant body/usa-white-house Planned"},
        (),
    ),
    ("Chad's president is expected in Rome on Friday.", {"Meeting participant country/TCD Planned"}, ()),
    (
        "SADC will hold a summit in Maputo on 6 May, and Narendra Modi is expected to attend.",
        {"Meeting participant bloc/SADC Planned", "Meeting participant person/narendra-modi Planned"},
        (),
    ),
    (
        "Mali and Niger have agreed to a new round of talks in Accra on Monday.",
        {"Meeting participant country/MLI Planned", "Meeting startDate 2026-03-16 Planned"},
        (),
    ),
    ("Narendra Modi to visit Lima in October", {"Meeting participant person/narendra-modi Planned"}, ()),
    ("Norway must keep talking to Peru", {"Meeting participant country/PER Possible"}, ("participant PER",)),
    ("The two sides last met in the cup final in 2019.", set(), ("startDate 2019",)),
    ("The Greek summit ended on Friday.", set(), ("participant GRC",)),
    # --- calls
    (
        "In a phone call on Friday, Marco Rubio told Iraq's prime minister that sanctions would stay.",
        {"Meeting participant person/marco-rubio", "Meeting participant country/IRQ"},
        (),
    ),
    (
        "The two presidents spoke by telephone on Monday, Kyiv and Warsaw said.",
        {"Meeting participant country/UKR", "Meeting participant country/POL"},
        (),
    ),
    ("The two men spoke to reporters on Monday.", set(), ("startDate 2026",)),
    ("Norway was represented by its trade minister at the talks in Lima.", {"Meeting participant country/NOR"}, ()),
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
def test_a_sentence_tells_of_a_meeting(text: str, expected: set[str], never: tuple[str, ...]) -> None:
    finished = text[-1] in '.?"'
    told = facts(text, DAY) if finished else facts("", DAY, headline=text)
    assert expected <= told
    assert not [fact for saying in never for fact in plain(told, saying)]


def test_an_answer_in_an_interview_is_a_quotation_of_who_is_interviewed() -> None:
    text = (
        "Rosa Quispe has been trade minister of Peru since March. She met us in her office.\n\n"
        "Q: How are talks?\n\nA: Good. We have imposed a duty on rice from India.\n\n"
        "Q: And Mali?\n\nA: I met their envoy in Lima last week."
    )
    record = read(text, DAY)
    answers = [quotation for quotation in record.quotations if quotation.speaker == "person/rosa-quispe"]
    assert len(answers) == 2
    assert any(c.predicate == "kg:imposedBy" and c.object == "country/PER" for c in record.claims)


def test_a_line_of_name_and_office_signs_the_quotation_above_it() -> None:
    text = 'Peru opens a mine.\n\n"Our copper will build your cars."\n\nRosa Quispe Mamani, Minister of Energy of Peru'
    assert [q.speaker for q in read(text, DAY).quotations] == ["person/rosa-quispe-mamani"]
