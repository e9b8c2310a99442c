"""Supply contracts that no noun names: "agreed to take 10 tonnes of coal a year from Bolt", "locked in 300 tonnes"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, actors, is_kind, is_private
from kg.extract.bonds import Bond, bond_of, words
from kg.extract.clause.arguments import Slots, expand
from kg.extract.clause.attach import end_time, quantities_of
from kg.extract.clause.phrases import noun_rows
from kg.extract.clause.status import status
from kg.extract.clause.subjects import is_passive
from kg.extract.context import Context
from kg.extract.partners import other_side
from kg.extract.terms import SURE, claim_dates, claim_details, delivered, find_durations_in, runs
from kg.model import Quantity, Value
from kg.resolve.fit import Profile

_SELLERS = ("company/", "organization/", "country/")


def bound(ctx: Context, verb: Token) -> None:
    """Read "Acme agreed to supply Peru with wheat", "has signed up to buy 10 tonnes of zinc a year from Bolt"."""
    clause = _promised(verb)
    if clause is None:
        return
    parties = actors(ctx, Slots(verb).subjects())
    held = {p.key for p in parties}
    others = [p for p in other_side(ctx, clause) if p.key not in held]
    inside = list(clause.subtree)
    goods_told = delivered(ctx, clause) or _named_goods(ctx, inside) or any(q.per for q in _bulk(ctx, clause, inside))
    if not parties or not others or not goods_told:
        return
    _contract(ctx, verb, clause, [p for p in (*parties, *others) if not is_private(ctx, p.key)])


def arranged(ctx: Context, verb: Token) -> None:
    """Read "Acme will take two million tonnes of LNG a year from Bolt for 15 years": a contract of firms by its terms.

    What is bought at a yearly rate, from a firm by name, for a number of years is bought under a contract.
    """
    if status(ctx, verb).modality != "Planned" or _promised(verb.head) == verb:
        return
    parties = actors(ctx, Slots(verb).subjects())
    held = {p.key for p in parties}
    others = [p for p in other_side(ctx, verb) if p.key not in held]
    firms = [p for p in (*parties, *others) if p.key.startswith(("company/", "organization/"))]
    if not parties or not others or not firms:
        return
    yearly = any(q.per for q in _bulk(ctx, verb, [t for t in verb.subtree if t.i > verb.i]))
    lasting = any(
        runs(ctx.doc[d.root], [verb], verb) for d in find_durations_in(ctx) if ctx.doc[d.root].sent == verb.sent
    )
    until = end_time(ctx, verb)
    if yearly and (lasting or until is not None) and (delivered(ctx, verb) or _named_goods(ctx, list(verb.subtree))):
        name = _contract(ctx, verb, verb, [*parties, *others])
        if until is not None and until.span.end is not None:
            end = Value(until.span.end.isoformat(), "date")
            ctx.claim(name, "kg:endDate", end, verb, status(ctx, verb), SURE * 0.9)


def ordered(ctx: Context, verb: Token) -> None:
    """Read "Peru has ordered four frigates from Acme for $900m": a contract of who orders with who delivers."""
    slots = Slots(verb)
    wares = delivered(ctx, verb)
    if is_passive(verb) or slots.clauses() or not wares:
        return
    parties = [p for p in actors(ctx, slots.subjects()) if not is_private(ctx, p.key)]
    held = {p.key for p in parties}
    others = [p for p in other_side(ctx, verb) if p.key not in held and p.key.startswith(_SELLERS)]
    if parties and others:
        _contract(ctx, verb, verb, [*parties, *others], "kg:Agreement")


def _promised(verb: Token) -> Token | None:
    """Return the delivery to which a verb binds: "agreed to supply", "signed up to buy", "committed to purchasing"."""
    if verb.lemma_.lower() not in words("binding") and not any(
        f"{verb.lemma_.lower()} {c.lower_}" in words("binding") for c in verb.children if c.dep_ == "prt"
    ):
        return None
    clauses = [c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" and c.i > verb.i]
    clauses += [
        g for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" for g in c.children if g.dep_ == "pcomp"
    ]
    return next((c for c in clauses if c.lemma_.lower() in words("delivering")), None)


def _contract(
    ctx: Context, verb: Token, clause: Token, parties: list[ActorRef], kind: str = "kg:OfftakeAgreement"
) -> str:
    """Claim a supply contract, with the goods, amount and term that the delivery's clause tells; return its name."""
    name = ctx.settle(Profile("agreement", (kind,), {p.key for p in parties}), verb)
    state = status(ctx, verb)
    for party in parties:
        ctx.claim(name, "kg:party", party.key, verb, state, 0.75 * party.weight, modality=party.hedge)
    claim_details(ctx, name, verb, Bond(verb, "do", deliveries=(clause,)), state, None)
    inside = [t for t in clause.subtree if t.i > clause.i]
    if not delivered(ctx, clause):
        for key, where in _named_goods(ctx, inside)[:1]:
            ctx.claim(name, "kg:about", key, where, state, SURE * 0.9)
    return name


