"""Events: who does what to whom, in the 16 PLOVER types.

A verb or noun of `event_verbs.csv` and `event_nouns.csv` is an event where its constraint on the object holds and an
actor fills its agent slot; what it is about is a measure, agreement or meeting already found, or a commodity.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors import COMMODITIES, ActorRef, actors, goods, is_kind, owners
from kg.extract.arguments import Slots, governor
from kg.extract.attach import claim_time, quantities_of, thing_at, time_of
from kg.extract.context import Context, Status
from kg.extract.constraints import fits_object
from kg.extract.phrases import Row, noun_rows, verb_rows
from kg.extract.status import status
from kg.extract.support import effect_of
from kg.resolve.fit import Profile

_KINDS = frozenset({"measure", "agreement", "reserve", "event", "supply"})
_WEAK = 0.65
_PARTNERS = frozenset({"AGREE", "COOPERATE", "CONSULT"})


def find_events(ctx: Context) -> None:
    """Add every event that the article tells of, in text order."""
    for token in ctx.doc:
        if token.pos_ in {"VERB", "AUX"}:
            _verb(ctx, token)
        elif token.pos_ == "NOUN":
            _noun(ctx, token)


def _verb(ctx: Context, verb: Token) -> None:
    rows = verb_rows("event_verbs", verb)
    if not rows:
        return
    slots = Slots(verb)
    fitting = [(words, row) for words, row in rows if fits_object(ctx, words, slots, row["object"])]
    if not fitting:
        return
    _, row = max(fitting, key=lambda f: _specific(*f))
    if row["type"] in {"", "-"}:
        return
    _tell(ctx, verb, slots, row, status(ctx, verb))


def _specific(words: tuple[str, ...], row: Row) -> tuple[int, int, float, str]:
    """Rank rows that fit: more fixed words, then lemmas before classes before no constraint, then how usual it is."""
    constraint = row["object"]
    return (len(words), (2 if "@" not in constraint else 1) if constraint else 0, float(row["p"] or 0.7), row["type"])


def _noun(ctx: Context, noun: Token) -> None:
    rows = noun_rows("event_nouns", "noun", noun)
    if not rows or noun.dep_ == "compound":
        return
    row = rows[0]
    verb = governor(noun)
    effect = effect_of(verb) if verb is not None else ""
    if effect != "do" and row["bare"] != "yes":
        return
    slots = Slots(noun, verb if effect == "do" else None)
    _tell(ctx, noun, slots, row, status(ctx, noun))


def _agents(ctx: Context, slots: Slots, row: Row) -> list[ActorRef]:
    found = {ref.key: ref for ref in actors(ctx, slots(row["agent"] or "subj"))}
    if not found and not slots.verbal:
        for ref in owners(ctx, slots.head):
            if ref.token.i < slots.head.i:
                found.setdefault(ref.key, ref)
    return list(found.values())


def _tell(ctx: Context, head: Token, slots: Slots, row: Row, state: Status) -> None:
    agents = _agents(ctx, slots, row)
    if not agents or not state.asserted:
        return
    held = {a.key for a in agents}
    recipients = [r for r in _recipients(ctx, slots, row) if r.key not in held]
    if row["type"] == "REQUEST" and not recipients:
        recipients = [r for r in actors(ctx, [t for c in slots("clause") for t in Slots(c).subjects()]) if r.key not in held]
    about = _about(ctx, head, slots, row)
    if row["type"] == "CONSULT" and any("kg:Meeting" in ctx.occurrences[a].types for a in about if a in ctx.occurrences):
        return
    sure = float(row["p"] or 0.7)
    if sure < _WEAK and not recipients and not about:
        return
    symmetric = row["type"] in _PARTNERS
    kind = f"plover:{row['type']}"
    name = ctx.occurrence("event", (kind,), head)
    profile = Profile("event", (kind,), held, targets={r.key for r in recipients})
    ctx.profiles[name], ctx.heads[name] = profile, [head]
    for agent in agents:
        ctx.claim(name, "kg:agent", agent.key, head, state, sure * agent.weight, modality=agent.hedge)
    for ref in recipients:
        predicate = "kg:agent" if symmetric and row["recipient"].startswith(("with", "between")) else "kg:recipient"
        ctx.claim(name, predicate, ref.key, head, state, sure * 0.95 * ref.weight, modality=ref.hedge)
    for key in about:
        ctx.claim(name, "kg:about", key, head, state, sure * 0.9)
    time = time_of(ctx, *([slots.support] if slots.support is not None else []), head)
    if time is not None:
        profile.start, profile.precision = time.span.start, time.span.precision
    claim_time(ctx, name, time, head, state, sure * 0.95)
    for _, mention in quantities_of(ctx, head, *slots("obj")):
        if len(mention.quantity.unit) == 3 and mention.quantity.unit.isupper():
            ctx.claim(name, "kg:value", mention.quantity, head, state, sure * 0.9)


def _recipients(ctx: Context, slots: Slots, row: Row) -> list[ActorRef]:
    """Return the actors of the first recipient slot that names any; an object's owner stands for it."""
    for slot in filter(None, row["recipient"].split("|")):
        tokens = slots(slot)
        found = actors(ctx, tokens)
        if found:
            return found
        if slot == "obj":
            found = [ref for token in tokens for ref in owners(ctx, token)]
            if found:
                return found
    return []


def _about(ctx: Context, head: Token, slots: Slots, row: Row) -> list[str]:
    """Return the things, else the commodities, that the event is about."""
    for slot in filter(None, row["about"].split("|")):
        tokens = slots(slot)
        things = [t for t in (_thing(ctx, token, head) for token in tokens) if t is not None]
        if things:
            return list(dict.fromkeys(things))
        found = [] if slot == "clause" else [key for key, _ in goods(ctx, tokens)]
        if found:
            return found
    return []


def _thing(ctx: Context, token: Token, head: Token) -> str | None:
    """Return the occurrence that a slot's token, or the clause or noun phrase below it, tells of."""
    direct = thing_at(ctx, token, _KINDS)
    if direct is not None:
        return direct
    for below in token.subtree:
        name = ctx.at.get(below.i)
        if name is not None and below is not head and ctx.occurrences[name].kind in {"measure", "agreement", "reserve"}:
            return name
    mention = ctx.mentions.at(token.i)
    if mention is not None and is_kind(mention, frozenset({"kg:Place", "kg:Facility"}) | COMMODITIES):
        return mention.entity.key
    return None
