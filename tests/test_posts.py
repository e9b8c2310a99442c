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
    "kg:citizenOf": "citizen",
    "kg:headquarteredIn": "seat",
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
        "Peru's energy minister, Carla Mendoza, spoke.",
        ["Carla Mendoza holds Energy Minister of Peru (Minister)"],
    ),
    (
        "Carla Mendoza, Peru's minister of energy, spoke.",
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
        ["John Mugisha holds President of Democratic Green Party of Rwanda (Executive)"],
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
    ("Greenpeace's energy expert, Karen Holm, spoke.", ["Karen Holm of Greenpeace"]),
    ("Karen Holm, Greenpeace's energy editor, spoke.", ["Karen Holm of Greenpeace"]),
    ("Karen Holm is a political scientist with Greenpeace.", ["Karen Holm of Greenpeace"]),
    ("Karen Holm, an Africa expert on mining law at Greenpeace, spoke.", ["Karen Holm of Greenpeace"]),
    ("Karen Holm has worked for Greenpeace for ten years.", ["Karen Holm of Greenpeace"]),
    ('"It is so," explained Karen Holm from Greenpeace.', ["Karen Holm of Greenpeace"]),
    ("The guest was Karen Holm (of Greenpeace).", ["Karen Holm of Greenpeace"]),
    # nothing of the kind
    ("A former Greenpeace campaigner, Karen Holm, spoke.", []),
    ("The Hezbollah expert Karen Holm spoke.", []),
    ("Author: Karen Holm (Reuters)", []),
    ("Bolivia's Carla Mendoza spoke.", []),
    ("They bought it from Greenpeace.", []),
    ("The minister left the EU summit early.", []),
    ("Karen Holm worked for Greenpeace until 2015.", []),
]


# the end and the beginning of posts, and posts that no title names
CHANGES: list[tuple[str, list[str]]] = [
    # a date before a title ends nothing; whose a bare post is, the sentence before tells
    (
        "Peru extends the ban until 30 June, the trade minister, Ann Lee, said.",
        ["Ann Lee holds Trade Minister of Peru (Minister)"],
    ),
    (
        "The Bank of Zambia cut rates. Governor Ann Lee spoke.",
        ["Ann Lee holds Governor of Bank of Zambia (Official)"],
    ),
    (
        "Nokia will sell a plant. Chief executive Ann Lee spoke.",
        ["Ann Lee holds Chief Executive of Nokia (Executive)"],
    ),
    ("Nokia and Siemens will sell a plant. Chief executive Ann Lee spoke.", []),
    ("Peru fined Nokia. Spokeswoman Ann Lee spoke.", []),
    ("General Bo Lund toured Minsk. His host, President Ann Lee, smiled.", []),
    (
        "Peter Lang stepped down as chief executive of Nokia in April.",
        ["Peter Lang held Chief Executive of Nokia (Executive)"],
    ),
    (
        "Ann Lee was sacked as energy minister of Peru.",
        ["Ann Lee held Energy Minister of Peru (Minister)"],
    ),
    (
        "Ann Lee refused to resign as energy minister of Peru.",
        ["Ann Lee holds Energy Minister of Peru (Minister)"],
    ),
    (
        "Ann Lee succeeds Bruno Silva as energy minister of Peru.",
        ["Ann Lee holds Energy Minister of Peru (Minister)", "Bruno Silva held Energy Minister of Peru (Minister)"],
    ),
    (
        "Bruno Silva was replaced by Ann Lee as energy minister of Peru.",
        ["Ann Lee holds Energy Minister of Peru (Minister)", "Bruno Silva held Energy Minister of Peru (Minister)"],
    ),
    (
        "Bruno Silva, formerly Peru's energy minister, spoke.",
        ["Bruno Silva held Energy Minister of Peru (Minister)"],
    ),
    ("Ann Lee has ruled Rwanda since 2010.", ["Ann Lee holds Leader of Rwanda (HeadOfState)"]),
    ("Libyan leader Omar Haddad spoke.", ["Omar Haddad holds Leader of Libya (HeadOfState)"]),
    ("Libyan opposition leader Omar Haddad spoke.", ["Omar Haddad holds Opposition Leader of Libya (Official)"]),
    (
        "Under the Merkel government, Germany closed its nuclear plants.",
        ["Angela Merkel held Chancellor of Germany (HeadOfGovernment)"],
    ),
    ("Ann Lee led Brazil to victory in the final.", []),
    (
        "President Ann Lee spoke in Oslo. Ann Lee, Kenya's head of state, met Norway's king there.",
        [
            "Ann Lee holds Head of State of Kenya (HeadOfState)",
            "Ann Lee holds President of Kenya (HeadOfState)",
        ],
    ),
    ("The Congolese mines minister, Bruno Silva, flew to Washington.", []),
]

