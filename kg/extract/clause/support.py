"""Light verbs: what a verb does with the noun it supports ("impose a duty": do, "lift sanctions": undo)."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon


@cache
def _effects() -> dict[str, str]:
    return {row["lemma"]: row["effect"] for row in lexicon.table("support_verbs")}


def effect_of(verb: Token) -> str:
    """Return what the verb does with its noun (do, undo, extend …); an empty string if it is no light verb."""
    effects = _effects()
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ in {"prt", "prep"} and f"{lemma} {child.lower_}" in effects:
            return effects[f"{lemma} {child.lower_}"]
    return effects.get(lemma, "")


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["effect"] for row in lexicon.table("support_nouns")}


def nominal_support(noun: Token) -> tuple[Token | None, str]:
    """Return the noun that does what a light verb does, and its effect: "the lifting of sanctions" (lifting, undo)."""
    head = noun
    while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ in {"of", "in", "for"}:
        outer = head.head.head
        effect = _nouns().get(outer.lemma_.lower(), "")
        if outer.pos_ in {"NOUN", "PROPN"} and effect:
            return outer, effect
    return None, ""
