"""Shares and trade flows as nouns tell them: "China's share of output is", "Chile's exports of copper reached"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors
from kg.extract.clause.arguments import Slots, expand, governor, modifiers
from kg.extract.clause.attach import quantities_of
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.gapping import find_gapped
from kg.extract.supply.portions import BARRELS, Portion, countable, describe, holders_behind, portions
from kg.extract.supply.relations import Relation, last_before, tell
from kg.extract.supply.staples import tell_staple
from kg.extract.supply.traders import holders, possessors, traders


def _behind(ctx: Context, noun: Token, name: str) -> list[ActorRef]:
    """Return the traders behind a preposition inside a noun phrase: "exports of chromite to Sweden"."""
    inner = [t for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.subtree if t.lower_ == name]
    return traders(ctx, [t for p in inner for g in p.children if g.dep_ == "pobj" for t in expand(g)])


def _same_goods(part: Portion, before: Relation) -> bool:
    return {key for key, _ in part.goods} == {key for key, _ in before.goods}


def tell_mastery(ctx: Context, noun: Token) -> None:
    """Read "China's near-monopoly on the processing of rare earths", "has a stranglehold on gallium refining"."""
    words = lexicon.toml("shares")
    verb, slots = governor(noun), Slots(noun, governor(noun))
    who = traders(ctx, possessors(noun))
    if not who and verb is not None and verb.lemma_.lower() in words["hold"]:
        who = traders(ctx, Slots(verb).subjects())
    part = next(iter(portions(ctx, noun, slots("on|over|of|in"))), None)
    if not who or part is None or not part.goods or part.noun is None or part.share or part.holders:
        return
    if part.noun.lemma_.lower() not in words["activities"] or part.stage not in words["doing"]:
        return
    relation = Relation(noun, suppliers=who, goods=part.goods, stage=part.stage, sure=0.75)
    relation.relation, relation.clause = words["doing"][part.stage], verb
    tell(ctx, relation)


def tell_share(ctx: Context, noun: Token) -> None:
    """Read "China's share of world output is 48 per cent", "the share of Russian gas in EU imports fell to"."""
    slots = Slots(noun)
    whole = slots("of") or slots("in")
    quantity, verb = level(ctx, noun)
    if not whole or quantity is None or quantity.quantity.unit != "%":
        return
    part = describe(ctx, whole, Portion(whole[0]))
    part.world = part.world or bool(_worldwide(noun, verb))
    inner = (slots("in") or Slots(whole[0])("in")) if slots("of") else []
    relation = Relation(verb or noun, goods=part.goods, quantity=quantity, stage=part.stage, sure=0.8)
    if inner and part.goods:
        _of_in(ctx, relation, part, inner)
        return
    who = traders(ctx, possessors(noun)) or holders(ctx, noun)[0]
    if not who and verb is not None and noun.dep_ == "dobj" and verb.lemma_ in lexicon.toml("shares")["hold"]:
        who = traders(ctx, Slots(verb).subjects())
    if not who or not part.goods or not (part.total or part.world):
        return
    _place(relation, part, who)
    if relation.scope:
        tell(ctx, relation)
        find_gapped(ctx, [relation])


def _worldwide(noun: Token, verb: Token | None) -> list[Token]:
    """Return the words that make a share the world's though they stand in its clause: "is 44 per cent worldwide"."""
    words = lexicon.toml("shares")["world"]
    beside = [c for t in (noun, verb) if t is not None for c in t.children]
    return [t for t in beside if t.lower_ in words and t.dep_ in {"advmod", "amod"}]


def _of_in(ctx: Context, relation: Relation, part: Portion, inner: list[Token]) -> None:
    """Read "the share of Russian gas in EU imports fell to a tenth"."""
    total = describe(ctx, inner, Portion(inner[0]))
    if total.total == "imports" and part.holders and total.holders:
        relation.suppliers, relation.consumers = part.holders, total.holders
        relation.scope, relation.stage = "consumer", "import"
        tell(ctx, relation)


def _place(relation: Relation, part: Portion, who: list[ActorRef]) -> None:
    """Put the owner of a share on the side that the total tells."""
    keys = {w.key for w in who}
    others = [h for h in part.holders if h.key not in keys]
    buys = part.total == "imports"
    if part.world:
        relation.scope = "world"
        relation.consumers, relation.suppliers = (who, []) if buys else ([], who)
    elif others and buys:
        relation.consumers, relation.suppliers, relation.scope = others, who, "consumer"
    elif others and part.total == "exports":
        relation.consumers, relation.suppliers, relation.scope = who, others, "supplier"
    elif not others and part.total == "output" and all(key.startswith(("country/", "bloc/")) for key in keys):
        relation.suppliers, relation.scope, relation.sure = who, "world", relation.sure * 0.9


