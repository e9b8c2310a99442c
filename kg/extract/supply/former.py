"""Former figures: "rose to 79 per cent in 2024 from 57 per cent in 2019", "up from a quarter two years earlier"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg import lexicon
from kg.extract.clause.attach import time_of
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.quantities.numerals import number_words
from kg.extract.supply.relations import Relation, tell, told
from kg.extract.times.finding import TimeMention
from kg.model import TimeSpan

_REACH = 18  # tokens between the two figures


def find_former(ctx: Context) -> None:
    """Tell the figure that an amount has come from, where the text says of what time it is."""
    for relation in list(told(ctx)):
        quantity = relation.quantity
        if quantity is None or relation.negated:
            continue
        former = _former(ctx, quantity)
        if former is None:
            continue
        time = _time(ctx, relation, former)
        if time is not None:
            past = replace(relation, quantity=former, relation="", dependence=False, presupposed=True, time=time)
            tell(ctx, replace(past, sure=relation.sure * 0.95, speaker=""))


def _former(ctx: Context, quantity: QuantityMention) -> QuantityMention | None:
    """Return the amount of the same unit behind "from" in the same sentence, on either side."""
    sent = ctx.doc[quantity.root].sent
    start, end = max(sent.start, quantity.start - _REACH), min(sent.end, quantity.end + _REACH)
    found = [
        q
        for q in ctx.quantities_in(start, end)
        if q.start != quantity.start
        and q.quantity.unit == quantity.quantity.unit
        and ctx.doc[q.start - 1].lower_ in {"from", "against", "versus"}
        and _alone(ctx, quantity, q)
    ]
    return found[0] if len(found) == 1 else None


def _alone(ctx: Context, quantity: QuantityMention, former: QuantityMention) -> bool:
    """Return whether nothing but a change stands between the two: no third amount and no trader."""
    first, last = sorted((quantity, former), key=lambda q: q.start)
    if any(
        q not in (quantity, former) and q.quantity.unit == first.quantity.unit
        for q in ctx.quantities_in(first.end, last.start)
    ):
        return False
    words = lexicon.toml("shares")
    before = ctx.doc[former.start - 2].lower_ if former.start > 1 else ""
    between = {t.lemma_.lower() for t in ctx.doc[first.end : last.start]} | {before}
    verb = ctx.doc[quantity.root].head
    moved = ctx.doc[quantity.start - 1].lower_ in {"to", "at"} or verb.lemma_.lower() in words["moving"]
    compared = ctx.doc[former.start - 1].lower_ != "from"
    return moved or compared or not between.isdisjoint({"up", "down", *words["moving"]})


def _time(ctx: Context, relation: Relation, former: QuantityMention) -> TimeMention | None:
    """Return the time right behind the former figure, also one reckoned from the later figure's ("a year earlier")."""
    near = [t for t in ctx.times if former.end <= t.start <= former.end + 1 and t.role != "duration"]
    if near and near[0].span.start is not None:
        return replace(near[0], role="at")
    years = _years(ctx, former.end)
    if not years:
        return None
    anchor = ctx.article.date_at(relation.head.idx)
    if ctx.doc[former.end + 2].lower_ != "ago":
        own = relation.time or time_of(ctx, relation.head)
        anchor = own.span.start if own is not None and own.span.start is not None else None
    if anchor is None:
        return None
    start = date(anchor.year - years, 1, 1)
    return TimeMention(former.end, former.end + 3, former.end + 1, TimeSpan(start, "year"), "at")


def _years(ctx: Context, i: int) -> int:
    """Return the years of "two years earlier", "a decade ago" at a token, else 0."""
    if i + 2 >= len(ctx.doc):
        return 0
    number, unit, word = (t.lower_ for t in ctx.doc[i : i + 3])
    size = {"year": 1, "years": 1, "decade": 10, "decades": 10}.get(unit, 0)
    if not size or word not in {"earlier", "before", "ago", "previously"}:
        return 0
    count = 1 if number in {"a", "one"} else int(number) if number.isdigit() else number_words().small.get(number, 0)
    return count * size
