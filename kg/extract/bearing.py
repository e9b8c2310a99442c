"""How a measure noun stands in its clause: which word brings it about or ends it, and who or what bears it.

"Imposed a duty on X", "hit X with a duty", "X faces a duty", "X is subject to a duty", "the duty imposed by Y has been
cut": the light verbs and what they do are in `support_verbs.csv`, the nouns that count or hold measures ("a package of
sanctions") in the class `measure_container`.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.arguments import Slots, expand, governor, is_passive, surface_subject
from kg.extract.clause.phrases import index
from kg.extract.clause.support import effect_of, linked_effect, nominal_support
from kg.extract.context import Context


@dataclass(frozen=True, slots=True)
class Support:
    """What holds a measure noun: `verb` (a verb, adjective or nominal) with its `effect`, and what bears the measure.

    `inner` are participles and relative clauses that tell besides who brought it about ("the duty that X imposed").
    """

    head: Token  # the noun, or what counts it: "a package of sanctions"
    verb: Token | None
    effect: str
    bearers: tuple[Token, ...] = ()
    inner: tuple[Token, ...] = ()


class Borne(Slots):
    """The slots of a measure noun, where what bears the measure stands in for what it is laid on."""

    def __init__(self, ctx: Context, noun: Token, found: Support) -> None:
        super().__init__(noun, found.verb if found.effect else None)
        self.ctx = ctx
        self.found = found

    def prepositional(self, name: str) -> list[Token]:
        """Return what the preposition governs on the noun, its support, its container or its inner clauses."""
        tokens = super().prepositional(name)
        heads = [*self.found.inner, *([self.found.head] if self.found.head != self.head else [])]
        for head in heads:
            tokens = tokens or Slots(head).prepositional(name)
        tokens = tokens or self._below_amounts(name)
        return tokens or (list(self.found.bearers) if name == "on" else [])

    def _below_amounts(self, name: str) -> list[Token]:
        """Return what the parser hung on an amount of the phrase: "duties of 10 to 45 per cent on Thai glass"."""
        if name not in {"by", "for", "from", "on", "to"}:
            return []
        above = self.found.verb if name == "by" and self.found.effect and self.found.verb is not None else self.head
        amounts = [t for t in above.subtree if t.i > self.head.i and self.ctx.quantity_at(t.i) is not None]
        return [t for amount in amounts for t in Slots(amount).prepositional(name) if self.ctx.quantity_at(t.i) is None]


def support_of(ctx: Context, noun: Token) -> Support:
    """Return how a measure noun is held in its sentence; an empty effect where no light verb holds it."""
    head = outer_of(ctx, noun)
    verb = governor(head)
    effect = effect_of(verb) if verb is not None else ""
    if not effect:
        linked, linked_to = linked_effect(head)
        if linked_to:
            verb, effect = linked, linked_to
    under = _placed_under(head) if not effect else None
    if under is not None:
        return Support(head, None, "undergo", (under,))
    listed = _listed(head) if not effect else None
    if listed is not None:
        return Support(head, listed, "undergo", _bearers(listed, "undergo"), _inner(head, noun, listed))
    if not effect:
        outer, nominal = nominal_support(head)
        verb, effect = (outer, nominal) if nominal else (verb, effect)
    return Support(head, verb, effect, _bearers(verb, effect), _inner(head, noun, verb))


def _placed_under(noun: Token) -> Token | None:
    """Return who is under a measure by a loose phrase: "Rwanda, under EU sanctions since March, denies"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "under" or noun.head.i < 2:
        return None
    link = noun.head
    before = link.doc[link.i - 2] if link.doc[link.i - 1].text == "," else link.head
    if before.pos_ == "NOUN" and before.dep_ == "appos":  # "Acme, a shipper under EU sanctions, denies"
        before = before.head
    return before if before.pos_ == "PROPN" and before.sent.start == link.sent.start else None


def _listed(noun: Token) -> Token | None:
    """Return the verb by which someone stands on a list: "Acme has been on America's entity list since 2020"."""
    words = lexicon.toml("measure_idioms")
    if noun.lemma_.lower() not in words["lists"] or noun.dep_ != "pobj" or noun.head.lower_ not in {"on", "onto"}:
        return None
    verb = noun.head.head
    return verb if verb.lemma_.lower() in words["standing"] else None


