"""Which lines of a page are not the article. The patterns are data, in `kg/lexicon/furniture.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.lexicon import toml

LONGEST = 600  # characters of a line that may be furniture
_LONG_WORDS = 25  # a line with as many words is a paragraph of the article
_BLOCK_LINE = 110  # characters of a line in a list of tags or headlines
_BLOCK_LINES = 15
_TAIL_LINES = 10
_PARTS = {  # where a line stands -> the values of `where` in the file that hold there
    "any": {"any"},
    "head": {"any", "head"},
    "below": {"any", "head", "below"},
    "beside": {"any", "head", "below", "beside"},
    "tail": {"any", "tail"},
    "end": {"any", "tail", "end"},
}
_SENTENCES = re.compile(r"(?<=[.!?…])[”\"’')\]]*\s+(?=[^a-z\s])")
_SENTENCES_OF_ONE = 4  # a piece of furniture has at most as many sentences
_SENTENCE_END = re.compile(r"[.!…][”\"’')\]]*$")
_UPPER = "".join(chr(c) for c in range(0x41, 0x250) if chr(c).isupper())


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of the file: its name, the places where it may stand, and its expression."""

    name: str
    where: frozenset[str]
    expression: re.Pattern[str]


@cache
def patterns(kind: str) -> tuple[Pattern, ...]:
    """Return the patterns of one kind: "line", "block", "ending", "opening" or "inside"."""
    data = toml("furniture")
    return tuple(
        Pattern(entry["name"], frozenset(entry.get("where", "any").split()), compiled(entry["pattern"], data["macros"]))
        for entry in data[kind]
    )


def compiled(pattern: str, macros: Mapping[str, Any]) -> re.Pattern[str]:
    """Compile a pattern of the lexicon: <NAME> stands for a macro, \\p{Lu} and \\p{N} for capitals and digits."""
    while True:
        longer = re.sub(r"<([A-Z]+)>", lambda m: str(macros[m.group(1)]), pattern)
        if longer == pattern:
            break
        pattern = longer
    return re.compile(pattern.replace(r"\p{Lu}", _UPPER).replace(r"\p{N}", "0-9"))


def is_furniture(line: str, place: str = "any") -> str:
    """Return the name of the pattern that this whole line matches, or an empty string.

    `place` is "head" or "below" for the lines before the article's paragraphs ("below" its headline, "beside" its day),
    "tail" for the last lines and "end" for those after the last paragraph. A line of several sentences is furniture
    where each of them is.

    >>> is_furniture("4 min read")
    'reading time'
    >>> is_furniture("By midnight the ministers had agreed", "head")
    ''
    """
    line = line.strip().strip("•|·").strip() or line.strip()
    if not line or len(line) > LONGEST:
        return ""
    return _whole(line, place) or _part_by_part(line, place) or _sentence_by_sentence(line, place)


def _whole(line: str, place: str) -> str:
    for pattern in patterns("line"):
        if pattern.where & _PARTS[place] and pattern.expression.fullmatch(line):
            return pattern.name
    return ""


def _part_by_part(line: str, place: str) -> str:
    """Return the name of the first pattern where each of the parts between bars is furniture ("Print | Subscribe")."""
    parts = [part.strip() for part in re.split(r"\s[|·•]\s", line)]
    names = [_whole(part, place) for part in parts] if len(parts) > 1 else []
    return names[0] if names and all(names) else ""


def _sentence_by_sentence(line: str, place: str) -> str:
    """Return the name of the first pattern where all sentences of the line are furniture."""
    starts = [0, *(found.end() for found in _SENTENCES.finditer(line)), len(line)]
    if len(starts) == 2 or len(starts) > 12:
        return ""
    first = ""
    at = 0
    while at < len(starts) - 1:
        for end in range(at + 1, min(at + _SENTENCES_OF_ONE, len(starts) - 1) + 1):
            name = _whole(line[starts[at] : starts[end]].strip(), place)
            if name:
                break
        else:
            return ""
        first, at = first or name, end
    return first


def without_last_sentences(paragraph: str, place: str) -> str:
    """Return a paragraph of the last lines without the sentences of furniture that end it.

    >>> without_last_sentences("Talks go on. Follow us on Mastodon. Unsubscribe.", "tail")
    'Talks go on.'
    """
    starts = [found.end() for found in _SENTENCES.finditer(paragraph, max(0, len(paragraph) - LONGEST))]
    for start in starts[-8:]:
        if is_furniture(paragraph[start:], place):
            return paragraph[:start].rstrip()
    return paragraph


def opens_block(line: str) -> bool:
    """Whether this line is the heading of a list of tags or of other articles."""
    return len(line) < 60 and any(p.expression.fullmatch(line.strip()) for p in patterns("block"))


def long_enough(line: str) -> bool:
    """Whether a line is surely a paragraph of an article: a sentence of some length."""
    words = len(line.split())
    return words >= _LONG_WORDS or (words >= 12 and bool(_SENTENCE_END.search(line)))


def strip(lines: Sequence[str]) -> list[str]:
    """Return the lines without furniture; a line that goes becomes an empty one, so that it parts paragraphs."""
    long = [i for i, line in enumerate(lines) if long_enough(line) and not is_furniture(line)]
    first = long[0] if long else len(lines)
    filled = [i for i, line in enumerate(lines) if line.strip()]
    last = long[-1] if long else -1
    tail = set(filled[-_TAIL_LINES:])
    out: list[str] = []
    in_block = 0
    for i, line in enumerate(lines):
        if in_block:
            if not line.strip():
                out.append("")
                continue
            if len(line) <= _BLOCK_LINE and not _SENTENCE_END.search(line) and in_block <= _BLOCK_LINES:
                in_block += 1
                out.append("")
                continue
            in_block = 0
        if opens_block(line) and i > 0:
            in_block = 1
            out.append("")
            continue
        place = "below" if i < first else "end" if i > last else "tail" if i in tail else "any"
        kept = "" if is_furniture(line, place) else line
        out.append(without_last_sentences(kept, place) if place in ("tail", "end") else kept)
    return out


def trim(paragraph: str) -> str:
    """Return a paragraph without the credits and links at its end and the pictures' credits within it.

    >>> trim("He left. (Reporting by Jane Test; editing by Colm Example)")
    'He left.'
    """
    for pattern in patterns("inside"):
        paragraph = pattern.expression.sub("", paragraph)
    before = ""
    while before != paragraph:
        before = paragraph
        cut = max(0, len(paragraph) - LONGEST)
        for pattern in patterns("ending"):
            found = pattern.expression.search(paragraph, cut)
            if found and found.start() > 0:
                paragraph = paragraph[: found.start()].rstrip()
    return paragraph


def without_label(headline: str) -> str:
    """Return a headline without a label such as "EXCLUSIVE-" or "Explainer:" before it."""
    for pattern in patterns("opening"):
        headline = pattern.expression.sub("", headline, count=1) if pattern.expression.match(headline) else headline
    return headline
