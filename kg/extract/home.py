"""Whose a bare post or ministry is: the state that the sentence, the dateline and the article point to."""

from __future__ import annotations

from spacy.tokens import Token

from kg import reference
from kg.extract.context import Context

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "poss"})
_SAME_SENTENCE, _BEFORE, _DATELINE, _SHARE = 1.5, 1.0, 1.2, 2.0


def nearby_states(ctx: Context, token: Token, kind: str = "country/") -> dict[str, float]:
    """Return the states (or blocs, by `kind`) that a word without an owner may belong to, with a score for each.

    What counts: being the subject of the same sentence or the one before, the country of the dateline, and the share
    of the article's mentions. Weights were set on the DWIE development half, where the country that dominates an
    article was right more often than the nearest.
    """
    scores: dict[str, float] = {}
    counts: dict[str, int] = {}
    sentence = ctx.sentence_of(token)
    for mention in ctx.mentions.items:
        key = mention.acts_for or mention.entity.key
        if not key.startswith(kind):
            continue
        counts[key] = counts.get(key, 0) + 1
        where = ctx.sentence_of(ctx.doc[mention.root])
        subject = ctx.doc[mention.root].dep_ in _SUBJECTS
        if where == sentence and mention.start < token.i:
            scores[key] = max(scores.get(key, 0.0), _SAME_SENTENCE * (1.0 if subject else 0.5))
        elif where == sentence - 1:
            scores[key] = max(scores.get(key, 0.0), _BEFORE * (1.0 if subject else 0.5))
    for key, number in counts.items():
        scores[key] = scores.get(key, 0.0) + _SHARE * number / sum(counts.values())
    country = dateline(ctx)
    if country.startswith(kind):
        scores[country] = scores.get(country, 0.0) + _DATELINE
    return scores


def dateline(ctx: Context) -> str:
    """Return the key of the country that the dateline's city lies in, or an empty string."""
    place = reference.city(ctx.article.place) if ctx.article.place else None
    if place is None:
        return ""
    found = [
        obj for predicate, obj in reference.facts(place.key) if predicate == "kg:locatedIn" and isinstance(obj, str)
    ]
    return next((key for key in found if key.startswith("country/")), "")
