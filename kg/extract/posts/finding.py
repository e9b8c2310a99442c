"""Posts: who is minister, ambassador, spokeswoman, chief executive or analyst of what, now, formerly or soon.

A title (`lexicon/titles.csv`, found by the language layer) is read with its phrase (`post_titles`), tied to the person
beside it (`post_holders`) and to its owner (`post_owners`). What is said without a title stands in `ties`.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from spacy.tokens import Token

from kg.extract.context import Context, Status
from kg.extract.posts.cabinets import find_cabinet_moves
from kg.extract.posts.citizens import find_citizens
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.counterparts import find_counterparts
from kg.extract.posts.cues import cues
from kg.extract.posts.envoys import find_envoys
from kg.extract.posts.founders import find_founders
from kg.extract.posts.holders import Holder, holders, person_at
from kg.extract.posts.leaving import leaves
from kg.extract.posts.owners import Known, Owner, acting, admit, owner_of, remember, state_of
from kg.extract.posts.portfolios import find_portfolios
from kg.extract.posts.respective import find_respective
from kg.extract.posts.rulers import find_rulers
from kg.extract.posts.same import find_same_posts
from kg.extract.posts.standfirst import find_standfirst
from kg.extract.posts.succession import find_epithets, find_succession
from kg.extract.posts.ties import find_ties
from kg.extract.posts.titles import Title, read, title_words
from kg.language.titles import POSTS
from kg.model import Modality


def find_posts(ctx: Context) -> None:
    """Add the posts that persons hold or held, what these are in, and the ties without a post."""
    known = Known()
    titles = [title for span in ctx.doc.spans.get(POSTS, ()) if (title := read(ctx, span)) is not None]
    _join(ctx, titles)
    behind = [(title, m.start) for title in titles if (m := person_at(ctx, title.end)) is not None]
    taken = Counter(start for _, start in behind)
    own = {id(title): start for title, start in behind}
    found = [(title, people) for title in titles if (people := _people(ctx, title, taken, own.get(id(title))))]
    for explicit in (True, False):
        known.last = None
        for title, people in found:
            for holder in people:
                _settle(ctx, title, holder, known, explicit)
        if explicit:
            find_standfirst(ctx, titles, known)
    find_counterparts(ctx, titles)
    find_portfolios(ctx)
    find_cabinet_moves(ctx)
    find_same_posts(ctx, titles)
    find_envoys(ctx)
    find_respective(ctx, titles)
    _others_in_post(ctx)
    find_succession(ctx)
    held = {id(title) for title, _ in found}
    find_epithets(ctx, [title for title in titles if id(title) not in held], known)
    find_rulers(ctx)
    find_founders(ctx)
    find_ties(ctx)
    find_citizens(ctx)


def _people(ctx: Context, title: Title, taken: Counter[int], own: int | None) -> list[Holder]:
    """Return who holds a title's post; `taken` counts the titles before each person, `own` is the person behind it."""
    if title.never:
        return []
    alone = own is not None and taken[own] == 1
    return holders(ctx, title, taken.keys() - {own} if alone else taken.keys())


def _join(ctx: Context, titles: list[Title]) -> None:
    """Let titles that "and" joins share their phrase: "X, president and chief executive of Y"."""
    for left, right in pairwise(titles):
        if left.end + 1 == right.start and ctx.doc[left.end].lower_ in {"and", "&"}:
            right.start, left.end = left.start, right.end
            right.before, right.former = right.before or left.before, right.former or left.former
            right.definite, right.indefinite = left.definite, left.indefinite
            if left.behind is None and left.before is None:
                left.behind, left.blocked = right.behind, right.blocked


def _settle(ctx: Context, title: Title, holder: Holder, known: Known, explicit: bool) -> None:
    """Claim one person's post: first those whose owner the text names, then the bare ones, which these may tell."""
    person = holder.mention
    named = title.explicit is not None or ctx.doc[person.end : person.end + 1].text == "of"
    owner = None
    if named == explicit or not explicit:
        appointing = acting(holder.by) if holder.by is not None and not (named or title.blocked) else None
        if appointing is not None and title.row.place == "state":
            appointing = state_of(appointing)
        owner = admit(title, appointing, 0.85) if appointing is not None else None
        owner = owner or owner_of(ctx, title, person, known)
    if owner is None:
        return
    remember(known, title, person, owner)
    if named == explicit:
        claim_post(ctx, title, holder, owner)


def claim_post(ctx: Context, title: Title, holder: Holder, owner: Owner) -> None:
    """Claim the post with its owner and role, and who holds or held it."""
    over = title.former or holder.past or _ended(title) or leaves(ctx, title, holder.mention)
    modality: Modality | None = "Planned" if title.future or holder.planned else None
    state = holder.state or Status()
    weight = owner.weight * (0.9 if holder.mention.form == "pronoun" else 1.0)
    post = post_entity(title_words(title), title.row.many, owner.entity)
    state_post(ctx, post, owner, title.root)
    hold(ctx, holder.mention, post, owner, title.root, Held(state, weight, modality, over))


def _ended(title: Title) -> bool:
    """Tell whether the phrase tells that the post ended: "the minister who resigned last week", "ousted in May"."""
    for child in title.root.children:
        lemma = child.lemma_.lower()
        down = lemma == "step" and any(c.lower_ in {"down", "aside"} for c in child.children)
        if child.i < title.span.end or not (lemma in cues()["step_down"] or down):
            continue
        told = {c.lower_ for c in child.children if c.dep_ in {"aux", "auxpass", "neg"}}
        done = child.tag_ == "VBD" or (child.tag_ == "VBN" and (child.dep_ == "acl" or told & {"has", "was", "had"}))
        if child.dep_ in {"relcl", "acl"} and done and not told & {"not", "n't", "never"}:
            return True
    return False


def _others_in_post(ctx: Context) -> None:
    """Read who held a post before or holds it after somebody else."""
    for token in ctx.tokens.of(forms=cues()["before_him"] | cues()["after_him"]):
        _next_in_post(ctx, token)


def _next_in_post(ctx: Context, token: Token) -> None:
    """Read "his predecessor, X" and "Y's successor, X": the post that the person spoken of has is or was X's too."""
    person = person_at(ctx, token.i + 1)
    if person is None and token.i + 1 < len(ctx.doc) and ctx.doc[token.i + 1].text == ",":
        person = person_at(ctx, token.i + 2)
    if person is None and token.dep_ == "nsubj" and token.head.lemma_ == "be":
        told = (person_at(ctx, c.i) for c in token.head.children if c.dep_ == "attr")
        person = next((m for m in told if m is not None), None)
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    other = person_at(ctx, owner.i, pronoun=True) if owner is not None else None
    if person is None or other is None or person.entity.key == other.entity.key:
        return
    near = ctx.sentence_of(token)
    posts = [
        c
        for c in ctx.claims
        if c.subject == other.entity.key
        and c.predicate in {"kg:holdsPost", "kg:formerlyHeldPost"}
        and c.sentence <= near
    ]
    if not posts or not isinstance(posts[-1].object, str) or len({c.object for c in posts}) > 1:
        return
    past = token.lower_ in cues()["before_him"]
    predicate = "kg:formerlyHeldPost" if past else "kg:holdsPost"
    ctx.claim(person.entity.key, predicate, posts[-1].object, token, Status(), 0.8)
