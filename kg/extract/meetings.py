"""Meetings of an article in text order: which words tell of one is in `meetings.toml` and `meeting_nouns.csv`."""

from __future__ import annotations

from kg import lexicon
from kg.extract.clause.arguments import is_passive
from kg.extract.clause.phrases import index, noun_rows
from kg.extract.context import Context
from kg.extract.gatherings import officials, verbs
from kg.extract.gatherings.nouns import meeting_noun
from kg.extract.gatherings.parts import Gathering

_TOLD_BY = (
    "meet",
    "attend",
    "visit",
    "travel",
    "sending",
    "represent",
    "converse",
    "receive",
    "attendance",
    "deliberate",
    "seeing",
)


def find_meetings(ctx: Context) -> None:
    """Add every meeting that the article tells of, in text order."""
    words = lexicon.toml("meetings")
    group: Gathering | None = None
    told = [words[name] for name in _TOLD_BY]
    for token in ctx.tokens.of(*told, {"bring", "include", "be", "expect"}, index("meeting_nouns", "noun", -1)):
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            if lemma in words["meet"]:
                group = verbs.meet(ctx, token) or group
            elif lemma in words["attend"]:
                group = verbs.attend(ctx, token) or group
            elif lemma in words["visit"]:
                verbs.visit(ctx, token)
            elif lemma in words["travel"]:
                verbs.travel(ctx, token)
            elif lemma in words["sending"]:
                verbs.send(ctx, token)
            elif lemma in words["represent"]:
                verbs.represented(ctx, token)
            elif lemma in words["converse"]:
                verbs.converse(ctx, token)
            elif lemma in words["receive"]:
                verbs.receive(ctx, token)
            elif lemma in words["deliberate"]:
                officials.discuss(ctx, token)
            elif lemma in words["seeing"]:
                officials.see(ctx, token)
            elif lemma == "expect" and is_passive(token):
                verbs.stay(ctx, token)
            elif lemma == "bring":
                verbs.bring_together(ctx, token)
            elif lemma == "include" and group is not None:
                verbs.include(ctx, token, group)
        elif token.pos_ == "AUX" and lemma == "be" and token.dep_ not in {"aux", "auxpass"}:
            verbs.stay(ctx, token)
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" and noun_rows("meeting_nouns", "noun", token):
            meeting_noun(ctx, token)
        elif token.pos_ == "NOUN" and lemma in words["attendance"]:
            verbs.attendance(ctx, token)
