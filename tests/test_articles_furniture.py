"""What is beside an article goes and what is of it stays; each pattern's own examples are tried."""

# ruff: noqa: E501 (tables of lines as pages have them)
from __future__ import annotations

import time
from typing import Any

import pytest

from kg.articles import furniture
from kg.articles.clean import clean
from kg.articles.parts import Raw
from kg.lexicon import toml

DATA = toml("furniture")
LINES: list[dict[str, Any]] = DATA["line"]
PARTS = [(kind, n) for kind in ("ending", "opening", "inside") for n in range(len(DATA[kind]))]

STORY = "Chile said on Monday that it would limit exports of lithium carbonate from July, and that miners had agreed."


@pytest.mark.parametrize("entry", LINES, ids=lambda e: e["name"])
def test_each_line_pattern_drops_its_examples_where_it_applies(entry: dict[str, Any]) -> None:
    place = "head" if entry["where"] == "any" else entry["where"].split()[0]
    assert [x for x in entry["drops"] if not furniture.is_furniture(x, place)] == []


@pytest.mark.parametrize("entry", LINES, ids=lambda e: e["name"])
def test_no_line_pattern_drops_what_any_entry_keeps(entry: dict[str, Any]) -> None:
    found = [
        (x, place)
        for x in entry["keeps"]
        for place in ("head", "below", "any", "tail", "end")
        if furniture.is_furniture(x, place)
    ]
    assert found == []


@pytest.mark.parametrize("entry", DATA["block"], ids=lambda e: e["name"])
def test_headings_of_lists_are_told_from_sentences(entry: dict[str, Any]) -> None:
    assert all(furniture.opens_block(x) for x in entry["drops"])
    assert not any(furniture.opens_block(x) for x in entry["keeps"])


@pytest.mark.parametrize(("kind", "n"), PARTS)
def test_parts_of_paragraphs_go_by_their_examples(kind: str, n: int) -> None:
    expression = furniture.patterns(kind)[n].expression
    assert all(expression.search(x) for x in DATA[kind][n]["drops"])
    assert not any(expression.search(x) for x in DATA[kind][n]["keeps"])


@pytest.mark.parametrize(
    "line",
    [
        "Comments by the minister drew fire.",
        "Share prices in Sydney fell",
        "By midnight the ministers had agreed",
        "Tags on the drums named a firm in Lagos.",
        "Related tariffs on steel stay in force.",
        "Photographs of the port were shown in court.",
        "Sanctions on Russia",
        "Who owns the seabed?",
        "Key outcomes:",
        "What does Beijing say?",
        "China: no comment",
        "Correction of the price came late.",
        "More than 40 ships wait off Sohar.",
        "Editing the text took ministers all night.",
        "Join the bloc or pay the tariff, the president told Serbia.",
        "Support for the ban grew.",
        "Get out of Niger, the junta told French troops.",
        "Follow the money, said the prosecutor. It leads to Dubai.",
        "Live rounds were fired in Bamako.",
        "Print money or default: Ethiopia has to choose.",
        "Post-war Ukraine will need steel.",
        "Contact with the ship was lost.",
        "Most popular was the promise to leave OPEC.",
        "Listen to the farmers, the president said.",
        "Updated limits for lead come into force in May.",
        "World Bank lends Kenya $1bn",
        "Trade minister resigns",
        "30 states signed.",
    ],
)
def test_lines_of_an_article_stay_although_they_begin_like_furniture(line: str) -> None:
    lines = [
        "A headline about lithium",
        STORY,
        line,
        STORY.replace("Chile", "Peru"),
        line + " ",
        STORY.replace("Chile", "Cuba"),
    ]
    assert [out.strip() for out in furniture.strip(lines)].count(line) == 2


def test_a_list_of_tags_goes_with_its_heading_and_the_article_after_it_stays() -> None:
    lines = [STORY, "Tags:", "Uk", "Deep-sea fishing", "Quota talks", "Comments", STORY]
    assert [line for line in furniture.strip(lines) if line] == [STORY, STORY]


