"""Check the tables of kg/reference: names that clash, keys that are missing, rows that are given twice.

Usage: python scripts/reference/check.py (prints each fault on a line; exit code 1 if there is any)
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from kg import reference
from kg.reference import tables


def doubled_keys() -> Iterator[str]:
    """Yield keys that two rows share."""
    counts = Counter(tables.row_key(table, row) for table in tables.TABLES for row in tables.entity_rows(table))
    yield from (f"{key}: {count} rows; keep one" for key, count in sorted(counts.items()) if count > 1)


def missing_keys() -> Iterator[str]:
    """Yield facts, seats and preferences that point to something no table has."""
    for key in reference.all_keys():
        for predicate, target in reference.facts(key):
            if isinstance(target, str) and not reference.has(target):
                yield f"{key} {predicate} {target}: no such row; add it or mend the cell"
    for name in reference.names():
        if name.acts_for and not reference.has(name.acts_for):
            yield f"{name.key}: acts for {name.acts_for}, which no table has"


def clashing_names() -> Iterator[str]:
    """Yield texts that surely name two entities, or weakly name several without a preference.

    Parties of several states may share a name: the state that the article speaks of settles it.
    """
    preferred = {(row["text"], row["key"]) for row in tables.rows("preferences")}
    by_text = defaultdict(list)
    for name in reference.names():
        by_text[name.text].append(name)
    for text, key in sorted(preferred):
        if key not in {name.key for name in by_text[text]}:
            yield f"preferences.csv: {text} is no name of {key}"
    for text, found in sorted(by_text.items()):
        sure = [name.key for name in found if not name.weak]
        settled = len(found) == 1 or len(sure) == 1 or any((text, name.key) in preferred for name in found)
        parties = [name.key for name in found if name.key in reference.party_states()]
        settled = settled or (len(parties) == len(found) and len({reference.party_states()[k] for k in parties}) > 1)
        if len(sure) > 1 or not settled:
            keys = ", ".join(name.key for name in found)
            yield f"{text!r} names {keys}; mark all but one with * or add a row to preferences.csv"


def uneven_rows() -> Iterator[str]:
    """Yield rows with more or fewer cells than their header, and cells with blank items."""
    for file in sorted(tables.FOLDER.glob("*.csv")):
        lines = file.read_text(encoding="utf-8").splitlines()
        if not lines[0].startswith("#"):
            yield f"{file.name}: no header that says what a row means"
        for row in tables.raw_rows(file.stem):
            if None in row or None in row.values():
                yield f"{file.name}: wrong number of cells in {row}"
            elif any("||" in (cell or "") or (cell or "").endswith("|") for cell in row.values()):
                yield f"{file.name}: empty item in {row}"


def circles() -> Iterator[str]:
    """Yield commodities and bodies that are, over some steps, wider than themselves."""
    for predicate in ("skos:broader", "kg:partOf"):
        wider = {k: [o for p, o in reference.facts(k) if p == predicate] for k in reference.all_keys()}
        for key in wider:
            seen, todo = set(), list(wider[key])
            while todo:
                one = todo.pop()
                if one not in seen:
                    seen.add(one)
                    todo.extend(wider.get(str(one), []))
            if key in seen:
                yield f"{key}: {predicate} leads back to itself"


def faults() -> list[str]:
    """Return every fault found, one line each."""
    checks = (doubled_keys, missing_keys, clashing_names, uneven_rows, circles)
    return [fault for check in checks for fault in check()]


def main() -> int:
    """Print the faults and return the exit code."""
    found = faults()
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
