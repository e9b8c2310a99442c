"""Addresses: only what the user names, only the public internet, within bounds.

A real server on this machine answers.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.articles import read
from kg.articles.parts import Unreadable
from kg.articles.web import Address, fetch, is_public


class Pages(BaseHTTPRequestHandler):
    """Answers with a page, redirects, errors, too much, or too slowly."""

    def do_GET(self) -> None:
        port = self.server.server_address[1]
        targets = {
            "/inside": f"http://127.0.0.2:{port}/",
            "/file": "file:///etc/passwd",
            "/loop": "/loop",
            "/moved": "/page",
        }
        if self.path in targets:
            self.send_response(302)
            self.send_header("Location", targets[self.path])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        try:
            if self.path == "/large":
                self.wfile.write(b"x" * 300_000)
            elif self.path == "/slow":
                for _ in range(50):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.1)
            else:
                self.wfile.write(b"<html>page</html>")
        except OSError:
            pass

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("0.0.0.0", 0), Pages) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def local(address: Address) -> bool:
    return str(address) == "127.0.0.1"


def test_a_page_is_fetched_and_redirects_are_followed(server: str) -> None:
    page = fetch(f"{server}/moved", local)
    assert (page.url, page.media_type, page.data) == (f"{server}/page", "text/html", b"<html>page</html>")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/inside", "not on the public internet"),
        ("/file", "no http or https address"),
        ("/loop", "redirects more than"),
        ("/none", "HTTP status 404"),
        ("/large", "larger than 100,000 bytes"),
        ("/slow", "did not answer within 1 seconds"),
    ],
)
def test_what_leads_elsewhere_or_beyond_the_bounds_is_refused(server: str, path: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        fetch(server + path, local, limit=100_000, seconds=1)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1",
        "fe80::1",
        "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "240.0.0.1",
        "255.255.255.255", "::",
    ],
)  # fmt: skip
def test_addresses_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "user:pw@127.0.0.1", "", "[::ffff:127.0.0.1]"]
)
def test_an_address_of_this_machine_is_skipped_however_it_is_written(server: str, host: str) -> None:
    reading = read([f"http://{host}:{server.rsplit(':', 1)[1]}/page"])
    assert not reading.articles and len(reading.skipped) == 1
