"""Meetings told by verbs: to meet, to attend, to visit, to receive, to travel, to speak with."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.actors.noun_phrases import ActorRef, actors, country_of, is_kind, is_private, lemmas
from kg.extract.actors.parties import standing
from kg.extract.clause.arguments import Slots, governor, is_passive, surface_subject
from kg.extract.clause.attach import time_of
from kg.extract.clause.cues import cues
from kg.extract.clause.phrases import noun_rows
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.gatherings.nouns import called_by
from kg.extract.gatherings.officials import at_seat, receive_group
from kg.extract.gatherings.parts import (
    SURE,
    Gathering,
    destinations,
    grouped,
    hosts,
    participants,
    places,
    take_part,
    tell,
)

_MEDIA = ("by", "over", "on", "via", "through", "in")


def meet(ctx: Context, verb: Token) -> Gathering | None:
    """Read "X met Y", "X and Y gathered": subject, object and "with" take part."""
    slots = Slots(verb)
    subjects = slots.subjects()
    convened = verb.lemma_ in lexicon.toml("meetings")["convening"] and slots("obj")
    if is_passive(verb) or convened or match_of_teams(ctx, verb, subjects):
        return None
    objects = participants(ctx, slots("obj")) or _torn(ctx, [c for c in verb.children if c.dep_ == "dobj"])
    if slots("obj") and not objects:
        return None
    parts = _several(participants(ctx, [*subjects, *slots("with")]) or reporters(ctx, verb, subjects), objects)
    if not parts and not grouped(subjects):
        return None
    alone = len(parts) == 1 and not parts[0].key.startswith(("bloc/", "body/", "organization/"))
    if alone and verb.lemma_ in lexicon.toml("meetings")["convening"] and not grouped(subjects):
        return None  # "we assemble and design satellites"
    outer = _around(verb)
    state = status(ctx, verb)
    if outer and state.modality == "Actual":
        state = status(ctx, outer[0])  # "is due in Lima to meet X", "is to be in Lima on Monday, when he meets X"
    name = tell(ctx, verb, parts, [verb, *outer], state, anaphoric=len(parts) < 2)
    if name is not None and grouped(subjects) and not parts:
        return Gathering(name, ctx.sentence_of(verb), state)
    return None


def _torn(ctx: Context, objects: list[Token]) -> list[ActorRef]:
    """Return the state of a hyphened post that the parser takes apart: "meets China's vice-premier"."""
    words = lexicon.toml("meetings")
    posts = {*words["group"], *words["people"]} - set(words["loose"])
    if len(objects) < 2 or not any(t.lemma_.lower() in posts for t in objects[1:]) or objects[1].text != "-":
        return []
    owners = actors(ctx, [c for c in objects[0].children if c.dep_ == "poss"])
    return [o for o in owners if o.key.startswith(("country/", "bloc/"))]


def _around(verb: Token) -> list[Token]:
    """Return the verb whose place and day a meeting shares: "flew to Lima to meet X", "in Lima, when he meets X"."""
    when = any(c.lower_ == "when" and c.dep_ == "advmod" for c in verb.children) and verb.dep_ in {"advcl", "relcl"}
    aim = verb.tag_ == "VB" and verb.dep_ in {"advcl", "xcomp"} and any(c.lower_ == "to" for c in verb.lefts)
    above = verb.head
    while when and above.pos_ not in {"VERB", "AUX"} and above.head != above:
        above = above.head
    awaited = above if above.lemma_ in lexicon.toml("meetings")["awaited"] else None
    above = above.head if awaited is not None else above
    if above.pos_ not in {"VERB", "AUX"} or above == verb or not (when or aim):
        return []
    awaited = awaited or next((c for c in above.children if c.lemma_ in lexicon.toml("meetings")["awaited"]), None)
    if aim and above.lemma_ not in lexicon.toml("meetings")["travel"] and awaited is None:
        return []
    if when and not any(t.ent_type_ == "DATE" for t in above.subtree):
        return []
    return [above, *([awaited] if awaited is not None else [])]


def match_of_teams(ctx: Context, verb: Token, subjects: list[Token]) -> bool:
    """Return whether those who meet are teams: a word of sport stands in the sentence, and nobody public is named."""
    if not any(t.lemma_.lower() in lexicon.toml("meetings")["sport"] for t in verb.sent):
        return False
    parts = [r for r in participants(ctx, subjects) if r.key.startswith(("country/", "bloc/", "person/"))]
    return not any(standing(ctx, r.key) == "public" for r in parts)


def reporters(ctx: Context, verb: Token, subjects: list[Token]) -> list[ActorRef]:
    """Return those who tell of their own meeting: "the two ministers spoke by telephone, Kyiv and Warsaw said"."""
    counted = [t for t in subjects if any(c.dep_ == "nummod" and c.lower_ == "two" for c in t.children)]
    if not counted or verb.dep_ not in {"ccomp", "parataxis"} or verb.head.lemma_ not in cues().reporting:
        return []
    tellers = participants(ctx, Slots(verb.head).subjects())
    return tellers if len(tellers) == 2 else []


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
    media = [t for slot in _MEDIA for t in slots(slot)]
    others = slots(wanted) or [t for medium in media for t in Slots(medium)(wanted)]
    subjects = slots.subjects()
    afar = any(t.lemma_.lower() in words["media"] for t in media)
    first = _public(ctx, participants(ctx, subjects) or (reporters(ctx, verb, subjects) if afar else []))
    second = _public(ctx, participants(ctx, others))
    particle = words["particles"].get(verb.lemma_, "")
    if is_passive(verb) or not first or (particle and not any(c.lower_ == particle for c in verb.children)):
        return
    if not second and not ((afar or verb.lemma_ in words["together"]) and len(first) > 1):
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
    if first and not {r.key for r in second} <= {r.key for r in first}:
        at = places(ctx, verb, *guests)
        tell(ctx, verb, _several(first, second), [verb], status(ctx, verb), at=at)
    else:
        receive_group(ctx, verb)


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
    name = ctx.at.get(meeting.i) if meeting is not None else _last_meeting(ctx, verb)
    state = status(ctx, verb)
    heads = [verb, *([meeting] if meeting else [])]
    if name is None and state.polarity == "Negated" and meeting is not None:
        name = tell(ctx, meeting, [], heads, replace(state, polarity="Affirmed"), anaphoric=True)  # others were there
    elif name is None:
        name = tell(ctx, meeting or verb, parts, heads, state, anaphoric=True)
        parts = []
    if name is not None:
        take_part(
            ctx, name, [p for p in parts if not is_private(ctx, p.key) or standing(ctx, p.key) == "public"], state
        )
    if name is not None and not parts and grouped(subjects):
        return Gathering(name, ctx.sentence_of(verb), state)
    return None


def _last_meeting(ctx: Context, verb: Token) -> str | None:
    """Return the meeting told of last, in the verb's sentence or the one before."""
    floor = ctx.sentence_of(verb) - 1
    near = [
        (heads[-1].i, name)
        for name, heads in ctx.heads.items()
        if "kg:Meeting" in ctx.occurrences[name].types and ctx.sentence_of(heads[-1]) >= floor
    ]
    return max(near)[1] if near else None


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
    """Read "the envoy is to travel to Cairo", "left for Lima", "spent two days in Oslo": an official's visit abroad."""
    slots = Slots(verb)
    if any(noun_rows("meeting_nouns", "noun", t) for t in slots("for")):
        return  # the meeting itself is told by its noun
    words = lexicon.toml("meetings")
    particle = words["particles"].get(verb.lemma_, "")
    if particle and not any(c.lower_ == particle for c in verb.children):
        return
    if verb.lemma_ == "spend" and not any(t.lemma_.lower() in words["measures"] for t in slots("obj")):
        return
    visitors = [v for v in participants(ctx, slots.subjects()) if _travels(ctx, v)]
    wanted = words["travel"][verb.lemma_]
    targets = slots(wanted)
    at = [(key, t) for key, t in destinations(ctx, verb, wanted) if not _at_home(ctx, key, visitors)]
    received = [h for h in hosts(ctx, targets) if h.key.startswith("country/") and not _at_home(ctx, h.key, visitors)]
    if visitors and (at or received):
        tell(ctx, verb, [*visitors, *received], [verb], status(ctx, verb), at=at)


