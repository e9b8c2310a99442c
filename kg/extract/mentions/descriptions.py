"""Definite descriptions ("the Nordic kingdom", "the Toronto company"): what their words say of what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from kg import lexicon, reference
from kg.extract.mentions.syntax import narrows
from kg.language.mention import Mention
from kg.model import Entity

_ARTICLES = ("the", "this", "that")
_SEATED = ("based", "headquartered", "listed", "domiciled")
_PARTS = ("amod", "compound", "nummod", "npadvmod", "nmod", "punct")
_DASHES = ("-", "–", "‑")


@dataclass(frozen=True, slots=True)
class Description:
    """A row of `descriptions.csv`: what a noun may mean, in how many sentences back."""

    types: frozenset[str]
    plural: bool
    only: frozenset[str]
    names: tuple[str, ...]
    reach: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A description in the text: where it begins, which keys and which seat it allows, and whether it is `loose`.

    It is loose where an adjective is not known, as in "the cash-strapped country": then only what alone fits is meant.
    """

    start: int
    only: frozenset[str]
    seats: frozenset[str] = frozenset()
    loose: bool = False


@cache
def descriptions() -> dict[str, Description]:
    """Return the rows of `lexicon/descriptions.csv` by their noun."""
    found = {}
    for row in lexicon.table("descriptions"):
        found[row["word"]] = Description(
            frozenset(row["types"].split()),
            row["number"] == "pl",
            frozenset(row["only"].split()),
            tuple(row["names"].split()),
            int(row["reach"]),
        )
    return found


@cache
def numbers() -> dict[str, int]:
    """Return the words that count a group, with their numbers ("both" is two)."""
    return {"both": 2, **lexicon.toml("function_words")["numbers"]}


@cache
def _modifiers() -> dict[str, frozenset[str]]:
    return {row["word"]: frozenset(row["only"].split()) for row in lexicon.table("description_modifiers")}


@cache
def _plural() -> frozenset[str]:
    """Return the words that may stand before a plural which refers to a group told before."""
    words = lexicon.toml("function_words")
    return frozenset((*words["plural"], *words["numbers"]))


@cache
def _telling() -> frozenset[str]:
    """Return the adjectives that make a description mean something else than what was named ("the other country")."""
    return frozenset(lexicon.toml("function_words")["distinguishing"])


def phrase_of(doc: Doc, token: Token, kind: Description, at: Mapping[int, Sequence[Mention]]) -> Phrase | None:
    """Return what the words before a noun say of what it means; None where it is no definite description.

    `at` are the mentions by token: a place or nationality before a company tells its seat.
    """
    i, parts = _words_before(doc, token)
    if i < 0 or doc[i].lower_ not in (_plural() if kind.plural else _ARTICLES):
        if not (kind.plural and parts and parts[0].lower_ in numbers()):
            return None
        i += 1
    if any(narrows(child) or _names(child, token) for child in token.rights):
        return None
    counted = kind.plural and bool(parts) and parts[0].lower_ in numbers()
    parts = parts[1:] if counted else parts
    if not parts:
        return Phrase(i, kind.only)
    allowed = _modifiers().get(" ".join(part.lower_ for part in parts))
    if allowed is not None:
        return Phrase(i, kind.only & allowed if kind.only and allowed else kind.only or allowed)
    if kind.plural:
        return None
    seats = _seats(parts, at)
    if seats:
        firms = kind.types & {"kg:Company", "kg:Organization", "kg:InternationalOrganization"}
        return Phrase(i, kind.only, seats) if firms else None
    return Phrase(i, kind.only, loose=True) if _harmless(parts, at) and "kg:Person" not in kind.types else None


def _names(child: Token, noun: Token) -> bool:
    """Return whether a name in close apposition says what a noun means: "the lithium producer Salinor"."""
    name = child.left_edge.i == noun.i + 1 and child.tag_.startswith("NNP")
    return name and child.dep_ == "appos" and bool(child.ent_type_)


def _words_before(doc: Doc, token: Token) -> tuple[int, list[Token]]:
    """Return the index of the determiner's place and the words between it and the noun."""
    i = token.i - 1
    parts: list[Token] = []
    while i >= 0 and doc[i].dep_ in _PARTS and doc[i].head.i in range(i + 1, token.i + 1) and doc[i].text != ",":
        parts.insert(0, doc[i])
        i -= 1
    return i, parts


def _seats(parts: Sequence[Token], at: Mapping[int, Sequence[Mention]]) -> frozenset[str]:
    """Return the states that "Swiss", "Toronto", "Geneva-based" before a company may mean as its seat."""
    found: set[str] = set()
    for part in parts:
        here = at.get(part.i, ())
        if not here:
            if part.lower_ in _SEATED or part.text in _DASHES:
                continue
            return frozenset()
        for mention in here:
            found.add(mention.entity.key)
            found.update(str(o) for p, o in reference.facts(mention.entity.key) if p == "kg:locatedIn")
    return frozenset(found)


def _harmless(parts: Sequence[Token], at: Mapping[int, Sequence[Mention]]) -> bool:
    """Return whether words only colour a description ("the desert country"): no names, ranks, numbers or contrasts."""
    return not any(
        part.i in at
        or part.tag_ in ("JJR", "JJS", "RBR", "RBS", "CD", "NNP", "NNPS", "POS", "PRP$")
        or part.lower_ in _telling()
        or part.lemma_.lower() in _telling()
        or (part.text[:1].isupper() and part.ent_type_ != "")
        for part in parts
    )


def seated(entity: Entity, seats: frozenset[str]) -> bool | None:
    """Return whether an organisation has its seat in one of the states or cities; None where that is not known."""
    homes = (
        {str(o) for p, o in reference.facts(entity.key) if p == "kg:headquarteredIn"}
        if reference.has(entity.key)
        else set()
    )
    if not homes:
        return None
    return bool(homes & seats) or any(
        str(o) in seats for home in homes for p, o in reference.facts(home) if p == "kg:locatedIn"
    )
