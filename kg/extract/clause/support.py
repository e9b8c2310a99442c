"""Light verbs: what a verb does with the noun it supports ("impose a duty": do, "lift sanctions": undo)."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon

_NUMBERS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})


@cache
def _effects() -> dict[str, str]:
    return {row["lemma"]: row["effect"] for row in lexicon.table("support_verbs")}


@cache
def support_lemmas(effects: frozenset[str]) -> frozenset[str]:
    """Return the lemmas of the light verbs that have one of the effects, without their particles."""
    return frozenset(lemma.split()[0] for lemma, effect in _effects().items() if effect in effects)


def effect_of(verb: Token) -> str:
    """Return what the verb does with its noun (do, undo, extend …); an empty string if it is no light verb."""
    effects = _effects()
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "with":
            continue  # "answered the levy with duties": it is the duties that the verb brings about
        effect = effects.get(f"{lemma} {child.lower_}", "") if child.dep_ in {"prt", "prep"} else ""
        if effect == "none" and any(g.like_num or g.ent_type_ in _NUMBERS for g in child.subtree):
            continue  # "took the duty to 50 per cent"
        if effect:
            return effect if effect != "none" else ""
    if any(child.dep_ == "prt" for child in verb.children):
        return ""  # "took up the petition" is no "took"
    return effects.get(lemma, "")


def linked_effect(noun: Token) -> tuple[Token | None, str]:
    """Return the verb or adjective that holds a noun by a preposition, and its effect.

    "Was slapped with a duty" (slap with), "hit back with tariffs" (hit back with), "is subject to a levy" (subject to),
    "was hit by sanctions" (hit by).
    """
    head = noun
    while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    if head.dep_ != "pobj" or head.head.pos_ not in {"ADP", "SCONJ", "VERB"}:
        return None, ""
    preposition, holder = head.head, head.head.head
    if holder.pos_ not in {"VERB", "ADJ", "AUX"}:
        return None, ""
    lemma, link = holder.lemma_.lower(), preposition.lower_
    particles = [c.lower_ for c in holder.children if c.dep_ in {"prt", "advmod"} and holder.i < c.i < preposition.i]
    known = _effects()
    be = "be" if holder.pos_ == "ADJ" or preposition.dep_ == "agent" else ""
    for middle in [*particles, ""]:
        effect = known.get(" ".join(filter(None, (be, lemma, middle, link))), "none")
        if effect != "none":
            return holder, effect
    return None, ""


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
        if outer.dep_ == "pobj" and outer.head.lower_ == "by":  # "the imposition by Norway of a duty"
            outer = outer.head.head
        effect = _nouns().get(outer.lemma_.lower(), "")
        if outer.pos_ in {"NOUN", "PROPN"} and effect:
            return outer, effect
    return None, ""
