"""Acts whose doer is not named beside the verb: "were killed in a raid", "was jailed in Iran", "air strikes killed".

The words are in `lexicon/intents.toml` (`violent`, `violence`, `state_acts`).
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.groups import kind_of
from kg.extract.actors.noun_phrases import ActorRef, actors, owners
from kg.extract.actors.parties import country_at, standing
from kg.extract.clause.arguments import Slots, is_passive
from kg.extract.clause.constraints import holds
from kg.extract.context import Context

_CAUSES = "by|in|during|subj"


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(lexicon.toml("intents")[part])


def behind(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the state or armed group whose attack or weapon is the grammatical doer: "Israeli air strikes killed"."""
    words = lexicon.toml("intents")
    tools = [t for t in slots("subj") if holds(ctx, slots, [t], f"{words['violence']}|{words['craft']}")]
    found = {ref.key: ref for tool in tools for ref in owners(ctx, tool) if ref.key.startswith(("country/", "armed-"))}
    return list(found.values())


def own_forces(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the state whose forces were moved by nobody named: "Syrian troops were put on alert"."""
    if not slots.verbal or not is_passive(slots.head) or slots("subj"):
        return []
    return [r for r in actors(ctx, slots("obj")) if r.key.startswith("country/") and kind_of(r.token) == "state"]


def authorities(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the state in which somebody was arrested, tried or jailed by nobody who is named."""
    if slots.head.lemma_ not in _words("state_acts") or not is_passive(slots.head) or slots("subj"):
        return []
    return [ActorRef(state, token, 0.8) for token in slots("in") if (state := country_at(ctx, token))][:1]


def located(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the foreign state whose place is struck: "fired at targets in Jericho"."""
    if not slots.verbal or not slots("subj"):
        return []
    tokens = [t for name in ("at", "on", "obj") for t in slots(name)]
    places = [t for token in tokens for t in Slots(token)("in|near")] or slots("in")
    return [ActorRef(state, token, 0.75) for token in places if (state := country_at(ctx, token))][:1]


def victims(ctx: Context, slots: Slots, others: list[ActorRef]) -> list[ActorRef]:
    """Return who suffered violence by nobody named: states, their people, officials; none where it may be a mishap."""
    if not slots.verbal:
        return []
    if slots("subj") and not _violent_cause(ctx, slots, "subj"):
        return []  # a doer stands there that we could not read
    if slots.head.lemma_ not in _words("violent") and not _violent_cause(ctx, slots, _CAUSES):
        return []
    return [r for r in others if r.key.startswith(("group/", "body/")) or _public(ctx, r) or _forces(r)]


def _public(ctx: Context, ref: ActorRef) -> bool:
    return ref.key.startswith(("person/", "armed-group/")) and standing(ctx, ref.key) == "public"


def _forces(ref: ActorRef) -> bool:
    return ref.key.startswith("country/") and kind_of(ref.token) == "state"


def _violent_cause(ctx: Context, slots: Slots, names: str) -> bool:
    tokens: list[Token] = [t for name in names.split("|") for t in slots(name)]
    return holds(ctx, slots, tokens, str(lexicon.toml("intents")["violence"])) if tokens else False
