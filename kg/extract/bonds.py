"""What holds an agreement noun: the verb that signs or leaves it, the talks about it, the deliveries under it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.arguments import governor
from kg.extract.clause.support import effect_of, linked_effect, nominal_support

DASHES = frozenset({"-", "–", "—", "‑"})


@dataclass(frozen=True, slots=True)
class Bond:
    """What holds an agreement noun: a verb with what it does to it, talks that are about it, deliveries under it."""

    verb: Token | None = None
    effect: str = ""
    talks: Token | None = None
    deliveries: tuple[Token, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether the time of the verb is the day of signature."""
        return self.verb is not None and (
            self.verb.lemma_.lower() in words("signing") or bool(_set_to(self.verb) and self.effect == "do")
        )

    @property
    def tokens(self) -> list[Token]:
        return [t for t in (self.verb, *self.deliveries) if t is not None]


def words(name: str) -> frozenset[str]:
    """Return one list of `lexicon/agreements.toml`."""
    return frozenset(lexicon.toml("agreements")[name])


def binding() -> frozenset[str]:
    """Return the verbs by which one binds oneself to deliver, without their particles."""
    return frozenset(verb.partition(" ")[0] for verb in words("binding"))


def bond_of(noun: Token) -> Bond:
    """Return what holds the noun: "signed a deal", "withdrew from a pact", "talks on a treaty"."""
    head = _written(pair_head(noun))
    verb = governor(head)
    effect = effect_of(verb) if verb is not None else ""
    if not effect and head.dep_ == "pobj":
        verb, effect = linked_effect(head)
        setting = _setting(head)
        if not effect and setting is not None:
            verb, effect = setting, "do"
    deliveries = tuple(_deliveries(head, verb))
    if effect:
        return Bond(verb, effect, deliveries=deliveries)
    outer, nominal = nominal_support(head)
    above = governor(outer) if outer is not None else None
    if outer is not None and nominal in {"do", "undo", "extend"}:
        told = above if above is not None and above.lemma_.lower() in words("telling") else None
        return Bond(told, nominal, deliveries=deliveries)
    holder = head.head.head if head.dep_ == "pobj" else head
    if head.dep_ == "pobj" and holder.lemma_.lower() in words("talks") and holder.pos_ == "NOUN":
        return Bond(talks=holder)
    return Bond(deliveries=deliveries)


def pair_head(noun: Token) -> Token:
    """Return the noun that a verb governs: of "signed the Peru–Chile Accord" the parser takes Peru."""
    joined = (
        noun.dep_ == "appos" and noun.head.i < noun.i and any(t.text in DASHES for t in noun.doc[noun.head.i : noun.i])
    )
    return noun.head if joined else noun


def _written(noun: Token) -> Token:
    """Return the noun for the written form that a verb governs: of "initialled the text of a treaty" the text."""
    outer = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return outer if outer.pos_ == "NOUN" and outer.lemma_.lower() in words("texts") else noun


def _setting(noun: Token) -> Token | None:
    """Return the verb of a signature told by an idiom: "put their names to a pact", "put pen to paper on a pact"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"to", "on"}:
        return None
    above = noun.head.head
    while above.pos_ in {"NOUN", "ADP"} and above.head != above:  # the parser may hang it on "names" or on "paper"
        above = above.head
    return above if above.pos_ == "VERB" and _set_to(above) else None


def _set_to(verb: Token) -> bool:
    """Return whether a verb sets a name, signature or pen to something."""
    things = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    return verb.lemma_.lower() in words("setting") and any(t.lemma_.lower() in words("signs") for t in things)


def in_limbo(verb: Token) -> bool:
    """Return whether a verb only says that a thing is at rest: "has been held in abeyance since", "put on ice"."""
    links = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"in", "on"}]
    return any(g.lemma_.lower() in words("limbo") for c in links for g in c.children if g.dep_ == "pobj")


def _deliveries(noun: Token, verb: Token | None) -> list[Token]:
    """Return the verbs that say what is delivered: "a contract to supply X", "will deliver X under a contract"."""
    delivering = words("delivering")
    inside = [t for t in noun.subtree if t.tag_ == "VB" and t.dep_ in {"acl", "xcomp"}]
    if verb is not None:
        inside += [c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" and c.i > noun.i]
    inside += [c for c in noun.children if c.dep_ == "relcl" and _under_which(c)]
    whole = noun  # "under the terms of the deal"
    while whole.dep_ == "pobj" and whole.head.lower_ == "of" and whole.head.head.lemma_.lower() in words("parts"):
        whole = whole.head.head
    if whole.dep_ == "pobj" and whole.head.lower_ in {"under", "through", "by"}:
        inside.append(whole.head.head)
    return [t for t in inside if t.pos_ == "VERB" and t.lemma_.lower() in delivering]


def _under_which(clause: Token) -> bool:
    """Return whether a relative clause tells what is done under an agreement: "under which Qatar supplies gas"."""
    return clause.left_edge.lower_ == "under" or any(c.dep_ == "prep" and c.lower_ == "under" for c in clause.lefts)


def failed(talks: Token) -> bool:
    """Return whether talks came to nothing: "negotiations on a pact have collapsed"."""
    verb = talks.head if talks.dep_ in {"nsubj", "nsubjpass", "dobj"} else None
    return verb is not None and verb.lemma_.lower() in words("failing")


def conclusion(talks: Token) -> Token | None:
    """Return the verb or noun that brings talks to their end: "concluded negotiations", "the conclusion of talks"."""
    above = governor(talks)
    if above is not None and above.lemma_.lower() in words("concluding"):
        return above
    outer = talks.head.head if talks.dep_ == "pobj" and talks.head.lower_ == "of" else None
    return outer if outer is not None and outer.lemma_.lower() in words("conclusions") else None
