"""Meetings told by nouns: "talks between X and Y", "X's visit to Lima", "hosted a summit", "sent Y to Z for talks"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors, is_kind, is_private, owners
from kg.extract.bonds import DASHES
from kg.extract.clause.arguments import Slots, governor, surface_subject
from kg.extract.clause.attach import time_of
from kg.extract.clause.classes import function_words
from kg.extract.clause.cues import effect_of_verb
from kg.extract.clause.mood import hedged
from kg.extract.clause.status import status
from kg.extract.clause.subjects import is_passive
from kg.extract.context import Context, Status
from kg.extract.gatherings.parts import SITES, SURE, destinations, grouped, hosts, participants, places, tell

_PARTS = ("country/", "bloc/", "subdivision/", "person/", "armed-group/")


def meeting_noun(ctx: Context, noun: Token) -> None:
    """Read a meeting noun with its own arguments and those of the verb that holds, chairs or attends it."""
    words = lexicon.toml("meetings")
    verb = _verb(noun)
    whole = _counted_by(noun)
    subject_of = whole.head if whole.dep_ in {"nsubj", "nsubjpass"} and whole.head.pos_ in {"VERB", "AUX"} else None
    journey = _journey(noun)
    visit = noun.lemma_.lower() in words["journeys"]
    parts = _parts(ctx, noun, verb, subject_of, journey)
    off = verb is not None and effect_of_verb(verb, words["fate"]) == "off"
    conveners = [] if off else called_by(ctx, noun, verb)
    at: list[tuple[str, Token]] = []
    if journey is not None:
        at = destinations(ctx, journey) or [p for c in _expecting(journey) for p in destinations(ctx, c)]
    elif visit:
        held = {p.key for p in parts}
        at = destinations(ctx, noun, "to")
        received = [h for h in hosts(ctx, Slots(noun, verb)("to")) if h.key not in held]
        parts = [*parts, *received] if parts else parts
    site = _named_after(ctx, noun)
    at = at or site
    parts = [p for p in parts if p.token.i not in {t.i for _, t in site}]
    definite = any(c.lower_ in function_words("definite") for c in noun.children)
    awaiting = _expecting(journey) if journey is not None else []
    heads = [t for t in dict.fromkeys((noun, verb, subject_of, journey, *awaiting)) if t is not None]
    placed = at or places(ctx, *heads)
    guests = surface_subject(journey) if journey is not None else None
    awaited = journey is not None and guests is not None and grouped([guests]) and _awaits(journey)
    known = conveners or ((parts or awaited) and placed) or _known_by_place(ctx, noun, verb, subject_of, placed)
    if len(parts) < 2 and not definite and not known:
        return
    state = _state(ctx, noun, verb or subject_of, definite)
    name = tell(ctx, noun, parts, heads, state, anaphoric=len(parts) < 2 and definite, at=at)
    if name is not None:
        for ref in conveners:
            ctx.claim(name, "kg:convenedBy", ref.key, noun, status(ctx, verb or noun), SURE * ref.weight)


def _named_after(ctx: Context, noun: Token) -> list[tuple[str, Token]]:
    """Return the one city that a meeting is called by: "the Geneva talks"; of "Moscow-Kyiv talks" both take part."""
    found = []
    for child in noun.children:
        mention = ctx.mentions.at(child.i) if child.dep_ in {"compound", "nmod"} else None
        if mention is not None and is_kind(mention, SITES):
            joined = "-" in {ctx.doc[mention.start - 1].text if mention.start else "", ctx.doc[mention.end].text}
            found.append((mention.entity.key, child))
            if joined or any(
                c.dep_ in {"conj", "compound", "nmod"} and ctx.mentions.at(c.i) != mention for c in child.children
            ):
                return []
    return found if len(found) == 1 else []


def _known_by_place(
    ctx: Context, noun: Token, verb: Token | None, subject_of: Token | None, placed: list[tuple[str, Token]]
) -> bool:
    """Return whether a place and a time tell which meeting it is, where nobody else holds it."""
    if not placed or noun.lemma_.lower() not in lexicon.toml("meetings")["public"]:
        return False
    if verb is not None and surface_subject(verb) not in {None, noun}:
        return False
    return time_of(ctx, *(t for t in (noun, verb, subject_of) if t is not None)) is not None


def _verb(noun: Token) -> Token | None:
    """Return the verb that holds the meeting, through a measure of it too: "concluded two days of talks"."""
    head = _counted_by(noun)
    above = head.head.head if head.dep_ == "pobj" and head.head.lower_ in {"to", "on"} else None
    if above is not None and above.lemma_ in lexicon.toml("meetings")["settling"]:
        return above  # "agreed to a new round of talks"
    return governor(head)


def _counted_by(noun: Token) -> Token:
    """Return the noun that measures out a meeting ("a round of talks"), else the meeting's own noun."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        outer = noun.head.head
        if outer.pos_ == "NOUN" and outer.lemma_.lower() in lexicon.toml("meetings")["measures"]:
            return outer
    return noun


