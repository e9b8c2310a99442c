"""The arguments of a clause of trade, wherever the parser hung them, also where it took the verb for a noun."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.arguments import Slots, expand, is_passive

_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "csubj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_VERBAL = frozenset({"VERB", "AUX"})


def misread(noun: Token) -> bool:
    """Return whether a verb was taken for a noun: "Russia mines 40 per cent", where the "noun" has a subject."""
    if any(c.pos_ == "AUX" for c in noun.children):
        return False
    return any(c.dep_ == "nsubj" for c in noun.children) or _squeezed(noun) is not None or _second(noun) is not None


def _second(noun: Token) -> Token | None:
    """Return the first verb where a later one was taken for a noun too: "mines a third of it, and ships most to"."""
    first = noun.head
    if noun.dep_ != "conj" or noun.tag_ not in {"NNS", "VBZ"} or noun.i + 1 >= noun.sent.end:
        return None
    if first.tag_ not in {"NNS", "VBZ"} or not (first.pos_ == "VERB" or misread(first)):
        return None
    return first if _part_behind(noun) else None


def _part_behind(noun: Token) -> bool:
    """Return whether a part or amount begins right behind the word, which a noun cannot have there."""
    after = noun.nbor(1)
    return after.like_num or (
        after.lower_ in {"more", "less", "most", "all", "nearly", "almost", "about", "some", "half", "over", "roughly"}
        and any(t.lower_ in {"of", "than"} or t.like_num for t in noun.doc[noun.i + 1 : min(noun.i + 5, noun.sent.end)])
    )


def _squeezed(noun: Token) -> Token | None:
    """Return the subject of a verb that was taken for a compound's head: "Indonesian nickel accounts for"."""
    before = noun.nbor(-1) if noun.i > noun.sent.start else None
    if noun.dep_ != "ROOT" or noun.tag_ != "NNS" or before is None or before.head != noun:
        return None
    verbal = any(c.dep_ == "dobj" or (c.dep_ == "appos" and c.left_edge.i == noun.i + 1) for c in noun.children) or (
        noun.i + 1 < noun.sent.end
        and (
            noun.nbor(1).lower_ in {"for", "most", "all", "nearly", "about", "some", "around"} or noun.nbor(1).like_num
        )
    )
    return before if verbal and before.dep_ in {"compound", "amod"} else None


class Clause:
    """The arguments of one verb, read so that a preposition counts wherever in the clause the parser hung it."""

    def __init__(self, head: Token) -> None:
        self.head = head
        self.slots = Slots(head)
        self.tokens = _zone(head)

    def slot(self, names: str) -> list[Token]:
        """Return what fills a slot, its first non-empty alternative."""
        for name in names.split("|"):
            if name == "subj":
                found = self.subjects()
            elif name in {"obj", "iobj"}:
                found = (
                    (_fronted_part(self.head) if name == "obj" else [])
                    or _what_clause(self.head)
                    or self._all(self.slots(name))
                    or ([*self._objects(), *_up_to(self.head)] if name == "obj" else [])
                )
            else:
                found = [t for p in self.prepositions(name) for t in governed(p)]
            if found:
                return found
        return []

    def subjects(self) -> list[Token]:
        """Return the logical subjects."""
        if whats := _what_clause(self.head):
            return [] if is_passive(self.head) else whats
        if fronted := _fronted_part(self.head):
            own = [c for c in self.head.children if c.dep_ == "nsubj" and c.i > fronted[0].i]
            return [t for c in own for t in expand(c)]
        if self.head.pos_ in _VERBAL | {"ADJ"}:
            if self.head.pos_ == "ADJ":
                return _described(self.head)
            return self.slots.subjects()
        if self.head.dep_ == "relcl":
            return expand(self.head.head)
        if (first := _second(self.head)) is not None:
            return Clause(first).subjects()
        squeezed = _squeezed(self.head)
        own = [t for c in self.head.children if c.dep_ == "nsubj" for t in expand(c)]
        return own or ([squeezed] if squeezed is not None else [])

    def _all(self, found: list[Token]) -> list[Token]:
        """Return the objects with later amounts that the parser took for objects too: "30 % from A, 12 from B"."""
        if not found or self.head.pos_ != "VERB" or is_passive(self.head):
            return found
        more = [c for c in self.head.children if c.dep_ == "dobj" and c.i > self.head.i and c not in found]
        return sorted([*found, *more], key=lambda t: t.i) if more else found

    def _objects(self) -> list[Token]:
        if self.head.pos_ in _VERBAL:
            return _following(self.head)
        found = [t for c in self.head.children if c.dep_ in {"dobj", "appos"} and c.i > self.head.i for t in expand(c)]
        return found or _following(self.head)

    def prepositions(self, name: str) -> list[Token]:
        """Return the prepositions of that name in the clause, text order, those of the subject left out."""
        return [
            t
            for t in self.tokens
            if t.lower_ == name
            and t.pos_ in {"ADP", "SCONJ", "PART"}
            and t.dep_ != "prt"
            and not _compound(t)
            and not _over(t)
            and not _of_part(t)
        ]


