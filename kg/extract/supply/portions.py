"""Portions: an amount or share with what it is of, whose that is, and of whose total it is a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, goods, is_kind, lemmas
from kg.extract.clause.arguments import expand, modifiers
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.classes import function_words
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.traders import holders

Good = tuple[str, Token]
_BARRELS = "mineral/oil"  # what a bare "barrel" holds


@dataclass
class Portion:
    """What one phrase tells: an amount (or None), the goods, the kind of total, whose it is or whether the world's."""

    where: Token
    quantity: QuantityMention | None = None
    goods: list[Good] = field(default_factory=list)
    total: str = ""  # "exports", "imports", "output", "sales", "reserves", or "" for the goods themselves
    holders: list[ActorRef] = field(default_factory=list)
    origin: bool = False  # the holders are told by an adjective: "Russian gas"
    world: bool = False
    stage: str = ""
    noun: Token | None = None

    @property
    def share(self) -> bool:
        """Return whether the amount is a share of a whole."""
        return self.quantity is not None and self.quantity.quantity.unit == "%"


def portions(ctx: Context, head: Token, tokens: Sequence[Token]) -> list[Portion]:
    """Return the portions that a slot's tokens name: one for each amount inside, else one for all tokens together."""
    amounts = _amounts(ctx, tokens)
    if amounts:
        return [_portion(ctx, q, amounts) for q in amounts]
    plain = [t for t in tokens if not _numeric(ctx, t)]
    if not plain:
        return []
    found = describe(ctx, plain, Portion(plain[0]))
    if not found.goods and plain[0].lower_ not in function_words("amounts") and not found.total:
        return []
    found.quantity = _apart(ctx, head, plain[0])
    return [found]


def countable(quantity: QuantityMention) -> bool:
    """Return whether an amount can be a share or volume: neither money nor a rate of change."""
    unit = quantity.quantity.unit
    return unit not in {"1", "[pp]", "Cel", "[degF]", "[ppm]"} and not (
        len(unit.split("/")[0]) == 3 and unit.split("/")[0].isupper()
    )


def _numeric(ctx: Context, token: Token) -> bool:
    return ctx.quantity_at(token.i) is not None


def _amounts(ctx: Context, tokens: Sequence[Token]) -> list[QuantityMention]:
    """Return the shares and volumes that the tokens head or that are conjoined inside them."""
    wanted = {t.i for t in tokens}
    own = [q.start for i in wanted if (q := ctx.quantity_at(i)) is not None]
    if not own:
        return []
    found: list[QuantityMention] = []
    for q in ctx.quantities_in(min(own), max(*own, tokens[0].sent.end) + 1):
        if found and q.of is None:
            continue  # "and Qatar almost a fifth": the verb is left out
        inside = any(q.start <= i < q.end for i in wanted)
        if not inside and found and q.quantity.unit == "%" and q.of is not None:
            root = ctx.doc[q.root]
            inside = root.dep_ in {"conj", "appos"} and root.sent.start == tokens[0].sent.start and _below(root, wanted)
        if inside and (countable(q) or (q.quantity.unit == "1" and q.of is not None)):
            found.append(q)
    return found


def _below(token: Token, wanted: set[int]) -> bool:
    for _ in range(8):
        if token.i in wanted:
            return True
        if token.head == token or token.pos_ in {"VERB", "AUX"}:
            return False
        token = token.head
    return False


def _portion(ctx: Context, q: QuantityMention, amounts: Sequence[QuantityMention]) -> Portion:
    limit = min((o.start for o in amounts if o.start > q.start), default=len(ctx.doc))
    root = ctx.doc[q.root]
    found = Portion(root, q)
    things = []
    if q.of is not None:
        things = [t for t in expand(ctx.doc[q.of]) if t.i < limit and not _numeric(ctx, t)]
    if things:
        describe(ctx, things, found)
    elif q.quantity.unit == "%" and root.dep_ in {"nummod", "compound", "amod"} and root.head.i >= q.end:
        describe(ctx, [root.head], found)
    else:
        found.goods = [(_BARRELS, root)] if q.quantity.unit.startswith("bbl") else topic(ctx, q.start)
    return found


