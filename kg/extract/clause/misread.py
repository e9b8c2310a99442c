"""Finite verbs that the parser misreads: as a participle of a noun, or with a subject lost behind a fronted phrase.

Both leave a clause without its subject, whatever the verb says, so that they are mended here once for every frame.
"""

from __future__ import annotations

from spacy.tokens import Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_HELPERS = frozenset({"aux", "auxpass", "neg", "advmod"})
_NAMED = frozenset({"GPE", "ORG", "PERSON", "NORP"})
_STOPS = frozenset({".", '."', ".'", ".”", ".’", "!"})


def lone_verb(verb: Token) -> Token | None:
    """Return the subject of the only verb of a sentence, which the parser took for a participle; None for others.

    "Panama's president, X, dismissed the claim."; "Dockers in Durban downed tools." Such a sentence has a noun as its
    root and a full stop; a participle behind its noun has no object of its own, one before its noun nothing before it.
    """
    if verb.tag_ not in {"VBN", "VBD"} or verb.dep_ not in {"acl", "amod"}:
        return None
    root = verb.sent.root
    if root.pos_ not in _NOUNS or root.i > verb.i or not _closed(verb):
        return None
    if any(c.dep_ in {"nsubj", "nsubjpass", "cop"} for c in root.children):
        return None
    if verb.dep_ == "acl":
        told = any(c.dep_ in {"dobj", "ccomp"} and c.i > verb.i for c in verb.children)
        return root if verb.head == root and told and not _given(verb) else None
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    opens = verb.head.i > verb.i and verb.head.left_edge == verb
    return root if opens and (before.text == "," or before.pos_ in _NOUNS) and before != verb else None


def _closed(verb: Token) -> bool:
    """Return whether a full stop ends the sentence, which is then no headline."""
    return any(t.text in _STOPS for t in verb.sent[-2:])


def _given(verb: Token) -> bool:
    """Return whether a participle tells what was given to its noun or called by someone ("handed a sentence by")."""
    return any(c.dep_ in {"agent", "dative", "oprd"} or (c.dep_ == "prep" and c.lower_ == "by") for c in verb.children)


def named_before(verb: Token) -> Token | None:
    """Return the name before a finite verb that the parser took for its adjective or adverb: "Nauru turned down"."""
    if verb.tag_ not in {"VBZ", "VBP", "VBD"}:
        return None
    named = (c for c in verb.children if c.dep_ in {"amod", "npadvmod", "nmod"} and c.i < verb.i)
    return next((c for c in named if c.ent_type_ in _NAMED and (c.dep_ == "amod" or _next_to(c, verb))), None)


def _next_to(token: Token, verb: Token) -> bool:
    return all(t in verb.children and t.dep_ in _HELPERS for t in verb.doc[token.i + 1 : verb.i])


def behind_fronted(verb: Token) -> Token | None:
    """Return the noun between a fronted phrase's comma and a finite verb that has no subject.

    "In a plea to the G7, Ukraine's energy minister called for": the parser hangs the minister on the G7.
    """
    if verb.dep_ not in {"ROOT", "ccomp"} or not _finite(verb):
        return None
    first = verb.sent[0]
    if first.tag_ not in {"IN", "TO", "VBG", "VBN"} or verb.i - verb.sent.start < 4:
        return None
    end = verb.i - 1
    while end > first.i and verb.doc[end].head == verb and verb.doc[end].dep_ in _HELPERS:
        end -= 1
    comma = next((i for i in range(end, first.i, -1) if verb.doc[i].text == ","), None)
    if comma is None or comma == end or verb.doc[end].pos_ not in _NOUNS:
        return None
    span = verb.doc[comma + 1 : end + 1]
    heads = [t for t in span if t.head not in span]
    return heads[0] if len(heads) == 1 and heads[0].pos_ in _NOUNS and heads[0].head != verb else None


def _finite(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in verb.children)


def small_clause(verb: Token) -> Token | None:
    """Return the object that the parser made the subject of its name: "declared the envoy persona non grata"."""
    for child in verb.children:
        if child.dep_ == "ccomp" and child.pos_ in _NOUNS and child.i > verb.i:
            return next((g for g in child.children if g.dep_ == "nsubj" and g.i > verb.i), None)
    return None


def let_go(verb: Token) -> Token | None:
    """Return the object that the parser hung on the bare verb behind another: "let go two sailors"."""
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    if after.head != verb or after.dep_ not in {"xcomp", "ccomp"} or after.tag_ != "VB":
        return None
    return next((c for c in after.children if c.dep_ == "dobj"), None)


def told_to(preposition: Token) -> list[Token]:
    """Return whom a preposition governs that the parser made the subject of what they should do.

    "Pleaded with the government to act", "called on Peru to act".
    """
    if preposition.lower_ not in {"on", "to", "upon", "with"}:
        return []
    clauses = [c for c in preposition.children if c.dep_ == "pcomp" and c.tag_ == "VB"]
    wanted = [c for c in clauses if any(g.dep_ == "aux" and g.lower_ == "to" for g in c.children)]
    return [g for c in wanted for g in c.children if g.dep_ == "nsubj" and g.i > preposition.i]
