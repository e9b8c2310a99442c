"""The first lines of an article: headline, byline, day, publisher, and the dateline that opens the first paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.articles import dates, furniture
from kg.lexicon import toml

_HEAD_LINES = 14
_HEADLINE_WORDS = 26
_SEPARATORS = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|\s*;\s+|\s{2,}")
_EDGE = " \t,.:;()[]-–—/"


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
    """A line that says when (and perhaps where and in which paper) an article came out."""

    date: date
    updated: bool
    place: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening "NUUK, Greenland, May 21 (Agency) —" of a paragraph; `end` is where the paragraph goes on."""

    place: str
    end: int
    date: date | None
    agency: str


@cache
def _prefixes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = toml("datelines")

    def expression(kind: str) -> re.Pattern[str]:
        longest_first = sorted(data[kind], key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})\b\s*:?", re.I)

    return expression("published"), expression("updated")


@cache
def _name_like() -> re.Pattern[str]:
    return furniture.compiled(r"(?:<WORD>)(?:,? (?:(?:of|and|&|the) )?(?:<PART> )*(?:<WORD>)){0,5}", _macros())


def _macros() -> dict[str, str]:
    return dict(toml("furniture")["macros"])


def _is_publisher(name: str) -> bool:
    words = set(re.findall(r"\w+", name))
    return bool(words & set(toml("datelines")["publisher_words"])) or bool(
        re.search(r"\.(?:com|org|net|co\.\w\w)$", name)
    )


def day_line(line: str) -> DayLine | None:
    """Read a line that holds a full date and beside it only hours, a place, a publisher, an author or page furniture.

    >>> day_line("Conakry, May 15, 2026 | The Tradewind Review").publisher
    'The Tradewind Review'
    >>> day_line("The deal of 4 March 2026 is void") is None
    True
    """
    line = line.strip()
    if len(line) > 200 or not dates.words().full.search(line):
        return None
    published, updated = _prefixes()
    days: list[tuple[bool, date]] = []
    place = publisher = ""
    for part in _SEPARATORS.split(line):
        found = list(dates.words().full.finditer(part))
        is_updated = bool(updated.search(part)) and not published.search(updated.sub("", part))
        days += [(is_updated, day) for day in map(dates.from_match, found) if day]
        rest = dates.words().clock.sub(" ", dates.words().full.sub(" ", part))
        rest = re.sub(r"(?<!\w)(?:at|on)(?!\w)", " ", published.sub(" ", updated.sub(" ", rest)))
        rest = re.sub(r"\s*,(?:\s*,)*\s*", ", ", re.sub(r"\s+", " ", rest)).strip(_EDGE)
        if not rest:
            continue
        if furniture.is_furniture(rest, "head"):
            place = place or place_of_byline(rest)
        elif not _name_like().fullmatch(rest):
            return None
        elif _is_publisher(rest):
            publisher = publisher or rest
        elif found and "," in part:
            place = place or rest.split(",")[0]
        elif found:
            return None
    if not days:
        return None
    is_updated, day = min(days, key=lambda d: d[0])
    return DayLine(day, is_updated, place, publisher)


def place_of_byline(line: str) -> str:
    """Return the city of a byline: "By Rosalind Achterberg in Toconao", "By Our Correspondent, Harare"."""
    pattern = furniture.compiled(r"(?:[Bb]y|BY) .*(?:\bin |Correspondent, )(?P<city><WORD>(?: <WORD>){0,2})", _macros())
    found = pattern.fullmatch(line.strip())
    return found["city"] if found else ""


def _issuer(line: str) -> bool:
    text = line.strip()
    return text.isupper() and len(text) < 100 and text.startswith(tuple(toml("datelines")["issuers"]))


