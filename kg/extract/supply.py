"""Supply: who gets how much of what from whom, who depends on whom, who produces, refines, exports and imports what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors import ACTORS, ActorRef, actors, goods, is_kind, owners
from kg.extract.arguments import Slots, expand, is_passive, modifiers
from kg.extract.attach import claim_time, quantities_of, time_of
from kg.extract.context import Context, Status
from kg.extract.phrases import Row, noun_rows, verb_rows
from kg.extract.quantities import QuantityMention
from kg.extract.status import status
from kg.model import Value
from kg.resolve.fit import Profile

_SURE = 0.85
_REGION = frozenset({"kg:Region"})


@dataclass
class _Relation:
    """One supply relation on its way: who, from whom, what, how much, and a share of whose total."""

    consumers: list[ActorRef] = field(default_factory=list)
    suppliers: list[ActorRef] = field(default_factory=list)
    goods: list[tuple[str, Token]] = field(default_factory=list)
    quantity: QuantityMention | None = None
    scope: str = ""


def find_supply(ctx: Context) -> None:
    """Add every supply relation, dependence and plain trade relation that the article tells of."""
    for token in ctx.doc:
        if token.pos_ in {"VERB", "ADJ", "AUX"}:
            rows = verb_rows("supply_verbs", token)
        elif token.pos_ == "NOUN":
            rows = [((), r) for r in noun_rows("supply_nouns", "noun", token)]
        else:
            continue
        if rows:
            _tell_all(ctx, token, [r for _, r in rows])


def parties(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    """Return the actors and regions that the tokens stand for."""
    found = actors(ctx, tokens)
    for token in tokens:
        mention = ctx.mentions.at(token.i)
        if mention is not None and is_kind(mention, _REGION):
            found.append(ActorRef(mention.entity.key, token))
    return found


def _tell_all(ctx: Context, head: Token, rows: list[Row]) -> None:
    slots = Slots(head)
    for row in rows:
        relations = _relations(ctx, head, slots, row)
        told = [r for r in relations if _complete(row, r)]
        for relation in told:
            _tell(ctx, head, row, relation)
        if told:
            return


def _complete(row: Row, relation: _Relation) -> bool:
    """Return whether enough is said: what and who, and for loose verbs both sides or an amount."""
    who = bool(relation.consumers) + bool(relation.suppliers)
    if row["dependence"] == "yes" and who == 2:
        return True
    if not relation.goods or not who:
        return False
    loose = float(row["p"] or 0.8) < 0.7
    return (who == 2 or relation.quantity is not None) if loose else True


def _relations(ctx: Context, head: Token, slots: Slots, row: Row) -> list[_Relation]:
    """Return a relation for each amount in the commodity slot ("35 per cent of its crude and 70 of its gas")."""
    consumers = parties(ctx, slots(row["consumer"]))
    suppliers = parties(ctx, slots(row["supplier"]))
    wholes = slots(row["commodity"])
    relations = []
    for token in wholes or [None]:
        relation = _Relation(list(consumers), list(suppliers))
        if token is not None:
            relation.quantity = _quantity_at(ctx, token)
            things = _whole(token) if relation.quantity is not None else [token]
            relation.goods = goods(ctx, things)
            relation.scope = _scope(ctx, things, relation, row)
        if relation.quantity is None and token is not None:
            relation.quantity = _amount(ctx, head, token)
        relations.append(relation)
    return relations


def _quantity_at(ctx: Context, token: Token) -> QuantityMention | None:
    """Return the quantity whose head is the token: "41 per cent" of "gets 41 per cent of its imports"."""
    for mention in ctx.quantities:
        if mention.start <= token.i < mention.end and mention.quantity.unit != "1":
            return mention
    return None


def _amount(ctx: Context, head: Token, token: Token) -> QuantityMention | None:
    found = [m for p, m in quantities_of(ctx, token, head) if m.quantity.unit not in {"1"} and p in {"", "for", "of", "at"}]
    real = [m for m in found if not (len(m.quantity.unit) == 3 and m.quantity.unit.isupper())]
    return real[0] if real else None


def _whole(token: Token) -> list[Token]:
    """Return what a share is of: "79 per cent of the world's natural graphite"."""
    for node in (token, *(c for c in token.children if c.dep_ in {"nummod", "quantmod", "compound"})):
        for child in node.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return [t for g in child.children if g.dep_ == "pobj" for t in expand(g)]
    return []


def _scope(ctx: Context, things: list[Token], relation: _Relation, row: Row) -> str:
    """Return whose total a share is of, and let the owner of "Chile's exports", "EU imports" fill its side."""
    words = lexicon.toml("shares")
    for thing in things:
        around = {t.lower_ for t in modifiers(thing)} | {c.lower_ for c in thing.children}
        around |= {g.lower_ for c in thing.children if c.dep_ == "prep" for g in c.subtree if g.dep_ == "pobj"}
        if around & set(words["world"]):
            return "world"
        lemma = thing.lemma_.lower()
        if lemma in words["exports"]:
            relation.suppliers = relation.suppliers or owners(ctx, thing)
            return "supplier"
        if lemma in words["imports"]:
            relation.consumers = relation.consumers or owners(ctx, thing)
            return "consumer"
        used = next((c for c in thing.children if c.dep_ == "acl" and c.lemma_ in {"use", "consume", "need", "burn"}), None)
        if used is not None and not relation.consumers:
            relation.consumers = _users(ctx, used)
            return "consumer"
    return row["share_of"]


def _users(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return who uses "the uranium used in French reactors", "used by Japan"."""
    slots = Slots(verb)
    found = parties(ctx, slots("by"))
    for token in [] if found else slots("in"):
        found += parties(ctx, [token]) or owners(ctx, token)
    return found


