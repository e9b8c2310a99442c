"""Measures told by reference to another's: "Colombia did the same in 2018", "Peru followed suit", "so did Chile"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors, goods
from kg.extract.clause.arguments import Slots
from kg.extract.clause.attach import claim_time, time_of
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.resolve.fit import Profile

_SURE = 0.72
_STATES = ("country/", "bloc/", "subdivision/")
_STEPS = 4


def find_ellipses(ctx: Context) -> None:
    """Add the measures of those who did what the clause or sentence before tells of somebody else."""
    words = lexicon.toml("ellipsis")
    verbs = frozenset(words["verbs"])
    for token in ctx.tokens.of(verbs):
        if token.pos_ in {"VERB", "AUX"} and token.lemma_ in verbs and _same(token, words):
            subjects = _doers(token)
            doers = [ref for ref in actors(ctx, subjects) if ref.key.startswith(_STATES)]
            wares = [key for key, _ in goods(ctx, subjects)] if not doers and token.lemma_ == "follow" else []
            name = _measure_before(ctx, token) if doers or wares else None
            if name is not None:
                _copy(ctx, token, name, doers, wares)


def _same(verb: Token, words: Mapping[str, Any]) -> bool:
    """Return whether a verb stands for what was done before: "did the same", "followed suit", "has done so"."""
    doc = verb.doc
    if verb.lemma_ == "do" and verb.i and doc[verb.i - 1].lower_ in words["before"]:
        return verb.i + 1 < len(doc) and (doc[verb.i + 1].pos_ in {"PROPN", "DET"} or doc[verb.i + 1].lower_ == "the")
    if verb.lemma_ == "follow" and _alone(verb):
        return True
    behind = " ".join(t.lower_ for t in doc[verb.i + 1 : verb.i + 4]) + " "
    return any(behind.startswith(f"{phrase} ") for phrase in words[verb.lemma_])


def _alone(verb: Token) -> bool:
    """Return whether "follow" has nothing but a time with it: "Peru may follow in May", "antimony followed in June"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None and verb.dep_ not in {"xcomp", "conj"}:
        return False
    links = lexicon.toml("ellipsis")["time_links"]
    for child in verb.children:
        if child.dep_ in {"dobj", "dative", "ccomp", "xcomp", "oprd", "attr", "prt", "acomp", "agent", "neg"}:
            if child.i < verb.i and child.dep_ == "ccomp":
                continue  # "X needs a licence; Y followed"
            return False
        other = child.dep_ in {"prep", "npadvmod"} and child.i > verb.i and child.lower_ not in links
        if other and not any(t.ent_type_ == "DATE" for t in child.subtree):
            return False
    return True


def _doers(verb: Token) -> list[Token]:
    found = Slots(verb).subjects()
    behind = verb.doc[verb.i + 1 : min(verb.i + 6, verb.sent.end)]
    inverted = verb.lemma_ == "do" and verb.i > 0 and verb.doc[verb.i - 1].lower_ in lexicon.toml("ellipsis")["before"]
    if inverted:
        found = [t for t in behind if t.pos_ == "PROPN" and t.dep_ not in {"compound"}][:1]
    return found


def _measure_before(ctx: Context, verb: Token) -> str | None:
    """Return the measure that the clause before tells of as done by a state; None where it tells of something else."""
    above = _clause_before(verb)
    if above is None:
        return None
    for name, heads in reversed(ctx.heads.items()):
        measure = ctx.occurrences[name].kind == "measure" and bool(ctx.profiles[name].agents)
        if measure and any(head.i < verb.i and _told_by(head, above) for head in heads):
            return name
    return None


def _clause_before(verb: Token) -> Token | None:
    """Return the verb of the clause that is repeated: one before in the same sentence, else the last sentence's."""
    one = verb
    while one.dep_ in {"conj", "ccomp", "parataxis", "advcl"} and one.head != one:
        one = one.head
        if one.i < verb.i and one.pos_ == "VERB":
            return one
    before = next(
        (c for c in verb.children if c.dep_ == "ccomp" and c.right_edge.i < verb.i and c.pos_ == "VERB"), None
    )
    if before is not None:
        return before  # "X stopped exports; Y followed suit": the parser makes Y's the main clause
    start = verb.sent.start
    return verb.doc[start - 1].sent.root if start else None


def _told_by(head: Token, verb: Token) -> bool:
    """Return whether a clause's verb, or an argument of it, tells of the measure."""
    for _ in range(_STEPS):
        if head == verb:
            return True
        if head.dep_ in {"relcl", "acl", "advcl"} or head.head == head:
            return False
        head = head.head
    return False


def _copy(ctx: Context, verb: Token, name: str, doers: list[ActorRef], wares: list[str]) -> None:
    """Tell the measure again as that of others, or of the same on other goods."""
    known = ctx.profiles[name]
    state = status(ctx, verb)
    if wares and (not known.goods or set(wares) & known.goods):
        return
    if verb.lemma_ == "follow" and state.polarity == "Negated":
        return
    doers = doers or [ActorRef(key, verb, 0.9) for key in sorted(known.agents) if key.startswith(("body/", *_STATES))]
    covered = wares or sorted(known.goods)
    targets = {key for key in known.targets if key not in {d.key for d in doers}}
    profile = Profile("measure", known.types, {d.key for d in doers}, set(covered), set(targets))
    time = time_of(ctx, verb)
    if time is not None and time.span.start is not None:
        profile = replace(profile, start=time.span.start, precision=time.span.precision)
    copied = ctx.settle(profile, verb)
    for doer in doers:
        ctx.claim(copied, "kg:imposedBy", doer.key, verb, state, _SURE * doer.weight)
    for key in covered:
        ctx.claim(copied, "kg:appliesTo", key, verb, state, _SURE)
    for key in sorted(targets):
        ctx.claim(copied, "kg:target", key, verb, state, _SURE * 0.95)
    claim_time(ctx, copied, time, verb, state, _SURE)
