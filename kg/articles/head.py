"""The first lines of an article: headline, byline, day, publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kg.articles import byline, dates, furniture
from kg.articles.datelines import EDGE, only_day, title_case
from kg.lexicon import toml

_HEAD_LINES = 14
_HEADLINE_WORDS = 26
_SEPARATORS = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|\s*;\s+|\s{2,}")
_LABELS = ("section label", "embargo", "release number, visitor counter, initials")
_EDITION = re.compile(
    r",?\s*\b(?:[A-Z]\w+ |print |online )?(?:edition|issue|vol(?:ume|\.)?|no\.|number)\b(?: [\d/]+)?", re.I
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say, and all lines without those that only said it."""

    headline: str
    date: date | None
    publisher: str
    place: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayLine:
    """A line that says when (and perhaps where and in which paper) an article came out.

    `date` is None where day and month in figures are ambiguous; `rest` is what the line says besides.
    """

    date: date | None
    updated: bool
    place: str = ""
    publisher: str = ""
    rest: str = ""


@cache
def _prefixes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = toml("datelines")

    def expression(kind: str) -> re.Pattern[str]:
        longest_first = sorted(data[kind], key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})\b\s*:?", re.I)

    return expression("published"), expression("updated")


@cache
def _name_like() -> re.Pattern[str]:
    return furniture.compiled(r"(?:<WORD>)(?:,? (?:(?:of|and|&|the) )?(?:<PART> )*(?:<WORD>)){0,5}", byline.macros())


def _is_publisher(name: str) -> bool:
    words = set(re.findall(r"\w+", name))
    return bool(words & set(toml("datelines")["publisher_words"])) or bool(
        re.search(r"\.(?:com|org|net|co\.\w\w)$", name)
    )


def _in_capitals(name: str) -> bool:
    """Whether a name of two words or more stands in capitals and is no city: a paper's beside a day."""
    return name.isupper() and len(name.split()) > 1 and not byline.is_city(name.split(",")[0])


def day_line(line: str, *, loose: bool = False) -> DayLine | None:
    """Read a line that holds a full date and beside it only hours, a place, a publisher, an author or page furniture.

    With `loose`, other words may stand beside the date behind a "|" or "·"; they are the line's `rest`.

    >>> day_line("Dakar, June 3, 2024 | The Longshore Gazette").publisher
    'The Longshore Gazette'
    >>> day_line("The deal of 4 March 2026 is void") is None
    True
    """
    line = line.strip()
    if len(line) > 200 or not dates.words().full.search(line):
        return None
    days: list[tuple[bool, date | None]] = []
    place = publisher = ""
    others: list[str] = []
    for part in _SEPARATORS.split(line):
        found = list(dates.words().full.finditer(part))
        rest, is_updated = _beside_day(part)
        days += [(is_updated, day) for day in map(dates.from_match, found)]
        if not rest:
            continue
        if furniture.is_furniture(rest, "beside"):
            place = place or byline.place_of(rest)
        elif not _name_like().fullmatch(rest):
            others.append(rest)
            if found:
                return None
        elif _is_publisher(rest) or _in_capitals(rest):
            publisher = publisher or rest
        elif (found and "," in part) or byline.is_city(rest):
            place = place or rest.split(",")[0]
        elif found:
            return None
    if others and not (loose and re.search(r"[|·•]", line) and not furniture.long_enough(" ".join(others))):
        return None
    is_updated, day = min(days, key=lambda d: (d[1] is None, d[0]))
    return DayLine(day, is_updated, place, publisher, " | ".join(others))


def _beside_day(part: str) -> tuple[str, bool]:
    """Return what a part of a line says beside days and hours, and whether these are of an update."""
    published, updated = _prefixes()
    is_updated = bool(updated.search(part)) and not published.search(updated.sub("", part))
    rest = dates.words().clock.sub(" ", dates.words().full.sub(" ", part))
    if furniture.is_furniture(rest.strip(EDGE), "beside"):
        return rest.strip(EDGE), is_updated
    rest = re.sub(r"(?<!\w)(?:at|on)(?!\w)", " ", published.sub(" ", updated.sub(" ", rest)))
    rest = _EDITION.sub(" ", rest)
    return re.sub(r"\s*,(?:\s*,)*\s*", ", ", re.sub(r"\s+", " ", rest)).strip(EDGE), is_updated


