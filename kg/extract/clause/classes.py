"""Classes of words: the nouns that tables name as "@class", and closed classes such as determiners."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.model import KgError


@cache
def function_words(name: str) -> tuple[str, ...]:
    """Return a closed class of words of `lexicon/function_words.toml`.

    >>> function_words("definite")
    ('the', 'this', 'that', 'these', 'those')
    """
    return tuple(lexicon.toml("function_words")[name])


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Return the noun classes of the lexicon by name, classes within classes written out.

    Raises KgError where a class names one that is in no table.
    """
    tables = [lexicon.toml(name)["classes"] for name in ("noun_classes", "trade_classes")]
    raw = {name: [w for t in tables for w in t.get(name, ())] for name in {n for t in tables for n in t}}

    def words(name: str, seen: tuple[str, ...] = ()) -> set[str]:
        found: set[str] = set()
        for word in raw[name]:
            if not word.startswith("@"):
                found.add(word)
            elif word[1:] not in raw:
                raise KgError(f"@{name}: names the unknown class {word}; add {word[1:]!r} to noun_classes.toml")
            elif word not in seen:
                found |= words(word[1:], (*seen, word))
        return found

    return {name: frozenset(words(name)) for name in raw}
