"""Whose a bare post of an organisation is: the central bank or the firm of which the text has just spoken."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.extract.context import Context
from kg.extract.mentions.antecedents import subject_standing
from kg.extract.mentions.finding import Mention
from kg.extract.posts.titles import Title
from kg.model import Entity

_BANK_WORDS = frozenset({"bank", "monetary", "reserve"})
_BACK = 2  # sentences back to which a bare post reaches


@cache
def _chief_titles() -> frozenset[str]:
    """Return the titles that only firms give, and only to one at a time."""
    return frozenset(row["word"] for row in lexicon.table("firm_frames") if row["use"] == "of")


def near_organisation(ctx: Context, title: Title) -> Entity | None:
    """Return whose "Governor X", "Chief executive X" or "a spokeswoman, X," is, None where two compete."""
    if title.row.place == "bank":
        return _bank(ctx, title)
    if title.row.title in _chief_titles():
        return _firm(ctx, title)
    if title.row.role == "Spokesperson":
        return _speaking(ctx, title)
    return None


def _bank(ctx: Context, title: Title) -> Entity | None:
    """Return the one central bank just spoken of; a province just named may have a governor as well."""
    near = _near(ctx, title, _BACK)
    banks = {m.entity.key: m.entity for m in near if _is_bank(m.entity)}
    if len(banks) != 1 or any("kg:Subdivision" in m.entity.types for m in near):
        return None
    return next(iter(banks.values()))


def _is_bank(entity: Entity) -> bool:
    words = {w for name in (entity.label, *entity.names) for w in name.lower().split()}
    return entity.key.startswith("body/") and not words.isdisjoint(_BANK_WORDS)


def _firm(ctx: Context, title: Title) -> Entity | None:
    """Return the one firm of the sentence before, else its only subject; here one before the title tells alone."""
    sentence = ctx.sentence_of(title.root)
    near = [m for m in _near(ctx, title, 1) if m.entity.key.startswith(("company/", "organization/"))]
    for within in (sentence, sentence - 1):
        here = [m for m in near if ctx.sentence_of(ctx.doc[m.start]) == within]
        firms = {m.entity.key: m.entity for m in here}
        if len(firms) > 1:
            firms = {m.entity.key: m.entity for m in here if subject_standing(ctx.doc[m.root]) >= 1.5}
        if firms:
            return next(iter(firms.values())) if len(firms) == 1 else None
    return None


def _speaking(ctx: Context, title: Title) -> Entity | None:
    """Return the organisation that is the subject of the sentence before a bare "Spokesman X"."""
    before = ctx.sentence_of(title.root) - 1
    near = [m for m in _near(ctx, title, 1) if ctx.sentence_of(ctx.doc[m.start]) == before and m.form != "demonym"]
    subjects = {m.entity.key: m.entity for m in near if subject_standing(ctx.doc[m.root]) >= 2.0}
    found = [e for e in subjects.values() if e.key.startswith(("company/", "organization/", "body/", "armed-group/"))]
    return found[0] if len(subjects) == len(found) == 1 else None


def _near(ctx: Context, title: Title, back: int) -> list[Mention]:
    """Return the mentions before a title in its sentence and the `back` sentences before it."""
    sentence = ctx.sentence_of(title.root)
    return [
        m
        for m in ctx.mentions.before(title.start)
        if m.end <= title.start and ctx.sentence_of(ctx.doc[m.start]) >= sentence - back
    ]