def test_headlines_of_other_articles_go_even_with_blank_lines_between() -> None:
    lines = [STORY, "More explainers:", "", "How do quotas work?", "", "Why is tea so dear?", "", STORY]
    assert [line for line in furniture.strip(lines) if line] == [STORY, STORY]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("He left. (Reporting by Ann Test; editing by Bo Example)", "He left."),
        ("He left. (Reuters)", "He left."),
        ("He left. Read more here.", "He left."),
        ("He left (on Monday).", "He left (on Monday)."),
        ("The minister (pictured) left.", "The minister (pictured) left."),
    ],
)
def test_credits_at_the_end_of_a_paragraph_go(written: str, kept: str) -> None:
    assert furniture.trim(written) == kept


def test_a_long_line_of_any_signs_is_judged_quickly() -> None:
    lines = [
        "By A " * 100,
        "A. " * 150,
        "Share " * 90,
        "#" * 500,
        "- " * 250,
        "World > " * 70,
        "Aa Bb, " * 70,
        "reporting by " * 40,
    ]
    begin = time.perf_counter()
    for line in lines:
        for place in ("below", "any", "end"):
            furniture.is_furniture(line, place)
        furniture.trim(line)
    assert time.perf_counter() - begin < 2


def test_furniture_around_an_article_leaves_only_the_article() -> None:
    text = "\n".join(
        [
            "Home > World > Americas", "EXPLAINER", "Chile limits lithium exports", "By ANN TEST", "Published 3 March 2025 | 4 min read",
            "Share on: Facebook | X", "", "SANTIAGO (Test Newswire) -- " + STORY, "Photograph: Bo Example/Testfoto", "ADVERTISEMENT — Buy gold!",
            "___", "Sign up to our newsletter", "© 2025 Example Media", "Read More at Example →",
        ]
    )  # fmt: skip
    article = clean(Raw(text, "x", plain=True))
    assert article.text == f"Chile limits lithium exports\n\n{STORY}"
    assert article.place == "Santiago"


TITLE = "Peru to tax copper exports"
REST = f"{STORY}\n\n{STORY.replace('Chile', 'Peru')}"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Ann Example-Probe, in Suva", "Suva"),
        ("Ann Example in Lima", "Lima"),
        ("Ann Example | Lima", "Lima"),
        ("With Ann Example in Quito and Bo Test", "Quito"),
        ("Ann Example, trade correspondent", ""),
        ("Text: Ann Example", ""),
        ("from our correspondent in Lima", "Lima"),
        ("Ann van der Example", ""),
    ],
)
def test_a_byline_without_by_goes_above_and_below_an_article(line: str, place: str) -> None:
    above = clean(Raw(f"{TITLE}\n{line}\n\n{REST}", "x", plain=True))
    assert (above.text, above.place) == (f"{TITLE}\n\n{REST}", place)
    if not line.startswith("With"):
        below = clean(Raw(f"{TITLE}\n\n{REST}\n\n{line}", "x", plain=True))
        assert below.text == f"{TITLE}\n\n{REST}"


@pytest.mark.parametrize(
    "line",
    ["Rare Earths", "Red Lines", "Emergency Talks in Geneva", "Strait of Hormuz", "Hong Kong", "Qatar Steps In", "Key Facts", "Miners Agree"],
)  # fmt: skip
def test_a_short_heading_is_no_byline(line: str) -> None:
    assert line in clean(Raw(f"{TITLE}\n\n{line}\n\n{REST}", "x", plain=True)).text


@pytest.mark.parametrize(
    ("line", "day", "place"),
    [
        ("LIVE | Monday 3 March 2025 | closed 19:05 EET", "2025-03-03", ""),
        ("Your Monday briefing on tin and tungsten | 3 March 2025", "2025-03-03", ""),
        ("Opinion · 3 March 2025", "2025-03-03", ""),
        ("Issue 9 – 3 March 2025", "2025-03-03", ""),
        ("3 March 2025 – Lima", "2025-03-03", "Lima"),
        ("Last updated: 05/03/2025", "None", ""),
        ("Embargoed until 06:00 GMT, 3 March 2025", "2025-03-03", ""),
    ],
)
def test_a_day_behind_labels_is_read_and_its_line_goes(line: str, day: str, place: str) -> None:
    article = clean(Raw(f"{TITLE}\n{line}\n\n{REST}", "x", plain=True))
    assert (article.text, str(article.date), article.place) == (f"{TITLE}\n\n{REST}", day, place)


