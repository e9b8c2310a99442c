"""The noun classes that tables name as "@class"."""

from __future__ import annotations

from functools import cache

from kg import lexicon


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Return the noun classes of the lexicon by name, classes within classes written out."""
    tables = [lexicon.toml(name)["classes"] for name in ("noun_classes", "trade_classes")]
    raw = {name: [w for t in tables for w in t.get(name, ())] for name in {n for t in tables for n in t}}

    def words(name: str, seen: tuple[str, ...] = ()) -> set[str]:
        found: set[str] = set()
        for word in raw.get(name, ()):
            if word.startswith("@") and word not in seen:
                found |= words(word[1:], (*seen, word))
            else:
                found.add(word)
        return found

    return {name: frozenset(words(name)) for name in raw}
