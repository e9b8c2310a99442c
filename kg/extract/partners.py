"""Who is party to an agreement where its own clause does not name them all: ministers' states, the side told before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.actors.home import nearby_states
from kg.extract.actors.noun_phrases import ActorRef, actors, goods, is_private, owners
from kg.extract.actors.persons import misjoined, represented
from kg.extract.bonds import words
from kg.extract.clause.arguments import Slots, surface_subject
from kg.extract.clause.cues import cues
from kg.extract.clause.status import status
from kg.extract.context import Context

_STATES = ("country/", "bloc/")
_INFERRED = 0.8
_MARGIN = 0.6  # by how much the state that a ministry is of must lead over the next


def signatories(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return who binds himself; of persons of whom nothing else is known the state whose ministers they are called.

    Of "their ministers, Ivan Petrov and Kofi Mensah" the two states told of before are the parties.
    """
    found: dict[str, ActorRef] = {}
    for token in (t for one in tokens for t in (misjoined(one) or [one])):
        refs = actors(ctx, [token])
        private = bool(refs) and all(is_private(ctx, r.key) for r in refs)
        if private and token.lemma_.lower() in ctx.classes["government"]:
            held = [r for r in owners(ctx, token) if r.key.startswith(_STATES)]
            refs = [replace(r, weight=r.weight * 0.95) for r in held] or refs
        for ref in refs or _own_ministry(ctx, token):
            found.setdefault(ref.key, ref)
    return list(found.values())


def _own_ministry(ctx: Context, token: Token) -> list[ActorRef]:
    """Return the state of a bare "the Ministry": the one that all around it points to, none where two may be meant."""
    bare = token.lemma_.lower() in words("ministries") and [c.lower_ for c in token.children if c.dep_ != "punct"] == [
        "the"
    ]
    if not bare or ctx.mentions.at(token.i) is not None:
        return []
    near = sorted(((score, key) for key, score in nearby_states(ctx, token).items()), reverse=True)
    clear = near and (len(near) == 1 or near[0][0] - near[1][0] >= _MARGIN)
    return [ActorRef(near[0][1], token, 0.85)] if clear else []


def other_side(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return with whom a verb of delivery deals: "supply X to Peru", "supply Peru with X", "buy X from Peru".

    A name behind the amount belongs to the verb, wherever the parser hangs it: "take 10 tonnes a year from Acme".
    """
    slots = Slots(verb)
    named = [*slots("to"), *slots("from"), *slots("iobj")]
    things = [t for t in slots("obj") if not goods(ctx, [t])]  # "to buy German-made warships": not from Germany
    found = actors(ctx, [*named, *things])
    if not found:
        links = [t for t in verb.subtree if t.lower_ == "from" and t.i > verb.i]
        found = actors(ctx, [t for link in links for t in Slots(link.head)("from")])
    return found


def across(ctx: Context, noun: Token, party: ActorRef) -> ActorRef | None:
    """Return the other side of an agreement that names one only: "An accord with Japan has been in force since May".

    It is the state that says so, else the one of which the sentence before speaks. Nothing is inferred where the
    agreement has a holder, is not the subject of its clause, or may be one that was told of before.
    """
    if not party.key.startswith(_STATES) or noun.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    if any(c.dep_ == "poss" or c.lower_ in {"no", "any", "other", "another", "such"} for c in noun.children):
        return None
    told = [p for p in ctx.profiles.values() if p.kind == "agreement" and party.key in p.agents]
    if told:
        return None
    said = represented(ctx, status(ctx, noun).speaker) or status(ctx, noun).speaker
    other = said if said.startswith(_STATES) else topic(ctx, noun)
    return ActorRef(other, noun, _INFERRED) if other and other != party.key else None


def topic(ctx: Context, token: Token) -> str:
    """Return the one state of which the sentence before the token's speaks: its subject, or who is quoted in it."""
    start = token.sent.start
    if start == 0:
        return ""
    before = ctx.doc[start - 1].sent
    root = before.root
    quoted = root.lemma_.lower() in cues().reporting
    inner = next((c for c in root.children if c.dep_ == "ccomp"), None) if quoted else None
    for verb in (inner, root):
        subject = surface_subject(verb) if verb is not None else None
        refs = actors(ctx, [subject]) if subject is not None else []
        keys = {represented(ctx, r.key) if r.key.startswith("person/") else r.key for r in refs}
        states = sorted(k for k in keys if k.startswith(_STATES))
        if len(states) == 1:
            same = "\n" not in ctx.doc.text[root.idx : token.idx]
            near = nearby_states(ctx, token, states[0].partition("/")[0] + "/")
            return states[0] if same or states[0] == max(near, key=lambda k: (near[k], k), default="") else ""
    return ""


def kept_by(noun: Token) -> list[Token]:
    """Return the subject of a verb of keeping to an agreement: "Peru will abide by the terms of the pact with Chad"."""
    head = noun
    while head.dep_ == "pobj" and head.head.lower_ in {"of", "in"} and head.head.head.lemma_.lower() in words("parts"):
        head = head.head.head
    verb = head.head.head if head.dep_ == "pobj" else head.head if head.dep_ == "dobj" else None
    if verb is None or verb.pos_ != "VERB":
        return []
    phrase = f"{verb.lemma_.lower()} {head.head.lower_}" if head.dep_ == "pobj" else verb.lemma_.lower()
    return Slots(verb).subjects() if phrase in words("keeping") else []


def leagued(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return the two states or more that stand behind "of": "a trade agreement of Japan and Mexico"."""
    refs = [r for r in signatories(ctx, Slots(noun)("of")) if r.key.startswith(_STATES)]
    return refs if len(refs) > 1 else []


def named_parties(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return of whom a noun such as "party" is said: "X and Y are parties", "X became a party", "X, a member of"."""
    verb = noun.head
    if noun.dep_ == "appos":
        return actors(ctx, [noun.head])
    if noun.dep_ != "attr" or verb.lemma_ not in words("being"):
        return []
    negated = any(c.dep_ == "neg" or c.lower_ == "no" for c in (*verb.children, *noun.children))
    return [] if negated else actors(ctx, Slots(verb).subjects())
