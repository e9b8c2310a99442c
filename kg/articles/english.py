"""Whether a text is English, told by the share of its small words."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon import toml

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters looked at
_FEW = 12  # words below which only the small words of another language count
_ENOUGH = 0.2  # share of small words at which a text is surely English where no other language has more


@cache
def _words() -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    data = toml("languages")
    return frozenset(data["english"]), tuple(frozenset(words) for _, words in sorted(data["other"].items()))


def is_english(text: str) -> bool:
    """Whether a text is English; so is a text full of names, or a few words without small ones of another language.

    >>> is_english("La Chine a restreint les exportations de terres rares vers le Japon et les États-Unis en avril.")
    False
    """
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    letters = sum(map(len, words))
    latin = sum(1 for w in words for c in w if c <= "\u024f" or "\u1e00" <= c <= "\u1eff")
    if letters and latin < 0.6 * letters:
        return False
    english, others = _words()
    if len(words) < _FEW:
        return not _few_are_foreign(_WORD.findall(text))
    ours = sum(w in english for w in words) / len(words)
    loose = _outside_names(_WORD.findall(text[:_SAMPLE]))
    theirs = max(sum(w in language for w in loose) for language in others) / len(words)
    return ours >= theirs if ours >= _ENOUGH else theirs < max(ours * 1.2, 0.15)


def _few_are_foreign(words: list[str]) -> bool:
    """Whether a few words hold two small ones of another language, a fifth of all, and hardly any of English."""
    english, others = _words()
    loose = [word.lower() for word in words[:1]] + _outside_names(words)
    ours = sum(word in english for word in loose)
    theirs = max(len({word for word in loose if word in language - english}) for language in others)
    return theirs >= max(2, 2 * ours, len(words) / 5)


def _outside_names(words: list[str]) -> list[str]:
    """Return the words, in small letters, without particles that join capitalised ones, as in "Rio de Janeiro"."""
    joining = set(toml("languages")["particles"])
    out: list[str] = []
    run: list[str] = []
    after_name = False
    for word in words:
        if word[0].isupper():
            out += [] if after_name and all(w in joining for w in run) else run
            run, after_name = [], True
        else:
            run.append(word)
    return [w.lower() for w in out + run]
