"""Expressions of time as they are written, before anyone asks what day they mean.

`expressions` finds them in the characters alone; `calendars.py` turns one into a span of days, given the article's
date and the tense; `times.py` does both for a parsed text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple, cast

from kg import lexicon

Unit = Literal["day", "week", "month", "quarter", "year"]
Length = Literal["day", "week", "month", "quarter", "year", "decade"]
THAT_YEAR = 99  # the step of "that year": the year that the sentence named last
Kind = Literal[
    "date", "weekday", "period", "same", "season", "ending", "opening", "fiscal", "day", "ago", "window", "years"
]


@dataclass(frozen=True, slots=True)
class Expression:
    """A written time at the characters `begin` to `end` (exclusive).

    - date: a day, month, quarter or half-year, `year` where given, `step` for "last April" or "March of last year"
    - weekday: `number` from Monday 0, `step` for "last" and "next"
    - period: "this week" (`unit` week, `step` 0)
    - same: "that same month", "the year after", counted from the time named before (`step` 0, 1)
    - season: "next spring" (`step` 1), "spring 2027", known to the year; `month` is its first, `number` its length
    - ending: "the year to June 2025" (`number` 12), "the three months to September"
    - opening: "the first nine months of 2025" (`number` 9)
    - fiscal: "2024-25", "fiscal 2025": a year that begins nobody says when
    - day: "yesterday" (`step` -1)
    - ago: "six years ago" (`number` 6), `sign` 1 for "later"; `anchored` for "earlier" and "later"
    - window: "the past five years" (`sign` -1), "the next two years"
    - years: "2024", "2019-2024" (`last_year`)
    """

    begin: int
    end: int
    kind: Kind
    unit: Unit = "day"
    year: int | None = None
    month: int = 0
    day: int = 0
    last_day: int = 0
    last_year: int | None = None
    number: int = 0
    step: int | None = None
    sign: int = -1
    anchored: bool = False
    weekday: int | None = None
    last_month: int = 0  # "January-November": the end of several months
    half: bool = False  # half a year
    ahead: bool = False  # "in two weeks": a time only where the clause looks ahead
    of_year: bool = False  # the step is of the year: "March of last year", of the week: "Thursday of last week"


class _Words(NamedTuple):
    """The words of times in the lexicon, with their numbers."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    counts: Mapping[str, int]
    ordinals: Mapping[str, int]
    halves: Mapping[str, int]
    steps: Mapping[str, int]
    same: Mapping[str, int]
    seasons: Mapping[str, list[int]]
    feasts: Mapping[str, str]
    fiscal: Mapping[str, str]


@cache
def _words() -> _Words:
    words = lexicon.toml("times")
    return _Words(
        months=words["months"],
        weekdays=words["weekdays"],
        days=words["days"],
        counts=words["counts"],
        ordinals=words["ordinals"],
        halves=words["halves"],
        steps=words["relative"],
        same=words["same"],
        seasons=words["seasons"],
        feasts=words["feasts"],
        fiscal=words["fiscal"],
    )


def _any(words: Iterable[str], title: bool = False) -> str:
    forms = {w.title() if title else w for w in words}
    if title:
        forms |= {w.upper() for w in words if len(w) > 3}
    return "|".join(re.escape(w) for w in sorted(forms, key=lambda w: (-len(w), w)))


