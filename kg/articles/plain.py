"""Plain text and Markdown: one article a file."""

from __future__ import annotations

import re

from kg.articles import dates
from kg.articles.parts import NO_TEXT, Raw, Unreadable
from kg.lexicon import toml

_KINDS = ("title", "date", "publisher", "url", "text")
_FIELD = re.compile(r"\W{0,2}([A-Za-z][A-Za-z _-]{1,25})\W{0,2}:\s*(.{0,500})")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{1,1000}\)")
_STRONG = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)([^\n*_]{1,400}?)(?<=\S)\1(?!\w)")
_HEADING = re.compile(r"^#{1,6}\s+|^>\s?", re.M)
_FRONT = re.compile(r"\A---\n(.{0,5000}?)\n---\n", re.S)


def read_plain(text: str, source: str, *, markdown: bool = False) -> Raw:
    """Return the raw article of a text file; raises `Unreadable` where it holds no words."""
    if markdown:
        text = _without_markup(text.replace("\r\n", "\n"))
    if not text.strip():
        raise Unreadable("is empty", NO_TEXT)
    return _with_fields(text, source) or Raw(text, source, plain=True)


def _with_fields(text: str, source: str) -> Raw | None:
    """Read a text that begins with lines such as "Title: …" and "Date: …"; None where it does not."""
    names = toml("fields")
    found: dict[str, str] = {}
    rest = text.lstrip("\ufeff \t\r\n").splitlines()
    while rest:
        line = _FIELD.fullmatch(rest[0].strip())
        name = re.sub(r"[ _-]", "", line[1].lower()) if line else ""
        kind = next((k for k in _KINDS if name in names[k]), "" if name not in names["ignored"] else "ignored")
        if not line or not kind or (kind == "text" and line[2]):
            break
        found.setdefault(kind, line[2].strip())
        rest = rest[1:]
    if "title" not in found or len(found) < 2:
        return None
    urls = tuple(u for u in (found.get("url", ""),) if u.startswith(("http://", "https://")))
    body = "\n".join(rest)
    return Raw(body, source, found["title"], dates.from_value(found.get("date")), found.get("publisher", ""), urls)


def _without_markup(text: str) -> str:
    front = _FRONT.match(text)
    title = day = ""
    if front:
        fields = dict(re.findall(r"^(\w+):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", front[1], re.M))
        title, day = fields.get("title", ""), fields.get("date", "")
        text = text[front.end() :]
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _STRONG.sub(r"\2", _HEADING.sub("", text))
    return "\n\n".join(part for part in (title, day[:10], text) if part.strip())
