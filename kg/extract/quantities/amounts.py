"""Amounts in a row of atoms: a number or a range with its unit, before the parse is asked about anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kg import lexicon
from kg.extract.quantities.numerals import DASHES, Atoms, Number, is_digits, number_at, number_words, tidy
from kg.extract.quantities.parts import part_words, parts_at
from kg.extract.quantities.units import (
    Amount,
    currency_after,
    currency_before,
    denominator,
    is_year,
    money_after,
    skip_dash,
    unit_after,
    with_letter,
)

_NEAR = 15  # atoms after a share in which "and Korea a tenth" is one too


class _Tables(NamedTuple):
    """The words around an amount: of change, of labels, of rates."""

    change: frozenset[str]
    labels: frozenset[str]
    compared: frozenset[str]
    hedges: frozenset[str]
    rate_nouns: Mapping[str, str]
    rate_adverbs: Mapping[str, str]
    rate_before: frozenset[str]
    no_rate_after: frozenset[str]
    unit_before: frozenset[str]
    starters: frozenset[str]
    before_year: frozenset[str]


@cache
def _tables() -> _Tables:
    words = lexicon.toml("numerals")
    return _Tables(
        change=frozenset(words["context"]["change"]),
        labels=frozenset(words["context"]["labels"]),
        compared=frozenset(words["context"]["compared"]),
        hedges=frozenset(words["context"]["hedges"]),
        rate_nouns=words["rate_nouns"],
        rate_adverbs=words["rate_adverbs"],
        rate_before=frozenset(words["rate_words"]["before"]),
        no_rate_after=frozenset(words["rate_words"]["not_after"]),
        unit_before=frozenset(words["rate_words"]["before_unit"]),
        before_year=frozenset(words["context"]["before_year"]),
        starters=number_words().beginnings | frozenset(part_words().parts) | {"another", "further", "mere"},
    )


def amounts(atoms: Atoms) -> Iterator[Amount]:
    """Yield the amounts that have a unit, from left to right, none inside another.

    >>> from kg.extract.quantities.numerals import lex
    >>> [(str(a.value), a.unit) for a in amounts(lex("He paid US$1.2bn for 23m tonnes in 2024."))]
    [('1200000000', 'USD'), ('23000000', 't')]
    """
    done, shared = 0, -_NEAR
    for i, word in enumerate(atoms.words):
        if i < done or (word not in _tables().starters and not is_digits(word)):
            continue
        for amount in parts_at(atoms, i, follows=done < i < shared + _NEAR) or _amount_at(atoms, i, done):
            if amount.unit:
                yield amount
            if amount.unit == "%":
                shared = amount.end
            done = max(done, amount.end)


def _amount_at(atoms: Atoms, i: int, done: int) -> tuple[Amount, ...]:
    """Return the amount or range that begins with the number at atom `i`; two for "cut from 9 to 4 per cent"."""
    first = _simple_at(atoms, i, done)
    if first is None:
        return ()
    second = _range_end(atoms, first)
    if second is None:
        if first.unit or _weak(atoms, first):
            return (_rated(atoms, replace(first, unit=first.unit or "1", bare=not first.unit)),)
        compared = atoms.word(first.start - 1) == "from" and atoms.word(first.start - 2) in _tables().compared
        return (replace(first, unit="1", bare=True, compared=True),) if compared and not is_year(first.number) else ()
    first, second = _alike(first, second)
    if not first.unit:
        return ()
    if _is_change(atoms, first, second):
        second = _rated(atoms, second)
        return replace(first, unit=second.unit, per=first.per or second.per), second
    if first.value is None or second.value is None or first.value > second.value:
        return first, _rated(atoms, second)
    lead = int(atoms.word(first.start - 1) in ("between", "from"))
    both = replace(second, start=first.start - lead, lead=lead, value=None, minimum=first.value, maximum=second.value)
    return (_rated(atoms, both),)


def _simple_at(atoms: Atoms, i: int, done: int) -> Amount | None:
    number = number_at(atoms, i)
    if number is None:
        return None
    start, code = currency_before(atoms, i, done)
    if code:
        return _money(atoms, start, number, code)
    if not _is_free(atoms, i):
        return None
    start = i
    if atoms.word(i - 1) in ("-", "−", "minus") and i - 1 >= done and number.digits:
        negative = atoms.word(i - 1) == "minus" or (atoms.glued(i) and not atoms.glued(i - 1))
        if negative:
            number, start = number._replace(base=-number.base), i - 1
    return _with_unit(atoms, start, number)


def _is_free(atoms: Atoms, i: int) -> bool:
    """Say whether a number stands alone, not in a name (F-35, G7), a date or a time of day (10:30), a list (No. 5)."""
    before = atoms.word(i - 1)
    if atoms.glued(i):
        if (
            before.isalnum()
            or before in ("_", "#", "@", "'", "’")
            or (before in (".", ":", "/") and is_digits(atoms.word(i - 2)))
        ):
            return False
        if before in DASHES and atoms.glued(i - 1) and atoms.word(i - 2).isalpha():
            return False
    elif before == "." and atoms.word(i - 2) == "no":
        return False
    if before == "point" and number_at(atoms, i - 2) is not None:
        return False  # "thirty-four point five per cent"
    return before not in _tables().labels


def _money(atoms: Atoms, start: int, number: Number, code: str) -> Amount:
    number = with_letter(atoms, number, "kmbt")
    end, code = currency_after(atoms, number.end, code)
    return Amount(start, end, number, number.value, code, money=True)


def _with_unit(atoms: Atoms, start: int, number: Number) -> Amount:
    """Give a number the unit that follows it, or none."""
    for candidate in (number, with_letter(atoms, number, "kmb")):
        money = money_after(atoms, candidate)
        if money is not None:
            end, unit = money
            return Amount(start, end, candidate, tidy(candidate.value * unit.factor), unit.code, money=True)
        found = unit_after(atoms, candidate)
        if found is not None:
            end, unit = found
            value = tidy(candidate.value * unit.factor)
            return Amount(start, end, candidate, value, unit.code, unit.per, counted=unit.kind == "count")
    lettered = with_letter(atoms, number, "km")
    return Amount(start, lettered.end, lettered, lettered.value)


def _weak(atoms: Atoms, amount: Amount) -> bool:
    """Say whether a number without a unit is a quantity all the same: "166 million", "2,500 delegates"."""
    number = amount.number
    return number.scale >= 1000 or (number.grouped and number.base >= 1000)


def _range_end(atoms: Atoms, first: Amount) -> Amount | None:
    """Return the second amount of "38 to 45", "85%-90%", "between 30 and 39", if one follows."""
    i = first.end
    word = atoms.word(i)
    if word in DASHES:
        if atoms.glued(i) != atoms.glued(i + 1):
            return None
    elif word == "and":
        if atoms.word(first.start - 1) != "between":
            return None
    elif word not in ("to", "or"):
        return None
    second = _second_at(atoms, i + 1, first)
    if second is None or (word == "or" and not (first.number.base < second.number.base and not first.unit)):
        return None
    if not first.unit and not second.unit and not (_weak(atoms, first) and _weak(atoms, second)):
        return None
    dollars = first.money and second.money and "*" in (first.unit, second.unit)
    if first.unit and second.unit and first.unit != second.unit and not dollars:
        return None
    if is_year(first.number) and not first.unit and _other_scale(atoms, first, second):
        return None
    return second


def _other_scale(atoms: Atoms, first: Amount, second: Amount) -> bool:
    """Return whether a year stands before an amount, no range: "from 40 in 2022 to 166 million tonnes in 2025"."""
    dated = atoms.word(first.start - 1) in _tables().before_year
    return dated or second.number.value < first.number.value or second.number.scale != first.number.scale


def _second_at(atoms: Atoms, i: int, first: Amount) -> Amount | None:
    while atoms.word(i) in _tables().hedges:
        i += 1
    for skip in range(5):
        if number_at(atoms, i + skip) is not None:
            if skip and currency_before(atoms, i + skip, i)[0] != i:
                return None
            return _simple_second(atoms, i + skip, i)
    return None


def _simple_second(atoms: Atoms, i: int, floor: int) -> Amount | None:
    number = number_at(atoms, i)
    if number is None:
        return None
    start, code = currency_before(atoms, i, floor)
    return _money(atoms, start, number, code) if code else _with_unit(atoms, i, number)


def _alike(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Let the two ends of a range share unit and scale: "$5-10 billion", "11.5 and 14 per cent"."""
    one, two = first.number, second.number
    if one.scale == 1 and two.scale > 1 and one.base < 1000 and one.base <= two.base and not first.per:
        one = one._replace(scale=two.scale)
        first = replace(first, number=one, value=one.value)
    unit = second.unit if second.unit not in ("", "*") or not first.unit else first.unit
    if not first.unit and second.unit:
        factor = (second.value or Decimal(0)) / two.value if two.value else Decimal(1)
        first = replace(first, value=tidy(one.value * factor))
    if not second.unit and first.unit and not first.money:
        factor = (first.value or Decimal(0)) / one.value if one.value else Decimal(1)
        second = replace(second, value=tidy(two.value * factor))
    unit = unit or "1"
    if first.unit not in ("", "*"):
        unit = first.unit
    money, counted = first.money or second.money, first.counted or second.counted
    return (
        replace(first, unit=unit, money=money, counted=counted),
        replace(second, unit=unit, money=money, counted=counted),
    )


