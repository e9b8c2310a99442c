"""Supply as nouns tell it: "the largest supplier of coal to India", "dependence on Russian gas"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, goods
from kg.extract.clause.arguments import Slots, expand, governor, modifiers, surface_subject
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.phrases import Row, noun_rows
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.portions import Portion, countable, describe, portions
from kg.extract.supply.relations import Relation, tell
from kg.extract.supply.traders import holders, traders

_COPULAS = frozenset({"be", "remain", "become", "stay"})


def find_roles(ctx: Context) -> None:
    """Add what nouns of dependence, of roles in trade, of shares and of trade flows tell."""
    for token in ctx.doc:
        if token.pos_ not in {"NOUN", "PROPN"}:
            continue
        for row in noun_rows("supply_nouns", "noun", token)[:1]:
            _dependence(ctx, token, row)
        for row in noun_rows("supply_roles", "noun", token)[:1]:
            _role(ctx, token, row)
        if token.lemma_.lower() == "share":
            _share(ctx, token)
        elif token.dep_ == "nsubj" and token.head.pos_ in {"VERB", "AUX"}:
            _flow(ctx, token)


def needed(ctx: Context, head: Token, tokens: list[Token]) -> tuple[list[ActorRef], list[Portion]]:
    """Return whom and what a dependence is on: "on China", "on Russian gas", "on imports of potash from Belarus"."""
    direct = traders(ctx, tokens)
    if direct:
        return direct, []
    found = portions(ctx, head, tokens)
    refs: list[ActorRef] = []
    for part in found:
        behind = Slots(part.noun)("from") if part.noun is not None else []
        refs += traders(ctx, behind) or (part.holders if part.total != "imports" else [])
    return refs, found


def _dependence(ctx: Context, noun: Token, row: Row) -> None:
    verb = governor(noun)
    slots = Slots(noun, verb)
    who = traders(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)])
    if not who:
        who = holders(ctx, noun)[0] or (traders(ctx, slots("subj")) if _held(verb) else [])
    whom, parts = needed(ctx, noun, slots(row["supplier"]))
    things = goods(ctx, slots("for")) or [g for p in parts for g in p.goods] or _compound_goods(ctx, noun)
    if not who or not whom or _gone(verb):
        return
    relation = Relation(noun, who, whom, things, stage="import", sure=float(row["p"]), dependence=True, who="consumer")
    relation.presupposed = verb is not None and verb.lemma_.lower() in lexicon.toml("shares")["lessen"]
    tell(ctx, relation)


def _held(verb: Token | None) -> bool:
    """Return whether the verb's own subject has the dependence; "in a bid to reduce reliance" does not say whose."""
    first = verb
    while first is not None and first.dep_ == "conj":
        first = first.head
    if first is not None and first.tag_ == "VB" and first.dep_ in {"acl", "advcl"}:
        return False
    return verb is not None and verb.lemma_.lower() in {
        *lexicon.toml("shares")["hold"],
        *lexicon.toml("shares")["lessen"],
    }


def _gone(verb: Token | None) -> bool:
    """Return whether a dependence is said to be over: "ended its dependence"."""
    return verb is not None and verb.lemma_.lower() in lexicon.toml("shares")["end"] and verb.tag_ in {"VBD", "VBN"}


def _compound_goods(ctx: Context, noun: Token) -> list[tuple[str, Token]]:
    return goods(ctx, [t for t in modifiers(noun) if t.dep_ in {"compound", "nmod"}][:1])


def _role(ctx: Context, noun: Token, row: Row) -> None:
    """Read "Australia is the biggest supplier of coal to India", "Chile, the top producer of lithium"."""
    around = {t.lower_ for t in modifiers(noun)}
    if around & set(lexicon.toml("shares")["not_yet"]):
        return
    bearers, verb = _bearers(noun)
    who = traders(ctx, bearers)
    if not who:
        return
    part = next(iter(portions(ctx, noun, Slots(noun)("of"))), Portion(noun))
    things = part.goods or _compound_goods(ctx, noun) or goods(ctx, Slots(noun)("for"))
    relation = Relation(
        noun, goods=things, stage=row["stage"], sure=float(row["p"]), relation=row["relation"], who=row["side"]
    )
    relation.quantity = part.quantity or _with(ctx, noun, verb, bearers)
    other = [ref for ref in _others(ctx, Slots(noun, verb), row, part) if ref.key not in {w.key for w in who}]
    relation.consumers, relation.suppliers = (other, who) if row["side"] == "supplier" else (who, other)
    if not things and relation.share:
        _inherit(ctx, relation)
    relation.scope = _scope(relation, part, around) if relation.share else ""
    if relation.share and not relation.scope:
        relation.quantity = None
    alone = row["alone"] == "yes" or bool(other) or relation.quantity is not None
    if relation.goods and alone and (not relation.relation or relation.goods):
        relation.clause = verb
        tell(ctx, relation)


def _scope(relation: Relation, part: Portion, around: set[str]) -> str:
    if part.world or around & set(lexicon.toml("shares")["world"]):
        return "world"
    if relation.who == "supplier" and relation.consumers:
        return "consumer"
    if relation.who == "consumer" and relation.suppliers:
        return "supplier"
    return ""


