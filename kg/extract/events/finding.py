"""Events: who does what to whom, in the 16 PLOVER types.

A verb or noun of `event_verbs.csv` and `event_nouns.csv` is an event where its constraint on the object holds and
someone of public standing fills its agent slot; a saying may be one by what it says (`kg.extract.events.intents`).
What an event is about is a measure, agreement or meeting already found, or a commodity.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.groups import counted
from kg.extract.actors.noun_phrases import ActorRef, actors, country_of
from kg.extract.actors.parties import agents, allowed, crowd, recipients, speakers, standing, trades
from kg.extract.clause.arguments import Slots, governor, is_passive
from kg.extract.clause.constraints import clauses_of, holds, verb_frame
from kg.extract.clause.phrases import Row, index, noun_rows
from kg.extract.clause.status import status
from kg.extract.clause.support import effect_of
from kg.extract.context import Context, Status
from kg.extract.events.doubts import (
    ambiguous,
    any_such,
    flown,
    given,
    idle,
    jointly,
    mutual,
    nothing,
    noun_state,
    pending,
    sport,
    subjunctive,
    unreal,
)
from kg.extract.events.intents import (
    Intent,
    aimed,
    demanded,
    happens,
    negated,
    obliged,
    purpose,
    read_intents,
    refused,
    willing,
)
from kg.extract.events.protests import STATES, by_people, in_protest, protest_state, protesters, unnamed_crowd
from kg.extract.events.stance import addressed, embedded, failed, intention, own_side, stand, threateners
from kg.extract.events.telling import PARTNERS, TOLD, Telling, about_of, apt, arrives, mediates, told_of, weighty, write
from kg.extract.events.unnamed import (
    authorities,
    behind,
    broken_off,
    captors,
    collapsing,
    local_forces,
    located,
    ousted,
    ousters,
    own_forces,
    partners,
    reached,
    rules,
    state_hands,
    victims,
)
from kg.extract.supply.relations import is_trade
from kg.extract.takeovers import of_firm

_BY_TOOLS = frozenset({"ASSAULT", "COERCE", "ACCUSE", "MOBILIZE", "PROTEST", "REJECT", "SANCTION"})
_PARTICLES = frozenset({"away", "back", "down", "in", "off", "out", "over", "up"})
_MUTUAL = frozenset({"ACCUSE", "ASSAULT", "SANCTION", "THREATEN"})


def find_events(ctx: Context) -> None:
    """Add every event that the article tells of: what sayings do, then verbs, then nouns, in text order."""
    covered: set[int] = set()
    intended: set[int] = set()
    for intent in read_intents(ctx):
        _intend(ctx, intent)
        covered.add(intent.verb.i)
        intended.add(intent.clause.i)
        if intent.covers:
            covered.add(intent.clause.i)
    for token in ctx.tokens.of(index("event_verbs", "trigger", 0), collapsing()):
        if token.pos_ in {"VERB", "AUX"} and token.i not in covered:
            _verb(ctx, token, covered, intended)
    for token in ctx.tokens.of(index("event_nouns", "noun", -1)):
        if token.pos_ == "NOUN" and token.i not in covered:
            _noun(ctx, token)


def _intend(ctx: Context, intent: Intent) -> None:
    slots = Slots(intent.clause)
    about = about_of(ctx, intent.clause, slots, "obj|on|about|of|with|from")
    others = list(intent.recipients)
    if not others:
        held = {a.key for a in intent.agents}
        found = recipients(ctx, slots, "obj|with|to|against|from")
        found += recipients(ctx, Slots(intent.verb), "obj|iobj|to")
        if intent.kind == "THREATEN":
            found += addressed(ctx, intent.clause) or addressed(ctx, intent.verb)
        others = [r for r in found if r.key not in held]
    state = status(ctx, intent.verb)
    if not state.asserted:
        return
    write(ctx, Telling(intent.kind, intent.verb, slots, state, intent.sure, list(intent.agents), others, about))


def _verb(ctx: Context, verb: Token, covered: set[int], intended: set[int]) -> None:
    slots = Slots(verb)
    broken = broken_off(ctx, verb)
    if broken:
        state = status(ctx, verb)
        if state.asserted and state.polarity == "Affirmed" and not unreal(verb):
            write(ctx, Telling("REJECT", verb, slots, state, 0.8, broken))
        return
    row = verb_frame(ctx, verb, slots)
    if row is not None and ambiguous(ctx, verb):
        return
    if row is not None and " " in row["trigger"] and not slots("obj"):
        last = row["trigger"].rpartition(" ")[2]
        slots = Slots(verb, particle=last) if last in _PARTICLES else slots
    if row is None or obliged(verb) or refused(verb) or unreal(verb) or demanded(verb):
        return
    state = status(ctx, verb)
    if verb.i not in intended:
        _stand(ctx, verb, slots, row, state)
    if row["type"] == "CONSULT" and _met(ctx, verb, slots):
        return
    if purpose(verb) and row["type"] == "AGREE" and status(ctx, verb.head).modality != "Actual":
        return  # "offered to host a summit to hammer out a pact"
    if subjunctive(verb) and state.modality == "Actual":
        state = replace(state, modality="Possible")
    kind = row["type"]
    if aimed(verb, kind) and state.polarity == "Negated" and negated(verb) and willing(verb):
        if any_such(verb):
            return
        kind, state = "REJECT", Status(speaker=state.speaker, factor=state.factor, asserted=state.asserted)
    elif state.polarity == "Affirmed" and nothing(slots):
        state = replace(state, polarity="Negated")
    if failed(verb, kind):
        if verb.lemma_ in lexicon.toml("intents")["settling"]:
            return  # not to manage to end a quarrel refuses nothing
        kind, state = "REJECT", status(ctx, verb.head)
    tried = kind == "ASSAULT" and row["type"] == kind and row["gloss"].startswith("try to")
    if tried and verb.tag_ not in {"VBD", "VBN"}:
        return  # who is trying has not done so
    if kind in {"AID", "COOPERATE", "CONSULT"} and is_trade(ctx, verb):
        return
    if not _tell(ctx, verb, slots, row, kind, state):
        return
    if tried:
        covered.update(c.i for c in slots("clause"))
    for noun in slots("obj") if row["object"] else ():
        rows = noun_rows("event_nouns", "noun", noun)
        if rows and any(r["type"] == row["type"] for r in rows):
            covered.update((noun.i, counted(noun).i))


def _stand(ctx: Context, verb: Token, slots: Slots, row: Row, state: Status) -> None:
    """Write the promise or the threat that lies in what a verb says its subject will do, headed by the auxiliary."""
    acting = speakers(ctx, slots("subj"))
    kind = stand(ctx, verb, row["type"], state, acting)
    aux = intention(verb)
    if not kind or aux is None:
        return
    held = {a.key for a in acting}
    found = recipients(ctx, slots, row["recipient"] or "with|to")
    found += addressed(ctx, verb) if kind == "THREATEN" else []
    others = [r for r in found if r.key not in held]
    about = about_of(ctx, verb, slots, row["about"])
    if others or about or (row["object"] not in {"", "@none"}):
        own = Status(speaker=state.speaker, factor=state.factor, asserted=state.asserted)
        write(ctx, Telling(kind, aux, slots, own, min(float(row["p"] or 0.7), 0.75), acting, others, about))


def _met(ctx: Context, verb: Token, slots: Slots) -> bool:
    """Return whether the meeting that a verb tells of is already found, at the verb or at its object."""
    if any(noun_rows("meeting_nouns", "noun", t) for t in slots("obj")):
        return True
    tokens = [verb, *slots("obj"), *(t for name in ("in", "at", "for", "to", "with") for t in slots(name))]
    names = [ctx.at.get(t.i) for t in tokens]
    return any(name is not None and "kg:Meeting" in ctx.occurrences[name].types for name in names)


def _noun(ctx: Context, noun: Token) -> None:
    rows = noun_rows("event_nouns", "noun", noun)
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.lemma_ in lexicon.toml("intents")["defying"]:
        in_protest(ctx, noun)
        return
    if (
        not rows
        or noun.dep_ == "compound"
        or noun_rows("meeting_nouns", "noun", noun)
        or pending(noun)
        or of_firm(ctx, noun)
    ):
        return
    row = max((r for r in rows if r["noun"] == rows[0]["noun"]), key=lambda r: (float(r["p"] or 0.7), r["type"]))
    verb = governor(_measured(noun))
    effect = effect_of(verb) if verb is not None else ""
    if verb is None and noun.dep_ == "nsubj" and (happens(noun.head) or arrives(noun, row["type"])):
        verb, effect = noun.head, "do"
    told = row["type"] in TOLD and told_of(noun, row["type"] == "RETREAT")
    if effect != "do" and row["bare"] != "yes" and not told and not _spelt_out(noun):
        return
    if mediates(verb) and row["type"] in {"AGREE", "RETREAT"}:
        return  # the broker of a deal is no party to it
    if verb is not None and effect == "do" and (obliged(verb) or ambiguous(ctx, verb)):
        return
    slots = Slots(noun, verb if effect == "do" else None)
    _tell(
        ctx,
        noun,
        slots,
        row,
        row["type"],
        noun_state(ctx, noun, spoken=row["type"] in {"REQUEST", "ACCUSE", "THREATEN"}),
    )


def _spelt_out(noun: Token) -> bool:
    """Return whether a clause says what a noun of speech wants: "its demand that Israel ease restrictions"."""
    return any(
        c.dep_ in {"acl", "ccomp"} and any(g.lower_ == "that" and g.dep_ == "mark" for g in c.children)
        for c in noun.children
    )


def _measured(noun: Token) -> Token:
    """Return the word that counts a noun, for the verb governs that: "a series of strikes", "three days of talks"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "of" and counted(head.head) == noun:
        return head.head
    return noun


