"""Firms bought whole or owned in common: takeovers, and ventures of two partners."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors
from kg.extract.clause.arguments import Slots, governor
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.owning import bracketed, owned, tell
from kg.extract.quantities.finding import QuantityMention


def bought(ctx: Context, verb: Token, objects: list[Token]) -> None:
    """Read "Acme has agreed to buy Bolt for $4bn", "acquired Bolt": a firm bought by its name, whole."""
    if verb.lemma_.lower() not in lexicon.toml("stakes")["buying"]:
        return
    bare = [t for t in objects if not any(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in t.children)]
    things = [t for t in owned(ctx, bare) if t.key.startswith("company/")]
    tell(ctx, verb, _buyers(ctx, Slots(verb).subjects()), things, None)


def takeover(ctx: Context, noun: Token) -> None:
    """Read "completed its takeover of Bolt", "the acquisition of Bolt by Acme", "Acme's purchase of Bolt"."""
    verb = noun.head if noun.dep_ in {"nsubj", "nsubjpass"} else governor(noun)
    state = _done(ctx, noun, verb)
    if state is None:
        return
    slots = Slots(noun, verb)
    things = [t for t in owned(ctx, slots("of")) if t.key.startswith("company/")]
    own = [t for t in slots.subjects() if t.i < noun.i or t.head.lower_ == "by"]
    tell(ctx, noun, _buyers(ctx, own), things, None, state)


def stake_sold(ctx: Context, noun: Token, things: list[ActorRef], share: QuantityMention | None) -> None:
    """Read "X's purchase of a 20 per cent stake in Y closed", "completed the sale of its 20 per cent to X"."""
    verb = noun.head if noun.dep_ in {"nsubj", "nsubjpass"} else governor(noun)
    state = _done(ctx, noun, verb)
    slots = Slots(noun, verb)
    sold = noun.lemma_.lower() == "sale"
    buying = slots("to") or [g for t in noun.subtree if t.lower_ == "to" for g in t.children if g.dep_ == "pobj"]
    buying = buying if sold else slots.subjects()
    if state is not None:
        tell(ctx, noun, _buyers(ctx, buying), things, share, state)


def _done(ctx: Context, noun: Token, verb: Token | None) -> Status | None:
    """Return how certain a takeover is: completed, agreed or approved, or told of as past; None where nothing tells."""
    words = lexicon.toml("stakes")
    read = status(ctx, noun)
    lemma = verb.lemma_.lower() if verb is not None else ""
    after = noun.dep_ == "pobj" and noun.head.lower_ in words["after"]
    if lemma in words["completing"] or (after and read.modality == "Actual"):
        return read
    if lemma in words["settling"]:
        return replace(read, modality="Planned") if read.modality == "Actual" else read
    return None


def venture(ctx: Context, noun: Token) -> None:
    """Read "Y, a joint venture of X and Z": both own it, how much is not told."""
    of = [noun.head] if noun.dep_ == "appos" else Slots(noun.head).subjects() if noun.dep_ == "attr" else []
    partners = actors(ctx, Slots(noun)("of|between"))
    things = owned(ctx, of)
    parts = bracketed(ctx, noun)
    for share, refs in parts if things else []:
        tell(ctx, noun, refs, things, share)
    if len(partners) > 1 and not parts:
        tell(ctx, noun, partners, things, None)


def _buyers(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    """Return the firms, funds and states among those who buy."""
    found = [r for r in actors(ctx, tokens) if r.key.startswith(("company/", "organization/", "country/", "body/"))]
    return [replace(r, weight=r.weight * 0.9) for r in found]


def of_firm(ctx: Context, noun: Token) -> bool:
    """Return whether a takeover is one of a firm or by a firm, which is business and takes nothing by force."""
    if noun.lemma_.lower() not in lexicon.toml("stakes")["takeovers"]:
        return False
    sides = [*Slots(noun)("of"), *Slots(noun)("by"), *(c for c in noun.children if c.dep_ == "poss")]
    return any(r.key.startswith("company/") for r in actors(ctx, sides))
