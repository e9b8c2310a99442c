"""Entities, the facts about them and the names that text knows them by, from all tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from kg.model import Entity, Value
from kg.reference import tables
from kg.reference.cities import city_by_key, find_city
from kg.reference.naming import Name, Written, with_country, written
from kg.reference.tables import TABLES, Table, cells, full_key
from kg.text import slug

Fact = tuple[str, str | Value]

# column -> (predicate, kind of key that a bare item means; empty: the item is a string)
FACT_COLUMNS: dict[str, tuple[str, str]] = {
    "iso2": ("kg:iso2", ""),
    "iso3": ("kg:iso3", ""),
    "territory_of": ("kg:territoryOf", "country"),
    "notation": ("skos:notation", ""),
    "part_of": ("kg:partOf", "country"),
    "headquarters": ("kg:headquarteredIn", "place"),
    "home": ("kg:headquarteredIn", "country"),
    "based_in": ("kg:basedIn", "country"),
    "parent": ("kg:subsidiaryOf", "company"),
    "official_of": ("kg:officialOf", "country"),
    "broader": ("skos:broader", "mineral"),
    "used_in": ("kg:usedIn", "product"),
    "made_from": ("kg:madeFrom", "mineral"),
    "symbol": ("kg:chemicalSymbol", ""),
    "listed": ("kg:listedAs", ""),
    "parties": ("kg:party", "country"),
}
ACTING = ("capital", "seat")  # roles of places that stand for their government
CAPITALS = ("capital", "capital-only")


@dataclass(slots=True)
class _Store:
    entities: dict[str, Entity] = field(default_factory=dict)
    facts: dict[str, list[Fact]] = field(default_factory=dict)
    names: dict[tuple[str, str], Name] = field(default_factory=dict)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)  # (owner's key, name in lower case) -> body
    adjectives: dict[str, tuple[str, ...]] = field(default_factory=dict)  # key of a country or bloc -> "Chinese"
    everyday: set[str] = field(default_factory=set)  # keys of goods.csv
    called: dict[str, str] = field(default_factory=dict)  # key of a country or bloc -> "the Netherlands"

    def add_name(self, name: Name) -> None:
        """Keep a name once per entity; one that is given as sure anywhere is sure, and a proper name comes first."""
        known = self.names.setdefault((name.text, name.key), name)
        if known.weak and not name.weak:
            self.names[name.text, name.key] = name


def _facts(table: Table, row: dict[str, str]) -> list[Fact]:
    found: list[Fact] = []
    for column in (name for name in FACT_COLUMNS if row.get(name)):
        predicate, kind = FACT_COLUMNS[column]
        own = table.kind if column == "broader" else kind
        for item in cells(row[column]):
            found.append((predicate, full_key(item, own) if kind else Value(item)))
    if table.kind == "place":
        found.append(("kg:locatedIn", f"country/{row['country']}"))
    return found


def _acts_for(row: dict[str, str]) -> str:
    return row.get("acts_for", "") or (f"country/{row['country']}" if row.get("role") in ACTING else "")


def _add_row(store: _Store, table: Table, row: dict[str, str]) -> None:
    key, label = tables.row_key(table, row), tables.label(row)
    found = written(table, row)
    spelt = dict.fromkeys(one.text for one in found if one.form not in ("demonym", "surname"))
    for one in _add_body(store, key, row, found) if table.kind == "body" else found:
        store.add_name(Name(one.text, key, one.form, _acts_for(row), not one.text.islower(), one.weak))
    if table.kind == "body" and Written(label, "name", "~") in found:
        label = f"{label} of {store.called[_owner(row)]}"
    spelt.pop(label, None)
    store.entities[key] = Entity(key, cells(row.get("type", "")) or (table.type,), label, tuple(spelt))
    store.facts.setdefault(key, []).extend(_facts(table, row))
    if table.kind in ("country", "bloc", "subdivision"):
        store.adjectives[key] = tables.adjectives(row)
        articled = f"the {label}"
        store.called[key] = articled if articled in cells(row["names"]) or table.kind == "bloc" else label
    if table.kind == "place" and row["role"] in CAPITALS:
        store.facts[f"country/{row['country']}"].append(("kg:capital", key))


def _owner(row: dict[str, str]) -> str:
    return full_key(cells(row["part_of"])[0], "country")


def _add_body(store: _Store, key: str, row: dict[str, str], found: list[Written]) -> list[Written]:
    """Note how a body is found by its owner; return its names, those that need the country with the country."""
    owner = _owner(row)
    for one in found:
        store.bodies.setdefault((owner, one.text.lower()), key)
    return with_country(found, store.adjectives.get(owner, ()))


def _add_memberships(store: _Store) -> None:
    for row in tables.rows("memberships"):
        for column, predicate in (("members", "kg:memberOf"), ("former", "kg:formerMemberOf")):
            for member in cells(row[column]):
                store.facts[full_key(member, "country")].append((predicate, full_key(row["bloc"], "bloc")))


def _add_goods(store: _Store) -> None:
    """Add everyday goods, whose names are all weak."""
    for row in tables.raw_rows("goods"):
        label, plural = row["label"], row["plural"]
        key = f"product/{slug(label)}"
        if key in store.entities:
            continue
        store.entities[key] = Entity(key, ("kg:Product",), label, (plural,) if plural else ())
        store.everyday.add(key)
        for text in filter(None, (label, plural)):
            store.add_name(Name(text, key, "noun", case_sensitive=False, weak=True))


@cache
def _store() -> _Store:
    store = _Store()
    for table in TABLES:
        for row in tables.entity_rows(table):
            _add_row(store, table, row)
    _add_goods(store)
    _add_memberships(store)
    return store


def has(key: str) -> bool:
    """Tell whether the reference tables know this key.

    >>> has("country/AUS"), has("country/ZZZ")
    (True, False)
    """
    return key in _store().entities or city_by_key(key) is not None


def is_everyday(key: str) -> bool:
    """Tell whether this is one of the goods of `goods.csv`, whose mere mention says nothing about trade.

    >>> is_everyday("product/chainsaw"), is_everyday("mineral/cobalt")
    (True, False)
    """
    return key in _store().everyday


def entity(key: str) -> Entity:
    """Return what the reference tables say an entity is; KeyError where they do not know it.

    >>> entity("bloc/EU").label
    'European Union'
    """
    found = _store().entities.get(key) or city_by_key(key)
    if found is None:
        raise KeyError(key)
    return found


def facts(key: str) -> tuple[Fact, ...]:
    """Return the reference triples of an entity as (predicate, object key or literal); none where it is unknown.

    >>> ("kg:iso2", Value("AU")) in facts("country/AUS")
    True
    """
    known = _store().facts.get(key)
    if known is not None:
        return tuple(dict.fromkeys(known))
    if city_by_key(key) is not None:
        return (("kg:locatedIn", "country/" + key.rsplit("-", 1)[1].upper()),)
    return ()


def all_keys() -> tuple[str, ...]:
    """Return the keys of all entities but the cities, sorted."""
    return tuple(sorted(_store().entities))


@cache
def party_states() -> dict[str, str]:
    """Return the state of each political party of the tables, by key.

    >>> party_states()["organization/fidesz"]
    'country/HUN'
    """
    table = next(table for table in TABLES if table.file == "parties")
    return {tables.row_key(table, row): f"country/{row['home']}" for row in tables.entity_rows(table)}


@cache
def names() -> tuple[Name, ...]:
    """Return every name that text is searched for, sorted; cities other than the political ones are left to `city`.

    Where one text names several entities, at most one of the names is sure, and the likeliest comes first.

    >>> [name.acts_for for name in names() if name.text == "Beijing"]
    ['country/CHN']
    """
    first = {(row["text"], row["key"]) for row in tables.rows("preferences")}
    found = _store().names.values()
    return tuple(sorted(found, key=lambda name: (name.text, (name.text, name.key) not in first, name.key)))


def body(name: str, owner: str) -> Entity | None:
    """Return the government body that a country or bloc (by key) calls by this name, or None; case does not matter.

    The name may have the adjective or the name of the owner with it.

    >>> body("Commerce Ministry", "country/CHN").key
    'body/chn-ministry-of-commerce'
    >>> body("Ministry of Commerce of the People's Republic of China", "country/CHN").key
    'body/chn-ministry-of-commerce'
    """
    store = _store()
    if owner not in store.entities:
        return None
    words = name.lower().removeprefix("the ").strip()
    for short in (words, *_without_owner(words, store.entities[owner], store.adjectives.get(owner, ()))):
        key = store.bodies.get((owner, short))
        if key:
            return store.entities[key]
    return None


def _without_owner(words: str, owner: Entity, adjectives: tuple[str, ...]) -> list[str]:
    """Return what is left of a body's name in lower case without the owner's adjective, possessive or name."""
    called = [text.lower() for text in (owner.label, *owner.names)]
    before = [f"{text.lower()} " for text in adjectives] + [
        f"{text}{mark} " for text in called for mark in ("'s", "’s", "")
    ]
    after = [f" of {article}{text}" for text in called for article in ("", "the ")]
    return [words[len(text) :] for text in before if words.startswith(text)] + [
        words[: -len(text)] for text in after if words.endswith(text)
    ]


def city(name: str, country: str | None = None) -> Entity | None:
    """Return the city of this name: in the given country (ISO3) if it has one, else the one that is usually meant.

    Where several cities share a name and none is far larger than the others, None is returned.

    >>> city("Kiev").label
    'Kyiv'
    >>> city("London", "CAN").key
    'place/london-can'
    """
    found = find_city(name, country)
    return None if found is None else _store().entities.get(found.key, found)
