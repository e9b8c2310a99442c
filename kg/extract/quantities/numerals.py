"""Numbers as they are written in English text: "1.2 billion", "two hundred and fifty", "Rs 500 crore".

The text is cut into atoms (a number, a run of letters, or one sign), finer than tokens, as "US$1.2bn" or "85%-90%" may
be one token or five. All positions here are atom indices; `Atoms` holds the character offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Generic, NamedTuple, TypeVar

from kg import lexicon

T = TypeVar("T")
Phrase = tuple[str, ...]

_ATOM = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{2,3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|[^\W\d_]+|\S")

MAX_DIGITS = 20  # longer rows of digits are no numbers that anyone writes
DASHES = frozenset("-–—−‐‑")


class NumberWords(NamedTuple):
    """Numbers below a hundred, factors, letters that are factors, and the words that a number may begin with."""

    small: Mapping[str, int]
    scales: Mapping[str, int]
    letters: Mapping[str, int]
    beginnings: frozenset[str]


@cache
def number_words() -> NumberWords:
    """Return the words of numbers in the lexicon."""
    words = lexicon.toml("numerals")
    return NumberWords(
        small=words["small"],
        scales=words["scales"],
        letters=words["letters"],
        beginnings=frozenset(words["small"]) | {"a", "an", "half"},
    )


class Atoms(NamedTuple):
    """The atoms of a text: in lower case, as written, and where each begins and ends (characters, end exclusive)."""

    words: list[str]
    texts: list[str]
    starts: list[int]
    ends: list[int]

    def word(self, i: int) -> str:
        """Return the atom in lower case, or "" beyond the ends of the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        """Say whether no space stands between this atom and the one before it."""
        return 0 < i < len(self.words) and self.starts[i] == self.ends[i - 1]


class Number(NamedTuple):
    """A number in a text: its value, the atom after it, and how it was written.

    `base` is the value before "million" and the like, `scale` that factor; `grouped` says that it has commas, `digits`
    that it is written with digits.
    """

    base: Decimal
    scale: Decimal
    end: int
    digits: bool
    grouped: bool

    @property
    def value(self) -> Decimal:
        """The value, exact and without needless zeros."""
        return tidy(self.base * self.scale)


class Trie(Generic[T]):
    """Finds the longest phrase of a table that stands at a place in the text."""

    def __init__(self, entries: Iterable[tuple[str, T]], backwards: bool = False) -> None:
        self.step = -1 if backwards else 1
        self.table: dict[str, list[tuple[Phrase, T]]] = {}
        for form, value in entries:
            words = tuple(lex(form.lower()).words)[:: self.step]
            self.table.setdefault(words[0], []).append((words, value))
        for phrases in self.table.values():
            phrases.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def find(self, atoms: Atoms, i: int) -> tuple[int, T] | None:
        """Return the index after (or, backwards, before) the longest phrase at `i` and the value of that phrase."""
        word = atoms.word
        for words, value in self.table.get(word(i), ()):
            if all(word(i + k * self.step) == w for k, w in enumerate(words)):
                return i + len(words) * self.step, value
        return None


@lru_cache(maxsize=4)
def lex(text: str) -> Atoms:
    """Cut a text into atoms.

    >>> lex("US$1.2bn").texts
    ['US', '$', '1.2', 'bn']
    """
    found = list(_ATOM.finditer(text))
    texts = [m.group() for m in found]
    return Atoms([t.lower() for t in texts], texts, [m.start() for m in found], [m.end() for m in found])


def tidy(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros and without an exponent.

    >>> tidy(Decimal("85.0")), tidy(Decimal("1.2E+9"))
    (Decimal('85'), Decimal('1200000000'))
    """
    return Decimal(format(value.normalize(), "f"))


def is_digits(word: str) -> bool:
    """Say whether an atom is a number written with digits."""
    return word[:1].isdecimal()


def number_at(atoms: Atoms, i: int) -> Number | None:
    """Return the number that begins at atom `i`; letters as in "5m" are left to the caller, who knows the unit.

    >>> number_at(lex("two hundred and fifty thousand"), 0).value
    Decimal('250000')
    """
    word = atoms.word(i)
    if is_digits(word):
        plain = word.replace(",", "")
        return _with_scale(atoms, Decimal(plain), i + 1, True, "," in word) if len(plain) <= MAX_DIGITS else None
    if word not in number_words().beginnings:
        return None
    million = _part_of_million(atoms, i)
    if million is not None:
        return million
    if word == "half":
        if atoms.word(i + 1) not in ("a", "an"):
            return None
        return _with_scale(atoms, Decimal("0.5"), i + 2, False, False)
    if word in ("a", "an"):
        return (
            _with_scale(atoms, Decimal(1), i + 1, False, False) if atoms.word(i + 1) in number_words().scales else None
        )
    value, end = _spelled(atoms, i)
    return _with_scale(atoms, Decimal(value), end, False, False)


def _part_of_million(atoms: Atoms, i: int) -> Number | None:
    """Read "a quarter of a million", "three quarters of a million", "a million and a half"."""
    words = tuple(atoms.words[i : i + 5])
    scale = number_words().scales.get(words[1], 0) if len(words) > 1 else 0
    if words[0] in ("a", "one") and scale and words[2:5] == ("and", "a", "half"):
        return Number(Decimal("1.5"), Decimal(scale), i + 5, False, False)
    top = {"a": 1, "one": 1, "three": 3}.get(words[0], 0)
    if not top or len(words) < 5 or words[1].rstrip("s") != "quarter" or words[2:4] != ("of", "a"):
        return None
    scale = number_words().scales.get(words[4], 0)
    return Number(Decimal(top) / 4, Decimal(scale), i + 5, False, False) if scale else None


def _spelled(atoms: Atoms, i: int) -> tuple[Decimal, int]:
    """Add up spelled numbers below a thousand: "two hundred and twenty-five", "two and a half"."""
    total = number_words().small[atoms.word(i)]
    i += 1
    if 20 <= total < 100:
        j = i + 1 if atoms.word(i) in DASHES and atoms.glued(i) else i
        if 0 < number_words().small.get(atoms.word(j), 0) < 10:
            total += number_words().small[atoms.word(j)]
            i = j + 1
    if atoms.word(i) == "hundred":
        total *= 100
        i += 1
        j = i + 1 if atoms.word(i) == "and" else i
        if number_words().small.get(atoms.word(j), 0) and atoms.word(j + 1) != "hundred":
            rest, i = _spelled(atoms, j)
            return total + rest, i
    if tuple(atoms.words[i : i + 3]) == ("and", "a", "half"):
        return total + Decimal("0.5"), i + 3
    return Decimal(total), i


def _with_scale(atoms: Atoms, base: Decimal, i: int, digits: bool, grouped: bool) -> Number:
    scale = Decimal(1)
    while True:
        j = i + 1 if atoms.word(i) in DASHES and atoms.glued(i) and atoms.glued(i + 1) else i
        factor = number_words().scales.get(atoms.word(j))
        if factor is None:
            return Number(base, scale, i, digits, grouped)
        scale *= factor
        i = j + 1