def _is_change(atoms: Atoms, first: Amount, second: Amount) -> bool:
    """Say whether "from A to B" tells of a change, not of a range: "cut from 9 to 4 per cent"."""
    i = first.start - 1
    if atoms.word(first.end) != "to":
        return False
    while atoms.word(i) in _tables().hedges:
        i -= 1
    if atoms.word(i) != "from":
        return False
    for back in range(i - 1, max(-1, i - 12), -1):
        word = atoms.word(back)
        if word in (".", ";", ":"):
            return False
        if _stem(word) & _tables().change:
            return True
    return False


def _stem(word: str) -> set[str]:
    """Return what the word may be an inflection of; irregular forms are rows of the table."""
    stems = {word}
    for ending in ("s", "es", "d", "ed", "ing"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            stems |= {stem, stem + "e"}
            if len(stem) > 2 and stem[-1] == stem[-2]:
                stems.add(stem[:-1])
            if stem.endswith("i"):
                stems.add(stem[:-1] + "y")
    return stems


def _rated(atoms: Atoms, amount: Amount) -> Amount:
    """Take up "a tonne", "per day", "annually" behind an amount."""
    for _ in range(2):
        i = amount.end
        if atoms.word(i) in DASHES and atoms.glued(i):
            i += 1
        word = atoms.word(i)
        if word in _tables().rate_adverbs:
            amount = replace(amount, end=i + 1, per=amount.per or _tables().rate_adverbs[word])
            continue
        if word not in _tables().unit_before:
            break
        i = skip_dash(atoms, i + 1)
        noun = atoms.word(i)
        timed = (
            noun in _tables().rate_nouns
            and word in _tables().rate_before
            and atoms.word(i + 1) not in _tables().no_rate_after
        )
        if timed and (len(noun) > 1 or word == "/"):
            amount = replace(amount, end=i + 1, per=amount.per or _tables().rate_nouns[noun])
            continue
        unit = denominator(atoms, i) if amount.money and "/" not in amount.unit else None
        if unit is None:
            break
        end, code = unit
        amount = replace(amount, end=end, unit=f"{amount.unit}/{code}")
    return amount
