"""Small questions about the parse that the finding of antecedents asks."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.mentions.antecedents import SUBJECTS
from kg.language.tables import words


def narrows(child: Token) -> bool:
    """Tell whether what follows a description makes it mean something else ("the country that …", "the bank of …")."""
    if child.dep_ in ("relcl", "acl"):
        return child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text != ","
    return child.dep_ == "prep" and child.lower_ in ("of", "for", "with", "without")


def clause_of(token: Token) -> Token | None:
    """Return the verb of the clause that a token stands in, or None at the root."""
    one = token
    while one.head != one:
        one = one.head
        if one.pos_ in ("VERB", "AUX") and one.dep_ not in ("aux", "auxpass"):
            return one
    return None


def argument(token: Token) -> Token:
    """Return the word that an apposition stands beside or a coordination begins with."""
    while token.dep_ in ("appos", "conj") and token.head != token:
        token = token.head
    return token


def sharing_subject(verb: Token) -> list[Token]:
    """Return a verb with those that it is coordinated with, which share its subject ("summoned X and told him")."""
    verbs = [verb]
    while verbs[-1].dep_ == "conj" and verbs[-1].head != verbs[-1]:
        verbs.append(verbs[-1].head)
    return verbs


def is_empty_it(token: Token) -> bool:
    """Tell whether "it" stands for nothing or for a whole clause ("it is clear that …", "it took years to …")."""
    if token.lower_ != "it" or token.dep_ == "expl":
        return token.dep_ == "expl"
    if token.dep_ not in SUBJECTS:
        return False
    clauses = [
        c for c in token.head.children if c.i > token.i and c.dep_ in ("ccomp", "csubj", "xcomp", "advcl", "acl")
    ]
    if token.head.lemma_ in words("empty_it_verbs") and clauses:
        return True
    attributes = [c for c in token.head.children if c.dep_ in ("acomp", "attr")]
    return any(c.dep_ in ("ccomp", "xcomp", "relcl", "acl", "advcl") for a in attributes for c in a.children)