def level(ctx: Context, noun: Token) -> tuple[QuantityMention | None, Token | None]:
    """Return the amount that a noun is said to have: "is 48 per cent", "rose to 12 Mt", "a 60 per cent share"."""
    near = [q for q in ctx.quantities_in(noun.left_edge.i, noun.i) if q.end <= noun.i]
    if near:
        return near[-1], governor(noun)
    words = lexicon.toml("shares")
    verb, lemma = noun.head, noun.head.lemma_.lower()
    if noun.dep_ == "dobj" and lemma in words["putting"]:
        said = [q for link, q in quantities_of(ctx, verb) if q.start > noun.i and link == "at"]
        return (said[0], verb) if said else (None, None)
    raised = noun.dep_ == "dobj" and lemma in words["raising"]
    if not raised and (noun.dep_ not in {"nsubj", "nsubjpass"} or lemma not in {*words["levels"], *words["raising"]}):
        return None, None
    found = [q for link, q in quantities_of(ctx, verb) if q.start > max(verb.i, noun.i) and _leading(ctx, link, q)]
    if raised or lemma in {*words["moving"], *words["raising"]}:
        found = [q for q in found if ctx.doc[q.start - 1].lower_ in {"to", "at"}]
    return (found[0], verb) if found else (None, None)


def _leading(ctx: Context, link: str, quantity: QuantityMention) -> bool:
    """Return whether an amount is told of the verb itself: bare, or behind "to" or "at" wherever the parser hung it."""
    return link in {"", "to", "at"} or ctx.doc[quantity.start - 1].lower_ == "to"


def source(ctx: Context, verb: Token) -> str:
    """Return whose figures a clause tells: "X puts it at", "estimates by X put it at", "figures compiled by X show"."""
    subjects = Slots(verb).subjects()
    found = {ref.key for ref in actors(ctx, subjects)}
    for noun in () if found else [t for s in subjects for t in (s, *s.children) if t is s or t.dep_ == "appos"]:
        if noun.lemma_.lower() not in lexicon.toml("shares")["sources"]:
            continue
        behind = Slots(noun)("by|from|of")
        for clause in (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"):
            behind += Slots(clause)("by")
            behind += [t for v in clause.children if v.dep_ == "conj" for t in Slots(v)("by")]
        named = [t for t in modifiers(noun) if t.dep_ in {"compound", "nmod", "poss"} and ctx.mentions.at(t.i)]
        found |= {ref.key for ref in actors(ctx, behind or named)}
    found = {key for key in found if not key.startswith(("country/", "region/", "bloc/"))}
    return next(iter(found)) if len(found) == 1 else ""


def _finite(verb: Token) -> bool:
    """Return whether a clause tells of what is or was, so that its trade is there: "imports hit a record"."""
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children) or verb.dep_ in {"advcl", "xcomp"}:
        return False
    helped = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or (verb.tag_ in {"VBN", "VBG"} and helped)


def tell_flow(ctx: Context, noun: Token) -> None:
    """Read "Chile's exports of copper to China reached 3 million tonnes"."""
    words = lexicon.toml("shares")
    lemma = noun.lemma_.lower()
    kind = next((k for k in ("exports", "imports", "output") if lemma in words["flows"][k]), "")
    if not kind or tell_staple(ctx, noun, kind):
        return
    quantity, verb = level(ctx, noun)
    still = noun.head.lemma_.lower() not in words["moving"]
    bare_verb = verb is None and still and noun.dep_ in {"nsubj", "nsubjpass"} and _finite(noun.head)
    if bare_verb:
        verb = noun.head
    if verb is None and noun.dep_ == "nsubj" and noun.head.lemma_.lower() in words["moving"]:
        verb = noun.head
    changed = noun.dep_ == "dobj" and noun.head.lemma_.lower() in words["raising"]
    if changed and quantity is None:
        verb = noun.head
    if verb is None or (noun.i > verb.i and quantity is None and not changed):
        return
    if quantity is not None and (not countable(quantity) or quantity.quantity.unit == "%"):
        quantity = None
    part = describe(ctx, [noun], Portion(noun))
    slots = Slots(noun)
    own = traders(ctx, possessors(noun))
    if kind == "imports":
        consumers, suppliers = own or traders(ctx, slots("by|to|into")), traders(ctx, slots("from"))
        if not suppliers:
            suppliers = [h for h in holders_behind(ctx, noun)[0] if h.key not in {o.key for o in own}]
    else:
        consumers = (traders(ctx, slots("to")) or _behind(ctx, noun, "to")) if kind == "exports" else []
        suppliers = own or part.holders or traders(ctx, slots("from|by|in"))
    bare = not (consumers or suppliers) and quantity is not None
    before = last_before(ctx, noun, 3) if bare else None
    if before is not None and before.goods and (not part.goods or _same_goods(part, before)):
        part.goods = list(before.goods)
        consumers = list(before.consumers) if kind == "imports" else []
        suppliers = list(before.suppliers) if kind != "imports" else []
    if not part.goods and quantity is not None and quantity.quantity.unit.startswith("bbl"):
        part.goods = [(BARRELS, noun)]
    if not part.goods or not (consumers or suppliers):
        return
    if (bare_verb or (changed and quantity is None)) and not (consumers and suppliers):
        return
    relation = Relation(
        verb, consumers, suppliers, part.goods, quantity, sure=0.8, who="consumer" if kind == "imports" else "supplier"
    )
    relation.stage, relation.presupposed = part.stage, bare_verb
    relation.relation = {"exports": "kg:exports", "imports": "kg:imports", "output": "kg:produces"}[kind]
    if bare_verb and noun.dep_ == "nsubjpass":
        relation.relation = ""  # "have been banned": they were there
    if noun.dep_ == "dobj" and verb.lemma_.lower() in words["putting"]:
        relation.speaker = source(ctx, verb)
    tell(ctx, relation)
