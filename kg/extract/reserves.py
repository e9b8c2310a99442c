"""Reserves: stockpiles that states or companies build, with what they cover, their value and volume."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors import actors, goods, owners
from kg.extract.arguments import Slots, expand, governor, modifiers
from kg.extract.attach import claim_time, quantities_of, time_of
from kg.extract.context import Context
from kg.extract.status import status
from kg.resolve.fit import Profile

_SURE = 0.85


def find_reserves(ctx: Context) -> None:
    """Add every stockpile that the article tells of."""
    words = lexicon.toml("reserves")
    nouns = frozenset(words["stockpile"]) | frozenset(words["reserve"])
    for token in ctx.doc:
        if token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in nouns and _is_stockpile(ctx, token):
            _reserve(ctx, token)


def _head(noun: Token) -> Token:
    """Return the noun that stands for the reserve: of "reserve programme" the programme."""
    return noun.head if noun.dep_ == "compound" else noun


def _is_stockpile(ctx: Context, noun: Token) -> bool:
    words = lexicon.toml("reserves")
    if noun.lemma_.lower() in words["stockpile"]:
        return True
    around = {t.lemma_.lower() for t in modifiers(_head(noun))} | {t.lower_ for t in modifiers(_head(noun))}
    if around & set(words["other"]) and not around & {"strategic"}:
        return False
    verb = _verb(noun)
    built = verb is not None and verb.lemma_.lower() in words["building"]
    return bool(built or around & set(words["modifiers"]))


def _verb(noun: Token) -> Token | None:
    head = _head(noun)
    return governor(head)


def _reserve(ctx: Context, noun: Token) -> None:
    head = _head(noun)
    verb = _verb(noun)
    slots = Slots(head, verb)
    agents = actors(ctx, [t for c in head.children if c.dep_ == "poss" for t in expand(c)])
    if not agents and verb is not None:
        agents = actors(ctx, Slots(verb).subjects())
    if not agents:
        agents = [ref for ref in owners(ctx, head) if ref.token.i < head.i]
    covers = goods(ctx, [head, *slots("of")])
    if not agents:
        return
    profile = Profile("reserve", ("kg:Reserve",), {a.key for a in agents}, {key for key, _ in covers})
    name = ctx.settle(profile, head)
    state = status(ctx, verb if verb is not None else head)
    for agent in agents:
        ctx.claim(name, "kg:establishedBy", agent.key, noun, state, _SURE * agent.weight, modality=agent.hedge)
    for key, where in covers:
        ctx.claim(name, "kg:covers", key, where, state, _SURE)
    for _, mention in quantities_of(ctx, head, noun):
        unit = mention.quantity.unit
        if unit not in {"%", "1"}:
            money = len(unit) == 3 and unit.isupper()
            ctx.claim(name, "kg:value" if money else "kg:volume", mention.quantity, noun, state, _SURE)
    if verb is not None:
        claim_time(ctx, name, time_of(ctx, verb), noun, state, _SURE * 0.8)