def _names_issuer(line: str, following: Sequence[str]) -> bool:
    """Whether a line is the name of who issued a release: in capitals, or as a ministry above a label."""
    if _issuer(line):
        return any(not _issuer(f) for f in following)
    label = bool(following) and furniture.is_furniture(following[0], "head") == "section label"
    opening = tuple(toml("datelines")["issuers_above_label"])
    return label and line.strip().startswith(opening) and bool(_name_like().fullmatch(line.strip()))


def _headline_like(line: str) -> bool:
    text = line.strip()
    return (
        len(text.split()) <= _HEADLINE_WORDS
        and not re.search(r"[,;]$", text)
        and not (re.search(r"[a-z0-9”\"’)]\.[”\"’]?$", text) and not re.search(r"\b[A-Za-z]\.[A-Za-z]\.$", text))
    )


def _only_day(text: str) -> bool:
    """Whether a text is a day and nothing else, with or without its year and weekday."""
    words = dates.words()
    return bool(words.full.fullmatch(text.strip(_EDGE)) or words.day.fullmatch(text.strip(_EDGE)))


def read_head(lines: Sequence[str], headline: str, *, guess: bool) -> Head:
    """Read the first lines. With `guess` the first fitting line is the headline where none is given.

    A line that ends in a full stop is a headline only where a byline or a day follows it.
    """
    kept = list(lines)
    days: list[DayLine] = []
    publisher = place = ""
    issuers: list[str] = []
    apart: set[int] = set()  # lines that are bylines or days
    filled = [i for i, line in enumerate(lines) if line.strip()][:_HEAD_LINES]
    for n, i in enumerate(filled):
        line = lines[i].strip()
        following = [lines[j].strip() for j in filled[n + 1 : n + 3]]
        day = day_line(line)
        if day:
            days.append(day)
            place, publisher = place or day.place, publisher or day.publisher
            apart.add(i)
            kept[i] = ""
        elif furniture.is_furniture(line, "head"):
            place = place or place_of_byline(line)
            if furniture.is_furniture(line, "head").startswith(("byline", "author")):
                apart.add(i)
            kept[i] = ""
        elif _only_day(line):
            apart.add(i)
        elif not publisher and apart and _name_like().fullmatch(line) and _is_publisher(line):
            publisher = line.split(",")[0]
            place = place or line.partition(",")[2].strip()
            kept[i] = ""
        elif not headline and _names_issuer(line, following):
            issuers.append(line)
            kept[i] = ""
        elif headline and same(line, headline):
            kept[i] = ""
        elif guess and not headline:
            if not _begins(line, following):
                break
            headline, _, site = line.partition(" | ")
            publisher = publisher or (site.strip() if _is_publisher(site) else "")
            headline = headline if not site or publisher == site.strip() else line
            kept[i] = ""
        elif furniture.long_enough(line):
            break
    _drop_names(kept, filled, apart)
    if issuers and not publisher:
        publisher = ", ".join(title_case(name) for name in reversed(issuers))
    best = min(days, key=lambda d: d.updated, default=None)
    return Head(headline, best.date if best else None, publisher, place, tuple(kept))


def _begins(line: str, following: Sequence[str]) -> bool:
    """Whether a line is the headline of what follows it."""
    if not following:
        return False
    told_apart = bool(day_line(following[0])) or furniture.is_furniture(following[0], "head") == "byline"
    return len(line) <= 250 and (told_apart or _headline_like(line))


def _drop_names(kept: list[str], filled: Sequence[int], apart: set[int]) -> None:
    """Empty a line that is only a person's name beside a byline or a day."""
    pattern = furniture.compiled(r"<PERSON>(?: in <PERSON>|, <ROLE>)?", _macros())
    for n, i in enumerate(filled):
        beside = {*filled[max(0, n - 1) : n], *filled[n + 1 : n + 2]}
        if kept[i] and beside & apart and 2 <= len(kept[i].split()) <= 8 and pattern.fullmatch(kept[i].strip()):
            kept[i] = ""


def same(one: str, other: str) -> bool:
    """Whether two lines are the same words."""
    return re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())


