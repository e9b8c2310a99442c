"""Small tables in running text: a heading that names a total, then traders with their amounts.

"Germany's lithium imports by origin: Chile 72%, China 16%", "SHARE OF IMPORTS FROM CHINA (2024) / Japan: gallium 70%".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ACTORS, COMMODITIES, ActorRef, is_kind
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.portions import Good, countable
from kg.extract.supply.relations import Relation, tell, told
from kg.extract.times.finding import TimeMention

_STATES = ACTORS - {"kg:Person", "kg:ArmedGroup"} | {"kg:Region"}
_LANDS = frozenset({"kg:Country", "kg:Bloc", "kg:Region", "kg:Subdivision"})
_JOINS = frozenset(
    {",", ";", "and", "(", ")", ":", "–", "—", "-", "by", "•", "*", "|", "with", "at", "about", "the", "/", "·"}
)


@dataclass
class _Heading:
    """What a heading says of its entries: which side they fill, whose total it is, and what of."""

    head: Token
    fills: str  # "suppliers" or "consumers"
    other: list[ActorRef] = field(default_factory=list)  # the side that all entries share
    goods: list[Good] = field(default_factory=list)
    scope: str = ""
    stage: str = ""
    relation: str = ""
    time: TimeMention | None = None


def find_tables(ctx: Context) -> None:
    """Tell the relations of every small table of traders and amounts."""
    if not ctx.quantities:
        return
    carried: _Heading | None = None
    for start, end in _lines(ctx):
        colon = next((i for i in range(start, end) if ctx.doc[i].text == ":"), end)
        own = _heading(ctx, start, colon)
        if own is not None:
            told = colon < end and _entries(ctx, own, colon + 1, end)
            carried = None if told else own
        elif carried is not None and not _entries(ctx, carried, start, end):
            carried = None


def _lines(ctx: Context) -> list[tuple[int, int]]:
    """Return where lines begin and end; a sentence that holds a colon is a line of its own."""
    found, start = [], 0
    for token in ctx.doc:
        text = token.text
        ends = "\n" in text or (text == "." and token.i + 1 < len(ctx.doc) and token.nbor(1).is_sent_start)
        if ends or token.i + 1 == len(ctx.doc):
            last = token.i if token.is_space else token.i + 1
            if last > start:
                found.append((start, last))
            start = token.i + 1
    return found


def _mentions(ctx: Context, start: int, end: int) -> list[Mention]:
    found, i = [], start
    while i < end:
        mention = ctx.mentions.at(i)
        if mention is not None and mention.end <= end:
            found.append(mention)
        i = mention.end if mention is not None and mention.end > i else i + 1
    return found


def _heading(ctx: Context, start: int, end: int) -> _Heading | None:
    """Return what a heading says, or None where the words are no heading of trade."""
    words = lexicon.toml("shares")["tables"]
    tokens = ctx.doc[start:end]
    if not 2 <= len(tokens) <= 24 or any(
        t.pos_ == "VERB" and t.tag_ in {"VBZ", "VBD"} and t.lemma_.lower() not in words["origin"] for t in tokens
    ):
        return None
    lemmas = {t.lemma_.lower() for t in tokens} | {t.lower_ for t in tokens} | {t.lower_.rstrip("s") for t in tokens}
    kinds = {
        name: bool(lemmas & set(words[name])) for name in ("origin", "bought", "sold", "made", "need", "goal", "share")
    }
    if lemmas & set(words["other"]):
        return None
    mentions = _mentions(ctx, start, end)
    things = [(m.entity.key, ctx.doc[m.root]) for m in mentions if is_kind(m, COMMODITIES) and m.form == "noun"][:1]
    states = [m for m in mentions if is_kind(m, _LANDS)]
    origin = [m for m in states if ctx.doc[m.start - 1].lower_ in {"from", "on"} or _article(ctx, m, {"from", "on"})]
    goal = [m for m in states if ctx.doc[m.start - 1].lower_ == "to" or _article(ctx, m, {"to"})]
    rest = [m for m in states if m not in origin and m not in goal]
    time = next((t for t in ctx.times if start <= t.start < end and t.span.start is not None), None)
    head = ctx.doc[start]
    found: _Heading | None = None
    if origin and (kinds["bought"] or kinds["need"] or kinds["share"]) and not rest:
        found = _Heading(head, "consumers", _refs(ctx, origin), things, "consumer", "import")
    elif kinds["made"] and lemmas & set(lexicon.toml("shares")["world"]) and things and not states:
        found = _Heading(head, "suppliers", [], things, "world", "production", "kg:produces")
    elif (kinds["origin"] or kinds["bought"]) and len(rest) == 1 and things and not origin:
        found = _Heading(head, "suppliers", _refs(ctx, rest), things, "consumer", "import")
    elif (kinds["sold"] or kinds["goal"]) and len(rest) == 1 and things and not goal:
        found = _Heading(head, "consumers", _refs(ctx, rest), things, "supplier", "export")
    elif kinds["sold"] and len(rest) == 1 and things and goal:
        _series(ctx, Relation(head, _refs(ctx, goal), _refs(ctx, rest), things, stage="export"), end)
    if found is not None:
        found.time = replace(time, role="at") if time is not None else None
    return found


def _article(ctx: Context, mention: Mention, words: set[str]) -> bool:
    return (
        mention.start > 1 and ctx.doc[mention.start - 1].lower_ == "the" and ctx.doc[mention.start - 2].lower_ in words
    )


def _refs(ctx: Context, mentions: list[Mention]) -> list[ActorRef]:
    return [ActorRef(m.acts_for or m.entity.key, ctx.doc[m.root], 0.95) for m in mentions]


def _entries(ctx: Context, heading: _Heading, start: int, end: int) -> bool:
    """Tell the entries between two positions, and return whether there is nothing else between them."""
    found: list[tuple[Mention, list[Good], QuantityMention]] = []
    who: Mention | None = None
    things: list[Good] = []
    i = start
    while i < end:
        quantity, mention = ctx.quantity_at(i), ctx.mentions.at(i)
        if quantity is not None:
            if who is None or not (quantity.quantity.unit == "%" or countable(quantity)):
                return False
            found.append((who, things, quantity))
            things, i = [], max(quantity.end, i + 1)
        elif mention is not None and is_kind(mention, _STATES):
            if who is not None and not any(w is who for w, _, _ in found):
                return False
            who, things, i = mention, [], mention.end
        elif mention is not None and is_kind(mention, COMMODITIES):
            things, i = [(mention.entity.key, ctx.doc[mention.root])], mention.end
        elif (
            ctx.doc[i].lower_ in _JOINS
            or ctx.doc[i].is_space
            or (ctx.doc[i].text == "." and i + 1 == end)
            or any(t.start <= i < t.end for t in ctx.times)
        ):
            i += 1
        else:
            break
    if not found or (i < end and len(found) < 2):
        return False
    some = False
    for mention, own, quantity in found:
        some = _tell(ctx, heading, mention, own, quantity) or some
    return some


def _tell(ctx: Context, heading: _Heading, mention: Mention, own: list[Good], quantity: QuantityMention) -> bool:
    things = own or heading.goods
    if not things:
        return False
    if any(r.quantity is not None and r.quantity.start == quantity.start for r in told(ctx)):
        return True
    refs = _refs(ctx, [mention])
    consumers, suppliers = (heading.other, refs) if heading.fills == "suppliers" else (refs, heading.other)
    relation = Relation(ctx.doc[quantity.root], list(consumers), list(suppliers), list(things), quantity, sure=0.8)
    relation.scope = heading.scope if relation.share else ""
    relation.stage, relation.relation, relation.time = heading.stage, heading.relation, heading.time
    relation.who, relation.presupposed = "supplier" if heading.fills == "suppliers" else "consumer", True
    tell(ctx, relation)
    return True


def _series(ctx: Context, base: Relation, start: int) -> None:
    """Tell "X's exports of G to Y: 133m bottles (2024), 128m (2025)": an amount with the time behind it, each."""
    i, end = start, base.head.sent.end
    while i < end:
        quantity = ctx.quantity_at(i)
        if quantity is not None:
            end_of = max(quantity.end, quantity.of + 1 if quantity.of is not None and quantity.of < end else 0)
            near = [t for t in ctx.times if quantity.end <= t.start <= end_of + 1 and t.span.start is not None]
            if not near or quantity.quantity.unit == "%":
                return
            one = replace(base, quantity=quantity, time=replace(near[0], role="at"), presupposed=True, sure=0.8)
            one.relation = "kg:exports"
            tell(ctx, one)
            i = near[0].end
        elif ctx.doc[i].lower_ in _JOINS or ctx.doc[i].lower_ in {"est", "estimate", "forecast", "f", "e", "."}:
            i += 1
        else:
            return
