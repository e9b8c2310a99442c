"""Light verbs: what a verb does with the noun it supports ("impose a duty": do, "lift sanctions": undo)."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon


@cache
def _effects() -> dict[str, str]:
    return {row["lemma"]: row["effect"] for row in lexicon.table("support_verbs")}


def effect_of(verb: Token) -> str:
    """Return what the verb does with its noun: do, undo, extend, reduce, plan, refuse, undergo; empty if it is no light verb."""
    effects = _effects()
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ in {"prt", "prep"} and f"{lemma} {child.lower_}" in effects:
            return effects[f"{lemma} {child.lower_}"]
    return effects.get(lemma, "")
