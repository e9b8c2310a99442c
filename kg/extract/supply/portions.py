"""Portions: an amount or share with what it is of, whose that is, and of whose total it is a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, goods, is_kind, lemmas
from kg.extract.clause.arguments import expand, modifiers
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.classes import function_words
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.brackets import bracketed
from kg.extract.supply.traders import holders, traders

Good = tuple[str, Token]
_SUCH = 4  # sentences back to what "such machines" are
_WEIGHTS = frozenset({"t", "kg", "[lb_av]", "bbl", "m3", "L"})
BARRELS = "mineral/oil"  # what a bare "barrel" holds


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
    pronoun: bool = False  # the holder is told by "its", "their"
    vague: bool = False  # a part without a number: "the bulk of"

    @property
    def share(self) -> bool:
        """Return whether the amount is a share of a whole."""
        return self.quantity is not None and self.quantity.quantity.unit == "%"


def portions(ctx: Context, head: Token, tokens: Sequence[Token]) -> list[Portion]:
    """Return the portions that a slot's tokens name: one for each amount inside, else one for all tokens together."""
    tokens = [t for t in within(tokens) if not _is_stake(t)]
    amounts = _amounts(ctx, tokens) if tokens else []
    if amounts:
        return [_portion(ctx, q, amounts) for q in amounts]
    plain = [t for one in tokens if not _numeric(ctx, one) for t in _whole(one)]
    if not plain:
        return []
    found = describe(ctx, plain, Portion(plain[0]))
    if not found.goods and plain[0].lower_ not in function_words("amounts") and not found.total:
        return []
    found.quantity = _of_whose(ctx, plain[0]) or _apart(ctx, head, plain[0])
    found.vague = plain[0].i not in {t.i for t in tokens}
    return [found]


def _of_whose(ctx: Context, noun: Token) -> QuantityMention | None:
    """Return the share of "Chile, 40 per cent of whose copper exports go to": it hangs elsewhere in the parse."""
    whose = next((c for c in noun.children if c.dep_ == "poss" and c.tag_ == "WP$"), None)
    if whose is None or whose.i < 2 or whose.nbor(-1).lower_ != "of":
        return None
    return ctx.quantity_at(whose.i - 2)


def _whole(token: Token) -> list[Token]:
    """Return what a word for a part without a number is of: "the bulk of Chile's exports", "most of it"."""
    if token.lemma_.lower() not in lexicon.toml("shares")["partitives"]:
        return [token]
    behind = [g for c in token.children if c.lower_ == "of" and c.i > token.i for g in c.children if g.dep_ == "pobj"]
    return [t for g in behind for t in expand(g)] or [token]


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
        if inside and (countable(q) or (q.quantity.unit == "1" and (q.of is not None or _pieces(ctx, q)))):
            found.append(q)
    return found


def _pieces(ctx: Context, quantity: QuantityMention) -> bool:
    """Return whether an amount counts goods by their own name: "180 tanks"."""
    mention = ctx.mentions.at(quantity.root)
    return mention is not None and is_kind(mention, COMMODITIES)


