"""How the tables of this folder are read: rows, lists in a cell, weak names, spellings, singular and plural."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.text import slug

FOLDER = Path(__file__).parent
WEAK = "*"  # written after a name that needs context
MARKS = "*~^="  # what may stand around a name; "~" and "^" are explained in bodies.csv, "=" in products.csv


@dataclass(frozen=True, slots=True)
class Table:
    """One file of entities: what kind of key its rows have and what class they are unless a `type` column says so."""

    file: str
    kind: str
    type: str


TABLES: tuple[Table, ...] = (
    Table("countries", "country", "kg:Country"),
    Table("blocs", "bloc", "kg:Bloc"),
    Table("organizations", "organization", "kg:InternationalOrganization"),
    Table("parties", "organization", "kg:Organization"),
    Table("armed_groups", "armed-group", "kg:ArmedGroup"),
    Table("companies", "company", "kg:Company"),
    Table("regions", "region", "kg:Region"),
    Table("subdivisions", "subdivision", "kg:Subdivision"),
    Table("bodies", "body", "kg:GovernmentBody"),
    Table("places", "place", "kg:Place"),
    Table("minerals", "mineral", "kg:Mineral"),
    Table("products", "product", "kg:Product"),
    Table("people", "person", "kg:Person"),
    Table("agreements", "agreement", "kg:Agreement"),
)


def cells(text: str) -> tuple[str, ...]:
    """Return the items of a cell that holds a list: `cells("EU | E.U.")` is `("EU", "E.U.")`."""
    return tuple(item.strip() for item in text.split("|") if item.strip()) if text else ()


def raw_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a file as they stand; lines that begin with "#" and blank lines are comments."""
    lines = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of `kg/reference/<name>.csv` without blanks around the cells."""
    return [{k: (v or "").strip() for k, v in row.items() if k is not None} for row in raw_rows(name)]


def entity_rows(table: Table) -> list[dict[str, str]]:
    """Return the rows of a table of entities; a `kinds` cell gives one more row for each narrower good it lists."""
    found: list[dict[str, str]] = []
    for row in rows(table.file):
        found.append(row)
        for item in cells(row.get("kinds", "")):
            plural = "count" if item.rstrip(MARKS).endswith("s") else ""
            found.append({"label": item, "number": plural, "broader": slug(label(row))})
    return found


def label(row: dict[str, str]) -> str:
    """Return the label of a row without the mark that makes it weak as a name."""
    return row["label"].strip(MARKS)


def adjectives(row: dict[str, str]) -> tuple[str, ...]:
    """Return what stands before the names of a country's or bloc's bodies: "Chinese", "US", "EU"."""
    people = cells(row.get("demonyms", ""))
    first = [p for p in people[:2] if p[-1] not in MARKS and (p[-1] != "s" or p == "Swiss")]
    short = [n for n in cells(row.get("names", "")) if n.isupper() and n[-1] not in MARKS and len(n) <= 5]
    return (*first, *short[:2])


def full_key(item: str, kind: str) -> str:
    """Return the key that a cell means: as it stands where it names a kind, else with the column's own kind."""
    return item if "/" in item else f"{kind}/{item}"


def row_key(table: Table, row: dict[str, str]) -> str:
    """Return the key of a row: its `key` cell, else what its kind prescribes, else the slug of its label."""
    if row.get("key"):
        return full_key(row["key"], table.kind)
    if table.kind == "country":
        return f"country/{row['iso3']}"
    label = slug(row["label"])
    if table.kind == "body":
        owner = row["part_of"]
        owner = cells(owner)[0].split("/")[-1] if owner else ""
        return f"body/{slug(owner)}-{label}"
    if table.kind == "place" and row.get("country"):
        return f"place/{label}-{row['country'].lower()}"
    return f"{table.kind}/{label}"


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds the beginning of a word that has two spellings, and the other spelling of each."""
    other: dict[str, str] = {}
    for row in rows("spellings"):
        for one, two in ((row["british"], row["american"]), (row["american"], row["british"])):
            other[one], other[one.capitalize()] = two, two.capitalize()
    longest_first = sorted(other, key=lambda text: (-len(text), text))
    return re.compile(r"\b(?:" + "|".join(longest_first) + ")"), other


def respelt(text: str) -> tuple[str, ...]:
    """Return the text in its other English spelling, if it has one: `respelt("aluminium")` is `("aluminum",)`."""
    pattern, other = _spellings()
    changed = pattern.sub(lambda match: other[match[0]], text)
    return () if changed == text else (changed,)


def singular(text: str) -> str:
    """Return the singular of a plural as goods have it: `singular("gas turbines")` is `"gas turbine"`."""
    for plural, single in _ENDINGS:
        if text.endswith(plural):
            return text[: len(text) - len(plural)] + single
    return text


# endings of plurals and what the singular has instead; the first that fits holds
_ENDINGS = (
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("ies", "y"),
    ("gases", "gas"),
    ("buses", "bus"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("sses", "ss"),
    ("zzes", "zz"),
    ("shoes", "shoe"),
    ("oes", "o"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)
