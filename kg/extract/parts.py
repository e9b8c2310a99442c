"""Parts of a whole in words: "two thirds", "a fifth of", "half the world's", "nine out of ten"."""

from __future__ import annotations

from decimal import Decimal

from kg import lexicon
from kg.extract.numerals import DASHES, SMALL, Atoms, Number, tidy
from kg.extract.units import Amount, skip_dash

_TABLES = lexicon.toml("numerals")
_CONTEXT = _TABLES["context"]
_BEFORE_PART = frozenset(_CONTEXT["before_part"])
_AFTER_PART = frozenset(_CONTEXT["after_part"])
_AFTER_HALF = frozenset(_CONTEXT["after_half"])
_NOT_BEFORE_HALF = frozenset(_CONTEXT["not_before_half"])
_SCALE_NOUNS = frozenset(_CONTEXT["scale_nouns"])
_NOT_AFTER_RATIO = frozenset(_CONTEXT["not_after_ratio"])
_RATE_NOUNS: dict[str, str] = _TABLES["rate_nouns"]
PARTS: dict[str, int] = _TABLES["parts"]


def parts_at(atoms: Atoms, i: int, done: int) -> tuple[Amount, ...]:
    """Return the share that begins at atom `i`: "two thirds", "a fifth of", "half the world's", "nine out of ten"."""
    word = atoms.word(i)
    if word == "half":
        return _half_at(atoms, i)
    top = 1 if word in ("a", "one") else SMALL.get(word, 0)
    if not top:
        return ()
    j = skip_dash(atoms, i + 1)
    bottom = PARTS.get(atoms.word(j), 0)
    if bottom and top < bottom:
        plural = atoms.word(j).endswith("s")
        sure = plural and top > 1
        if plural != (top > 1) or not (sure or atoms.word(j + 1) in _AFTER_PART or atoms.word(i - 1) in _BEFORE_PART):
            return ()
        if atoms.word(j + 1) == "of" and atoms.word(j + 2) == "a" and atoms.word(j + 3) in _SCALE_NOUNS:
            return ()
        return (_share(atoms, i, j + 1, top, bottom),)
    return _one_in(atoms, i, top)


def _half_at(atoms: Atoms, i: int) -> tuple[Amount, ...]:
    before, after = atoms.word(i - 1), atoms.word(i + 1)
    alone = before in _BEFORE_PART and after in (",", ".", ";", "by", "in", "to", "and", "since", "from", "")
    if before in _NOT_BEFORE_HALF or not (after in _AFTER_HALF or alone):
        return ()
    return (_share(atoms, i, i + 1, 1, 2),)


def _one_in(atoms: Atoms, i: int, top: int) -> tuple[Amount, ...]:
    j = i + 1
    if atoms.word(j) == "out" and atoms.word(j + 1) == "of":
        j += 2
    elif atoms.word(j) == "in":
        j += 1
    else:
        return ()
    j += atoms.word(j) == "every"
    word = atoms.word(j)
    bottom = int(word) if word in ("10", "20", "100", "1000") else SMALL.get(word, 0)
    after = atoms.word(j + 1)
    if not top < bottom or after in DASHES or after.rstrip("s") in _RATE_NOUNS or after in _NOT_AFTER_RATIO:
        return ()
    return (_share(atoms, i, j + 1, top, bottom),)


def _share(atoms: Atoms, start: int, end: int, top: int, bottom: int) -> Amount:
    exact = Decimal(100 * top) / bottom
    value = exact.quantize(Decimal("0.01"))
    number = Number(value, Decimal(1), end, False, False)
    return Amount(start, end, number, tidy(value), "%", approximate=value != exact, part=True)
