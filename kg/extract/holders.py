"""Shareholders: "Y's biggest shareholder is X, with 18 per cent", "X, a 49 per cent owner of Y"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, actors
from kg.extract.clause.arguments import Slots, expand, modifiers
from kg.extract.clause.attach import quantities_of
from kg.extract.context import Context
from kg.extract.owning import bracketed, meant, owned, tell
from kg.extract.quantities.finding import QuantityMention


def shareholder(ctx: Context, noun: Token) -> None:
    """Tell who is a shareholder of what, each with a share where a list gives them, else one with the share beside."""
    slots = Slots(noun)
    behind = [*(t for c in noun.children if c.dep_ == "poss" for t in expand(c)), *slots("of"), *slots("in")]
    as_one = noun.dep_ == "pobj" and noun.head.lower_ == "as"
    if as_one and not behind:
        behind = _subjects_before(noun)
    if not behind and noun.dep_ == "dobj" and noun.head.lemma_ == "have":
        behind = Slots(noun.head).subjects()  # "Bolt has two owners: Acme, with 75 per cent, and the state"
    things = owned(ctx, behind) or meant(ctx, behind)
    if not things:
        return
    listed = bracketed(ctx, noun)
    if len(listed) > 1 or (listed and noun.dep_ != "attr" and not as_one):
        for share, refs in listed:
            tell(ctx, noun, refs, things, share)
        return
    holders = _holders(ctx, noun, as_one)
    own = _share(ctx, noun)
    ranked = any(t.lower_ in lexicon.toml("stakes")["ranks"] for t in modifiers(noun))
    if holders and (own is not None or ranked or noun.dep_ == "attr"):
        tell(ctx, noun, holders, things, own)


def _holders(ctx: Context, noun: Token, as_one: bool) -> list[ActorRef]:
    """Return who is the shareholder: the subject or the attribute of "be", or what is in apposition."""
    if as_one:
        mention = ctx.mentions.at(noun.head.i - 1)
        return actors(ctx, [ctx.doc[mention.root]]) if mention is not None else []
    if noun.dep_ == "attr":
        return actors(ctx, Slots(noun.head).subjects())
    if noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.lemma_ == "be":
        return actors(ctx, [t for c in noun.head.children if c.dep_ == "attr" for t in expand(c)])
    if noun.dep_ == "appos":
        outer = noun.head.head.head if noun.head.dep_ == "pobj" and noun.head.head.lower_ == "in" else noun.head
        return actors(ctx, [outer]) if outer.pos_ in {"NOUN", "PROPN"} else actors(ctx, [noun.head])
    return actors(ctx, [c for c in noun.children if c.dep_ == "appos"])


def _share(ctx: Context, noun: Token) -> QuantityMention | None:
    """Return the share beside a shareholder: "a 49 per cent owner", "shareholder, with 18 per cent"."""
    found = [m for _, m in quantities_of(ctx, noun) if m.quantity.unit == "%"]
    found += [
        m
        for m in ctx.quantities_in(noun.i + 1, noun.sent.end)
        if m.quantity.unit == "%" and ctx.doc[m.start - 1].lower_ in lexicon.toml("stakes")["links"]
    ]
    return found[0] if found else None


def _subjects_before(noun: Token) -> list[Token]:
    """Return the subject of the clause with "with X as a shareholder" in it."""
    return next((Slots(t).subjects() for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), [])
