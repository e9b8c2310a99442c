"""The walk over the dependency tree: who fills which slot of a verb or noun.

Slots are the same for every frame (active or passive, verbal or nominal, relative, reduced, conjoined or controlled):
`subj` the logical subject, `obj` the logical object, `iobj`, `poss` the possessor of the object, `mod` its modifiers,
`clause` the complement clause, and a preposition's name for what it governs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.misread import let_go, small_clause, told_to
from kg.extract.clause.subjects import NOUN_TAGS as NOUN_TAGS
from kg.extract.clause.subjects import (
    PASSIVE_SUBJECTS,
    RELATIVES,
    SUBJECTS,
    antecedent,
    behind_date,
    control,
    own_subject,
)
from kg.extract.clause.subjects import excepted as excepted
from kg.extract.clause.subjects import expand as expand
from kg.extract.clause.subjects import finite_modifier as finite_modifier
from kg.extract.clause.subjects import holder as holder
from kg.extract.clause.subjects import is_passive as is_passive
from kg.extract.clause.subjects import surface_subject as surface_subject

_NAMING = frozenset({"NOUN", "PROPN"})
_LINKS = frozenset({"ADP", "PART", "SCONJ", "VERB"})


class Slots:
    """The arguments of one verb or noun, found on demand.

    `support` is the light verb whose subject a noun borrows ("imposed a duty", "held talks").
    """

    def __init__(self, head: Token, support: Token | None = None, particle: str = "") -> None:
        self.head = head
        self.support = support
        self.particle = particle  # behind which the object stands where the parser took it for a preposition
        self.verbal = head.pos_ in {"VERB", "AUX"}
        self._known: dict[str, list[Token]] = {}

    def __call__(self, names: str) -> list[Token]:
        """Return the tokens of the first non-empty slot of "a|b|c", coordination expanded ("a&b" takes both)."""
        known = self._known.get(names)
        if known is None:
            known = self._known[names] = self._first(names)
        return list(known)

    def _first(self, names: str) -> list[Token]:
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
            "named": self.names,
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
        told = [c for c in self.head.children if c.dep_ in {"dobj", "attr"}]
        if len(told) > 1:
            told = [c for c in told if c not in _receivers(self.head)]
            told = told[:1] if _parted(told) else told
        found = [t for c in told for t in expand(antecedent(c, self.head))]
        if found:
            return found
        raised = _raised_object(self.head) or small_clause(self.head) or let_go(self.head)
        if raised is not None:
            return expand(raised)
        if is_passive(self.head):
            if self.head.dep_ in {"acl", "amod"} and own_subject(self.head) is None:
                return expand(self.head.head)
            subject = surface_subject(self.head)
            return expand(subject) if subject is not None else []
        if self.head.dep_ == "relcl" and own_subject(self.head) is not None and not _relative_subject(self.head):
            return expand(self.head.head)
        return _pobj(self.head, self.particle) if self.particle else []

    def indirect(self) -> list[Token]:
        """Return the indirect object: "gave Kenya a loan", "Kenya was given a loan"."""
        given = [c for c in self.head.children if c.dep_ == "dative" and c.pos_ != "ADP"]
        return [t for c in given or (_receivers(self.head) if self.verbal else []) for t in expand(c)]

    def names(self) -> list[Token]:
        """Return what the object is called: "called the minister a liar", "branded them traitors"."""
        if not self.verbal:
            return []
        found = [c for c in self.head.children if c.dep_ == "oprd" and c.i > self.head.i]
        things = [c for c in self.head.children if c.dep_ == "dobj"]
        found += things[1:]
        for thing in things:
            found += [g for g in thing.children if g.dep_ in {"oprd", "npadvmod", "appos"} and g.i > thing.i]
        return [t for c in found for t in expand(c)]

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
        found = [c for c in found if not juxtaposed(c, self.head)]
        found += [g for c in self.head.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pcomp"]
        if self.verbal:
            found += [c for c in self.head.children if c.dep_ == "advcl" and c.tag_ == "VB" and _infinitive(c)]
        return found

    def prepositional(self, name: str) -> list[Token]:
        """Return what the preposition governs, wherever the parser hung it: on the head, its object or its support."""
        found = _pobj(self.head, name)
        if self.verbal and any(t.lower_ in RELATIVES for t in found):
            found = [antecedent(t, self.head) for t in found]  # "Mali, to which it gave trucks"
        if not found and self.verbal:
            for child in self.head.children:
                if child.dep_ in {"dobj", "attr"}:
                    inner = _pobj(child, name)
                    fronted = any(t.lower_ in RELATIVES for t in inner)
                    found += [antecedent(t, self.head) for t in inner] if fronted else inner
        if not found and self.support is not None:
            found = _pobj(self.support, name)
            if not found and not self.verbal:
                siblings = [c for c in self.support.children if c.dep_ in {"dobj", "nsubjpass"} and c != self.head]
                found = [t for s in siblings for t in _pobj(s, name)]
        return found


def _receivers(verb: Token) -> list[Token]:
    """Return whom a thing is given to where the parser calls them something else.

    A first of two objects ("handed Mali trucks"), the subject of a passive that has an object ("was refused entry"), a
    name before the number or article of the thing ("gave Haiti's police 40 trucks").
    """
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if not objects or verb.lemma_ in lexicon.toml("control")["naming"]:
        return []
    if any(c.dep_ == "dative" for c in verb.children):
        return []
    if _parted(objects):
        return []
    thing = objects[0]
    counted = any(c.dep_ == "nummod" for c in thing.children)
    if len(objects) > 1 and not counted:
        return objects[:1]
    if is_passive(verb):
        subject = own_subject(verb) or (verb.head if verb.dep_ in {"acl", "relcl"} else None)
        return [subject] if subject is not None else []
    names = [c for c in thing.children if c.dep_ in {"nmod", "poss", "compound"} and c.pos_ in _NAMING]
    counts = [c.i for node in (thing, *names) for c in node.children if c.dep_ in {"nummod", "det"} and c.i < thing.i]
    held = [c for c in names if any(c.i < i for i in counts)]
    if not held or any(g.dep_ == "case" for g in held[-1].children):
        return []
    owner = [c for c in held if c.dep_ == "poss"]
    return owner or held[-1:]


def _parted(objects: Sequence[Token]) -> bool:
    """Return whether punctuation parts two objects, of which the parser's second is none: "accused X of it: a dam"."""
    if len(objects) < 2:
        return False
    return any(t.is_punct and t.text != "-" for t in objects[0].doc[objects[0].i + 1 : objects[1].left_edge.i])


