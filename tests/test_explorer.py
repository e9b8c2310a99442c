"""What the explorer offers beside looking: filters, time, paths, lists, files, links; in a real Chromium, offline."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import Opened, chromium
from export_graphs import BASE, Graph, hostile, iri, random_graph, small
from lxml import etree
from playwright.sync_api import Browser, Page

from kg.analysis.projection import layer_of
from kg.export.drawing import draw
from kg.export.view import read

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    it = Opened(browser, tmp_path / "graph.html", disagreeing())
    yield it
    assert it.wrong == []
    it.context.close()


def disagreeing() -> Graph:
    """Return the small graph with an accusation, a protest, and two texts that disagree."""
    g = small()
    g.thing("event/accuse", "plover:ACCUSE", "Japan accuses China", startDate="2026-02-10")
    g.thing("event/protest", "plover:PROTEST", "Protest in Australia", startDate="2026-02-20")
    g.add("event/protest", "rdf:type", iri("kg:Event"))
    s = g.sentence("Japan accused China of dumping; Australians protested against Japan.")
    g.say(s, "event/accuse", "kg:agent", "country/JPN")
    g.say(s, "event/accuse", "kg:recipient", "country/CHN")
    g.say(s, "event/protest", "kg:agent", "country/AUS")
    g.say(s, "event/protest", "kg:recipient", "country/JPN")
    s = g.sentence("The EU says that it does not depend on China.")
    g.say(s, "bloc/EU", "kg:dependsOn", "country/CHN", polarity="Negated", by="bloc/EU")
    return g


def central(page: Page) -> list[str]:
    return page.locator("#panel .item span:not(.bar)").all_inner_texts()


def facts_listed(page: Page) -> list[list[str]]:
    """Return the rows of the list as lists of cells."""
    if page.get_attribute("#as-list", "aria-pressed") == "false":
        page.click("#as-list")
    return [row.locator("td").all_inner_texts() for row in page.locator("#facts tbody tr").all()]


def said(rows: list[list[str]]) -> set[tuple[str, str, str]]:
    return {(row[0], row[1], row[2]) for row in rows}


def test_the_list_holds_what_the_picture_shows(opened: Opened) -> None:
    rows = facts_listed(opened.page)
    assert ("Japan accuses China", "agent", "Japan") in said(rows)
    assert ("United States: tariff on China", "rate", "25%") in said(rows)
    assert not [r for r in rows if r[3] == "Possible or conditional"], "off until asked for"
    assert not opened.page.is_visible("#network")
    opened.page.locator("#facts .go", has_text="Japan accuses China").first.click()
    assert "Japan accuses China" in opened.page.inner_text("#panel h2")


def test_event_types_are_filtered(opened: Opened) -> None:
    page = opened.page
    page.click("#events summary")
    page.locator("#events label", has_text="Accuse").click()
    subjects = {row[0] for row in facts_listed(page)}
    assert "Japan accuses China" not in subjects and "Protest in Australia" in subjects


def select(page: Page, name: str, words: str) -> None:
    """Choose the option that has these words in it."""
    options = page.locator(f"#{name} option").all_inner_texts()
    page.select_option(f"#{name}", label=next(text for text in options if words in text))


def test_a_mineral_an_article_and_a_source_narrow_the_facts(opened: Opened) -> None:
    page = opened.page
    select(page, "about", "rare earths")
    subjects = {row[0] for row in facts_listed(page)}
    assert "China: export restriction on rare earths" in subjects and "United States: tariff on China" not in subjects
    page.select_option("#about", "-1")
    select(page, "article", "Beijing")
    subjects = {row[0] for row in facts_listed(page)}
    assert "United States: tariff on China" in subjects and "Marco Rubio" not in subjects
    page.select_option("#article", "-1")
    select(page, "speaker", "European")
    assert {row[0] for row in facts_listed(page)} == {"China: export restriction on rare earths", "European Union"}


def test_low_confidence_is_filtered(opened: Opened) -> None:
    page = opened.page
    page.locator("#states label", has_text="Possible").click()
    assert ("Meeting in Washington", "participant", "Argentina") in said(facts_listed(page))
    page.locator("#confidence").evaluate("e => { e.value = 70; e.dispatchEvent(new Event('input')); }")
    assert ("Meeting in Washington", "participant", "Argentina") not in said(facts_listed(page))
    assert page.inner_text("#confidence-out") == "70 %"


def slide(page: Page, name: str, day: str) -> None:
    page.locator(f"#{name}").evaluate(
        "(e, day) => { e.value = Date.parse(day) / 86400000; e.dispatchEvent(new Event('input')); }", day
    )


def test_time_is_filtered_and_plays_to_the_last_day(opened: Opened) -> None:
    page = opened.page
    slide(page, "until", "2025-12-31")
    subjects = {row[0] for row in facts_listed(page) if row[4]}
    assert subjects == {"United States: tariff on China", "China: export restriction on rare earths"}
    slide(page, "until", "2026-03-05")
    slide(page, "from", "2026-02-15")
    assert "Protest in Australia" in {row[0] for row in facts_listed(page)}
    assert "Japan accuses China" not in {row[0] for row in facts_listed(page)}
    slide(page, "from", "2026-03-01")
    page.click("#play")
    assert page.get_attribute("#play", "aria-pressed") == "true"
    page.locator("#play[aria-pressed=false]").wait_for()
    assert page.inner_text("#time-out") == "2026-03-01 – 2026-03-05"


def test_where_texts_disagree_is_marked_and_can_be_asked_for(opened: Opened) -> None:
    page = opened.page
    assert "affirmed and denied" in opened.find("European Union")
    page.keyboard.press("Escape")
    page.locator("label", has_text="Only where texts disagree").click()
    assert said(facts_listed(page)) == {("European Union", "depends on", "China")}


def test_the_neighbourhood_grows_by_steps_and_can_stand_alone(opened: Opened) -> None:
    page = opened.page
    opened.find("Marco Rubio")
    page.click("text=Only these")
    assert {row[0] for row in facts_listed(page)} <= {"Marco Rubio", "Department of State"}
    page.locator("#panel .switch button", has_text="2").click()
    assert "China" in {name for row in facts_listed(page) for name in (row[0], row[2])}
    page.click("text=Show the rest")
    assert "European Union" in {name for row in facts_listed(page) for name in (row[0], row[2])}


def test_the_path_between_two_things_is_shown_with_its_facts(opened: Opened) -> None:
    page = opened.page
    opened.find("Marco Rubio")
    page.click("text=Path to …")
    page.keyboard.type("japan")
    page.keyboard.press("Enter")
    text = page.inner_text("#panel")
    assert "Shortest path: 3 steps" in text
    assert "Marco Rubio" in text and "United States" in text and "Japan accused China of dumping" in text
    assert "path=" in page.evaluate("location.hash")


def test_no_path_is_said(opened: Opened) -> None:
    page = opened.page
    opened.find("Marco Rubio")
    page.click("text=Path to …")
    page.keyboard.type("argentina")
    page.keyboard.press("Enter")
    text = page.inner_text("#panel")
    assert "No path to Argentina" in text and "Shortest path" not in text


def test_several_facts_between_two_nodes_are_fanned_out(browser: Browser, tmp_path: Path) -> None:
    g = disagreeing()
    g.thing("measure/second", "kg:ExportBan", "United States: export ban on China", startDate="2026-01-02")
    s = g.sentence("Washington banned exports to China.")
    g.say(s, "measure/second", "kg:imposedBy", "country/USA")
    g.say(s, "measure/second", "kg:target", "country/CHN")
    it = Opened(browser, tmp_path / "graph.html", g)
    data = json.loads(it.page.text_content("#data") or "")["graph"]
    names = [row[1] for row in data["nodes"]]
    pair = [names.index("United States"), names.index("China")]
    middle = [(data["nodes"][pair[0]][k] + data["nodes"][pair[1]][k]) / 2 for k in (11, 12)]
    click_line(it.page, middle, pair, data)
    assert it.page.inner_text("#panel h2") == "United States → China"
    it.page.evaluate("window.labels.clear()")
    it.page.click("text=Fan out")
    it.page.wait_for_timeout(300)
    assert {"tariff", "export ban"} <= set(it.page.evaluate("[...window.labels.keys()]"))
    assert it.wrong == []
    it.context.close()


def click_line(page: Page, middle: list[float], pair: list[int], data: dict[str, list[list[float]]]) -> None:
    """Click around the middle of a line, which is bent, until its panel opens."""
    (x1, y1), (x2, y2) = ((data["nodes"][n][11], data["nodes"][n][12]) for n in pair)
    box = page.locator("#network canvas").bounding_box()
    a, e, d, f = page.evaluate("window.labelsAt")
    ratio = page.evaluate("window.devicePixelRatio")
    assert box
    for n in range(-40, 41):
        x, y = middle[0] + (y2 - y1) * n / 200, middle[1] - (x2 - x1) * n / 200
        page.mouse.click(box["x"] + (x * a + e) / ratio, box["y"] + (y * d + f) / ratio)
        if "United States → China" in page.inner_text("#panel"):
            return


def test_a_view_is_shared_by_its_address(browser: Browser, opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    page.locator("#kinds label", has_text="Blocs").click()
    page.locator("#states label", has_text="Denied").click()
    slide(page, "from", "2026-01-01")
    opened.find("Japan")
    fragment = page.evaluate("location.hash")
    other = Opened(browser, tmp_path / "other.html", disagreeing(), fragment=fragment)
    assert other.page.inner_text("#panel h2 span") == "Japan"
    assert not other.page.locator("#kinds label", has_text="Blocs").locator("input").is_checked()
    assert other.page.locator("#states label", has_text="Denied").locator("input").is_checked()
    assert facts_listed(other.page) == facts_listed(page)
    assert other.wrong == []
    other.context.close()


ODD = ["#node=https%3A//nowhere", "#kinds-off=%3Cscript%3E&from=x&top=-5", "#%00%", "#" + BASE]


@pytest.mark.parametrize("fragment", ODD)
def test_an_odd_address_is_read_as_far_as_it_makes_sense(browser: Browser, tmp_path: Path, fragment: str) -> None:
    it = Opened(browser, tmp_path / "graph.html", small(), fragment=fragment)
    assert "China" in central(it.page)
    assert it.wrong == []
    it.context.close()


def saved(page: Page, what: str) -> bytes:
    with page.expect_download() as download:
        page.select_option("#save", what)
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("make", [disagreeing, hostile])
def test_the_picture_and_the_facts_are_saved(browser: Browser, tmp_path: Path, make: object) -> None:
    it = Opened(browser, tmp_path / "graph.html", make())  # type: ignore[operator]
    assert saved(it.page, "png").startswith(b"\x89PNG")
    drawing = etree.fromstring(saved(it.page, "svg"))
    shapes = drawing.xpath("//*[local-name()='circle' or local-name()='polygon']")
    labels = drawing.xpath("//*[local-name()='text']")
    assert len(shapes) == len(labels) == len(central(it.page)) > 0
    assert not drawing.xpath("//*[local-name()='script' or local-name()='img' or @onload]")
    rows = list(csv.reader(io.StringIO(saved(it.page, "csv").decode())))
    assert len(rows) > 5 and {len(row) for row in rows} == {12}
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@"))]
    assert it.wrong == []
    it.context.close()


def test_the_theme_is_chosen(opened: Opened) -> None:
    def paper() -> str:
        return str(opened.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = paper()
    opened.page.click("#theme")
    assert paper() == light
    opened.page.click("#theme")
    assert paper() != light and "Dark" in opened.page.inner_text("#theme")


def test_arrow_keys_walk_from_node_to_node(opened: Opened) -> None:
    page = opened.page
    page.focus("#network")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#panel h2 span")
    seen = []
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        seen.append(page.inner_text("#panel h2 span"))
    assert first in ("China", "United States") and len({first, *seen}) > 2
    assert page.inner_text("#said").startswith(page.inner_text("#panel h2 span"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


def test_reset_brings_back_the_first_view(opened: Opened) -> None:
    page = opened.page
    before = central(page)
    page.locator("#kinds label", has_text="Countries").click()
    slide(page, "from", "2026-03-01")
    assert central(page) != before
    page.click("#reset")
    assert central(page) == before and page.evaluate("location.hash") == ""


def test_a_reduced_picture_opens_up_around_a_node_that_it_left_out(browser: Browser, tmp_path: Path) -> None:
    g = random_graph(3000, 5000)
    view = read(g.quads)
    drawing = draw(view)
    assert len(view.nodes) == 3000 and len(drawing.shown) == 1500
    actors = layer_of(view, "actor")
    far = next(
        line.source
        for line in drawing.lines
        if line.state == "actual" and not {line.source, line.target} & set(drawing.shown) and line.source in actors
    )
    it = Opened(browser, tmp_path / "graph.html", g)
    page = it.page
    assert "Of 3,000 things, 1,500 are in this picture" in page.inner_text("#note")
    assert view.nodes[far].label in it.find(view.nodes[far].label)
    assert "1,501 are in this picture" in page.inner_text("#note")
    page.locator("#panel button", has_text="Open up").click()
    assert "1,501 are" not in page.inner_text("#note") and "Of 3,000 things, 1,5" in page.inner_text("#note")
    assert it.wrong == []
    it.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_axe_finds_no_serious_fault(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    if not AXE.is_file():
        assert "CI" not in os.environ, "make test installs axe-core"
        pytest.skip("axe-core is not installed (make test does it)")
    it = Opened(browser, tmp_path / "graph.html", disagreeing(), width=width, scheme=scheme)
    if width < 800:
        it.page.click("#filters-button")
    steps: list[Callable[[], object]] = [lambda: None]
    if width >= 800:
        steps += [lambda: it.find("china"), lambda: it.page.click("#as-list"), lambda: it.page.click("#events summary")]
    for step in steps:
        step()
        it.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = [v for v in it.page.evaluate("axe.run()")["violations"] if v["impact"] in ("serious", "critical")]
        assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]
    it.context.close()


@pytest.mark.parametrize("which", ["one", "hub", "loop"])
def test_odd_graphs_are_drawn(browser: Browser, tmp_path: Path, which: str) -> None:
    g = Graph()
    g.article("article/a", "A", "2026-01-01")
    g.thing("country/x", "kg:Country", "Exland")
    s = g.sentence("Exland depends on many.")
    if which == "loop":
        g.say(s, "country/x", "kg:dependsOn", "country/x")
    if which == "hub":
        for i in range(3000):
            g.thing(f"company/n{i}", "kg:Company", f"Company {i}")
            g.say(s, "country/x", "kg:dependsOn", f"company/n{i}")
            g.say(s, "country/x", "kg:imports", f"company/n{i}")
    it = Opened(browser, tmp_path / "graph.html", g)
    assert "Exland" in it.find("exland")
    assert it.wrong == []
    it.context.close()


def test_the_policy_of_the_page_lets_nothing_in_or_out(browser: Browser, opened: Opened) -> None:
    policy = opened.page.get_attribute("meta[http-equiv]", "content") or ""
    assert policy.startswith("default-src 'none'") and "connect-src" not in policy and "unsafe-eval" not in policy


def test_in_print_there_are_the_picture_and_the_facts_without_the_controls(opened: Opened) -> None:
    page = opened.page
    opened.find("China")
    page.emulate_media(media="print")
    assert page.is_visible("#network") and "Imposed by: China" in page.inner_text("#panel")
    assert not page.is_visible("#filters") and not page.is_visible("#tools") and not page.is_visible("#search")
