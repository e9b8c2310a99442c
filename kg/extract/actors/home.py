"""Whose a bare post or ministry is: the state that the sentence, the dateline and the article point to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg import reference
from kg.extract.context import Context
from kg.language.titles import POSTS

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "poss"})
_SUBJECT, _SAME_SENTENCE, _BEFORE, _PARAGRAPH, _DATELINE, _SHARE = 1.6, 0.75, 1.0, 1.0, 1.2, 2.0


def nearby_states(ctx: Context, token: Token, kind: str = "country/") -> dict[str, float]:
    """Return the states (or blocs, by `kind`) that a word without an owner may belong to, with a score for each.

    What counts: being the subject of the same sentence or the one before, the share of the mentions earlier in the
    paragraph and in the whole article, and the country of the dateline. The weights were set by hand: in the
    DWIE development half they alone decide 11 bare posts, all rightly; in single sentences they err more often.
    """
    states = _states(ctx, kind)
    scores: dict[str, float] = {}
    sentence = ctx.sentence_of(token)
    paragraph = max(ctx.article.text.rfind("\n\n", 0, token.idx), 0)
    for start, key, subject in states.by_sentence.get(sentence, ()):
        if start < token.i:
            scores[key] = max(scores.get(key, 0.0), _SUBJECT if subject else _SAME_SENTENCE)
    for _, key, subject in states.by_sentence.get(sentence - 1, ()):
        scores[key] = max(scores.get(key, 0.0), _BEFORE * (1.0 if subject else 0.5))
    beside = {
        key: bisect_left(places, token.idx) - bisect_left(places, paragraph) for key, places in states.places.items()
    }
    all_beside, total = sum(beside.values()), sum(map(len, states.places.values()))
    for key, places in states.places.items():
        near = _PARAGRAPH * beside[key] / all_beside if all_beside else 0.0
        scores[key] = scores.get(key, 0.0) + near + _SHARE * len(places) / total
    country = dateline(ctx)
    if country.startswith(kind):
        scores[country] = scores.get(country, 0.0) + _DATELINE
    return scores


def subject_states(ctx: Context, token: Token) -> set[str]:
    """Return the countries that are subjects or possessors before a word in its sentence."""
    here = _states(ctx, "country/").by_sentence.get(ctx.sentence_of(token), ())
    return {key for start, key, subject in here if subject and start < token.i}


@dataclass
class _States:
    """The mentions of states of one kind: by sentence (start, key, whether a subject), and the offsets of each key."""

    by_sentence: dict[int, list[tuple[int, str, bool]]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)


def _states(ctx: Context, kind: str) -> _States:
    """Return where an article speaks of states, read once for each article."""
    found: _States | None = ctx.memo.get(f"states {kind}")
    if found is None:
        found = ctx.memo[f"states {kind}"] = _States()
        titles = {t.i for span in ctx.doc.spans.get(POSTS, ()) for t in span}
        for mention in ctx.mentions.items:
            key = mention.acts_for or _owner(mention.entity.key)
            root = ctx.doc[mention.root]
            if key.startswith(kind) and not _accredited(root, titles):
                row = (mention.start, key, _is_subject(root))
                found.by_sentence.setdefault(ctx.sentence_of(root), []).append(row)
                found.places.setdefault(key, []).append(ctx.doc[mention.start].idx)
    return found


def _accredited(root: Token, titles: set[int]) -> bool:
    """Return whether a state is only where somebody is sent to: "ambassador to Japan"."""
    return root.dep_ == "pobj" and root.head.lower_ == "to" and root.head.head.i in titles


def _owner(key: str) -> str:
    """Return the country that the key of a body begins with, else the key itself."""
    country = f"country/{key[len('body/') :].partition('-')[0].upper()}" if key.startswith("body/") else ""
    return country if country and reference.has(country) else key


def _is_subject(token: Token) -> bool:
    """Tell whether a word is a subject or possessor, alone or coordinated with one."""
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token.dep_ in _SUBJECTS


def dateline(ctx: Context) -> str:
    """Return the key of the country that the dateline's city lies in, or an empty string."""
    place = reference.city(ctx.article.place) if ctx.article.place else None
    if place is None:
        return ""
    found = [
        obj for predicate, obj in reference.facts(place.key) if predicate == "kg:locatedIn" and isinstance(obj, str)
    ]
    return next((key for key in found if key.startswith("country/")), "")
