"""Interviews: the standfirst tells the post ("Canada's energy minister on tariffs"), the text names the person."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.context import Context, Status
from kg.extract.interviews import paragraphs
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.holders import person_at
from kg.extract.posts.owners import Known, owner_of
from kg.extract.posts.titles import Title, title_words

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FIRST = 3  # paragraphs in which a standfirst stands
_WEIGHT = 0.78


def find_standfirst(ctx: Context, titles: list[Title], known: Known) -> None:
    """Claim the post that a standfirst gives nobody for the person with whose name the next paragraph begins.

    The text has to speak of that person by the title's last word ("the minister says", "Minister, do you").
    """
    blocks = list(paragraphs(ctx.doc))[: _FIRST + 1]
    for (start, end), (following, _) in pairwise(blocks):
        if any(t.tag_ in _FINITE for t in ctx.doc[start : min(start + 8, end)]):
            continue
        own = [t for t in titles if start <= t.span.start < end and t.explicit is not None and not t.row.many]
        person = person_at(ctx, following)
        if len(own) != 1 or person is None or person.start != following or own[0].start > start + 1:
            continue
        if _called(ctx, own[0], following) and not _has_post(ctx, person):
            _claim(ctx, own[0], person, known)
            return


def _called(ctx: Context, title: Title, start: int) -> bool:
    """Tell whether the text goes on with "the minister" or "Minister," for the title's last word."""
    word = title.span[-1].lower_
    for token in ctx.tokens.of(forms={word}):
        i = token.i
        before = ctx.doc[i - 1].lower_ if i else ""
        after = ctx.doc[i + 1].text if i + 1 < len(ctx.doc) else ""
        if i > start and (before == "the" or ("\n" in before and after == ",")):
            return True
    return False


def _has_post(ctx: Context, person: Mention) -> bool:
    return any(c.subject == person.entity.key and c.predicate == "kg:holdsPost" for c in ctx.claims)


def _claim(ctx: Context, title: Title, person: Mention, known: Known) -> None:
    owner = owner_of(ctx, title, person, known)
    if owner is not None:
        post = post_entity(title_words(title), False, owner.entity)
        state_post(ctx, post, owner, title.root)
        hold(ctx, person, post, owner, title.root, Held(Status(), min(owner.weight, _WEIGHT), None, title.former))
