"""From what the user names to raw articles: files, folders, standard input, addresses; and which kind each is."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.articles.decode import decode, kind_of_binary
from kg.articles.feeds import read_feed
from kg.articles.html import read_html
from kg.articles.json_ import read_json, read_json_lines
from kg.articles.parts import MAX_FILE, Raw, Skipped, Unreadable
from kg.articles.plain import read_plain
from kg.articles.web import fetch
from kg.lexicon import toml


def raw_articles(inputs: Iterable[str | Path]) -> Iterator[Raw | Skipped]:
    """Yield the raw articles of all inputs, and what was skipped; a file that is named twice is read once."""
    seen: set[str] = set()
    for name in inputs:
        if str(name) == "-":
            yield from _guarded(_stdin(), "standard input", "")
        elif str(name).lower().startswith(("http://", "https://")):
            yield from _page(str(name))
        else:
            for entry in _files(Path(name)):
                if isinstance(entry, Skipped):
                    yield entry
                    continue
                real = os.path.realpath(entry)
                if real not in seen:
                    seen.add(real)
                    yield from _file(entry)


def _files(path: Path) -> Iterator[Path | Skipped]:
    """Yield a file, or the files of a folder in order, without hidden ones."""
    try:
        if path.is_dir():
            found = 0
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                for file in sorted(f for f in files if not f.startswith(".")):
                    found += 1
                    yield Path(folder) / file
            if not found:
                yield Skipped(str(path), "is a folder without files to read", "name a folder with articles in it")
        elif path.is_file():
            yield path
        elif path.exists() or path.is_symlink():
            yield Skipped(str(path), "is neither a file nor a folder", "name a file with an article")
        else:
            yield Skipped(str(path), "does not exist", "check the spelling of the path")
    except (OSError, ValueError) as error:
        yield Skipped(str(path)[:300], f"cannot be opened ({_why(error)})", "check the path and its permissions")


def _why(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _file(path: Path) -> Iterator[Raw | Skipped]:
    name = str(path)
    kind = toml("filetypes")["suffixes"].get(path.suffix.lower().lstrip("."), "")
    try:
        if not path.is_file():
            yield Skipped(name, "is neither a file nor a folder", "name a file with an article")
            return
        with path.open("rb") as stream:
            if kind == "lines" and not kind_of_binary(stream.read(4096)):
                stream.seek(0)
                yield from _or_nothing(read_json_lines(stream, name), name)
                return
            stream.seek(0)
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        yield Skipped(name, f"cannot be read ({_why(error)})", "check its permissions")
        return
    yield from _guarded(data, name, kind)


def _or_nothing(found: Iterator[Raw | Skipped], name: str) -> Iterator[Raw | Skipped]:
    empty = True
    for entry in found:
        empty = False
        yield entry
    if empty:
        yield Skipped(name, "is empty", "give a file whose article has text")


def _stdin() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return sys.stdin.read(MAX_FILE + 1).encode("utf-8", errors="replace")
    return bytes(stream.read(MAX_FILE + 1))


def _page(url: str) -> Iterator[Raw | Skipped]:
    try:
        page = fetch(url)
    except Unreadable as error:
        yield error.at(url)
        return
    yield from _guarded(page.data, url, toml("filetypes")["media_types"].get(page.media_type, ""), page.url)


def _guarded(data: bytes, name: str, kind: str, url: str = "") -> Iterator[Raw | Skipped]:
    """Yield what the bytes of one source hold; whatever cannot be read becomes one `Skipped`."""
    try:
        yield from read_bytes(data, name, kind, url)
    except Unreadable as error:
        yield error.at(name)


def read_bytes(data: bytes, name: str, kind: str = "", url: str = "") -> Iterator[Raw | Skipped]:
    """Yield the raw articles in some bytes; an empty or a wrong kind is told from the content.

    Raises `Unreadable` where there is none.
    """
    if len(data) > MAX_FILE:
        raise Unreadable(f"is larger than {MAX_FILE:,} bytes", "split it, or write it as JSON lines (.jsonl)")
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("is empty", "give a file whose article has text")
    text = decode(data)
    kind = _kind(text, kind)
    if kind == "html":
        yield read_html(text, name, url)
    elif kind == "json":
        yield from read_json(text, name)
    elif kind == "lines":
        yield from read_json_lines(io.BytesIO(text.encode()), name)
    elif kind == "feed":
        yield from read_feed(_without_declaration(text), name)
    else:
        yield read_plain(text, name, markdown=kind == "markdown")


def _without_declaration(text: str) -> str:
    """Return XML without its declaration, whose encoding has been dealt with."""
    body = text.lstrip("\ufeff \t\r\n")
    if body.startswith("<?xml"):
        body = body[body.find("?>") + 2 :]
    return body


def _kind(text: str, kind: str) -> str:
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")) or ("<html" in start and start.startswith("<?xml")):
        return "html"
    if kind:
        return kind
    if start.startswith(("<?xml", "<rss", "<feed", "<rdf:rdf")):
        return "feed"
    if start.startswith(("<head", "<body", "<article", "<div", "<p>", "<h1", "<main", "<!--")):
        return "html"
    if start.startswith(("{", "[{", "[ {", "[\n")):
        return "json"
    return "text"
