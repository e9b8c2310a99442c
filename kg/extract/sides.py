"""Sides of an agreement that other clauses tell: who grants what to whom under it, who signed or made it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import ActorRef, actors
from kg.extract.bonds import words
from kg.extract.clause.arguments import Slots
from kg.extract.clause.status import status
from kg.extract.context import Context

_INFERRED = 0.8
_REACH = 4  # sentences back to those who agreed
_SIDES = ("country/", "bloc/", "company/", "organization/", "body/", "subdivision/")


def granting(noun: Token) -> Token | None:
    """Return the verb of giving that an agreement is named under: "under the pact, Mali grants Peru 400 licences"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in words("parts"):
        noun = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"under", "pursuant"}:
        return None
    verb = noun.head.head
    return verb if verb.pos_ == "VERB" and verb.lemma_.lower() in words("granting") else None


def granted_by(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return both sides of what is given under an agreement, or who is bound by it; [] where one is not named."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "by" and noun.head.head.lemma_ == "bind":
        return _sides(ctx, Slots(noun.head.head).objects())
    binding = [c for c in noun.children if c.dep_ == "acl" and c.lemma_ == "bind" and c.tag_ == "VBG"]
    if binding:
        return _sides(ctx, Slots(binding[0]).objects())  # "a pact binding Peru and Chile"
    verb = granting(noun)
    if verb is None:
        return _under_with(ctx, noun)
    slots = Slots(verb)
    given = [*slots("iobj"), *slots("to"), *slots("from"), *slots("obj")]
    first, second = _sides(ctx, slots.subjects()), _sides(ctx, [t for t in given if t != noun])
    apart = [r for r in second if r.key not in {f.key for f in first}]
    return [*first, *apart] if first and apart else []


def _under_with(ctx: Context, noun: Token) -> list[ActorRef]:
    """Read "Peru, under a deal with the IMF, must raise prices": who acts under a deal with another is a side."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "under" or not Slots(noun)("with"):
        return []
    above = noun.head.head
    verb = above if above.pos_ in {"VERB", "AUX"} else above.head
    return _sides(ctx, Slots(verb).subjects()) if verb.pos_ in {"VERB", "AUX"} else []


def _sides(ctx: Context, tokens: list[Token]) -> list[ActorRef]:
    return [r for r in actors(ctx, tokens) if r.key.startswith(_SIDES)]


def signed_by(noun: Token) -> tuple[Token, Token] | None:
    """Return who signed an agreement, and the verb, in a clause without "that": "a protocol the neighbours signed"."""
    doc = noun.doc
    for i in range(noun.i + 1, min(noun.i + 5, noun.sent.end - 1)):
        if doc[i].pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"} or doc[i].tag_ in {"WDT", "WP"}:
            return None
        verb = doc[i + 1] if doc[i + 1].pos_ != "AUX" or i + 2 >= len(doc) else doc[i + 2]
        if verb.tag_ in {"VBD", "VBN"} and doc[i].pos_ in {"NOUN", "PROPN", "PRON"}:
            made = verb.lemma_.lower() in words("signing") | words("concluding") | words("making")
            free = doc[i + 2].lower_ != "by" if i + 2 < len(doc) else True
            return (doc[i], verb) if made and free else None
    return None


def agreed_before(ctx: Context, noun: Token) -> list[ActorRef]:
    """Return who agreed on something a few sentences before; "the deal" is theirs where no other noun told of one."""
    floor = ctx.sentence_of(noun) - _REACH
    for verb in reversed([t for t in ctx.tokens.of(words("making")) if t.i < noun.i and t.pos_ == "VERB"]):
        if ctx.sentence_of(verb) < floor:
            break
        refs = [r for r in actors(ctx, Slots(verb).subjects()) if r.key.startswith((*_SIDES, "armed-group/"))]
        read = status(ctx, verb)
        if len(refs) > 1 and read.asserted and (read.modality, read.polarity) == ("Actual", "Affirmed"):
            return [ActorRef(r.key, noun, _INFERRED) for r in refs]
    return []
