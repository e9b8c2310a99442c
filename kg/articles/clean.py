"""From the text of a file to an `Article`: paragraphs of the article alone, each once, with headline, day and place."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.articles import byline, datelines, dates, furniture, head
from kg.articles.decode import mend
from kg.articles.english import is_english
from kg.articles.parts import MAX_TEXT, NO_TEXT, Raw, Unreadable
from kg.model import Article
from kg.text import slug

_BULLET = re.compile(r"^\s*(?:[•·‣▪■●◦►▶✓➤*+]\s*|[-–—]\s+|\(?\d{1,2}[.)]\s+(?=[A-Z\"“]))(?=\S)")
_END = re.compile(r"[.!?:;…][”\"’')\]]*$")
_STAMP_WORDS = "updated?|posted|published|pinned|live|new|latest|now|just in|breaking|at|on"
_BEFORE_STAMP = re.compile(rf"(?:(?:{_STAMP_WORDS})\b[\s:|–—-]*|[^\w\s\"“‘'(]+\s*){{0,2}}(?=\d)", re.I)
_CELL = re.compile(r"[,;|\t](?=[^\W\d]|[,;|\t\"]|\d(?!\d\d\b))")  # a comma of a table, not of a text
_STOP = re.compile(r"\w[.!?][”\"’')\]]*(?:\s|$)")
_WORDS = 3  # in the shortest sentence
_WRAP_MIN, _WRAP_MAX = 40, 130  # characters of the lines of hard-wrapped text


def clean(raw: Raw, default: date | None = None) -> Article:
    """Return the article that a raw text holds; `default` is its day where it names none.

    Raises `Unreadable` for a text without words, too long a text, or one in another language than English.
    """
    if len(raw.text) > MAX_TEXT:
        raise Unreadable(f"its text has more than {MAX_TEXT:,} characters", "split it into single articles")
    lines = unwrap(_tidy(mend(raw.text)).split("\n"))
    given = furniture.without_label(" ".join(mend(raw.headline[:1000]).split()))
    year = _copyright_year(lines)
    top = head.read_head(lines, given, guess=raw.plain)
    headline = furniture.without_label(top.headline)
    body = _Body(headline)
    stripped, signed = _without_author(furniture.strip(top.lines))
    body.add(stripped, raw.date or top.date)
    if not body.paragraphs and not (raw.plain and headline):
        raise Unreadable("has no text", NO_TEXT)
    paragraphs = [headline, *body.paragraphs] if headline else body.paragraphs
    text = "\n\n".join(paragraphs)
    if not any(c.isalpha() for c in text):
        raise Unreadable("has no text", NO_TEXT)
    if not is_english(text):
        raise Unreadable("is in a language other than English", "give it in English")
    if not any(map(is_sentence, paragraphs)):
        raise Unreadable("holds no sentence", NO_TEXT)
    own = (
        raw.date
        or top.date
        or body.written
        or (dates.find_day(body.dateline, year) if year and body.dateline else None)
    )
    own = own or next((day for day in map(dates.from_url, raw.urls) if day), None)
    return Article(
        key=key(headline or body.paragraphs[0], text, own),
        headline=headline,
        text=text,
        date=own or default,
        publisher=" ".join(mend(raw.publisher[:300]).split()) or top.publisher,
        urls=tuple(sorted(set(raw.urls))),
        source=raw.source,
        place=body.place or top.place or signed or byline.place_at_end(lines),
        sections=body.sections(headline),
    )


def is_sentence(paragraph: str) -> bool:
    """Whether a paragraph may be a sentence or headline: three words in a row, not in cells, not one word repeated.

    >>> is_sentence("China bans gallium"), is_sentence("CHN,rare earth elements,12")
    (True, False)
    """
    if len(_CELL.findall(paragraph)) > 1 and not _STOP.search(paragraph):
        return False
    pieces = re.split(r"[,;|\t]", paragraph)
    return any(len({word.lower() for word in re.findall(r"[^\W\d_]+", piece)}) >= _WORDS for piece in pieces)


def _without_author(lines: Sequence[str]) -> tuple[list[str], str]:
    """Return the lines without a last one that is only the author's name, and the place that it names."""
    out = list(lines)
    filled = [i for i, line in enumerate(out) if line.strip()]
    if len(filled) < 3 or not byline.names_author(out[filled[-1]], " ".join(out[i] for i in filled[:-1])):
        return out, ""
    place = byline.place_of(out[filled[-1]])
    out[filled[-1]] = ""
    return out, place


def key(headline: str, text: str, day: date | None) -> str:
    """Return the key of an article, made from its content: day, headline, and a hash of its words."""
    digest = hashlib.sha256(words_of(text).encode()).hexdigest()[:8]
    return "article/" + "-".join(part for part in (day.isoformat() if day else "", slug(headline, 60), digest) if part)


