"""Goods that may not leave a country, or only so many of them, and goods that it lets in on a condition or not at all.

"Lets no raw ore out", "may not be shipped from October", "no more than 20 million tonnes may leave its ports", "will
admit cocoa only if", "has refused to open its market to beef". Words are in `barriers.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ActorRef, actors, country_of, goods, origin, owners
from kg.extract.barriers import Goods, public, tell, words
from kg.extract.clause.arguments import Slots, clause_verb, expand, is_passive
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.imposers import STATES, states
from kg.extract.quantities.finding import QuantityMention
from kg.extract.reserves import state_of
from kg.extract.unlisted import unlisted


@dataclass(frozen=True, slots=True)
class Gate:
    """Who or what goes out by the verb `leaving`, and the verb that lets it: itself where an auxiliary does."""

    leaving: Token
    letting: Token
    things: tuple[Token, ...]

    @property
    def shut(self) -> bool:
        """Return whether nothing is let out: "lets no ore out", "may not be exported"."""
        return negated(self.letting) or negated(self.leaving) or any(_none(t) for t in self.things)


@cache
def gate_words() -> frozenset[str]:
    """Return the verbs by which goods pass or do not."""
    names = ("letting", "leaving", "exporting", "sending", "admitting", "entering", "opening", "closing")
    return frozenset().union(*(words(name) for name in names))


def read_gate(ctx: Context, verb: Token) -> bool:
    """Add what a verb tells of goods that may not pass; return whether it does."""
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB" or verb.i in ctx.at or lemma not in gate_words():
        return False
    gate = None
    if lemma in words("letting"):
        gate = _let_out(ctx, verb)
    elif lemma in words("leaving") | words("exporting") | words("sending"):
        gate = _going_out(ctx, verb)
    if gate is not None:
        _out(ctx, gate)
    elif lemma in words("opening"):
        _not_opened(ctx, verb)
    elif lemma in words("closing"):
        _closed(ctx, verb)
    elif lemma in words("admitting") | words("entering"):
        _on_condition(ctx, verb)
    return verb.i in ctx.at


def negated(verb: Token) -> bool:
    """Return whether a verb is denied, now or from now on: "does not let", "no longer lets"."""
    return any(
        c.dep_ == "neg" or (c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children)) for c in verb.children
    )


def _none(thing: Token) -> bool:
    """Return whether a noun phrase means nothing of its kind: "no ore"; not "no more than 20 tonnes"."""
    denying = [c for c in thing.children if c.lower_ in {"no", "neither"} and c.dep_ in {"det", "neg", "preconj"}]
    if thing.left_edge.lower_ == "no" and thing.left_edge not in denying:  # the parser hung it on "more"
        denying.append(thing.left_edge)
    bare = thing.lower_ in {"none", "nothing"} and _next(thing) not in {"but", "except", "of"}
    return bare or any(c.i + 1 == len(c.doc) or not _comparing(c.doc[c.i + 1]) for c in denying)


def _next(word: Token) -> str:
    """Return the word behind a word in lower case, or an empty string at the end of the text."""
    return word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""


def _comparing(word: Token) -> bool:
    """Return whether a word behind "no" makes it an amount: "no more than"; not "no more raw ore"."""
    return (word.lower_ in {"more", "less", "fewer"} and _next(word) == "than") or word.lower_ == "longer"


def _let_out(ctx: Context, verb: Token) -> Gate | None:
    """Read "lets no raw ore out", "will no longer be allowed out of Peru", "does not allow exports of timber"."""
    out = any(c.dep_ in {"prt", "prep", "advmod"} and c.lower_ in words("out") and c.i > verb.i for c in verb.children)
    things = Slots(verb).objects() or _fronted(verb)
    traded = bool(things) and all(t.lemma_.lower() in ctx.classes["exports"] for t in things)
    return Gate(verb, verb, tuple(things)) if (out or traded) and things else None


def _fronted(verb: Token) -> list[Token]:
    """Return the subject that the parser hung on a reporting clause: "Raw ore, he said, will not be allowed out"."""
    if verb.dep_ != "ccomp" or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return []
    found = [c for c in verb.head.children if c.dep_ in {"npadvmod", "dep", "nsubj", "dobj"} and c.i < verb.head.i]
    return [t for c in found[:1] if c.left_edge.i == verb.sent.start for t in expand(c)]


def _going_out(ctx: Context, verb: Token) -> Gate | None:
    """Read "may not be shipped", "no more than 20 tonnes may leave its ports", "lets no rare earths leave"."""
    lemma = verb.lemma_.lower()
    slots = Slots(verb)
    abroad = any(t.lower_ in words("abroad") for t in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)])
    if lemma in words("sending") and not abroad and not slots("out of"):
        return None
    going = lemma in words("leaving")
    things = [t for c in verb.children if c.dep_ == "nsubj" for t in expand(c)] if going else slots.objects()
    if not things or (going and not _out_of_a_state(ctx, slots.objects())):
        return None
    letting = _permitting(verb, things[0])
    return Gate(verb, letting, tuple(things)) if letting is not None else None


def is_leaving(verb: Token) -> bool:
    """Return whether a verb tells that goods leave a country: "ores leaving the country", "ore being shipped"."""
    if verb.lemma_.lower() in words("leaving"):
        return any(t.lemma_.lower() in words("leavings") for t in Slots(verb).objects())
    return verb.lemma_.lower() in words("exporting")


def _out_of_a_state(ctx: Context, places: list[Token]) -> bool:
    """Return whether what is left is a state or its ports and borders; no mine, no market."""
    return any(t.lemma_.lower() in words("leavings") for t in places) or bool(states(ctx, places))


def _permitting(verb: Token, thing: Token) -> Token | None:
    """Return the verb that permits another: itself with "may" or "can", the "allow" above it, the "let" before it."""
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if aux & words("permitting") or (aux & words("ordering") and (_none(thing) or negated(verb))):
        return verb
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and verb.head.lemma_.lower() in words("letting"):
        return verb.head
    first = thing.left_edge.i - 1
    before = verb.doc[first] if first >= verb.sent.start else verb
    return before if before.pos_ == "VERB" and before.lemma_.lower() in words("letting") else None


def _out(ctx: Context, gate: Gate) -> None:
    amount = _amount(ctx, gate)
    licensed = not gate.shut and amount is None and _licensed(gate)
    if not gate.shut and amount is None and not licensed:
        return
    wares = goods(ctx, gate.things)
    wares = wares or unlisted(ctx, [*gate.things, *(t for g in gate.things for t in Slots(g)("of"))])
    state = _mood(ctx, gate)
    agents = _rulers(ctx, gate, state)
    wares = wares or (_same_goods(ctx, gate, agents) if amount is not None else [])
    above = _under_which(gate) or (gate.letting if gate.letting != gate.leaving else None)
    held = {a.key for a in agents}
    bound = Slots(gate.leaving)("to|for" if gate.leaving.lemma_.lower() in words("leaving") else "to")
    targets = [r for r in actors(ctx, bound) if r.key.startswith(STATES) and r.key not in held]
    kind = "kg:ExportLicensing" if licensed else "kg:ExportBan" if amount is None else "kg:ExportQuota"
    told = ("kg:volume", amount.quantity) if amount is not None else None
    tell(ctx, gate.leaving, kind, agents, wares, targets, state, above, told)


def _licensed(gate: Gate) -> bool:
    """Return whether goods go out by licence alone: "may leave Laos only with a licence", "only under permit"."""
    return any(t.lower_ == "only" for t in gate.letting.subtree) and bool(_papers(gate))


def _papers(gate: Gate) -> list[Token]:
    """Return the licences with which goods go out: "with a licence from Hanoi"."""
    links = [c for c in gate.letting.subtree if c.lower_ in words("with_papers")]
    return [g for c in links for g in c.children if g.dep_ == "pobj" and g.lemma_.lower() in words("permits")]


def _amount(ctx: Context, gate: Gate) -> QuantityMention | None:
    """Return up to how much may leave: "no more than", "only 300,000 tonnes", "not more than"; a weight or volume."""
    for thing in gate.things:
        for mention in ctx.quantities_in(thing.left_edge.i, thing.right_edge.i + 1):
            quantity = mention.quantity
            if quantity.unit in {"%", "1"} or quantity.unit[:3].isupper():
                continue
            first = ctx.doc[mention.start - 1].lower_ if mention.start else ""
            limited = quantity.maximum is not None or "only" in {first, ctx.doc[mention.start].lower_}
            if gate.shut and quantity.minimum is not None:  # "may not export more than 5,000 tonnes"
                most = replace(quantity, amount=None, minimum=None, maximum=quantity.minimum)
                return replace(mention, quantity=most)
            if limited or _under_which(gate) is not None:
                return mention
    return None


def _under_which(gate: Gate) -> Token | None:
    """Return the verb of the clause whose quota a relative clause spells out: "quotas, under which 5 tonnes may"."""
    links = [c for c in gate.leaving.children if c.lower_ == "under"]
    relative = any(g.tag_ == "WDT" for c in links for g in c.children)
    return clause_verb(gate.leaving.head) if relative and gate.leaving.head != gate.leaving else None


def _mood(ctx: Context, gate: Gate) -> Status:
    """Return how certain it is that the gate is shut; "may not" is no doubt but the rule itself."""
    state = status(ctx, gate.letting)
    modality = state.modality
    if modality == "Possible" and gate.letting == gate.leaving:
        embedded = gate.leaving.dep_ == "ccomp" and gate.leaving.head.pos_ == "VERB"
        modality = status(ctx, gate.leaving.head).modality if embedded else "Actual"
    return replace(state, polarity="Affirmed", modality=modality)


def _rulers(ctx: Context, gate: Gate, state: Status) -> list[ActorRef]:
    """Return whose rule it is: who lets out, out of where, whose ports, whose goods or traders, who says so."""
    lets = gate.letting != gate.leaving or gate.leaving.lemma_.lower() in words("letting")
    found = public(ctx, Slots(gate.letting).subjects()) if lets and not is_passive(gate.letting) else []
    found = found or states(ctx, [t for v in (gate.letting, gate.leaving) for t in Slots(v)("out of|from")])
    if not found and gate.leaving.lemma_.lower() in words("leaving"):
        places = Slots(gate.leaving).objects()
        found = states(ctx, places) or [r for t in places for r in owners(ctx, t)]
    if not found:
        papers = _papers(gate)
        found = public(ctx, [g for t in papers for g in Slots(t)("from|by|of")])
        found = found or [r for t in papers for r in owners(ctx, t)]
    if not found and not is_passive(gate.leaving):
        traders = [t for t in Slots(gate.leaving).subjects() if t.lemma_.lower() in words("traders")]
        found = [r for t in traders for r in owners(ctx, t)]
    found = found or [r for t in gate.things for r in owners(ctx, t)] or _speaking(ctx, gate.leaving, state)
    found = found or _told_before(ctx, gate)
    return [r for r in found if r.key.startswith(("body/", *STATES)) or lets]


def _speaking(ctx: Context, verb: Token, state: Status) -> list[ActorRef]:
    """Return the public body or the state of the official who says what may go out or come in."""
    key = state.speaker
    if not key.startswith(("body/", "person/", *STATES)):
        return []
    home = key if key.startswith(("body/", *STATES)) else country_of(ctx, key) or state_of(ctx, key)
    return [ActorRef(home, verb, 0.8)] if home else []


def _told_before(ctx: Context, gate: Gate) -> list[ActorRef]:
    """Return the state that the measure told just before is of, where only "the country" or "its ports" says whose."""
    if gate.leaving.lemma_.lower() not in words("leaving"):
        return []
    floor = ctx.sentence_of(gate.leaving) - 1
    for name in reversed(ctx.profiles):
        profile = ctx.profiles[name]
        near = any(t.i < gate.leaving.i and ctx.sentence_of(t) >= floor for t in ctx.heads[name])
        if profile.kind == "measure" and near:
            return [ActorRef(key, gate.leaving, 0.8) for key in sorted(profile.agents) if key.startswith(STATES)]
    return []


def _same_goods(ctx: Context, gate: Gate, agents: list[ActorRef]) -> Goods:
    """Return the goods of the measure that the same state is told to have had just before, where a quota names none."""
    floor = ctx.sentence_of(gate.leaving) - 2
    keys = {a.key for a in agents}
    for name in reversed(ctx.profiles):
        profile = ctx.profiles[name]
        near = any(t.i < gate.leaving.i and ctx.sentence_of(t) >= floor for t in ctx.heads[name])
        if profile.kind == "measure" and near and keys & profile.agents:
            return [(key, gate.leaving) for key in sorted(profile.goods)]
    return []


def _on_condition(ctx: Context, verb: Token) -> None:
    """Read "will admit cocoa only if", "toys may be imported only with a certificate", "lets in no beef"."""
    slots = Slots(verb)
    passive = is_passive(verb)
    things = slots.objects() if verb.lemma_.lower() not in words("entering") or passive else _entering(verb)
    only = [t for t in verb.subtree if t.lower_ == "only" and t.i > verb.i and t.i + 1 < len(ctx.doc)]
    bound = any(ctx.doc[t.i + 1].lower_ in words("binding") for t in only)
    if not things or not bound:
        return
    wares = goods(ctx, things)
    state = status(ctx, verb)
    if any(t.head in verb.children or t.head.head in verb.children for t in only):  # the condition is of the goods
        planned = any(c.dep_ == "aux" and c.lower_ in {"will", "'ll", "’ll"} for c in verb.children)
        state = replace(state, modality="Planned" if planned else "Actual")
    agents = public(ctx, slots.subjects()) if not passive and verb.lemma_.lower() not in words("entering") else []
    agents = agents or states(ctx, [*slots("into|to"), *(slots.objects() if not passive else [])])
    held = {a.key for a in agents}
    targets = [r for t in things for r in origin(ctx, t) if r.key.startswith(STATES) and r.key not in held]
    tell(ctx, verb, "kg:ImportRestriction", agents or _speaking(ctx, verb, state), wares, targets, state)


def _entering(verb: Token) -> list[Token]:
    """Return what comes in by itself: "chicken may enter the EU only if"."""
    permitted = any(c.dep_ == "aux" and c.lower_ in words("permitting") for c in verb.children)
    return [t for c in verb.children if c.dep_ == "nsubj" for t in expand(c)] if permitted else []


def _not_opened(ctx: Context, verb: Token) -> None:
    """Read "has refused to open its market to Brazilian beef", "keeps its market closed to rice"."""
    slots = Slots(verb)
    above = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("refusing") else verb
    if above == verb and not negated(verb):
        return
    if not any(t.lemma_.lower() in words("openings") for t in slots.objects()):
        return
    things = slots("to|for")
    agents = public(ctx, Slots(above).subjects())
    wares = goods(ctx, things)
    held = {a.key for a in agents}
    targets = [r for t in things for r in origin(ctx, t) if r.key.startswith(STATES) and r.key not in held]
    state = status(ctx, above)
    if above == verb and state.polarity == "Negated":
        state = replace(state, polarity="Affirmed")
    tell(ctx, verb, "kg:ImportRestriction", agents, wares, targets, state, above)


def _closed(ctx: Context, verb: Token) -> None:
    """Read "closed two crossings to cargo", "sealed its border with Belarus to goods": goods at large, whatever way."""
    behind = verb.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)]
    traffic = [
        t for t in behind if t.lower_ in words("traffic") and "to" in {w.lower_ for w in verb.doc[t.i - 2 : t.i]}
    ]
    agents = public(ctx, Slots(verb).subjects())
    if not agents:
        return
    held = {a.key for a in agents}
    if not traffic:  # "has closed its border to Thai fruit"
        borders = any(t.lemma_.lower() in words("openings") for t in Slots(verb).objects())
        shut_out = Slots(verb)("to") if borders else []
        origins = [r for t in shut_out for r in origin(ctx, t) if r.key.startswith(STATES) and r.key not in held]
        wares = goods(ctx, shut_out)
        if wares and not any(_none(t) or negated(verb) for t in shut_out):
            tell(ctx, verb, "kg:ImportRestriction", agents, wares, origins, status(ctx, verb))
        return
    ways = [g for t in Slots(verb).objects() for g in Slots(t)("with|to|into")]
    targets = [r for r in (*actors(ctx, ways), *origin(ctx, traffic[0])) if r.key.startswith(STATES)]
    aimed = [t for t in targets if t.key not in held]
    tell(ctx, verb, "kg:TradeMeasure", agents, [], aimed, status(ctx, verb), traffic[0])
