"""Units of measure and currencies beside a number, from `lexicon/units.csv` and `currencies.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kg import lexicon
from kg.extract.quantities.numerals import DASHES, Atoms, Number, Trie, lex, number_words


class Unit(NamedTuple):
    """A unit of measure: what one of it is in the UCUM unit `code`, and the time `per` that it holds, if any."""

    code: str
    factor: Decimal
    per: str
    kind: str


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at the atoms `start` to `end` (exclusive): `value`, or the bounds of a range.

    `unit` is "" for a number that only a range or a noun could give a unit; "*" in it stands for the bare dollar.
    """

    start: int
    end: int
    number: Number
    value: Decimal | None
    unit: str = ""
    per: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    approximate: bool = False
    money: bool = False
    counted: bool = False  # the unit is a noun for things that are counted
    bare: bool = False  # no unit is written; it may be that of the quantity before: "20 tonnes, up from 15"
    compared: bool = False  # bare, and a quantity only if there is such a one before
    part: bool = False  # a part of a whole in words: "two thirds"
    lead: int = 0  # atoms at the start that are no part of the bare amount: "between", "from"


def _unit(row: Mapping[str, str]) -> Unit:
    return Unit(row["unit"], Decimal(row["factor"]), row["per"], row["kind"])


class _Tables(NamedTuple):
    """Units in any case and in exact spelling; signs, codes and names of currencies."""

    money_nouns: frozenset[str]
    units: Trie[Unit]
    exact: dict[str, Unit]
    signs: dict[str, str]
    codes: dict[str, str]
    money: Trie[Unit]


@cache
def _tables() -> _Tables:
    words = lexicon.toml("numerals")
    currencies = lexicon.table("currencies")
    return _Tables(
        money_nouns=frozenset(words["context"]["money_nouns"]),
        units=Trie((r["form"], _unit(r)) for r in lexicon.table("units") if r["case"] != "exact"),
        exact={r["form"]: _unit(r) for r in lexicon.table("units") if r["case"] == "exact"},
        signs={r["form"]: r["code"] for r in currencies if r["place"] == "sign"},
        codes={r["form"]: r["code"] for r in currencies if r["place"] == "code"},
        money=Trie(
            (r["form"], Unit(r["code"], Decimal(r["factor"]), "", "money")) for r in currencies if r["place"] != "sign"
        ),
    )


def has_unit(text: str) -> bool:
    """Say whether a text begins with a unit, a currency or a scale: what follows "2000" in "2000 tonnes".

    >>> has_unit(" tonnes of ore"), has_unit(" in Rome")
    (True, False)
    """
    atoms = lex(text)
    word = atoms.word(0)
    return word in number_words().scales or any(
        trie.find(atoms, 0) is not None for trie in (_tables().units, _tables().money)
    )


def currency_before(atoms: Atoms, i: int, done: int) -> tuple[int, str]:
    """Return the first atom and the code of the currency before a number ("US$ 5", "EUR5", "Rs. 500"), or ""."""
    j = i - 1
    if j < done:
        return i, ""
    word = atoms.word(j)
    if word in _tables().signs:
        joined = atoms.word(j - 1) + word
        if j - 1 >= done and atoms.glued(j) and joined in _tables().signs and atoms.texts[j - 1].isupper():
            return j - 1, _tables().signs[joined]
        if atoms.word(j - 1) == "." and tuple(atoms.words[max(0, j - 4) : j]) == ("u", ".", "s", "."):
            return j - 4, "USD"
        return j, _tables().signs[word]
    if word == "." and atoms.word(j - 1) in ("rs", "rp"):
        return j - 1, _tables().codes[atoms.word(j - 1)]
    if word in _tables().codes and (atoms.texts[j].isupper() or len(word) == 2):
        return j, _tables().codes[word]
    return i, ""


def with_letter(atoms: Atoms, number: Number, letters: str) -> Number:
    """Take a glued letter as a factor: "5m" is five million."""
    word = atoms.word(number.end)
    if (
        number.scale == 1
        and number.digits
        and word in number_words().letters
        and word in letters
        and atoms.glued(number.end)
    ):
        return number._replace(scale=Decimal(number_words().letters[word]), end=number.end + 1)
    return number


def money_after(atoms: Atoms, number: Number) -> tuple[int, Unit] | None:
    i = skip_dash(atoms, number.end)
    found = _tables().money.find(atoms, i)
    if found is None:
        return None
    word = atoms.word(i)
    if word in _tables().codes and not atoms.texts[i].isupper():
        return None
    weight = word in ("pound", "pounds") and found[0] == i + 1
    if weight and atoms.word(found[0]) == "of" and atoms.word(found[0] + 1) not in _tables().money_nouns:
        return None
    return found


def unit_after(atoms: Atoms, number: Number) -> tuple[int, Unit] | None:
    i = skip_dash(atoms, number.end)
    if i >= len(atoms.words):
        return None
    if atoms.word(i) == "mt" and atoms.texts[i] == "mt" and not number.grouped:  # "1.2mt" is millions, "500 mt" is not
        millions = atoms.glued(i) and number.base < 1000
        return i + 1, Unit("t", Decimal(1_000_000 if millions else 1), "", "mass")
    found = _tables().units.find(atoms, i)
    if found is not None:
        return found
    text, end = atoms.texts[i], i + 1
    if text + (atoms.texts[end] if atoms.glued(end) else "") in _tables().exact:  # "m³", "°C"
        text, end = text + (atoms.texts[end] if atoms.glued(end) else ""), end + (1 if atoms.glued(end) else 0)
    unit = _tables().exact.get(text)
    if unit is None or (text == "m" and (atoms.glued(i) and not number.grouped and _noun_follows(atoms, end))):
        return None
    if len(text) == 1 and atoms.glued(end) and atoms.word(end) in ("'", "’", "."):
        return (end, unit) if atoms.word(end) == "." else None
    return end, unit


def _noun_follows(atoms: Atoms, i: int) -> bool:
    """Say whether "5m" is followed by something that there can be millions of."""
    if _tables().units.find(atoms, i) is not None or _tables().money.find(atoms, i) is not None:
        return True
    word = atoms.word(i)
    return len(word) > 3 and word.isalpha() and word.endswith("s")


def skip_dash(atoms: Atoms, i: int) -> int:
    return i + 1 if atoms.word(i) in DASHES and atoms.glued(i) and atoms.glued(i + 1) else i


def is_year(number: Number) -> bool:
    return number.digits and not number.grouped and number.scale == 1 and 1900 <= number.base <= 2100


def denominator(atoms: Atoms, i: int) -> tuple[int, str] | None:
    found = _tables().units.find(atoms, i)
    if found is None:
        unit = _tables().exact.get(atoms.texts[i]) if i < len(atoms.texts) else None
        found = None if unit is None else (i + 1, unit)
    if found is None or found[1].factor != 1 or found[1].per or found[1].kind in ("share", "count"):
        return None
    return found[0], found[1].code


def currency_after(atoms: Atoms, i: int, code: str) -> tuple[int, str]:
    """Take up a currency said twice ("US$5 million dollars", "$5 CAD"); return the end and the closer code."""
    after = _tables().money.find(atoms, i)
    if after is None or after[1].factor != 1 or not (after[1].code in (code, "*") or code == "*"):
        return i, code
    return after[0], after[1].code if code == "*" else code
