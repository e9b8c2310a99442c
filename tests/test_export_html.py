"""`graph.html` in a real Chromium without network: it draws, it finds, it shows the sentences, it runs nothing else."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from export_graphs import BASE, Graph, hostile, random_graph, small
from playwright.sync_api import Browser, Page, sync_playwright

from kg.export.drawing import draw
from kg.export.html import to_html
from kg.export.view import read

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


class Opened:
    """A page that was opened, and what it did that it should not."""

    def __init__(self, browser: Browser, file: Path, graph: Graph, *, width: int = 1280, scheme: str = "light") -> None:
        view = read(graph.quads)
        file.write_text(to_html(view, draw(view)), encoding="utf-8")
        dark = scheme == "dark"
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, offline=True, color_scheme="dark" if dark else "light"
        )
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: self._requested(request.url, file))
        self.page.goto(file.as_uri())
        self.page.wait_for_function("window.graphReady === true")

    def _requested(self, url: str, file: Path) -> None:
        if url.partition("#")[0] != file.as_uri() and not url.startswith("data:"):
            self.wrong.append(f"request: {url}")

    def find(self, text: str) -> str:
        """Search, take the first, and return what the panel then says."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        self.page.wait_for_selector("#found li[role=option]")
        self.page.keyboard.press("Enter")
        return self.page.inner_text("#panel")


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
    page = to_html(view, draw(view))
    assert "default-src 'none'" in page and 'src="http' not in page and "@import" not in page
    assert BASE + "country/CHN" in page
