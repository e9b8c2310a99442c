"""The same article under two names, or syndicated with small changes, counts once.

Candidates come from MinHash signatures of the word 5-grams in a locality-sensitive index (Broder 1997; Indyk and
Motwani 1998), which keeps the work near-linear; each candidate pair is checked by the exact Jaccard similarity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.articles.clean import words_of
from kg.articles.parts import Copy
from kg.model import Article

_SAME = 0.8  # Jaccard similarity of 5-grams from which two texts are one article
_GRAM = 5
_SHORT = 40  # words below which texts have to be equal
_DAYS = 7  # days between which a changed text is still the same article: later it is a new issue of a regular report
_SEED = 20250101
_PERMUTATIONS = 128


def merge(articles: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[Copy, ...]]:
    """Return each article once, by key, and the copies that were dropped.

    Which copy stays depends on the articles alone: the earliest, then the longest, then by key and source. Addresses of
    all copies are united.
    """
    ordered = sorted(articles, key=_rank)
    parent = list(range(len(ordered)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in _pairs(ordered):
        one, two = sorted((root(i), root(j)))
        parent[two] = one
    groups: dict[int, list[Article]] = {}
    for i, article in enumerate(ordered):
        groups.setdefault(root(i), []).append(article)
    kept = sorted((_united(group) for group in groups.values()), key=lambda a: a.key)
    copies = [Copy(a.source, group[0].key) for group in groups.values() for a in group[1:]]
    return tuple(kept), tuple(sorted(copies, key=lambda c: (c.key, c.source)))


def _rank(article: Article) -> tuple[date, int, str, str]:
    return article.date or date.max, -len(article.text), article.key, article.source


def _united(group: Sequence[Article]) -> Article:
    first = group[0]
    urls = tuple(sorted({url for article in group for url in article.urls}))
    publisher = next((a.publisher for a in group if a.publisher), "")
    return replace(first, urls=urls, publisher=publisher)


def _body(article: Article) -> str:
    """Return the words of an article without its headline, which editors change most."""
    if article.headline and len(article.text) > len(article.headline):
        return words_of(article.text[len(article.headline) :])
    return words_of(article.text)


def _pairs(articles: Sequence[Article]) -> list[tuple[int, int]]:
    """Return the pairs of positions that hold the same article."""
    bodies = [_body(a) for a in articles]
    pairs: list[tuple[int, int]] = []
    first: dict[str, int] = {}
    for i, body in enumerate(bodies):
        if body in first:
            pairs.append((first[body], i))
        else:
            first[body] = i
    long = {i: body for body, i in first.items() if body.count(" ") + 1 >= _SHORT}
    if len(long) > 1:
        pairs += _similar(articles, long)
    return sorted(pairs)


def _similar(articles: Sequence[Article], bodies: dict[int, str]) -> list[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.7, num_perm=_PERMUTATIONS)
    signatures = {}
    for i, body in bodies.items():
        signature = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        signature.update_batch([gram.encode() for gram in sorted(_grams(body))])
        signatures[i] = signature
        index.insert(i, signature)
    pairs = []
    for i, signature in signatures.items():
        for j in sorted(j for j in index.query(signature) if j > i):
            if _near(articles[i].date, articles[j].date) and _jaccard(_grams(bodies[i]), _grams(bodies[j])) >= _SAME:
                pairs.append((i, j))
    return pairs


def _near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= _DAYS


def _grams(body: str) -> set[str]:
    words = body.split(" ")
    return {" ".join(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1)}


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