def _tell(ctx: Context, head: Token, slots: Slots, row: Row, kind: str, state: Status) -> bool:
    """Weigh one telling and write it; return whether it was an event."""
    if not state.asserted:
        return False
    acting = agents(ctx, slots, row["agent"])
    if not acting and (slots.verbal or kind == "PROTEST") and kind != "CONSULT":
        acting = crowd(ctx, slots, row["agent"], anywhere=kind in {"PROTEST", "ASSAULT"})
    if not acting and kind == "PROTEST":
        acting = unnamed_crowd(ctx, slots)
    if not acting and kind in {*lexicon.toml("intents")["voiced"], "PROTEST"}:
        acting = trades(ctx, slots, row["agent"])
    if not acting and kind in {"MOBILIZE", "RETREAT"}:
        acting = own_forces(ctx, slots)
    if not acting and kind in _BY_TOOLS and slots.verbal:
        acting = behind(ctx, slots) or authorities(ctx, slots) or local_forces(ctx, slots)
    if not acting and kind == "COERCE" and slots.verbal:
        acting = state_hands(ctx, slots)
    if not acting and kind == "THREATEN" and slots.verbal:
        acting = threateners(ctx, slots, [])
    if not acting and kind == "CONCEDE" and slots.verbal:
        acting = captors(ctx, slots)
    overthrown = slots.verbal and head.lemma_ in lexicon.toml("intents")["overthrowing"]
    if overthrown and kind in {"ASSAULT", "COERCE"}:
        return _overthrow(ctx, head, slots, row, kind, state, acting)
    if not acting:
        return kind == "ASSAULT" and _suffered(ctx, head, slots, row, state)
    held = {a.key for a in acting}
    own = {f"country/{k.partition('/')[2][:3].upper()}" for k in held if k.startswith("body/")}
    own |= {country_of(ctx, k) for k in held if k.startswith("person/")} - {""}
    others = [r for r in recipients(ctx, slots, row["recipient"]) if r.key not in held | own]
    if not others:
        found = embedded(ctx, kind, slots) or (located(ctx, slots) if kind == "ASSAULT" else [])
        found = found or (partners(ctx, slots) if kind in {"REJECT", "SANCTION"} else [])
        found = found or [r for r in reached(ctx, kind, slots, row) if r.key not in own]
        others = [r for r in found if r.key not in held]
    if not others and slots.verbal and mutual(slots) and len(acting) > 1 and kind in _MUTUAL:
        others = list(acting)
    about = about_of(ctx, head, slots, row["about"], things_only=kind in {"ASSAULT", "PROTEST"})
    if kind == "THREATEN":
        acting = threateners(ctx, slots, acting) or acting
        held = {a.key for a in acting}
        others = [r for r in others if r.key not in held]
        if not others and not _own_act(ctx, slots, held):
            return False  # to warn of what others do is no threat
    describing = slots.verbal and head.dep_ == "acl" and head.tag_ == "VBN" and is_passive(head)
    if kind == "SANCTION" and describing and about:
        return False  # "the duty levied by X" names a duty that stands, and tells of no act
    things = [ctx.occurrences[a].types for a in about if a in ctx.occurrences]
    if kind in {"SANCTION", "THREATEN"} and not others and any("kg:Subsidy" in types for types in things):
        return False  # to end one's own subsidy strikes nobody
    if kind == "CONSULT" and any("kg:Meeting" in ctx.occurrences[a].types for a in about if a in ctx.occurrences):
        return False
    if slots.verbal and _idle_use(row, slots, others):
        return False
    supplies = [a for a in about if a in ctx.occurrences and ctx.occurrences[a].kind == "supply"]
    if kind in {"AID", "COOPERATE"} and supplies:
        return False  # who sells and ships goods trades
    if kind == "SANCTION" and not others and about and all(_untargeted(ctx, name) for name in about):
        return False  # who raises a levy on all alike strikes nobody
    denies = slots.verbal and head.lemma_ in lexicon.toml("intents")["denying"]  # "denied that soldiers were there"
    if (idle(clauses_of(slots)) and not denies) or sport(kind, head):
        return False
    if kind == "ASSAULT" and slots.verbal and flown(ctx, slots):
        kind = "MOBILIZE"
    if kind == "MOBILIZE" and slots.verbal and given(ctx, slots):
        kind = "AID"
    bound = slots.verbal and (row["object"] not in {"", "@none"} or " " in row["trigger"])
    if kind == "PROTEST":
        state = protest_state(ctx, head, slots, state)
    telling = Telling(kind, head, slots, state, float(row["p"] or 0.7), acting, others, about, bound)
    if kind in PARTNERS and row["recipient"].startswith(("with", "between")):
        telling.agents, telling.recipients = [*acting, *(replace(r, weight=r.weight * 0.95) for r in others)], []
    stately = slots.verbal and holds(
        ctx, slots, slots("obj|on|to|against|with|from"), str(lexicon.toml("intents")["stately"])
    )
    if kind == "REQUEST" and acting and all(protesters(r.token) for r in telling.agents):
        kind = telling.kind = "PROTEST"
    telling.agents = allowed(ctx, kind, telling.agents, others, about=bool(about) or stately, bound=bound)
    if kind in {"CONCEDE", "RETREAT"} and row["gloss"] == "leave office":
        telling.agents = [r for r in telling.agents if not r.key.startswith(STATES) or rules(r.token)]
    if kind == "SUPPORT" and slots.verbal and holds(ctx, slots, slots("obj"), "@money"):
        telling.kind = "AID"  # "threw $2 billion behind the bid"
    crowds = bool(telling.agents) and all(r.key.startswith(("group/", "organization/")) for r in telling.agents)
    if kind == "COERCE" and crowds and head.lemma_ in lexicon.toml("intents")["blocking"]:
        telling.kind = "PROTEST"
    if kind == "PROTEST":
        by_people(ctx, telling)
    several = len({a.key for a in telling.agents if a.key.startswith("country/")}) > 1
    if not others and several and (kind == "MOBILIZE" or (kind == "ACCUSE" and jointly(head))):
        telling.kind = "COOPERATE"  # states that exercise, patrol or inspect together
    if not telling.agents or not weighty(ctx, telling) or (slots.verbal and not apt(ctx, telling)):
        return False
    write(ctx, telling)
    return True


