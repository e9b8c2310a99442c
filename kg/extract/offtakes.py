"""Supply contracts that no noun names: "Acme locked in 300,000 tonnes a year of coal from Bolt for seven years"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import COMMODITIES, ActorRef, actors, is_kind
from kg.extract.bonds import bond_of
from kg.extract.clause.arguments import Slots, expand
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.phrases import noun_rows
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.extract.terms import SURE, claim_dates, find_durations_in, runs
from kg.model import Value
from kg.resolve.fit import Profile


def secured(ctx: Context, verb: Token) -> None:
    """Read "Acme locked in 300,000 tonnes a year of coal from Bolt for seven years in an offtake deal"."""
    after = [t for t in verb.subtree if t.i > verb.i]
    parties = actors(ctx, Slots(verb).subjects())
    held = {p.key for p in parties}
    source = next((found for t in after if t.lower_ in {"from", "with"} and (found := _behind(ctx, t))), [])
    others = [p for p in source if p.key not in held]
    wares = _named_goods(ctx, after)
    amounts = [m for _, m in quantities_of(ctx, verb, *(t for t in after if t.dep_ in {"dobj", "pobj"}))]
    bulk = [m.quantity for m in amounts if m.quantity.unit not in {"%", "1"} and not m.quantity.unit[:3].isupper()]
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
    told = next((t for t in after if t.pos_ == "NOUN" and noun_rows("agreement_nouns", "noun", t)), None)
    tokens = [verb, *([told] if told is not None else [])]
    for duration in find_durations_in(ctx):
        root = ctx.doc[duration.root]
        if root.sent.start == verb.sent.start and any(runs(root, tokens, t) for t in tokens):
            ctx.claim(name, "kg:duration", Value(duration.duration, "duration"), verb, state, SURE)
            break
    if told is not None:
        ctx.at.setdefault(told.i, name)
        claim_dates(ctx, name, told, bond_of(told), state)


def _behind(ctx: Context, preposition: Token) -> list[ActorRef]:
    return actors(ctx, [t for g in preposition.children if g.dep_ == "pobj" for t in expand(g)])


def _named_goods(ctx: Context, tokens: list[Token]) -> list[tuple[str, Token]]:
    """Return the commodities that are named among tokens, however the parser took the phrase apart."""
    found = [(m, t) for t in tokens if (m := ctx.mentions.at(t.i)) is not None and m.root == t.i]
    return [(m.entity.key, t) for m, t in found if is_kind(m, COMMODITIES)]
