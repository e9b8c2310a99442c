"""Supply as nouns tell it: "the largest supplier of coal to India", "dependence on Russian gas"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, goods
from kg.extract.clause.arguments import Slots, ancestors, expand, governor, modifiers, surface_subject
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.phrases import Row, index, noun_rows
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.flows import level, tell_flow, tell_mastery, tell_share
from kg.extract.supply.gapping import find_gapped
from kg.extract.supply.lists import find_listed
from kg.extract.supply.portions import Portion, bare, countable, describe, portions, topic
from kg.extract.supply.ranking import goods_of_rank, tell_companions
from kg.extract.supply.relations import Relation, last_before, tell
from kg.extract.supply.traders import holders, possessors, traders

CHIEF = frozenset({"top", "main", "biggest", "largest", "leading", "chief", "principal", "sole", "only", "number"})
_COPULAS = frozenset({"be", "remain", "become", "stay"})


def role_words() -> list[Collection[str]]:
    """Return the nouns of dependence, of roles in trade, of shares, of power over goods and of trade flows."""
    words = lexicon.toml("shares")
    nouns = index("supply_nouns", "noun", -1), index("supply_roles", "noun", -1)
    flows = words["flows"]
    return [*nouns, {"share"}, frozenset(words["mastery"]), flows["exports"], flows["imports"], flows["output"]]


def tell_role(ctx: Context, token: Token) -> None:
    """Add what one noun of dependence, of a role in trade, of a share or of a trade flow tells."""
    for row in noun_rows("supply_nouns", "noun", token)[:1]:
        _dependence(ctx, token, row)
    for row in noun_rows("supply_roles", "noun", token)[:1]:
        _role(ctx, token, row)
    lemma = token.lemma_.lower()
    if lemma == "share":
        tell_share(ctx, token)
    elif lemma in lexicon.toml("shares")["mastery"]:
        tell_mastery(ctx, token)
    elif token.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "appos"} or token.n_rights:
        tell_flow(ctx, token)


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
    if not found:
        refs = [h for t in tokens for h in holders(ctx, t)[0]]  # "relies on the Russian pipeline"
    return refs, found


def _dependence(ctx: Context, noun: Token, row: Row) -> None:
    verb = governor(noun)
    slots = Slots(noun, verb)
    who = traders(ctx, possessors(noun))
    if not who:
        who = holders(ctx, noun)[0] or (traders(ctx, slots("subj")) if _held(verb) else [])
    whom, parts = needed(ctx, noun, slots(row["supplier"]))
    things = goods(ctx, slots("for")) or [g for p in parts for g in p.goods] or _compound_goods(ctx, noun)
    imported = any(t.lemma_.lower() == "import" for t in modifiers(noun))
    if not who or not (whom or (imported and things)) or _gone(verb):
        return
    relation = Relation(
        noun, who, whom, things, stage="import", sure=float(row["p"]), dependence=bool(whom), who="consumer"
    )
    relation.presupposed = verb is not None and verb.lemma_.lower() in lexicon.toml("shares")["lessen"]
    quantity, said = level(ctx, noun)
    if quantity is not None and said is not None and quantity.quantity.unit == "%":
        relation.quantity, relation.scope = quantity, "consumer"
        relation.clause, relation.presupposed = said, False
    elif not whom:
        return
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
    return goods(ctx, [t for t in modifiers(noun) if t.dep_ in {"compound", "nmod", "amod"}])[:1]


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
    named = bool(things)
    things = things or goods_of_rank(ctx, noun, row["relation"])
    relation = Relation(
        noun, goods=things, stage=row["stage"], sure=float(row["p"]), relation=row["relation"], who=row["side"]
    )
    relation.quantity = part.quantity or _with(ctx, noun, verb, bearers)
    other = [ref for ref in _others(ctx, Slots(noun, verb), row, part) if ref.key not in {w.key for w in who}]
    relation.consumers, relation.suppliers = (other, who) if row["side"] == "supplier" else (who, other)
    if not things and relation.share:
        _inherit(ctx, relation)
    elif not named and not other:
        other = _of_told(ctx, relation, around)
    elif not things and around & CHIEF:
        relation.goods = topic(ctx, noun.left_edge.i)  # "Ethiopia grows coffee, and Germany is its top customer"
    relation.scope = _scope(ctx, relation, part, around) if relation.share else ""
    if relation.share and not relation.scope:
        relation.quantity = None
    alone = row["alone"] == "yes" or bool(other) or relation.quantity is not None
    if relation.goods and alone and (not relation.relation or relation.goods):
        relation.clause = verb
        for one in find_listed(ctx, relation) or [relation]:
            tell(ctx, one)
        find_gapped(ctx, [relation])
        tell_companions(ctx, relation, noun)


def _of_told(ctx: Context, relation: Relation, around: set[str]) -> list[ActorRef]:
    """Read "Singapore and South Korea were the top buyers": goods and the other side are those told just before."""
    if relation.relation or not around & CHIEF:
        return []
    before = last_before(ctx, relation.head, 1)
    if before is None or not before.goods:
        return []
    other = before.suppliers if relation.who == "consumer" else before.consumers
    mine = relation.consumers if relation.who == "consumer" else relation.suppliers
    other = [ref for ref in other if ref.key not in {m.key for m in mine}]
    if not other:
        return []
    relation.goods = list(before.goods)
    if relation.who == "consumer":
        relation.suppliers = other
    else:
        relation.consumers = other
    return other


def _of_the_world(ctx: Context, relation: Relation) -> bool:
    of = relation.quantity.of if relation.quantity is not None else None
    return of is not None and describe(ctx, [ctx.doc[of]], Portion(ctx.doc[of])).world


def _scope(ctx: Context, relation: Relation, part: Portion, around: set[str]) -> str:
    if part.world or around & set(lexicon.toml("shares")["world"]) or _of_the_world(ctx, relation):
        return "world"
    if relation.who == "supplier" and relation.consumers:
        return "consumer"
    if relation.who == "consumer" and relation.suppliers:
        return "supplier"
    return ""


def _bearers(noun: Token) -> tuple[list[Token], Token | None]:
    """Return of whom a role noun is said, and the copula that says it."""
    head = _one_of(noun)
    while head.dep_ == "conj" and head.head.pos_ == "NOUN":
        head = head.head
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":  # "the main suppliers are Chile and Peru"
        return [t for c in head.head.children if c.dep_ == "attr" and c.pos_ == "PROPN" for t in expand(c)], head.head
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
    if head.dep_ == "pobj" and head.head.lower_ in {"among", "amongst"}:
        ranked = next((t for t in ancestors(head.head) if t.pos_ in {"VERB", "AUX"}), None)
        if ranked is not None and ranked.lemma_.lower() in lexicon.toml("shares")["ranking"]:
            return Slots(ranked).subjects(), ranked
    if head.dep_ == "appos":
        return [head.head], None
    if head.dep_ == "prep":
        return [head.head], None
    if head.dep_ == "compound" and head.head.pos_ == "PROPN":
        return [head.head], None
    return [t for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" for t in expand(c)], None


def _one_of(noun: Token) -> Token:
    """Return "one" of "one of the biggest suppliers", "among" of "Chile, among the biggest sellers", else the noun."""
    if noun.dep_ != "pobj":
        return noun
    above = noun.head
    if above.lower_ == "of" and above.head.lower_ in {"one", "two", "three", "another"}:
        return above.head
    if above.lower_ == "among" and above.dep_ == "prep" and above.head.pos_ == "PROPN":
        return above
    return noun


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
        if (q.quantity.unit == "%" or (countable(q) and q.start < noun.i))
        and (link in {"with", "at"} or _a_share_of(ctx, q))
        and _bare_or_world(ctx, q)
    ]
    return found[0] if len(found) == 1 else None


def _bare_or_world(ctx: Context, quantity: QuantityMention) -> bool:
    """Return whether a share stands alone or is of the world's output: "with 37 per cent of global mine output"."""
    if quantity.of is None:
        return True
    part = describe(ctx, [ctx.doc[quantity.of]], Portion(ctx.doc[quantity.of]))
    plain = part.noun is not None and bare(part.noun) and not (part.holders or part.pronoun or part.world)
    if part.total in {"exports", "imports"} and plain:
        return True  # "the largest arms supplier, with 36 per cent of deliveries"
    return part.world and part.total in {"", "output"}


def _a_share_of(ctx: Context, quantity: QuantityMention) -> bool:
    """Return whether the amount ends "with a share of 64 per cent", "with a 64 per cent share"."""
    root = ctx.doc[quantity.root]
    above = root.head.head if root.head.lower_ == "of" else root.head
    return above.lemma_.lower() == "share" and above.dep_ == "pobj" and above.head.lower_ == "with"


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
