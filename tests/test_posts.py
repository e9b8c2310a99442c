"""A sentence in, who holds which post, who is of what, who belongs where; what was, will be or is not is kept apart."""

from __future__ import annotations

from datetime import date

import pytest

from kg import language
from kg.extract import extract
from kg.language.titles import plural
from kg.model import Article, Record

_SHORT = {
    "kg:holdsPost": "holds",
    "kg:formerlyHeldPost": "held",
    "kg:affiliatedWith": "of",
    "kg:officialOf": "official",
    "kg:memberOf": "member",
    "kg:formerMemberOf": "was member",
}


def record(text: str) -> Record:
    article = Article("article/test", "", text, date(2026, 3, 4))
    return extract(language.load()(language.prepare(article)), article)


def facts(text: str, *relations: str) -> set[str]:
    """Return the claims of some relations as short lines: "Ann Lee holds Mining Minister of Chile (Minister)"."""
    told = record(text)
    labels = {entity.key: entity.label for entity in told.entities}
    roles = {c.subject: str(c.object).removeprefix("kg:") for c in told.claims if c.predicate == "kg:role"}
    found = set()
    for claim in told.claims:
        short = _SHORT.get(claim.predicate, "")
        if short not in relations or not isinstance(claim.object, str):
            continue
        status = " not" * (claim.polarity == "Negated") + f" {claim.modality.lower()}" * (claim.modality != "Actual")
        role = f" ({roles[claim.object]})" if claim.object in roles else ""
        found.add(f"{labels[claim.subject]}{status} {short} {labels.get(claim.object, claim.object)}{role}")
    return found


