"""The noun classes that tables name as "@class"."""

from __future__ import annotations

from functools import cache

from kg import lexicon


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Return the noun classes of the lexicon by name, classes within classes written out."""
    raw = {**lexicon.toml("noun_classes")["classes"], **lexicon.toml("trade_classes")["classes"]}

    def words(name: str, seen: tuple[str, ...] = ()) -> set[str]:
        found: set[str] = set()
        for word in raw.get(name, ()):
            if word.startswith("@") and word not in seen:
                found |= words(word[1:], (*seen, word))
            else:
                found.add(word)
        return found

    return {name: frozenset(words(name)) for name in raw}
