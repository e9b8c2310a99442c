"""Small questions about the parse that the finding of antecedents asks."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg import lexicon
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


def taken_up(subject: Token) -> Token:
    """Return the noun that "which" or "that" as a subject takes up ("Chile, which mines less as its ores decline")."""
    verb = subject.head
    while verb.dep_ == "conj" and verb.head is not verb:
        verb = verb.head
    return verb.head if subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else subject


def name_follows(doc: Doc, token: Token) -> bool:
    """Tell whether the name of what is meant follows at once ("the German steelmaker Xyz"), known or not."""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return after is not None and after.tag_ in ("NNP", "NNPS") and after.text[0].isupper() and not after.is_sent_start


def speaker_last(root: Token) -> bool:
    """Tell whether a sentence ends with who said it ("Hungary vetoed the loan, diplomats said."), who is no topic."""
    speaker = next((c for c in root.children if c.dep_ in SUBJECTS), None)
    if speaker is None or root.lemma_ not in words("reporting_verbs", "lemma"):
        return False
    return any(c.dep_ == "ccomp" and c.i < speaker.i for c in root.children)


def in_clause_of(token: Token, noun: Token) -> bool:
    """Tell whether a word stands in a clause that hangs on a noun ("Chile, which smelts less as its ores decline")."""
    one = token
    while one.head is not one and one is not noun:
        one = one.head
        if one.pos_ in ("VERB", "AUX"):
            return token.i > noun.i
    return False


def said_of(owner: Token, verb: Token) -> bool:
    """Return whether a possessive stands beside what the verb's subject is said to be."""
    return owner.head.dep_ == "attr" and owner.head.head == verb and verb.lemma_ in ("be", "remain", "become")


def of_source(token: Token) -> bool:
    """Tell whether what a pronoun owns is a source's: "its report", "its forecast"."""
    return token.dep_ == "poss" and token.head.lemma_.lower() in lexicon.toml("function_words")["of_sources"]


def takes_part(word: Token, verbs: list[Token]) -> bool:
    """Tell whether a word is an argument of the first verb or the subject of those it is coordinated with."""
    return word.head == verbs[0] or (word.head in verbs and word.dep_ in SUBJECTS)
