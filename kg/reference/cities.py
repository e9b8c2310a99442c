"""Cities of 15,000 people and more, looked up by name; kept apart from the names that text is searched for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kg.model import Entity
from kg.reference.tables import FOLDER, WEAK, cells, rows
from kg.text import plain, slug

DOMINANT = 5  # a bare name means the largest place of that name where it has this many times the people of the next
POLITICAL = 10**9  # people that a place of places.csv counts as: its name means it, unless the name is weak


class _City(NamedTuple):
    key: str  # empty where label and country give it
    label: str
    iso3: str
    people: int


def _name(text: str) -> str:
    lowered = text.lower() if text.isascii() else plain(text)
    return lowered.replace("'", "").replace("’", "").replace("-", " ")


def _key(label: str, iso3: str) -> str:
    return f"place/{slug(label)}-{iso3.lower()}"


@cache
def _cities() -> dict[str, list[_City]]:
    """Return cities by plain name, in the order of the tables."""
    found: dict[str, list[_City]] = {}
    for row in rows("places"):
        label = row["label"].rstrip(WEAK)
        for item in (row["label"], *cells(row["names"])):
            people = 0 if item.endswith(WEAK) else POLITICAL
            one = _City(_key(label, row["country"]), label, row["country"], people)
            found.setdefault(_name(item.rstrip(WEAK)), []).append(one)
    for name, iso3, people in _file():
        found.setdefault(_name(name), []).append(_City("", name, iso3, people))
    return found


def _named(name: str) -> list[_City]:
    """Return the cities of a plain name, the likeliest first."""
    return sorted(_cities().get(name, ()), key=lambda one: -one.people)


def _file() -> list[tuple[str, str, int]]:
    """Return the rows of the large table; it has no quoted cell, so that it can be split."""
    lines = (FOLDER / "cities.csv").read_text(encoding="utf-8").splitlines()
    split = (line.rsplit(",", 2) for line in lines if not line.startswith("#"))
    return [(name.strip('"'), iso3, int(people)) for name, iso3, people in split if people.isdigit()]


def _entity(one: _City) -> Entity:
    return Entity(one.key or _key(one.label, one.iso3), ("kg:Place",), one.label)


@cache
def _by_key() -> dict[str, _City]:
    """Return cities by key; of several with one key the least likely."""
    ranked = (one for name in _cities() for one in _named(name))
    return {one.key or _key(one.label, one.iso3): one for one in ranked}


def city_by_key(key: str) -> Entity | None:
    """Return the city with this key, or None; other kinds of key cost nothing."""
    one = _by_key().get(key) if key.startswith("place/") else None
    return None if one is None else _entity(one)


def find_city(name: str, country: str | None = None) -> Entity | None:
    """Return the city of this name: in the given country (ISO3) if it has one, else the one that is usually meant.

    Where several cities share a name and none is far larger than the others, None is returned.

    >>> find_city("Shenzhen").key
    'place/shenzhen-chn'
    >>> find_city("London", "CAN").key
    'place/london-can'
    """
    found = _named(_name(name.strip()))
    if country:
        found = [one for one in found if one.iso3 == country]
        return _entity(found[0]) if found else None
    keys = {one.key or _key(one.label, one.iso3) for one in found}
    if not found or (len(keys) > 1 and _unclear(found)):
        return None
    return _entity(found[0])


def _unclear(found: list[_City]) -> bool:
    """Tell whether a second city of the name is too large for the first to be meant without a word."""
    others = [one.people for one in found[1:] if (one.label, one.iso3) != (found[0].label, found[0].iso3)]
    return bool(others) and found[0].people < DOMINANT * max(others)
