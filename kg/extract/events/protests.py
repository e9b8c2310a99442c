"""Protests: what people do "in protest", who of those named protests, and whether it is going on or only announced."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.groups import counted, people_in, people_of
from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.actors.parties import agents, country_at, crowd
from kg.extract.clause.arguments import Slots, ancestors
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.events.doubts import unreal
from kg.extract.events.intents import purpose
from kg.extract.events.stance import embedded
from kg.extract.events.telling import Telling, about_of, write

STATES = ("country/", "bloc/", "subdivision/", "body/")


def in_protest(ctx: Context, noun: Token) -> None:
    """Write a protest of people who do anything "in protest at" something: "growers blocked a road in protest"."""
    verb = next((t for t in islice(ancestors(noun), 5) if t.pos_ == "VERB"), noun)
    told = ctx.at.get(verb.i)
    if verb.pos_ != "VERB" or (told is not None and "plover:PROTEST" in ctx.occurrences[told].types):
        return
    slots, state = Slots(verb), status(ctx, verb)
    people = [r for r in agents(ctx, slots, "subj") if r.key.startswith("group/")] or crowd(ctx, slots, "subj")
    if not people or unreal(verb) or not state.asserted:
        return
    others = [r for r in embedded(ctx, "PROTEST", slots) if r.key not in {p.key for p in people}]
    about = about_of(ctx, verb, Slots(noun), "at|against|over|of", things_only=True)
    write(ctx, Telling("PROTEST", verb, slots, protest_state(ctx, verb, slots, state), 0.78, people, others, about))


def by_people(ctx: Context, telling: Telling) -> None:
    """Read a state that protests to another as accusing it; people protest, states by themselves do not."""
    people = []
    for ref in telling.agents:
        key = people_of(ctx, counted(ref.token)) if ref.key.startswith(STATES) else ref.key
        if key:
            people.append(replace(ref, key=key))
    if people:
        telling.agents = people
    elif telling.recipients and telling.head.lemma_ == "protest":
        telling.kind = "ACCUSE"
    else:
        telling.agents = []


def unnamed_crowd(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return the people of the place where a protest was held by nobody named: "rallies were held in Belgrade"."""
    if slots("subj"):
        return []
    places = slots("in|across|at|outside")
    places += [t for place in places for t in Slots(place)("in|of")]
    found = next(((t, key) for t in places if (key := country_at(ctx, t))), None)
    return [] if found is None else [ActorRef(people_in(ctx, found[0], found[1]), found[0], 0.85)]


def protesters(noun: Token) -> bool:
    """Return whether a noun says of people that they protest: "demonstrators"."""
    return counted(noun).lemma_.lower() in lexicon.toml("intents")["protesting"]


def protest_state(ctx: Context, head: Token, slots: Slots, state: Status) -> Status:
    """Return whether a protest is so: what is announced is to come, what people gathered for is going on.

    "Activists announced marches"; "women have gathered to shout slogans in protest".
    """
    verb = slots.support if slots.support is not None else head
    if verb.lemma_ in lexicon.toml("intents")["announcing"] and state.modality == "Actual":
        return replace(state, modality="Planned")
    if state.modality == "Planned" and purpose(head) and status(ctx, head.head).modality == "Actual":
        return replace(state, modality="Actual")
    return state
