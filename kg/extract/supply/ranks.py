"""Ranks behind a share told before: "Japan, at 9 per cent, was fourth", "Peru followed with 8 per cent"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef
from kg.extract.clause.arguments import Slots, expand
from kg.extract.clause.attach import quantities_of
from kg.extract.context import Context
from kg.extract.quantities.finding import QuantityMention
from kg.extract.supply.clauses import governed
from kg.extract.supply.relations import Relation, told
from kg.extract.supply.retold import base_of, tell_another, varying
from kg.extract.supply.traders import traders

_LINKS = frozenset({"at", "with", "on", ""})


def find_ranks(ctx: Context) -> None:
    """Tell the relations of those who are ranked behind the trader of the share or amount told last."""
    words = lexicon.toml("shares")
    ranking, following = frozenset(words["ranking"]), frozenset(words["following"])
    for verb in ctx.tokens.of(ranking, following):
        if verb.pos_ not in {"VERB", "AUX"} or not told(ctx):
            continue
        if verb.lemma_.lower() in following or _place(verb):
            _ranked(ctx, verb)


def _place(verb: Token) -> bool:
    """Return whether a verb tells a place: "was fourth", "came next", "ranked in third place"."""
    places = lexicon.toml("shares")["places"]
    near = [c for c in verb.children if c.dep_ in {"acomp", "attr", "advmod", "oprd", "npadvmod", "dobj", "prep"}]
    inner = [g for c in near for g in (c, *c.children)]
    return any(t.lower_ in places for t in inner) and not any(g.dep_ == "pobj" and g.lower_ == "time" for g in inner)


def _ranked(ctx: Context, verb: Token) -> None:
    subjects = [t for c in verb.children if c.dep_ in {"nsubj", "attr"} for t in expand(c)]
    who = traders(ctx, Slots(verb).subjects()) or traders(ctx, subjects)
    near = [verb, *subjects]
    amounts = [q for link, q in quantities_of(ctx, *near) if link in _LINKS and q.of is None]
    used = {r.quantity.start for r in told(ctx) if r.quantity is not None}
    if len(who) != 1 or len(amounts) != 1 or amounts[0].start in used:
        return
    base = base_of(ctx, ctx.doc[amounts[0].start], amounts[0])
    if base is None or not tell_another(ctx, base, verb, who, amounts[0]):
        return
    for ref in _ahead(ctx, verb):
        if ref.key != who[0].key and not _told(ctx, base, ref, amounts[0]):
            tell_another(ctx, base, verb, [ref], None)


def _ahead(ctx: Context, verb: Token) -> list[ActorRef]:
    """Return the states behind which somebody is ranked: "was third after South Korea"."""
    words = lexicon.toml("shares")["beside"]
    inner = [g for c in verb.children for g in (c, *c.children) if g.dep_ in {"prep", "advmod"} and g.lower_ in words]
    return [ref for p in inner for ref in traders(ctx, governed(p)) if ref.key.startswith("country/")]


def _told(ctx: Context, base: Relation, ref: ActorRef, amount: QuantityMention) -> bool:
    """Return whether the text has just given an amount for the same trader on the same side."""
    near = ctx.sentence_of(ctx.doc[amount.root])
    return any(
        ref.key in {r.key for r in getattr(one, varying(base))} and near - ctx.sentence_of(one.head) <= 3
        for one in told(ctx)
    )
