"""The cue words of polarity, modality and attribution, by what they do and where they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg import lexicon


@dataclass(frozen=True)
class Cues:
    """The tables of `lexicon/cues.toml` and the kinds of `lexicon/reporting_verbs.csv`, each word with its effect."""

    aux: Mapping[str, str]
    adverbs: Mapping[str, str]
    governors: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    adjective_preps: Mapping[str, str]
    modifiers: Mapping[str, str]
    leads: Mapping[str, str]
    noun_leads: Mapping[str, str]
    predicates: Mapping[str, str]
    marks: frozenset[str]
    negators: frozenset[str]
    not_negating: frozenset[str]
    negative_subjects: frozenset[str]
    scant: frozenset[str]
    degree_verbs: frozenset[str]
    reports: frozenset[str]
    rejecting: frozenset[str]
    naming: frozenset[str]
    dropping: frozenset[str]
    falsehood: frozenset[str]
    attributing: frozenset[str]
    copulas: frozenset[str]
    occurring: frozenset[str]
    accounts: frozenset[str]
    present: frozenset[str]
    backdrops: frozenset[str]
    foreseen: frozenset[str]
    truth: frozenset[str]
    hearsay: frozenset[str]
    reporting: Mapping[str, str]


@cache
def cues() -> Cues:
    """Return the cues of `lexicon/cues.toml` and `lexicon/reporting_verbs.csv`."""
    data = lexicon.toml("cues")

    def by_word(part: str) -> dict[str, str]:
        return {word: effect for effect, words in data[part].items() for word in words}

    def words(part: str, name: str) -> frozenset[str]:
        return frozenset(data[part][name])

    return Cues(
        aux=by_word("aux"),
        adverbs=by_word("adverb"),
        governors=by_word("verb"),
        nouns=by_word("noun"),
        adjectives=by_word("adjective"),
        adjective_preps=by_word("adjective_prep"),
        modifiers=by_word("modifier"),
        leads=by_word("lead"),
        noun_leads=by_word("noun_lead"),
        predicates=by_word("predicate"),
        marks=words("mark", "conditional"),
        negators=words("negator", "words"),
        not_negating=words("negator", "not_before"),
        negative_subjects=words("negative_subject", "words"),
        scant=words("scant", "words"),
        degree_verbs=words("context", "degree_verbs"),
        reports=words("report", "nouns"),
        rejecting=words("report", "rejecting"),
        naming=words("called", "naming"),
        dropping=words("dropped", "verbs"),
        falsehood=words("called", "falsehood"),
        attributing=words("report", "attributing"),
        copulas=words("context", "copulas"),
        occurring=words("context", "occurring"),
        accounts=words("account", "words"),
        present=words("context", "present"),
        backdrops=words("context", "backdrops"),
        foreseen=words("context", "foreseen"),
        truth=words("context", "truth"),
        hearsay=words("context", "hearsay"),
        reporting={row["lemma"]: row["kind"] for row in lexicon.table("reporting_verbs")},
    )


def effect_of_verb(verb: Token, table: Mapping[str, str]) -> str:
    """Return a verb's effect, with a particle or preposition of its own first: "rule out" before "rule"."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"prt", "prep", "advmod"} and f"{lemma} {child.lower_}" in table:
            return table[f"{lemma} {child.lower_}"]
    return table.get(lemma, "")


def leading(start: Token, table: Mapping[str, str]) -> str:
    """Return the effect of the fixed phrase that stands directly before a token: "instead of", "in the event of"."""
    before = [t.lower_ for t in start.doc[max(start.i - 4, start.sent.start) : start.i]]
    for size in range(len(before), 0, -1):
        effect = table.get(" ".join(before[-size:]))
        if effect:
            return effect
    return ""


def following(verb: Token, phrases: Iterable[str], reach: int = 6) -> str:
    """Return the fixed phrase that stands close behind a verb ("is still on the table"), or an empty string."""
    window = verb.doc[verb.i + 1 : min(verb.i + 1 + reach, verb.sent.end)]
    text = f" {' '.join(t.lower_ for t in window)} "
    return next((phrase for phrase in phrases if f" {phrase} " in text), "")