def within(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens before a semicolon, behind which another's goods are told: "Peru mines zinc; Bolivia, tin"."""
    return [t for t in tokens if not any(x.text == ";" for x in t.doc[tokens[0].i : t.i])]


def _is_stake(token: Token) -> bool:
    """Return whether a noun is a part of a firm and no part of goods: "a 51 per cent stake in the miner"."""
    if token.lemma_.lower() not in lexicon.toml("stakes")["nouns"]:
        return False
    return any(c.dep_ == "prep" and c.lower_ == "in" for c in token.children)


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
    elif q.quantity.unit == "1" and _pieces(ctx, q):
        things = [root]
    elif q.end + 1 < len(ctx.doc) and ctx.doc[q.end].lower_ == "of" and ctx.doc[q.end + 1].lower_ == "what":
        things = [ctx.doc[q.end + 1]]
    if things:
        describe(ctx, things, found)
        if q.quantity.unit in _WEIGHTS and things[0].lower_ in {"it", "them", "these", "those"}:
            found.goods = _bulk(ctx, found.goods, q.start)
    elif q.quantity.unit == "%" and root.dep_ in {"nummod", "compound", "amod"} and root.head.i >= q.end:
        describe(ctx, [root.head], found)
    elif (whole := _fronted(ctx, q)) is not None:
        describe(ctx, [whole], found)
    elif q.quantity.unit == "%" and q.end < len(ctx.doc) and ctx.doc[q.end].lower_ in {"barrel", "barrels"}:
        found.goods, found.noun = [(BARRELS, root)], ctx.doc[q.end]  # "one in three barrels imported by Japan"
    else:
        found.goods = [(BARRELS, root)] if q.quantity.unit.startswith("bbl") else topic(ctx, q.start)
    return found


def _bulk(ctx: Context, named: list[Good], position: int) -> list[Good]:
    """Return what "tonnes of it" may be: no trucks or ships, but what was named before them."""
    carriers = lexicon.toml("composition")["used_in"]["carriers"]
    if not any(key in carriers for key, _ in named):
        return named
    floor = ctx.sentence_of(ctx.doc[position]) - 1
    for mention in reversed(ctx.mentions.before(position)):
        if ctx.sentence_of(ctx.doc[mention.root]) < floor:
            break
        if is_kind(mention, COMMODITIES) and mention.form == "noun" and mention.entity.key not in carriers:
            return [(mention.entity.key, ctx.doc[mention.root])]
    return []


def _fronted(ctx: Context, q: QuantityMention) -> Token | None:
    """Return the whole told before its part: "of the tin that Japan buys, 24 per cent", "output of 3 Mt, of which"."""
    sent = ctx.doc[q.root].sent
    if q.quantity.unit != "%":
        return None
    first = ctx.doc[sent.start]
    if first.lower_ == "of" and q.start > first.i + 1:
        noun = next((c for c in first.children if c.dep_ == "pobj"), None)
        inner = ctx.quantity_at(noun.i) if noun is not None else None
        return ctx.doc[inner.of] if inner is not None and inner.of is not None else noun
    which = next((i for i in range(q.start - 1, sent.start, -1) if ctx.doc[i].lower_ == "which"), 0)
    if not which or ctx.doc[which - 1].lower_ != "of":
        return None
    words = lexicon.toml("shares")
    totals = {*words["exports"], *words["imports"], *words["output"]}
    return next(
        (
            ctx.doc[i]
            for i in range(which, sent.start - 1, -1)
            if ctx.doc[i].lemma_.lower() in totals and ctx.doc[i].pos_ == "NOUN"
        ),
        None,
    )


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
    doer = _what(noun)
    if doer is not None:
        found.total = "imports" if doer[1] in words["taking"] else "exports"
    found.goods = _named(ctx, things)
    if not found.goods:
        found.goods = _implied(noun)
    if found.goods and _such(noun):
        found.goods = topic(ctx, noun.left_edge.i, _SUCH) or found.goods  # "such machines": those spoken of
    around = _around(noun)
    found.world = bool((around | _done(noun)) & set(words["world"])) and not around & set(words["not_world"])
    if found.world and lemma == "supply":
        found.total = "output"
    elif found.total == "sales" and any(t.lemma_.lower() in words["exports"] for t in modifiers(noun)):
        found.total = "exports"  # "export earnings"
    found.holders, found.origin = holders(ctx, noun)
    found.pronoun = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in noun.children)
    if doer is not None:
        found.holders = traders(ctx, [doer[0]])
    if not found.holders:
        found.holders, found.origin = holders_behind(ctx, noun)
    if lemma == "supply" and not found.holders:
        found.total, found.stage = "output", "" if found.stage == "import" else found.stage
    known = (
        found.total or lemma in function_words("amounts") or lemma in words["totals"] or lemma in words["activities"]
    )
    if any(_mostly(c) for c in noun.children):
        return found
    if not found.goods and known and (_such(noun) or not _of_others(ctx, noun)):
        found.goods = topic(ctx, noun.left_edge.i, _SUCH if _such(noun) else 1)
    return found


