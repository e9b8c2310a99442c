"""Mentions: a text in, what it names out."""

from __future__ import annotations

import pytest

from kg.extract.mentions.finding import Mentions, find_mentions
from kg.language import load, prepare
from kg.model import Article


def read(text: str) -> Mentions:
    article = Article("article/test", "", text)
    return find_mentions(load()(prepare(article)), article)


def found(text: str) -> list[tuple[str, str, str]]:
    article = Article("article/test", "", text)
    doc = load()(prepare(article))
    return [(doc[m.start : m.end].text, m.entity.key, m.form) for m in find_mentions(doc, article)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nils Aakre met Eva Lund. Aakre left.", ("Aakre", "person/nils-aakre", "surname")),
        ('Oluf "Bo" Krantz spoke. Krantz left.', ("Krantz", "person/oluf-krantz", "surname")),
        ("Mateo Rivas, known in the valley as Teo, agreed. Teo smiled.", ("Teo", "person/mateo-rivas", "surname")),
        ("The miner Orvella said so.", ("Orvella", "company/orvella", "name")),
        ("Caddo Marlin refines nickel in Peru.", ("Caddo Marlin", "organization/caddo-marlin", "name")),
        (
            "Compagnie des Sables du Nord fell.",
            ("Compagnie des Sables du Nord", "organization/compagnie-des-sables-du-nord", "name"),
        ),
        ("The envoy, Ann Lee, met Serbia's Dragan Tadić.", ("Dragan Tadić", "person/dragan-tadic", "name")),
        ("Tarn & Holm, a Danish company, said so.", ("Tarn & Holm", "company/tarn-holm", "name")),
        ("Peru's forestry ministry refused.", ("forestry ministry", "body/per-forestry-ministry", "name")),
        ("Norway said its forestry ministry refused.", ("forestry ministry", "body/nor-forestry-ministry", "name")),
        ("The firm has a smelter in Aachen.", ("Aachen", "place/aachen-deu", "name")),
        ("They dig at a mine near Uqqortaq.", ("Uqqortaq", "place/uqqortaq", "name")),
        ("Beijing refused.", ("Beijing", "place/beijing-chn", "name")),
    ],
)
def test_names_are_resolved_within_the_article(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in found(text)


def test_a_capital_stands_for_its_government() -> None:
    mentions = read("Beijing refused.")
    assert [m.acts_for for m in mentions] == ["country/CHN"]


def test_a_namesake_lies_where_the_text_says() -> None:
    keys = [key for _, key, _ in found("The talks were held in Birmingham, Alabama.")]
    assert "place/birmingham-gbr" not in keys


def test_an_acronym_in_brackets_is_another_name() -> None:
    text = "The Chamber of Andean Smelters (CAS) met. CAS wants more."
    mentions = read(text)
    assert [m.entity.key for m in mentions if m.form == "acronym"] == ["organization/chamber-of-andean-smelters"] * 2
    assert "CAS" in mentions.entity("organization/chamber-of-andean-smelters").names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway met ASEAN on Monday. The bloc agreed.", ("The bloc", "bloc/ASEAN", "description")),
        ("Norway asked Brussels for a waiver. Peru criticised the bloc.", ("the bloc", "bloc/EU", "description")),
        ("Chile vetoed the loan, diplomats said. Its ministry agreed.", ("Its", "country/CHL", "pronoun")),
        (
            "Estonia sent a note to Russia. The Baltic state got no reply.",
            ("The Baltic state", "country/EST", "description"),
        ),
        ("Peru banned exports. It gave no reason.", ("It", "country/PER", "pronoun")),
        (
            "Orvella Metals opened a mine. The company pays well.",
            ("The company", "company/orvella-metals", "description"),
        ),
        (
            "Trade Minister Nils Aakre resigned. The minister gave no reason.",
            ("The minister", "person/nils-aakre", "description"),
        ),
        ("Nils Aakre resigned on Monday. He gave no reason.", ("He", "person/nils-aakre", "pronoun")),
        ("Peru and Chile met. The two countries agreed.", ("The two countries", "country/CHL", "description")),
        ("Peru and Chile met. The two countries agreed.", ("The two countries", "country/PER", "description")),
        ("The EU wants a deal. They also want quotas.", ("They", "bloc/EU", "pronoun")),
        ("Saudi Arabia sent an envoy. The kingdom has not joined.", ("The kingdom", "country/SAU", "description")),
        ("Glencore has a mine. The Swiss group sold it.", ("The Swiss group", "company/glencore", "description")),
        ("Barrick sued Mali. The Toronto company won.", ("The Toronto company", "company/barrick", "description")),
        ("Namibia mines. The desert country grows.", ("The desert country", "country/NAM", "description")),
        ("Turkey met Greece. Ankara accused its neighbour.", ("neighbour", "country/GRC", "description")),
        ("Kenya and Uganda trade. Both have bans.", ("Both", "country/UGA", "description")),
        ("The G7 met. The club agreed.", ("The club", "bloc/G7", "description")),
        ("Orvella Metals has grown. “Prices fell,” said its chairman.", ("its", "company/orvella-metals", "pronoun")),
        ("General Nils Aakre spoke. The general left.", ("The general", "person/nils-aakre", "description")),
        (
            "Tarn Metals won. The Ulsan-based yard grows.",
            ("The Ulsan-based yard", "company/tarn-metals", "description"),
        ),
    ],
)
def test_anaphors_mean_what_was_named_last(text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway met Peru. It is clear that talks will go on.",  # an empty "it"
        "Norway met Peru. The duty is high. It will be cut.",  # the duty
        "Orvella Metals sued Tarn Mining and Brask Mining. The country that buys most is silent.",
        'Norway met Peru. "It is ours," said a farmer.',  # somebody else speaks
        "Farmers marched in Norway. They want more.",
        "Norway and Peru trade. The neighbouring country objects.",
        "Norway and Peru trade. The cash-strapped country objects.",
        "Glencore and Rio Tinto dig. The Chilean group objects.",
        "Norway holds the rotating presidency of a club.",
    ],
)
def test_unsure_anaphors_are_left(text: str) -> None:
    assert not [m for m in found(text) if m[2] in ("pronoun", "description")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Orvella Metals, a company based in Aachen, has grown.",
            ("company/orvella-metals", "kg:headquarteredIn", "place/aachen-deu"),
        ),
        (
            "Orvella Metals has grown. The Ghanaian miner will hire.",
            ("company/orvella-metals", "kg:headquarteredIn", "country/GHA"),
        ),
        (
            "Brask Mining, an Oslo-based producer, has grown.",
            ("company/brask-mining", "kg:headquarteredIn", "place/oslo-nor"),
        ),
        (
            "Brask Mining, a subsidiary of Tarn Holdings, has grown.",
            ("company/brask-mining", "kg:subsidiaryOf", "company/tarn-holdings"),
        ),
        ("Norway, a member of NATO, agreed.", ("country/NOR", "kg:memberOf", "bloc/NATO")),
        ("Peru is, with Chile, a member of APEC.", ("country/PER", "kg:memberOf", "bloc/APEC")),
        ("Norway, a NATO member, agreed.", ("country/NOR", "kg:memberOf", "bloc/NATO")),
        ("The three members of the group, namely Peru, Chile and Laos, are poor.", None),
        ("Norway is not a member of the EU.", None),
        ("Norway is no longer a member of the EU.", None),
        ("If Norway is a member of the EU, it pays.", None),
        (
            "The ministry of Norway refused. Peru's forestry ministry agreed.",
            ("body/per-forestry-ministry", "kg:partOf", "country/PER"),
        ),
    ],
)
def test_naming_gives_links(text: str, wanted: tuple[str, str, str] | None) -> None:
    links = [(link.subject, link.predicate, link.object) for link in read(text).links]
    if wanted is None:
        assert not [link for link in links if link[1] == "kg:memberOf"]
    else:
        assert wanted in links


def test_at_gives_the_longest_mention_and_all_gives_each_member() -> None:
    mentions = read("Peru and Chile met. The two countries agreed.")
    last = mentions.items[-1]
    assert {m.entity.key for m in mentions.all(last.root)} == {"country/PER", "country/CHL"}
    assert mentions.at(last.root) is not None
    assert mentions.at(3) is None


def test_the_same_text_gives_the_same_mentions() -> None:
    text = "Peru's forestry ministry met Tarn & Holm, a Danish company. It agreed with the firm."
    assert found(text) == found(text)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "…", "(", "the", "of of of", "A", "- \n- \n", "“", "Dr", "Mr.", "Minister of"]
)
def test_odd_texts_give_no_error(text: str) -> None:
    assert isinstance(found(text), list)
