"""Who founded what: "X founded the miner Y", "Y, founded by X in 2009", "Y's founder, X"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.clause.arguments import expand, surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.cues import cues
from kg.extract.posts.persons import person_at
from kg.extract.posts.phrases import noun_phrase

_FIRMS = ("company/", "organization/", "armed-group/")
_PREDICATE = "kg:establishedBy"


def find_founders(ctx: Context) -> None:
    """Claim the founders of organisations that verbs tell, and those that hold the post of founder."""
    for verb in ctx.tokens.of(cues()["founding"]):
        if verb.pos_ == "VERB":
            _verb(ctx, verb)
    for claim in list(ctx.claims):
        post = str(claim.object)
        if claim.predicate in {"kg:holdsPost", "kg:formerlyHeldPost"} and post.endswith("-founder"):
            for place in ctx.claims:
                if (place.subject, place.predicate) == (post, "kg:postIn") and str(place.object).startswith(_FIRMS):
                    token = ctx.doc.char_span(claim.begin, claim.end, alignment_mode="expand")
                    if token is not None:
                        ctx.claim(str(place.object), _PREDICATE, claim.subject, token[0], Status(), 0.85)
                    break


def _verb(ctx: Context, verb: Token) -> None:
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ == "acl"
    )
    subject = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBN" else surface_subject(verb)
    agents = [g for c in verb.children if c.dep_ == "agent" or c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
    things = [subject] if passive else [c for c in verb.children if c.dep_ == "dobj"]
    doers = agents if passive else [subject]
    people = [m for t in doers if t is not None for one in expand(t) if (m := person_at(ctx, one.i, pronoun=True))]
    groups = [m for t in things if t is not None and (m := _group(ctx, t)) is not None]
    for group in groups:
        for person in people:
            ctx.claim(group.entity.key, _PREDICATE, person.entity.key, verb, status(ctx, verb), 0.85)


def _group(ctx: Context, noun: Token) -> Mention | None:
    """Return the organisation that a noun is or that is named in apposition to it ("the consultancy Brenmar")."""
    found = ctx.mentions.at(noun.i) or noun_phrase(ctx, noun.left_edge.i, noun.sent.end).mention
    return found if found is not None and found.entity.key.startswith(_FIRMS) else None