def _raised_object(verb: Token) -> Token | None:
    """Return whom a verb of control acts on where the parser made them the infinitive's subject: "allowed Y to go"."""
    if verb.lemma_ not in control()[0]:
        return None
    for child in verb.children:
        bare = verb.lemma_ in lexicon.toml("control")["bare_infinitive"]
        if child.dep_ in {"ccomp", "advcl"} and child.tag_ == "VB" and (bare or _infinitive(child)):
            found = next((g for g in child.children if g.dep_ in SUBJECTS | PASSIVE_SUBJECTS and g.i > verb.i), None)
            before = found is not None and found.left_edge.i > 0 and verb.doc[found.left_edge.i - 1].lower_ == "for"
            return None if before else found
    return None


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _relative_subject(verb: Token) -> bool:
    own = own_subject(verb)
    return own is not None and own.lower_ in RELATIVES and own.tag_ in {"WDT", "WP", "IN"}


def _verb_subjects(verb: Token) -> list[Token]:
    if is_passive(verb):
        agents = [c for c in verb.children if _by_agent(c)]
        if not agents:  # "was denied a visa by Ukraine"
            given = [c for c in verb.children if c.dep_ == "dobj" and own_subject(verb) is not None]
            agents = [c for thing in given for c in thing.children if _by_agent(c)]
        return [t for c in agents for g in c.children if g.dep_ == "pobj" for t in expand(g)]
    subject = surface_subject(verb)
    if subject is None:
        return []
    found = expand(subject)
    if any(c.tag_ == "WP$" for c in subject.children):
        return found
    for child in verb.children:  # "Togo, Benin and, perhaps, Mali will": the parser gives the verb two subjects
        if child in found or child.pos_ not in _NAMING or subject.pos_ not in _NAMING:
            continue
        if child.dep_ in {"nsubj", "nsubjpass"} or _listed_before(child, subject):
            found += expand(child)
    return sorted(set(found), key=lambda t: t.i)


