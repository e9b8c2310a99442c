"""The persons in a text who may hold a post."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import is_kind
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.language.tables import words

_PERSON = frozenset({"kg:Person"})


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a post; `how` is "prefix", "suffix" or "said"; `past` where a past tense says it."""

    mention: Mention
    how: str
    state: Status | None = None
    past: bool = False
    planned: bool = False
    by: Mention | None = None  # the state or organisation that appoints


@cache
def honorifics() -> frozenset[str]:
    """Return the honorifics, with and without a full stop."""
    return frozenset(row["text"] for row in lexicon.table("honorifics"))


def person_at(ctx: Context, i: int, *, pronoun: bool = False) -> Mention | None:
    """Return the person named at token `i`, or spoken of there where `pronoun` is set."""
    mention = ctx.mentions.at(i) if 0 <= i < len(ctx.doc) else None
    if mention is None and pronoun and 0 <= i < len(ctx.doc):
        mention = _aged(ctx, ctx.doc[i])
    if mention is None or not is_kind(mention, _PERSON) or ctx.doc[mention.start].tag_ in {"IN", "DT", "CC"}:
        return None
    if mention.end == mention.start + 1 and ctx.doc[mention.start].lower_ in words("portfolios", "word"):
        return None  # "the Federal Secretary Interior"
    return mention if pronoun or mention.form in {"name", "surname"} else None


def _aged(ctx: Context, token: Token) -> Mention | None:
    """Return whom "the 61-year-old" means: the one person named in the sentence before."""
    doc, i = ctx.doc, token.i
    if token.lower_ != "old" or i < 4 or doc[i - 1].text != "-" or doc[i - 2].lower_ != "year":
        return None
    here = ctx.sentence_of(token)
    named = [m for m in ctx.mentions.items if m.end <= i and is_kind(m, _PERSON) and m.form in {"name", "surname"}]
    near = {m.entity.key: m for m in named if here - 1 <= ctx.sentence_of(doc[m.start]) <= here}
    return next(iter(near.values())) if len(near) == 1 else None
