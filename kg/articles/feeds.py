"""RSS and Atom files: one article an item. Entities are not resolved and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.entities import html5

from lxml import etree

from kg.articles import dates
from kg.articles.html import strip_tags
from kg.articles.parts import NO_TEXT, Raw, Skipped, Unreadable

_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,30};)")
_ITEMS = ("item", "entry")
_TEXTS = ("encoded", "content", "body", "description", "summary")
_DAYS = ("pubDate", "published", "date", "issued", "created", "updated", "modified")


def read_feed(text: str, source: str) -> Iterator[Raw | Skipped]:
    """Yield the raw articles of a feed; items without text are `Skipped`. Raises `Unreadable` where it is no feed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(_NAMED.sub(_character, text).encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("is not valid XML", "give an RSS or Atom feed, or save the article as HTML") from error
    if root is None:
        raise Unreadable("is not valid XML", "give an RSS or Atom feed, or save the article as HTML")
    etree.strip_elements(root, etree.Entity, with_tail=False)
    items = [e for e in root.iter(etree.Element) if _name(e) in _ITEMS]
    if not items:
        raise Unreadable(
            "is XML but no RSS or Atom feed with items", "give a feed, or save the article as HTML or text"
        )
    publisher = _publisher(root)
    for n, item in enumerate(items, 1):
        yield _article(item, f"{source}#{n}", publisher)


def _character(found: re.Match[str]) -> str:
    """Replace an entity of HTML, which XML does not know, by its character."""
    return html5.get(found[1], found[0])


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first child of the best name that has one, whatever its namespace."""
    for name in names:
        for child in element:
            if _name(child) == name and (child.text or len(child) or child.attrib):
                return child
    return None


def _content(element: etree._Element | None) -> str:
    if element is None:
        return ""
    if len(element):  # XHTML in Atom
        return strip_tags(etree.tostring(element, encoding="unicode", with_tail=False))
    return "".join(str(t) for t in element.itertext()).strip()


def _publisher(root: etree._Element) -> str:
    holder = (
        root if _name(root) == "feed" else next((e for e in root.iter(etree.Element) if _name(e) == "channel"), root)
    )
    return " ".join(_content(_child(holder, "title")).split())


def _article(item: etree._Element, source: str, publisher: str) -> Raw | Skipped:
    texts = [strip_tags(t) for t in (_content(c) for c in item if _name(c) in _TEXTS) if t]
    text = max(texts, key=lambda t: len(t.split()), default="")
    if not text.strip():
        return Skipped(source, "is an item without text", NO_TEXT)
    title = " ".join(strip_tags(_content(_child(item, "title"))).split())
    days: list[date] = [d for d in (dates.from_value(_content(_child(item, n))) for n in _DAYS) if d]
    named = _content(_child(item, "publisher", "source")) if len(_content(_child(item, "source"))) < 100 else ""
    urls = sorted({u for u in _links(item) if u.startswith(("http://", "https://"))})
    return Raw(text, source, title, days[0] if days else None, named or publisher, tuple(urls), plain=not title)


def _links(item: etree._Element) -> Iterator[str]:
    for child in item:
        if _name(child) == "link" and (child.get("rel") or "alternate") == "alternate":
            yield str(child.get("href") or child.text or "").strip()
        elif _name(child) == "guid" and child.get("isPermaLink", "true") == "true":
            yield str(child.text or "").strip()
