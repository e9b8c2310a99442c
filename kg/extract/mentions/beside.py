"""What the words beside a recognised name say: which country is near, whether it is located, titled, its own."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span

from kg.language.headline import is_common
from kg.language.mention import Form
from kg.language.organisations import heads
from kg.language.tables import words


def proper(ent: Span) -> bool:
    """Tell whether a body's name has a word of its own, by which it need not be of the state spoken of ("Svea Court").

    The words that bodies and their fields are named by are no such words, nor are English words in general.
    """
    known = words("portfolios", "word") | words("body_words") | heads().keys()
    return any(t.is_alpha and t.text[0].isupper() and t.lower_ not in known and not is_common(t.lower_) for t in ent)


def near(ent: Span) -> Iterable[str]:
    """Give countries named just after or before a place ("Arlit, Niger", "the Latvian port of Ventspils")."""
    doc = ent.doc
    for i in (*range(ent.end, min(ent.end + 4, len(doc))), *range(ent.start - 1, max(ent.start - 4, -1), -1)):
        if doc[i].ent_kb_id_.startswith("country/"):
            yield doc[i].ent_kb_id_


def is_located(ent: Span) -> bool:
    doc = ent.doc
    return ent.start > 0 and doc[ent.start - 1].lower_ in ("in", "near", "at", "from", "to", "outside", "around")


def is_titled(ent: Span) -> bool:
    """Tell whether a title or honorific stands right before a surname that the article gives no full name for."""
    doc = ent.doc
    before = ent.start - 1
    if before >= 0 and doc[before].text == ".":
        before -= 1
    titles = {i for span in doc.spans.get("titles", ()) for i in range(span.start, span.end)}
    return before in titles or (before >= 0 and doc[before].lower_ in words("honorifics", "text"))


def shape(text: str) -> Form:
    return "acronym" if " " not in text and sum(map(str.isupper, text)) > len(text) / 2 else "name"