def stay(ctx: Context, verb: Token) -> None:
    """Read "the minister is due in Nuuk on Thursday", "will be in Rabat from 2 to 4 June": a stay abroad."""
    awaited = [c for c in verb.children if c.dep_ == "acomp" and c.lemma_ in lexicon.toml("meetings")["awaited"]]
    if any(t.lemma_ in lexicon.toml("meetings")["meet"] and _around(t)[:1] == [verb] for t in verb.subtree):
        return  # "is due in Lima to meet X": told by that verb
    if any(noun_rows("meeting_nouns", "noun", t) for head in (verb, *awaited) for t in Slots(head)("for")):
        return  # "is due in Lima for talks": told by that noun
    at_seat(ctx, verb, awaited, _travels)
    links = [p for head in (verb, *awaited) for p in head.children if p.dep_ == "prep" and p.lower_ == "in"]
    if not links:
        return
    subject = surface_subject(verb)  # of "is expected in Warsaw" the logical object
    visitors = [v for v in participants(ctx, [subject] if subject is not None else []) if _travels(ctx, v)]
    at = [
        (key, t)
        for key, t in destinations(ctx, awaited[0] if awaited else verb, "in")
        if not _at_home(ctx, key, visitors)
    ]
    if visitors and at and time_of(ctx, verb, *awaited) is not None:
        tell(ctx, verb, visitors, [verb, *awaited], status(ctx, verb), at=at)


