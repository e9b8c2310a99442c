"""Acts whose doer is not named beside the verb: "were killed in a raid", "was jailed in Iran", "air strikes killed".

The words are in `lexicon/intents.toml` (`violent`, `violence`, `state_acts`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.groups import counted, is_state, kind_of
from kg.extract.actors.home import nearby_states
from kg.extract.actors.noun_phrases import ActorRef, actors, country_of, owners
from kg.extract.actors.parties import country_at, standing
from kg.extract.clause.arguments import Slots, is_passive, modifiers
from kg.extract.clause.constraints import clauses_of, holds
from kg.extract.clause.phrases import Row
from kg.extract.context import Context

_CLEAR = 1.5  # how far the likeliest state must be ahead of the next
_CAUSES = "by|in|during|subj"
_FRONTS = ("to", "on", "along", "near", "at")


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(lexicon.toml("intents")[part])


def behind(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the state or armed group whose attack or weapon is the grammatical doer: "Israeli air strikes killed"."""
    words = lexicon.toml("intents")
    tools = [t for t in slots("subj") if holds(ctx, slots, [t], f"{words['violence']}|{words['craft']}")]
    kinds = ("country/", "armed-", "organization/", "body/")
    found = {ref.key: ref for tool in tools for ref in owners(ctx, tool) if ref.key.startswith(kinds)}
    return list(found.values())


def rules(noun: Token) -> bool:
    """Return whether a noun phrase means who rules a state now: "the president", "its cabinet"."""
    former = any(c.lower_ in _words("lesser") for c in noun.children)
    lemma = noun.lemma_.lower()
    if lemma == "minister" and noun.i > 0:
        lemma = f"{noun.doc[noun.i - 1].lower_} {lemma}"
    return lemma in _words("rulers") and noun.tag_ in {"NN", "NNP"} and not former