def _fronted_part(head: Token) -> list[Token]:
    """Return the object of "aluminium, most of which it ships to", which the parser takes for a second subject."""
    if head.pos_ not in _VERBAL or is_passive(head):
        return []
    both = [c for c in head.children if c.dep_ == "nsubj" and c.i < head.i]
    if len(both) != 2 or not any(t.lower_ in {"which", "whom"} for t in both[0].subtree):
        return []
    return [both[0]] if any(t.lower_ == "of" for t in both[0].children) else []


def _what_clause(head: Token) -> list[Token]:
    """Return "what" of a clause that is the subject: "what it digs up is trucked to"."""
    return [
        t
        for c in head.children
        if c.dep_ in {"csubj", "csubjpass"}
        for t in c.children
        if t.lower_ == "what" and t.i < c.i
    ]


def _of_part(preposition: Token) -> bool:
    """Return whether it tells only of a part: "1.2 million tonnes, about a fifth of it to Germany"."""
    doc, i = preposition.doc, preposition.i
    if i < 4 or doc[i - 2].lower_ != "of" or doc[i - 1].lower_ not in {"it", "which", "them"}:
        return False
    for token in reversed(doc[max(preposition.sent.start, i - 7) : i - 2]):
        if token.pos_ in _VERBAL:
            return False  # "must sell most of it to India"
        if token.text in {",", "–", "—", "("}:
            return True
    return False


def _over(preposition: Token) -> bool:
    """Return whether what follows is told to be so no more, or not: "from Westinghouse, no longer from Rosatom"."""
    before = preposition.nbor(-1).lower_ if preposition.i else ""
    return before == "not" or (before == "longer" and preposition.nbor(-2).lower_ == "no")


def _compound(preposition: Token) -> bool:
    """Return whether the word ends a preposition of two words: "according to", "compared to", "thanks to"."""
    return preposition.lower_ == "to" and preposition.head.dep_ == "prep" and preposition.head.i == preposition.i - 1


def _following(head: Token) -> list[Token]:
    """Return the amount right behind a verb that the parser took for a later clause's subject: "ships 40 per cent"."""
    if head.i + 1 >= head.sent.end or not head.nbor(1).like_num or not (head.pos_ in _VERBAL or misread(head)):
        return []
    token = head.nbor(1)
    while token.head.i > token.i and token.head.pos_ not in _VERBAL:
        token = token.head
    return [token] if token.dep_ == "nsubj" else []


def _up_to(head: Token) -> list[Token]:
    """Return the amount of "could supply up to a fifth", where the parser took "up" for a particle."""
    for token in head.children:
        if token.lower_ == "up" and token.dep_ in {"prt", "advmod"} and token.i + 1 < head.sent.end:
            to = token.nbor(1)
            if to.lower_ == "to" and to.head.i == head.i:
                return [t for c in to.children if c.dep_ == "pobj" for t in expand(c)]
    return []


def _zone(head: Token) -> list[Token]:
    found = []
    stack = [c for c in head.children if c.dep_ not in _SUBJECTS]
    while stack:
        token = stack.pop()
        if (token.dep_ in _CLAUSES and not _no_clause(token)) or (token.dep_ == "conj" and token.pos_ in _VERBAL):
            continue
        found.append(token)
        stack.extend(token.children)
    return sorted(found, key=lambda t: t.i)


def _no_clause(verb: Token) -> bool:
    """Return whether a "finite verb" has no subject and is a noun misread: "copper concentrate", "mainly diamonds"."""
    mostly = verb.tag_ == "VBZ" and any(c.lower_ in lexicon.toml("shares")["mostly"] for c in verb.children)
    return (
        verb.dep_ == "advcl"
        and (verb.tag_ == "VBP" or mostly)
        and not any(c.dep_ in _SUBJECTS or c.dep_ == "mark" for c in verb.children)
    )


def governed(preposition: Token) -> list[Token]:
    """Return what a preposition governs, also through another one: "from within the bloc"."""
    found = []
    for child in preposition.children:
        if child.dep_ in {"pobj", "pcomp"} and child.pos_ not in _VERBAL:
            found += expand(child)
        elif child.dep_ == "prep":
            found += governed(child)
    return found


def _described(adjective: Token) -> list[Token]:
    """Return what an adjective is said of: "Italy is dependent on", "countries dependent on"."""
    head = adjective.head
    if adjective.dep_ in {"acomp", "oprd", "attr", "ROOT", "conj", "advcl"}:
        verb = head
        while verb.pos_ == "ADJ" and verb.dep_ in {"conj", "acomp"}:
            verb = verb.head
        return Slots(verb).subjects() if verb.pos_ in _VERBAL else []
    return (
        expand(head) if adjective.dep_ in {"amod", "appos", "relcl", "acl"} and head.pos_ in {"NOUN", "PROPN"} else []
    )