def secured(ctx: Context, verb: Token) -> None:
    """Read "Acme locked in 300,000 tonnes a year of coal from Bolt for seven years in an offtake deal"."""
    after = [t for t in verb.subtree if t.i > verb.i]
    parties = actors(ctx, Slots(verb).subjects())
    held = {p.key for p in parties}
    source = next((found for t in after if t.lower_ in {"from", "with"} and (found := _behind(ctx, t))), [])
    others = [p for p in source if p.key not in held]
    wares = _named_goods(ctx, after)
    bulk = _bulk(ctx, verb, after)
    companies = any(p.key.startswith(("company/", "organization/", "place/")) for p in (*parties, *others))
    if not parties or not others or not wares or not bulk or not companies:
        return
    name = ctx.settle(Profile("agreement", ("kg:OfftakeAgreement",), {p.key for p in (*parties, *others)}), verb)
    state = status(ctx, verb)
    for party in (*parties, *others):
        ctx.claim(name, "kg:party", party.key, verb, state, 0.75 * party.weight, modality=party.hedge)
    for key, where in wares[:1]:
        ctx.claim(name, "kg:about", key, where, state, SURE * 0.9)
    ctx.claim(name, "kg:volume", bulk[0], verb, state, SURE * 0.9)
    nouns = [t for t in after if t.pos_ == "NOUN" and t.dep_ not in {"compound", "nmod"}]
    told = next((t for t in nouns if noun_rows("agreement_nouns", "noun", t)), None)
    tokens = [verb, *([told] if told is not None else [])]
    for duration in find_durations_in(ctx):
        root = ctx.doc[duration.root]
        if root.sent.start == verb.sent.start and any(runs(root, tokens, t) for t in tokens):
            ctx.claim(name, "kg:duration", Value(duration.duration, "duration"), verb, state, SURE)
            break
    if told is not None:
        ctx.at.setdefault(told.i, name)
        claim_dates(ctx, name, told, bond_of(told), state)


def _bulk(ctx: Context, verb: Token, after: list[Token]) -> list[Quantity]:
    """Return the amounts of goods that a verb's objects tell, neither money nor shares."""
    amounts = [m for _, m in quantities_of(ctx, verb, *(t for t in after if t.dep_ in {"dobj", "pobj"}))]
    return [m.quantity for m in amounts if m.quantity.unit not in {"%", "1"} and not m.quantity.unit[:3].isupper()]


def _behind(ctx: Context, preposition: Token) -> list[ActorRef]:
    return actors(ctx, [t for g in preposition.children if g.dep_ == "pobj" for t in expand(g)])


def _named_goods(ctx: Context, tokens: list[Token]) -> list[tuple[str, Token]]:
    """Return the commodities that are named among tokens, however the parser took the phrase apart."""
    found = [(m, t) for t in tokens if (m := ctx.mentions.at(t.i)) is not None and m.root == t.i]
    return [(m.entity.key, t) for m, t in found if is_kind(m, COMMODITIES)]