def _issuer(line: str) -> bool:
    text = line.strip()
    return text.isupper() and len(text) < 100 and text.startswith(tuple(toml("datelines")["issuers"]))


@cache
def _office() -> re.Pattern[str]:
    data = toml("datelines")
    nouns = "|".join(data["offices"])
    first = rf"(?:(?:The|<WORD>) ){{0,4}}?(?:{nouns})"
    joined = r",? (?:and|&)(?: the)? |, | | (?:of|for|in|to|on) (?:the )?"
    of_what = rf" (?:of|for|to|on|in|at)(?: the)? <WORD>(?:(?:{joined})<WORD>){{0,8}}"
    text = rf"{first}(?:{of_what})?(?: of (?:the )?<WORD>(?: <WORD>){{0,3}})?(?:, <WORD>(?: <WORD>)?)?"
    return furniture.compiled(text, byline.macros())


def _is_office(line: str) -> bool:
    text = line.strip()
    return _issuer(text) or bool(_office().fullmatch(text)) or byline.is_body(text)


def _names_issuer(line: str, before: str, following: Sequence[str]) -> bool:
    """Whether a line names who issued a release: in capitals, or as an office beside a label or above a day.

    `before` is the name of the furniture right above. The lines that follow have to hold a headline.
    """
    if _issuer(line):
        return any(not _issuer(f) for f in following)
    if not _is_office(line):
        return False
    label, rest = _after_labels(following)
    return (before in _LABELS or label) and _begins_text(rest)


def _names_masthead(line: str, following: Sequence[str]) -> bool:
    """Whether a first line is the name of a newsletter or paper, above its day, number or motto and a headline."""
    words = line.strip().split()
    known = set(toml("datelines")["masthead_words"])
    named = words[-1].capitalize() in known or (line.isupper() and any(w.capitalize() in known for w in words))
    if len(words) > 6 or not named or not (line.isupper() or _name_like().fullmatch(line.strip())):
        return False
    label, rest = _after_labels(following)
    return label and _begins_text(rest)


def _after_labels(following: Sequence[str]) -> tuple[bool, Sequence[str]]:
    """Return whether labels or days come next, and the lines after them and after other furniture."""
    label = False
    for n, line in enumerate(following):
        kind = furniture.is_furniture(line, "head")
        if kind or day_line(line, loose=True) or only_day(line):
            label = label or not kind.startswith(("byline", "author"))
        elif not (_is_office(line) and n < 2) and not byline.is_city(line):
            return label, following[n:]
    return label, ()


