"""Which rows of a lexicon table a word may start: multiword nouns, verbs with particles and fixed words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.clause.arguments import Slots

Row = Mapping[str, str]
_ARTICLES = frozenset({"a", "an", "the"})
_INNER = frozenset({"compound", "amod", "intj", "nmod", "poss"})
_REACH = 16


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
    if not candidates:
        return []
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
    if not any(len(words) > 1 for words, _ in candidates):
        return list(candidates)
    after = _after(token)
    said = {word for t in after for word in (t.lower_, t.lemma_.lower())} | _ARTICLES
    fitting = [(words, row) for words, row in candidates if said.issuperset(words[1:])]
    return [(words, row) for words, row in fitting if len(words) == 1 or _fixed(token, words[1:], after)]


def _after(verb: Token) -> list[Token]:
    """Return the tokens behind a verb among which its fixed words stand."""
    return list(verb.doc[verb.i + 1 : min(verb.i + _REACH, verb.sent.end)])


def _fixed(verb: Token, rest: Sequence[str], after: Sequence[Token]) -> bool:
    """Return whether a verb's fixed words stand after it in order, each a dependent of the verb or of one before.

    A word that only modifies the next fixed word ("under house arrest") may hang on that one; articles are passed over.
    """
    held = {verb.i}
    wanted = [word for word in rest if word not in _ARTICLES]
    position = 0
    for token in after:
        if position == len(wanted):
            break
        if wanted[position] not in (token.lower_, token.lemma_.lower()):
            continue
        if token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children):
            continue  # "vow to support" is no "vow support"
        head = token.head
        inner = position + 1 < len(wanted) and token.dep_ in _INNER and head.head.i in held
        predicate = token.dep_ == "amod" and head.i < token.i and head.dep_ == "dobj" and head.head.i in held
        case = (
            token.lower_ == "to" and head.pos_ == "NOUN" and head.dep_ == "xcomp" and head.head.i in held
        )  # "to court"
        # "set free 14 men", "hand over 40 men": the parser hangs it on the men or their number
        beside = token.i == verb.i + 1 and (token.pos_ in {"ADJ", "ADV"} or token.dep_ == "quantmod")
        turned = head != token and verb.head == token and verb.dep_ == "amod"  # see clause/misread.py
        if (
            head.i in held or inner or predicate or case or beside or turned
        ):  # "held Bolivia responsible": the parser hangs it on the object
            held.add(token.i)
            position += 1
    return position == len(wanted)


def amounts(slots: Slots, tokens: Sequence[Token]) -> list[Token]:
    """Return what an amount is of: the aid of "120 million kroner in emergency aid", the assets of "$2m of assets"."""
    found: list[Token] = []
    for token in tokens:
        if not token.like_num and not (token.i and token.doc[token.i - 1].like_num):
            continue
        children = list(token.children)
        inner = Slots(token)("of|in")
        inner += [t for c in children if c.lower_ == "worth" for t in Slots(c)("of")]
        if not inner and slots.verbal:
            after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
            inner = [g for g in after.children if g.dep_ == "pobj"] if after.lower_ in {"of", "in"} else []
        found += inner
    return found
