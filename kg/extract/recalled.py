"""What a measure shares with those told of before: the class of a bare "the ban", the state of "an earlier duty"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ActorRef, owners
from kg.extract.bearing import Support
from kg.extract.clause.arguments import is_passive
from kg.extract.clause.classes import function_words
from kg.extract.clause.phrases import Row
from kg.extract.context import Context
from kg.extract.imposers import EXPORTS, STATES
from kg.resolve.fit import Profile, types_fit


def told_before(ctx: Context, noun: Token, rows: list[Row]) -> Row | None:
    """Return the row of a definite noun that alone says too little, by the last measure told of that it may mean."""
    if not any(c.lower_ in function_words("anaphoric") for c in noun.children):
        return None
    named = {ref.key for ref in owners(ctx, noun)}  # "the North Korean regime" is not Japan's ban
    for profile in reversed(ctx.profiles.values()):
        if profile.kind == "measure" and named <= profile.agents | profile.targets:
            found = next((r for r in rows if types_fit((r["class"],), profile.types)), None)
            if found is not None:
                return found
    return None


def inherited(
    ctx: Context, noun: Token, found: Support, row: Row
) -> tuple[list[ActorRef], list[tuple[str, Token]], Row]:
    """Return who, what and which class a measure shares with the one just told of, where it names neither.

    "India put a duty on rice. A 20% duty introduced in 2023 was scrapped last year": India's too, and on rice.
    """
    dated = found.inner or (found.effect in {"do", "undo"} and found.verb is not None and is_passive(found.verb))
    before = _last_like(ctx, noun, row["class"])
    if not dated or before is None:
        return [], [], row
    states = [ActorRef(k, noun, 0.65) for k in sorted(before.agents) if k.startswith(STATES)]
    wares = [(k, noun) for k in sorted(before.goods)] if len(before.goods) == 1 else []
    same = types_fit((row["class"],), before.types) or row["class"] not in EXPORTS
    return states, wares, {**row, "class": before.types[0]} if same else row


def by_measure(ctx: Context, verb: Token, subjects: list[Token], kind: str) -> list[ActorRef]:
    """Return whose sanctions do what their own verb tells: "the measures freeze the assets of the group"."""
    told = [t for t in subjects if t.lemma_.lower() in ctx.classes["sanctions_noun"]]
    definite = [t for t in told if any(c.lower_ in function_words("anaphoric") for c in t.children)]
    if kind != "kg:SanctionsMeasure" or not definite:
        return []
    before = _last_like(ctx, verb, kind)
    return [ActorRef(k, verb, 0.85) for k in sorted(before.agents) if k.startswith(STATES)] if before else []


def same_state(ctx: Context, verb: Token, kind: str, wares: list[tuple[str, Token]]) -> list[ActorRef]:
    """Return whose a measure of nobody is that hits goods on which one of its kind was told just before.

    "Exporters of tin need a licence from Peru's ministry. In May shipments to Chile were banned": Peru's.
    """
    keys = {key for key, _ in wares}
    floor = ctx.sentence_of(verb) - 2
    for name in reversed(ctx.profiles):
        profile = ctx.profiles[name]
        last = max((ctx.sentence_of(t) for t in ctx.heads[name] if t.i < verb.i), default=-1)
        exports = kind.startswith("kg:Export") and any(t.startswith("kg:Export") for t in profile.types)
        if profile.kind == "measure" and last >= floor and exports and profile.goods & keys:
            return [ActorRef(key, verb, 0.7) for key in sorted(profile.agents) if key.startswith(("body/", *STATES))]
    return []


def of_another(ctx: Context, applies: list[tuple[str, Token]]) -> bool:
    """Return whether a measure on the same goods was told of that a state is named for: it is that one's."""
    keys = {key for key, _ in applies}
    return any(p.kind == "measure" and p.agents and p.goods & keys for p in ctx.profiles.values())


def _last_like(ctx: Context, noun: Token, kind: str) -> Profile | None:
    """Return the last measure of the same family told of in the two sentences before a noun."""
    floor = ctx.sentence_of(noun) - 2
    for name in reversed(ctx.profiles):
        profile = ctx.profiles[name]
        last = max((ctx.sentence_of(t) for t in ctx.heads[name] if t.i < noun.i), default=-1)
        if profile.kind == "measure" and last >= floor and _akin(kind, profile.types):
            return profile
    return None


def _akin(kind: str, types: tuple[str, ...]) -> bool:
    """Return whether two measures are of one family: duties of either direction, or classes that fit."""
    duty = kind.endswith(("Tariff", "Duty")) and any(t.endswith(("Tariff", "Duty")) for t in types)
    outbound = kind in EXPORTS and any(t in EXPORTS for t in types)
    return duty or outbound or types_fit((kind,), types)
