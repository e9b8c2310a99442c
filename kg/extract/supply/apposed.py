"""A share that explains the volume before it: "sold Iran 2 million tonnes, about 40 per cent of its imports"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.portions import Portion, describe
from kg.extract.supply.relations import Relation, tell

_REACH = 12  # tokens between the volume and the share
_OPENING = frozenset({",", "(", "–", "—", "or"})


def find_apposed(ctx: Context, told: Sequence[Relation]) -> None:
    """Tell what share of the buyer's or the seller's total the volume of the last relation is."""
    base = told[-1]
    volume = base.quantity
    if volume is None or base.share or base.negated or not (base.consumers and base.suppliers):
        return
    share = _share(ctx, volume)
    if share is None:
        return
    scope = _scope(ctx, base, share)
    if scope:
        tell(ctx, replace(base, quantity=share, scope=scope, relation="", dependence=False, sure=base.sure * 0.95))


def _share(ctx: Context, volume: QuantityMention) -> QuantityMention | None:
    """Return the share set apart behind the volume in its clause, with no verb between."""
    sent = ctx.doc[volume.root].sent
    for quantity in ctx.quantities_in(volume.end, min(volume.end + _REACH, sent.end)):
        between = ctx.doc[volume.end : quantity.start]
        apart = len(between) > 0 and between[-1].lower_ in _OPENING
        if quantity.quantity.unit != "%" or not apart or any(t.pos_ == "VERB" for t in between):
            return None
        return quantity
    return None


def _scope(ctx: Context, base: Relation, share: QuantityMention) -> str:
    """Return whose total the share is of, or "" where that is neither the buyer nor the seller."""
    behind = ctx.doc[share.end + 1] if share.end + 1 < len(ctx.doc) else None
    if share.of is not None:
        whole = ctx.doc[share.of]
    elif behind is not None and behind.lower_ == "what" and behind.nbor(-1).lower_ == "of":
        whole = behind  # "a quarter of what Chinese smelters need"
    else:
        return ""
    part = describe(ctx, [whole], Portion(whole))
    if part.world or {key for key, _ in part.goods} - {key for key, _ in base.goods}:
        return ""
    side = {"imports": "consumer", "exports": "supplier", "output": "supplier"}.get(part.total, "")
    if not side:
        return ""
    own = {ref.key for ref in (base.consumers if side == "consumer" else base.suppliers)}
    if part.holders:
        return side if {h.key for h in part.holders} <= own else ""
    return side if part.pronoun else ""
