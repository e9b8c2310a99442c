"""Figures told once more without their goods: "customs data put it at 22 per cent", "by 2023 the figure was 60"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, goods
from kg.extract.clause.arguments import Slots
from kg.extract.clause.attach import quantities_of, time_of
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.flows import level, source
from kg.extract.supply.portions import Good
from kg.extract.supply.relations import Relation, figure_time, last_before, tell, told
from kg.extract.supply.traders import holders, possessors, traders

_REACH = 2  # sentences back to the first telling


def find_retold(ctx: Context) -> None:
    """Tell the supply relations again whose figure a later clause gives anew."""
    words = lexicon.toml("shares")
    nouns, putting = frozenset(words["figures"]), frozenset(words["putting"])
    for token in ctx.tokens.of(nouns, putting, forms={"that", "those"}):
        lemma = token.lemma_.lower()
        if token.pos_ in {"PRON", "NOUN"} and _of_another(ctx, token, nouns):
            continue
        if token.pos_ == "VERB" and lemma in putting:
            _put(ctx, token, nouns)
        elif token.pos_ == "NOUN" and lemma in nouns and not _of(token):
            quantity, verb = level(ctx, token) if token.dep_ == "nsubj" else _set_apart(ctx, token)
            if quantity is not None and verb is not None:
                _again(ctx, token, verb, quantity)


def _of_another(ctx: Context, token: Token, nouns: frozenset[str]) -> bool:
    """Read "the share of Laos rose to 15 per cent", "that of Kuwait fell to 4": the figure told before, of another."""
    if token.dep_ != "nsubj" or token.head.pos_ not in {"VERB", "AUX"}:
        return False
    if token.pos_ == "NOUN" and token.lemma_.lower() not in nouns:
        return False
    behind = [c for c in token.children if c.dep_ == "prep"]
    who = traders(ctx, Slots(token)("of")) if len(behind) == 1 else []
    quantity, verb = level(ctx, token) if who else (None, None)
    base = base_of(ctx, token, quantity) if quantity is not None else None
    if base is None or verb is None or len(who) != 1 or quantity is None:
        return False
    return tell_another(ctx, base, verb, who, quantity)


def tell_another(
    ctx: Context, base: Relation, head: Token, who: list[ActorRef], quantity: QuantityMention | None
) -> bool:
    """Tell a relation again of another trader on the side that its amounts tell apart; return whether it fits."""
    side = varying(base)
    other = base.consumers if side == "suppliers" else base.suppliers
    if not getattr(base, side) or {w.key for w in who} & {o.key for o in other}:
        return False
    again = replace(base, head=head, clause=None, quantity=quantity, sure=base.sure * 0.9, speaker="")
    again.negated = again.presupposed = False
    again.scope = base.scope if quantity is not None else ""
    again.time = None if time_of(ctx, head) is not None else figure_time(ctx, base)
    setattr(again, side, who)
    tell(ctx, again)
    return True


def varying(base: Relation) -> str:
    """Return the side of a relation on which others have their own amounts: of a buyer's total the sellers."""
    if base.share and base.scope in {"consumer", "supplier"}:
        return "suppliers" if base.scope == "consumer" else "consumers"
    return "suppliers" if base.who == "supplier" else "consumers"


def _set_apart(ctx: Context, noun: Token) -> tuple[QuantityMention | None, Token | None]:
    """Read "45 per cent, a share that had fallen to 19 per cent by 2024": the figure and the verb that tells it."""
    words = lexicon.toml("shares")
    if noun.dep_ not in {"appos", "npadvmod", "dobj", "attr"} or noun.left_edge.i == 0:
        return None, None
    if ctx.doc[noun.left_edge.i - 1].text not in {",", "–", "—"}:
        return None, None
    for verb in (c for c in noun.children if c.dep_ == "relcl" and c.lemma_.lower() in words["levels"]):
        found = [q for q in ctx.quantities_in(verb.i, verb.sent.end) if ctx.doc[q.start - 1].lower_ in {"to", "at"}]
        if found:
            return found[0], verb
    return None, None