def _bearers(noun: Token) -> tuple[list[Token], Token | None]:
    """Return of whom a role noun is said, and the copula that says it."""
    head = noun
    while head.dep_ == "conj" and head.head.pos_ == "NOUN":
        head = head.head
    if head.dep_ in {"attr", "oprd"} and head.head.lemma_ in _COPULAS:
        subject = surface_subject(head.head)
        return (expand(subject) if subject is not None else []), head.head
    if (
        head.dep_ == "pobj"
        and head.head.lower_ == "as"
        and head.head.head.lemma_.lower() in lexicon.toml("shares")["succeed"]
    ):
        verb = head.head.head
        return Slots(verb).subjects(), verb
    if head.dep_ == "appos":
        return [head.head], None
    if head.dep_ == "compound" and head.head.pos_ == "PROPN":
        return [head.head], None
    return [t for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" for t in expand(c)], None


def _others(ctx: Context, slots: Slots, row: Row, part: Portion) -> list[ActorRef]:
    """Return the other side of a role: "supplier to India", "India's supplier", "buyer of Russian oil"."""
    for name in filter(None, row["other"].split("|")):
        if name == "poss":
            found = traders(ctx, [t for c in slots.head.children if c.dep_ == "poss" for t in expand(c)])
        elif name == "holder":
            found = part.holders
        else:
            found = traders(ctx, slots(name))
        if found:
            return found
    return []


def _with(ctx: Context, noun: Token, verb: Token | None, bearers: list[Token]) -> QuantityMention | None:
    """Return the share in "Brazil, with a quarter, is the biggest seller"."""
    wanted = [t for t in (noun, verb, *bearers[:1]) if t is not None]
    found = [
        q
        for link, q in quantities_of(ctx, *wanted)
        if link in {"with", "at"} and q.quantity.unit == "%" and q.of is None
    ]
    return found[0] if len(found) == 1 else None


def _inherit(ctx: Context, relation: Relation) -> None:
    """Take goods and buyer from the share told last: "Brazil, with a quarter, is the biggest seller"."""
    for name in reversed(ctx.profiles):
        profile = ctx.profiles[name]
        if (
            profile.kind == "supply"
            and profile.goods
            and profile.label.endswith("/consumer")
            and relation.who == "supplier"
        ):
            if ctx.sentence_of(relation.head) - ctx.sentence_of(ctx.heads[name][-1]) <= 2:
                relation.goods = [(key, relation.head) for key in sorted(profile.goods)]
                relation.consumers = relation.consumers or [
                    ActorRef(key, relation.head, 0.85) for key in sorted(profile.targets)
                ]
            return


def _share(ctx: Context, noun: Token) -> None:
    """Read "China's share of world output is 48 per cent", "the share of Russian gas in EU imports fell to"."""
    slots = Slots(noun)
    whole = slots("of")
    quantity, verb = _level(ctx, noun)
    if not whole or quantity is None or quantity.quantity.unit != "%":
        return
    part = describe(ctx, whole, Portion(whole[0]))
    inner = slots("in")
    relation = Relation(verb or noun, goods=part.goods, quantity=quantity, stage=part.stage, sure=0.8)
    if inner and part.goods:
        total = describe(ctx, inner, Portion(inner[0]))
        if total.total != "imports" or not part.holders or not total.holders:
            return
        relation.suppliers, relation.consumers, relation.scope, relation.stage = (
            part.holders,
            total.holders,
            "consumer",
            "import",
        )
        tell(ctx, relation)
        return
    who = traders(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)])
    if not who and verb is not None and noun.dep_ == "dobj" and verb.lemma_ in lexicon.toml("shares")["hold"]:
        who = traders(ctx, Slots(verb).subjects())
    if not who or not part.goods or not part.total:
        return
    _place(relation, part, who)
    if relation.scope:
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


def _level(ctx: Context, noun: Token) -> tuple[QuantityMention | None, Token | None]:
    """Return the amount that a noun is said to have: "is 48 per cent", "rose to 12 Mt", "a 60 per cent share"."""
    near = [q for q in ctx.quantities_in(noun.left_edge.i, noun.i) if q.end <= noun.i]
    if near:
        return near[-1], governor(noun)
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_.lower() not in lexicon.toml("shares")["levels"]:
        return None, None
    found = [(link, q) for link, q in quantities_of(ctx, verb) if link in {"", "to", "at"} and q.start > verb.i]
    if verb.lemma_.lower() in lexicon.toml("shares")["moving"]:
        found = [(link, q) for link, q in found if link in {"to", "at"}]
    return (found[0][1], verb) if found else (None, None)


def _flow(ctx: Context, noun: Token) -> None:
    """Read "Chile's exports of copper to China reached 3 million tonnes"."""
    words = lexicon.toml("shares")
    lemma = noun.lemma_.lower()
    kind = next((k for k in ("exports", "imports", "output") if lemma in words["flows"][k]), "")
    if not kind:
        return
    quantity, verb = _level(ctx, noun)
    if verb is None and noun.head.lemma_.lower() in words["moving"]:
        verb = noun.head
    if verb is None or noun.i > verb.i:
        return
    if quantity is not None and (not countable(quantity) or quantity.quantity.unit == "%"):
        quantity = None
    part = describe(ctx, [noun], Portion(noun))
    slots = Slots(noun)
    own = traders(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)])
    if kind == "imports":
        consumers, suppliers = own or traders(ctx, slots("by|to|into")), traders(ctx, slots("from"))
        if not suppliers and part.origin and own:
            suppliers = part.holders
    else:
        consumers = traders(ctx, slots("to")) if kind == "exports" else []
        suppliers = own or part.holders or traders(ctx, slots("from|by|in"))
    if not part.goods or not (consumers or suppliers):
        return
    relation = Relation(
        verb, consumers, suppliers, part.goods, quantity, sure=0.8, who="consumer" if kind == "imports" else "supplier"
    )
    relation.stage = part.stage
    relation.relation = {"exports": "kg:exports", "imports": "kg:imports", "output": "kg:produces"}[kind]
    tell(ctx, relation)
