"""Who held a post before, and whom the next sentence calls by it: "He replaces Y.", "X insists. The head of Z …"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg import reference
from kg.extract.actors.noun_phrases import is_kind
from kg.extract.clause.arguments import surface_subject
from kg.extract.clause.status import status
from kg.extract.context import Context, Status
from kg.extract.mentions.finding import Mention
from kg.extract.posts.claims import Held, hold, post_entity, state_post
from kg.extract.posts.cues import cues
from kg.extract.posts.holders import person_at
from kg.extract.posts.owners import Known, owner_of
from kg.extract.posts.titles import Title, title_words
from kg.language.tables import words

_POSTS = frozenset({"kg:holdsPost", "kg:formerlyHeldPost"})
_PERSON = frozenset({"kg:Person"})
_BACK = 2  # sentences between the telling of a post and of who had it before
_WEIGHT = 0.72


def find_succession(ctx: Context) -> None:
    """Claim the former posts of those whom a person with a post replaces or takes over from."""
    for token in ctx.tokens.of({"replace", "succeed", "take"}):
        if token.pos_ == "VERB":
            _succeeds(ctx, token, token.lemma_.lower())


def _succeeds(ctx: Context, verb: Token, lemma: str) -> None:
    if lemma == "take":
        over = any(c.lower_ == "over" for c in verb.children)
        olds = [g for c in verb.children if c.lower_ == "from" for g in c.children if g.dep_ == "pobj"] if over else []
    else:
        olds = [c for c in verb.children if c.dep_ == "dobj"]
    if any(c.dep_ == "auxpass" for c in verb.children):
        _succeeded(ctx, verb)
        return
    if not olds:
        return
    old, subject = person_at(ctx, olds[0].i), surface_subject(verb)
    new = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    if new is None and subject is not None:  # "Peru's new minister, X, takes over from Y"
        apposed = [c for c in subject.children if c.dep_ == "appos"]
        new = next((m for c in apposed if (m := person_at(ctx, c.i)) is not None), None)
    if old is None or new is None or old.entity.key == new.entity.key or old.root != olds[0].i:
        return
    told = status(ctx, verb)
    if told.polarity != "Affirmed" or told.modality != "Actual" or not told.asserted:
        return
    near = ctx.sentence_of(verb)
    posts = [c for c in ctx.claims if c.subject == new.entity.key and c.predicate == "kg:holdsPost"]
    posts = [c for c in posts if near - _BACK <= c.sentence <= near and isinstance(c.object, str)]
    if not posts or _has_post(ctx, old):
        return
    post = posts[-1].object
    if isinstance(post, str):
        ctx.claim(old.entity.key, "kg:formerlyHeldPost", post, verb, told, 0.82)


def _succeeded(ctx: Context, verb: Token) -> None:
    """Read "X steps down as head of Y and will be replaced by Z", "X was succeeded by Z": Z has or gets X's post."""
    agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    subject = surface_subject(verb)
    old = person_at(ctx, subject.i, pronoun=True) if subject is not None else None
    new = person_at(ctx, agents[0].i) if agents else None
    if old is None or new is None or any(c.lower_ == "as" for c in verb.children):
        return
    told, near = status(ctx, verb), ctx.sentence_of(verb)
    posts = [c for c in ctx.claims if c.subject == old.entity.key and c.predicate in _POSTS]
    posts = [c for c in posts if near - _BACK <= c.sentence <= near and isinstance(c.object, str)]
    if told.polarity != "Affirmed" or len({c.object for c in posts}) != 1 or _has_post(ctx, new):
        return
    post = str(posts[-1].object)
    ctx.claim(new.entity.key, "kg:holdsPost", post, verb, told, 0.8)
    if told.modality == "Actual" and all(c.predicate == "kg:holdsPost" for c in posts):
        ctx.claim(old.entity.key, "kg:formerlyHeldPost", post, verb, told, 0.8)


def _has_post(ctx: Context, person: Mention) -> bool:
    return any(c.subject == person.entity.key and c.predicate in _POSTS and c.modality != "Planned" for c in ctx.claims)


