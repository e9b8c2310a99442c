"""Read a sentence or article in tests and tell its facts in words: "Tariff imposedBy country/GHA"."""

from __future__ import annotations

from datetime import date
from functools import cache

import spacy

from kg import extract, language
from kg.model import Article, Claim, Quantity, Record, Value

DAY = date(2026, 3, 10)  # a Tuesday


@cache
def pipeline() -> spacy.Language:
    """Return the language pipeline, loaded once."""
    return language.load()


def read(text: str, day: date | None = DAY, headline: str = "") -> Record:
    """Return the record of a text."""
    body = f"{headline}\n\n{text}" if headline else text
    article = Article("article/test", headline, body, day)
    return extract.extract(pipeline()(language.prepare(article)), article)


def facts(text: str, day: date | None = DAY, headline: str = "") -> set[str]:
    """Return the claims as "Kind predicate object", with polarity and modality where they are not the plain ones."""
    record = read(text, day, headline)
    kinds = {o.id: o.types[0].partition(":")[2] for o in record.occurrences}
    return {_told(claim, kinds) for claim in record.claims}


def _told(claim: Claim, kinds: dict[str, str]) -> str:
    obj = claim.object
    if isinstance(obj, Value):
        shown = obj.text
    elif isinstance(obj, Quantity):
        bounds = (obj.amount, obj.minimum, obj.maximum)
        shown = " ".join(str(b) for b in bounds if b is not None) + f" {obj.unit}"
    else:
        shown = kinds.get(obj, obj)
    words = [kinds.get(claim.subject, claim.subject), claim.predicate.partition(":")[2], shown]
    if claim.polarity == "Negated":
        words.append("not")
    if claim.modality != "Actual":
        words.append(claim.modality)
    return " ".join(words)
