"""Who has the same post elsewhere: "her Japanese counterpart, X", "X, his counterpart from Zambia"."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicon
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.cues import cues
from kg.extract.posts.holders import listed, person_at
from kg.extract.posts.owners import acting, admit
from kg.extract.posts.phrases import noun_phrase
from kg.extract.posts.titles import Title, title_words

_NEAR = 2  # sentences between the title and the word for its counterpart
_IN = frozenset({"of", "from", "in"})
_FOR_STATES = frozenset({"state"})


def find_counterparts(ctx: Context, titles: list[Title]) -> None:
    """Claim the posts of those whom the article calls the counterparts of somebody with a title."""
    counterparts = cues()["counterpart"]
    for token in ctx.tokens.of(forms=counterparts | {f"{word}s" for word in counterparts}):
        if token.lower_.removesuffix("s") not in cues()["counterpart"] or not _owned(token):
            continue
        last = next((t for t in reversed(titles) if t.span.end <= token.i and not t.row.many), None)
        if last is None or last.row.place not in _FOR_STATES or not generic(last):
            continue
        if ctx.sentence_of(token) - ctx.sentence_of(last.root) > _NEAR or _retitled(ctx, token, titles):
            continue
        for person, owner in _pairs(ctx, token):
            claim_counterpart(ctx, last, person, owner, token)


def _owned(token: Token) -> bool:
    """Tell whether it is somebody's counterpart; a colleague always has to be ("his Romanian colleague")."""
    if token.lower_ == "counterpart" or token.lower_ == "counterparts":
        return True
    if token.lower_ == "opposite":
        return token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"number", "numbers"}
    return any(t.tag_ in {"PRP$", "POS"} for t in token.doc[max(token.i - 4, 0) : token.i])


def _retitled(ctx: Context, token: Token, titles: list[Title]) -> bool:
    """Tell whether another title stands between the word and the name ("his colleague, the finance minister X")."""
    return any(token.i < t.span.start <= token.i + 4 and t.span.start < token.sent.end for t in titles)


def _pairs(ctx: Context, token: Token) -> list[tuple[Mention, Mention]]:
    """Return the persons with the states they are of: beside the word, behind it, or in front of the phrase."""
    doc, end = ctx.doc, token.sent.end
    i = token.i + (2 if token.lower_ == "opposite" else 1)
    owner = state_mention(ctx.mentions.at(token.i - 1)) if token.i else None
    if token.lower_.endswith("s") and token.lower_ != "opposite":
        return _several(ctx, i, end) or _respectively(ctx, token)
    if i < end and doc[i].lower_ in _IN:
        phrase = noun_phrase(ctx, i + 1, end)
        owner, i = state_mention(phrase.mention) or owner, phrase.end
    if owner is None:
        return _several(ctx, i, end)[:1]
    person = person_at(ctx, i) or (person_at(ctx, i + 1) if i < end and doc[i].text in {",", "–", "—"} else None)
    if person is None:
        k = token.i - 1
        while k > 0 and token.i - k < 5 and doc[k].text != ",":
            k -= 1
        person = person_at(ctx, k - 1) if k > 0 and doc[k].text == "," else None
    return [(person, owner)] if person is not None else []


def _several(ctx: Context, i: int, end: int) -> list[tuple[Mention, Mention]]:
    """Read "A of X and B of Y" and "A (X)"."""
    found: list[tuple[Mention, Mention]] = []
    while i < end:
        if ctx.doc[i].lower_ in {",", "and", "&", ":"}:
            i += 1
            continue
        person = person_at(ctx, i)
        if person is None or person.end + 1 >= end or ctx.doc[person.end].lower_ not in {*_IN, "("}:
            break
        owner = state_mention(ctx.mentions.at(person.end + 1))
        if owner is None:
            break
        found.append((person, owner))
        i = owner.end + (ctx.doc[person.end].text == "(")
    return found


def _respectively(ctx: Context, token: Token) -> list[tuple[Mention, Mention]]:
    """Read "his Thai and Lao counterparts, A and B": as many persons behind as there are states before."""
    states: list[Mention] = []
    i = token.i - 1
    while i >= 0 and (ctx.doc[i].lower_ in {",", "and", "&"} or state_mention(ctx.mentions.at(i)) is not None):
        state = state_mention(ctx.mentions.at(i))
        if state is not None and (not states or states[0] is not state):
            states.insert(0, state)
        i -= 1
    k = token.i + 1
    k += k < len(ctx.doc) and ctx.doc[k].text in {",", ":", "–", "—"}
    first = person_at(ctx, k)
    people = listed(ctx, first) if first is not None else []
    return list(zip(people, states, strict=True)) if len(people) == len(states) else []


def state_mention(mention: Mention | None) -> Mention | None:
    """Return a mention where it is a state or bloc, or a capital that acts for one."""
    if mention is None or not (mention.acts_for or mention.entity.key).startswith(("country/", "bloc/")):
        return None
    return mention


def claim_counterpart(ctx: Context, title: Title, person: Mention, owner: Mention, token: Token) -> None:
    """Claim for a person the post of a title, in the state that `owner` is or acts for."""
    entity = acting(owner)
    other = admit(title, entity, 0.85) if entity is not None else None
    if other is None:
        return
    post = post_entity(title_words(title), False, other.entity)
    if any(c.subject == person.entity.key and c.object == post.key for c in ctx.claims):
        return
    state_post(ctx, post, other, token)
    hold(ctx, person, post, other, token, Held(Status(), 0.85, None, False))


def generic(title: Title) -> bool:
    """Return whether other states have such a post: no words beyond titles and portfolios ("of the Exchequer")."""
    known = {word for row in lexicon.table("portfolios") for word in row["word"].split()}
    known |= {
        word for row in lexicon.table("titles") for word in row["title"].split() if " of the " not in row["title"]
    }
    return all(t.lower_ in known or t.lower_ in {"of", "for", "and", "the", ",", "-"} for t in title.span)
