"""Currencies of ISO 4217 and which country pays in which; how text writes them is in `kg.lexicon`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.reference.tables import cells, rows


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: its ISO 4217 code, its English name, and the ISO 3166 codes of the countries that use it."""

    code: str
    label: str
    countries: tuple[str, ...]


@cache
def currencies() -> tuple[Currency, ...]:
    """Return all currencies of the table, sorted by code.

    >>> next(c.label for c in currencies() if c.code == "AUD")
    'Australian Dollar'
    """
    found = [Currency(row["code"], row["label"], cells(row["countries"])) for row in rows("currencies")]
    return tuple(sorted(found, key=lambda currency: currency.code))


@cache
def _by_country() -> dict[str, str]:
    return {iso3: currency.code for currency in currencies() for iso3 in currency.countries}


def currency_of(iso3: str) -> str:
    """Return the ISO 4217 code of a country's currency, or an empty string where none is known.

    >>> currency_of("AUS")
    'AUD'
    """
    return _by_country().get(iso3, "")
