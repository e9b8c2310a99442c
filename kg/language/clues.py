"""What stands beside a name and tells what it names: "the miner X", "X, a Chilean company", "X, who …", "X mine"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span, Token

from kg import lexicon
from kg.language.organisations import heads
from kg.language.tables import words


@cache
def describing() -> dict[str, str]:
    """Return nouns of running text that tell the class of an organisation ("the miner X")."""
    return {row["word"]: row["type"] for row in reversed(lexicon.table("org_words")) if row["use"] == "noun"}


@cache
def facilities() -> dict[str, tuple[str, str]]:
    """Return nouns that make a name a place, with (class, order); see `kg/lexicon/facility_words.csv`."""
    return {row["word"]: (row["type"], row["order"]) for row in lexicon.table("facility_words")}


def nouns_beside(span: Span) -> list[str]:
    """Return the nouns that describe a name, in lower case, compounds of two words first."""
    doc, root = span.doc, span.root
    found: list[Token] = []
    if span.start and doc[span.start - 1].pos_ == "NOUN" and doc[span.start - 1].dep_ != "pobj":
        found.append(doc[span.start - 1])
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        found.append(root.head)
    found += [child for child in root.children if child.dep_ == "appos" and child.pos_ == "NOUN"]
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        found += [child for child in root.head.children if child.dep_ == "attr" and child.pos_ == "NOUN"]
    told: list[str] = []
    for noun in found:
        if noun.i and doc[noun.i - 1].dep_ in ("compound", "amod"):
            told.append(f"{doc[noun.i - 1].lower_} {noun.lemma_.lower()}")
        told.append(noun.lemma_.lower())
    return told


def organisation_beside(span: Span) -> str:
    """Return the class of organisation that the nouns beside a name tell, or an empty string."""
    told = next((word for word in nouns_beside(span) if word in describing()), "")
    if told == "group" and _in_business(span):
        return "kg:Company"  # "the Danish group Brenmar (40 per cent)"
    return describing().get(told, "")


def _in_business(span: Span) -> bool:
    """Tell whether the sentence speaks of money, shares or trade, so that a "group" is a firm."""
    sent = span.sent
    if any(ent.label_ in ("MONEY", "PERCENT") for ent in sent.ents):
        return True
    return any(token.lemma_.lower() in words("business_words") for token in sent)


def facility_after(span: Span) -> int:
    """Return the end of "the X mine" for the name X, or 0 where no such noun follows.

    A word may stand between, or two joined ("the X nickel plant", "the X nickel and cobalt plant").
    """
    doc = span.doc
    joined = span.end + 2 < len(doc) and doc[span.end + 1].lower_ in ("and", "-")
    for end in range(span.end, span.end + (4 if joined else 2)):
        if end >= len(doc) or doc[end].is_space:
            return 0
        found = facilities().get(doc[end].lower_)
        if found and found[1] in ("after", "both") and doc[end].tag_ in ("NN", "NNP"):
            return end + 1
        if doc[end].pos_ not in ("NOUN", "ADJ", "CCONJ", "PUNCT") or doc[end].text[0].isupper():
            return 0
        if doc[end].pos_ in ("CCONJ", "PUNCT") and not (joined and end == span.end + 1):
            return 0
    return 0


def followed_by_who(span: Span) -> bool:
    """Tell whether "who" or "whose" follows, which only a person has ("X, who teaches …")."""
    doc, end = span.doc, span.end
    if end < len(doc) and doc[end].text == ",":
        end += 1
    return end < len(doc) and doc[end].lower_ in ("who", "whom")


def place_before(span: Span) -> bool:
    """Tell whether "the port of", "the town of" or the like stands before a name."""
    doc, start = span.doc, span.start
    if start < 2 or doc[start - 1].lower_ != "of":
        return False
    found = facilities().get(doc[start - 2].lower_)
    return found is not None and found[1] in ("before", "both")


def person_of(span: Span) -> bool:
    """Tell whether two words or more are followed by "of" and an organisation ("Ann Lee of the brokerage Wells")."""
    doc, end = span.doc, span.end
    if len(span) < 2 or end + 1 >= len(doc) or doc[end].lower_ != "of":
        return False
    after = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
    if doc[after].lower_ in describing():
        return True
    return doc[after].ent_type_ == "ORG" and span.label_ == "PERSON"


def saying_of(span: Span) -> bool:
    """Tell whether two or three words that a verb of saying precedes are followed by "of" and an organisation.

    "Reckons Ann Example of Tarrow Policy, a think tank": what has no word for an organisation in it is a person.
    """
    doc, start = span.doc, span.start
    if (
        not _like_person(span)
        or not start
        or span.end + 1 >= len(doc)
        or doc[span.end].lower_ not in ("of", "at", "from")
    ):
        return False
    if doc[start - 1].lemma_.lower() not in words("reporting_verbs", "lemma"):
        return False
    after = doc[span.end + 1]
    named = after.tag_.startswith("NNP") and not after.ent_kb_id_.startswith(("country/", "subdivision/", "place/"))
    return named or after.lower_ in {"the", "a", *describing()}


def acts_as_person(span: Span) -> bool:
    """Tell whether two or three words are led by a verb of leading, or a state's possessive is before what people do.

    "Norway's Lars Probe saw Ann Example", "Chile's Ana Soto smiled": no firm sees a person or smiles.
    """
    doc, root = span.doc, span.root
    led = root.dep_ == "pobj" and root.head.dep_ == "agent" and root.head.head.lemma_.lower() in words("leading_verbs")
    if led and _like_person(span):
        return True
    owned_by_state = span.start > 1 and doc[span.start - 1].tag_ == "POS" and doc[span.start - 2].ent_type_ == "GPE"
    if owned_by_state and _like_person(span) and _met(root):
        return True
    if not owned_by_state or not _like_person(span) or root.dep_ not in ("nsubj", "nsubjpass"):
        return False
    objects = [child for child in root.head.children if child.dep_ == "dobj"]
    persons = any(token.ent_type_ == "PERSON" for child in objects for token in (child, *child.children))
    return persons or root.head.lemma_.lower() in words("human_verbs")


def _met(root: Token) -> bool:
    """Tell whether a person meets what a word names: "The envoy, Ann Lee, met Serbia's X"."""
    verb = root.head if root.dep_ == "dobj" else root.head.head if root.head.lower_ == "with" else root
    if verb.lemma_.lower() != "meet":
        return False
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    return any(t.ent_type_ == "PERSON" for c in subjects for t in (c, *c.children))


def _like_person(span: Span) -> bool:
    """Tell whether a name is of two words or more with capitals, hyphens aside, none of them an organisation's noun."""
    own = [token for token in span if token.is_alpha]
    if not 2 <= len(own) <= 4 or not all(token.text[0].isupper() and not token.is_upper for token in own):
        return False
    return not any(
        token.lower_ in heads() or token.lower_ in describing() or token.lower_ in facilities() for token in own
    )


def near(span: Span) -> bool:
    """Tell whether "near" stands before a name, which only a place is near to."""
    doc, start = span.doc, span.start
    return (
        start > 0
        and doc[start - 1].lower_ in ("near", "outside")
        and span.label_ != "PERSON"
        and span.root.dep_ == "pobj"
    )


def geographic(span: Span) -> bool:
    """Tell whether the last word of a name is one for a part of the earth ("the Durand Line", "Taurus Mountains")."""
    return len(span) > 1 and span[-1].lower_ in words("geographic_words")


def owned(span: Span) -> bool:
    """Tell whether the text speaks of shares in or owners of a name ("all shares of X", "a stake in X")."""
    doc, start = span.doc, span.start
    return start > 1 and doc[start - 1].lower_ in ("of", "in") and doc[start - 2].lower_ in words("owned_things")