def _idle_use(row: Row, slots: Slots, others: list[ActorRef]) -> bool:
    """Return whether "call on" is a visit and "blame" only names a cause ("blaming repairs")."""
    if row["trigger"] in {"call on", "call upon"}:
        return not clauses_of(slots) and not slots("for")
    named = row["trigger"] == "blame" and not others and bool(slots("obj"))
    return named and all(t.pos_ == "NOUN" for t in slots("obj"))


def _untargeted(ctx: Context, name: str) -> bool:
    profile = ctx.profiles.get(name)
    return profile is not None and profile.kind == "measure" and not profile.targets


def _overthrow(
    ctx: Context, head: Token, slots: Slots, row: Row, kind: str, state: Status, acting: list[ActorRef]
) -> bool:
    """Write the fall of a ruler by force; of voters and parliaments that bring one down nothing is written."""
    others = recipients(ctx, slots, row["recipient"])
    doers = ousters(ctx, slots, acting, others)
    if not others or not (doers or ousted(slots)) or (state.modality != "Actual" and not doers):
        return False
    others = [r for r in others if r.key not in {d.key for d in doers}]
    about = about_of(ctx, head, slots, row["about"])
    write(ctx, Telling(kind, head, slots, state, float(row["p"] or 0.7), doers, others, about))
    return True


