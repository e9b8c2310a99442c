"""Cabinets and reshuffles: "the foreign ministry went to X", "X moves from energy to trade", "Y was given trade".

What a clause moves is a person; where to is a target: a ministry, a portfolio or a bare field ("finance"). Which
argument is which depends on the verb's class, listed in `lexicon/post_cues.toml` under `cabinet_verbs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from kg import lexicon, reference
from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.cues import cues
from kg.extract.posts.likely import likeliest
from kg.extract.posts.owners import Owner, state_of
from kg.extract.posts.persons import person_at
from kg.extract.posts.portfolios import ministry_owner, portfolio_words
from kg.extract.posts.titles import row_of
from kg.language.tables import words
from kg.model import Entity

_NEAR = 3  # sentences in which the talk is of a cabinet
_TO = ("to", "at", "in", "into")
_OBJECTS = frozenset({"dobj", "dative", "iobj", "oprd", "attr"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class _Target:
    """A ministry, portfolio or office: its holder's title and role, and the state where the words name it."""

    title: tuple[str, ...]
    state: Entity | None
    sure: bool  # a ministry or portfolio by name, no bare field
    role: str = "Minister"


@dataclass(slots=True)
class _Arguments:
    """What a verb has around it: its subject, objects, and the objects of its prepositions."""

    subject: Token | None
    passive: bool
    objects: list[Token] = field(default_factory=list)
    inside: dict[str, list[Token]] = field(default_factory=dict)

    def behind(self, *prepositions: str) -> list[Token]:
        """Return the objects of some prepositions."""
        return [t for preposition in prepositions for t in self.inside.get(preposition, ())]


@cache
def _classes() -> Mapping[str, tuple[str, ...]]:
    """Return the classes of each verb, a particle behind it, as in "take over"."""
    found: dict[str, tuple[str, ...]] = {}
    for name, verbs in lexicon.toml("post_cues")["cabinet_verbs"].items():
        for verb in verbs:
            found[verb] = (*found.get(verb, ()), name)
    return found


def find_cabinet_moves(ctx: Context) -> None:
    """Claim who gets, has left or is to get a ministry; to be run after the titles."""
    for token in ctx.tokens.of({verb.split()[0] for verb in _classes()}):
        if token.pos_ == "VERB":
            for kind in _classes_of(token):
                _claim_all(ctx, token, kind)


def _classes_of(verb: Token) -> tuple[str, ...]:
    """Return the classes of a verb with the particle that it has."""
    particles = [c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"} and c.i > verb.i]
    for particle in particles:
        if f"{verb.lemma_.lower()} {particle}" in _classes():
            return _classes()[f"{verb.lemma_.lower()} {particle}"]
    return _classes().get(verb.lemma_.lower(), ())


def _claim_all(ctx: Context, verb: Token, kind: str) -> None:
    given = _arguments(ctx, verb)
    pairs = [*_pairs(given, kind), *(_gapped(ctx, verb) if kind in {"go", "place"} else ())]
    found = [
        (person, target, over)
        for who, what, over in pairs
        if (person := person_at(ctx, who.i, pronoun=True)) is not None
        and (target := _target(ctx, what, verb)) is not None
    ]
    told = status(ctx, verb) if found else Status()
    for person, target, over in found:
        if not target.sure and not _of_cabinets(ctx, verb):
            continue
        state = target.state or _state(ctx, person, verb)
        if state is None or (over and (told.polarity != "Affirmed" or told.modality == "Conditional")):
            continue
        past = Status(speaker=told.speaker, asserted=told.asserted) if over else told
        _claim(ctx, person, target, state, verb, past, over=over)


def _arguments(ctx: Context, verb: Token) -> _Arguments:
    children = list(verb.children)
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in children) or (verb.tag_ == "VBN" and verb.dep_ == "acl")
    found = _Arguments(surface_subject(verb), passive)
    for child in children:
        if child.dep_ in _OBJECTS and child.i > verb.i and child.pos_ != "ADP":
            found.objects.append(child)
        elif (child.pos_ == "ADP" or child.dep_ in {"prep", "agent", "dative"}) and not _others(ctx, child, found):
            found.inside.setdefault(child.lower_, []).extend(c for c in child.children if c.dep_ == "pobj")
    for one in [*found.objects, *found.behind("from")]:  # "replaced Y at trade", "from energy to trade" as parsed
        for child in one.children:
            if child.dep_ == "prep" and child.lower_ in {*_TO, "from"}:
                found.inside.setdefault(child.lower_, []).extend(c for c in child.children if c.dep_ == "pobj")
    return found


def _others(ctx: Context, preposition: Token, given: _Arguments) -> bool:
    """Tell whether a preposition follows another person's name, as in "X goes to mines, Y to trade"."""
    person = person_at(ctx, preposition.i - 1)
    own = [t for t in (given.subject, *given.objects) if t is not None]
    return person is not None and not any(person.start <= t.i < person.end for t in own)


def _gapped(ctx: Context, verb: Token) -> Iterator[tuple[Token, Token, bool]]:
    """Give the further pairs of "X goes to mines, Y to trade and Z to the interior ministry"."""
    doc = ctx.doc
    for i in range(verb.i + 1, verb.sent.end - 1):
        person = person_at(ctx, i)
        if person is None or person.start != i or doc[i - 1].lower_ not in {",", "and", "while", ";"}:
            continue
        k = person.end + 1
        if person.end < verb.sent.end and doc[person.end].lower_ in _TO and k < verb.sent.end:
            k += doc[k].lower_ == "the"
            while k + 1 < verb.sent.end and doc[k].dep_ == "compound" and doc[k].head.i > k:
                k = doc[k].head.i
            yield doc[person.root], doc[k], False


