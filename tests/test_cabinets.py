"""Cabinets, envoys, successors, chambers, interviews: who gets, has, leaves which post, and what runs what."""

from __future__ import annotations

from datetime import date

import pytest

from kg import language
from kg.extract import extract
from kg.model import Article, Record

_SHORT = {
    "kg:holdsPost": "holds",
    "kg:formerlyHeldPost": "held",
    "kg:operatedBy": "operator",
    "kg:establishedBy": "founder",
    "kg:headquarteredIn": "seat",
    "kg:locatedIn": "in",
    "kg:partOf": "part",
    "kg:subsidiaryOf": "child",
}


def record(text: str) -> Record:
    article = Article("article/test", "", text, date(2026, 3, 4))
    return extract(language.load()(language.prepare(article)), article)


def facts(text: str, *relations: str) -> set[str]:
    """Return the claims of some relations: "Ann Lee planned holds Trade Minister of Peru"."""
    told = record(text)
    labels = {entity.key: entity.label for entity in told.entities}
    modal = {"Actual": "", "Planned": " planned", "Possible": " possible", "Conditional": " conditional"}
    return {
        f"{labels[c.subject]}{modal[c.modality]} {_SHORT[c.predicate]} {labels[c.object]}"
        for c in told.claims
        if _SHORT.get(c.predicate) in relations and isinstance(c.object, str) and c.polarity == "Affirmed"
    }


POSTS: list[tuple[str, list[str]]] = [
    # ministries and persons come together
    ("Norway's finance ministry went to Karin Moe.", ["Karin Moe holds Finance Minister of Norway"]),
    (
        "Karin Moe takes over Norway's finance ministry from Tom Reed.",
        ["Karin Moe holds Finance Minister of Norway", "Tom Reed held Finance Minister of Norway"],
    ),
    (
        "Kwame Mensah swapped Ghana's energy ministry for the trade ministry.",
        ["Kwame Mensah held Energy Minister of Ghana", "Kwame Mensah holds Trade Minister of Ghana"],
    ),
    (
        "Kwame Mensah replaces Tom Reed at Ghana's trade ministry.",
        ["Kwame Mensah holds Trade Minister of Ghana", "Tom Reed held Trade Minister of Ghana"],
    ),
    ("Peru's president gave the mining portfolio to Rosa Quispe.", ["Rosa Quispe holds Mining Minister of Peru"]),
    ("Peru's president named Rosa Quispe to head the energy ministry.", ["Rosa Quispe holds Energy Minister of Peru"]),
    ("Rosa Quispe was handed the mining portfolio by Peru's president.", ["Rosa Quispe holds Mining Minister of Peru"]),
    (
        "Ghana reshuffled its cabinet. Kwame Mensah moves to mines, Grace Owusu to finance.",
        ["Grace Owusu holds Finance Minister of Ghana", "Kwame Mensah holds Mines Minister of Ghana"],
    ),
    ("Kofi Addo was put in charge of mines in Ghana.", ["Kofi Addo holds Mines Minister of Ghana"]),
    ("Ghana changed its cabinet. Kwame Mensah moved to finance a film.", []),
    ("Kwame Mensah went to the ministry of Ghana's trade partner.", []),
    # offices
    ("Kaja Tamm has been sworn in as Estonia's prime minister.", ["Kaja Tamm holds Prime Minister of Estonia"]),
    ("Kwame Mensah took office as president of Ghana.", ["Kwame Mensah holds President of Ghana"]),
    ("Kwame Mensah won the presidency of Ghana.", ["Kwame Mensah holds President of Ghana"]),
    ("Kwame Mensah was named to the post of trade minister of Ghana.", ["Kwame Mensah holds Trade Minister of Ghana"]),
    ("Chad's Senate president, Ali Deby, spoke.", ["Ali Deby holds President of Senate of Chad"]),
    ("The chairman of Chile's lower house, Juan Vela, spoke.", ["Juan Vela holds Chairman of Lower House of Chile"]),
    # envoys
    (
        "Karin Moe, until recently Sweden's ambassador in Washington, spoke.",
        ["Karin Moe held Ambassador to the United States of Sweden"],
    ),
    (
        "Malta recalled Anna Borg. She is to represent the country in Pretoria.",
        ["Anna Borg planned holds Envoy to South Africa of Malta"],
    ),
    ("Lars Moe represents farmers in Denmark.", []),
    # the same post, and that of others
    (
        "Laos' defence minister, Bou Keo, met Ali Khan of Yemen, who holds the same post in Sanaa.",
        ["Ali Khan holds Defence Minister of Yemen", "Bou Keo holds Defence Minister of Laos"],
    ),
    (
        "Chile's energy minister Ana Soto spoke. Luis Parra, who held the post before, agreed.",
        ["Ana Soto holds Energy Minister of Chile", "Luis Parra held Energy Minister of Chile"],
    ),
    (
        "The presidents of Laos and Fiji, Bou Keo and Ratu Vai, met.",
        ["Bou Keo holds President of Laos", "Ratu Vai holds President of Fiji"],
    ),
    (
        "Laos and Fiji agreed. Their ministers, Bou Keo and Ratu Vai, signed.",
        ["Bou Keo holds Minister of Laos", "Ratu Vai holds Minister of Fiji"],
    ),
    ("The presidents of Laos and Fiji met Bou Keo and Ratu Vai.", []),
    (
        "Laos' premier, Bou Keo, and his Thai and Fijian counterparts, Anu Wong and Ratu Vai, met.",
        ["Anu Wong holds Premier of Thailand", "Bou Keo holds Premier of Laos", "Ratu Vai holds Premier of Fiji"],
    ),
    (
        "Jon Evans steps down as chief executive of Orvella Metals and will be replaced by Ann Lee.",
        ["Ann Lee planned holds Chief Executive of Orvella Metals", "Jon Evans held Chief Executive of Orvella Metals"],
    ),
    ("Orvella Metals, whose chief executive is Ann Lee, grew.", ["Ann Lee holds Chief Executive of Orvella Metals"]),
    (
        'Orvella Metals waits. "We like it," said its chief executive, Ann Lee.',
        ["Ann Lee holds Chief Executive of Orvella Metals"],
    ),
    # what is over
    ("Chile's energy minister, Ana Soto, resigned on Monday.", ["Ana Soto held Energy Minister of Chile"]),
    ("Chile's president sacked his energy minister, Ana Soto.", ["Ana Soto held Energy Minister of Chile"]),
    ("Chile's energy minister, Ana Soto, quit her party on Monday.", ["Ana Soto holds Energy Minister of Chile"]),
    ("Chile's energy minister, Ana Soto, may resign.", ["Ana Soto holds Energy Minister of Chile"]),
    ("Jon Evans had been chief executive of Nokia since 2011.", ["Jon Evans held Chief Executive of Nokia"]),
    ("The war ended the Libyan leader Omar Said's 42-year rule.", ["Omar Said held Leader of Libya"]),
    # whom the next sentence means
    (
        "Peru's Luis Parra smiled on Tuesday. The foreign minister used his speech to warn Fiji.",
        ["Luis Parra holds Foreign Minister of Peru"],
    ),
    ("President Nia Suluhu flew to Nairobi. Kenya's foreign minister met her.", []),
    (
        "Yemen's military denies that its jets hit a clinic. Its spokesman, Ali Khan, laughed.",
        ["Ali Khan holds Spokesman of Yemen"],
    ),
]