def title_case(name: str) -> str:
    """Return a name in capitals with small letters: `title_case("RIO DE JANEIRO")` is "Rio de Janeiro"."""
    if not name.isupper():
        return name
    small = set(toml("datelines")["small_words"])
    words = [w if i and w in small else w[:1].upper() + w[1:] for i, w in enumerate(name.lower().split())]
    return re.sub(r"(?<=[\-'’./])\w", lambda m: m.group(0).upper(), " ".join(words))


@cache
def _datelines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = dates.words()
    upper = r"[\p{Lu}]"
    number = r"\d{1,2}(?:st|nd|rd|th)?\b"
    day_month = rf"(?:{number}\s+{words.month}|{words.month}\s*{number})"
    day = rf"(?:{words.weekday}\s*)?{day_month}(?:,?\s+(?:19|20)\d\d\b)?"
    agency = r"(?:\((?P<agency>[\p{Lu}][^()]{1,50})\)|/(?P<wire>[\p{Lu}][^/]{1,40})/)"
    region = rf"(?:,\s*{upper}[\w.’'\-]*(?:\s{upper}[\w.’'\-]*){{0,3}}){{0,2}}?"
    caps = rf"(?P<city>{upper}[\p{{Lu}}’'.\-/]*(?:\s{upper}[\p{{Lu}}’'.\-/]*){{0,4}})"
    title = rf"(?P<city>{upper}[\w.’'\-/]+(?:\s(?:de\s|da\s|la\s|el\s|of\s)?{upper}[\w.’'\-/]+){{0,3}})"
    dash = r"\s*(?:[—–]|--?|:)\s*"

    def build(city: str) -> re.Pattern[str]:
        text = (
            rf"{city}{region}(?:,?\s*(?P<day>(?i:{day})))?(?:,?\s*{agency})?(?P<dash>{dash})(?=[\p{{Lu}}\p{{N}}\"“‘'(])"
        )
        return furniture.compiled(text, {})

    return build(caps), build(title)


def dateline(paragraph: str, *, first: bool) -> Dateline | None:
    """Read the dateline of a paragraph; a bare "City:" or "City –" counts only in the first one of an article.

    >>> dateline("GENEVA (AP) — The duties stay.", first=True).place
    'Geneva'
    >>> dateline("Background: Talks began in 2006.", first=True) is None
    True
    """
    bare = re.match(r"(?P<day>[^()]{3,30} )?\((?P<agency>[A-Z][\w .&]{1,30})\)\s*(?:[—–]|--?)\s+(?=\S)", paragraph)
    if bare and (not bare["day"] or _only_day(bare["day"])):
        return Dateline("", bare.end(), dates.find(bare["day"] or ""), bare["agency"])
    caps, title = _datelines()
    for pattern, is_caps in ((caps, True), (title, False)):
        found = pattern.match(paragraph)
        if found and _is_dateline(found, is_caps, first, paragraph):
            city = re.split(r"/", found["city"])[0].strip()
            place = "" if city.upper() in toml("datelines")["no_city"] else title_case(city)
            agency = (found["agency"] or found["wire"] or "").strip()
            return Dateline(place, found.end(), dates.find(found["day"] or ""), agency)
    return None


def _is_dateline(found: re.Match[str], is_caps: bool, first: bool, paragraph: str) -> bool:
    data = toml("datelines")
    city = found["city"]
    if city.upper() in data["not_places"] or any(w in data["not_before_colon"] for w in city.split()):
        return False
    if found["day"] or found["agency"] or found["wire"]:
        return True
    dash = found["dash"]
    if ":" not in dash and not (dash.startswith(" ") or dash.endswith(" ")):
        return False
    if is_caps and len(city) > 3:
        return dash != ":" and (first or ":" not in dash)
    long = len(paragraph) - found.end() >= 60
    return first and long and not is_caps and len(city.split()) <= 3 and dash.endswith(" ")
