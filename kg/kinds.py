"""What kind of statement a claim is: measure, event, post, tie … The table is `kg/lexicon/claim_kinds.csv`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg import lexicon

OTHER = "other"


def kind_of(types: Iterable[str], predicate: str) -> str:
    """Return the kind of a claim by the classes of its subject or, where these say nothing, by its predicate.

    >>> kind_of(["kg:Meeting", "plover:CONSULT", "kg:Event"], "kg:heldIn"), kind_of(["kg:Person"], "kg:holdsPost")
    ('meeting', 'post')
    """
    table = _table()
    found = sorted(name for name in types if name in table)
    narrow = [name for name in found if table[name][1] in found]
    for name in (*narrow, *found, predicate):
        if name in table:
            return table[name][0]
    return OTHER


def kinds() -> tuple[str, ...]:
    """Return the names of all kinds in alphabetical order."""
    return tuple(sorted({kind for kind, _ in _table().values()} | {OTHER}))


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Return kind and wider term by term."""
    return {row["term"]: (row["kind"], row["within"]) for row in lexicon.table("claim_kinds")}