def outer_of(ctx: Context, noun: Token) -> Token:
    """Return what counts or holds the noun: "a package of sanctions", "Togo's share of the cuts"; else the noun."""
    words = ctx.classes["measure_container"]
    head = noun
    for _ in range(2):
        part = head.dep_ == "pobj" and head.head.head.lemma_.lower() in ctx.classes["measure_part"]
        if not part and (head.dep_ != "pobj" or head.head.lower_ != "of" or head.head.head.lemma_.lower() not in words):
            break
        head = head.head.head
    return head


def _bearers(verb: Token | None, effect: str) -> tuple[Token, ...]:
    """Return the words for who or what is hit: the object of "hit X with", the subject of "X faces"."""
    if verb is None or effect not in {"deal", "undergo"}:
        return ()
    if effect == "deal" and not is_passive(verb):
        return tuple(t for c in verb.children if c.dep_ in {"dobj", "dative"} for t in expand(c))
    clause = verb.head if verb.pos_ == "ADJ" and verb.dep_ in {"acomp", "oprd"} else verb
    if verb.pos_ == "ADJ" and clause == verb:  # "goods subject to a duty"
        return (verb.head,) if verb.dep_ == "amod" else ()
    if verb.dep_ == "acl" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return tuple(expand(verb.head))
    subject = surface_subject(clause)
    if subject is not None and subject.pos_ == "VERB":  # "chocolate shipped to Peru was hit": a clause to the parser
        subject = next((c for c in subject.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return tuple(expand(subject)) if subject is not None else ()


def _inner(head: Token, noun: Token, verb: Token | None) -> tuple[Token, ...]:
    """Return the clauses inside the noun phrase that say who brought the measure about, on what, or when."""
    found = [c for n in dict.fromkeys((head, noun)) for c in n.children if c.dep_ in {"acl", "relcl"} and c != verb]
    found = found or [t for t in noun.subtree if t != verb and t.i > noun.i and _misplaced(t, noun)]
    found += _fronted(head)
    return tuple(c for c in found if (c.pos_ == "VERB" or c.dep_ == "relcl") and effect_of(c) == "do")


def _misplaced(clause: Token, noun: Token) -> bool:
    """Return whether a clause that the parser hung on the goods is the measure's own.

    "Its ban on exports of bauxite, introduced in June", "curbs on tin exports that Laos announced": goods are not
    announced; "duties on cars that Laos makes" stays with the goods.
    """
    if clause.dep_ not in {"acl", "relcl"} or any(_is_measure(t) for t in _between(clause, noun)):
        return False
    before = clause.doc[clause.left_edge.i - 1].text if clause.left_edge.i else ""
    if clause.dep_ == "acl" and clause.tag_ in {"VBN", "VBD"} and before == ",":
        return True
    brought = clause.lemma_ in {"bring", "put"} and any(c.dep_ == "prt" for c in clause.children)
    return brought or clause.lemma_.lower() in lexicon.toml("measure_idioms")["ordaining"]


def _between(clause: Token, noun: Token) -> list[Token]:
    """Return the nouns from a clause's own up to the measure noun, which is left out."""
    found, current = [], clause.head
    while current != noun and current.head != current:
        found.append(current)
        current = current.head
    return found


def _is_measure(token: Token) -> bool:
    return token.lemma_.lower() in index("measure_nouns", "noun", -1)


def _fronted(noun: Token) -> list[Token]:
    """Return the participle before its subject: "First imposed in 2018, the duties on Thai glass expire"."""
    if noun.dep_ not in {"nsubj", "nsubjpass"}:
        return []
    return [
        c
        for c in noun.head.children
        if c.i < noun.i and c.dep_ in {"advcl", "acl"} and c.tag_ == "VBN" and c.left_edge.i == noun.sent.start
        if not any(g.dep_ in {"nsubj", "nsubjpass", "mark"} for g in c.children)
    ]


def brought_by(clause: Token) -> list[Token]:
    """Return who brings a measure about by an inner clause, also where the parser takes its verb for a noun."""
    own = [t for c in clause.children if c.dep_ == "nsubj" and c.tag_ not in {"WDT", "WP"} for t in expand(c)]
    return Slots(clause).subjects() if clause.pos_ == "VERB" else own