class _Grammar(NamedTuple):
    """Where an expression of time may begin, and what each kind looks like."""

    trigger: re.Pattern[str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _grammar() -> _Grammar:
    words = _words()
    full = [w for w in words.weekdays if w.endswith("day")]
    long = [w for w in words.months if len(w) > 4 or w in ("may", "june", "july")]
    month = rf"(?:(?:{_any(long, title=True)})\b|(?:{_any(set(words.months) - set(long), title=True)})\b\.?)"
    weekday = rf"(?:(?:{_any(full, title=True)})\b|(?:{_any(set(words.weekdays) - set(full), title=True)})\b\.?)"
    day = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])"
    year = r"(?:19|20)[0-9]{2}(?![0-9]|,[0-9])"
    link = r"\s?(?:-|–|—|\bto\b|\band\b|\bor\b|\buntil\b|\bthrough\b)\s?"
    step = rf"(?i:{_any(words.steps)})"
    count = rf"(?i:{_any(words.counts)}|[0-9]{{1,3}})"
    unit = r"(?i:day|week|month|quarter|year)"
    those = rf"the\ssame|the\sprevious|the\sfollowing|that|{_any(words.steps)}"
    of_year = rf"(?:{year}|(?i:the\syear\b(?!\sto)|(?:{those})\syear\b))"
    parts = "".join(f"|(?<={part} of )" for part in ("end", "close", "start", "turn", "beginning"))[1:]
    around = "|".join(f"(?<={word} )" for one in ("over", "at", "during") for word in (one, one.capitalize()))
    fiscal = rf"(?i:{_any(words.fiscal)})"
    ended = r"(?:to|through|ended|ending|that\sended)(?:\s(?:in|on))?"
    same = rf"(?i:{_any(words.same)})"
    season = rf"(?i:{_any(words.seasons)})"
    no_amount = r"(?!\s?(?:%|per\b|percent|million|billion|tonnes|[.,:][0-9]))"

    patterns = tuple(
        (kind, re.compile(pattern))
        for kind, pattern in (
            ("iso", r"(?P<year>(?:19|20)[0-9]{2})-(?P<mm>0[1-9]|1[0-2])-(?P<day>[0-3][0-9])(?![0-9])"),
            (
                "iso",
                r"(?P<day>0?[1-9]|[12][0-9]|3[01])\.(?P<mm>0?[1-9]|1[0-2])\.(?P<year>(?:19|20)[0-9]{2})(?![0-9])",
            ),
            (
                "ending",
                rf"(?:(?:{fiscal}\s)?(?:year|(?P<count>{count})\smonths|(?P<quarter>quarter))\s{ended}\s"
                rf"(?:(?P<day>{day})\s)?(?P<month>{month})(?:\s{day})?(?:,?\s(?:of\s)?(?P<of>{of_year}))?)",
            ),
            ("opening", rf"(?i:first)\s(?P<count>{count})\smonths\sof\s(?P<of>{of_year})"),
            (
                "date",
                rf"(?P<month>{month})\s?[-–/]\s?(?P<last_month>{month})(?:,?\s(?:of\s)?(?P<of>{of_year}))?",
            ),
            ("feast", rf"(?P<feast>(?i:{_any(words.feasts)}))\b(?:,?\s(?:of\s|in\s)?(?P<of>{of_year}))?"),
            (
                "date",
                rf"(?:(?P<weekday>{weekday}),?\s(?:the\s)?)?(?P<day>{day})(?:{link}(?P<last_day>{day}))?(?:\sof)?\s"
                rf"(?P<month>{month})(?:,?\s(?:of\s)?(?P<of>{of_year}))?",
            ),
            (
                "date",
                rf"(?:(?P<weekday>{weekday}),?\s)?(?P<month>{month})\s(?P<day>{day}){no_amount}"
                rf"(?:{link}(?P<last_day>{day}){no_amount}(?!\s(?:{month})))?(?:,?\s(?:of\s)?(?P<of>{of_year}))?",
            ),
            ("date", rf"(?P<month>{month}),?\s(?:of\s)?(?P<of>{of_year})"),
            ("date", rf"(?P<step>{step})\s(?P<month>{month})"),
            (
                "half",
                rf"(?:H(?P<q>[12])|(?P<qq>[12])H|(?i:(?P<word>{_any(words.halves)})[\s-]half))\b"
                rf"(?:,?\s?(?:of\s)?(?P<of>{of_year}))",
            ),
            (
                "quarter",
                rf"(?:Q(?P<q>[1-4])|(?P<qq>[1-4])Q(?P<yy>[0-9]{{2}}(?![0-9]))?|(?i:(?P<word>{_any(words.ordinals)})[\s-]quarter))\b"
                rf"(?:,?\s?(?:of\s)?(?P<of>{of_year}))?",
            ),
            ("season", rf"(?P<season>{season})\s(?:of\s)?(?P<of>{year})(?![-–/])"),
            ("season", rf"(?P<step>(?i:last|this|next))\s(?P<season>{season})\b(?!\s(?:in|of|to|by)\b)"),
            ("same", rf"(?i:the|that)\s(?:very\s)?(?P<same>{same})\s(?P<unit>{unit})\b(?!\sof\b)"),
            ("same", rf"(?i:that)\s(?P<unit>{unit})\b(?!\sof\b)"),
            ("same", rf"(?i:the)\s(?P<unit>{unit})\s(?P<same>(?i:before|after|earlier))(?=[.,;:)])"),
            ("fiscal", rf"{fiscal}(?:\syear)?\s?(?:{year})(?:\s?[-–/]\s?(?:{year}|[0-9]{{2}}))?(?![\w%])"),
            ("window", rf"(?i:(?P<way>past|last|previous|next|coming))\s(?P<count>{count})\s(?P<unit>{unit})s?\b"),
            ("period", rf"(?P<step>{step})\s(?P<unit>{unit})\b(?!-(?:old|long|end)|\sof\b)"),
            (
                "weekend",
                rf"(?:(?P<step>{step})\s|(?:{around})the\s)(?P<weekend>weekend)\b",
            ),
            (
                "period",
                rf"(?:{parts})(?P<step>the)\s(?P<unit>{unit})\b(?!\s(?:of|to\s(?:date\b|[0-9A-Z])|before|after))",
            ),
            (
                "weekday",
                rf"(?P<weekday>{_any(full, title=True)})\s(?:of\s)?(?P<step>(?i:last|this|next))\s(?P<of_week>week)\b",
            ),
            ("weekday", rf"(?:(?P<step>{step})\s)?(?P<weekday>{_any(full, title=True)})\b"),
            ("day", rf"(?i:(?P<words>{_any(words.days)}))\b"),
            (
                "ago",
                rf"(?<!half )(?P<count>{count})\s(?P<unit>(?i:decade)|{unit})s?\s"
                r"(?i:(?P<way>ago|earlier|later|before(?=[.,;])))\b(?!\sthan)",
            ),
            ("ahead", rf"(?<=[Ii]n )(?P<count>{count})\s(?P<unit>{unit})s?(?:['’]s?\stime|\stime|['’])?(?=[\s.,;])"),
            (
                "years",
                rf"(?P<year>{year})(?:\s?[-–/]\s?(?P<last_year>{year}|[0-9]{{2}}\b(?![%.,]?[0-9])))?(?![\w%]|[.,-][\w])",
            ),
            ("date", rf"(?P<month>{month})"),
        )
    )
    trigger = re.compile(
        r"(?:(?<![\w$£€¥₹.,/#-])|(?<=mid-))(?:"
        rf"{month}|{weekday}|{year}|[0-9]{{1,3}}(?=\D)|Q[1-4]\b|H[12]\b|(?<=of )the\b|(?:{around})the\b"
        rf"|(?i:th(?:e|at)(?=\s(?:very\s)?(?:{same}|{unit})\b)|{fiscal}|(?:year|quarter)(?=\s{ended}\s))"
        rf"|(?i:{_any([*words.steps, *words.days, *words.counts, *words.ordinals, *words.halves])})\b"
        rf"|(?i:{_any([*words.seasons, *words.feasts])})\b)"
    )
    return _Grammar(trigger, patterns)


