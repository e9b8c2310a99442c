"""Which rows of a lexicon table a word may start: multiword nouns, verbs with particles and fixed words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Token

from kg import lexicon

Row = Mapping[str, str]
_ARTICLES = frozenset({"a", "an", "the"})
_INNER = frozenset({"compound", "amod", "nmod", "poss"})
_REACH = 12


@cache
def index(table: str, column: str, position: int) -> dict[str, tuple[tuple[tuple[str, ...], Row], ...]]:
    """Return a table's rows by the first (0) or last (-1) word of a column, longest phrases first."""
    found: dict[str, list[tuple[tuple[str, ...], Row]]] = defaultdict(list)
    for row in lexicon.table(table):
        words = tuple(row[column].lower().replace("-", " - ").split())
        found[words[position]].append((words, row))
    return {word: tuple(sorted(rows, key=lambda r: -len(r[0]))) for word, rows in found.items()}


def noun_rows(table: str, column: str, token: Token) -> list[Row]:
    """Return the rows whose (multiword) noun ends at the token, the longest phrase first."""
    candidates = index(table, column, -1).get(token.lemma_.lower(), ())
    if not candidates:
        return []
    return [row for words, row in candidates if phrase_before(token, words)]


def of_rows(table: str, column: str, token: Token) -> list[Row]:
    """Return the rows whose phrase begins with the token as its head: "memorandum of understanding"."""
    candidates = index(table, column, 0).get(token.lemma_.lower(), ())
    after = token.doc[token.i + 1 : token.i + 4]
    return [
        row
        for words, row in candidates
        if len(words) > 1 and words[1] == "of" and [t.lower_ for t in after][: len(words) - 1] == list(words[1:])
    ]


def phrase_before(token: Token, words: Sequence[str]) -> bool:
    """Return whether the words of a noun phrase stand directly before its head noun."""
    start = token.i - len(words) + 1
    if start < 0:
        return False
    return all(w in (t.lower_, t.lemma_.lower()) for w, t in zip(words[:-1], token.doc[start : token.i], strict=True))


def verb_rows(table: str, token: Token, column: str = "trigger") -> list[tuple[tuple[str, ...], Row]]:
    """Return the rows whose verb is the token and whose particles or fixed words hang on it, each on the one before."""
    known = index(table, column, 0)
    lemma = token.lemma_.lower()
    candidates = known.get(lemma, ())
    if not candidates and token.lower_ == f"{lemma}ed":  # the lemmatizer makes "stag" of "staged"
        candidates = known.get(f"{lemma}e", ())
    return [(words, row) for words, row in candidates if len(words) == 1 or fixed(token, words[1:]) is not None]


def fixed(verb: Token, rest: Sequence[str]) -> Token | None:
    """Return the last of a verb's fixed words where all stand after it, each a dependent of the verb or of one before.

    A word that only modifies the next fixed word ("under house arrest") may hang on that one; articles are passed over.
    """
    held = {verb.i}
    wanted = [word for word in rest if word not in _ARTICLES]
    position = 0
    for token in verb.doc[verb.i + 1 : min(verb.i + _REACH, verb.sent.end)]:
        word = wanted[position]
        if word not in (token.lower_, token.lemma_.lower()):
            continue
        if token.head.i in held or (position + 1 < len(wanted) and token.dep_ in _INNER and token.head.head.i in held):
            held.add(token.i)
            position += 1
            if position == len(wanted):
                return token
    return None
