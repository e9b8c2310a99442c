"""Stakes: who owns how much of what. "State fund X holds 20 per cent of Y", "Y's 12 per cent stake in Z"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ACTORS, ActorRef, actors, is_kind, owners
from kg.extract.clause.arguments import Slots, expand, governor
from kg.extract.clause.attach import quantities_of
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.resolve.fit import Profile

_OWNED = ACTORS - {"kg:Person", "kg:Country", "kg:Bloc"} | {"kg:Facility"}
_SURE = 0.85


def find_stakes(ctx: Context) -> None:
    """Add every stake that the article tells of; only where owner, owned and (for verbs) a share are named."""
    words = lexicon.toml("stakes")
    for token in ctx.doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in words["nouns"]:
            _noun(ctx, token, words["nouns"][lemma])
        elif token.pos_ == "VERB" and lemma in words["owning"]:
            _verb(ctx, token)


def _share(ctx: Context, *tokens: Token) -> QuantityMention | None:
    found = [m for _, m in quantities_of(ctx, *tokens) if m.quantity.unit == "%"]
    return found[0] if found else None


def _owned(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    found = []
    for token in tokens:
        mention = ctx.mentions.at(token.i)
        if mention is not None and is_kind(mention, _OWNED):
            found.append(ActorRef(mention.entity.key, token))
    return found


def _noun(ctx: Context, noun: Token, prepositions: list[str]) -> None:
    words = lexicon.toml("stakes")
    verb = governor(noun)
    lemma = verb.lemma_.lower() if verb is not None else ""
    share = _share(ctx, noun)
    things = _owned(ctx, [t for p in prepositions for t in Slots(noun, verb)(p)])
    if share is None or not things or lemma in words["losing"]:
        return
    holders = actors(ctx, [t for c in noun.children if c.dep_ == "poss" for t in expand(c)])
    if not holders and verb is not None and lemma in {*words["owning"], *words["acquiring"]}:
        holders = actors(ctx, Slots(verb).subjects())
    if not holders:
        holders = [r for r in owners(ctx, noun) if r.token.i < noun.i]
    _tell(ctx, noun, holders, things, share)


def _verb(ctx: Context, verb: Token) -> None:
    slots = Slots(verb)
    objects = slots("obj")
    share = next(
        (m for m in ctx.quantities for t in objects if m.start <= t.i < m.end and m.quantity.unit == "%"), None
    )
    if share is None:
        return
    things = _owned(ctx, [t for o in objects for t in Slots(o)("of")] or slots("of"))
    if things:
        _tell(ctx, verb, actors(ctx, slots.subjects()), things, share)


def _tell(ctx: Context, head: Token, holders: list[ActorRef], things: list[ActorRef], share: QuantityMention) -> None:
    state = status(ctx, head)
    for holder in holders:
        for thing in things:
            if holder.key == thing.key:
                continue
            profile = Profile("stake", ("kg:Stake",), {holder.key}, targets={thing.key})
            name = ctx.settle(profile, head)
            ctx.claim(name, "kg:owner", holder.key, head, state, _SURE * holder.weight)
            ctx.claim(name, "kg:owned", thing.key, head, state, _SURE)
            ctx.claim(name, "kg:share", share.quantity, head, state, _SURE)