POSTS: list[tuple[str, list[str]]] = [
    # before and after the name
    (
        "Chilean Mining Minister Aurora Williams met investors.",
        ["Aurora Williams holds Mining Minister of Chile (Minister)"],
    ),
    (
        "Peru's energy minister, Carla Mendoza, resigned.",
        ["Carla Mendoza holds Energy Minister of Peru (Minister)"],
    ),
    (
        "Carla Mendoza, Peru's minister of energy, resigned.",
        ["Carla Mendoza holds Energy Minister of Peru (Minister)"],
    ),
    (
        "Karen Holm, minister for trade and industry of Norway, left.",
        ["Karen Holm holds Trade and Industry Minister of Norway (Minister)"],
    ),
    ("The president of Chile, Pedro Salas, signed it.", ["Pedro Salas holds President of Chile (HeadOfState)"]),
    ("India's Prime Minister, Rahul Mehta, spoke.", ["Rahul Mehta holds Prime Minister of India (HeadOfGovernment)"]),
    (
        "US Treasury Secretary Laura Bennett spoke in Davos.",
        ["Laura Bennett holds Treasury Secretary of the United States (Minister)"],
    ),
    (
        "The deal was signed by Canada's deputy prime minister, Paul Tremblay.",
        ["Paul Tremblay holds Deputy Prime Minister of Canada (Official)"],
    ),
    (
        "Ghana's deputy energy minister, Kofi Boateng, denied it.",
        ["Kofi Boateng holds Deputy Energy Minister of Ghana (Official)"],
    ),
    (
        "Australian Resources Minister Madeleine King said so.",
        ["Madeleine King holds Resources Minister of Australia (Minister)"],
    ),
    # parts of a country are never the whole
    ("In Saxony, State Premier Stefan Vogel agreed.", ["Stefan Vogel holds State Premier of Saxony (Official)"]),
    (
        "Anil Kapoor, chief minister of Rajasthan, welcomed the mine.",
        ["Anil Kapoor holds Chief Minister of Rajasthan (Official)"],
    ),
    ("California Governor Mark Nolan vetoed the bill.", ["Mark Nolan holds Governor of California (Official)"]),
    # each person with an owner of their own
    (
        "Presidents Maria Gomez of Brazil, Viktor Petrov of Russia and Peter Nkosi of South Africa met.",
        [
            "Maria Gomez holds President of Brazil (HeadOfState)",
            "Viktor Petrov holds President of Russia (HeadOfState)",
            "Peter Nkosi holds President of South Africa (HeadOfState)",
        ],
    ),
    (
        "Prime Minister Manoj Singh of India will attend.",
        ["Manoj Singh holds Prime Minister of India (HeadOfGovernment)"],
    ),
    (
        "France's Foreign Minister Luc Moreau and Defence Minister Claire Petit met.",
        [
            "Luc Moreau holds Foreign Minister of France (Minister)",
            "Claire Petit holds Defence Minister of France (Minister)",
        ],
    ),
    (
        "Russian Prime Minister Igor Petrov met his Japanese counterpart Taro Sato in Tokyo.",
        [
            "Igor Petrov holds Prime Minister of Russia (HeadOfGovernment)",
            "Taro Sato holds Prime Minister of Japan (HeadOfGovernment)",
        ],
    ),
    # was, will be
    (
        "Peru's then president, Carla Mendoza, signed the treaty.",
        ["Carla Mendoza held President of Peru (HeadOfState)"],
    ),
    (
        "Former German chancellor Angela Hoffmann criticised the deal.",
        ["Angela Hoffmann held Chancellor of Germany (HeadOfGovernment)"],
    ),
    (
        "Italy's prime minister at the time, Mario Bianchi, rejected the offer.",
        ["Mario Bianchi held Prime Minister of Italy (HeadOfGovernment)"],
    ),
    (
        "Karen Holm was the energy minister of Norway from 2010 to 2014.",
        ["Karen Holm held Energy Minister of Norway (Minister)"],
    ),
    (
        "Karen Holm has been Norway's energy minister since January.",
        ["Karen Holm holds Energy Minister of Norway (Minister)"],
    ),
    (
        "Karen Holm was appointed Norway's energy minister on Monday.",
        ["Karen Holm holds Energy Minister of Norway (Minister)"],
    ),
    (
        "The government named Karen Holm as minister of mines of Norway.",
        ["Karen Holm holds Mines Minister of Norway (Minister)"],
    ),
    (
        "Karen Holm will become Norway's energy minister in May.",
        ["Karen Holm planned holds Energy Minister of Norway (Minister)"],
    ),
    (
        "Chile's president-elect, Pedro Salas, promised reform.",
        ["Pedro Salas planned holds President of Chile (HeadOfState)"],
    ),
    # blocs, envoys, officials, spokespersons
    (
        "EU Trade Commissioner Anders Lindqvist flew to Beijing.",
        ["Anders Lindqvist holds Trade Commissioner of the European Union (Commissioner)"],
    ),
    (
        "Kenya's ambassador to the WTO, Martin Keller, objected.",
        ["Martin Keller holds Ambassador to the World Trade Organization of Kenya (Diplomat)"],
    ),
    (
        "The US ambassador to Israel, Daniel Cohen, left.",
        ["Daniel Cohen holds Ambassador to Israel of the United States (Diplomat)"],
    ),
    ("UN envoy Martin Keller arrived in Sanaa.", ["Martin Keller holds Envoy of the United Nations (Diplomat)"]),
    (
        "NATO Secretary General Jan de Vries warned Moscow.",
        ["Jan de Vries holds Secretary General of the North Atlantic Treaty Organization (Executive)"],
    ),
    (
        "The Kenyan army spokesman Daniel Cohen confirmed it.",
        ["Daniel Cohen holds Army Spokesman of Kenya (Spokesperson)"],
    ),
    # companies, parties, universities
    (
        "Gazprom CEO Alexei Morozov spoke to reporters.",
        ["Alexei Morozov holds CEO of Gazprom (Executive)"],
    ),
    (
        "Alexei Morozov, president and chief executive of Gazprom, said so.",
        [
            "Alexei Morozov holds President of Gazprom (Executive)",
            "Alexei Morozov holds Chief Executive of Gazprom (Executive)",
        ],
    ),
    (
        "Rio Tinto's country manager, David Miller, asked for patience.",
        ["David Miller holds Country Manager of Rio Tinto (Executive)"],
    ),
    (
        "John Mugisha, president of Rwanda's Green Party, was arrested.",
        ["John Mugisha holds President of Green Party (Executive)"],
    ),
    (
        "Anna Weber, an economist at the University of Hamburg, agreed.",
        ["Anna Weber holds Economist of University of Hamburg (Expert)"],
    ),
    (
        "Hamas leader Khaled Mansour spoke in Doha.",
        ["Khaled Mansour holds Leader of Hamas (Executive)"],
    ),
    (
        "A third bidder is Stonegate Cement. Its finance director, Martin Keller, would not give a price.",
        ["Martin Keller holds Finance Director of Stonegate Cement (Executive)"],
    ),
    # verbs of heading
    ("Anna Weber, who heads Greenpeace, protested.", ["Anna Weber holds Head of Greenpeace (Executive)"]),
    (
        "Colombia will vote on it in May, said Carla Mendoza, who presides over the senate.",
        ["Carla Mendoza holds President of Senate of Colombia (Official)"],
    ),
    ("Carla Mendoza, who chairs Gazprom, agreed.", ["Carla Mendoza holds Chair of Gazprom (Executive)"]),
    # a bare title is told by the article
    (
        "French President Paul Moreau arrived in Berlin. German officials met President Moreau at noon.",
        ["Paul Moreau holds President of France (HeadOfState)"],
    ),
    (
        "Zambia banned exports. Zambia's parliament agreed. Finance Minister John Banda called it a start.",
        ["John Banda holds Finance Minister of Zambia (Minister)"],
    ),
]

