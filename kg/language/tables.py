"""Columns of lexicon tables as sets, for quick look-up."""

from __future__ import annotations

from functools import cache

from kg import lexicon


@cache
def words(table: str, column: str = "word") -> frozenset[str]:
    """Return one column of `kg/lexicon/<table>.csv` as a set."""
    return frozenset(row[column] for row in lexicon.table(table))
