"""Linguistic knowledge as data: verbs, nouns, titles, units, cue words. Each file's header says what a row means."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table with a header line; lines that begin with "#" and blank lines are comments."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(lines)]


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of `kg/lexicon/<name>.csv`.

    >>> table("support_verbs")[0]["lemma"]
    'impose'
    """
    return tuple(rows((FOLDER / f"{name}.csv").read_text(encoding="utf-8")))


@cache
def toml(name: str) -> Mapping[str, Any]:
    """Return the content of `kg/lexicon/<name>.toml`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
