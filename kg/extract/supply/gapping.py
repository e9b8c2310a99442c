"""Shares told without a verb of their own: "Norway pumps a third and Qatar almost a fifth"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, goods, is_kind, lemmas
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.relations import Relation, tell
from kg.extract.supply.traders import traders

_SIDES = {"from": "suppliers", "to": "consumers"}


def find_gapped(ctx: Context, told: Sequence[Relation]) -> None:
    """Tell the relations that follow the last of the told ones in its sentence and leave out its words."""
    base = told[-1]
    if base.quantity is None:
        _behind_most(ctx, base)
        return
    unit = base.quantity.quantity.unit
    end = ctx.doc[base.quantity.root].sent.end
    used = {r.quantity.root for r in told if r.quantity is not None}
    last = base.quantity.end
    for quantity in ctx.quantities:
        if quantity.start < base.quantity.end or quantity.end > end or quantity.root in used:
            continue
        if quantity.quantity.unit != unit or not _no_verb(ctx, last, quantity.start):
            return
        follower = _gapped(ctx, base, quantity, last)
        if follower is None or not _of_same(ctx, follower, base, quantity):
            return
        tell(ctx, follower)
        last = quantity.end


def _behind_most(ctx: Context, base: Relation) -> None:
    """Read "buys most of its wheat from Russia, and a tenth from Ukraine": a share behind a part without a number."""
    if not base.vague or not (base.consumers and base.suppliers) or base.dependence:
        return
    last = base.head.i + 1
    for quantity in ctx.quantities_in(last, base.head.sent.end):
        after = ctx.doc[quantity.end].lower_ if quantity.end < len(ctx.doc) else ""
        side = _SIDES.get(after, "")
        if quantity.quantity.unit != "%" or not side or not _no_verb(ctx, last, quantity.start):
            return
        found = traders(ctx, _listed(ctx, quantity.end + 1))
        if not found or quantity.of is not None:
            return
        scope = "consumer" if side == "suppliers" else "supplier"
        follower = replace(base, quantity=quantity, scope=scope, vague=False)
        setattr(follower, side, found)
        tell(ctx, follower)
        last = quantity.end


def _of_same(ctx: Context, follower: Relation, base: Relation, quantity: QuantityMention) -> bool:
    """Return whether the follower's amount is of the told goods, or of goods of its own, which it then gets."""
    if base.quantity is None or quantity.of is None or quantity.of == base.quantity.of:
        return True
    own = goods(ctx, [ctx.doc[quantity.of]])
    if own:
        follower.goods = own
    return bool(own)


def _no_verb(ctx: Context, start: int, end: int) -> bool:
    """Return whether no clause of its own begins between two positions."""
    words = frozenset(lexicon.toml("shares")["gap_verbs"])
    joins = [i for i in range(start, end) if ctx.doc[i].text in {",", ";"} or ctx.doc[i].lower_ in {"and", "while"}]
    start = joins[-1] if joins else start
    return not any(t.pos_ in {"VERB", "AUX"} and t.lower_ not in words and t.tag_ != "VBN" for t in ctx.doc[start:end])


def _gapped(ctx: Context, base: Relation, quantity: QuantityMention, floor: int) -> Relation | None:
    after = ctx.doc[quantity.end] if quantity.end < len(ctx.doc) else None
    if after is not None and after.lower_ in _SIDES and base.head.i < quantity.start:
        found = traders(ctx, _listed(ctx, quantity.end + 1))
        if not found or not getattr(base, _SIDES[after.lower_]):
            return None
        changed = replace(base, quantity=quantity)
        setattr(changed, _SIDES[after.lower_], found)
        return changed
    if after is not None and not (after.is_punct or after.lower_ in {"and", "while", "but", "with", "of"}):
        return None
    of = base.quantity is not None and ctx.doc[base.quantity.start - 1].lower_ == "of"
    ref = _actor_before(ctx, quantity.start - (of and ctx.doc[quantity.start - 1].lower_ == "of"), floor)
    if ref is None:
        return _by_good(ctx, base, quantity) or _by_demonym(ctx, base, quantity, floor)
    told = [c for c in base.consumers if base.head.pos_ == "VERB" and c.token.head == base.head]
    if base.who == "supplier" and any(c.token.dep_ in {"dative", "dobj"} and c.token.i > base.head.i for c in told):
        return replace(base, quantity=quantity, consumers=[ref])  # "sold Brazil 1.4 million tonnes and India 0.9"
    if base.who == "supplier" or (base.dependence and _on(ctx, ref)):
        return replace(base, quantity=quantity, suppliers=[ref])
    return replace(base, quantity=quantity, consumers=[ref])


