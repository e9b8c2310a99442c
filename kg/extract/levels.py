"""Rates, volumes, prices and dates of a measure, from its noun or verb and what is done with it."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.attach import claim_course, claim_time, own_time, quantities_of, shared_time, time_of
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.quantities.finding import QuantityMention
from kg.extract.rates import claim_rates, introducer
from kg.extract.times.clauses import clause_times
from kg.extract.times.finding import TimeMention
from kg.model import Value

_PRESUPPOSING = frozenset({"undo", "extend", "reduce"})
STARTING = frozenset({"do", "deal", "undergo"})


def claim_values(
    ctx: Context, name: str, head: Token, support: Token | None, state: Status, effect: str, sure: float
) -> None:
    """Claim rates, volumes and prices; "from 4.5 to 0 per cent" gives the former and the new one."""
    tokens = [head] if support is None or not effect else [head, support]
    hanging = quantities_of(ctx, *tokens)
    if support is not None and not hanging:
        hanging = _behind_to(ctx, head, support, effect)
    found = [(introducer(ctx, mention, prep), mention) for prep, mention in hanging]
    types = ctx.occurrences[name].types
    part = "kg:Subsidy" in types and any(_is_part(head, intro, mention) for intro, mention in found)
    rated = any(t.endswith(("Tariff", "Duty", "TariffRateQuota")) for t in types) or part or _is_levy(ctx, head)
    current = status(ctx, support) if support is not None and effect in {"extend", "reduce"} else state
    before = [mention.end <= head.i and ctx.doc[mention.root].head == head for _, mention in found]
    kept = effect == "reduce" and bool(before) and all(before)  # "ease the 35% duty"
    if current.polarity == "Negated" or kept:  # "the 30% duty will not be renewed": that rate it had
        current = state
    if rated:
        claim_rates(ctx, name, head, found, current, sure, change=effect in {"extend", "reduce"})
    for intro, mention in found:
        quantity = mention.quantity
        if (
            intro == "former"
            or (intro == "by" and effect in {"extend", "reduce"})
            or quantity.unit in {"1", "%"}
            or (intro == "from" and effect in _PRESUPPOSING)
        ):
            continue
        if any("Price" in t for t in types):
            ctx.claim(name, "kg:price", quantity, head, current, sure)
        elif rated and mention.end <= head.i and ctx.doc[mention.root].head == head and len(quantity.unit) == 3:
            ctx.claim(name, "kg:rate", quantity, head, current, sure * 0.9)  # "a 700-yen duty"
        elif not (rated and "/" in quantity.unit):
            ctx.claim(name, "kg:volume", quantity, head, current, sure * 0.9)


def _behind_to(ctx: Context, head: Token, support: Token, effect: str) -> list[tuple[str, QuantityMention]]:
    """Return the amount to which a limit is moved, or at which it is set, wherever the parser hung it."""
    link = (
        "to" if effect in {"extend", "reduce"} else "at" if support.lemma_.lower() in ctx.classes["set_price"] else ""
    )
    for mention in ctx.quantities_in(max(head.i, support.i) + 1, head.sent.end):
        between = ctx.doc[max(head.i, support.i) + 1 : mention.start]
        if (
            link
            and any(t.lower_ == link for t in between[-3:])
            and not any(t.pos_ == "VERB" and t.dep_ != "pobj" for t in between)
        ):
            return [(link, mention)]
    return []


def _is_levy(ctx: Context, head: Token) -> bool:
    """Return whether a noun of another class still has a rate: "a royalty of 5 per cent", "a tax credit of 10%"."""
    return head.lemma_.lower() in ctx.classes["rated"]


def _is_part(head: Token, intro: str, mention: QuantityMention) -> bool:
    """Return whether an amount is the part that aid pays: "a subsidy of 30 per cent of the cost", "a 40% grant"."""
    root = head.doc[mention.root]
    return mention.quantity.unit == "%" and (intro in {"of", "at"} or root.head == head) and abs(root.i - head.i) < 6


def claim_when(
    ctx: Context, name: str, head: Token, support: Token | None, state: Status, effect: str, sure: float
) -> None:
    """Claim when a measure begins or, where it is undone, ends."""
    if (
        effect == "undo"
        and support is not None
        and support.lemma_.lower() in lexicon.toml("times")["context"]["shifting"]
    ):
        later = next((t for t in clause_times(support, ctx.times) if _behind(ctx, t, "to")), None)
        claim_time(ctx, name, later, head, status(ctx, support), sure * 0.9)  # "postponed the ban to May"
        return
    if effect == "undo" and support is not None:
        time = shared_time(ctx, support)
        ended = status(ctx, support)
        if time is not None and time.span.start is not None and ended.modality in {"Actual", "Planned"}:
            ctx.claim(name, "kg:endDate", Value(time.span.start.isoformat(), "date"), head, ended, sure)
        return
    if effect in {"", "extend", "reduce", *STARTING}:
        time = own_time(ctx, head) if not effect else time_told(ctx, head, support)
        current = status(ctx, support) if support is not None and effect in {"extend", "reduce"} else state
        if effect in {"extend", "reduce"} and time is not None and time.span.start is not None:
            ctx.changed.add((name, time.span.start.isoformat()))
        claim_course(ctx, name, head, support if effect else None, time, state, current, sure * 0.95)


def _behind(ctx: Context, time: TimeMention, word: str) -> bool:
    return time.start > 0 and ctx.doc[time.start - 1].lower_ == word


def time_told(ctx: Context, head: Token, support: Token | None) -> TimeMention | None:
    """Return the time of what is done with a measure, else the measure noun's own."""
    found = shared_time(ctx, support) if support is not None else None
    if support is not None and support.dep_ in {"acl", "relcl"}:  # "a case over a tax it levies": the case's day
        return found or own_time(ctx, head)
    return found or time_of(ctx, head)
