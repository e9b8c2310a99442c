"""Lists of traders that have each an amount behind them: "from China (40%), Brazil (13%) and Mozambique (12%)"."""

from __future__ import annotations

from dataclasses import replace

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.brackets import trader_at
from kg.extract.supply.relations import Relation
from kg.extract.supply.traders import traders

_OPENING = frozenset({"(", "[", "–", "—"})
Pair = tuple[ActorRef, QuantityMention | None]


def find_listed(ctx: Context, relation: Relation) -> list[Relation]:
    """Return a relation for each trader of a list with amounts, none where no such list fills a side."""
    for side in ("suppliers", "consumers"):
        refs: list[ActorRef] = getattr(relation, side)
        for ref in refs:
            pairs = _chain(ctx, ref.token.i)
            if any(q is not None for _, q in pairs):
                return [_one(relation, side, pair) for pair in pairs]
    return []


def _tight(ctx: Context, i: int) -> QuantityMention | None:
    """Return the share right behind a trader, without brackets: "from Brazil 28%, Vietnam 20% and Colombia 9%"."""
    quantity = ctx.quantity_at(i) if i < len(ctx.doc) else None
    if quantity is None or quantity.start != i or quantity.quantity.unit != "%":
        return None
    after = ctx.doc[quantity.end] if quantity.end < len(ctx.doc) else None
    return quantity if after is None or after.is_punct or after.lower_ == "and" else None


def _one(relation: Relation, side: str, pair: Pair) -> Relation:
    ref, quantity = pair
    one = replace(relation, quantity=quantity)
    setattr(one, side, [ref])
    if not one.share:
        one.scope = ""
    elif not one.scope:
        one.scope = "consumer" if side == "suppliers" else "supplier"
    return one


def _chain(ctx: Context, start: int) -> list[Pair]:
    """Return the traders of the list that begins at a token, each with the amount in brackets behind it."""
    joins = frozenset(lexicon.toml("shares")["list_joins"])
    doc, found, i = ctx.doc, [], start
    end = doc[start].sent.end
    while i < end:
        mention = trader_at(ctx, i)
        if mention is None:
            if doc[i].lower_ not in joins:
                break
            i += 1
            continue
        quantity = ctx.quantity_at(mention.end + 1) if mention.end + 1 < end else None
        if quantity is not None and doc[mention.end].text not in _OPENING:
            quantity = None
        tight = quantity is None and _tight(ctx, mention.end)
        refs = traders(ctx, [doc[mention.root]])
        if not refs:
            break
        found.append((refs[0], quantity))
        i = mention.end
        if tight:
            found[-1] = (refs[0], tight)
            i = tight.end
        elif quantity is not None:
            i = next((j + 1 for j in range(quantity.end, min(quantity.end + 6, end)) if doc[j].text in ")]–—"), end)
    return found
