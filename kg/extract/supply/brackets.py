"""Amounts in brackets behind a trader: "China (40%)"."""

from __future__ import annotations

from kg.extract.actors.noun_phrases import ACTORS, is_kind
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention

_KINDS = ACTORS | frozenset({"kg:Region"})


def bracketed(ctx: Context) -> frozenset[int]:
    """Return the starts of the quantities in brackets right behind an actor, which are that actor's own."""
    known: frozenset[int] | None = ctx.memo.get("supply_bracketed")
    if known is None:
        known = frozenset(
            q.start
            for q in ctx.quantities
            if q.start > 1 and ctx.doc[q.start - 1].text in {"(", "["} and trader_at(ctx, q.start - 2) is not None
        )
        ctx.memo["supply_bracketed"] = known
    return known


def trader_at(ctx: Context, i: int) -> Mention | None:
    """Return the actor or region named at a token, adjectives left out."""
    mention = ctx.mentions.at(i)
    return mention if mention is not None and is_kind(mention, _KINDS) and mention.form != "demonym" else None