def _parts(
    ctx: Context, noun: Token, verb: Token | None, subject_of: Token | None, journey: Token | None
) -> list[ActorRef]:
    words = lexicon.toml("meetings")
    slots = Slots(noun)
    found = {
        r.key: r
        for name in ("between", "with", "among", "of")
        for r in participants(ctx, slots(name) or _behind_place(ctx, noun, name))
    }

    def add(refs: list[ActorRef]) -> None:
        for ref in refs:
            found.setdefault(ref.key, ref)

    lemma = verb.lemma_.lower() if verb is not None else ""
    if verb is not None and _stayed_away(verb):
        pass  # who was not there is told by the verb
    elif verb is not None and lemma in words["hold"]:
        add(participants(ctx, [*Slots(verb).subjects(), *Slots(verb)("with")]))
    elif (verb is None or lemma not in words["convene"]) and noun.pos_ != "PROPN":
        own = [r for r in owners(ctx, noun) if r.token.i < noun.i and r.key.startswith(_PARTS)]
        own = [r for r in own if not _brokers(ctx, r.token)]
        own = [] if len(own) == 1 and _seat_only(ctx, noun, own[0]) else own
        add([r for r in own if not any(r.token.head == other.token for other in own)])  # not "Afghan President X's"
        add(_dashed(ctx, noun))
    if subject_of is not None and subject_of.lemma_ in words["attend"]:
        add(actors(ctx, Slots(subject_of)("by")))
    if not found and verb is not None and lemma in words["settling"]:
        both = participants(ctx, Slots(verb).subjects())
        add(both if len(both) > 1 else [])
    if noun.lemma_.lower() in words["journeys"] and not found:
        add(participants(ctx, Slots(noun).prepositional("by")))
    if len(found) == 1 and slots("with"):
        add(_fresh_from(ctx, _counted_by(noun)))
    if not found:
        add(_present(ctx, _counted_by(noun)))
    if journey is not None:
        travellers = Slots(journey)("obj") if journey.lemma_ in words["sending"] else []
        refs = participants(ctx, travellers) or participants(ctx, Slots(journey).subjects())
        add([p for p in refs if not is_private(ctx, p.key)])
    return list(found.values())


def _behind_place(ctx: Context, noun: Token, name: str) -> list[Token]:
    """Return what "between" governs that the parser hangs on the place: "talks in Doha between Congo and rebels"."""
    if name == "of":
        return []
    places = [t for slot in ("in", "at") for t in Slots(noun)(slot) if ctx.mentions.at(t.i) is not None]
    return [t for place in places for t in Slots(place)(name)]


def _brokers(ctx: Context, token: Token) -> bool:
    """Return whether a state only arranges a meeting: "Qatari-brokered talks"."""
    after = ctx.doc[token.i + 1 : token.i + 3]
    return len(after) == 2 and after[0].text in DASHES and after[1].lemma_.lower() in words_of_broker()


def words_of_broker() -> frozenset[str]:
    """Return the lemmas of verbs whose subject calls a meeting that others hold."""
    return frozenset({*lexicon.toml("meetings")["convene"], "led", "lead", "back", "backed", "brokered", "mediated"})


def _seat_only(ctx: Context, noun: Token, owner: ActorRef) -> bool:
    """Return whether an adjective only tells where many met: "the Greek summit", "an Egyptian conference"."""
    mention = ctx.mentions.at(owner.token.i)
    of_state = mention is not None and mention.form == "demonym" and owner.key.startswith("country/")
    return of_state and noun.lemma_.lower() in lexicon.toml("meetings")["assemblies"]


