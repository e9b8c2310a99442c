"""The stand that lies in a told act: who will help promises, who punishes unless obeyed threatens, who fails to agree.

A planned act of cooperation is an AGREE event of its own actor beside the planned act; a harm announced under a
condition is a THREATEN. What is promised, threatened or refused also tells to whom. Words: `lexicon/intents.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors, country_of, owners
from kg.extract.actors.parties import recipients, speakers, standing
from kg.extract.clause.arguments import Slots, surface_subject
from kg.extract.clause.constraints import clauses_of, verb_frame
from kg.extract.clause.mood import conditional
from kg.extract.clause.phrases import Row, noun_rows
from kg.extract.context import Context, Status

_COOPERATIVE = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "CONSULT"})
_PROMISED = frozenset({"COOPERATE", "AID", "CONCEDE", "RETREAT"})  # a meeting to come is told as a meeting
_ONE_SIDED = {"THREATEN": "against|to|with|on", "AGREE": "with|to|for"}  # where the act itself is none of a type
_INTRANSITIVE = frozenset({"RETREAT", "PROTEST", "MOBILIZE"})
_ANYONE = "with|between|to|iobj|obj|against"


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(lexicon.toml("intents")[part])


def failed(verb: Token, kind: str) -> bool:
    """Return whether a verb tells of an agreement that was not reached ("failed to agree", "were unable to sign")."""
    head = verb.head
    return kind == "AGREE" and verb.dep_ == "xcomp" and head.lemma_ in _words("failing")


def condition(verb: Token) -> str:
    """Return "unless", "if" or "only" (if) where such a clause hangs on the verb, else nothing."""
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ == "only" and any(conditional(c) for c in verb.children):
            return "only"
        if child.dep_ == "advcl":
            for mark in child.children:
                if mark.dep_ == "mark" and mark.lower_ in _words("unless"):
                    return "only" if verb.doc[mark.i - 1].lower_ == "only" else mark.lower_
            if conditional(child):
                return "only" if any(g.lower_ == "only" for g in child.children) else "if"  # "should X go ahead"
    return ""


def condition_first(verb: Token) -> bool:
    """Return whether a condition opens the sentence."""
    return any(c.dep_ == "advcl" and c.i < verb.i and conditional(c) for c in verb.children)


def intention(verb: Token) -> Token | None:
    """Return the auxiliary by which a subject says what it will do."""
    aux = [c for c in verb.children if c.dep_ == "aux" and c.lower_ in _words("resolve")]
    perfect = any(c.lower_ in {"have", "be"} and c.dep_ in {"aux", "auxpass"} for c in verb.children)
    return aux[0] if aux and not perfect else None


def stand(ctx: Context, verb: Token, kind: str, state: Status, acting: Sequence[ActorRef]) -> str:
    """Return AGREE for a promise of one's own, THREATEN for a harm announced under a condition, "" for neither."""
    if state.polarity == "Negated" or intention(verb) is None or not acting:
        return ""
    if any(standing(ctx, ref.key) == "private" for ref in acting) or _told_by_others(ctx, state, acting):
        return ""
    bound = condition(verb)
    if bound == "only":
        return ""  # "will only talk to X if" demands more than it promises
    if bound == "if" and not state.speaker and verb.sent.root == verb and condition_first(verb):
        return ""  # "if X attacks again, Y will strike" is what the writer expects
    if bound and kind in _words("hostile_unless") - ({"RETREAT"} if bound == "if" else set()):
        return "THREATEN"
    return "AGREE" if kind in _PROMISED and bound != "unless" else ""


def _told_by_others(ctx: Context, state: Status, acting: Sequence[ActorRef]) -> bool:
    """Return whether another state, or somebody of another state, says what the actors will do."""
    if not state.speaker:
        return False
    own = {state.speaker, country_of(ctx, state.speaker)}
    held = {key for ref in acting for key in (ref.key, country_of(ctx, ref.key))}
    foreign = state.speaker.startswith("country/") or country_of(ctx, state.speaker).startswith("country/")
    return foreign and own.isdisjoint(held - {""})


def own_side(noun: Token) -> bool:
    """Return whether a noun phrase means the side of whoever speaks: "his country", "our government"."""
    owned = any(c.dep_ == "poss" and c.lower_ in _words("own") for c in noun.children)
    return owned and noun.lemma_.lower() in _words("homeland")


def threateners(ctx: Context, slots: Slots, acting: Sequence[ActorRef]) -> list[ActorRef]:
    """Return the state that a nameless official threatens with: "the minister threatened that Moscow would cut off"."""
    if slots.head.lemma_ != "threaten" or any(_named(ctx, r) for r in acting):
        return []
    told = [c for c in clauses_of(slots) if any(g.dep_ == "aux" and g.tag_ == "MD" for g in c.children)]
    subjects = [s for c in told for s in Slots(c).subjects()]
    found = actors(ctx, subjects)
    return found if found and all(r.key.startswith(("country/", "bloc/")) for r in found) else []