def expressions(text: str) -> Iterator[Expression]:
    """Yield the expressions of time in a text, from left to right.

    >>> [(e.kind, e.year, e.month, e.day) for e in expressions("signed on 12 Feb 2026, since 2019")]
    [('date', 2026, 2, 12), ('years', 2019, 0, 0)]
    """
    done = 0
    for trigger in _grammar().trigger.finditer(text):
        if trigger.start() < done:
            continue
        for kind, pattern in _grammar().patterns:
            match = pattern.match(text, trigger.start())
            if match is not None:
                found = _read(kind, match)
                if found is not None and kind == "ending" and text.endswith("by ", 0, match.start()):
                    continue  # "extended by three months to 30 June": no span of three months
                if found is not None:
                    done = found.end
                    yield found
                break


def _read(kind: str, match: re.Match[str]) -> Expression | None:
    """Turn a match into an expression; None where the numbers name no possible day."""
    group = {name: text for name, text in match.groupdict().items() if text}
    bare = Expression(match.start(), match.end(), "date")
    year, step = _of_year(group.get("of", group.get("year", "")))
    if "step" in group:
        step = _words().steps.get(group["step"].lower(), 0)  # "the end of the year" is that of this year
    unit: Unit = "day"
    number = _count(group["count"]) if "count" in group else 0
    if "unit" in group:
        length = cast(Length, group["unit"].lower())
        unit, number = ("year", 10 * number) if length == "decade" else (length, number)
    weekday = _words().weekdays[group["weekday"].lower().rstrip(".")] if "weekday" in group else None
    if kind == "iso":
        return replace(bare, year=year, month=int(group["mm"]), day=int(group["day"]))
    if kind in _READERS:
        return _READERS[kind](replace(bare, year=year, step=step, unit=unit, number=number), group)
    if kind == "date":
        month = _words().months[group["month"].lower().rstrip(".")]
        day = _number(group.get("day", "0"))
        last = _number(group.get("last_day", "0"))
        if last and last <= day:
            return None
        unit = "day" if day else "month"
        last_month = _words().months[group["last_month"].lower().rstrip(".")] if "last_month" in group else 0
        if last_month and last_month <= month:
            return None
        return replace(
            bare,
            unit=unit,
            year=year,
            step=step,
            month=month,
            day=day,
            last_day=last,
            last_month=last_month,
            weekday=weekday,
            of_year="of" in group,
        )
    if kind == "half":
        number = (
            _words().halves[group["word"].lower()] if "word" in group else int(group.get("q", group.get("qq", "1")))
        )
        return replace(bare, unit="year", half=True, year=year, step=step, month=6 * number - 5, of_year=True)
    if kind == "quarter":
        number = (
            _words().ordinals[group["word"].lower()] if "word" in group else int(group.get("q", group.get("qq", "1")))
        )
        year = 2000 + int(group["yy"]) if "yy" in group else year
        return replace(bare, unit="quarter", year=year, step=step, month=3 * number - 2, of_year=True)
    if kind == "weekend":
        return replace(bare, kind="weekday", unit="week", weekday=5, step=step)
    if kind == "ahead":
        return replace(bare, kind="ago", unit=unit, number=number, sign=1, ahead=True)
    if kind in ("window", "ago"):
        way = group["way"].lower()
        sign = 1 if way in ("next", "coming", "later") else -1
        return replace(bare, kind=cast(Kind, kind), unit=unit, number=number, sign=sign, anchored=way != "ago")
    if kind == "period":
        return replace(bare, kind="period", unit=unit, step=step)
    if kind == "weekday":
        return replace(bare, kind="weekday", weekday=weekday, step=step, of_year="of_week" in group)
    if kind == "day":
        return replace(bare, kind="day", step=_words().days[group["words"].lower()])
    last_year = _last_year(year, group.get("last_year", ""))
    if "last_year" in group and last_year is None:
        return replace(bare, kind="fiscal", unit="year", year=year)
    return replace(bare, kind="years", unit="year", year=year, last_year=last_year)