def _tell(ctx: Context, head: Token, row: Row, relation: _Relation) -> None:
    state = status(ctx, head)
    time = time_of(ctx, head)
    past = bool(ctx.classes["past_cues"] & {c.lower_ for c in head.children}) or _used_to(head)
    keys = [key for key, _ in relation.goods]
    share = relation.quantity is not None and relation.quantity.quantity.unit == "%"
    scope = (relation.scope or "consumer") if share else ""
    profile = Profile(
        "supply",
        ("kg:SupplyRelation",),
        {s.key for s in relation.suppliers},
        set(keys),
        {c.key for c in relation.consumers},
        label=f"{row['stage']}/{scope}",
    )
    if time is not None and time.role in {"at", "since", "from"}:
        profile.start, profile.precision = time.span.start, time.span.precision
    if keys:
        where = ctx.doc[relation.quantity.root] if relation.quantity is not None else head
        name = ctx.settle(profile, where)
        _claims(ctx, name, head, row, relation, state, scope)
        claim_time(ctx, name, time, head, state, _SURE * 0.9)
    _plain(ctx, head, row, relation, state, past or _past(head, time is not None))


def _used_to(verb: Token) -> bool:
    return verb.head.lemma_ == "use" and verb.dep_ == "xcomp"


def _past(verb: Token, timed: bool) -> bool:
    """Return whether the clause is of a time gone by: past tense with a time of its own."""
    return timed and (verb.tag_ == "VBD" or (is_passive(verb) and any(c.lower_ in {"was", "were"} for c in verb.children)))


def _claims(ctx: Context, name: str, head: Token, row: Row, relation: _Relation, state: Status, scope: str) -> None:
    sure = float(row["p"] or _SURE)
    for ref in relation.consumers:
        ctx.claim(name, "kg:consumer", ref.key, head, state, sure * ref.weight, modality=ref.hedge)
    for ref in relation.suppliers:
        ctx.claim(name, "kg:supplier", ref.key, head, state, sure * ref.weight, modality=ref.hedge)
    for key, where in relation.goods:
        ctx.claim(name, "kg:commodity", key, where, state, sure)
    if row["stage"]:
        ctx.claim(name, "kg:stage", Value(row["stage"]), head, state, sure)
    if relation.quantity is None:
        return
    if scope:
        ctx.claim(name, "kg:share", relation.quantity.quantity, head, state, sure)
        ctx.claim(name, "kg:shareOf", Value(scope), head, state, sure * 0.9)
    else:
        ctx.claim(name, "kg:volume", relation.quantity.quantity, head, state, sure)


def _plain(ctx: Context, head: Token, row: Row, relation: _Relation, state: Status, past: bool) -> None:
    """Claim dependsOn and produces, refines, exports, imports where the row says so and the time is not gone by."""
    sure = float(row["p"] or _SURE)
    if row["dependence"] == "yes" and not past:
        for consumer in relation.consumers:
            for supplier in relation.suppliers:
                ctx.claim(consumer.key, "kg:dependsOn", supplier.key, head, state, sure)
    predicate = row["relation"]
    if not predicate or past and predicate != "kg:hasDepositsOf":
        return
    side = relation.consumers if predicate == "kg:imports" else relation.suppliers
    for ref in side:
        mention = ctx.mentions.at(ref.token.i)
        if mention is not None and not is_kind(mention, ACTORS | frozenset({"kg:Place", "kg:Facility"})):
            continue
        for key, where in relation.goods:
            ctx.claim(ref.key, predicate, key, where, replace(state, factor=state.factor * 0.97), sure)
