"""Meetings: talks, summits, visits and calls, with who takes part, who convenes, where, when and about what."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ACTORS, ActorRef, actors, goods, is_kind, is_private, owners
from kg.extract.clause.arguments import Slots, governor, is_passive
from kg.extract.clause.attach import claim_time, time_of
from kg.extract.clause.classes import function_words
from kg.extract.clause.phrases import noun_rows
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.resolve.fit import Profile

_SURE = 0.87
_SITES = frozenset({"kg:Place", "kg:Facility"})
_IN = ("in", "at", "on the sidelines of")


@dataclass
class _Open:
    """A meeting whose participants are told as a group that the next sentence may name."""

    name: str
    sentence: int
    state: Status


def find_meetings(ctx: Context) -> None:
    """Add every meeting that the article tells of, in text order."""
    words = lexicon.toml("meetings")
    group: _Open | None = None
    for token in ctx.doc:
        if token.pos_ == "VERB" and token.lemma_ in words["meet"]:
            group = _meet(ctx, token) or group
        elif token.pos_ == "VERB" and token.lemma_ in words["attend"]:
            group = _attend(ctx, token) or group
        elif token.pos_ == "VERB" and token.lemma_ in words["visit"]:
            _visit(ctx, token)
        elif token.pos_ == "VERB" and token.lemma_ in words["travel"]:
            _travel(ctx, token)
        elif token.pos_ == "VERB" and token.lemma_ == "include" and group is not None:
            _include(ctx, token, group)
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" and noun_rows("meeting_nouns", "noun", token):
            _noun(ctx, token)
        elif token.pos_ == "NOUN" and token.lemma_ in words["attendance"]:
            _attendance(ctx, token)


def _places(ctx: Context, *heads: Token) -> list[tuple[str, Token]]:
    """Return the places that "in", "at" give for the clause of the heads."""
    found: dict[str, Token] = {}
    for head in heads:
        for slot in _IN:
            for token in Slots(head)(slot):
                mention = ctx.mentions.at(token.i)
                if mention is not None and is_kind(mention, _SITES):
                    found.setdefault(mention.entity.key, token)
    return list(found.items())


def _topic(ctx: Context, *heads: Token) -> list[tuple[str, Token]]:
    found: dict[str, Token] = {}
    for head in heads:
        slots = Slots(head)
        for slot in ("on", "about", "over"):
            found.update({key: where for key, where in goods(ctx, slots(slot)) if key not in found})
        for clause in slots("clause"):
            if clause.lemma_ in {"discuss", "debate", "address", "strengthen", "negotiate", "forge"}:
                found.update(dict(goods(ctx, [t for o in Slots(clause)("obj") for t in (o, *Slots(o)("on"))])))
    return list(found.items())


def _tell(
    ctx: Context,
    head: Token,
    parts: list[ActorRef],
    heads: list[Token],
    state: Status,
    *,
    anaphoric: bool = False,
    label: str = "",
) -> str | None:
    """Settle which meeting is meant and claim who takes part, where, when and about what."""
    if parts and all(is_private(ctx, p.key) for p in parts):
        return None
    places = _places(ctx, *heads)
    profile = Profile("event", ("kg:Meeting",), {p.key for p in parts}, place=places[0][0] if places else "")
    time = time_of(ctx, *heads)
    if time is not None and time.role in {"at", "from"}:
        profile.start, profile.precision = time.span.start, time.span.precision
    name = ctx.settle(profile, head, label, anaphoric=anaphoric)
    if anaphoric and len(ctx.heads[name]) == 1 and not parts and not places:
        del ctx.occurrences[name], ctx.profiles[name], ctx.heads[name]
        ctx.at.pop(head.i, None)
        return None
    for part in parts:
        ctx.claim(name, "kg:participant", part.key, part.token, state, _SURE * part.weight, modality=part.hedge)
    for key, where in places:
        ctx.claim(name, "kg:heldIn", key, where, state, _SURE)
    for key, where in _topic(ctx, *heads):
        ctx.claim(name, "kg:about", key, where, state, _SURE * 0.95)
    claim_time(ctx, name, time, head, state, _SURE)
    return name


def _grouped(ctx: Context, tokens: list[Token]) -> bool:
    words = lexicon.toml("meetings")["group"]
    if any(t.pos_ == "NUM" or t.lower_ in {"they", "both"} for t in tokens):
        return True
    return any(t.lemma_.lower() in words and t.tag_ == "NNS" for t in tokens)


def _meet(ctx: Context, verb: Token) -> _Open | None:
    slots = Slots(verb)
    subjects = slots.subjects()
    if is_passive(verb) or (verb.lemma_ in {"convene", "summon"} and slots("obj")):
        return None
    objects = [t for t in slots("obj") if (m := ctx.mentions.at(t.i)) is not None and is_kind(m, ACTORS)]
    if slots("obj") and not objects and not actors(ctx, slots("obj")):
        return None
    parts = actors(ctx, [*subjects, *slots("with"), *slots("obj")])
    if not parts and not _places(ctx, verb):
        return None
    if not parts and not _grouped(ctx, subjects):
        return None
    name = _tell(ctx, verb, parts, [verb], status(ctx, verb), anaphoric=len(parts) < 2)
    if name is not None and _grouped(ctx, subjects) and not parts:
        return _Open(name, ctx.sentence_of(verb), status(ctx, verb))
    return None


def _attend(ctx: Context, verb: Token) -> _Open | None:
    """Read "X will attend", "X joined the talks": X takes part in that meeting or the one told of last."""
    slots = Slots(verb)
    objects = slots("obj")
    meeting = next((t for t in objects if noun_rows("meeting_nouns", "noun", t)), None)
    if objects and meeting is None:
        return None
    if not objects and verb.lemma_ != "attend":
        return None
    subjects = slots.subjects()
    parts = actors(ctx, subjects)
    name = ctx.at.get(meeting.i) if meeting is not None else None
    state = status(ctx, verb)
    if name is None:
        name = _tell(ctx, meeting or verb, parts, [verb, *([meeting] if meeting else [])], state, anaphoric=True)
    else:
        for part in parts:
            ctx.claim(name, "kg:participant", part.key, part.token, state, _SURE * part.weight, modality=part.hedge)
    if name is not None and not parts and _grouped(ctx, subjects):
        return _Open(name, ctx.sentence_of(verb), state)
    return None


def _include(ctx: Context, verb: Token, group: _Open) -> None:
    """Read "These include X, Y and possibly Z" after a sentence that told of a group taking part."""
    subject = Slots(verb).subjects()
    if ctx.sentence_of(verb) - group.sentence != 1 or not subject:
        return
    if subject[0].lower_ not in {"these", "they", "those"} and not _grouped(ctx, subject):
        return
    for part in actors(ctx, Slots(verb)("obj")):
        modality = part.hedge or group.state.modality
        ctx.claim(group.name, "kg:participant", part.key, part.token, group.state, _SURE * 0.95, modality=modality)


def _attendance(ctx: Context, noun: Token) -> None:
    """Read "X confirmed its attendance": X plans to take part in the meeting told of last."""
    verb = governor(noun)
    if verb is None or verb.lemma_ not in {"confirm", "announce", "pledge"}:
        return
    parts = actors(ctx, Slots(verb).subjects())
    read = status(ctx, verb)
    state = Status(read.polarity, "Planned", read.speaker, read.factor, read.asserted)
    if parts:
        _tell(ctx, noun, parts, [noun], state, anaphoric=True)


def _visit(ctx: Context, verb: Token) -> None:
    slots = Slots(verb)
    visitors = actors(ctx, slots.subjects())
    hosts = slots("obj")
    if not visitors or not hosts:
        return
    state = status(ctx, verb)
    name = _tell(ctx, verb, visitors, [verb], state)
    if name is None:
        return
    for host in hosts:
        mention = ctx.mentions.at(host.i)
        if mention is None:
            continue
        if is_kind(mention, _SITES):
            ctx.claim(name, "kg:heldIn", mention.entity.key, host, state, _SURE)
        elif is_kind(mention, frozenset({"kg:Person"})):
            ctx.claim(name, "kg:participant", mention.entity.key, host, state, _SURE)


def _travel(ctx: Context, verb: Token) -> None:
    """Read "the envoy is to travel to Cairo": an official's journey to a city is a visit there."""
    slots = Slots(verb)
    visitors = [v for v in actors(ctx, slots.subjects()) if v.key.startswith("person/") and not is_private(ctx, v.key)]
    visitors += [
        v for v in actors(ctx, slots.subjects()) if v.token.lemma_.lower() in {"delegation", "team", "mission"}
    ]
    places = [t for t in slots("to") if (m := ctx.mentions.at(t.i)) is not None and is_kind(m, _SITES)]
    if any(noun_rows("meeting_nouns", "noun", t) for t in slots("for")):
        return  # the meeting itself is told by its noun
    if not visitors or not places:
        return
    name = _tell(ctx, verb, visitors, [verb], status(ctx, verb))
    if name is not None:
        for place in places:
            mention = ctx.mentions.at(place.i)
            if mention is not None:
                ctx.claim(name, "kg:heldIn", mention.entity.key, place, status(ctx, verb), _SURE * 0.9)


