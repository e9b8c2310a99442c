"""HTML pages: metadata from JSON-LD and meta elements, text through trafilatura after the page's furniture is cut."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from kg.articles import dates
from kg.articles.decode import mend
from kg.articles.head import same
from kg.articles.parts import MAX_TEXT, NO_TEXT, Raw, Unreadable
from kg.lexicon import toml

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head of a page says of its article."""

    headline: str = ""
    date: date | None = None
    publisher: str = ""
    url: str = ""
    body: str = ""


@cache
def _page() -> dict[str, Any]:
    return dict(toml("page"))


def parse(text: str) -> lxml_html.HtmlElement:
    """Parse a page or a piece of one; raises `Unreadable` where there is no markup with text in it."""
    if len(text) > 5 * MAX_TEXT:
        raise Unreadable("is too large a page", "save the article alone")
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).replace("\0", "")
    try:
        tree, whole = _tree(text)
        if not whole:  # the parser stops at elements within more than 255 others
            tree, whole = _tree(_BOX.sub(" <br> ", text))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable("is HTML without text", NO_TEXT) from error
    if not whole:
        raise Unreadable("is HTML that is nested too deeply", "save the article as text")
    return tree


_BOX = re.compile(
    r"</?(?:div|span|section|font|center|b|i|em|strong|table|tbody|tr|td|blockquote)\b[^<>]{0,5000}>", re.I
)


def _tree(text: str) -> tuple[lxml_html.HtmlElement, bool]:
    """Return the parsed page and whether it was read to its end."""
    parser = lxml_html.HTMLParser(no_network=True, recover=True, remove_comments=True, remove_pis=True)
    tree = lxml_html.document_fromstring(text, parser=parser)
    return tree, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def read_html(text: str, source: str, url: str = "") -> Raw:
    """Return the raw article of a page. `url` is the address it was fetched from, if any.

    Raises `Unreadable` where the page holds no text.
    """
    tree = parse(mend(text))
    meta = metadata(tree)
    _prune(tree)
    headline = meta.headline or _heading(tree)
    body = _extract(tree)
    if len(body.split()) < 40 or len(meta.body.split()) > 3 * len(body.split()):
        body = max((body, _own_text(tree), meta.body), key=lambda t: len(t.split()))
    if not body.strip():
        raise Unreadable("is HTML without text", NO_TEXT)
    own = meta.url or url
    day = meta.date or _visible_date(text) or dates.from_url(own)
    urls = tuple(sorted({u.split("#")[0] for u in (meta.url, url) if u.startswith(("http://", "https://"))}))
    return Raw(body, source, headline, day, meta.publisher, urls, plain=not headline)


def metadata(tree: lxml_html.HtmlElement) -> Meta:
    """Return what JSON-LD, meta elements and the title say; JSON-LD first."""
    item = next(_news_items(tree), {})
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        found.setdefault(name, (element.get("content") or "").strip())
    names = _page()["meta"]

    def first(kind: str) -> str:
        return next((found[name] for name in names[kind] if found.get(name)), "")

    publisher = name_of(item.get("publisher")) or name_of(item.get("sourceOrganization")) or first("publisher")
    links = tree.xpath("//link[@rel='canonical']/@href")
    url = next((str(u) for u in (*links, first("url"), address_of(item)) if str(u).startswith("http")), "")
    day = next(
        (d for d in map(dates.from_value, (item.get("datePublished"), *(found.get(n) for n in names["date"]))) if d),
        None,
    )
    titles = [t for t in (tree.findtext(".//title") or "",) if t]
    h1 = [" ".join(e.text_content().split()) for e in tree.iter("h1")]
    headline = _text(item.get("headline")) or first("title")
    if not headline and len(h1) == 1 and h1[0]:
        headline = h1[0]
    headline = headline or (titles[0] if titles else "")
    return Meta(_without_site(headline, publisher), day, publisher, url, strip_tags(_text(item.get("articleBody"))))


def name_of(value: object) -> str:
    """Return the name of a publisher as JSON gives it: a string, an object with a name, or a list of those."""
    if isinstance(value, list):
        return next((name for name in map(name_of, value) if name), "")
    if isinstance(value, dict):
        return next((name for name in (_text(value.get(k)) for k in ("name", "title", "id")) if name), "")
    return _text(value)


def address_of(item: dict[str, Any]) -> str:
    """Return the address that a JSON-LD item gives for its page."""
    page = item.get("mainEntityOfPage")
    if isinstance(page, dict):
        page = page.get("@id") or page.get("url")
    return _text(item.get("url")) or _text(page)


