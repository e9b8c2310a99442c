"""Linguistic knowledge as data: verbs, nouns, titles, units, cue words. Each file's header says what a row means.

A folder of one's own (`kg build --lexicon DIR`) adds to these tables: a file with the name of one of ours holds more
rows, or for TOML more keys; nothing of ours has to be copied.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import KgError

FOLDER = Path(__file__).parent
_added: Path | None = None
_state: tuple[tuple[str, int, int], ...] = ()  # the added tables: name, time of the last change, size


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table with a header line; lines that begin with "#" and blank lines are comments."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(lines)]


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of `kg/lexicon/<name>.csv`, then those of the added folder's file of that name.

    >>> "impose" in {row["lemma"] for row in table("support_verbs")}
    True
    """
    found = rows((FOLDER / f"{name}.csv").read_text(encoding="utf-8"))
    if _added is not None and (_added / f"{name}.csv").exists():
        found += _more_rows(_added / f"{name}.csv", found[0] if found else {})
    return tuple(found)


@cache
def toml(name: str) -> Mapping[str, Any]:
    """Return `kg/lexicon/<name>.toml`: the added folder's tables are merged in, its lists appended."""
    ours = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    if _added is not None and (_added / f"{name}.toml").exists():
        return _merged(ours, _parse_toml(_added / f"{name}.toml"))
    return ours


def use(folder: str | Path | None) -> None:
    """Add a folder's tables to ours from now on, or with None only ours.

    What `kg` has cached from the tables is forgotten, also where the files of the same folder have changed since.
    Raises KgError where the folder is missing, holds a file that is none of our tables, or a table does not parse.
    """
    global _added, _state
    chosen = None if folder is None else Path(folder).absolute()
    state = () if chosen is None else _state_of(chosen)
    if (chosen, state) == (_added, _state):
        return
    if chosen is not None:
        _check(chosen)
    _added, _state = chosen, state
    forget()


def forget() -> None:
    """Let everything that `kg` has cached from the tables be read again."""
    for name, module in sorted(sys.modules.items()):
        if name == "kg" or name.startswith("kg."):
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, time of the last change in nanoseconds and size in bytes of each table in a folder."""
    if not folder.is_dir():
        return ()
    tables = sorted(path for path in folder.iterdir() if path.suffix in {".csv", ".toml"})
    return tuple((path.name, (stat := path.stat()).st_mtime_ns, stat.st_size) for path in tables)


def _check(folder: Path) -> None:
    """Read every file of an added folder once, so that its faults are told before the work begins."""
    if not folder.is_dir():
        raise KgError(f"{folder}: no such lexicon folder; name a folder that holds tables such as those in {FOLDER}")
    files = sorted(p for p in folder.iterdir() if p.suffix in {".csv", ".toml"})
    if not files:
        raise KgError(f"{folder}: holds no .csv or .toml table; copy the header of one from {FOLDER} and add rows")
    for path in files:
        ours = FOLDER / path.name
        if not ours.exists():
            names = ", ".join(sorted(p.name for p in FOLDER.iterdir() if p.suffix in {".csv", ".toml"}))
            raise KgError(f"{path}: no such table in the lexicon; use one of: {names}")
        if path.suffix == ".toml":
            _parse_toml(path)
        else:
            known = rows(ours.read_text(encoding="utf-8"))
            _more_rows(path, known[0] if known else {})


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path}: cannot be read ({error}); save it as UTF-8 text") from error


def _parse_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as error:
        raise KgError(f"{path}: not valid TOML ({error}); mend that place") from error


def _more_rows(path: Path, example: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the rows of an added table, with our columns; a column that it leaves out is empty."""
    added = rows(_read(path))
    columns = list(example)
    if added and (unknown := [str(column) for column in added[0] if column not in example]):
        raise KgError(f"{path}: unknown column {unknown[0]!r}; the header may hold: {','.join(columns)}")
    return [{column: row.get(column, "") for column in columns} for row in added]


def _merged(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(ours)
    for key, value in theirs.items():
        mine = result.get(key)
        if isinstance(mine, dict) and isinstance(value, dict):
            result[key] = _merged(mine, value)
        elif isinstance(mine, list) and isinstance(value, list):
            result[key] = mine + value
        else:
            result[key] = value
    return result
