"""When a verb or noun that could be an event tells of none: open questions, means to an end, idioms, sport.

The words are in `lexicon/intents.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import actors
from kg.extract.clause.arguments import Slots
from kg.extract.clause.constraints import holds
from kg.extract.clause.mood import hedged
from kg.extract.clause.status import status
from kg.extract.context import Context, Status

_SCORE = re.compile(r"\d{1,2}[-–:]\d{1,2}")
_FOUGHT = frozenset({"ASSAULT", "RETREAT", "COERCE", "MOBILIZE", "THREATEN"})
_CLAUSES = frozenset({"acl", "relcl", "ccomp"})


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(lexicon.toml("intents")[part])


def unreal(verb: Token) -> bool:
    """Return whether a clause need not have happened: "interest in firing", "accused of killing", "before they go"."""
    if verb.lemma_ == "blame" and verb.tag_ == "VB" and verb.head.lemma_ == "be":
        return True  # "was to blame"
    if _uncommitted(verb):
        return True
    while verb.dep_ in {"xcomp", "acomp"} and verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
        verb = verb.head
    if verb.dep_ == "ccomp" and verb.tag_ == "VB" and verb.head.pos_ == "VERB" and _opening(verb.head):
        return True  # "ways to persuade the rebels to leave"
    first = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    if verb.dep_ in {"advcl", "ccomp", "csubj", "csubjpass"} and first & _words("not_yet"):
        return True
    if verb.dep_ == "pcomp" and first & (_words("not_yet") | _words("how")):
        return True  # "depends on how they agree", "the question of whether"
    if _counterfactual(verb) or (verb.dep_ == "relcl" and verb.head.lemma_ in _words("measured")):
        return True
    if _opening(verb) or _guessed(verb):
        return True
    if verb.dep_ != "pcomp" or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return False  # "with the EU pushing for" is said to be so
    preposition = verb.head
    return preposition.head.pos_ not in {"VERB", "AUX"} or preposition.lower_ not in _words("factual")


def _counterfactual(verb: Token) -> bool:
    """Return whether a clause tells what would be, had something been: "if there had been no war, it would let"."""
    if not any(c.dep_ == "aux" and c.lower_ in _words("hypothetical") for c in verb.children):
        return False
    conditions = [c for c in verb.children if c.dep_ == "advcl"]
    above = verb  # the parser may hang it on the condition
    while above.dep_ in {"relcl", "ccomp", "conj"} and above.head.i < above.i:
        above = above.head
        conditions += [above, above.head]
    marked = [c for c in conditions if any(g.dep_ == "mark" and g.lower_ in _words("unless") for g in c.children)]
    return any(g.dep_ == "aux" and g.lower_ in _words("pluperfect") for c in marked for g in c.children)


def _uncommitted(verb: Token) -> bool:
    """Return whether a denial is half of "neither confirm nor deny"."""
    return verb.dep_ == "conj" and verb.head.lemma_ in _words("confirming") and verb.lemma_ in _words("denying")


def _opening(verb: Token) -> bool:
    """Return whether an infinitive only says what something is for: "options to end", "talks to buy"."""
    if verb.tag_ != "VB":
        return False
    to = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is None or to.i == 0:
        return False
    above = verb.head if verb.dep_ in {"acl", "relcl"} else verb.doc[to.i - 1]
    if above.pos_ != "NOUN" or above.lemma_.lower() not in _words("openings"):
        return False
    return verb.dep_ in {"acl", "relcl", "advcl", "xcomp", "ccomp"}


def _guessed(verb: Token) -> bool:
    """Return whether a clause is somebody's guess or a charge: "predict he will resign", "allegations that X spied"."""
    if verb.dep_ not in _CLAUSES or verb.dep_ == "relcl":
        return False
    return verb.head.lemma_.lower() in _words("guessing" if verb.dep_ == "ccomp" else "allegations")


def subjunctive(verb: Token) -> bool:
    """Return whether a clause only wants something done: "the demand that Israel ease"."""
    children = list(verb.children)
    wanted = verb.tag_ == "VB" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in children)
    return wanted and not any(c.dep_ == "aux" for c in children) and verb.dep_ in {"acl", "ccomp"}