def _of(noun: Token) -> bool:
    return any(c.dep_ == "prep" and c.lower_ in {"of", "for", "in"} for c in noun.children)


def _put(ctx: Context, verb: Token, nouns: frozenset[str]) -> None:
    """Read "the ministry puts it at 9 million tonnes"."""
    slots = Slots(verb)
    beside = ctx.doc[verb.i + 1] if verb.i + 2 < verb.sent.end else None
    tight = ctx.quantity_at(verb.i + 2) if beside is not None and beside.lower_ in {"it", "them"} else None
    if beside is not None and tight is not None and verb.lemma_.lower() == "make":
        _again(ctx, beside, verb, tight, source(ctx, verb))
        return
    things = slots.objects()
    if not things or not all(t.pos_ == "PRON" or (t.lemma_.lower() in nouns and not _of(t)) for t in things):
        return
    making = verb.lemma_.lower() == "make"
    found = [q for link, q in quantities_of(ctx, verb) if link == ("" if making else "at") and q.start > verb.i]
    if found:
        _again(ctx, things[0], verb, found[0], source(ctx, verb))


def _again(ctx: Context, noun: Token, verb: Token, quantity: QuantityMention, speaker: str = "") -> None:
    base = base_of(ctx, noun, quantity) or _depended(ctx, noun, quantity)
    if base is None or base.quantity is None:
        return
    if quantity.quantity.unit == "1":
        unit = base.quantity.quantity.unit
        quantity = replace(quantity, quantity=replace(quantity.quantity, unit=unit, per=base.quantity.quantity.per))
    relation = replace(base, head=verb, clause=None, quantity=quantity, sure=base.sure * 0.9, speaker="")
    relation.negated = relation.presupposed = False
    relation.goods = _of_others(ctx, verb) or base.goods
    relation.time = None if time_of(ctx, verb) is not None else figure_time(ctx, base)
    own = traders(ctx, possessors(noun)) or holders(ctx, noun)[0]
    if own and noun.lemma_.lower() == "share":
        if relation.who == "supplier":
            relation.suppliers = own
        else:
            relation.consumers = own
    relation.speaker = speaker
    tell(ctx, relation)


def _of_others(ctx: Context, verb: Token) -> list[Good]:
    """Return the goods of "for germanium the figure is 60 per cent", "in the case of tin it is 40"."""
    behind = [t for c in verb.children if c.dep_ == "prep" and c.lower_ in {"for", "in", "with"} for t in c.subtree]
    named = [t for t in behind if t.dep_ in {"pobj", "conj"} and ctx.mentions.at(t.i) is not None]
    return goods(ctx, named)


def _depended(ctx: Context, noun: Token, quantity: QuantityMention) -> Relation | None:
    """Return the dependence told just before, whose share is given now: "depends less on it: the share fell to"."""
    last = last_before(ctx, noun, 1)
    if last is None or not last.dependence or not last.goods or quantity.quantity.unit != "%":
        return None
    if last.quantity is not None or not (last.consumers and last.suppliers):
        return None
    return replace(last, quantity=quantity, scope="consumer", dependence=False, relation="")


def base_of(ctx: Context, noun: Token, quantity: QuantityMention) -> Relation | None:
    """Return the relation whose figure is told again: the last with such an amount, and none of another thing since."""
    before = [r for r in told(ctx) if r.quantity is not None and r.quantity.end <= noun.i]
    if not before:
        return None
    base = max(before, key=lambda r: (r.quantity.start if r.quantity is not None else 0, r.head.i))
    if base.quantity is None or ctx.sentence_of(noun) - ctx.sentence_of(base.head) > _REACH:
        return None
    unit = base.quantity.quantity.unit
    if quantity.quantity.unit != unit and not (quantity.quantity.unit == "1" and unit != "%"):
        return None
    used = {r.quantity.start for r in before if r.quantity is not None}
    between = [q for q in ctx.quantities_in(base.quantity.end, noun.i) if q.quantity.unit == unit]
    same = ctx.sentence_of(base.head)
    if any(q.start not in used and ctx.sentence_of(ctx.doc[q.root]) != same for q in between):
        return None
    return base
