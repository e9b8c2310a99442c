"""Envoys told by what they do: "X is to represent the country in Pretoria", "Y represents Peru at the WTO"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import reference
from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.cues import cues
from kg.extract.posts.owners import Owner
from kg.extract.posts.persons import person_at
from kg.model import Entity
from kg.text import articled

_WEIGHT = 0.78


def find_envoys(ctx: Context) -> None:
    """Claim the posts of those who represent a state in another one or at an organisation."""
    for verb in ctx.tokens.of({"represent"}):
        if verb.pos_ != "VERB":
            continue
        objects = [c for c in verb.children if c.dep_ == "dobj"]
        subject = surface_subject(verb)
        person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
        state = _state(ctx.mentions.at(objects[0].i)) if objects else None
        host = _host(ctx, verb, state.key) if person is not None and state is not None else None
        if person is not None and state is not None and host is not None:
            _claim(ctx, person, state, host, verb)


def _claim(ctx: Context, person: Mention, state: Entity, host: Entity, verb: Token) -> None:
    owner = Owner(state, "Diplomat", _WEIGHT)
    post = post_entity(["envoy", "to", *articled(host.label).split()], False, state)
    past = verb.tag_ == "VBD" and not any(t.lower_ in cues()["begin"] for t in verb.subtree)
    state_post(ctx, post, owner, verb)
    hold(ctx, person, post, owner, verb, Held(status(ctx, verb), _WEIGHT, None, past))


def _state(mention: Mention | None) -> Entity | None:
    """Return the state that a mention is or acts for."""
    key = (mention.acts_for or mention.entity.key) if mention is not None else ""
    return reference.entity(key) if key.startswith("country/") else None


def _host(ctx: Context, verb: Token, own: str) -> Entity | None:
    """Return where somebody represents a state: "in Pretoria" another state, "at the WTO" the organisation."""
    nouns = [verb, *(c for c in verb.children if c.dep_ == "dobj")]
    for preposition in [c for t in nouns for c in t.children if c.dep_ == "prep" and c.lower_ in {"in", "at", "to"}]:
        for noun in (c for c in preposition.children if c.dep_ == "pobj"):
            mention = ctx.mentions.at(noun.i)
            state = _state(mention)
            if state is not None and state.key != own:
                return state
            groups = {"kg:InternationalOrganization", "kg:Bloc"}
            if mention is not None and preposition.lower_ != "in" and not groups.isdisjoint(mention.entity.types):
                return mention.entity
    return None
