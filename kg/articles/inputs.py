"""From what the user names to raw articles: files, folders, standard input, addresses; and which kind each is."""

from __future__ import annotations

import io
import os
import re
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

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def raw_articles(inputs: Iterable[str | Path], output: Path | None = None) -> Iterator[Raw | Skipped]:
    """Yield the raw articles of all inputs, and what was skipped; a file that is named twice is read once.

    In a folder, files that hold no article are left out without a word where they lie in the folder `output`.
    """
    seen: set[str] = set()
    for name in inputs:
        if str(name) == "-":
            yield from _guarded(_stdin(), "standard input", "")
        elif str(name).lower().startswith(("http://", "https://")):
            yield from _page(str(name))
        elif not str(name).strip():
            yield Skipped("''", "is no name", "name a file, a folder or an address")
        elif _SCHEME.match(str(name)):
            yield Skipped(str(name), "is no address that is read (only http and https are)", "save the page to a file")
        else:
            for entry in _files(Path(name), output):
                if isinstance(entry, Skipped):
                    yield entry
                    continue
                real = os.path.realpath(entry)
                if real not in seen:
                    seen.add(real)
                    yield from _file(entry)


def _files(path: Path, output: Path | None) -> Iterator[Path | Skipped]:
    """Yield a file, or the files of a folder in order, without hidden ones."""
    try:
        if path.is_dir():
            yield from _in_folder(path, output)
        elif path.is_file():
            yield path
        elif path.exists() or path.is_symlink():
            yield Skipped(str(path), "is neither a file nor a folder", "name a file with an article")
        else:
            yield Skipped(str(path), "does not exist", "check the spelling of the path")
    except (OSError, ValueError) as error:
        yield Skipped(str(path)[:300], f"cannot be opened ({_why(error)})", "check the path and its permissions")


def _in_folder(path: Path, output: Path | None) -> Iterator[Path | Skipped]:
    """Yield the files of a folder and of those in it, and each folder that cannot be read."""
    shut: list[OSError] = []
    found = 0
    written = os.path.realpath(output) if output is not None else ""
    for folder, folders, files in os.walk(path, onerror=shut.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        ours = bool(written) and os.path.realpath(folder) == written
        for file in sorted(f for f in files if not f.startswith(".")):
            entry = Path(folder) / file
            if not (ours and _is_export(entry)):
                found += 1
                yield entry
    for error in shut:
        reason = f"is a folder that cannot be read ({_why(error)})"
        yield Skipped(str(error.filename or path), reason, "check its permissions")
    if not found and not shut:
        yield Skipped(str(path), "is a folder without files to read", "name a folder with articles in it")


def _is_export(path: Path) -> bool:
    """Whether a file in the output folder is a graph, a picture of one or a table."""
    if path.suffix.lower().lstrip(".") in toml("filetypes")["no_article"]:
        return True
    try:
        with path.open("rb") as stream:
            return bool(data_in(stream.read(_HEAD).decode("utf-8", errors="replace")))
    except OSError:
        return False


_HEAD = 4000  # characters that tell what a text is
_NODE = r"(?:<[^<>\s]+>|_:\w+)"
_TURTLE = re.compile(
    r"(?:\s|#[^\n]*\n)*+(?:@prefix\s|@base\s|(?i:prefix)\s+[\w.-]*:\s*<|(?i:base)\s+<"
    rf"|{_NODE}\s+<[^<>\s]+>\s+(?:{_NODE}|\")[^\n]*\.\s*(?:\n|$))"
)


def data_in(text: str) -> str:
    """Return what a text is that holds data and no article: "an RDF graph"; empty for any other.

    >>> data_in("@prefix kg: <https://example.org/> .")
    'an RDF graph'
    """
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if _TURTLE.match(start):
        return "an RDF graph"
    lower = start.lower()
    if lower.startswith(("<gexf", "<?xml")) and "<gexf" in lower[:500]:
        return "a graph (GEXF)"
    if lower.startswith(("<graphml", "<?xml")) and "<graphml" in lower[:500]:
        return "a graph (GraphML)"
    if lower.startswith("<!doctype html") and _PICTURE in start:
        return "a picture of a graph"
    return ""


_PICTURE = "<title>Who does what to whom"  # of our own graph.html and report.html
_ARTICLES = "name files or folders with news articles"


def _why(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _file(path: Path) -> Iterator[Raw | Skipped]:
    name = str(path)
    suffix = path.suffix.lower().lstrip(".")
    kind = toml("filetypes")["suffixes"].get(suffix, "")
    try:
        if not path.is_file():
            yield Skipped(name, "is neither a file nor a folder", "name a file with an article")
            return
        if data := toml("filetypes")["no_article"].get(suffix):
            yield Skipped(name, f"is {data}, not an article", _ARTICLES)
            return
        with path.open("rb") as stream:
            if kind == "lines" and not kind_of_binary(stream.read(4096)):
                stream.seek(0)
                yield from _or_nothing(read_json_lines(stream, name), name)
                return
            stream.seek(0)
            content = stream.read(MAX_FILE + 1)
    except OSError as error:
        yield Skipped(name, f"cannot be read ({_why(error)})", "check its permissions")
        return
    yield from _guarded(content, name, kind)


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
    if found := data_in(text):
        raise Unreadable(f"is {found}, not an article", _ARTICLES)
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