def idle(clauses: Sequence[Token]) -> bool:
    """Return whether clauses tell of mere speech or feeling ("declined to comment", "refused to give up hope")."""
    return bool(clauses) and all(c.lemma_ in _words("idle") or _idiom(c) for c in clauses)


def _idiom(verb: Token) -> bool:
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return any(f"{verb.lemma_} {c.lemma_}" in _words("idle") for c in objects)


def any_such(verb: Token) -> bool:
    """Return whether the object is whoever fits a description: "would not favour any government that"."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return any(
        any(g.lower_ in _words("arbitrary") for g in c.children) and any(g.dep_ == "relcl" for g in c.children)
        for c in objects
    )


def sport(kind: str, head: Token) -> bool:
    """Return whether what sounds like a fight is a match: "taken apart 5-2", "beat France in the semi-final"."""
    if kind not in _FOUGHT:
        return False
    sentence = head.sent
    for token in sentence:
        if token.lower_ in _words("sports") or token.lemma_.lower() in _words("sports"):
            return True
        if token.like_num or token.shape_ in {"d", "dd"}:
            text = sentence.doc[token.i : token.i + 3].text
            if _SCORE.fullmatch(text.strip()) and kind == "ASSAULT":
                return True
    return False


def ambiguous(ctx: Context, verb: Token) -> bool:
    """Return whether "it" may mean a nearer state than it was read as: "sanctions on the regime after it tested"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in {"it", "they"}), None)
    if subject is None or verb.dep_ != "advcl":
        return False
    meant = {r.key for r in actors(ctx, [subject])}
    states = [t for t in verb.doc[subject.sent.start : subject.i] if t.lemma_ in _words("polity") and t.dep_ == "pobj"]
    named = [t for t in states[-1:] if any(c.lower_ == "the" for c in t.children)]
    return bool(meant) and any(meant.isdisjoint(r.key for r in actors(ctx, [t])) for t in named)


def flown(ctx: Context, slots: Slots) -> bool:
    """Return whether a weapon was only flown, past a place or into the sea: "fired a missile over Japan"."""
    words = lexicon.toml("intents")
    if not holds(ctx, slots, slots("obj"), str(words["flown"])):
        return False
    return bool(slots("over")) or any(t.lemma_.lower() in _words("waters") for t in slots("into|in|off|towards|toward"))


def noun_state(ctx: Context, noun: Token, *, spoken: bool) -> Status:
    """Return whether the event that a noun names is so.

    What a clause says of a definite noun ("the truce could help", "their pact is not at risk") is not said of whether
    there was one.
    """
    state = status(ctx, noun)
    answered = noun.dep_ == "dobj" and noun.head.lemma_ in _words("answering")
    if spoken and answered and state.modality == "Possible" and not hedged(noun):
        return replace(state, modality="Actual")  # "rejected the appeal": it was made
    if noun.dep_ not in {"nsubj", "nsubjpass"} or hedged(noun):
        return state
    definite = any(c.dep_ == "poss" or c.lower_ in _words("definite") for c in noun.children)
    return replace(state, polarity="Affirmed", modality="Actual") if definite else state


def pending(noun: Token) -> bool:
    """Return whether a noun only says until when something holds: "bail pending appeal"."""
    return noun.i > 0 and noun.doc[noun.i - 1].lower_ in _words("pending")


def given(ctx: Context, slots: Slots) -> bool:
    """Return whether arms go to a state itself, to have them: "sent missiles to Russia", not "to the border"."""
    words = str(lexicon.toml("intents")["armaments"])
    return holds(ctx, slots, slots("obj"), words) and holds(ctx, slots, slots("to|iobj"), "@country")


def mutual(slots: Slots) -> bool:
    """Return whether the parties do it to one another: "blamed each other"."""
    objects = [t for name in ("obj", "on", "at", "against") for t in slots(name)]
    return any(t.lower_ in {"other", "another"} and t.i and t.doc[t.i - 1].lower_ in {"each", "one"} for t in objects)


def jointly(verb: Token) -> bool:
    """Return whether an adverb says that several do it together: "will jointly inspect cargo"."""
    return any(c.dep_ == "advmod" and c.lower_ in {"jointly", "together"} for c in verb.children)


def nothing(slots: Slots) -> bool:
    """Return whether a verb's object is none: "made no apology", "gave no support"."""
    return any(t.left_edge.dep_ == "det" and t.left_edge.lower_ == "no" for t in slots("obj"))