def _text(value: object) -> str:
    return (
        " ".join(value.split())
        if isinstance(value, str) and "\n\n" not in value
        else value.strip()
        if isinstance(value, str)
        else ""
    )


def _news_items(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(data, 0)


def _articles_in(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, list):
        for entry in data:
            yield from _articles_in(entry, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(k, str) and (k in _page()["types"] or k.endswith("NewsArticle")) for k in kinds):
            yield data
        for name in ("@graph", "mainEntity", "itemListElement"):
            yield from _articles_in(data.get(name), depth + 1)


def _without_site(headline: str, publisher: str) -> str:
    """Return a page's title without the name of the site after it."""
    headline = " ".join(headline.split())
    parts = re.split(r"\s+(?:[|–—·»]|-)\s+", headline)
    if len(parts) > 1 and (same(parts[-1], publisher) or ("|" in headline and len(parts[-1].split()) <= 4)):
        cut = headline.rfind(parts[-1])
        return re.sub(r"\s+(?:[|–—·»]|-)\s*$", "", headline[:cut])
    return headline


def _prune(tree: lxml_html.HtmlElement) -> None:
    """Cut what is beside the article: elements, roles, and classes that name furniture."""
    page = _page()
    beside = re.compile(page["beside"], re.I)
    never = set(page["never_cut"])
    doomed = []
    for element in tree.iter(etree.Element):
        if element.tag in page["elements"]:
            doomed.append(element)
        elif element.tag not in never:
            names = f"{element.get('class') or ''} {element.get('id') or ''}"
            marks = [m for m in re.split(r"\s+", names[:500]) if m]
            hidden = element.get("hidden") is not None or element.get("role") in page["roles"]
            if hidden or any(beside.fullmatch(m) for m in marks):
                doomed.append(element)
    whole = len(tree.text_content())
    for element in doomed:
        if element.getparent() is None:
            continue
        if element.tag not in page["elements"] and len(element.text_content()) > 0.7 * whole:
            continue  # a class that names furniture but holds the article
        element.drop_tree()


def _heading(tree: lxml_html.HtmlElement) -> str:
    return next((" ".join(e.text_content().split()) for e in tree.iter("h1", "h2") if e.text_content().strip()), "")


def _extract(tree: lxml_html.HtmlElement) -> str:
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            lxml_html.tostring(tree, encoding="unicode"), include_comments=False, include_tables=False
        )
    except Exception:  # trafilatura meets pages that it cannot parse in many ways; our own reading follows
        logging.getLogger("kg.articles").debug("trafilatura gave up", exc_info=True)
        return ""
    text = getattr(found, "text", "") or ""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def _own_text(tree: lxml_html.HtmlElement) -> str:
    """Return the text of the article element, or of the body, block by block."""
    for tag in ("article", "main", "body"):
        elements = sorted(tree.iter(tag), key=lambda e: -len(e.text_content()))
        if elements and elements[0].text_content().strip():
            return block_text(elements[0])
    return block_text(tree)


def block_text(element: lxml_html.HtmlElement) -> str:
    """Return the text of an element with a blank line between its blocks."""
    parts: list[str] = []
    skipped = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if node.tag in _page()["silent"]:
            skipped += 1 if event == "start" else -1
        elif node.tag in _page()["blocks"]:
            parts.append("\n\n")
        if event == "start" and not skipped:
            parts.append(re.sub(r"\s+", " ", node.text or ""))
        if event == "end" and node is not element and not skipped:
            parts.append(re.sub(r"\s+", " ", node.tail or ""))
    return re.sub(r"\s*\n\s*", "\n\n", "".join(parts)).strip()


def strip_tags(text: str) -> str:
    """Return the text of a field that may hold HTML, its blocks parted by blank lines; plain text stays as it is."""
    if not re.search(r"<[a-zA-Z/!][^>]{0,2000}>|&(?:#\d+|#x[0-9a-fA-F]+|\w{2,8});", text):
        return text
    if not re.search(r"<(?:p|br|div|li|h\d)\b", text, re.I):
        text = text.replace("\n", "<br>")
    try:
        tree = parse(f"<div>{text}</div>")
    except Unreadable:
        return ""
    _prune(tree)
    return block_text(tree)


def _visible_date(text: str) -> date | None:
    """Return the day that htmldate finds in the page's own elements, without guessing from its running text."""
    import htmldate

    try:
        found = htmldate.find_date(text, extensive_search=False, original_date=True)
    except Exception:  # as for trafilatura
        return None
    return dates.from_value(found)
