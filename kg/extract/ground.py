"""Ground: which states and places a phrase names, and which minerals it measures, where deposits are told."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, goods, is_kind
from kg.extract.clause.arguments import modifiers
from kg.extract.context import Context
from kg.extract.supply.portions import Good, topic
from kg.extract.supply.traders import country_around, traders

PLACES = frozenset({"kg:Place", "kg:Facility"})
_STATES = frozenset({"kg:Country", "kg:Subdivision"})
MASS = frozenset({"t", "kg", "[oz_tr]", "bbl", "m3", "[lb_av]", "[car_m]"})


def lands(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return the states, regions and places that the tokens stand for, a place with its country."""
    found: dict[str, ActorRef] = {}
    for token in tokens:
        for ref in _here(ctx, token) or [r for t in _named(ctx, token) for r in _here(ctx, t)]:
            found.setdefault(ref.key, ref)
    return list(found.values())


def _here(ctx: Context, token: Token) -> list[ActorRef]:
    mention = ctx.mentions.at(token.i)
    if mention is not None and is_kind(mention, PLACES):
        country = country_around(ctx, mention.entity.key)
        return [ActorRef(mention.entity.key, token)] + ([ActorRef(country, token, 0.9)] if country else [])
    if mention is not None and mention.form == "demonym" and is_kind(mention, _STATES):
        return [ActorRef(mention.entity.key, token, 0.95)]
    return [r for r in traders(ctx, [token]) if r.key.startswith(("country/", "subdivision/", "region/", "bloc/"))]


def _named(ctx: Context, token: Token) -> list[Token]:
    """Return the names in a phrase for a part of the land: "the Serbian town of Loznica", "the north of Tanzania"."""
    landforms = lexicon.toml("deposits")["landforms"]
    if ctx.mentions.at(token.i) is not None or token.lemma_.lower() not in landforms:
        return []
    behind = [t for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "in", "off"} for t in c.children]
    named = [
        t for t in (*behind, *(c for c in token.children if c.dep_ == "appos")) if ctx.mentions.at(t.i) is not None
    ]
    return named or [t for t in modifiers(token) if ctx.mentions.at(t.i) is not None]


def states(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    return [r for r in lands(ctx, tokens) if r.key.startswith(("country/", "subdivision/"))]


def amounts(ctx: Context, tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens that head amounts by mass or volume."""
    return [t for t in tokens if (q := ctx.quantity_at(t.i)) is not None and q.quantity.unit in MASS]


def measured_of(ctx: Context, token: Token) -> Token:
    """Return what an amount is of, else the token itself."""
    quantity = ctx.quantity_at(token.i)
    return ctx.doc[quantity.of] if quantity is not None and quantity.of is not None else token


def _meant(ctx: Context, noun: Token) -> Token:
    """Return the mineral that "the metal" refers to, where the text has just named one, else the noun itself."""
    if noun.lemma_.lower() not in ctx.classes["commodity_description"]:
        return noun
    if not any(c.dep_ == "det" and c.lower_ in {"the", "this", "that"} for c in noun.children):
        return noun
    apposed = [c for c in noun.children if c.dep_ == "appos" and ctx.mentions.at(c.i) is not None]
    last = topic(ctx, noun.left_edge.i, 2)
    return apposed[0] if apposed else last[0][1] if last else noun


def minerals(ctx: Context, tokens: Iterable[Token]) -> list[Good]:
    """Return the minerals that the tokens head themselves or measure ("18 million tonnes of lithium")."""
    generic = lexicon.toml("deposits")["generic"]
    heads = [_meant(ctx, measured_of(ctx, t)) for t in tokens]
    named = [t for t in heads if (m := ctx.mentions.at(t.i)) is not None and m.start <= t.i < m.end]
    return [g for g in goods(ctx, named) if g[0].startswith("mineral/") and g[0] not in generic]