def _ending(bare: Expression, group: Mapping[str, str]) -> Expression | None:
    """Read "year to June 2025", "three months to September", "quarter ended 30 June"."""
    number = bare.number or (3 if "quarter" in group else 12)
    if number > 12:
        return None
    month, day = _words().months[group["month"].lower().rstrip(".")], _number(group.get("day", "0"))
    return replace(bare, kind="ending", unit="day" if day else "month", month=month, day=day, number=number)


def _opening(bare: Expression, group: Mapping[str, str]) -> Expression | None:
    return replace(bare, kind="opening", unit="year", month=1) if 0 < bare.number < 12 else None


def _feast(bare: Expression, group: Mapping[str, str]) -> Expression:
    """Read "Christmas Eve 2025" as the day that it is on."""
    month, day = _words().feasts[group["feast"].lower().replace("’", "'")].split("-")
    return replace(bare, month=int(month), day=int(day), of_year="of" in group)


def _season(bare: Expression, group: Mapping[str, str]) -> Expression:
    first, length = _words().seasons[group["season"].lower()]
    return replace(bare, kind="season", unit="year", month=first, number=length)


def _same(bare: Expression, group: Mapping[str, str]) -> Expression:
    word = group.get("same", "same").lower()
    return replace(bare, kind="same", step=_words().same[word], anchored=word != "previous")


_READERS: Mapping[str, Callable[[Expression, Mapping[str, str]], Expression | None]] = {
    "ending": _ending,
    "opening": _opening,
    "feast": _feast,
    "season": _season,
    "same": _same,
    "fiscal": lambda bare, _: replace(bare, kind="fiscal", unit="year"),
}


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else _words().counts[text.lower()]


def _number(text: str) -> int:
    return int(text.rstrip("stndrh") or 0)


def _of_year(text: str) -> tuple[int | None, int | None]:
    """Read "2025" as a year, "last year" as a step; "that year" is step THAT_YEAR."""
    if not text:
        return None, None
    if text.isdecimal():
        return int(text), None
    first = text.lower().split()[0]
    if text.lower().split() == ["the", "year"]:
        return None, 0
    if first in ("that", "the"):
        return None, THAT_YEAR
    return None, _words().steps[first]


def _last_year(year: int | None, text: str) -> int | None:
    """Return the last of several years; None for "2024-25" and "2024-2025", which are one fiscal year."""
    if year is None or not text:
        return None
    last = int(text) if len(text) == 4 else year - year % 100 + int(text)
    return last if last > year + 1 else None
