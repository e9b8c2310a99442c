"""Posts, ties and quotations in the many ways that news tells them, with the sentences where none may be made up."""

from __future__ import annotations

from datetime import date

import pytest

from kg import language
from kg.extract import extract
from kg.model import Article, Record

_RELATIONS = {
    "kg:holdsPost": "holds",
    "kg:formerlyHeldPost": "held",
    "kg:affiliatedWith": "of",
    "kg:memberOf": "member",
    "kg:partOf": "part",
    "kg:subsidiaryOf": "subsidiary",
    "kg:headquarteredIn": "seat",
}


def told(text: str) -> tuple[Record, set[str]]:
    article = Article("article/test", "", text, date(2026, 5, 5))
    record = extract(language.load()(language.prepare(article)), article)
    labels = {entity.key: entity.label for entity in record.entities}
    return record, {
        f"{labels.get(c.subject, c.subject)} {_RELATIONS[c.predicate]} {labels.get(c.object, c.object)}"
        for c in record.claims
        if c.predicate in _RELATIONS
        and isinstance(c.object, str)
        and c.polarity == "Affirmed"
        and c.modality in {"Actual", "Planned"}
    }


FACTS = [
    ("Ankara's trade chief Selim Karaduman signed.", "Selim Karaduman holds Trade Chief of Türkiye"),
    ("The finance minister in Lusaka, Mutale Phiri, left.", "Mutale Phiri holds Finance Minister of Zambia"),
    (
        "Indonesia's trade vice-minister and chief negotiator, Made Suryadi, left.",
        "Made Suryadi holds Trade Vice-minister of Indonesia",
    ),
    (
        "Tuvalu's Semisi Faleolo, who serves as prime minister and foreign minister, spoke.",
        "Semisi Faleolo holds Foreign Minister of Tuvalu",
    ),
    (
        "Spain's prime minister, Íñigo Larrazábal, spoke to his opposite number in Lisbon, Duarte Falcão.",
        "Duarte Falcão holds Prime Minister of Portugal",
    ),
    (
        "India's commerce minister, Anand Deshpande, phoned Tomás Herrera, his Mexican counterpart.",
        "Tomás Herrera holds Commerce Minister of Mexico",
    ),
    (
        "Zambia named Mwansa Kaluba mines minister. He replaces Josephine Tembo, who was sacked in May.",
        "Josephine Tembo held Mines Minister of Zambia",
    ),
    (
        "In Malta, Prime Minister Karmenu Zahra moved Rita Farrugia to energy.",
        "Rita Farrugia holds Energy Minister of Malta",
    ),
    (
        "The board of Skeena Copper appointed Lars Mikkelsen chief financial officer.",
        "Lars Mikkelsen holds Chief Financial Officer of Skeena Copper",
    ),
    (
        "Delegates\n- Sione Taufa: prime minister of Tonga\n- Mere Waqa: Fiji's trade minister",
        "Sione Taufa holds Prime Minister of Tonga",
    ),
    (
        "It will fail, says Dmytro Hordiyenko. The head of Ukraine's grid operator Enerhomerezha spoke in Kyiv.",
        "Dmytro Hordiyenko holds Head of Enerhomerezha",
    ),
    (
        "As head of OPEC between 2008 and 2012, Algeria's Rachid Benmalek mediated.",
        "Rachid Benmalek held Head of Organization of the Petroleum Exporting Countries",
    ),
    (
        "Aigerim Suleimenova heads the energy ministry of Kazakhstan.",
        "Aigerim Suleimenova holds Energy Minister of Kazakhstan",
    ),
    ("Leila Benali, now at the consultancy Nordwind Advisory, agreed.", "Leila Benali of Nordwind Advisory"),
    (
        "Sandvik Peak Ltd, the London-listed parent of Namibia's Otavi Copper, cut output.",
        "Otavi Copper subsidiary Sandvik Peak Ltd",
    ),
    ("Otjozo Uranium, owned by China's Hualong Nuclear, said so.", "Otjozo Uranium subsidiary Hualong Nuclear"),
    (
        "The Pacific Islands Forum has 18 members. Its members include Kiribati and Palau.",
        "Palau member Pacific Islands Forum",
    ),
    ("Slovenia adopted the euro in 2007.", "Slovenia member euro area"),
    ("Dutch chipmaker Veldhoven Systems has its headquarters in Eindhoven.", "Veldhoven Systems seat Eindhoven"),
]

NOTHING = [
    "The wife of Mali's prime minister, Awa Keita, opened the clinic.",
    "Peru's finance minister spoke. Andrés Montt welcomed him.",
    "A colleague, Peter Novak, told the Czech president to leave.",
    "Paris mayor Hélène Vautrin met the finance minister.",
    "Orebridge Plc wants to buy Luapula Metals Ltd.",
    "Sofia Lund wants to become Denmark's finance minister.",
]

QUOTED = [
    ('Erlend Storm, professor of law at the University of Bergen, sees "a race to the sea floor".', "Erlend Storm"),
    ('In the words of Marek Wolny: "We sell rocks, not dreams."', "Marek Wolny"),
    ('For Fiona Gallacher of the Marine Trust, the rule is "a licence to dredge".', "Fiona Gallacher"),
    ('According to Sofia Anagnostou, "nothing has changed".', "Sofia Anagnostou"),
    ('It was Nomvula Dube, the union\'s leader, who broke ranks: "We were never asked."', "Nomvula Dube"),
    ('Dr Anneli Virtanen\'s verdict: "Too little, too late."', "Anneli Virtanen"),
    ('Their lawyer, Irina Codreanu, called it "theatre".', "Irina Codreanu"),
    ('The film "A Bad Deal" was seen by Lars Holm.', ""),
    ('A banner read "No more mines" when Oscar Pinto arrived.', ""),
]


@pytest.mark.parametrize(("text", "fact"), FACTS)
def test_what_news_says_of_posts_and_ties_is_read_in_any_order(text: str, fact: str) -> None:
    assert fact in told(text)[1]


@pytest.mark.parametrize("text", NOTHING)
def test_nobody_gets_a_post_or_parent_by_standing_near_one(text: str) -> None:
    found = told(text)[1]
    assert not [f for f in found if (" holds " in f and "Mayor" not in f) or " held " in f or " subsidiary " in f]


@pytest.mark.parametrize(("text", "speaker"), QUOTED)
def test_whose_words_a_quotation_gives_without_a_verb_of_saying(text: str, speaker: str) -> None:
    record, _ = told(text)
    labels = {entity.key: entity.label for entity in record.entities}
    assert [labels.get(q.speaker, "") for q in record.quotations] == [speaker]
