"""Pages named by their address. Only http and https, only public addresses, bounded in size and time."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from kg.articles.parts import MAX_DOWNLOAD, Unreadable
from kg.messages import without_number

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_SECONDS = 20.0
_REDIRECTS = 5
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: the address after redirects, the media type it names, and its bytes."""

    url: str
    media_type: str
    data: bytes


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, also where IPv6 wraps an IPv4 address.

    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def fetch(
    url: str,
    permit: Callable[[Address], bool] = is_public,
    *,
    limit: int = MAX_DOWNLOAD,
    seconds: float = _SECONDS,
) -> Page:
    """Fetch a page. Each address, also after a redirect, has to be permitted, and the connection goes to just that one.

    Raises `Unreadable` for a refused address, an error of the server or the network, or a page beyond the limits.
    """
    until = time.monotonic() + seconds
    for _ in range(_REDIRECTS + 1):
        parts = _checked(url)
        try:
            answer = _get(parts, permit, until, limit)
        except TimeoutError as error:
            raise Unreadable(
                f"did not answer within {seconds:g} seconds", "try again, or save the page to a file"
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = without_number(error)
            raise Unreadable(
                f"cannot be fetched ({reason})", "check the address, or save the page to a file"
            ) from error
        if isinstance(answer, Page):
            return answer
        url = urljoin(url, answer)
    raise Unreadable(f"redirects more than {_REDIRECTS} times", "give the page's final address")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        fine = False
    if not fine:
        raise Unreadable("is no http or https address", "give the full address of a page")
    if parts.username or parts.password:
        raise Unreadable("names a user or password in the address", "give the address without them")
    return parts


def _resolve(host: str, port: int, permit: Callable[[Address], bool]) -> str:
    """Return the first address of a host; refuse the host where any of its addresses is not permitted."""
    found = sorted({str(info[4][0]).split("%")[0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    if not found or not all(permit(ipaddress.ip_address(a)) for a in found):
        raise Unreadable(
            f"leads to {host}, which is not on the public internet", "save the page to a file and give that"
        )
    return min(found, key=lambda a: (":" in a, a))


def _get(parts: SplitResult, permit: Callable[[Address], bool], until: float, limit: int) -> Page | str:
    """Fetch one address; returns the page, or the target of a redirect."""
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    raw = socket.create_connection((_resolve(host, port, permit), port), timeout=_left(until))
    connection = http.client.HTTPConnection(host, port)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        name = host if parts.port is None else f"{host}:{port}"
        headers = {
            "Host": name,
            "User-Agent": "geopolkg",
            "Accept": "text/html, */*;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request("GET", path.replace(" ", "%20"), headers=headers)
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308) and response.getheader("Location"):
            return response.getheader("Location") or ""
        if response.status != 200:
            raise Unreadable(
                f"answers with HTTP status {response.status}", "check the address, or save the page to a file"
            )
        data = _body(response, raw if not secure else connection.sock, until, limit)
        return Page(parts.geturl(), (response.getheader("Content-Type") or "").split(";")[0].strip().lower(), data)
    finally:
        connection.close()
        raw.close()


def _body(response: http.client.HTTPResponse, sock: socket.socket, until: float, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        try:
            sock.settimeout(_left(until))
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
        piece = response.read1(65536)
        if not piece:
            return b"".join(parts)
        parts.append(piece)
        size += len(piece)
        if size > limit:
            raise Unreadable(f"is larger than {limit:,} bytes", "save the article alone to a file")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