def _suffered(ctx: Context, head: Token, slots: Slots, row: Row, state: Status) -> bool:
    """Write violence by nobody named against a state's people, forces or officials."""
    hurt = victims(ctx, slots, recipients(ctx, slots, "obj"))
    if not hurt or state.polarity == "Negated" or state.modality != "Actual":
        return False
    write(ctx, Telling("ASSAULT", head, slots, state, float(row["p"] or 0.7), [], hurt))
    return True


def _own_act(ctx: Context, slots: Slots, held: set[str]) -> bool:
    """Return whether what is warned of or threatened is the speaker's own act, or that of the state it speaks for."""
    clauses = [c for c in clauses_of(slots) if c.pos_ in {"VERB", "AUX"}]
    if slots.head.lemma_ in lexicon.toml("intents")["forecasting"] and not any(
        g.dep_ == "nsubj" for c in clauses for g in c.children
    ):
        meant = slots("of|with") if slots.verbal else []  # "warned of consequences"; not "against haste", "of floods"
        public = all(standing(ctx, key) == "public" for key in held)
        return public and any(t.lemma_.lower() in lexicon.toml("intents")["reprisals"] for t in meant)
    if not clauses or all(c.tag_ == "VB" and not any(g.dep_ == "nsubj" for g in c.children) for c in clauses):
        return True
    if any(own_side(s) for c in clauses for s in Slots(c).subjects()):
        return True
    own = held | {country_of(ctx, key) for key in held if key.startswith("person/")}
    own |= {f"country/{key.partition('/')[2][:3].upper()}" for key in held if key.startswith("body/")}
    subjects = [ref.key for c in clauses for ref in actors(ctx, Slots(c).subjects())]
    return any(key in own for key in subjects)
