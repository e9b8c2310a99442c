"""Deposits: which state, region or place has what in its ground (kg:hasDepositsOf); of a place its country too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ActorRef, goods, is_kind
from kg.extract.clause.arguments import Slots, expand, modifiers
from kg.extract.clause.classes import function_words
from kg.extract.clause.status import status
from kg.extract.context import Context
from kg.extract.supply.portions import Good
from kg.extract.supply.traders import country_around, holders, traders

_PLACES = frozenset({"kg:Place", "kg:Facility"})
_SURE = 0.85
_VERBAL = frozenset({"VERB", "AUX"})


def find_deposits(ctx: Context) -> None:
    """Claim kg:hasDepositsOf wherever the article says so."""
    words = lexicon.toml("deposits")
    nouns = frozenset(words["deposit"]) | frozenset(words["reserve"])
    containing, adjectives = frozenset(words["containing"]), words["adjectives"]
    for token in ctx.doc:
        lemma = token.lemma_.lower()
        if token.pos_ in {"NOUN", "PROPN"} and lemma in nouns:
            _deposit(ctx, token)
        elif token.pos_ == "VERB" and lemma in containing:
            _contains(ctx, token)
        elif lemma in adjectives and token.pos_ in {"ADJ", "VERB", "PROPN"}:
            _rich(ctx, token, adjectives[lemma])


def _deposit(ctx: Context, noun: Token) -> None:
    """Read "holds deposits of copper", "Bolivia's lithium resources", "deposits of cobalt in Uganda"."""
    things = _things(ctx, noun)
    if not things or not _in_the_ground(ctx, noun, things):
        return
    verb = _holding_verb(noun)
    owners = _owners(ctx, noun)
    head = noun
    if verb is not None:
        subject = _where(ctx, Slots(verb).subjects()) if verb.pos_ in _VERBAL else _adjective_subject(ctx, verb)
        if subject:
            owners, head = subject, verb
    if not owners:
        owners, head = _lying(ctx, noun), noun.head
    denied = any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)
    _claim(ctx, owners, things, head, noun, denied=denied, known=head == noun)


def _things(ctx: Context, noun: Token) -> list[Good]:
    found = goods(ctx, Slots(noun)("of"))
    if not found:
        found = goods(
            ctx, [t for t in modifiers(noun) if t.dep_ in {"compound", "nmod", "amod", "conj"} or t.head == noun]
        )
    return [
        (key, where)
        for key, where in found
        if key.startswith("mineral/") and key not in lexicon.toml("deposits")["generic"]
    ]


def _in_the_ground(ctx: Context, noun: Token, things: Iterable[Good]) -> bool:
    words = lexicon.toml("deposits")
    if noun.lemma_.lower() in words["deposit"]:
        return True
    around = {t.lower_ for t in modifiers(noun)}
    if around & set(words["other"]):
        return False
    if all(key in words["money"] for key, _ in things) and noun.lemma_.lower() == "reserve":
        return False
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass"} else None
    return verb is None or verb.lemma_.lower() not in set(lexicon.toml("reserves")["building"]) - {"announce"}


def _holding_verb(noun: Token) -> Token | None:
    """Return the verb or adjective whose object (or whose object's whole) the deposits are."""
    words = frozenset(lexicon.toml("deposits")["verbs"])
    token = noun
    for _ in range(6):
        head = token.head
        if head == token:
            return None
        if token.dep_ in {"dobj", "attr"} and head.pos_ == "VERB":
            return head if head.lemma_.lower() in words else None
        if token.dep_ == "pobj" and head.pos_ == "ADP":
            above = head.head
            if above.pos_ in {"VERB", "ADJ", "NOUN"} and f"{above.lemma_.lower()} {head.lower_}" in words:
                return above
            if head.lower_ not in {"of", "for"}:
                return None
        elif token.dep_ not in {"prep", "conj", "appos"}:
            return None
        token = head
    return None


def _adjective_subject(ctx: Context, adjective: Token) -> list[ActorRef]:
    head = adjective.head
    if adjective.dep_ in {"acomp", "attr", "advmod"} and head.pos_ in _VERBAL:
        return _where(ctx, Slots(head).subjects())
    if adjective.dep_ in {"amod", "compound", "appos", "relcl", "acl", "advcl"}:
        return _where(ctx, [head]) or (_where(ctx, Slots(head).subjects()) if head.pos_ in _VERBAL else [])
    return []


def _owners(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return in whose ground it is, by the noun phrase itself."""
    possessors = [t for c in noun.children if c.dep_ == "poss" for t in expand(c)]
    found = _where(ctx, possessors) or holders(ctx, noun)[0]
    if found:
        return found
    slots = Slots(noun)
    places = [t for name in function_words("lying") for t in slots(name)]
    return _where(ctx, places) or _where(ctx, [t for t in modifiers(noun) if t.dep_ == "compound"])


def _lying(ctx: Context, noun: Token) -> list[ActorRef]:
    """Read "deposits of cobalt were found in Uganda": the place stands in the clause."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_.lower() not in lexicon.toml("deposits")["lying"]:
        return []
    slots = Slots(verb)
    return _where(ctx, [t for name in function_words("lying") if name != "of" for t in slots(name)])


def _where(ctx: Context, tokens: Iterable[Token]) -> list[ActorRef]:
    """Return the states, regions and places that the tokens stand for, a place with its country."""
    found: dict[str, ActorRef] = {}
    for token in tokens:
        mention = ctx.mentions.at(token.i)
        if mention is not None and is_kind(mention, _PLACES):
            found.setdefault(mention.entity.key, ActorRef(mention.entity.key, token))
            country = country_around(ctx, mention.entity.key)
            if country:
                found.setdefault(country, ActorRef(country, token, 0.9))
            continue
        for ref in traders(ctx, [token]):
            if ref.key.startswith(("country/", "subdivision/", "region/", "bloc/")):
                found.setdefault(ref.key, ref)
    return list(found.values())


def _contains(ctx: Context, verb: Token) -> None:
    """Read "the deposit at Kvanefjeld contains zinc", "the mine holds cobalt": the subject is in the ground itself."""
    words = lexicon.toml("deposits")
    subjects = Slots(verb).subjects()
    nouns = [t for t in subjects if t.lemma_.lower() in words["deposit"]]
    places: list[ActorRef] = []
    for noun in nouns:
        places += _owners(ctx, noun) or _where(ctx, [c for c in noun.children if c.dep_ == "appos"])
    if not nouns and verb.lemma_.lower() != "have":
        named = [t for s in subjects for t in (s, *(m for m in modifiers(s) if m.dep_ == "compound"))]
        sites = [t for t in named if (m := ctx.mentions.at(t.i)) is not None and is_kind(m, _PLACES)]
        places = _where(ctx, sites)
    if not places and not nouns:
        return
    objects = [t for t in Slots(verb).objects() if t.lemma_.lower() not in {*words["deposit"], *words["reserve"]}]
    generic = words["generic"]
    things = [g for g in goods(ctx, objects) if g[0].startswith("mineral/") and g[0] not in generic and g[1].i > verb.i]
    _claim(ctx, places, things, verb, verb)


def _rich(ctx: Context, adjective: Token, prepositions: Iterable[str]) -> None:
    """Read "Zambia is rich in copper", "resource-rich Chile", "blessed with oil"."""
    compound = [
        c for c in adjective.children if c.dep_ in {"npadvmod", "compound", "amod", "nmod"} and c.i < adjective.i
    ]
    slots = Slots(adjective)
    things = goods(ctx, [t for name in prepositions for t in slots(name)]) or goods(ctx, compound)
    things = [g for g in things if g[0].startswith("mineral/")]
    if not things:
        return
    places = _adjective_subject(ctx, adjective)
    if not places and adjective.pos_ == "VERB":
        places = _where(ctx, slots.objects() or slots.subjects())
    _claim(ctx, places, things, adjective, adjective)


def _claim(
    ctx: Context,
    owners: Iterable[ActorRef],
    things: Iterable[Good],
    head: Token,
    where: Token,
    *,
    denied: bool = False,
    known: bool = False,
) -> None:
    """Make the claims; `known` where the phrase takes the deposits for granted ("Bolivia's lithium")."""
    state = status(ctx, head)
    if known:
        state = replace(state, polarity="Affirmed", modality="Actual")
    if denied:
        state = replace(state, polarity="Negated" if state.polarity == "Affirmed" else "Affirmed")
    for ref in owners:
        for key, _ in things:
            ctx.claim(ref.key, "kg:hasDepositsOf", key, where, state, _SURE * ref.weight)