def words_of(text: str) -> str:
    """Return the words of a text in small letters, parted by one space: what two copies of it share."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _tidy(text: str) -> str:
    return "\n".join(re.sub(r"[ ]{3,}", "   ", line).rstrip() for line in text.split("\n"))


def _copyright_year(lines: Sequence[str]) -> int | None:
    last = [line for line in lines if line.strip()][-12:]
    years = (dates.copyright_year(line) for line in last if furniture.is_furniture(line, "tail"))
    return next((year for year in years if year), None)


def unwrap(lines: Sequence[str]) -> list[str]:
    """Join the lines of hard-wrapped text to paragraphs; lines that are paragraphs already stay.

    Text is hard-wrapped where most lines within a block stop short of a sentence's end and none is long; there a line
    ends a paragraph when it closes a sentence although the next word had fitted.
    """
    inner = [
        (one, two) for one, two in itertools.pairwise(lines) if one.strip() and two.strip() and not _BULLET.match(two)
    ]
    width = max((len(line) for line in lines), default=0)
    open_ended = [pair for pair in inner if len(pair[0]) >= 0.6 * width and not _END.search(pair[0])]
    wrapped = _WRAP_MIN <= width <= _WRAP_MAX and len(inner) >= 2 and len(open_ended) > 0.4 * len(inner)
    out: list[str] = []
    for i, line in enumerate(lines):
        previous = lines[i - 1] if i else ""
        if out and previous.strip() and line.strip() and _goes_on(previous, line, width if wrapped else 0):
            glue = "" if re.search(r"\w-$", out[-1]) else " "
            out[-1] = out[-1].rstrip() + glue + line.strip()
        else:
            out.append(line)
    return out


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph runs on from one line to the next; `width` is that of wrapped text, else 0."""
    if _BULLET.match(following):
        return False
    first = following.split()[0]
    if not width:
        return len(line) > _WRAP_MIN and not _END.search(line) and first[0].islower() and not first[0].isdigit()
    if following.startswith(("  ", "\t")) and not line.startswith(("  ", "\t")):
        return False
    fitted = len(line) + 1 + len(first) <= width
    if fitted and (_END.search(line) or len(line) < 0.6 * width):
        return False
    return len(line) >= 0.6 * width or first[0].islower()


@dataclass
class _Body:
    """The paragraphs of an article as they are found, with what stands between them."""

    headline: str
    paragraphs: list[str] = field(default_factory=list)
    days: list[tuple[int, date]] = field(default_factory=list)
    place: str = ""
    dateline: str = ""
    written: date | None = None  # the full date of the dateline

    def add(self, lines: Iterable[str], day: date | None) -> None:
        """Take the lines that are left of a page, drop repetitions, and read time stamps and datelines."""
        seen = {words_of(self.headline)} if self.headline else set()
        for line in lines:
            line = " ".join(line.split())
            if not line:
                continue
            stamp, stamped = _stamp(line, day)
            if stamp:
                if stamped and (stamped != day or self.days):
                    self.days.append((len(self.paragraphs), stamped))
                continue
            paragraph = furniture.trim(_unstamp(_BULLET.sub("", line)))
            if len(self.paragraphs) < 3:
                paragraph = self._without_dateline(paragraph)
            same = words_of(paragraph)
            if same and same not in seen:
                seen.add(same)
                self.paragraphs.append(paragraph)

    def _without_dateline(self, paragraph: str) -> str:
        found = None if self.dateline else datelines.dateline(paragraph, first=not self.paragraphs)
        if not found:
            return paragraph
        self.dateline = paragraph[: found.end]
        self.place = found.place
        self.written = found.date
        return paragraph[found.end :]

    def sections(self, headline: str) -> tuple[tuple[int, date], ...]:
        """Return the days of the parts of a live page, by the offset in the text at which each begins."""
        starts = [len(headline) + 2 if headline else 0]
        for paragraph in self.paragraphs:
            starts.append(starts[-1] + len(paragraph) + 2)
        by_offset = {starts[index]: day for index, day in self.days if index < len(self.paragraphs)}
        return tuple(sorted(by_offset.items()))


def _stamp(line: str, day: date | None) -> tuple[bool, date | None]:
    """Whether a line is only an hour or a day, as between the parts of a live page, and which day it names."""
    if len(line) > 60 or not any(c.isdigit() for c in line):
        return False, None
    whole = head.day_line(line)
    if whole:
        return True, whole.date
    words = dates.words()
    rest, hours = words.clock.subn(" ", line)
    named = dates.find_day(rest, day.year) if day else None
    rest, days = words.day.subn(" ", rest)
    rest = re.sub(rf"(?i)\b{words.weekday}|\b(?:{_STAMP_WORDS})\b|\b\w+ time\b|[^\w\s]", " ", rest)
    if rest.strip(" ,.:;()[]|/–—-·•") or not (hours or days):
        return False, None
    return True, named


def _unstamp(paragraph: str) -> str:
    """Return a paragraph without the hour before it: "LIVE 18:40 GMT – Talks end" is "Talks end"."""
    label = _BEFORE_STAMP.match(paragraph)
    found = dates.words().clock.match(paragraph, label.end() if label else 0)
    if not found:
        return paragraph
    rest = re.sub(r"^\s*[A-Z]\w+ time\b", "", paragraph[len(paragraph[: found.end()].rstrip()) :])
    parted = re.match(r"\s*[-–—:|]\s+(?=[^\W\d_]|[\"“‘'])", rest)
    if parted and not rest[parted.end()].islower():
        return rest[parted.end() :]
    sure = ":" in found.group(0) or re.search(r"[A-Za-z]", found.group(0))
    return rest.strip() if sure and re.match(r"\s+[A-ZÀ-Þ\"“‘]", rest) else paragraph
