"""Measures that a whole clause tells of and no noun names: prices below which nothing is sold, money for a firm."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors, goods, is_private
from kg.extract.clause.arguments import Slots, is_passive
from kg.extract.clause.attach import claim_time, quantities_of, shared_time
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.imposers import by_speaker
from kg.model import Quantity
from kg.resolve.fit import Profile

_PUBLIC = ("country/", "bloc/", "subdivision/", "body/", "person/")


def find_idioms(ctx: Context) -> None:
    """Add the price floors and subsidies that verbs tell of: "will not sell for less than", "granted Acme $3bn"."""
    words = lexicon.toml("measure_idioms")
    for token in ctx.tokens.of(words["selling"], words["granting"], words["buying"]):
        if token.pos_ != "VERB" or ctx.at.get(token.i) is not None:
            continue
        lemma = token.lemma_.lower()
        if lemma in words["selling"]:
            _floor(ctx, token)
        elif lemma in words["granting"]:
            _grant(ctx, token)
        elif lemma in words["buying"]:
            _guaranteed(ctx, token)


def _public(ctx: Context, verb: Token) -> list[ActorRef]:
    found = actors(ctx, Slots(verb).subjects())
    return [a for a in found if a.key.startswith(_PUBLIC) and not is_private(ctx, a.key)]


def _floor(ctx: Context, verb: Token) -> None:
    """Read "X will not sell a tonne of cocoa for less than $6,200", "X will sell no tin below $25,000 a tonne"."""
    state = status(ctx, verb)
    objects = Slots(verb).objects()
    none = any(c.lower_ == "no" for t in objects for c in t.children)
    if not none and state.polarity != "Negated":
        return
    agents = _public(ctx, verb)
    prices = [m.quantity for _, m in quantities_of(ctx, verb) if m.start > verb.i and _bound(ctx, m.start, m.quantity)]
    if not agents or not prices:
        return
    price = replace(prices[0], amount=None, minimum=prices[0].maximum or prices[0].amount, maximum=None)
    wares = goods(ctx, objects)
    if not wares and "/" not in price.unit:  # "will not sell its stake for less than $3bn"
        return
    _tell(ctx, verb, "kg:PriceFloor", agents, wares, ("kg:price", price), replace(state, polarity="Affirmed"), 0.75)


def _bound(ctx: Context, start: int, quantity: Quantity) -> bool:
    """Return whether a price is one below which something is: "less than $6,200", "below $25,000"."""
    money = quantity.unit[:3].isupper() and len(quantity.unit.partition("/")[0]) == 3
    below = quantity.maximum is not None and quantity.minimum is None
    return money and (below or (start > 0 and ctx.doc[start - 1].lower_ in {"below", "under"}))


def _guaranteed(ctx: Context, verb: Token) -> None:
    """Read "tin will be bought at no less than €9 a kilo", "will pay growers at least $2 a kilo for their cocoa"."""
    phrases = lexicon.toml("measure_idioms")["at_least"]
    prices, bought = [], []
    for _, mention in quantities_of(ctx, verb):
        before = ctx.doc[max(mention.start - 4, 0) : mention.end].text.lower()
        money, _, unit = mention.quantity.unit.partition("/")
        if len(money) == 3 and money.isupper() and unit and any(p in before for p in phrases):
            prices.append(mention.quantity)
            behind = [t for t in ctx.doc[mention.end : mention.end + 1] if t.lower_ == "for" and not t.is_sent_start]
            bought += [g for t in behind for g in t.children if g.dep_ == "pobj"]
    state = status(ctx, verb)
    slots = Slots(verb)
    things = [*slots.objects(), *slots("for")]
    wares = goods(ctx, [*things, *bought])
    agents = _public(ctx, verb) if not is_passive(verb) or slots.subjects() else by_speaker(ctx, verb, state, [])
    named = any(t.lemma_.lower() in ctx.classes["priceword"] for t in slots.objects())  # "guaranteed X a floor price"
    if named or not prices or not wares or not agents or state.modality not in {"Actual", "Planned"}:
        return
    least = replace(prices[0], amount=None, minimum=prices[0].minimum or prices[0].amount)
    _tell(ctx, verb, "kg:PriceFloor", agents, wares, ("kg:price", least), state, 0.72)


def _grant(ctx: Context, verb: Token) -> None:
    """Read "Canada will provide Acme with up to $180 million", "Berlin gave the smelter €90 million"."""
    slots = Slots(verb)
    agents = _public(ctx, verb)
    firms = [r for r in actors(ctx, [*slots("iobj"), *slots("obj"), *slots("to")]) if r.key.startswith("company/")]
    money = {
        m.root: m.quantity
        for _, m in quantities_of(ctx, verb)
        if len(m.quantity.unit) == 3 and m.quantity.unit.isupper()
    }
    given = [money[t.i] for t in (*slots("obj"), *slots("with")) if t.i in money]
    if not agents or not firms or not given:
        return
    wares = goods(ctx, [*slots("for"), *slots("towards"), *slots("toward")])
    _tell(ctx, verb, "kg:Subsidy", agents, wares, ("kg:volume", given[0]), status(ctx, verb), 0.7)


def _tell(
    ctx: Context,
    verb: Token,
    kind: str,
    agents: list[ActorRef],
    wares: list[tuple[str, Token]],
    amount: tuple[str, Quantity],
    state: Status,
    sure: float,
) -> None:
    profile = Profile("measure", (kind,), {a.key for a in agents}, {key for key, _ in wares})
    name = ctx.settle(profile, verb)
    for agent in agents:
        ctx.claim(name, "kg:imposedBy", agent.key, verb, state, sure * agent.weight, modality=agent.hedge)
    for key, where in wares:
        ctx.claim(name, "kg:appliesTo", key, where, state, sure)
    ctx.claim(name, amount[0], amount[1], verb, state, sure)
    claim_time(ctx, name, shared_time(ctx, verb), verb, state, sure * 0.9)
