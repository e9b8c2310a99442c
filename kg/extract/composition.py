"""What commodities are for: used in which product, made from which material."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors import COMMODITIES, goods, is_kind
from kg.extract.arguments import Slots, surface_subject
from kg.extract.context import Context
from kg.extract.status import status

_SURE = 0.88


def find_composition(ctx: Context) -> None:
    """Claim kg:usedIn and kg:madeFrom wherever the article says so."""
    table = lexicon.toml("composition")
    used, made = table["used_in"], table["made_from"]
    for token in ctx.doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            if lemma in used["verbs"]:
                _claim(ctx, token, Slots(token)("obj"), used["verbs"][lemma], "kg:usedIn")
            if lemma in made["verbs"]:
                _claim(ctx, token, Slots(token)("obj"), made["verbs"][lemma], "kg:madeFrom")
        elif token.pos_ in {"ADJ", "NOUN"}:
            prepositions = used["adjectives"].get(lemma) or used["nouns"].get(lemma)
            if prepositions:
                _claim(ctx, token, _described(token), prepositions, "kg:usedIn")


def _described(token: Token) -> list[Token]:
    """Return what an adjective or predicate noun is said of: "X is essential", "essential raw materials"."""
    head = token.head
    if token.dep_ in {"acomp", "attr", "oprd"} and head.pos_ in {"AUX", "VERB"}:
        subject = surface_subject(head)
        return [subject] if subject is not None else []
    if token.dep_ == "amod":
        return [head]
    if token.dep_ in {"appos"}:
        return [head]
    return []


def _claim(ctx: Context, head: Token, subjects: list[Token], prepositions: Iterable[str], predicate: str) -> None:
    targets = _targets(ctx, head, frozenset(prepositions))
    if not targets or not subjects:
        return
    state = status(ctx, head)
    for key, _ in goods(ctx, subjects):
        for other, where in targets:
            if other != key:
                ctx.claim(key, predicate, other, where, state, _SURE)


def _targets(ctx: Context, head: Token, prepositions: frozenset[str]) -> list[tuple[str, Token]]:
    """Return the commodities behind the prepositions, also inside "everything from X to Y" and "manufacturing X"."""
    found: dict[str, Token] = {}
    for child in head.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in prepositions:
            for token in _below(child):
                mention = ctx.mentions.at(token.i)
                if mention is not None and is_kind(mention, COMMODITIES) and token.i == mention.root:
                    found.setdefault(mention.entity.key, token)
    return list(found.items())


def _below(preposition: Token) -> list[Token]:
    """Return the tokens under a preposition without those of relative clauses."""
    found: list[Token] = []
    stack = list(preposition.children)
    while stack:
        token = stack.pop()
        if token.dep_ in {"relcl", "advcl"}:
            continue
        found.append(token)
        stack.extend(token.children)
    return sorted(found, key=lambda t: t.i)
