"""From an expression of time to a span of days: the arithmetic of dates, told what "now" and the tense are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.extract.times.dates import THAT_YEAR, Expression, Unit
from kg.model import TimeSpan

Tense = Literal["past", "future", ""]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a relative date is read from: the article's date, the tense of the clause, the last time named before."""

    today: date | None
    tense: Tense = ""
    anchor: TimeSpan | None = None
    before: bool = False  # told from a time before ("had signed"), not from the article's date


def last_day(start: date, unit: Unit) -> date:
    """Return the last day of the day, week, month, quarter or year that begins with `start`.

    >>> last_day(date(2024, 2, 1), "month")
    datetime.date(2024, 2, 29)
    """
    return shifted(start, 1, unit) - timedelta(days=1)


def first_day(day: date, unit: Unit) -> date:
    """Return the first day of the week (Monday), month, quarter or year that a day lies in.

    >>> first_day(date(2026, 2, 1), "week")
    datetime.date(2026, 1, 26)
    """
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1) if unit == "year" else day


def shifted(day: date, count: int, unit: Unit) -> date:
    """Return the day so many units later; the 31st becomes the month's last day where it must.

    >>> shifted(date(2026, 1, 31), 1, "month")
    datetime.date(2026, 2, 28)
    """
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(months, 12)
    for number in range(day.day, day.day - 4, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            if number <= 28:
                raise
    return date(year, month + 1, 28)


def resolve(expression: Expression, setting: Setting) -> TimeSpan | None:
    """Return the span of days that an expression means, or None where nothing says it.

    >>> from kg.extract.times.dates import expressions
    >>> resolve(next(expressions("last April")), Setting(date(2026, 2, 1))).start
    datetime.date(2025, 4, 1)
    """
    try:
        return _RESOLVERS[expression.kind](expression, setting)
    except (ValueError, OverflowError):  # no such day: 30 February, the year 0
        return None


def _date(e: Expression, s: Setting) -> TimeSpan | None:
    start = _start(e, s)
    if start is None:
        return None
    if e.last_month:
        end = start.replace(month=e.last_month)
        if e.year is None and e.step is None and s.tense == "past" and s.today is not None and end > s.today:
            start, end = start.replace(year=start.year - 1), end.replace(year=end.year - 1)
        return TimeSpan(start, "month", last_day(end, "month"))
    if e.half:  # no precision of its own: known to the year, and where it ends
        return TimeSpan(start, "year", shifted(start, 2, "quarter") - timedelta(days=1))
    return TimeSpan(start, e.unit, start.replace(day=e.last_day) if e.last_day else None)


def _start(e: Expression, s: Setting) -> date | None:
    day = e.day or 1
    if e.year is not None:
        return date(e.year, e.month, day)
    if e.step == THAT_YEAR:
        anchor = s.anchor.start if s.anchor is not None else None
        return date(anchor.year, e.month, day) if anchor else None
    if s.today is None:
        return None
    if e.step is not None:
        return _stepped(e, s.today, day)
    years = [y for y in range(s.today.year - 8, s.today.year + 9) if e.day < 29 or _exists(y, e.month, day)]
    candidates = [date(y, e.month, day) for y in years]
    if e.weekday is not None:
        fitting = [d for d in candidates if d.weekday() == e.weekday and abs((d - s.today).days) < 400]
        candidates = fitting or candidates
    return _nearest(candidates, first_day(s.today, e.unit), s.tense)


def _stepped(e: Expression, today: date, day: int) -> date:
    """Read "last April", "this January", "March of next year"; a day with a year in words is exact."""
    assert e.step is not None
    if e.of_year or e.day or e.step == 0:
        return date(today.year + e.step, e.month, day)
    now, start = first_day(today, e.unit), date(today.year, e.month, 1)
    if e.step < 0:
        return start if start < now else date(today.year - 1, e.month, 1)
    return start if start > now else date(today.year + 1, e.month, 1)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _nearest(days: list[date], now: date, tense: Tense) -> date | None:
    """Return the last day up to now in the past tense, the first from now on in the future tense, else the nearest."""
    if tense == "past":
        return max((d for d in days if d <= now), default=None)
    if tense == "future":
        return min((d for d in days if d >= now), default=None)
    return min(days, key=lambda d: (abs((d - now).days), d), default=None)


def _weekday(e: Expression, s: Setting) -> TimeSpan | None:
    if s.today is None or e.weekday is None:
        return None
    ahead = (e.weekday - s.today.weekday()) % 7
    if e.step == 0 or (e.of_year and e.step is not None):  # "Thursday of last week"
        return TimeSpan(first_day(s.today, "week") + timedelta(days=e.weekday + 7 * e.step), e.unit)
    if e.step is not None:
        days = (ahead or 7) if e.step > 0 else ahead - 7
    else:
        days = ahead if s.tense == "future" or ahead == 0 else ahead - 7
    return TimeSpan(s.today + timedelta(days=days), e.unit)


def _period(e: Expression, s: Setting) -> TimeSpan | None:
    if s.today is None or e.step is None:
        return None
    return TimeSpan(shifted(first_day(s.today, e.unit), e.step, e.unit), e.unit)


def _day(e: Expression, s: Setting) -> TimeSpan | None:
    return None if s.today is None else TimeSpan(s.today + timedelta(days=e.step or 0))


def _ago(e: Expression, s: Setting) -> TimeSpan | None:
    if e.anchored and s.anchor is not None and s.anchor.start is not None:
        if s.anchor.precision == "year" and e.unit != "year":
            return None  # "in 2021 … seven months later": which month?
        precision = s.anchor.precision if e.unit == "year" or s.anchor.precision != "day" else e.unit
        start = shifted(s.anchor.start, e.sign * e.number, e.unit)
        return TimeSpan(first_day(start, precision), precision)
    if s.today is None or (e.anchored and (e.sign > 0 or s.before)):
        return None
    return TimeSpan(first_day(shifted(s.today, e.sign * e.number, e.unit), e.unit), e.unit)


def _window(e: Expression, s: Setting) -> TimeSpan | None:
    if s.today is None:
        return None
    other = shifted(s.today, e.sign * e.number, e.unit)
    return TimeSpan(min(other, s.today), e.unit, max(other, s.today))


def _years(e: Expression, s: Setting) -> TimeSpan | None:
    if e.year is None:
        return None
    return TimeSpan(date(e.year, 1, 1), "year", date(e.last_year, 12, 31) if e.last_year else None)


def _same(e: Expression, s: Setting) -> TimeSpan | None:
    """Count from the time named before; a month after "2024" is none that we know."""
    order = ("day", "week", "month", "quarter", "year")
    if s.anchor is None and not e.anchored:
        return _period(e, s)  # "the previous year", with none named before
    if s.anchor is None or s.anchor.start is None or order.index(s.anchor.precision) > order.index(e.unit):
        return None
    return TimeSpan(shifted(first_day(s.anchor.start, e.unit), e.step or 0, e.unit), e.unit)


def _season(e: Expression, s: Setting) -> TimeSpan | None:
    """Read a season to the year: "next spring" told in May, "last autumn"; where two years fit, nothing."""
    if e.year is not None:
        return TimeSpan(date(e.year, 1, 1), "year")
    if s.today is None or e.step is None or e.month + e.number > 12:
        return None  # a winter lies in two years
    over, begun = s.today.month >= e.month + e.number, s.today.month >= e.month
    if e.step > 0 and not begun:
        return None
    step = e.step if not (e.step < 0 and over) else 0
    return TimeSpan(date(s.today.year + step, 1, 1), "year")


def _ending(e: Expression, s: Setting) -> TimeSpan | None:
    """Return the start of so many months that end with a day or month; how long they are is the precision."""
    end = _date(e, Setting(s.today, s.tense or "past", s.anchor, s.before))
    if end is None or end.start is None:
        return None
    start = shifted(shifted(end.start, 1, e.unit), -e.number, "month")
    precision: Unit = "quarter" if e.number == 3 else "month" if e.number == 1 else "year"
    return TimeSpan(start, precision)


_RESOLVERS = {
    "date": _date,
    "weekday": _weekday,
    "period": _period,
    "same": _same,
    "season": _season,
    "ending": _ending,
    "opening": _date,
    "fiscal": lambda e, s: None,
    "day": _day,
    "ago": _ago,
    "window": _window,
    "years": _years,
}