CITIZENS: list[tuple[str, list[str]]] = [
    ("The Norwegian author Karen Holm won.", ["Karen Holm citizen Norway"]),
    ("Norwegian Karen Holm won.", ["Karen Holm citizen Norway"]),
    ("The US actor and director Tom Reed came.", ["Tom Reed citizen United States"]),
    ("Tom Reed, 54, a Zambian human rights lawyer, was freed.", ["Tom Reed citizen Zambia"]),
    ("Tom Reed, who is Israeli, runs the station.", ["Tom Reed citizen Israel"]),
    ("Karen Holm fled her native Eritrea.", ["Karen Holm citizen Eritrea"]),
    ("Karen Holm, a citizen of Canada, was arrested.", ["Karen Holm citizen Canada"]),
    ("Karen Holm has French citizenship.", ["Karen Holm citizen France"]),
    ("Kenyan runners such as Paul Kirui and Karen Holm won.", ["Karen Holm citizen Kenya", "Paul Kirui citizen Kenya"]),
    ("SPD lawmaker Karen Holm objected.", []),
    ("Chile's mining minister, Karen Holm, spoke.", []),
    ("Karen Holm, Peru's ambassador to Chile, spoke.", []),
    ("Karen Holm is not a French citizen.", ["Karen Holm not citizen France"]),
    ("Tom Reed, an Iran-born writer, lives in Paris.", []),
    ("The Turkish-American singer Karen Holm performed.", []),
    ("Non-Russian writers such as Tom Reed and Karen Holm came.", []),
    ("A French court jailed lawyer Tom Reed.", []),
    ("Tom Reed, a critic of the Chinese government, was detained.", []),
    ("Tom Reed, the Brazilian unit's chief, resigned.", []),
    ("The French company's director, Tom Reed, resigned.", []),
    ("The Iran expert Tom Reed spoke.", []),
    ("Tom Reed, Karen Holm and a Canadian lawyer were freed.", []),
    ("Pope Benedict visited Turkey.", []),
]

SEATS: list[tuple[str, list[str]]] = [
    ("The Australian bookmaker Wager Holdings denied it.", ["Wager Holdings seat Australia"]),
    ("Wager Holdings, Australia's largest bookmaker, denied it.", ["Wager Holdings seat Australia"]),
    ("Hungary's left-liberal daily Pannon Hirlap wrote about it.", ["Pannon Hirlap seat Hungary"]),
    ("The Athens newspaper Nea Foni printed it.", ["Nea Foni seat Athens"]),
    ("Juris Berzins of the Lithuanian Gay League spoke.", ["Lithuanian Gay League seat Lithuania"]),
    ("The Chamber of Miners of Nigeria objected.", ["Chamber of Miners of Nigeria seat Nigeria"]),
    ("The University of Passau hosts the talks.", ["University of Passau seat Passau"]),
    ("Karen Holm teaches at Tokyo's Hosei University.", ["Hosei University seat Tokyo"]),
    ("Karen Holm of the Chalmers University in Gothenburg agreed.", ["Chalmers University seat Gothenburg"]),
    ("German Google users complained.", []),
    ("Germany's Wager Holdings plant stopped.", []),
    ("The Friends of Syria met in Doha.", []),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_posts_that_begin_or_end_or_have_no_title(text: str, expected: list[str]) -> None:
    assert facts(text, "holds", "held") == set(expected)


@pytest.mark.parametrize(("text", "expected"), CITIZENS)
def test_whose_citizen_a_person_is(text: str, expected: list[str]) -> None:
    assert facts(text, "citizen") == set(expected)


@pytest.mark.parametrize(("text", "expected"), SEATS)
def test_where_an_organisation_is_at_home(text: str, expected: list[str]) -> None:
    assert facts(text, "seat") == set(expected)


def test_a_party_s_short_name_means_the_party_of_the_state_spoken_of() -> None:
    german = "In Germany, the German Greens' rivals met. Green Party whip Karen Holm spoke."
    assert facts(german, "member") == {"Karen Holm member Alliance 90/The Greens"}
    british = "British Prime Minister Tom Reed lost. Labour Party lawmaker Karen Holm of Britain spoke."
    assert facts(british, "member") == {"Karen Holm member Labour Party"}


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
