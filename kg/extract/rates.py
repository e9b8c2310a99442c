"""Rates of a measure: the one that holds and the one before ("from 10 to 12 per cent", "15%, down from 39%")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.context import Context, Status
from kg.extract.quantities.finding import QuantityMention
from kg.model import Quantity

_LINKS = frozenset({"from", "to", "at", "of", "by"})


def introducer(ctx: Context, mention: QuantityMention, prep: str) -> str:
    """Return what introduces a quantity: a preposition, "former" for "compared with 25%", "8% before", else `prep`.

    The word right before it wins over the parse, which hangs both ends of "from 3% to 5%" on "from".
    """
    words = lexicon.toml("rates")
    before = [t.lower_ for t in ctx.doc[max(mention.start - 4, 0) : mention.start]]
    while before and before[-1] in words["skipped"]:
        before.pop()
    after = ctx.doc[mention.end].lower_ if mention.end < len(ctx.doc) else ""
    link = before[-1] if before and before[-1] in _LINKS else ""
    while before and before[-1] in words["articles"]:
        before.pop()
    if any(" ".join(before).endswith(phrase) for phrase in words["former"]) or after in words["former_after"]:
        return "former"
    return link or ("" if prep == "from" else prep)


def claim_rates(
    ctx: Context,
    name: str,
    head: Token,
    found: Iterable[tuple[str, QuantityMention]],
    state: Status,
    sure: float,
    *,
    change: bool,
) -> None:
    """Claim `kg:rate`, and `kg:formerRate` where one is told; `change` says that the rate is being changed."""
    pairs = [(intro, mention.quantity) for intro, mention in found if intro != "by" or not change]
    rates = [(intro, q) for intro, q in pairs if q.unit == "%" or "/" in q.unit]
    if change and any(intro == "to" for intro, _ in rates):  # "the 25 per cent levy was lowered to 15 per cent"
        pairs = [(intro or "former", q) for intro, q in pairs]
        rates = [(intro or "former", q) for intro, q in rates]
    new = [q for intro, q in rates if intro not in {"former", "from"}]
    from_too = change or bool(new)
    for intro, quantity in pairs:
        if intro == "former" or (intro == "from" and from_too):
            former = _like(quantity, new)
            if former is not None:
                ctx.claim(name, "kg:formerRate", former, head, Status(speaker=state.speaker), sure)
    for quantity in new:
        ctx.claim(name, "kg:rate", quantity, head, state, sure)


def _like(former: Quantity, new: list[Quantity]) -> Quantity | None:
    """Return a former rate in the unit of the new one ("to 1,200 roubles a tonne from 950 roubles"), or None."""
    if former.unit == "%" or "/" in former.unit:
        return former
    unit = next((q.unit for q in new if q.unit.startswith(f"{former.unit}/")), "")
    return replace(former, unit=unit) if unit else None