def _named(ctx: Context, ref: ActorRef) -> bool:
    mention = ctx.mentions.at(ref.token.i)
    return mention is not None and mention.form not in {"description", "pronoun"}


def addressed(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return whose conduct a condition is about: "will retaliate if Taiwan declares independence"."""
    clauses = [
        c
        for c in verb.children
        if c.dep_ == "advcl" and (any(m.lower_ in _words("unless") for m in c.children) or conditional(c))
    ]
    subjects = [s for c in clauses if (s := surface_subject(c)) is not None]
    return [r for r in actors(ctx, subjects) if standing(ctx, r.key) != "private"]


def embedded(ctx: Context, kind: str, slots: Slots) -> list[ActorRef]:
    """Return whom the promised, threatened, refused or demanded act would be done to or by."""
    if kind == "REQUEST":
        return _asked(ctx, slots)
    if kind == "PROTEST":
        return _opposed(ctx, slots)
    if kind == "ACCUSE" and slots.verbal and slots.head.lemma_ in _words("alleging"):
        told = [t for c in slots("clause") for t in Slots(c).subjects()]
        return [r for r in actors(ctx, told) if standing(ctx, r.key) != "private"]
    denies = slots.verbal and slots.head.lemma_ in _words("denying")  # "denied that it was talking to X"
    if kind not in {"AGREE", "THREATEN", "REJECT"} or denies:
        return []
    for clause in clauses_of(slots):
        inner = Slots(clause)
        row = verb_frame(ctx, clause, inner)
        found: list[ActorRef] = []
        if row is None:
            found = recipients(ctx, inner, _ONE_SIDED.get(kind, "with|to"))
        elif (row["type"] in _COOPERATIVE) == (kind != "THREATEN"):
            found = recipients(ctx, inner, row["recipient"] or _ANYONE)
        if not found and kind == "THREATEN":
            found = addressed(ctx, clause) or addressed(ctx, slots.head)
        if found:
            return found
    return []


def _opposed(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return whom a protest is against: "in protest at Peru's tax", "marched to demand the resignation of X"."""
    heads = [slots.head, *([slots.support] if slots.support is not None else [])]
    heads += [c for h in heads for c in h.children if c.dep_ in {"advcl", "xcomp"} and c.tag_ == "VB"]
    for token in (t for h in heads for t in Slots(h)("in") if t.lemma_ in _words("defying")):
        aims = [t for name in ("at", "of", "against", "over") for t in Slots(token)(name)]
        found = actors(ctx, aims) or [r for t in aims for r in owners(ctx, t)]
        if found:
            return found
    for clause in (c for h in heads for c in h.children if c.dep_ in {"advcl", "xcomp"} and c.pos_ == "VERB"):
        if clause.lemma_ in _words("demanding"):
            nouns = Slots(clause)("obj|for")
            found = [r for n in nouns for r in (actors(ctx, Slots(n)("of|by")) or owners(ctx, n))]
            if found:
                return [r for r in found if standing(ctx, r.key) != "private"]
    return []


def _asked(ctx: Context, slots: Slots) -> list[ActorRef]:
    """Return who is to do what a demand names: "called for an Israeli withdrawal", "a halt to Serbian shelling"."""
    clauses = [t for c in slots("clause") for t in Slots(c).subjects()]
    if clauses:
        return speakers(ctx, clauses)
    nouns = slots("for|obj|of")
    by = [t for n in nouns for t in Slots(n)("by")]
    if by:
        return actors(ctx, by)
    nouns += [t for n in nouns for t in Slots(n)("to|of|in") if not actors(ctx, [t])]
    for noun in nouns:
        for row in noun_rows("event_nouns", "noun", noun)[:1]:
            done_to = {"poss", "mod"} if noun.lemma_ in _words("undergone") else set()
            found = actors(ctx, [t for name in _doers(row) if name not in done_to for t in Slots(noun)(name)])
            if not found and done_to:  # "his extradition from Chad", "the extradition of two bankers from Chad"
                found = actors(ctx, [t for n in (noun, *Slots(noun)("of")) for t in Slots(n)("from")])
            found += [r for t in Slots(noun)("mod") for r in _demonym(ctx, t)]
            if found:
                return found
    return []


def _doers(row: Row) -> list[str]:
    """Return where a noun's doer stands; behind "of" only where nobody can be done to ("the withdrawal of Syria")."""
    unheard = {"subj"} if row["type"] in _INTRANSITIVE else {"subj", "of"}
    return [name for name in row["agent"].split("|") if name not in unheard]


def _demonym(ctx: Context, token: Token) -> list[ActorRef]:
    mention = ctx.mentions.at(token.i)
    states = mention is not None and mention.entity.key.startswith(("country/", "bloc/"))
    return [ActorRef(mention.acts_for or mention.entity.key, token, 0.9)] if mention is not None and states else []
