"""A part set apart with an end or origin of its own: "20 million tonnes of scrap, most of it from Italy", "bauxite,
nearly all of which is bound for China"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.goods_before import referent
from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.relations import Relation, tell, told
from kg.extract.supply.traders import traders

_OF_WHAT = frozenset({"it", "them", "which", "these", "those"})
_SIDES = {"from": "suppliers", "to": "consumers", "for": "consumers"}


def find_apart(ctx: Context, relations: list[Relation]) -> None:
    """Tell where a part of the goods of the relation told last comes from or goes to."""
    base = relations[-1]
    if not base.goods or base.negated or bool(base.consumers) == bool(base.suppliers):
        return
    end = base.quantity.end if base.quantity is not None else base.head.i + 1
    for token in base.head.doc[max(end, base.head.i + 1) : base.head.sent.end]:
        if token.lower_ in _OF_WHAT and token.nbor(-1).lower_ == "of" and token.i >= end + 2:
            _part(ctx, base, token)
            return


def _part(ctx: Context, base: Relation, token: Token) -> None:
    quantity, vague = _amount(ctx, token.nbor(-1))
    found = _end(ctx, token)
    good = referent(ctx, token)
    if found is None or not (quantity is not None or vague):
        return
    if good is not None and good.i not in {w.i for _, w in base.goods}:
        return  # another good has been named since
    side, refs = found
    if getattr(base, side) or not refs or {r.key for r in refs} & {r.key for r in (*base.consumers, *base.suppliers)}:
        return
    scope = ("consumer" if side == "suppliers" else "supplier") if quantity is not None else ""
    if any(r.quantity is not None and r.quantity is quantity for r in told(ctx)):
        return
    one = replace(base, quantity=quantity, vague=vague, scope=scope, relation="", dependence=False, anchor=token)
    one.sure = base.sure * 0.95
    setattr(one, side, refs)
    tell(ctx, one)


def _amount(ctx: Context, of: Token) -> tuple[QuantityMention | None, bool]:
    """Return the share before "of it", or whether a word for a part without a number stands there."""
    word = of.nbor(-1)
    quantity = ctx.quantity_at(word.i)
    if quantity is not None and quantity.quantity.unit == "%":
        return quantity, False
    return None, word.lemma_.lower() in lexicon.toml("shares")["partitives"] and word.lower_ not in {"none", "part"}


def _end(ctx: Context, token: Token) -> tuple[str, list[ActorRef]] | None:
    """Return the side and the traders right behind "of it": "from Italy", "bound for China", "(is) sold to France"."""
    words = lexicon.toml("shares")
    i = token.i + 1
    limit = min(token.i + 6, token.sent.end)
    while i < limit and (
        token.doc[i].lower_
        in {"is", "are", "was", "were", "being", "now", "mainly", "mostly", "bound", "destined", "headed"}
        or token.doc[i].lemma_.lower() in {*words["handing"], "go", "come", "buy", "import"}
    ):
        i += 1
    side = _SIDES.get(token.doc[i].lower_, "") if i < limit else ""
    if not side:
        return None
    behind = [c for c in token.doc[i].children if c.dep_ == "pobj"]
    row = [t for c in behind for t in (c, *c.conjuncts)]
    return side, traders(ctx, sorted(row, key=lambda t: t.i), located=True)
