"""Take the picture of a graph.html for the README: python tests/browser/screenshot.py exports/graph.html docs/graph.png

More arguments: a name to search for and open, and "dark".
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main(page_file: str, picture: str, *more: str) -> None:
    """Open the page offline at 1440 by 900 points and save what it shows."""
    names = [m for m in more if m != "dark"]
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(
            viewport={"width": 1440, "height": 900}, color_scheme="dark" if "dark" in more else "light"
        )
        page.context.set_offline(True)
        page.goto(Path(page_file).resolve().as_uri())
        page.wait_for_function("window.graphReady === true")
        for name in names[:1]:
            page.fill("#search", name)
            page.keyboard.press("Enter")
        page.wait_for_timeout(800)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