def describe(ctx: Context, things: Sequence[Token], found: Portion) -> Portion:
    """Fill in what the nouns of a whole say: goods, kind of total, holders, the world."""
    words = lexicon.toml("shares")
    noun = things[0]
    found.noun = noun
    lemma = noun.lemma_.lower()
    found.total = next(
        (kind for kind in ("exports", "imports", "output", "sales", "reserves") if lemma in words[kind]), ""
    )
    found.stage = _stage(noun, found.total)
    found.goods = _named(ctx, things)
    around = _around(noun)
    found.world = bool(around & set(words["world"])) and not around & set(words["not_world"])
    if found.world and lemma == "supply":
        found.total = "output"
    elif found.total == "sales" and any(t.lemma_.lower() in words["exports"] for t in modifiers(noun)):
        found.total = "exports"  # "export earnings"
    found.holders, found.origin = holders(ctx, noun)
    if not found.holders:
        found.holders, found.origin = _holders_behind(ctx, noun)
    if not found.goods and (found.total or lemma in function_words("amounts") or lemma in words["totals"]):
        found.goods = topic(ctx, noun.left_edge.i)
    return found


def _named(ctx: Context, things: Sequence[Token]) -> list[Good]:
    """Return the goods of the nouns; a product that only modifies ("wafer equipment", "anode graphite") is none."""
    nouns = frozenset(lexicon.toml("shares")["other_goods"])
    heads = {t.i for t in things if ctx.mentions.at(t.i) is not None or t.lemma_.lower() in nouns}
    return [
        (key, where)
        for key, where in goods(ctx, things)
        if not (
            key.startswith("product/")
            and where.dep_ in {"compound", "nmod", "amod"}
            and where.head.i in heads
            and where.i < where.head.i
        )
        or any((m := ctx.mentions.at(i)) is not None and m.entity.key == key for i in heads)
    ]


def _around(noun: Token) -> set[str]:
    """Return the words of a noun phrase without those of its clauses."""
    found: set[str] = set()
    stack = [noun]
    while stack:
        token = stack.pop()
        found.add(token.lower_)
        stack.extend(c for c in token.children if c.dep_ not in {"relcl", "acl", "advcl", "conj", "appos"})
    return found


def _holders_behind(ctx: Context, noun: Token) -> tuple[list[ActorRef], bool]:
    """Return the holders of "exports of Russian gas": those of the good inside, which is where it comes from."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in (g for g in child.children if g.dep_ == "pobj"):
                found, adjective = holders(ctx, inner)
                if found and adjective:
                    return found, True
    return [], False


def _stage(noun: Token, total: str) -> str:
    stages: dict[str, list[str]] = lexicon.toml("shares")["stages"]
    around = {t.lemma_.lower() for t in (noun, *modifiers(noun))} | {t.lower_ for t in modifiers(noun)}
    for stage, cues in stages.items():
        if around & set(cues):
            return stage
    return {"exports": "export", "imports": "import", "output": "production"}.get(total, "")


def _apart(ctx: Context, head: Token, token: Token) -> QuantityMention | None:
    """Return the amount that hangs on the noun or the verb: "exports, some 120 million tonnes", "at 9 Mt"."""
    found = [m for p, m in quantities_of(ctx, token, head) if countable(m) and p in {"", "for", "of", "at"}]
    return found[0] if found else None


def topic(ctx: Context, position: int) -> list[Good]:
    """Return the commodity that the text last spoke of, in this sentence or the one before; nothing where unsure."""
    sentence = ctx.sentence_of(ctx.doc[position])
    for mention in reversed(ctx.mentions.before(position)):
        root = ctx.doc[mention.root]
        if ctx.sentence_of(root) < sentence - 1:
            return []
        if mention.end <= position and is_kind(mention, COMMODITIES) and mention.form == "noun":
            if mention.end - mention.start == 1 and not lemmas(root).isdisjoint(ctx.classes["commodity_description"]):
                continue
            if mention.entity.key.startswith("mineral/") or root.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}:
                return [(mention.entity.key, root)]
    return []
