"""How fast `graph.html` opens and moves, beside stock pyvis with the same nodes and edges in the same browser.

    python benchmarks/explorer.py                      # 100, 500 and 1,500 nodes beside pyvis, 20,000 for ours alone
    python benchmarks/explorer.py --nodes 500 --markdown

Needs Chromium and playwright (`make test` installs both). The graphs are made up (`tests/export_graphs.py`). "First
picture" is from the start of loading until the first frame with a node in it has been drawn; a frame of panning is the
time between two animation frames while the picture is dragged, the median and the 95th of a hundred. Our first view
shows the 160 most central things; "all shown" has every node and line of the picture on. Stock pyvis draws only once
its physics has come to rest; it is given three minutes. No network: what stock pyvis asks for from elsewhere fails at
once.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from chromium import chromium  # type: ignore[import-not-found]
from export_graphs import random_graph  # type: ignore[import-not-found]

from kg.analysis.measures import standings
from kg.analysis.projection import fold
from kg.export.drawing import draw
from kg.export.html import to_html
from kg.export.view import View, read

WAIT = 180_000  # milliseconds
WATCH = """
  window.firstPicture = null;
  const fill = CanvasRenderingContext2D.prototype.fill;
  CanvasRenderingContext2D.prototype.fill = function () {
    if (window.firstPicture === null) {
      window.firstPicture = 0;
      requestAnimationFrame(() => { window.firstPicture = performance.now(); });
    }
    return fill.apply(this, arguments);
  };
"""
FRAMES = """() => {
  window.frames_ = [];
  let last = null;
  const tick = (now) => {
    if (last !== null) window.frames_.push(now - last);
    last = now;
    window.ticking = requestAnimationFrame(tick);
  };
  window.ticking = requestAnimationFrame(tick);
}"""
ALL = "#view=things&top=100000&states=actual,planned,possible,denied,background&loners=1"


@dataclass(frozen=True)
class Figures:
    """What was measured of one page; times in seconds and milliseconds, None where the page did not come so far."""

    name: str
    nodes: int
    edges: int
    made: float
    megabytes: float
    first: float | None
    pan: float | None
    pan_95: float | None


def ours(view: View, file: Path) -> float:
    """Write our page and return the seconds that took."""
    begin = time.perf_counter()
    file.write_text(to_html(view, draw(view), standings(view, fold(view))), encoding="utf-8")
    return time.perf_counter() - begin


def stock(view: View, file: Path) -> float:
    """Write the page that pyvis makes of the same nodes and edges, with its defaults, and return the seconds."""
    from pyvis.network import Network

    begin = time.perf_counter()
    network = Network(directed=True, cdn_resources="in_line")
    for i, node in enumerate(view.nodes):
        network.add_node(i, label=node.label)
    for fact in view.facts:
        if fact.target is not None:
            network.add_edge(fact.source, fact.target, title=fact.predicate)
    file.write_text(network.generate_html(), encoding="utf-8")
    return time.perf_counter() - begin


def measure(browser: Browser, name: str, view: View, file: Path, made: float, fragment: str = "") -> Figures:
    """Open a page, wait for its first picture, drag it about."""
    edges = sum(fact.target is not None for fact in view.facts)
    megabytes = file.stat().st_size / 1e6
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    first: float | None = None
    frames: list[float] = []
    try:
        page.goto(file.as_uri() + fragment, timeout=WAIT, wait_until="commit")
        page.wait_for_function("window.firstPicture > 0", timeout=WAIT)
        first = page.evaluate("window.firstPicture") / 1000
        frames = drag(page)
    except Error as error:
        print(f"{name}, {len(view.nodes)} nodes: {str(error).splitlines()[0]}", file=sys.stderr)
    context.close()
    ranked = sorted(frames)
    return Figures(
        *(name, len(view.nodes), edges, made, megabytes, first),
        statistics.median(ranked) if ranked else None,
        ranked[len(ranked) * 95 // 100] if ranked else None,
    )


def drag(page: Page) -> list[float]:
    """Return the milliseconds between frames while the picture is dragged in a circle."""
    page.wait_for_timeout(1000)
    page.mouse.move(20 + 640, 20 + 700)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(100):
        page.mouse.move(660 + (step % 20) * 5, 720 - (step % 15) * 5)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    frames = page.evaluate("() => { cancelAnimationFrame(window.ticking); return window.frames_; }")
    page.mouse.up()
    return [float(frame) for frame in frames]


def table(rows: Sequence[Figures], markdown: bool) -> str:
    """Return the figures as a table."""
    heads = ("page", "nodes", "edges", "made", "file", "first picture", "frame", "95th")

    def cell(value: float | None, unit: str, places: int) -> str:
        return "none in 180 s" if value is None else f"{value:.{places}f} {unit}"

    lines = [
        (
            *(row.name, f"{row.nodes:,}", f"{row.edges:,}", cell(row.made, "s", 2), cell(row.megabytes, "MB", 1)),
            *(cell(row.first, "s", 2), cell(row.pan, "ms", 0), cell(row.pan_95, "ms", 0)),
        )
        for row in rows
    ]
    if markdown:
        return "\n".join(f"| {' | '.join(line)} |" for line in (heads, ("---",) * len(heads), *lines))
    widths = [max(len(line[i]) for line in (heads, *lines)) for i in range(len(heads))]
    return "\n".join("  ".join(text.ljust(w) for text, w in zip(line, widths, strict=True)) for line in (heads, *lines))


def main() -> None:
    """Read the options, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="*", default=[100, 500, 1500], help="sizes measured beside pyvis")
    parser.add_argument("--alone", type=int, nargs="*", default=[20_000], help="sizes measured of ours alone")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for nodes in [*options.nodes, *options.alone]:
            view = read(random_graph(nodes, 2 * nodes, articles=max(1, nodes // 20)).quads)
            for name, write in (("ours", ours), ("pyvis", stock)):
                if name == "ours" or nodes in options.nodes:
                    file = Path(folder) / f"{name}-{nodes}.html"
                    made = write(view, file)
                    rows.append(measure(browser, name, view, file, made))
                    if name == "ours":
                        rows.append(measure(browser, "ours, all shown", view, file, made, ALL))
    print(table(rows, options.markdown))


if __name__ == "__main__":
    main()
