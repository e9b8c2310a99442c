"""`report.html` in a real Chromium without network: its charts are drawn, and each mark leads to its sentences."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import chromium
from export_graphs import Graph, hostile, iri, random_graph, small
from playwright.sync_api import Browser, Page
from pyoxigraph import Literal, NamedNode

from kg.analysis.measures import standings
from kg.analysis.projection import fold
from kg.export.report import to_report
from kg.export.view import read

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def telling() -> Graph:
    """Return a graph that has something to show in every section."""
    g = small()
    s = g.sentence("The EU gets 98 per cent of its rare earth magnets from China; another text says 85 per cent.")
    g.thing("supply/magnets", "kg:SupplyRelation", "China → European Union, magnets")
    g.say(s, "supply/magnets", "kg:supplier", "country/CHN")
    g.say(s, "supply/magnets", "kg:consumer", "bloc/EU")
    g.say(s, "supply/magnets", "kg:commodity", "product/magnets")
    for percent, sentence in (("98", s), ("85", g.sentence("Brussels puts the share at 85 per cent."))):
        quantity = f"quantity/{percent}-percent"
        g.add(quantity, "rdf:type", iri("kg:Quantity"))
        g.add(quantity, "kg:text", Literal(f"{percent} per cent"))
        g.add(quantity, "kg:amount", Literal(percent, datatype=DECIMAL))
        g.add(quantity, "kg:unit", Literal("%"))
        g.say(sentence, "supply/magnets", "kg:share", quantity)
    s = g.sentence("“We will answer in kind,” said Marco Rubio.")
    g.add("quotation/one", "rdf:type", iri("kg:Quotation"))
    g.add("quotation/one", "kg:text", Literal("We will answer in kind,"))
    g.add("quotation/one", "kg:speaker", iri("person/marco-rubio"))
    g.add("quotation/one", "prov:wasDerivedFrom", iri(s))
    return g


class Report:
    """The report of a graph, opened offline and watched."""

    def __init__(self, browser: Browser, file: Path, graph: Graph, *, width: int = 1280, scheme: str = "light") -> None:
        view = read(graph.quads)
        file.write_text(to_report(view, standings(view, fold(view))), encoding="utf-8")
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, offline=True, color_scheme="dark" if scheme == "dark" else "light"
        )
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        self.page.on(
            "request",
            lambda r: (
                None if r.url == file.as_uri() or r.url.startswith(("data:", "blob:")) else self.wrong.append(r.url)
            ),
        )
        self.page.goto(file.as_uri())
        self.page.locator("#covered table").wait_for()

    def _requested(self, url: str, file: Path) -> None:
        if url != file.as_uri() and not url.startswith(("data:", "blob:")):
            self.wrong.append(f"request: {url}")


@pytest.fixture
def report(browser: Browser, tmp_path: Path) -> Iterator[Report]:
    it = Report(browser, tmp_path / "report.html", telling())
    yield it
    assert it.wrong == []
    it.context.close()


def marks(page: Page, section: str) -> list[str]:
    return page.locator(f"#{section}-marks li span").all_text_contents()


def test_every_section_says_what_the_graph_holds(report: Report) -> None:
    page = report.page
    assert marks(page, "actors")[0] in ("China", "United States")
    assert "United States: tariff on China" in marks(page, "timeline")
    assert marks(page, "dependence") == ["European Union ← China · permanent magnets"]
    assert marks(page, "supply") == ["China → permanent magnets", "permanent magnets → European Union"]
    assert marks(page, "measures") == ["China: tariff"]
    assert "China → European Union, magnets: share" in marks(page, "contradictions")
    assert "Marco Rubio (1)" in page.inner_text("#quoted")
    assert "Beijing tightens its grip" in page.inner_text("#covered")


def test_charts_are_drawn_with_their_names(report: Report) -> None:
    page = report.page
    page.locator("#supply-chart .sankey-link").first.wait_for()
    assert page.locator("#actors-chart .bars .point").count() == len(marks(page, "actors"))
    assert page.locator("#timeline-chart .scatterlayer .point").count() == len(marks(page, "timeline"))
    assert "European Union" in (page.text_content("#dependence-chart") or "")
    assert page.locator("#supply-chart .sankey-link").count() == 2


def test_a_mark_leads_to_its_sentences_by_click_and_by_keyboard(report: Report) -> None:
    page = report.page
    page.locator("#actors-chart .bars .point").first.click(force=True)
    assert "Beijing" in page.inner_text("#evidence") or "Washington" in page.inner_text("#evidence")
    page.keyboard.press("Escape")
    assert not page.is_visible("#evidence")
    page.locator("#dependence summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    text = page.inner_text("#evidence")
    assert "98 per cent or" in text or "98 per cent" in text
    assert "The EU gets 98 per cent of its rare earth magnets from China" in text
    assert page.locator("#evidence a").first.get_attribute("href") == "https://example.net/2"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "item", "back where one was"


@pytest.mark.parametrize("make", [hostile, Graph, lambda: random_graph(300, 900, articles=20)])
def test_odd_graphs_make_a_report_that_runs_nothing(browser: Browser, tmp_path: Path, make: object) -> None:
    it = Report(browser, tmp_path / "report.html", make(), width=390, scheme="dark")  # type: ignore[operator]
    it.page.wait_for_timeout(200)
    assert it.page.evaluate("window.hacked") is None
    assert it.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert it.page.locator("a[href^='javascript']").count() == 0
    assert it.wrong == []
    it.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, tmp_path: Path, scheme: str) -> None:
    if not AXE.is_file():
        assert "CI" not in os.environ, "make test installs axe-core"
        pytest.skip("axe-core is not installed (make test does it)")
    it = Report(browser, tmp_path / "report.html", telling(), scheme=scheme)
    for _ in range(2):
        it.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = [v for v in it.page.evaluate("axe.run()")["violations"] if v["impact"] in ("serious", "critical")]
        assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]
        it.page.locator("#actors-chart .bars .point").first.click(force=True)
    it.context.close()


def test_the_page_is_the_same_whatever_the_order_of_quads() -> None:
    quads = telling().quads
    one, other = read(quads), read(list(reversed(quads)))
    assert to_report(one, standings(one, fold(one))) == to_report(other, standings(other, fold(other)))
