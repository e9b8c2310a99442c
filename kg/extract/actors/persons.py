"""Persons as actors: whom a title names, for whom "we" speaks, whose official somebody is."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg import reference
from kg.extract.clause.arguments import expand
from kg.extract.clause.classes import function_words
from kg.extract.context import Context
from kg.extract.interviews import asked
from kg.language.titles import TITLES
from kg.model import Modality

_STEPS = 3  # from an office to the state above it


@dataclass(frozen=True, slots=True)
class ActorRef:
    """Who a token stands for; `hedge` is set where only this conjunct is possible ("and possibly Bolivia")."""

    key: str
    token: Token
    weight: float = 1.0
    hedge: Modality | None = None


def named_behind(ctx: Context, token: Token) -> ActorRef | None:
    """Return the person whose name follows the title that the token heads: "Commissioner for Trade Ann Lee"."""
    ends: dict[int, int] | None = ctx.memo.get("title_ends")
    if ends is None:
        ends = {i: title.end for title in ctx.doc.spans.get(TITLES, ()) for i in range(title.start, title.end)}
        ctx.memo["title_ends"] = ends
    mention = ctx.mentions.at(ends[token.i]) if ends.get(token.i, len(ctx.doc)) < len(ctx.doc) else None
    if mention is None or mention.start != ends[token.i] or "kg:Person" not in mention.entity.types:
        return None
    return ActorRef(mention.entity.key, token)


def misjoined(token: Token) -> list[Token]:
    """Return the persons whom the parser joins to a title's state: "the minister of mines of Peru, Ann Lee, and Bo"."""
    for inner in token.subtree if token.pos_ in {"NOUN", "PROPN"} else ():
        before = inner.left_edge.i - 1
        named = (
            inner.dep_ == "conj" and inner.ent_type_ == "PERSON" and inner.head.dep_ == "pobj" and inner.head.ent_type_
        )
        if named and inner.head != token and before > 0 and token.doc[before].text == ",":
            return expand(inner)
    return []


def first_person(ctx: Context, token: Token) -> ActorRef | None:
    """Return whom "I" or "we" means in a quotation: the speaker, or the state or firm that the speaker stands for."""
    asked_one = asked(ctx, token)
    if asked_one:
        state = represented(ctx, asked_one)
        return ActorRef(state, token, 0.8) if state else None
    if token.lemma_.lower() in function_words("own_state") and (owner := _own(token)) is not None:
        mine = first_person(ctx, owner)
        state = represented(ctx, mine.key) if mine is not None and mine.key.startswith("person/") else ""
        return (
            ActorRef(state, token, 0.8)
            if state
            else (mine if state or mine is None else ActorRef(mine.key, token, 0.8))
        )
    many = token.lower_ in function_words("first_persons")
    if not many and token.lower_ not in function_words("first_person"):
        return None
    speaker = next((key for begin, end, key in ctx.quoted if begin <= token.i < end), "")
    key = represented(ctx, speaker) if many and speaker.startswith("person/") else speaker
    return ActorRef(key, token, 0.85) if key else None


def _own(noun: Token) -> Token | None:
    """Return the pronoun of the first or second person in "my country", "our nation", "your government"."""
    return next(
        (c for c in noun.children if c.dep_ == "poss" and c.lower_ in {"my", "our", "your"}),
        None,
    )


def represented(ctx: Context, person: str) -> str:
    """Return the state or bloc whose official a person is, else the firm that the person is of, else nothing."""
    own = country_of(ctx, person)
    for _ in range(_STEPS):
        if not own or own.startswith(("country/", "bloc/")):
            break
        above = [c.object for c in ctx.claims if c.subject == own and c.predicate == "kg:partOf"]
        above += [o for p, o in reference.facts(own) if p == "kg:partOf"] if reference.has(own) else []
        own = next((o for o in above if isinstance(o, str)), "")
    if own:
        return own
    ties = [c.object for c in ctx.claims if c.subject == person and c.predicate == "kg:affiliatedWith"]
    return next((o for o in ties if isinstance(o, str) and o.startswith("company/")), "")


def country_of(ctx: Context, person: str) -> str:
    """Return the state that the person is an official of, by the article's own posts or the reference table."""
    for claim in ctx.claims:
        if claim.subject == person and claim.predicate == "kg:officialOf" and isinstance(claim.object, str):
            return claim.object
    if reference.has(person):
        for predicate, obj in reference.facts(person):
            if predicate == "kg:officialOf" and isinstance(obj, str):
                return obj
    return ""


def is_private(ctx: Context, key: str) -> bool:
    """Return whether a person holds no post, by the article or the reference table, and so acts for no state."""
    if not key.startswith("person/") or reference.has(key):
        return False
    return not any(c.subject == key and c.predicate in {"kg:holdsPost", "kg:officialOf"} for c in ctx.claims)
