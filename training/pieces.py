"""Reads the annotated corpus: pieces of news with names marked as `[LABEL name]`, separated by lines of `---`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
LABELS = frozenset(
    ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE")
)  # what the corpus marks; numbers and times are left to the base model
_MARK = re.compile(r"\[([A-Z_]+) ([^\[\]\n]+)\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One short article: its text without marks and its names as (start, end, label) in characters."""

    source: str
    text: str
    names: tuple[tuple[int, int, str], ...]


def parse(marked: str, source: str = "") -> Piece:
    """Return a piece from marked text; ValueError where a bracket is open, nested or has an unknown label.

    >>> parse("[PERSON Ada Orr] left [GPE Oslo].")
    Piece(source='', text='Ada Orr left Oslo.', names=((0, 7, 'PERSON'), (13, 17, 'GPE')))
    """
    parts: list[str] = []
    names: list[tuple[int, int, str]] = []
    length = last = 0
    for m in _MARK.finditer(marked):
        label, name = m.groups()
        if label not in LABELS:
            raise ValueError(f"{source}: no label {label!r} in {m.group()!r}; use one of {', '.join(sorted(LABELS))}")
        before = marked[last : m.start()]
        parts += [before, name]
        start = length + len(before)
        length = start + len(name)
        names.append((start, length, label))
        last = m.end()
    text = "".join([*parts, marked[last:]])
    odd = re.search(r".{0,30}[\[\]].{0,30}", text)
    if odd:
        raise ValueError(f"{source}: open or nested bracket near {odd.group()!r}")
    return Piece(source, text, tuple(names))


def read(folder: Path = CORPUS) -> list[Piece]:
    """Return all pieces of the corpus in the order of file and place; ValueError names a piece that is marked wrong."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        for n, marked in enumerate(re.split(r"^---$\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE), 1):
            found.append(parse(marked.strip(), f"{path.name}, piece {n}"))
    return found