def _travels(ctx: Context, ref: ActorRef) -> bool:
    """Return whether who travels is on a mission: a delegation, or somebody in office."""
    words = lexicon.toml("meetings")
    lemma = ref.token.lemma_.lower()
    if ref.key.startswith("person/"):
        return not is_private(ctx, ref.key)
    return lemma in words["mission"] or (lemma in {*words["group"], *words["people"]} and lemma not in words["loose"])


def _at_home(ctx: Context, place: str, visitors: list[ActorRef]) -> bool:
    """Return whether a place lies in the state of those who travel."""
    held = {place, *(str(o) for p, o in reference.facts(place) if p == "kg:locatedIn")}
    for ref in visitors:
        state = country_of(ctx, ref.key) if ref.key.startswith("person/") else ref.key
        if state in held:
            return True
    return False


def send(ctx: Context, verb: Token) -> None:
    """Read "Angola is to send its foreign minister" behind a sentence on a meeting: Angola takes part in that."""
    slots = Slots(verb)
    if any(c.lower_ in {"to", "into", "for", "on"} and c.dep_ in {"prep", "dative"} for c in verb.children) or slots(
        "iobj"
    ):
        return
    own = [
        t for t in slots("obj") if lemmas(t) & {*lexicon.toml("meetings")["group"], *lexicon.toml("meetings")["people"]}
    ]
    own = [t for t in own if any(c.dep_ == "poss" for c in t.children)]
    parts = participants(ctx, slots.subjects()) if own else []
    near = _last_meeting(ctx, verb)
    if parts and near:
        tell(ctx, verb, parts, [verb], status(ctx, verb), anaphoric=True)


def represented(ctx: Context, verb: Token) -> None:
    """Read "Norway was represented by its trade minister at the talks"."""
    meeting = next((t for t in Slots(verb)("at") if noun_rows("meeting_nouns", "noun", t)), None)
    if meeting is None or not is_passive(verb):
        return
    parts = participants(ctx, Slots(verb)("obj"))
    if parts:
        tell(ctx, verb, parts, [verb, meeting], status(ctx, verb), anaphoric=True)