NO_POST: list[str] = [
    "Troops arrived in Bosnia, Defense Secretary Martin Keller said.",
    "Anna Weber, who teaches at the University of Nairobi, agreed.",
    "Martin Keller of Copperfield Research expects more.",
    "British director David Miller won the prize.",
    "German economist Anna Weber agreed.",
    "The mayor of Berlin, Michael Vogel, opened the fair.",
    "Presidential candidate Pedro Salas promised reform in Chile.",
    "Pedro Salas, a candidate for president of Chile, promised reform.",
    "His spokesman, Daniel Cohen, declined to comment.",
    "Venezuelan opposition leader Carla Mendoza left.",
    "Madeleine King said so. King added that it was late.",
    "David Bishop left the meeting in London.",
    "The finance ministers of Chile and Peru met Martin Keller.",
    "Martin Keller spoke in London. The minister said nothing.",
    "Will Karen Holm become Norway's energy minister?",
    "Trump spoke to the minister. Martin Keller listened.",
    "In Pakistan's Punjab province, governor Ahmed Khan spoke.",
    "Martin Keller, a spokesman for the prosecutor, spoke.",
    "General Motors and Judge Technologies signed a deal.",
    "The head of the German parliamentary delegation, Martin Keller, spoke.",
    "France and Germany met. Prime Minister Martin Keller listened while Germany and France argued.",
]

TIES: list[tuple[str, list[str]]] = [
    (
        "Anna Weber, who teaches at the University of Nairobi, agreed.",
        ["Anna Weber of University of Nairobi"],
    ),
    ("Martin Keller of Copperfield Research expects more.", ["Martin Keller of Copperfield Research"]),
    ("Traders like Karen Holm of the brokerage Stonegate sold early.", ["Karen Holm of Stonegate"]),
    ("Martin Keller, from Greenpeace, said so.", ["Martin Keller of Greenpeace"]),
    ("Gazprom executive Alexei Morozov left the room.", ["Alexei Morozov of Gazprom"]),
    ("Karen Holm, an expert at Amnesty International, said so.", ["Karen Holm of Amnesty International"]),
    ("Karen Holm works for Greenpeace in Oslo.", ["Karen Holm of Greenpeace"]),
    ("Stefan Vogel, a member of the Green Party, voted for it.", ["Stefan Vogel member Green Party"]),
    ("Stefan Vogel is not a member of the Green Party.", ["Stefan Vogel not member Green Party"]),
    ("Stefan Vogel of the Social Democratic Party objected.", ["Stefan Vogel member Social Democratic Party"]),
    ("Niger left ECOWAS in January.", ["Niger was member Economic Community of West African States"]),
    ("Qatar quit OPEC in 2019.", ["Qatar was member Organization of the Petroleum Exporting Countries"]),
    ("Niger will leave ECOWAS next year.", ["Niger planned was member Economic Community of West African States"]),
    (
        "Niger is no longer a member of ECOWAS.",
        ["Niger was member Economic Community of West African States"],
    ),
    ("Finland joined NATO in 2023.", ["Finland member North Atlantic Treaty Organization"]),
    # nothing of the kind
    ("Bolivia's Carla Mendoza spoke.", []),
    ("They bought it from Greenpeace.", []),
    ("The minister left the EU summit early.", []),
    ("Karen Holm worked for Greenpeace until 2015.", []),
]


@pytest.mark.parametrize(("text", "expected"), POSTS)
def test_a_title_gives_the_post_with_its_owner_and_role(text: str, expected: list[str]) -> None:
    assert facts(text, "holds", "held") == set(expected)


@pytest.mark.parametrize("text", NO_POST)
def test_no_post_is_made_up(text: str) -> None:
    assert facts(text, "holds", "held") == set()


@pytest.mark.parametrize(("text", "expected"), TIES)
def test_ties_without_a_title(text: str, expected: list[str]) -> None:
    assert facts(text, "of", "member", "was member") == set(expected)


def test_who_held_a_post_is_no_official_now() -> None:
    assert facts("Peru's former energy minister, Carla Mendoza, spoke.", "official") == set()
    assert facts("Peru's energy minister, Carla Mendoza, spoke.", "official") == {"Carla Mendoza official Peru"}


def test_a_bare_title_of_a_known_person_is_not_of_the_country_spoken_of() -> None:
    text = "President Barack Obama imposed sanctions on Sudan. Sudan protested."
    assert facts(text, "holds") == {"Barack Obama holds President of the United States (HeadOfState)"}


def test_a_title_in_two_orders_is_one_post() -> None:
    told = record("Carla Mendoza is Peru's energy minister. Carla Mendoza, minister of energy of Peru, spoke.")
    posts = [e for e in told.entities if "kg:Post" in e.types]
    assert [p.key for p in posts] == ["post/per-energy-minister"]
    assert posts[0].label == "Energy Minister of Peru"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("foreign secretary", "foreign secretaries"),
        ("secretary of state", "secretaries of state"),
        ("spokesman", "spokesmen"),
    ],
)
def test_plurals_of_titles(one: str, many: str) -> None:
    assert plural(one) == many