def broken_off(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return who fails to agree where talks end: "talks between X and Y collapsed", "fell apart"."""
    lemma = verb.lemma_.lower()
    if lemma not in collapsing():
        return []
    after = [c.lower_ for c in verb.children if c.i > verb.i and c.dep_ in {"prt", "advmod", "prep", "acomp"}]
    without = [g.lemma_ for c in verb.children if c.lower_ in {"without", "in"} for g in c.children if g.dep_ == "pobj"]
    said = {lemma, *(f"{lemma} {w}" for w in after), *(f"{lemma} without {w}" for w in without)}
    if said.isdisjoint(_words("collapsing")):
        return []
    talks = [t for t in ([*Slots(verb).subjects(), *(Slots(verb).objects() if is_passive(verb) else [])]) if _talks(t)]
    if not talks:  # "the fifth round of talks"
        talks = [t for s in Slots(verb).subjects() for t in Slots(s)("of") if _talks(t)]
    for noun in talks:
        inner = Slots(noun)
        found = {ref.key: ref for name in ("between", "with", "poss", "mod", "of") for ref in _sides(ctx, inner, name)}
        if len(found) > 1 and any(standing(ctx, key) == "public" for key in found):
            return list(found.values())  # of "talks with Chad were broken off" nothing tells by whom
    return []


def partners(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return with whom the talks were that somebody left: "walked out of talks with Chad"."""
    talks = [t for name in ("obj", "of", "from", "in") for t in slots(name) if _talks(t)] if slots.verbal else []
    return [r for t in talks for r in _sides(ctx, Slots(t), "with")]


def _sides(ctx: Context, slots: Slots, name: str) -> list[ActorRef]:
    tokens = slots(name)
    found = actors(ctx, tokens)
    if name == "mod":
        named = [(t, ctx.mentions.at(t.i)) for t in tokens]
        found += [ActorRef(m.acts_for or m.entity.key, t, 0.9) for t, m in named if m is not None and is_state(m)]
    return [r for r in found if standing(ctx, r.key) != "private"]


@cache
def collapsing() -> frozenset[str]:
    """Return the verbs that may tell of talks that end without a result."""
    return frozenset(phrase.split()[0] for phrase in _words("collapsing"))


def _talks(noun: Token) -> bool:
    return noun.lemma_.lower() in _words("talks")


def own_forces(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the state whose forces were moved by nobody named: "Syrian troops were put on alert"."""
    if not slots.verbal or not is_passive(slots.head) or slots("subj"):
        return []
    return [r for r in actors(ctx, slots("obj")) if r.key.startswith("country/") and kind_of(r.token) == "state"]


def authorities(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the state in which somebody was arrested, tried or jailed, or from which expelled, by nobody named."""
    if not is_passive(slots.head) or slots("subj"):
        return []
    if slots.head.lemma_ in _words("expelling"):
        left = [ActorRef(state, t, 0.85) for t in slots("from") if (state := country_at(ctx, t))]
        return left[:1]
    leaving = [c for c in slots("clause") if c.lemma_ in _words("departing")]  # "diplomats were told to leave Peru"
    if leaving:
        left = [ActorRef(state, t, 0.9) for c in leaving for t in Slots(c)("obj|from") if (state := country_at(ctx, t))]
        return left[:1]
    if slots.head.lemma_ in _words("taking"):
        lying = [p for t in slots("obj") for p in Slots(t)("in|of")] + slots("in")
        return [ActorRef(state, t, 0.85) for t in lying if (state := country_at(ctx, t))][:1]
    entry = any(t.lemma_ in _words("entering") for t in slots("obj")) or slots.head.lemma_ in _words("barring")
    if slots.head.lemma_ not in _words("state_acts") and not entry:
        return []
    places = slots("to|into|at|in") if entry else slots("in")
    places += [m for t in places for m in modifiers(t)] if entry else []
    return [ActorRef(state, token, 0.8) for token in places if (state := country_at(ctx, token))][:1]


def local_forces(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the state whose police or court acts where no owner is named: "police arrested two men in Harare"."""
    doers = [t for t in slots("subj") if _local(ctx, t)]
    places = [t for name in ("in", "at", "near", "outside") for t in slots(name)]
    places += [t for noun in doers for t in Slots(noun)("in|of")]
    places += [t for place in places for t in Slots(place)("in|of")]
    state = next((key for t in places if (key := country_at(ctx, t))), "")
    return [ActorRef(state, doers[0], 0.85)] if doers and state else []


def state_hands(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the state whose nameless servants seize a thing: "the mine, which state administrators took over"."""
    for noun in slots("subj"):
        served = noun.lemma_.lower() == "state" or any(
            c.lower_ == "state" and c.dep_ == "compound" for c in noun.children
        )
        if not served or owners(ctx, noun) or ctx.mentions.at(noun.i) is not None:
            continue
        scores = sorted(nearby_states(ctx, noun).items(), key=lambda s: (-s[1], s[0]))
        if scores and (len(scores) == 1 or scores[0][1] > _CLEAR * scores[1][1]):
            return [ActorRef(scores[0][0], noun, 0.8)]
    return []


def _local(ctx: Context, noun: Token) -> bool:
    """Return whether a noun without an owner is a state's force or court."""
    foreign = any(c.dep_ in {"amod", "compound", "nmod", "poss"} and c.ent_type_ for c in noun.children)
    words = (noun.lemma_.lower(), f"{noun.doc[noun.i - 1].lower_} {noun.lemma_.lower()}" if noun.i else "")
    above = any(c.lower_ in ctx.classes["supranational"] for c in noun.children)
    return not foreign and not above and not owners(ctx, noun) and not _words("local").isdisjoint(words)


def ousters(ctx: Context, slots: Slots, acting: list[ActorRef], others: list[ActorRef]) -> list[ActorRef]:
    """Return who overthrew a ruler: an army, armed group or foreign power, no voters; a bare army is the victim's."""
    victims_of = {country_of(ctx, r.key) if r.key.startswith("person/") else r.key for r in others}
    found = [r for r in acting if r.key.startswith("armed-group/") or _armed(ctx, r, victims_of)]
    home = next((key for key in sorted(victims_of) if key.startswith("country/")), "")
    bare = [t for t in slots("subj") if kind_of(counted(t)) == "state" and not owners(ctx, t)]
    return found or ([ActorRef(home, bare[0], 0.85)] if bare and home else [])


def _armed(ctx: Context, ref: ActorRef, victims_of: set[str]) -> bool:
    """Return whether a state acts by its forces or against a ruler of another state, or a person is an officer."""
    if ref.key.startswith("person/"):
        before = ctx.doc[max(ref.token.left_edge.i, ref.token.i - 4) : ref.token.i]
        return any(t.lower_ in _words("ranks") for t in before)
    if kind_of(counted(ref.token)) == "state":
        return True
    known = {key for key in victims_of if key.startswith("country/")}
    return ref.key.startswith(("country/", "bloc/")) and bool(known) and ref.key not in known


def ousted(slots: Slots) -> bool:
    """Return whether a ruler fell to an army or a coup though no state's: "ousted by soldiers", "toppled in a coup"."""
    if any(kind_of(counted(t)) in {"state", "armed"} for t in slots("subj")):
        return True
    return any(t.lemma_.lower() in _words("coups") for name in ("in", "by") for t in slots(name))


def located(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the foreign state whose place is struck: "fired at targets in Jericho"."""
    if slots.verbal and not slots("subj"):
        return []
    tokens = [t for name in ("at", "on", "against", "obj") for t in slots(name)]
    if not slots.verbal:
        return [ActorRef(state, token, 0.75) for token in tokens if (state := country_at(ctx, token))][:1]
    places = [t for token in tokens for t in Slots(token)("in|near")] or slots("in")
    return [ActorRef(state, token, 0.75) for token in places if (state := country_at(ctx, token))][:1]


def reached(ctx: Context, kind: str, slots: Slots, row: Row) -> list[ActorRef]:
    """Return whom an act of a type reaches in a slot that its row does not name: "pressed Peru for a carve-out"."""
    if kind == "THREATEN" and slots.verbal and not (slots("obj") or clauses_of(slots)):
        return []
    wanted = lexicon.toml("intents")["reached" if slots.verbal else "reached_by_noun"].get(kind, "")
    taken = (
        {*row["agent"].replace("&", "|").split("|"), *row["recipient"].split("|"), *row["trigger"].split()[1:]}
        if (slots.verbal)
        else {*row["agent"].split("|"), *row["recipient"].split("|")}
    )
    names = [name for name in wanted.split("|") if name and name not in taken]
    found = next((refs for name in names if (refs := actors(ctx, slots(name)))), [])
    if not found and kind == "SANCTION" and holds(ctx, slots, slots("obj"), "@envoy"):
        found = [ActorRef(state, t) for t in slots("in|at") if (state := country_at(ctx, t))][:1]
    if not found and kind == "MOBILIZE":
        found = [r for name in _FRONTS for t in slots(name) for r in _across(ctx, t)]
    return [replace(r, weight=r.weight * 0.9) for r in found if standing(ctx, r.key) != "private"]


def _across(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return the state on the other side of a border: "its border with X", "the Colombian frontier"."""
    if noun.lemma_.lower() not in _words("borders"):
        return []
    tokens = Slots(noun)("with") or modifiers(noun)
    named = [(t, ctx.mentions.at(t.i)) for t in tokens]
    return [ActorRef(m.acts_for or m.entity.key, t, 0.9) for t, m in named if m is not None and is_state(m)]


def captors(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return who held those that nobody named frees: "sailors held by X were freed", "freed from a Malian jail"."""
    if not is_passive(slots.head) or slots("subj"):
        return []
    holding = [c for t in slots("obj") for c in t.children if c.dep_ == "acl" and c.lemma_ in _words("holding")]
    found = [r for c in holding for r in actors(ctx, Slots(c)("subj"))]
    places = [p for c in holding for p in Slots(c)("in")] + slots("from|in")
    places += [m for p in places for m in modifiers(p)]
    found += [ActorRef(state, t, 0.85) for t in places if (state := country_at(ctx, t))] if not found else []
    return [r for r in found if standing(ctx, r.key) != "private"][:1]


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
