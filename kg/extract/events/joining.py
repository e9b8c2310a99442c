"""Who may join or follow: "Slovakia may join the suit", "New Zealand might follow" after sanctions that others imposed.

What is joined is the measure or proceeding told of last; the words are in `lexicon/intents.toml`.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import actors
from kg.extract.clause.arguments import Slots
from kg.extract.clause.attach import last_told, thing_at
from kg.extract.clause.status import status
from kg.extract.context import Context

_SURE = 0.72
_KINDS = frozenset({"measure", "event"})
_STATES = ("country/", "bloc/", "company/")
_SUITS = frozenset({"kg:LegalProceeding", "plover:ACCUSE", "plover:SANCTION"})  # whoever brings an action accuses


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(lexicon.toml("intents")[part])


def find_joiners(ctx: Context) -> None:
    """Claim that a state is to be, or may be, a further party of the measure or law suit that it joins or follows."""
    for verb in ctx.tokens.of(_words("joining")):
        if verb.pos_ != "VERB":
            continue
        state = status(ctx, verb)
        slots = Slots(verb)
        joiners = [r for r in actors(ctx, slots("subj")) if r.key.startswith(_STATES)]
        if not joiners or state.modality == "Actual" or not state.asserted:
            continue
        name = _followed(ctx, verb, slots)
        if name is None:
            continue
        predicate = "kg:imposedBy" if ctx.occurrences[name].kind == "measure" else "kg:agent"
        for ref in joiners:
            if ref.key not in ctx.profiles[name].agents and _may(ref.key, predicate):
                ctx.claim(name, predicate, ref.key, verb, state, _SURE * ref.weight)


def _may(key: str, predicate: str) -> bool:
    """Return whether an actor can be one: firms sue, but impose no measures."""
    return predicate == "kg:agent" or not key.startswith("company/")


def _followed(ctx: Context, verb: Token, slots: Slots) -> str | None:
    """Return the measure or proceeding that a verb joins ("join it", "join the suit") or follows ("follow suit")."""
    objects = slots("obj")
    bare = [t for t in objects if t.lemma_.lower() in _words("suit")]
    if verb.lemma_ in _words("following") and (not objects or bare):
        return _fitting(ctx, last_told(ctx, verb, _KINDS, any_number=True))
    for thing in objects if verb.lemma_ not in _words("following") else []:
        if thing.lemma_.lower() in _words("joined"):
            return _fitting(ctx, thing_at(ctx, thing, _KINDS) or last_told(ctx, thing, _KINDS, any_number=True))
        if thing.lower_ in {"it", "them"} and ctx.mentions.at(thing.i) is None:
            return _fitting(ctx, last_told(ctx, thing, _KINDS, any_number=True))
    return None


def _fitting(ctx: Context, name: str | None) -> str | None:
    if name is None:
        return None
    types = ctx.occurrences[name].types
    fits = ctx.occurrences[name].kind == "measure" or not _SUITS.isdisjoint(types)
    return name if fits else None