def _pairs(given: _Arguments, kind: str) -> Iterator[tuple[Token, Token, bool]]:
    """Give (person, ministry, whether it is over) as the class of the verb places them; most pairs are of neither."""
    subject = [given.subject] if given.subject is not None else []
    objects, to, away = given.objects, given.behind(*_TO), given.behind("from")
    if kind == "get":
        owners = given.behind("by") if given.passive else subject
        yield from ((p, t, False) for p in owners for t in (subject if given.passive else objects))
        yield from ((p, t, True) for p in away for t in objects)
    elif kind == "go" and not given.passive and not objects:
        yield from ((p, t, False) for p in subject for t in to)
        yield from ((p, t, True) for p in subject for t in away)
        yield from ((p, t, False) for t in subject for p in given.behind("to"))
    elif kind == "hand":
        takers = [*(subject if given.passive else ()), *objects, *given.behind("to")]
        things = [*(subject if given.passive else ()), *objects]
        yield from ((p, t, False) for p in takers for t in things if p.i != t.i)
    elif kind == "place":
        moved = subject if given.passive else objects
        yield from ((p, t, False) for p in moved for t in to)
        yield from ((p, t, True) for p in moved for t in away)
    elif kind == "replace":
        new = given.behind("by") if given.passive else subject
        old = subject if given.passive else objects
        yield from ((p, t, False) for p in new for t in to)
        yield from ((p, t, True) for p in old for t in to)
    elif kind == "swap" and not given.passive:
        yield from ((p, t, True) for p in subject for t in objects)
        yield from ((p, t, False) for p in subject for t in given.behind("for"))
    elif kind == "remove":
        yield from ((p, t, True) for p in (subject if given.passive else objects) for t in away)
    elif kind == "leave" and not given.passive:
        yield from ((p, t, True) for p in subject for t in objects)


def _target(ctx: Context, noun: Token, verb: Token) -> _Target | None:
    """Return what ministry or portfolio a noun means: "the energy ministry", "the mining portfolio", bare "finance"."""
    mention = ctx.mentions.at(noun.i)
    if noun.lower_ in _offices():
        return _office(ctx, noun, mention)
    if mention is not None and mention.entity.key.startswith("body/"):
        found = ministry_owner(mention.entity, 0.8, ctx.doc[mention.start : mention.end])
        return _Target(tuple(found[1]), found[0].entity, True) if found is not None else None
    if noun.lemma_.lower() in {"portfolio", "brief", "ministry", "department"}:
        field_of = [c.lower_ for c in noun.lefts if c.lower_ in words("portfolios", "word")]
        return _Target((*field_of, "minister"), None, True) if cues()["fields"] & set(field_of) else None
    if mention is not None and mention.form != "noun":
        return None
    start = min([noun.i, *(c.i for c in noun.lefts if c.lower_ in words("portfolios", "word"))])
    bare = start > 0 and ctx.doc[start - 1].lower_ in {*_TO, "from", "for", verb.lower_}
    found_words = portfolio_words(ctx, start) if bare else []
    return _Target((*found_words, "minister"), None, False) if found_words else None


@cache
def _offices() -> Mapping[str, str]:
    """Return the nouns for an office with the title of who holds it ("presidency", "premiership")."""
    return dict(lexicon.toml("post_cues")["offices"])


def _office(ctx: Context, noun: Token, body: Mention | None) -> _Target | None:
    """Return the office that "Ghana's presidency", "the premiership of Japan" or bare "the presidency" is."""
    title = _offices()[noun.lower_].split()
    row = row_of(title)
    beside = [c for c in noun.lefts if c.dep_ in {"poss", "amod", "compound"} and ctx.mentions.at(c.i) is not None]
    beside += [g for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children]
    mentions = [m for c in beside if (m := ctx.mentions.at(c.i)) is not None]
    own = state_of(body.entity) if body is not None else None
    keys = [m.acts_for or m.entity.key for m in mentions]
    if row is None or any(not key.startswith("country/") for key in keys) or len(beside) != len(mentions):
        return None
    return _Target(tuple(title), reference.entity(keys[0]) if keys else own, True, row.role)


def _of_cabinets(ctx: Context, token: Token) -> bool:
    """Tell whether the sentence or one of the few before it speaks of ministers or a cabinet."""
    here = ctx.sentence_of(token)
    near = ctx.tokens.of(forms=cues()["cabinet_words"])
    return any(here - _NEAR <= ctx.sentence_of(t) <= here for t in near)


def _state(ctx: Context, person: Mention, verb: Token) -> Entity | None:
    """Return the state whose post the person has or had by the article, else whom the sentence is most likely of."""
    posts = [
        c.object
        for c in ctx.claims
        if c.subject == person.entity.key and c.predicate in {"kg:holdsPost", "kg:formerlyHeldPost"}
    ]
    within = {c.object for c in ctx.claims if c.predicate == "kg:postIn" and c.subject in posts}
    states = [key for key in within if isinstance(key, str) and key.startswith("country/")]
    if len(within) == 1 and states:
        return reference.entity(states[0])
    return likeliest(ctx, verb) if not within else None


def _claim(
    ctx: Context, person: Mention, target: _Target, state: Entity, token: Token, told: Status, *, over: bool
) -> None:
    owner = Owner(state, target.role, 0.8)
    post = post_entity(list(target.title), False, state)
    state_post(ctx, post, owner, token)
    hold(ctx, person, post, owner, token, Held(told, 0.8, None, over))