def _implied(noun: Token) -> list[Good]:
    """Return the good that a word for what is done to one good alone implies: "the world's enrichment capacity"."""
    implied: dict[str, str] = lexicon.toml("shares")["implied"]
    near = [t for t in (noun, *modifiers(noun)) if t.lemma_.lower() in implied]
    return [(implied[t.lemma_.lower()], t) for t in near[:1]]


def _what(noun: Token) -> tuple[Token, str] | None:
    """Return who takes or gives in "what China imports", and the verb's lemma."""
    if noun.lower_ != "what":
        return None
    words = lexicon.toml("shares")
    for verb in (noun.head, *noun.children):
        lemma = verb.lemma_.lower()
        if lemma in {*words["taking"], *words["giving"]}:
            return next(((c, lemma) for c in verb.children if c.dep_ == "nsubj" and c != noun), None)
    return None


def _of_others(ctx: Context, noun: Token) -> bool:
    """Return whether the noun is said to be of things that are no known goods: "exports of services"."""
    behind = [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    return any(g.pos_ == "NOUN" and ctx.mentions.at(g.i) is None and not _numeric(ctx, g) for g in behind)


def bare(noun: Token) -> bool:
    """Return whether a noun has nothing but its holder: "Mongolia's exports", "the country's total imports"."""
    return all(c.dep_ in {"poss", "det", "amod", "case", "acl", "relcl", "punct"} or _mostly(c) for c in noun.children)


def _mostly(noun: Token) -> bool:
    """Return whether a noun set apart only says what most of a total is: "its exports, mostly coal and copper,"."""
    i = noun.left_edge.i
    return noun.dep_ == "appos" and noun.doc[i].lower_ in lexicon.toml("shares")["mostly"]


def _such(noun: Token) -> bool:
    """Return whether the goods are those spoken of: "such machines", "exports of these"."""
    near = [noun, *(g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children)]
    return any(
        c.lower_ in {"such", "these", "those"} and c.dep_ in {"amod", "det", "predet"} for t in near for c in t.children
    )


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


def _done(noun: Token) -> set[str]:
    """Return the words of what is done with a good right behind it: "traded on the planet", "mined worldwide"."""
    if noun.i + 1 >= noun.sent.end or noun.nbor(1).tag_ not in {"VBN", "VBD"}:
        return set()
    if noun.nbor(1).lemma_.lower() not in lexicon.toml("shares")["doing_worldwide"]:
        return set()
    return {t.lower_ for t in noun.doc[noun.i + 2 : min(noun.i + 7, noun.sent.end)]}


def holders_behind(ctx: Context, noun: Token) -> tuple[list[ActorRef], bool]:
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
    foreign = bracketed(ctx)
    hanging = quantities_of(ctx, token, head)
    found = [m for p, m in hanging if countable(m) and p in {"", "for", "of", "at"} and m.start not in foreign]
    return found[0] if found else None


@cache
def _roles() -> frozenset[str]:
    """Return the nouns for roles in trade, before which a good is what the text is about: "a wheat importer"."""
    return frozenset(row["noun"] for row in lexicon.table("supply_roles"))


def topic(ctx: Context, position: int, reach: int = 1) -> list[Good]:
    """Return the commodity that the text last spoke of, at most so many sentences back; nothing where unsure."""
    sentence = ctx.sentence_of(ctx.doc[position])
    raw = False  # "ore has to be fetched from abroad": some raw material named before
    for mention in reversed(ctx.mentions.before(position)):
        root = ctx.doc[mention.root]
        if ctx.sentence_of(root) < sentence - (max(reach, _SUCH) if raw else reach):
            return []
        if mention.end <= position and is_kind(mention, COMMODITIES) and mention.form == "noun":
            bare = mention.end - mention.start == 1
            raw = raw or (bare and not lemmas(root).isdisjoint(ctx.classes["raw_material"]))
            if raw and mention.entity.key.startswith("product/"):
                continue
            if mention.end - mention.start == 1 and not lemmas(root).isdisjoint(ctx.classes["commodity_description"]):
                continue
            role = root.dep_ == "compound" and root.head.lemma_.lower() in _roles()
            if role or mention.entity.key.startswith("mineral/") or root.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}:
                return [(mention.entity.key, root)]
    return []
