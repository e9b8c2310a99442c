"""Several states and as many in office: "their ministers, A and B", "the presidents of Chile and Peru, A and B"."""

from __future__ import annotations

from kg import reference
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.holders import listed, person_at
from kg.extract.posts.owners import admit
from kg.extract.posts.titles import Title, title_words
from kg.model import Entity

_CLOSING = frozenset({",", ".", ";", ")", "–", "—", "respectively"})
_JOINS = frozenset({",", "and", "&", "'s", "’s"})


def find_respective(ctx: Context, titles: list[Title]) -> None:
    """Claim the posts of as many persons as there are states, in the order of the text; to be run after the titles."""
    for title in titles:
        if not title.row.many or title.never or title.row.place not in {"state", "any"}:
            continue
        states = _before(ctx, title) or _behind(ctx, title)
        people = _people(ctx, title) if len(states) > 1 else []
        if len(people) != len(states):
            continue
        for person, state in zip(people, states, strict=True):
            _claim(ctx, title, person, state)


def _people(ctx: Context, title: Title) -> list[Mention]:
    """Return the persons listed behind a title and a comma, where the list then ends."""
    i = max(title.end, _end_of_states(ctx, title))
    if i + 1 >= len(ctx.doc) or ctx.doc[i].text not in {",", "–", "—", "("}:
        return []
    first = person_at(ctx, i + 1)
    found = listed(ctx, first) if first is not None else []
    end = found[-1].end if found else 0
    return found if found and end < len(ctx.doc) and ctx.doc[end].lower_ in _CLOSING else []


def _end_of_states(ctx: Context, title: Title) -> int:
    """Return where the list of states behind "of" ends, over which the phrase of the title may not have gone."""
    doc, i = ctx.doc, title.span.end
    while i < title.span.sent.end and (
        doc[i].lower_ in {"of", "from", "the", "and", "&"}
        or _state(ctx.mentions.at(i)) is not None
        or (doc[i].text == "," and _state(ctx.mentions.at(i + 1) if i + 1 < len(doc) else None) is not None)
    ):
        i += 1
    return i


def _before(ctx: Context, title: Title) -> list[Entity]:
    """Return the states before a title: those that "their" means, or "Chile's and Peru's", "Chilean and Peruvian"."""
    doc, i = ctx.doc, title.span.start - 1
    while i > 0 and doc[i].tag_ in {"JJ", "NN"} and ctx.mentions.at(i) is None:
        i -= 1
    if i >= 0 and doc[i].lower_ == "their":
        return [m.entity for m in sorted(ctx.mentions.all(i), key=_order(ctx)) if _state(m) is not None]
    found: list[Entity] = []
    while i >= 0 and (doc[i].lower_ in _JOINS or _state(ctx.mentions.at(i)) is not None):
        state = _state(ctx.mentions.at(i))
        if state is not None and (not found or found[0].key != state.key):
            found.insert(0, state)
        i -= 1
    return found


def _behind(ctx: Context, title: Title) -> list[Entity]:
    """Return the states of "the presidents of Chile and Peru"."""
    doc, i = ctx.doc, title.span.end
    if i >= len(doc) or doc[i].lower_ not in {"of", "from"}:
        return []
    found: list[Entity] = []
    for k in range(i, _end_of_states(ctx, title)):
        state = _state(ctx.mentions.at(k))
        if state is not None and (not found or found[-1].key != state.key):
            found.append(state)
    return found


def _order(ctx: Context):  # type: ignore[no-untyped-def]
    """Return a key that sorts states by where the article names them first."""
    first: dict[str, int] = {}
    for mention in ctx.mentions.items:
        if mention.form != "pronoun":
            first[mention.entity.key] = min(first.get(mention.entity.key, mention.start), mention.start)
    return lambda mention: (first.get(mention.entity.key, 0), mention.entity.key)


def _state(mention: Mention | None) -> Entity | None:
    key = (mention.acts_for or mention.entity.key) if mention is not None else ""
    return reference.entity(key) if key.startswith("country/") else None


def _claim(ctx: Context, title: Title, person: Mention, state: Entity) -> None:
    owner = admit(title, state, 0.85)
    if owner is None:
        return
    post = post_entity(title_words(title), True, owner.entity)
    state_post(ctx, post, owner, title.root)
    hold(ctx, person, post, owner, title.root, Held(Status(), 0.85, None, title.former))