TIES: list[tuple[str, list[str]]] = [
    ("Tarn Mining runs the Ketu mine in Mali.", ["Ketu in Mali", "Ketu operator Tarn Mining"]),
    ("The Ketu mine is operated by Tarn Mining.", ["Ketu operator Tarn Mining"]),
    ("The Ketu mine, whose operator is Tarn Mining, grew.", []),
    ("Tarn Mining ran the Ketu mine until 2019.", []),
    ("Ann Lee founded Tarn Mining in 2009.", ["Tarn Mining founder Ann Lee"]),
    ("Brask Smelting of South Korea bought ore.", ["Brask Smelting seat South Korea"]),
    ("Tarn Marine Works won. The Ulsan-based yard will build four.", ["Tarn Marine Works seat Ulsan"]),
    (
        "Tarn Mining, the Zambian unit of China's BKMC, grew.",
        ["BKMC seat China", "Tarn Mining child BKMC", "Tarn Mining seat Zambia"],
    ),
    ("The camera was made for the Russian Orion space project.", []),
    ("Bela district of Kerta province in Mali was hit.", ["Bela in Kerta", "Kerta in Mali"]),
    ("Czechia's premier, whose country holds the rotating presidency of the EU, spoke.", []),
    ("Judges of the Orvella Court of Appeal told Mali to pay.", []),
    ("In the state of Georgia the Pentagon helped a recycler.", []),
]

INTERVIEW = """"We close no taps"

Chad's energy minister on gas and a stake that had to be sold

Amina Deby arrives late. "It rained," the minister says.

Minister, Washington taxes your gas. Have you given up?

Not at all. Our ports are full, and I am patient.

You have been less gentle with the Malians.

We ordered Tarn Mining to sell its stake.

Who else is buying?

Laos. Prime Minister Ali Saleh will travel to Vientiane in May, and we hope for a deal."""


@pytest.mark.parametrize(("text", "expected"), POSTS)
def test_who_gets_has_and_leaves_a_post_is_read_from_the_clause(text: str, expected: list[str]) -> None:
    assert facts(text, "holds", "held") == set(expected)


@pytest.mark.parametrize(("text", "expected"), TIES)
def test_firms_places_and_bodies_are_tied_as_the_text_says(text: str, expected: list[str]) -> None:
    assert facts(text, "operator", "founder", "seat", "in", "part", "child") == set(expected)


def test_the_standfirst_of_an_interview_tells_the_post_of_whom_the_text_names() -> None:
    assert facts(INTERVIEW, "holds") == {
        "Amina Deby holds Energy Minister of Chad",
        "Ali Saleh holds Prime Minister of Chad",
    }


def test_the_answers_of_an_interview_without_labels_are_of_whom_it_is_with() -> None:
    quotations = [q for q in record(INTERVIEW).quotations if q.speaker == "person/amina-deby"]
    assert [q.text.split()[0] for q in quotations] == ["It", "Not", "We", "Laos."]


def test_questions_and_answers_of_an_explainer_are_nobodys() -> None:
    text = (
        "Gas, explained by Ann Lee\n\nAnn Lee told us what is known.\n\nWhat is it?\n\nIt is a fuel.\n\n"
        "Who sells it?\n\nChad and Laos sell it.\n\nWhere does it go?\n\nIt goes to Mali."
    )
    assert [q.speaker for q in record(text).quotations] == []
