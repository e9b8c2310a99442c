"""Parts of a whole in words: "two thirds", "a fifth of", "half the world's", "nine out of ten"."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kg import lexicon
from kg.extract.quantities.numerals import DASHES, Atoms, Number, number_words, tidy
from kg.extract.quantities.units import Amount, skip_dash


class PartWords(NamedTuple):
    """The words of fractions, and those that tell a part from a rank or a ratio."""

    before_part: frozenset[str]
    before_end: frozenset[str]
    after_part: frozenset[str]
    after_half: frozenset[str]
    not_before_half: frozenset[str]
    scale_nouns: frozenset[str]
    not_after_ratio: frozenset[str]
    rate_nouns: Mapping[str, str]
    parts: Mapping[str, int]


@cache
def part_words() -> PartWords:
    """Return the words of parts in the lexicon."""
    words = lexicon.toml("numerals")
    return PartWords(
        before_part=frozenset(words["context"]["before_part"]),
        before_end=frozenset(words["context"]["before_end"]),
        after_part=frozenset(words["context"]["after_part"]),
        after_half=frozenset(words["context"]["after_half"]),
        not_before_half=frozenset(words["context"]["not_before_half"]),
        scale_nouns=frozenset(words["context"]["scale_nouns"]),
        not_after_ratio=frozenset(words["context"]["not_after_ratio"]),
        rate_nouns=words["rate_nouns"],
        parts=words["parts"],
    )


def parts_at(atoms: Atoms, i: int, *, follows: bool = False) -> tuple[Amount, ...]:
    """Return the share that begins at atom `i`: "two thirds", "a fifth of", "half the world's", "nine out of ten".

    Where it follows another share, a bare one counts too: "a third of its gas, and Japan a tenth".
    """
    word = atoms.word(i)
    if word == "half":
        return _half_at(atoms, i)
    top = (
        1
        if word in ("a", "one", "another") or (word in ("further", "mere") and atoms.word(i - 1) == "a")
        else number_words().small.get(word, 0)
    )
    if not top:
        return ()
    j = skip_dash(atoms, i + 1)
    bottom = part_words().parts.get(atoms.word(j), 0)
    if bottom and top < bottom:
        plural = atoms.word(j).endswith("s")
        sure = plural and top > 1
        ending = atoms.word(i - 1) in part_words().before_end and atoms.word(j + 1) in (",", ".", ";", "and", "")
        ending = ending and atoms.word(j) not in ("quarter", "second")
        gapped = follows and word == "a" and atoms.word(j + 1) in (",", ".", ";", "and", "while", "but", "")
        if plural != (top > 1) or not (
            sure
            or ending
            or gapped
            or atoms.word(j + 1) in part_words().after_part
            or atoms.word(i - 1) in part_words().before_part
        ):
            return ()
        if atoms.word(j + 1) == "of" and atoms.word(j + 2) == "a" and atoms.word(j + 3) in part_words().scale_nouns:
            return ()
        return (_share(atoms, i, j + 1, top, bottom),)
    return _one_in(atoms, i, top)


def _half_at(atoms: Atoms, i: int) -> tuple[Amount, ...]:
    before, after = atoms.word(i - 1), atoms.word(i + 1)
    alone = before in part_words().before_part and after in (
        ",",
        ".",
        ";",
        "by",
        "in",
        "to",
        "and",
        "since",
        "from",
        "",
    )
    if before in part_words().not_before_half or not (after in part_words().after_half or alone):
        return ()
    return (_share(atoms, i, i + 1, 1, 2),)


def _one_in(atoms: Atoms, i: int, top: int) -> tuple[Amount, ...]:
    j = i + 1
    if atoms.word(j).endswith("s") and atoms.word(j + 1) == "out" and atoms.word(j + 2) == "of":
        j += 1  # "nine barrels out of ten"
    if atoms.word(j) == "out" and atoms.word(j + 1) == "of":
        j += 2
    elif (atoms.word(j) == "of" and atoms.word(j + 1) == "every") or atoms.word(j) == "in":
        j += 1
    else:
        return ()
    j += atoms.word(j) == "every"
    word = atoms.word(j)
    bottom = int(word) if word in ("10", "20", "100", "1000") else number_words().small.get(word, 0)
    after = atoms.word(j + 1)
    if (
        not top < bottom
        or after in DASHES
        or after.rstrip("s") in part_words().rate_nouns
        or after in part_words().not_after_ratio
    ):
        return ()
    return (_share(atoms, i, j + 1, top, bottom),)


def _share(atoms: Atoms, start: int, end: int, top: int, bottom: int) -> Amount:
    exact = Decimal(100 * top) / bottom
    value = exact.quantize(Decimal("0.01"))
    number = Number(value, Decimal(1), end, False, False)
    return Amount(start, end, number, tidy(value), "%", approximate=value != exact, part=True)
