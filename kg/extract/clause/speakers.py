"""Who says what a clause tells: the reporting verb's subject, "according to", the speaker of a quotation."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.actors.noun_phrases import actors, owners
from kg.extract.clause.arguments import clause_verb, expand, surface_subject
from kg.extract.clause.classes import function_words, noun_classes
from kg.extract.clause.cues import cues
from kg.extract.clause.mood import Reading
from kg.extract.context import Context

_STEPS = 8


def report_above(verb: Token, reading: Reading) -> None:
    """Find who reports the main clause of an adverbial one."""
    for _ in range(_STEPS):
        head = verb.head
        if head == verb:
            return
        if verb.dep_ == "ccomp" and head.lemma_.lower() in cues().reporting and reading.speaker is None:
            reading.speaker = surface_subject(head)
            return
        verb = head


def reporter(verb: Token) -> Token | None:
    """Return who says what a reporting verb reports.

    A participle behind a reported clause is of who reports that: "Ahmar said that Riyadh had a role, suggesting that".
    """
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":
        above = verb.head
        for _ in range(_STEPS):
            if above.dep_ == "ccomp" and above.head.lemma_.lower() in cues().reporting:
                return surface_subject(above.head)
            if above.head == above or above.dep_ not in {"conj", "xcomp", "ccomp"}:
                break
            above = above.head
    return surface_subject(verb)


def according(root: Token, token: Token, reading: Reading) -> None:
    """Read "according to X" of the token's own clause or of the whole sentence."""
    for verb in dict.fromkeys((clause_verb(token), root)):
        for child in verb.children:
            if reading.speaker is not None:
                return
            if _inserted(child) or _trailing(child, token):
                reading.speaker = surface_subject(child)
            if child.lower_ == "according":
                found = [g for to in child.children for g in to.children if g.dep_ == "pobj"]
                reading.speaker = found[0] if found else None
            elif child.dep_ == "prep" and child.lower_ in {"in", "by"}:
                reading.speaker = _in_words(child)


def _inserted(verb: Token) -> bool:
    """Return whether a saying stands between commas in what it reports: "the army, he said, had fired"."""
    kind = cues().reporting.get(verb.lemma_.lower(), "ask")
    if verb.dep_ not in {"parataxis", "ccomp"} or kind == "ask" or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    doc = verb.doc
    said = [t.i for t in verb.subtree if not t.is_punct]
    left, right = said[0], said[-1] + 1
    parted = (
        right < len(doc)
        and doc[right].text == ","
        and (left == verb.sent.start or doc[left - 1].text in {",", '"', "”"})
    )
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    return parted and own and not any(c.dep_ in {"ccomp", "dobj", "xcomp"} for c in verb.children)


def _trailing(verb: Token, token: Token) -> bool:
    """Return whether a saying ends what it reports at a semicolon: "X bombed Y, the ministry says; ten died"."""
    doc = verb.doc
    if verb.dep_ not in {"ccomp", "parataxis", "conj"} or verb.lemma_.lower() not in cues().reporting:
        return False
    said = [t.i for t in verb.subtree if not t.is_punct]
    left, right = said[0], said[-1] + 1
    closed = right < len(doc) and doc[right].text == ";" and doc[left - 1].text in {",", '"', "”"}
    own = any(c.dep_ == "nsubj" for c in verb.children) and not any(c.dep_ in {"ccomp", "dobj"} for c in verb.children)
    return closed and own and token.i < left and not any(t.text == ";" for t in doc[token.i : left])


def _in_words(preposition: Token) -> Token | None:
    """Return whose words, view or account a phrase gives: "in his words", "by the ministry's account"."""
    for noun in preposition.children:
        if noun.dep_ == "pobj" and noun.lemma_ in cues().accounts:
            return next((c for c in noun.children if c.dep_ == "poss"), None)
    return None


def speaker_key(ctx: Context, token: Token | None, trigger: Token) -> str:
    """Return the key of who speaks, or of the speaker of the quotation that the trigger stands in; else nothing."""
    if token is None:
        return next((key for begin, end, key in ctx.quoted if begin <= trigger.i < end), "")
    if token.lower_ in function_words("first_person") + function_words("first_persons"):
        spoken = next((key for begin, end, key in ctx.quoted if begin <= token.i < end), "")
        if spoken:
            return spoken  # "we believe that": whoever is quoted
    found = actors(ctx, expand(token))
    papers = noun_classes()["document"] - noun_classes()["media"]  # a South African paper is not South Africa
    if not found and token.lemma_.lower() in papers:
        found = [r for r in owners(ctx, token) if not r.key.startswith("person/")]  # "according to a UN report"
    return found[0].key if len(found) == 1 else ""
