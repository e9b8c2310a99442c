"""`graph.html` in a real Chromium without network: it draws, it finds, it shows the sentences, it runs nothing else."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Opened, chromium
from export_graphs import BASE, Graph, hostile, random_graph, small
from playwright.sync_api import Browser, Page

from kg.analysis.measures import standings
from kg.analysis.projection import fold
from kg.export.drawing import draw
from kg.export.html import to_html
from kg.export.view import read


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    it = Opened(browser, tmp_path / "graph.html", small())
    yield it
    assert it.wrong == []
    it.context.close()


def painted(page: Page) -> int:
    """Return the number of colours on the canvas."""
    script = """() => {
      const canvas = document.querySelector("#network canvas");
      const image = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(image.data.buffer)).size;
    }"""
    return int(page.evaluate(script))


def test_the_picture_is_drawn_and_the_header_counts(opened: Opened) -> None:
    opened.page.wait_for_timeout(100)
    assert painted(opened.page) > 20
    assert opened.page.inner_text("#counts").startswith("2 articles · 16 things")
    assert "Countries" in opened.page.inner_text("#kinds")


def test_a_node_is_found_by_another_name_and_shows_its_facts_with_sentences(opened: Opened) -> None:
    panel = opened.find("beijing")
    assert panel.splitlines()[1] == "China" or "China" in panel.splitlines()[:3]
    assert "Imposed by: China" in panel
    assert "China restricted rare earth exports last April after tariffs." in panel
    assert "Ministers meet over critical minerals · The Guardian · 2026-02-01" in panel
    assert "says European Union" in panel and "confidence 80 %" in panel and "2 articles" in panel
    assert "denied" in panel
    assert opened.page.inner_text("#panel mark") == "China restricted"
    link = opened.page.locator("#panel a").first
    assert link.get_attribute("href") == "https://example.org/one"
    assert "noopener" in (link.get_attribute("rel") or "")


def test_a_click_on_a_node_and_on_a_line_shows_their_facts(opened: Opened) -> None:
    page = opened.page
    box = page.locator("#network canvas").bounding_box()
    assert box
    opened.find("china")  # brings it to the middle
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    assert page.inner_text("#panel h2 span") == "China"
    for step in range(60):  # around it, a line is hit
        angle = step * math.tau / 60
        page.mouse.click(x + 55 * math.cos(angle), y + 55 * math.sin(angle))
        if "→" in page.inner_text("#panel"):
            break
    assert "China" in page.inner_text("#panel h2") and "→" in page.inner_text("#panel h2")
    assert page.locator("#panel blockquote").count() >= 1


def test_search_and_list_work_by_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("rare")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") in ("BUTTON", "A")
    page.keyboard.press("Escape")
    assert "MOST CENTRAL" in page.inner_text("#panel").upper()


def test_what_is_only_possible_or_denied_is_off_until_asked_for(opened: Opened) -> None:
    page = opened.page
    assert page.locator("#panel .item", has_text="Argentina").count() == 0
    page.locator("#states label", has_text="Possible").click()
    assert page.locator("#panel .item", has_text="Argentina").count() == 1


def test_measures_are_lines_at_first_and_nodes_on_demand(opened: Opened) -> None:
    page = opened.page
    assert page.locator("#panel .item", has_text="tariff on China").count() == 0
    page.click("#as-things")
    assert page.locator("#panel .item", has_text="tariff on China").count() == 1


def names_found(page: Page, text: str) -> list[str]:
    page.fill("#search", text)
    return page.locator("#found li[role=option] span").all_inner_texts()


def test_a_whole_word_is_found_before_its_beginning_and_that_before_its_inside(
    browser: Browser, tmp_path: Path
) -> None:
    g = small()
    g.thing("person/madeleine-king", "kg:Person", "Madeleine King")
    g.thing("mineral/aluminium", "kg:Mineral", "aluminium")
    g.thing("mineral/minerals", "kg:Mineral", "minerals")
    s = g.sentence("Madeleine King of Australia spoke of aluminium and minerals.")
    g.say(s, "person/madeleine-king", "kg:officialOf", "country/AUS")
    for country in ("country/AUS", "country/CHN", "country/USA"):
        g.say(s, country, "kg:exports", "mineral/aluminium")
    g.say(s, "country/AUS", "kg:exports", "mineral/minerals")
    it = Opened(browser, tmp_path / "graph.html", g)
    assert names_found(it.page, "king")[:2] == ["Madeleine King", "United Kingdom"]
    found = names_found(it.page, "min")
    assert found.index("minerals") < found.index("aluminium") and found.index("critical minerals") < found.index(
        "aluminium"
    )
    assert names_found(it.page, "uk")[0] == "United Kingdom"
    assert it.wrong == []
    it.context.close()


def test_no_label_of_the_first_view_lies_over_a_node_or_another_label(browser: Browser, tmp_path: Path) -> None:
    g = small()
    g.thing("agreement/long", "kg:Truce", "Alliance: Australia, European Union, Japan, New Zealand and 2 more")
    s = g.sentence("Six parties agreed.")
    for who in ("country/USA", "bloc/EU", "country/GBR", "country/JPN", "country/AUS", "country/CHN"):
        g.say(s, "agreement/long", "kg:party", who)
    it = Opened(browser, tmp_path / "graph.html", g)
    it.page.wait_for_timeout(200)
    listed = set(it.page.locator("#panel .item span:not(.bar)").all_inner_texts())
    data = json.loads(it.page.text_content("#data") or "")
    boxes, (a, e, d, f) = it.page.evaluate("[[...window.labels], window.labelsAt]")
    assert len(boxes) == len(listed), "every node here is large enough for its label"
    assert any(text.startswith("Alliance: Australia") and text.endswith("…") and len(text) <= 24 for text, _ in boxes)
    for n, (text, box) in enumerate(boxes):
        for other, its in boxes[:n]:
            assert box[0] >= its[2] or box[2] <= its[0] or box[1] >= its[3] or box[3] <= its[1], (text, other)
        for row, spot in zip(data["graph"]["nodes"], data["nodes"], strict=True):
            if row[1] in listed:
                x, y, r = spot["x"] * a + e, spot["y"] * d + f, spot["size"] * a * 0.9
                assert box[0] >= x + r or box[2] <= x - r or box[1] >= y + r or box[3] <= y - r, (text, row[1])
    assert it.wrong == []
    it.context.close()


def test_a_truce_points_to_neither_partner_and_a_supply_says_its_goods(browser: Browser, tmp_path: Path) -> None:
    g = small()
    g.thing("agreement/truce", "kg:Truce", "Truce: China, Japan")
    g.thing("supply/magnets", "kg:SupplyRelation", "Supply relation: China → Australia, permanent magnets")
    s = g.sentence("China and Japan agreed on a truce; Australia gets its magnets from China.")
    g.say(s, "agreement/truce", "kg:party", "country/CHN")
    g.say(s, "agreement/truce", "kg:party", "country/JPN")
    g.say(s, "supply/magnets", "kg:supplier", "country/CHN")
    g.say(s, "supply/magnets", "kg:consumer", "country/AUS")
    g.say(s, "supply/magnets", "kg:commodity", "product/magnets")
    view = read(g.quads)
    name = [node.label for node in view.nodes]
    mutual = {
        (name[line.source], name[line.target]) for line in draw(view).lines if line.mutual and line.state == "actual"
    }
    assert mutual == {("China", "Japan")}
    it = Opened(browser, tmp_path / "graph.html", g)
    it.find("china")
    it.page.wait_for_timeout(600)
    it.page.evaluate("window.labels.clear()")
    it.page.click("#zoom-in")
    it.page.wait_for_timeout(600)
    written = it.page.evaluate("[...window.labels.keys()]")
    assert "truce" in written and "supply relation" not in written and "permanent magnets" in written
    assert it.wrong == []
    it.context.close()


def test_a_row_of_the_legend_says_whether_it_is_off_and_what_a_click_does(opened: Opened) -> None:
    row = opened.page.locator("#states label", has_text="Planned")
    assert row.get_attribute("title") == "Planned: off, click to show"
    assert row.locator("input").get_attribute("aria-label") == "Planned: off, click to show"
    row.click()
    assert row.get_attribute("title") == "Planned: shown, click to hide"
    assert "Click to show or hide" in opened.page.inner_text("#states")


def test_a_choice_whose_kind_is_hidden_is_given_up(opened: Opened) -> None:
    page = opened.page
    opened.find("china")
    page.locator("#kinds label", has_text="Minerals").click()
    assert page.inner_text("#panel h2 span") == "China", "another kind than that of the choice"
    page.locator("#kinds label", has_text="Countries").click()
    assert "MOST CENTRAL" in page.inner_text("#panel").upper()
    assert page.locator("#panel .item", has_text="China").count() == 0
    assert "node=" not in page.evaluate("location.hash")


def test_hostile_names_run_nothing_and_are_shown_as_they_are(browser: Browser, tmp_path: Path) -> None:
    it = Opened(browser, tmp_path / "graph.html", hostile())
    for text in ("<script", "</script", "onload", "right to left", "cmd", "xxxx"):
        it.find(text)
        it.page.locator("#panel .go").first.click()
    assert "<img src=x onerror=window.hacked=1>" in it.page.content().replace("&lt;", "<").replace("&gt;", ">")
    assert it.page.evaluate("window.hacked") is None
    assert it.page.locator("#panel a").count() == 0, "javascript: is no address to link to"
    assert it.wrong == []
    it.context.close()


def test_an_empty_graph_says_so(browser: Browser, tmp_path: Path) -> None:
    it = Opened(browser, tmp_path / "graph.html", Graph())
    assert "nothing to draw" in it.page.inner_text("#note")
    assert it.wrong == []
    it.context.close()


def test_a_large_graph_is_reduced_and_says_so_on_a_phone_in_the_dark(browser: Browser, tmp_path: Path) -> None:
    it = Opened(browser, tmp_path / "graph.html", random_graph(1700, 3000), width=390, scheme="dark")
    assert "1,700 things" in it.page.inner_text("#note")
    assert it.page.evaluate("document.documentElement.scrollWidth") <= 390
    it.page.click("#filters-button")
    assert it.page.is_visible("#kinds")
    assert it.wrong == []
    it.context.close()


def test_the_page_forbids_itself_the_network(tmp_path: Path) -> None:
    view = read(small().quads)
    page = to_html(view, draw(view), standings(view, fold(view)))
    assert "default-src 'none'" in page and 'src="http' not in page and "@import" not in page
    assert BASE + "country/CHN" in page
