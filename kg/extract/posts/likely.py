"""Which state a bare post or ministry is most likely of: the one that the article or an interview speaks for."""

from __future__ import annotations

from spacy.tokens import Token

from kg import reference
from kg.extract.actors.home import nearby_states, subject_states
from kg.extract.actors.persons import represented
from kg.extract.context import Context
from kg.extract.interviews import QUESTIONS
from kg.extract.posts.cues import cues
from kg.model import Entity

MARGIN = 0.4  # by how much the article's likeliest country must lead


def of_speaker(ctx: Context, token: Token) -> Entity | None:
    """Return the state for which whoever speaks here in an interview holds office: their "prime minister" is its."""
    if QUESTIONS not in ctx.memo:
        return None
    speaker = next((key for start, end, key in ctx.quoted if start <= token.i < end), "")
    state = represented(ctx, speaker) if speaker.startswith("person/") else ""
    return reference.entity(state) if state.startswith("country/") else None


def likeliest(ctx: Context, token: Token) -> Entity | None:
    """Return the country that a bare post is most likely of, None where two compete or another one acts here."""
    scores = nearby_states(ctx, token, "country/")
    if not scores:
        return None
    away = _destinations(ctx, token)
    scores = {key: score for key, score in scores.items() if key not in away}
    if not scores:
        return None
    (best, score), *rest = sorted(scores.items(), key=lambda c: (-c[1], c[0]))
    acting_here = subject_states(ctx, token)
    if acting_here and best not in acting_here:
        return None
    return None if rest and score - rest[0][1] < MARGIN else reference.entity(best)


def _destinations(ctx: Context, token: Token) -> set[str]:
    """Return the states that somebody travels to or deals with in the clause: no "prime minister" flies to his own."""
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.lemma_.lower() not in cues()["travelling"]:
        return set()
    goals = [g for c in verb.children if c.lower_ in {"to", "in", "for"} for g in c.children if g.dep_ == "pobj"]
    goals += [c for c in verb.children if c.dep_ == "dobj"]
    near = [m for g in goals for m in ctx.mentions.all(g.i)]
    found = {m.acts_for or m.entity.key for m in near}
    for mention in near:
        if mention.entity.key.startswith("place/") and reference.has(mention.entity.key):
            facts = reference.facts(mention.entity.key)
            found.update(str(o) for p, o in facts if p == "kg:locatedIn" and str(o).startswith("country/"))
    return found
