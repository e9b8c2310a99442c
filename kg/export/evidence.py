"""Facts with their sentences as rows of numbers and short texts, as the scripts of our pages read them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from kg.export.view import STATES, Fact, Quote, Saying, Source
from kg.export.vocabulary import words


class Rows:
    """Rows of a table, each thing once, referred to by number."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._index: dict[str, int] = {}

    def put(self, key: str, row: Any) -> int:
        if key not in self._index:
            self._index[key] = len(self.rows)
            self.rows.append(row)
        return self._index[key]

    def known(self, key: str) -> int:
        return self._index.get(key, -1)


class Evidence:
    """Turns facts into rows of numbers and short texts, with tables of what they share."""

    def __init__(self) -> None:
        self.relations, self.names, self.sentences, self.articles = Rows(), Rows(), Rows(), Rows()

    def fact(self, fact: Fact) -> list[Any]:
        """Row: source, relation, target or -1, the object's text where it is no node, state, sayings."""
        return [
            fact.source,
            self.relations.put(fact.predicate, [fact.predicate, words(fact.predicate)]),
            -1 if fact.target is None else fact.target,
            fact.value if fact.target is None else "",
            STATES.index(fact.state),
            [self.saying(s) for s in fact.sayings],
        ]

    def saying(self, saying: Saying) -> list[Any]:
        """Row: sentences, negated, modality, confidence, speaker's name, begin and end of the words that bear it."""
        return [
            [self.quote(q) for q in saying.sentences],
            int(saying.polarity == "Negated"),
            saying.modality,
            saying.confidence,
            self.names.put(saying.speaker, saying.speaker) if saying.speaker else -1,
            *(saying.mark or ()),
        ]

    def quote(self, quote: Quote) -> int:
        known = self.sentences.known(quote.iri)
        return known if known >= 0 else self.sentences.put(quote.iri, [quote.text, self.article(quote.source)])

    def article(self, source: Source) -> int:
        link = next((u for u in source.urls if is_web_address(u)), "")
        return self.articles.put(source.iri, [source.headline, source.date, source.publisher, link, source.iri])


def is_web_address(url: str) -> bool:
    """Say whether a link may lead there: http and https with a host, nothing else.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