def test_words_beside_a_day_that_are_no_label_stay() -> None:
    article = clean(Raw(f"{TITLE}\nWhat it means for buyers | 3 March 2025\n\n{REST}", "x", plain=True))
    assert str(article.date) == "2025-03-03" and "What it means for buyers\n\n" in article.text


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("Federal Office for Trade\nPRESS RELEASE No. 8/2025\n\nBern, 3 March 2025\n\n", "Federal Office for Trade"),
        ("PRESS RELEASE\nMinistry of Mines of Peru\n3 March 2025\n", "Ministry of Mines of Peru"),
        ("THE TIN PAPER DIGEST\nIssue 4 | 3 March 2025\n", "The Tin Paper Digest"),
        ("Embassy of Peru in Japan\nPRESS RELEASE\n3 March 2025\n", "Embassy of Peru in Japan"),
    ],
)
def test_who_issued_a_text_is_its_publisher_and_no_headline(head: str, publisher: str) -> None:
    article = clean(Raw(f"{head}{TITLE}\n\n{REST}", "x", plain=True))
    assert (article.headline, article.publisher, str(article.date)) == (TITLE, publisher, "2025-03-03")
    assert article.text == f"{TITLE}\n\n{REST}"


@pytest.mark.parametrize("line", ["Ministry of Mines Bans Exports", "China Slams US Report", "Iran Watch Begins"])
def test_a_headline_that_names_an_office_or_paper_stays_the_headline(line: str) -> None:
    for between in ("", "3 March 2025", "By Ann Example"):
        assert clean(Raw(f"{line}\n{between}\n\n{REST}", "x", plain=True)).headline == line


@pytest.mark.parametrize("stamp", ["20:15", "19.40 TRT", "7:05 pm", "LIVE 12:31 GMT", "1915 GMT", "09:15 Kyiv time"])
def test_the_stamp_of_an_entry_goes_and_its_heading_stays(stamp: str) -> None:
    for written in (f"{stamp}\nThe deal is done", f"{stamp} – The deal is done", f"{stamp} The deal is done"):
        article = clean(Raw(f"{TITLE}\n3 March 2025\n\n{STORY}\n\n{written}\n{REST}", "x", plain=True))
        assert article.text.split("\n\n")[2] == "The deal is done"


@pytest.mark.parametrize(
    "line",
    [
        "Contact for the press: Test Office, Testgasse 3, 1010 Wien. Editor responsible: Bo Test. Follow us on Threads.",
        "Press contact\nTest Office\nTestgasse 3\n10115 Berlin\nPhone +49 30 123456\nx@test.example",
        "The Tin Letter is written by Ann Example and edited by Bo Test. Advertise with us. Unsubscribe.",
        "Thanks for reading\nWe are pausing the blog here. Good night from Lima.",
        "(ends)",
    ],
)
def test_what_ends_a_page_goes(line: str) -> None:
    assert clean(Raw(f"{TITLE}\n\n{REST}\n\n{line}", "x", plain=True)).text == f"{TITLE}\n\n{REST}"


def test_the_facts_below_notes_to_editors_stay() -> None:
    text = clean(Raw(f"{TITLE}\n\n{REST}\n\nENDS\n\nNotes to editors\n1. Peru mines tin.", "x", plain=True)).text
    assert text == f"{TITLE}\n\n{REST}\n\nPeru mines tin."


@pytest.mark.parametrize("opening", ["Ai Weiwei: ", "Ecuador: ", "Sanctions: ", "ECUADOR — "])
def test_an_opening_that_names_no_city_is_no_dateline(opening: str) -> None:
    assert opening.strip() in clean(Raw(f"{TITLE}\n\n{opening}{REST}", "x", plain=True)).text
