"""Kinds of mentions that slots ask for, and the lemmas by which nouns are looked up."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language.mention import Mention

ACTORS = frozenset(
    f"kg:{name}"
    for name in [
        "Country",
        "Subdivision",
        "Bloc",
        "Organization",
        "GovernmentBody",
        "InternationalOrganization",
        "Company",
        "ArmedGroup",
        "Group",
        "Person",
    ]
)
STATES = frozenset({"kg:Country", "kg:Bloc", "kg:Subdivision"})
COMMODITIES = frozenset({"kg:Commodity", "kg:Mineral", "kg:Product"})


def lemmas(token: Token) -> frozenset[str]:
    """Return the lemma in lower case; of a capitalised plural ("Ministers"), tagged as a name, its singular too."""
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and lemma.endswith("s"):
        return frozenset({lemma, lemma[:-1], lemma[:-3] + "y" if lemma.endswith("ies") else lemma})
    return frozenset({lemma})


def is_kind(mention: Mention, kinds: frozenset[str]) -> bool:
    """Return whether the mention's entity is of one of the classes."""
    return not kinds.isdisjoint(mention.entity.types)