def _dashed(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return both persons or states of "the Putin-Aso meeting", "Moscow-Kyiv talks"."""
    for i in range(noun.i - 1, max(noun.i - 5, noun.sent.start), -1):
        sides = [ctx.mentions.at(i - 1), ctx.mentions.at(i + 1)] if ctx.doc[i].text in DASHES else []
        refs = [ActorRef(m.acts_for or m.entity.key, ctx.doc[m.root]) for m in sides if m is not None]
        if len(refs) == 2 and all(r.key.startswith(("person/", "country/", "bloc/")) for r in refs):
            return refs
    return []


def _fresh_from(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return whose talks were: "X left Lima after talks with Y"; only of who is no private person."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in lexicon.toml("meetings")["after"]:
        return []
    verb = noun.head.head
    found = participants(ctx, Slots(verb).subjects()) if verb.pos_ == "VERB" and not is_passive(verb) else []
    return [r for r in found if not is_private(ctx, r.key)]


def _present(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return who was there by what they did: "agreed at talks in Oslo", "said after two days of talks"."""
    verb = noun.head.head
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB":
        verb = verb.head  # "agreed to cut tariffs after talks"
    if noun.dep_ != "pobj" or verb.pos_ != "VERB":
        return []
    words = lexicon.toml("meetings")
    lemma = verb.lemma_.lower()
    if noun.lemma_.lower() in words["calls"] and noun.head.lower_ in words["at_calls"] and lemma in words["addressing"]:
        return participants(ctx, [*Slots(verb).subjects(), *Slots(verb)("obj"), *Slots(verb)("iobj")])
    saying = lemma in {*words["telling"], *words["agreeing"]}
    if noun.head.lower_ in words["during"] or (noun.head.lower_ in words["after"] and saying):
        return actors(ctx, Slots(verb).subjects())
    return []


def called_by(ctx: Context, noun: Token, verb: Token | None = None) -> list[ActorRef]:
    """Return who convenes or hosts a meeting: the subject of such a verb, or of the noun's own participle."""
    words = lexicon.toml("meetings")["convene"]
    for clause in [*([verb] if verb is not None else []), *(c for c in noun.children if c.dep_ == "acl")]:
        if clause.lemma_.lower() in words:
            found = actors(ctx, Slots(clause).subjects())
            if found:
                return found
    return []


def _journey(noun: Token) -> Token | None:
    """Return the verb of a journey made for a meeting: "will send ministers to Lima for talks"."""
    noun = _counted_by(noun)
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"for", "to"}:
        return None
    above = noun.head.head
    wanted = lexicon.toml("meetings")["journey" if noun.head.lower_ == "for" else "sending"]
    for _ in range(4):
        if noun.head.lower_ == "for" and _awaits(above):
            return above
        if above.pos_ == "VERB":
            return above if above.lemma_ in wanted else None
        above = above.head
    return None


def _awaits(verb: Token) -> bool:
    """Return whether somebody is awaited by a verb: "are expected in Doha for talks", "is due in Lima for talks"."""
    expected = verb.lemma_ == "expect" and is_passive(verb)
    return expected or (verb.lemma_ == "be" and bool(_expecting(verb)))


def _expecting(verb: Token) -> list[Token]:
    """Return the adjective of those who are to arrive: "is due in Lima"."""
    words = lexicon.toml("meetings")["awaited"]
    return [c for c in verb.children if c.dep_ == "acomp" and c.lemma_ in words]


def _stayed_away(verb: Token) -> bool:
    """Return whether a verb says that its subject took no part: "did not attend the summit", which was held."""
    return verb.lemma_ in lexicon.toml("meetings")["attend"] and any(c.dep_ == "neg" for c in verb.children)


def _state(ctx: Context, noun: Token, verb: Token | None, definite: bool) -> Status:
    """Return how certain the meeting is; one that is put off is planned, one that is called off is not told of."""
    words = lexicon.toml("meetings")
    read = status(ctx, noun)
    if verb is not None and read.polarity == "Negated" and _stayed_away(verb):
        return replace(read, polarity="Affirmed")
    if verb is not None and read.modality == "Actual" and verb.lemma_ in words["settling"]:
        return replace(read, modality="Planned")
    if (verb is not None and surface_subject(verb) != noun) or (verb is not None and noun.dep_ == "nsubjpass"):
        effect = effect_of_verb(verb, words["fate"])
        if effect == "off":
            return replace(read, asserted=False)
        if effect == "later" and read.modality == "Actual":
            return replace(read, modality="Planned")
    if definite and verb is None and read.modality == "Conditional" and not hedged(noun):
        return Status(speaker=read.speaker, factor=read.factor)
    return read