def find_epithets(ctx: Context, titles: list[Title], known: Known) -> None:
    """Claim the posts of bare titles that begin a sentence and mean the one person of the sentence beside it."""
    sentences: list[Span] | None = None
    for title in titles:
        if title.never or title.row.many or title.indefinite or not title.definite or title.of_person:
            continue
        sent = title.span.sent
        if title.start > sent.start + 1 or title.root.dep_ not in {"nsubj", "nsubjpass"} or _people(ctx, sent):
            continue
        sentences = sentences if sentences is not None else list(ctx.doc.sents)
        n = next(k for k, s in enumerate(sentences) if s.start == sent.start)
        if title.explicit is None:
            person = _of_state(ctx, sentences, n) if title.row.place == "state" and not title.blocked else None
        else:
            person = _told_before(ctx, sentences, n) or _told_after(ctx, sentences, n)
        owner = owner_of(ctx, title, person, known) if person is not None else None
        if person is None or owner is None:
            continue
        over = person.start > sent.start and any(t.lemma_.lower() in cues()["step_down"] for t in sent)
        post = post_entity(title_words(title), False, owner.entity)
        state_post(ctx, post, owner, title.root)
        past = title.former or (over and not any(t.dep_ == "aux" and t.tag_ == "MD" for t in sent))
        hold(ctx, person, post, owner, title.root, Held(Status(), min(owner.weight, _WEIGHT), None, past))


def _people(ctx: Context, sent: Span) -> list[Mention]:
    """Return the persons named in a sentence, one mention for each."""
    found: dict[str, Mention] = {}
    for i in range(sent.start, sent.end):
        mention = ctx.mentions.at(i)
        if mention is not None and is_kind(mention, _PERSON) and mention.form in {"name", "surname"}:
            found.setdefault(mention.entity.key, mention)
    return list(found.values())


def _free(ctx: Context, people: list[Mention]) -> Mention | None:
    """Return the one person of a sentence, where the article gives them no post and the tables do not know them."""
    if len(people) != 1 or people[0].form != "name" or reference.has(people[0].entity.key):
        return None
    return None if _has_post(ctx, people[0]) else people[0]


def _joined(ctx: Context, sentences: list[Span], n: int) -> bool:
    """Tell whether a sentence stands in the paragraph of the one before it."""
    if not 0 < n < len(sentences):
        return False
    gap = ctx.article.text[sentences[n - 1].end_char - 1 : sentences[n].start_char + 1]
    return "\n" not in gap


def _told_before(ctx: Context, sentences: list[Span], n: int) -> Mention | None:
    """Read "…, insists X. The head of Y opened the books": the person is the subject of the sentence before."""
    if not _joined(ctx, sentences, n):
        return None
    person = _free(ctx, _people(ctx, sentences[n - 1]))
    if person is None or _contrasted(sentences[n]):
        return None
    root = ctx.doc[person.root]
    reported = root.head.lemma_.lower() in words("reporting_verbs", "lemma") and root.head.i < root.i
    if root.dep_ == "dobj" and reported:
        return person  # "…, complained X."
    return person if root.dep_ == "nsubj" and root.head.dep_ in {"ROOT", "ccomp", "parataxis", "conj"} else None


def _of_state(ctx: Context, sentences: list[Span], n: int) -> Mention | None:
    """Read "Russia's X met Y. The foreign minister said": the one person without a post behind a state's possessive."""
    if not _joined(ctx, sentences, n):
        return None
    people = [m for m in _people(ctx, sentences[n - 1]) if not _has_post(ctx, m) and not reference.has(m.entity.key)]
    if len(people) != 1 or people[0].form != "name" or people[0].start < 2:
        return None
    owner = ctx.mentions.at(people[0].start - 2)
    owned = ctx.doc[people[0].start - 1].tag_ == "POS" and owner is not None
    return people[0] if owned and owner is not None and owner.entity.key.startswith("country/") else None


def _contrasted(sent: Span) -> bool:
    """Tell whether a sentence sets its subject beside another person ("also", "him", "disagreed")."""
    return any(t.lower_ in cues()["others"] or (t.lower_ == "her" and t.dep_ != "poss") for t in sent)


def _told_after(ctx: Context, sentences: list[Span], n: int) -> Mention | None:
    """Read "The governor of Y resigned. X had held the post": the next sentence begins with the name."""
    if not _joined(ctx, sentences, n + 1):
        return None
    sent = sentences[n + 1]
    person = _free(ctx, _people(ctx, sent))
    if person is None or person.start > sent.start + 2 or ctx.doc[person.root].dep_ not in {"nsubj", "nsubjpass"}:
        return None
    doc, i = ctx.doc, person.end
    aged = i + 2 < sent.end and doc[i].text == "," and doc[i + 1].like_num and doc[i + 2].text == ","
    tenure = any(t.lemma_.lower() in cues()["tenure"] for t in sent)
    return person if (aged or tenure) and not _contrasted(sent) else None
