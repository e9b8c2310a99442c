"""Meetings told by verbs: to meet, to attend, to visit, to receive, to travel, to speak with."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import ActorRef, actors, is_kind, is_private
from kg.extract.actors.parties import standing
from kg.extract.clause.arguments import Slots, governor, is_passive, surface_subject
from kg.extract.clause.phrases import noun_rows
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.gatherings.nouns import called_by
from kg.extract.gatherings.parts import (
    SURE,
    Gathering,
    destinations,
    grouped,
    hosts,
    participants,
    take_part,
    tell,
)


def meet(ctx: Context, verb: Token) -> Gathering | None:
    """Read "X met Y", "X and Y gathered": subject, object and "with" take part."""
    slots = Slots(verb)
    subjects = slots.subjects()
    convened = verb.lemma_ in lexicon.toml("meetings")["convening"] and slots("obj")
    if is_passive(verb) or convened:
        return None
    objects = participants(ctx, slots("obj"))
    if slots("obj") and not objects:
        return None
    parts = _several(participants(ctx, [*subjects, *slots("with")]), objects)
    if not parts and not grouped(subjects):
        return None
    state = status(ctx, verb)
    name = tell(ctx, verb, parts, [verb], state, anaphoric=len(parts) < 2)
    if name is not None and grouped(subjects) and not parts:
        return Gathering(name, ctx.sentence_of(verb), state)
    return None


def _several(*lists: list[ActorRef]) -> list[ActorRef]:
    found: dict[str, ActorRef] = {}
    for ref in (r for refs in lists for r in refs):
        found.setdefault(ref.key, ref)
    return list(found.values())


def converse(ctx: Context, verb: Token) -> None:
    """Read "X spoke with Y by phone", "X telephoned Y", "X sat down with Y": both of public standing."""
    words = lexicon.toml("meetings")
    slots = Slots(verb)
    wanted = words["converse"][verb.lemma_]
    others = slots(wanted) or [t for medium in slots("by|over|on|via") for t in Slots(medium)(wanted)]
    first = _public(ctx, participants(ctx, slots.subjects()))
    second = _public(ctx, participants(ctx, others))
    particle = words["particles"].get(verb.lemma_, "")
    if is_passive(verb) or not first or (particle and not any(c.lower_ == particle for c in verb.children)):
        return
    if not second and not (verb.lemma_ in words["together"] and len(first) > 1):
        return
    tell(ctx, verb, _several(first, second), [verb], status(ctx, verb))


def _public(ctx: Context, refs: list[ActorRef]) -> list[ActorRef]:
    """Return those in office or known to be of note; a talk with a news agency or a private person is no meeting."""
    return [
        r for r in refs if standing(ctx, r.key) == "public" or (r.key.startswith("person/") and reference.has(r.key))
    ]


def receive(ctx: Context, verb: Token) -> None:
    """Read "X received Y at the palace", "Y was received by X": persons and officials, no goods and no decisions."""
    slots = Slots(verb)
    guests = [t for t in slots("obj") if _is_guest(ctx, t)]
    first, second = _public(ctx, participants(ctx, slots.subjects())), participants(ctx, guests)
    if first and second:
        tell(ctx, verb, _several(first, second), [verb], status(ctx, verb))


def _is_guest(ctx: Context, token: Token) -> bool:
    words = lexicon.toml("meetings")
    mention = ctx.mentions.at(token.i)
    if mention is not None and mention.form in {"name", "surname", "pronoun", "description"}:
        return is_kind(mention, frozenset({"kg:Person"}))
    lemma = token.lemma_.lower()
    return lemma in {*words["people"], *words["counterpart"]} or (
        lemma in words["group"] and lemma not in words["loose"]
    )


def bring_together(ctx: Context, verb: Token) -> None:
    """Read "the talks brought together envoys of X and Y", "X brought the parties together"."""
    if not any(c.lower_ == "together" for c in verb.children):
        return
    subject = surface_subject(verb)
    slots = Slots(verb)
    parts = participants(ctx, slots("obj")) or (participants(ctx, slots("from|of")) if grouped(slots("obj")) else [])
    if subject is None or not parts:
        return
    name = ctx.at.get(subject.i)
    if name is not None and "kg:Meeting" in ctx.occurrences[name].types:
        take_part(ctx, name, parts, status(ctx, verb))
        return
    conveners = actors(ctx, [subject]) or called_by(ctx, subject)
    if noun_rows("meeting_nouns", "noun", subject) or (conveners and len(parts) > 1):
        name = tell(ctx, verb, parts, [verb, subject], status(ctx, verb))
        if name is not None:
            for ref in conveners:
                ctx.claim(name, "kg:convenedBy", ref.key, verb, status(ctx, verb), SURE * ref.weight)


def attend(ctx: Context, verb: Token) -> Gathering | None:
    """Read "X will attend", "X joined the talks": X takes part in that meeting or the one told of last."""
    slots = Slots(verb)
    objects = slots("obj")
    meeting = next((t for t in objects if noun_rows("meeting_nouns", "noun", t)), None)
    if objects and meeting is None:
        return None
    if not objects and verb.lemma_ != "attend":
        return None
    subjects = slots.subjects()
    parts = participants(ctx, subjects)
    name = ctx.at.get(meeting.i) if meeting is not None else None
    state = status(ctx, verb)
    if name is None:
        name = tell(ctx, meeting or verb, parts, [verb, *([meeting] if meeting else [])], state, anaphoric=True)
    else:
        take_part(ctx, name, parts, state)
    if name is not None and not parts and grouped(subjects):
        return Gathering(name, ctx.sentence_of(verb), state)
    return None


def include(ctx: Context, verb: Token, group: Gathering) -> None:
    """Read "These include X, Y and possibly Z" after a sentence that told of a group taking part."""
    subject = Slots(verb).subjects()
    if ctx.sentence_of(verb) - group.sentence != 1 or not subject:
        return
    if subject[0].lower_ not in {"these", "they", "those"} and not grouped(subject):
        return
    for part in participants(ctx, Slots(verb)("obj")):
        modality = part.hedge or group.state.modality
        ctx.claim(group.name, "kg:participant", part.key, part.token, group.state, SURE * 0.95, modality=modality)


def attendance(ctx: Context, noun: Token) -> None:
    """Read "X confirmed its attendance": X plans to take part in the meeting told of last."""
    verb = governor(noun)
    if verb is None or verb.lemma_ not in lexicon.toml("meetings")["promising"]:
        return
    parts = participants(ctx, Slots(verb).subjects())
    read = status(ctx, verb)
    if parts:
        state = Status(read.polarity, "Planned", read.speaker, read.factor, read.asserted)
        tell(ctx, noun, parts, [noun], state, anaphoric=True)


def visit(ctx: Context, verb: Token) -> None:
    """Read "X visited Lima" (held there), "X visited Peru" (with Peru as host), "X visited Y" (a person)."""
    slots = Slots(verb)
    visitors = [v for v in participants(ctx, slots.subjects()) if not is_private(ctx, v.key)]
    targets = slots("obj")
    at = destinations(ctx, verb, "obj")
    received = [h for h in hosts(ctx, targets) if h.key not in {v.key for v in visitors}]
    if visitors and (at or received):
        tell(ctx, verb, [*visitors, *received], [verb], status(ctx, verb), at=at)


def travel(ctx: Context, verb: Token) -> None:
    """Read "the envoy is to travel to Cairo": an official's journey to a city is a visit there."""
    slots = Slots(verb)
    if any(noun_rows("meeting_nouns", "noun", t) for t in slots("for")):
        return  # the meeting itself is told by its noun
    words = lexicon.toml("meetings")["mission"]
    parts = participants(ctx, slots.subjects())
    visitors = [
        v
        for v in parts
        if v.token.lemma_.lower() in words or (v.key.startswith("person/") and not is_private(ctx, v.key))
    ]
    at = destinations(ctx, verb, "to")
    if visitors and at:
        tell(ctx, verb, visitors, [verb], status(ctx, verb), at=at)