def _by_good(ctx: Context, base: Relation, quantity: QuantityMention) -> Relation | None:
    """Read "gold makes up 45 per cent of its exports, cotton 11 per cent and zinc 4": further goods of one seller."""
    subject = base.goods[0][1] if base.goods else None
    if subject is None or subject.i > base.head.i or base.scope != "supplier" or quantity.quantity.unit != "%":
        return None
    mention = ctx.mentions.at(quantity.start - 1)
    if mention is None or not is_kind(mention, COMMODITIES) or mention.form != "noun":
        return None
    before = ctx.doc[mention.start - 1]
    if not (before.is_punct or before.lower_ in {"and", "while", "with"}):
        return None
    return replace(base, quantity=quantity, goods=[(mention.entity.key, ctx.doc[mention.root])])


def _by_demonym(ctx: Context, base: Relation, quantity: QuantityMention, floor: int) -> Relation | None:
    """Read "Turkish chrome covered 40 per cent of demand, South African ore 35 per cent and Kazakh material 8"."""
    first = next((s for s in base.suppliers if s.token.i < base.head.i), None)
    if first is None or base.head.pos_ not in {"VERB", "AUX"}:
        return None
    for i in range(quantity.start - 1, max(floor, quantity.start - 5), -1):
        mention = ctx.mentions.at(i)
        if mention is not None and mention.form == "demonym":
            before = ctx.doc[mention.start - 1]
            if not (before.is_punct or before.lower_ in {"and", "while", "but", "the"}):
                return None
            changed = replace(base, quantity=quantity, suppliers=[ActorRef(mention.entity.key, ctx.doc[mention.root])])
            own = goods(ctx, [ctx.doc[j] for j in range(mention.end, quantity.start)])
            if own and not lemmas(own[0][1]) & ctx.classes["commodity_description"]:
                changed.goods = own[:1]
            return changed
        if ctx.doc[i].pos_ in {"VERB", "AUX", "ADP"} or ctx.doc[i].is_punct:
            return None
    return None


def _listed(ctx: Context, start: int) -> list[Token]:
    """Return the roots of the mentions that stand in a row from a position on: "Peru, Chile and Bolivia"."""
    found: list[Token] = []
    i = start
    while i < len(ctx.doc):
        mention = ctx.mentions.at(i)
        if mention is not None:
            found.append(ctx.doc[mention.root])
            i = mention.end
        elif ctx.doc[i].lower_ == "the" or (found and ctx.doc[i].lower_ == "and"):
            i += 1
        else:
            break
    return found


def _actor_before(ctx: Context, position: int, floor: int) -> ActorRef | None:
    words = frozenset(lexicon.toml("shares")["gap_words"])
    i = position - 1
    while i > floor and ctx.doc[i].lower_ in words:
        i -= 1
    mention = ctx.mentions.at(i) if i >= floor else None
    if mention is None:
        return None
    found = traders(ctx, [ctx.doc[mention.root]])
    if not found or ctx.doc[mention.start - 1].lower_ in {"from", "to", "in", "of"} or mention.form == "demonym":
        return None
    return found[0]


def _on(ctx: Context, ref: ActorRef) -> bool:
    """Return whether the actor stands behind "on": "and on Algeria for 15 per cent"."""
    mention = ctx.mentions.at(ref.token.i)
    start = mention.start if mention is not None else ref.token.i
    before = ctx.doc[start - 1]
    return "on" in (before.lower_, ctx.doc[start - 2].lower_ if before.lower_ == "the" else "")