def _begins_text(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and not furniture.long_enough(lines[0]) and _headline_like(lines[0])


def _headline_like(line: str) -> bool:
    text = line.strip()
    return (
        len(text.split()) <= _HEADLINE_WORDS
        and not re.search(r"[,;]$", text)
        and not (re.search(r"[a-z0-9”\"’)]\.[”\"’]?$", text) and not re.search(r"\b[A-Za-z]\.[A-Za-z]\.$", text))
    )


def read_head(lines: Sequence[str], headline: str, *, guess: bool) -> Head:
    """Read the first lines. With `guess` the first fitting line is the headline where none is given.

    A line that ends in a full stop is a headline only where a byline or a day follows it.
    """
    reader = _Reader(list(lines), headline, guess)
    filled = [i for i, line in enumerate(lines) if line.strip()][:_HEAD_LINES]
    for n, i in enumerate(filled):
        if not reader.take(i, [lines[j].strip() for j in filled[n + 1 :]]):
            break
    _drop_names(reader.kept, filled, reader.apart)
    _drop_author(reader, filled, " ".join(line for line in lines if furniture.long_enough(line)))
    publisher = reader.publisher or ", ".join(title_case(name) for name in reversed(reader.issuers))
    best = min((day for day in reader.days if day.date), key=lambda d: d.updated, default=None)
    return Head(reader.headline, best.date if best else None, publisher, reader.place, tuple(reader.kept))


@dataclass
class _Reader:
    """What the first lines have said so far; `kept` are all lines, those that are done with emptied."""

    kept: list[str]
    headline: str
    guess: bool
    days: list[DayLine] = field(default_factory=list)
    publisher: str = ""
    place: str = ""
    issuers: list[str] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)  # lines that are bylines or days
    before: str = ""  # the name of the furniture right above
    numbered: bool = False  # the text is a row of numbered items

    def take(self, i: int, following: Sequence[str]) -> bool:
        """Read one line; False where the head has ended before it."""
        line = self.kept[i].strip()
        opened = bool(self.headline) or self.numbered
        kind = furniture.is_furniture(line, "below" if opened else "head")
        before, self.before = self.before, kind
        day = day_line(line, loose=opened)
        if day and not (day.rest and self.days):
            self._take_day(i, day)
        elif kind:
            self.place = self.place or byline.place_of(line)
            if kind.startswith(("byline", "author")):
                self.apart.add(i)
            self.kept[i] = ""
        elif only_day(line):
            self.apart.add(i)
        elif not self.publisher and self.apart and _name_like().fullmatch(line) and _is_publisher(line):
            self.publisher, _, place = line.partition(",")
            self.place = self.place or place.strip()
            self.kept[i] = ""
        elif not self.headline and _names_issuer(line, before, following[:6]):
            self.issuers.append(line)
            self.kept[i] = ""
            self.before = before
        elif (self.issuers or before or i - 1 in self.apart) and following and byline.is_city(line):
            self.place = self.place or title_case(line)
            self.kept[i] = ""
        elif self.headline and same(line, self.headline):
            self.kept[i] = ""
        elif self.guess and not opened:
            return self._begin(i, line, following)
        elif furniture.long_enough(line):
            return False
        return True

    def _take_day(self, i: int, day: DayLine) -> None:
        self.days.append(day)
        self.place, self.publisher = self.place or day.place, self.publisher or day.publisher
        self.apart.add(i)
        self.kept[i] = day.rest

    def _begin(self, i: int, line: str, following: Sequence[str]) -> bool:
        """Take the line as the masthead or the headline; False where it is neither."""
        if not self.publisher and not self.issuers and _names_masthead(line, following[:6]):
            self.publisher = title_case(line)
            self.kept[i] = ""
            return True
        if re.match(r"1[.)] ", line) and any(re.match(r"2[.)] ", f) for f in following):
            self.numbered = True
            return True
        with_day = day_line(line, loose=True)
        if with_day and with_day.rest:
            self._take_day(i, with_day)
            line = with_day.rest
        elif not _begins(line, following):
            return False
        self.headline, _, site = line.partition(" | ")
        if _is_publisher(site) or not site:
            self.publisher = self.publisher or site.strip()
        else:
            self.headline = line
        self.kept[i] = ""
        return True


def _begins(line: str, following: Sequence[str]) -> bool:
    """Whether a line is the headline of what follows it."""
    if not following:
        return False
    told_apart = bool(day_line(following[0])) or furniture.is_furniture(following[0], "head") == "byline"
    return len(line) <= 250 and (told_apart or _headline_like(line))


def _drop_names(kept: list[str], filled: Sequence[int], apart: set[int]) -> None:
    """Empty a line that is only a person's name beside a byline or a day."""
    pattern = furniture.compiled(
        r"<PERSON>(?:,? (?:in|from) <PERSON>|, <ROLE>)?|<JOB>(?:,? in <PLACE>)?", byline.macros()
    )
    for n, i in enumerate(filled):
        beside = {*filled[max(0, n - 1) : n], *filled[n + 1 : n + 2]}
        if kept[i] and beside & apart and 2 <= len(kept[i].split()) <= 8 and pattern.fullmatch(kept[i].strip()):
            kept[i] = ""


def _drop_author(reader: _Reader, filled: Sequence[int], text: str) -> None:
    """Empty a line below the headline that is only an author's name, where nothing but furniture is above it."""
    for n, i in enumerate(filled[:6]):
        line = reader.kept[i].strip()
        if not line:
            continue
        if n and reader.headline and filled[n + 1 :] and byline.names_author(line, text):
            reader.place = reader.place or byline.place_of(line)
            reader.kept[i] = ""
        return


def same(one: str, other: str) -> bool:
    """Whether two lines are the same words."""
    return re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())
