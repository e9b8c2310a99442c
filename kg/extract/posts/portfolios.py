"""Ministers told by ministry or portfolio: "runs the trade ministry", "keeps X at finance", "holds the portfolio"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg import reference
from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.mentions.names import is_ministry
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.cues import cues
from kg.extract.posts.holders import person_at
from kg.extract.posts.likely import likeliest
from kg.extract.posts.owners import Owner, state_of
from kg.extract.posts.phrases import noun_phrase
from kg.language.tables import words
from kg.model import Entity

_AT = frozenset({"at", "in", "to", "as"})
_ENDS = frozenset({"and", "after", "while", "but", "to", "from", "in", "for", "when", "as", "where", "on"})


def find_portfolios(ctx: Context) -> None:
    """Claim the ministers that a ministry or a portfolio tells, without their title; to be run after the titles."""
    for token in ctx.tokens.of(cues()["placing"], {"portfolio", "brief", "charge"}):
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in cues()["placing"]:
            _placed(ctx, token)
        elif lemma in {"portfolio", "brief"} and token.dep_ in {"dobj", "pobj"}:
            _holding(ctx, token)
        elif lemma == "charge" and token.dep_ == "pobj" and token.head.lower_ == "in":
            _in_charge(ctx, token)


def ministry_owner(body: Entity, weight: float, written: Iterable[Token] = ()) -> tuple[Owner, list[str]] | None:
    """Return the state whose minister heads a ministry, and the words of the title; None for any other body.

    The title is as `written` in the text where that names a field ("finance minister" of the "Ministry of Economy and
    Finance", which the text calls the finance ministry), else as in the ministry's name.
    """
    state = state_of(body) if body.key.startswith("body/") else None
    names = [n for n in (body.label, *body.names) if is_ministry(n)]
    if state is None or not names or "kg:Country" not in state.types:
        return None
    parts = [w.strip(",") for w in names[0].split(" of " + state.label)[0].split()]
    field = [w for w in parts if w.lower() in words("portfolios", "word") or w.lower() == "and"]
    own = [t.lower_ for t in written if t.lower_ in words("portfolios", "word") or t.lower_ == "and"]
    field = own if cues()["fields"] & set(own) else field
    field = field[1:] if field[:1] == ["and"] else field
    if not field:
        return None
    return Owner(state, "Minister", weight), [w.lower() for w in field] + ["minister"]


def _claim(ctx: Context, person: Mention, state: Entity, field: list[str], token: Token, told: Status) -> None:
    owner = Owner(state, "Minister", 0.8)
    post = post_entity([*field, "minister"], False, state)
    state_post(ctx, post, owner, token)
    hold(ctx, person, post, owner, token, Held(told, 0.8, None, False))


def portfolio_words(ctx: Context, i: int) -> list[str]:
    """Return the portfolio that the words from token `i` on are, where nothing else follows them."""
    doc = ctx.doc
    found: list[str] = []
    while i < len(doc) and (doc[i].lower_ in words("portfolios", "word") or (found and doc[i].lower_ == "and")):
        found.append(doc[i].lower_)
        i += 1
    while found and found[-1] == "and":
        found.pop()
        i -= 1
    ended = i >= len(doc) or doc[i].text in {".", ",", ";", ")"} or doc[i].lower_ in _ENDS
    return found if ended and cues()["fields"] & set(found) else []


def _placed(ctx: Context, verb: Token) -> None:
    """Read "keeping X at finance", "moved X to foreign affairs" of who forms a cabinet."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"} and c.i > verb.i]
    person = next((m for c in objects if (m := person_at(ctx, c.i)) is not None), None)
    if person is None or person.end >= len(ctx.doc) or ctx.doc[person.end].lower_ not in _AT:
        return
    field = portfolio_words(ctx, person.end + 1)
    state = _government(ctx, verb) if field else None
    if state is not None:
        _claim(ctx, person, state, field, verb, status(ctx, verb))


def _government(ctx: Context, token: Token) -> Entity | None:
    """Return the state of who places: what the article told of the subject's post, else the likeliest one."""
    subject = surface_subject(token)
    mention = ctx.mentions.at(subject.i) if subject is not None else None
    if mention is not None:
        for claim in ctx.claims:
            state = claim.object
            if claim.subject == mention.entity.key and claim.predicate == "kg:officialOf" and isinstance(state, str):
                return reference.entity(state) if state.startswith("country/") else None
        if mention.entity.key.startswith("company/"):
            return None
    return likeliest(ctx, token)


def _holding(ctx: Context, noun: Token) -> None:
    """Read "X, who also holds the finance portfolio"."""
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    if verb.lemma_.lower() not in {"hold", "have", "keep", "retain", "take", "get", "carry"}:
        return
    field = [c.lower_ for c in noun.lefts if c.lower_ in words("portfolios", "word")]
    subject = surface_subject(verb)
    person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    if person is None or not cues()["fields"] & set(field) or verb.tag_ == "VBD":
        return
    state = _government(ctx, verb)
    if state is not None:
        _claim(ctx, person, state, field, noun, status(ctx, verb))


def _in_charge(ctx: Context, noun: Token) -> None:
    """Read "X, who is in charge of the energy ministry"."""
    verb = noun.head.head
    inside = [c for c in noun.children if c.lower_ == "of"]
    subject = surface_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
    person = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if person is None or not inside or (verb.tag_ == "VBD" and not passive):
        return
    body = noun_phrase(ctx, inside[0].i + 1, noun.sent.end).mention
    found = ministry_owner(body.entity, 0.8, ctx.doc[body.start : body.end]) if body is not None else None
    if found is not None:
        _claim(ctx, person, found[0].entity, found[1][:-1], noun, status(ctx, verb))
        return
    field = portfolio_words(ctx, inside[0].i + 1) if passive and verb.lemma_.lower() in cues()["placing"] else []
    state = likeliest(ctx, noun) if field else None
    if state is not None:
        _claim(ctx, person, state, field, noun, status(ctx, verb))
