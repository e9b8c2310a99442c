"""A real Chromium without network, and a page of the explorer opened in it, watched for what it should not do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from export_graphs import Graph
from playwright.sync_api import Browser, Page, sync_playwright

from kg.analysis.measures import standings
from kg.analysis.projection import fold
from kg.export.drawing import draw
from kg.export.html import to_html
from kg.export.view import read

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, headless, and close it in the end."""
    path = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


WATCH_LABELS = """
  const plain = CanvasRenderingContext2D.prototype.strokeText;
  window.labels = new Map();
  CanvasRenderingContext2D.prototype.strokeText = function (text, x, y) {
    const at = this.getTransform(), wide = this.measureText(text).width / 2;
    const high = parseFloat(this.font.match(/[\\d.]+px/)) / 2;
    const drawn = [[x - wide, y - high], [x + wide, y + high]].map(([a, b]) => [a * at.a + at.e, b * at.d + at.f]);
    window.labels.set(text, drawn.flat());
    window.labelsAt = [at.a, at.e, at.d, at.f];
    return plain.apply(this, arguments);
  };
"""


class Opened:
    """A page that was opened, and what it did that it should not."""

    def __init__(
        self,
        browser: Browser,
        file: Path,
        graph: Graph,
        *,
        width: int = 1280,
        scheme: str = "light",
        fragment: str = "",
    ) -> None:
        view = read(graph.quads)
        file.write_text(to_html(view, draw(view), standings(view, fold(view))), encoding="utf-8")
        dark = scheme == "dark"
        self.context = browser.new_context(
            viewport={"width": width, "height": 800},
            offline=True,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.add_init_script(WATCH_LABELS)
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        self.page.on("request", lambda request: self._requested(request.url, file))
        self.page.goto(file.as_uri() + fragment)
        self.page.wait_for_function("window.graphReady === true")

    def _requested(self, url: str, file: Path) -> None:
        if url.partition("#")[0] != file.as_uri() and not url.startswith(("data:", "blob:")):
            self.wrong.append(f"request: {url}")

    def find(self, text: str) -> str:
        """Search, take the first, and return what the panel then says."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        self.page.wait_for_selector("#found li[role=option]")
        self.page.keyboard.press("Enter")
        return self.page.inner_text("#panel")
