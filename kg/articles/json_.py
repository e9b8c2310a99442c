"""JSON: one article, a list of them, or an object that holds such a list; and JSON lines, one article a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, BinaryIO

from kg.articles import dates
from kg.articles.decode import decode
from kg.articles.html import name_of, strip_tags
from kg.articles.parts import MAX_TEXT, NO_TEXT, Raw, Skipped, Unreadable
from kg.lexicon import toml

_LINE = 4 * MAX_TEXT  # bytes of one line of JSON lines


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(names) for kind, names in toml("fields").items()}


def read_json(text: str, source: str) -> Iterator[Raw | Skipped]:
    """Yield the raw articles of a JSON text, which may also be JSON lines; parts that are none are `Skipped`.

    Raises `Unreadable` where the text is no JSON.
    """
    try:
        data = json.loads(text, strict=False)
    except RecursionError as error:
        raise Unreadable("is JSON nested too deeply", "write one object for each article") from error
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines[:3]):
            yield from _lines(((n, line) for n, line in enumerate(text.splitlines(), 1)), source)
            return
        raise Unreadable(f"is not valid JSON ({_place(error)})", "mend the file or save the article as text") from error
    found = list(_items(data, 0))
    if not found:
        raise Unreadable("is JSON without an article", "give objects with a title and a text")
    for n, item in enumerate(found, 1):
        yield _article(item, source if len(found) == 1 else f"{source}#{n}")


def read_json_lines(stream: BinaryIO, source: str) -> Iterator[Raw | Skipped]:
    """Yield the raw articles of a stream of JSON lines, one at a time, however long the file is."""
    number = 0
    while line := stream.readline(_LINE + 1):
        number += 1
        name = f"{source}:{number}"
        if len(line) > _LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_LINE)
            yield Skipped(name, f"is a line of more than {_LINE:,} bytes", "write one article on each line")
            continue
        try:
            text = decode(line) if line.strip() else ""
        except Unreadable as error:
            yield error.at(name)
            continue
        yield from _lines([(number, text)], source)


def _lines(lines: Any, source: str) -> Iterator[Raw | Skipped]:
    for number, line in lines:
        name = f"{source}:{number}"
        if not line.strip():
            continue
        try:
            data = json.loads(line, strict=False)
        except (ValueError, RecursionError) as error:
            yield Skipped(name, f"is not valid JSON ({_place(error)})", "write one JSON object on each line")
            continue
        if isinstance(data, dict):
            yield _article(data, name)
        else:
            yield Skipped(name, "is no JSON object", "write one JSON object on each line")


def _place(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}"
    return "nested too deeply or a number too long"


def _items(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the objects that are articles: the object itself, or those in its lists."""
    if depth > 4:
        return
    if isinstance(data, list):
        for entry in data:
            if isinstance(entry, dict | list):
                yield from _items(entry, depth + 1)
    elif isinstance(data, dict):
        fields = _known(data)
        if any(isinstance(fields.get(n), str | list) and fields.get(n) for n in _fields()["text"]) and not _holds_list(
            data
        ):
            yield data
            return
        inner = [fields[name] for name in _fields()["articles"] if isinstance(fields.get(name), dict | list)]
        values = inner or [v for v in data.values() if isinstance(v, dict)]
        found = [item for value in values for item in _items(value, depth + 1)]
        if found:
            yield from found
        elif any(name in fields for name in (*_fields()["title"], *_fields()["text"])):
            yield data


def _holds_list(data: Mapping[str, Any]) -> bool:
    fields = _known(data)
    return any(
        isinstance(fields.get(n), list) and any(isinstance(v, dict) and _has_text(v) for v in fields[n])
        for n in _fields()["articles"]
    )


def _has_text(data: Mapping[str, Any]) -> bool:
    fields = _known(data)
    return any(fields.get(n) for n in _fields()["text"])


def _known(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields by their name in small letters without signs; the first of two such names holds."""
    known: dict[str, Any] = {}
    for name, value in data.items():
        known.setdefault(re.sub(r"[\s_\-:.]", "", str(name).lower()), value)
    return known


def _article(data: Mapping[str, Any], source: str) -> Raw | Skipped:
    fields = _known(data)
    names = _fields()
    text = next((t for t in (_text(fields.get(n)) for n in names["text"]) if t.strip()), "")
    if not text.strip():
        return Skipped(source, "is JSON without text", NO_TEXT)
    if len(text) > MAX_TEXT:
        return Skipped(source, f"its text has more than {MAX_TEXT:,} characters", "split it into single articles")
    title = next((t for t in (_text(fields.get(n)) for n in names["title"]) if t), "")
    urls = {u.strip() for u in _addresses([fields.get(n) for n in names["url"]])}
    publisher = next((p for p in (name_of(fields.get(n)) for n in names["publisher"]) if p), "")
    if publisher.startswith(("http://", "https://")):
        urls.add(publisher)
        publisher = ""
    day = next((d for d in (dates.from_value(fields.get(n)) for n in names["date"]) if d), None)
    return Raw(
        strip_tags(text),
        source,
        " ".join(strip_tags(title).split()),
        day,
        publisher,
        tuple(sorted(urls)),
        plain=not title,
    )


def _addresses(values: object) -> Iterator[str]:
    if isinstance(values, list):
        for value in values:
            yield from _addresses(value)
    elif isinstance(values, str) and values.strip().startswith(("http://", "https://")) and len(values) < 3000:
        yield values


def _text(value: object) -> str:
    """Return a text field: a string, or a list of paragraphs (strings, or objects with a text)."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(part for part in map(_text, value) if part)
    if isinstance(value, dict):
        return next(
            (t for t in (_text(value.get(n)) for n in ("text", "value", "rendered", "content", "html")) if t), ""
        )
    return ""