def _listed_before(child: Token, subject: Token) -> bool:
    """Return whether a headline names its first subject before a comma: "Tokyo, Washington sign minerals pact"."""
    if child.dep_ not in {"npadvmod", "dep", "nmod", "advmod"}:
        return False
    named = {child.ent_type_, subject.ent_type_} <= {"GPE", "ORG", "NORP", "LOC"}
    comma = subject.left_edge.i - 1
    return named and comma == child.i + 1 and child.doc[comma].text == "," and child.left_edge.i == child.sent.start


def _by_agent(child: Token) -> bool:
    """Return whether a phrase names who does what a passive tells; the parser calls some of them plain prepositions."""
    return child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by")


def _pobj(head: Token, name: str) -> list[Token]:
    """Return the coordinated objects of the head's prepositions of that name, chained ones ("out of") included."""
    found: list[Token] = []
    for child in head.children:
        if child.lower_ in lexicon.toml("function_words")["excepting"]:
            continue  # "will be lifted, except for gold"
        if behind_date(child) is not None:
            continue  # "From 1 May makers will pay"
        if child.dep_ in {"prep", "dative", "agent"} and child.pos_ in _LINKS and not excepted(child):
            if child.lower_ == name:
                found += [t for g in child.children if g.dep_ == "pobj" and not _temporal(g) for t in expand(g)]
                found += [g for g in child.children if name == "as" and g.pos_ == "ADJ"]  # "described it as unfair"
                found += told_to(child)
            found += [
                t
                for other in child.children
                if other.dep_ == "conj" and other.lower_ == name and not excepted(other)
                for g in other.children
                if g.dep_ == "pobj"
                for t in expand(g)
            ]
            for deeper in child.children if child.lower_ != "according" else ():
                chained = name in (f"{child.lower_} {deeper.lower_}", child.lower_)
                bare = deeper.lower_ == name and not any(g.dep_ in {"pobj", "pcomp"} for g in child.children)
                if deeper.dep_ == "prep" and (chained or bare):
                    found += [t for g in deeper.children if g.dep_ == "pobj" for t in expand(g)]
                elif deeper.dep_ == "pobj" and (_amount(deeper) or (_temporal(deeper) and name != "of")):
                    found += _pobj(deeper, name)
    return found


def _temporal(token: Token) -> bool:
    """Return whether what a preposition governs is a time and fills no slot: "sanctions on Thursday on the bank"."""
    return token.ent_type_ in {"DATE", "TIME"} and token.pos_ in {"NOUN", "PROPN", "NUM"}


def juxtaposed(clause: Token, head: Token) -> bool:
    """Return whether a colon or semicolon parts a clause from the verb behind it, whose complement it then is not.

    "Delhi went further: the ministry condemned the strikes."
    """
    return any(t.text in {":", ";"} for t in head.doc[clause.i : head.i])


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
            found += [
                g for g in child.subtree if g != child and g.dep_ in {"compound", "conj", "amod", "nmod", "npadvmod"}
            ]
    return sorted(set(found), key=lambda t: t.i)


def governor(noun: Token) -> Token | None:
    """Return the verb that governs a noun as its object or passive subject (the candidate support verb)."""
    head = noun
    while head.dep_ == "conj" and head.head.pos_ in NOUN_TAGS:
        head = head.head
    if head.dep_ == "npadvmod" and head.head.lower_ == "worth" and head.head.dep_ == "amod":
        head = head.head.head  # "get aid worth 7 billion": to the parser the billions are got
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
        if child.dep_ == "relcl" and own_subject(child) is not None and not _relative_subject(child):
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
