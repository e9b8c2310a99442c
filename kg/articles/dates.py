"""Days as news pages write them: in lines of the head, in datelines, in metadata and in addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from kg.lexicon import toml


@dataclass(frozen=True, slots=True)
class Words:
    """The expressions that are made from the names of months, weekdays and zones in `datelines.toml`."""

    months: dict[str, int]
    full: re.Pattern[str]
    day: re.Pattern[str]
    clock: re.Pattern[str]
    weekday: str
    month: str


@cache
def words() -> Words:
    """Return the expressions for days and hours, compiled once."""
    data = toml("datelines")
    months = {name: i for i, names in enumerate(data["months"], 1) for name in names}
    month = "(?:" + "|".join(sorted(months, key=len, reverse=True)) + r")\b\.?"
    weekday = "(?:" + "|".join(sorted(data["weekdays"], key=len, reverse=True)) + r")\b\.?,?"
    ordinal = r"\d{1,2}(?:st|nd|rd|th)?\b"
    forms = (
        rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ \-–/]*(?P<m1>{month})[ ,\-–/]*(?P<y1>(?:19|20)\d\d)\b",
        rf"(?P<m2>{month})[ ]*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b[ ,]+(?P<y2>(?:19|20)\d\d)\b",
        r"(?P<y3>(?:19|20)\d\d)[\-/.](?P<m3>\d{1,2})[\-/.](?P<d3>\d{1,2})"
        r"(?:[T ]\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?)?",
        r"(?P<a4>\d{1,2})[./\-](?P<b4>\d{1,2})[./\-](?P<y4>(?:19|20)\d\d)\b",
        rf"(?P<y5>(?:19|20)\d\d)[ ,\-–]+(?P<m5>{month})[ ]+(?P<d5>\d{{1,2}})\b",
    )
    zones = "|".join(re.escape(z) for z in sorted(data["zones"], key=len, reverse=True))
    capitals = "|".join(z for z in data["zones"] if z.isupper() and len(z) > 2)
    clock = (
        r"(?:(?:at )?\b\d{1,2}(?:[.:h]\d{2}(?::\d{2})?)(?:\s?(?:hrs|hours))?\s*(?:[ap]\.?m\b\.?)?"
        r"|\b\d{1,2}\s?[ap]\.?m\b\.?"
        rf"|\b[0-2]\d[0-5]\d(?=\s?(?-i:hrs|{capitals})\b)(?:\s?hrs\b)?)"
        rf"\s*(?:\(?(?:{zones})(?:\s?[+-]\d{{1,2}}(?::?\d\d)?)?\b\)?)?"
    )
    return Words(
        months,
        re.compile(rf"(?:\b{weekday}\s*)?(?<![\d/.\-])(?:{'|'.join(forms)})", re.I),
        re.compile(
            rf"(?:\b{weekday}\s*)?\b(?:(?P<d1>{ordinal})\s+(?P<m1>{month})|(?P<m2>{month})\s*(?P<d2>{ordinal}))", re.I
        ),
        re.compile(clock, re.I),
        weekday,
        month,
    )


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such or it cannot be the day of a news text."""
    try:
        return date(year, month, day) if 1800 <= year <= 2199 else None
    except ValueError:
        return None


def from_match(found: re.Match[str]) -> date | None:
    """Return the day that a match of `words().full` gives; day and month in figures only where they are unambiguous."""
    group = found.groupdict()
    for n in ("1", "2", "5"):
        if group.get("y" + n):
            month = words().months[group["m" + n].rstrip(".").lower()]
            return safe_date(int(group["y" + n]), month, int(group["d" + n]))
    if group.get("y3"):
        return safe_date(int(group["y3"]), int(group["m3"]), int(group["d3"]))
    first, second, year = int(group["a4"]), int(group["b4"]), int(group["y4"])
    if first > 12 or first == second or "." in found.group(0):
        return safe_date(year, second, first)
    return safe_date(year, first, second) if second > 12 else None


def find(text: str) -> date | None:
    """Return the first full date in a text.

    >>> find("Posted on: 5 AUG 2024, 9:10 AM, Colombo")
    datetime.date(2024, 8, 5)
    """
    for found in words().full.finditer(text):
        day = from_match(found)
        if day:
            return day
    return None


def find_day(text: str, year: int) -> date | None:
    """Return the first day and month in a text, in the given year: `find_day("NUUK, May 21", 2025)`."""
    found = words().day.search(text)
    if not found:
        return None
    month = (found["m1"] or found["m2"]).rstrip(".").lower()
    number = re.match(r"\d+", found["d1"] or found["d2"])
    return safe_date(year, words().months[month], int(number.group(0))) if number else None


def from_value(value: object) -> date | None:
    """Return the day that a metadata field gives, in the time zone in which it is written; None where it gives none.

    Takes ISO 8601, the dates of mail and RSS, seconds or milliseconds since 1970 (UTC), and days as pages write them.

    >>> from_value("2025-10-08T00:05:00+01:00")
    datetime.date(2025, 10, 8)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_seconds(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()[:100]
    if re.fullmatch(r"\d{9,10}|\d{13}", text):
        return _from_seconds(float(text))
    iso = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?=$|[T ])", text)
    if iso:
        return safe_date(int(iso[1]), int(iso[2]), int(iso[3]))
    try:
        day = parsedate_to_datetime(text).date()
        return safe_date(day.year, day.month, day.day)
    except (ValueError, TypeError, IndexError, OverflowError):
        return find(text)


def _from_seconds(value: float) -> date | None:
    if value != value or abs(value) > 1e14:
        return None
    seconds = value / 1000 if value > 1e11 else value
    if seconds < 1e8:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def from_url(url: str) -> date | None:
    """Return the day in the path of an address, as newspapers write it.

    >>> from_url("https://example.org/world/2025/oct/08/palladium")
    datetime.date(2025, 10, 8)
    """
    found = re.search(r"[/\-_.]((?:19|20)\d\d)[/\-_]([a-z]{3,9}|\d{1,2})[/\-_](\d{1,2})(?![0-9])", url, re.I)
    if not found:
        return None
    month = words().months.get(found[2].lower()) or (int(found[2]) if found[2].isdigit() else 0)
    return safe_date(int(found[1]), month, int(found[3]))


def copyright_year(text: str) -> int | None:
    """Return the year of a copyright line, or of an agency's mark such as "(2025 Lapwing News Agency)"."""
    found = re.search(r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:©\s*)?((?:19|20)\d\d)\b|[(\[]((?:19|20)\d\d) [A-Z]", text)
    return int(found[1] or found[2]) if found else None
