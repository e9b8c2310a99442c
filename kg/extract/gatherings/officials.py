"""Meetings told by what officials do: to discuss at a place on a day, to see or receive each other, to be awaited."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors
from kg.extract.actors.parties import standing
from kg.extract.clause.arguments import Slots, is_passive, surface_subject
from kg.extract.clause.attach import time_of
from kg.extract.clause.phrases import noun_rows
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.extract.gatherings.parts import SURE, grouped, participants, places, tell

_STATES = ("country/", "bloc/", "subdivision/")


def discuss(ctx: Context, verb: Token) -> None:
    """Read "will be discussed by the EU's ambassadors in Brussels on Monday": officials, with a city and a day."""
    subjects = Slots(verb).subjects()
    parts = participants(ctx, subjects)
    words = lexicon.toml("meetings")
    human = any(t.lemma_.lower() in {*words["group"], *words["people"]} for t in subjects)
    if not parts or not (human or len(parts) > 1) or any(noun_rows("meeting_nouns", "noun", t) for t in verb.subtree):
        return
    at = places(ctx, verb, *subjects)
    if at and all(standing(ctx, p.key) == "public" for p in parts) and time_of(ctx, verb) is not None:
        tell(ctx, verb, parts, [verb], status(ctx, verb), at=at)


def see(ctx: Context, verb: Token) -> None:
    """Read "the minister saw her Omani counterpart on Tuesday": two in office, with a place or a day."""
    slots = Slots(verb)
    seen = slots("obj") or [c for c in verb.children if c.dep_ == "ccomp" and c.pos_ == "PROPN"]
    first, second = participants(ctx, slots.subjects()), participants(ctx, seen)
    human = any(t.lemma_.lower() in lexicon.toml("meetings")["counterpart"] for t in seen)
    persons = human or all(r.key.startswith("person/") for r in second)
    if is_passive(verb) or not first or not second or not persons or slots.clauses():
        return
    held = {r.key for r in first}
    parts = [*(side for r in first for side in _public_side(ctx, r)), *(r for r in second if r.key not in held)]
    at = places(ctx, verb, *seen)
    if all(standing(ctx, r.key) == "public" for r in parts) and (time_of(ctx, verb) or at):
        tell(ctx, verb, parts, [verb], status(ctx, verb), at=at)


def _public_side(ctx: Context, ref: ActorRef) -> list[ActorRef]:
    """Return an official; of a person without a post the state that possesses him by name: "Russia's Ivan Petrov"."""
    if standing(ctx, ref.key) == "public":
        return [ref]
    owners = actors(ctx, [c for c in ref.token.children if c.dep_ == "poss"])
    return [o for o in owners if o.key.startswith(_STATES)] or [ref]


def receive_group(ctx: Context, verb: Token) -> None:
    """Read "will receive the leaders in Bishkek on 27 August", "hosted the G7 in Hiroshima": a state's meeting."""
    slots = Slots(verb)
    guests = slots("obj")
    blocs = [r for r in actors(ctx, guests) if r.key.startswith("bloc/")]
    words = lexicon.toml("meetings")
    talks = any(noun_rows("meeting_nouns", "noun", t) for t in slots("for"))
    many = [t for t in guests if grouped([t]) and (talks or t.lemma_.lower() not in words["loose"])]
    conveners = [r for r in actors(ctx, slots.subjects()) if r.key.startswith(_STATES)]
    at = places(ctx, verb, *guests) or _own_city(ctx, slots.subjects())
    if not conveners or not (blocs or many) or not at or time_of(ctx, verb) is None:
        return
    state = status(ctx, verb)
    name = tell(ctx, verb, [*conveners, *blocs, *participants(ctx, many)], [verb], state, at=at)
    for ref in conveners if name is not None else []:
        ctx.claim(name or "", "kg:convenedBy", ref.key, verb, state, SURE * ref.weight)


def _own_city(ctx: Context, subjects: list[Token]) -> list[tuple[str, Token]]:
    """Return the capital that stands for its state as a host: "Riyadh is to host the parties"."""
    found = [(ctx.mentions.at(t.i), t) for t in subjects]
    return [(m.entity.key, t) for m, t in found if m is not None and m.acts_for and m.entity.key.startswith("place/")]


def at_seat(ctx: Context, verb: Token, awaited: list[Token], travels: Callable[[Context, ActorRef], bool]) -> None:
    """Read "is due at the White House on 29 January": a visit to whoever sits there."""
    subject = surface_subject(verb)
    visitors = [v for v in participants(ctx, [subject] if subject is not None else []) if travels(ctx, v)]
    seats = [t for head in (verb, *awaited) for t in Slots(head)("at")]
    hosts = [r for r in actors(ctx, seats) if r.key.startswith("body/")]
    if len(hosts) == 1 and visitors and time_of(ctx, verb, *awaited) is not None:
        tell(ctx, verb, [*visitors, *hosts], [verb, *awaited], status(ctx, verb))