def _noun(ctx: Context, noun: Token) -> None:
    """Read a meeting noun with its own arguments and those of the verb that holds, chairs or attends it."""
    words = lexicon.toml("meetings")
    verb = governor(noun)
    subject_of = noun.head if noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.pos_ in {"VERB", "AUX"} else None
    slots = Slots(noun)
    tokens = [t for slot in ("between", "with", "among", "of") for t in slots(slot)]
    parts = actors(ctx, tokens)
    conveners: list[ActorRef] = []
    lemma = verb.lemma_.lower() if verb is not None else ""
    if verb is not None and lemma in words["convene"]:
        conveners = actors(ctx, Slots(verb).subjects())
    elif verb is not None and lemma in words["hold"]:
        parts += [p for p in actors(ctx, [*Slots(verb).subjects(), *Slots(verb)("with")]) if p not in parts]
    elif verb is None and noun.pos_ != "PROPN":
        held = {p.key for p in parts}
        parts += [r for r in owners(ctx, noun) if r.token.i < noun.i and r.key not in held and not _is_body(r.key)]
    chair = next((c for c in noun.children if c.dep_ == "acl" and c.lemma_ in words["convene"]), None)
    if chair is not None:
        conveners = actors(ctx, Slots(chair).subjects())
    attended = subject_of is not None and subject_of.lemma_ in words["attend"]
    if attended and subject_of is not None:
        parts += actors(ctx, Slots(subject_of)("by"))
    if not parts and noun.dep_ == "pobj" and noun.head.lower_ in {"at", "during"} and noun.head.head.pos_ == "VERB":
        parts = actors(ctx, Slots(noun.head.head).subjects())
    journey = _journey(noun)
    if journey is not None:
        here = {p.key for p in parts}
        visitors = [p for p in actors(ctx, Slots(journey).subjects()) if not is_private(ctx, p.key)]
        parts = [*parts, *(p for p in visitors if p.key not in here)]
    definite = any(c.lower_ in function_words("definite") for c in noun.children)
    heads = [noun, *([verb] if verb is not None else []), *([subject_of] if subject_of is not None else [])]
    if journey is not None:
        heads.append(journey)
    placed = _places(ctx, *heads) or (journey is not None and _destinations(ctx, journey))
    if len(parts) < 2 and not definite and not (conveners or (parts and placed)):
        return
    state = _state(ctx, noun, verb, definite)
    name = _tell(ctx, noun, parts, heads, state, anaphoric=len(parts) < 2 and definite)
    if name is not None and journey is not None:
        for key, where in _destinations(ctx, journey):
            ctx.claim(name, "kg:heldIn", key, where, status(ctx, journey), _SURE * 0.9)
    if name is not None:
        for ref in conveners:
            ctx.claim(name, "kg:convenedBy", ref.key, noun, status(ctx, verb or noun), _SURE * ref.weight)


def _journey(noun: Token) -> Token | None:
    """Return the verb of a journey made for a meeting: "will send ministers to Lima for talks"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return None
    above = noun.head.head
    for _ in range(4):
        if above.pos_ == "VERB":
            return above if above.lemma_ in lexicon.toml("meetings")["journey"] else None
        above = above.head
    return None


def _destinations(ctx: Context, verb: Token) -> list[tuple[str, Token]]:
    found = [(ctx.mentions.at(t.i), t) for t in Slots(verb)("to|in|at")]
    return [(m.entity.key, t) for m, t in found if m is not None and is_kind(m, _SITES)]


def _is_body(key: str) -> bool:
    """Return whether a modifier only names the meeting ("the Nabucco summit"), being no state, bloc or person."""
    return not key.startswith(("country/", "bloc/", "subdivision/", "person/", "armed-group/"))


def _state(ctx: Context, noun: Token, verb: Token | None, definite: bool) -> Status:
    read = status(ctx, noun)
    if definite and verb is None and read.modality == "Conditional":
        return Status(speaker=read.speaker, factor=read.factor)
    return read
