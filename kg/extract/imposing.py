"""The two sides of a measure that a noun names: who imposes it, and at whom it is aimed."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ActorRef, actors, origin, owners
from kg.extract.bearing import Support, brought_by
from kg.extract.clause.arguments import Slots, expand
from kg.extract.clause.phrases import Row
from kg.extract.context import Context
from kg.extract.imposers import STATES, by_agency, customers, is_international, may_impose

PRESUPPOSING = frozenset({"undo", "extend", "reduce"})


def sides_of(
    ctx: Context, noun: Token, slots: Slots, found: Support, row: Row
) -> tuple[list[ActorRef], list[ActorRef]]:
    """Return who imposes and at whom it is aimed, from possessor, by-phrase, light verb, modifiers and target slots."""
    effect = found.effect
    targets = actors(ctx, slots(row["target"])) if row["target"] else []
    heads = dict.fromkeys((noun, found.head))
    agents = actors(ctx, [t for h in heads for c in h.children if c.dep_ == "poss" for t in expand(c)] + slots("by"))
    if found.bearers:
        buyers = customers(ctx, found.bearers)
        targets += [r for r in actors(ctx, found.bearers) if not r.key.startswith("body/") and not buyers]
        if buyers:
            targets += [r for t in found.bearers for g in Slots(t)("of") for r in origin(ctx, g)]
        agents = agents or buyers or _importers(ctx, found)
    struck = found.verb is not None and found.verb.lemma_.lower() in ctx.classes["annulling"] and effect == "undo"
    if effect in {"do", "deal", "extend", "undo", "reduce", "plan"} and not agents and not struck:
        subjects = Slots(found.verb or noun).subjects()
        agents = actors(ctx, subjects) or by_agency(ctx, subjects)
    if not agents or effect in PRESUPPOSING:
        inner = actors(ctx, [t for clause in found.inner for t in brought_by(clause)])
        agents = inner or agents
    if not agents or effect in PRESUPPOSING:
        agents = _owning(ctx, noun, found, row, agents, targets)
    agents = [a for a in agents if may_impose(row, a.key)]
    seen = {a.key for a in agents}
    aimed = row["class"] == "kg:SanctionsMeasure"  # "took the ban to the WTO": that is no target
    return agents, [t for t in targets if t.key not in seen and (aimed or not is_international(t.key))]


def _owning(
    ctx: Context, noun: Token, found: Support, row: Row, agents: list[ActorRef], targets: list[ActorRef]
) -> list[ActorRef]:
    """Return whose the measure is by its modifiers ("US tariffs"); a state that sanctions are called by is aimed at."""
    refs = owners(ctx, noun) or (owners(ctx, found.head) if found.head != noun else [])
    for ref in refs:
        mention = ctx.mentions.at(ref.token.i)
        aimed = row["class"] == "kg:SanctionsMeasure" and mention is not None and mention.form == "name"
        if aimed and ref.token.dep_ in {"compound", "nmod"} and "kg:Country" in mention.entity.types and agents:  # type: ignore[union-attr]
            targets.append(ref)
        elif ref.token.dep_ in {"compound", "amod", "nmod", "poss"} or (not agents and _of_actor(ref.token)):
            agents = [ref] if found.effect in PRESUPPOSING else [*agents, ref]
    return agents


def _importers(ctx: Context, found: Support) -> list[ActorRef]:
    """Return who lays a measure on what bears it: "was hit by Peru with", "face duties in Peru", "exports to Peru"."""
    if found.verb is None:
        return []
    if found.effect == "deal":
        return actors(ctx, Slots(found.verb).subjects())
    where = Slots(found.head)("in|from") or Slots(found.verb)("in")
    refs = [r for r in actors(ctx, where) if r.key.startswith(STATES)]
    for token in found.bearers:
        shipped = [token, *(c for c in token.children if c.dep_ in {"acl", "relcl"})]
        shipped += [token.head] if token.head.dep_ == "csubjpass" else []
        refs += [r for t in shipped if not refs for r in actors(ctx, Slots(t).prepositional("to"))]
    held = {r.key for r in actors(ctx, found.bearers)}
    return [r for r in refs if r.key.startswith(STATES) and r.key not in held]


def _of_actor(token: Token) -> bool:
    """Return whether an actor stands behind "of": "an embargo of the Arab League"."""
    return token.dep_ in {"pobj", "conj"} and any(a.lower_ == "of" for a in [token.head, token.head.head])
