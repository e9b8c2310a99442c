"""Whose words a quotation gives where no verb of saying tells: 'X: "…"', 'according to X, "…"', 'in the words of X'."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ACTORS, is_kind
from kg.extract.clause.arguments import surface_subject
from kg.extract.context import Context
from kg.extract.mentions.finding import Mention
from kg.language.tables import words

_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "``", "''"})
_ENDS = frozenset({".", "?", "!", ";"})
_PERSON = frozenset({"kg:Person"})
_REACH = 40
_CLOSE = 10  # words between a verb and the quotation that is its object


@cache
def _table() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicon.toml("quoting").items()}


def source(ctx: Context, start: int, end: int) -> str:
    """Return who is named as the source of the quotation at the tokens `start` to `end`, or an empty string."""
    doc = ctx.doc
    first = _lead(ctx, start - 1)
    stop = _tail(ctx, end + 1)
    told = any(t.pos_ == "VERB" and t.lemma_.lower() in words("reporting_verbs", "lemma") for t in doc[first:start])
    for low, high in ((first, start - 1), (end + 1, end + 1 if told else stop)):  # '"…", X warned, according to dpa'
        for i in range(low, high):
            found = _account(ctx, i, high)
            if found is not None:
                return _key(found)
    if start >= 2 and doc[start - 2].text == ":":
        found = _before_colon(ctx, first, start - 2)
        return _key(found) if found is not None else ""
    return _viewer(ctx, first, start - 1) or _by_verb(ctx, first, start - 1)


def _key(mention: Mention) -> str:
    return mention.acts_for or mention.entity.key


def _lead(ctx: Context, i: int) -> int:
    """Return where the words that lead to a quotation mark at token `i` begin: behind a full stop or another mark."""
    k = i
    while k > 0 and i - k < _REACH and not (ctx.doc[k - 1].text in _ENDS | _MARKS or "\n" in ctx.doc[k - 1].text):
        k -= 1
    return k


def _tail(ctx: Context, i: int) -> int:
    k = i
    while k < len(ctx.doc) and k - i < _REACH and not (ctx.doc[k].text in _ENDS | _MARKS or "\n" in ctx.doc[k].text):
        k += 1
    return min(k, len(ctx.doc))


def _named(ctx: Context, i: int, last: int) -> Mention | None:
    """Return the first actor named from token `i` on, before any comma or verb; a person behind a title too."""
    while i < last and ctx.doc[i].tag_ not in {"VBD", "VBZ", "VBP", "MD", ",", "IN"}:
        mention = ctx.mentions.at(i)
        if mention is not None and is_kind(mention, ACTORS) and mention.form != "demonym":
            after = ctx.doc[mention.end] if mention.end < last else None
            if after is None or after.tag_ != "POS":
                return mention
            i = mention.end
        i += 1
    return None


def _account(ctx: Context, i: int, last: int) -> Mention | None:
    """Read "according to X", "in the words of X" and "in X's view" at token `i`."""
    doc, low = ctx.doc, ctx.doc[i].lower_
    if low == "according" and i + 1 < last and doc[i + 1].lower_ == "to":
        return _named(ctx, i + 2, last) if i + 2 < last and doc[i + 2].tag_ not in {"WDT", "WP"} else None
    if low != "in" or i + 2 >= last:
        return None
    owner = ctx.mentions.at(i + 1)
    if owner is not None and is_kind(owner, ACTORS):
        k = owner.end + (owner.end < last and doc[owner.end].tag_ == "POS")
        return owner if k > owner.end and k < last and doc[k].lemma_.lower() in _table()["words"] else None
    for k in range(i + 1, min(i + 4, last - 1)):
        if doc[k].lemma_.lower() in _table()["words"]:
            return _named(ctx, k + 2, last) if doc[k + 1].lower_ == "of" else None
    return None


def _before_colon(ctx: Context, low: int, colon: int) -> Mention | None:
    """Return who is the subject of what stands before a colon, or all that does: "X, minister: …", "X's verdict: …"."""
    found: dict[str, Mention] = {}
    for mention in ctx.mentions.items:
        inside = low <= mention.start and mention.end <= colon and is_kind(mention, _PERSON)
        if inside and _stands(ctx, mention, colon):
            found.setdefault(mention.entity.key, mention)
    return next(iter(found.values())) if len(found) == 1 else None


def _stands(ctx: Context, mention: Mention, colon: int) -> bool:
    """Tell whether a person is the subject, the predicate or the whole of a phrase, or owns words."""
    doc, root = ctx.doc, ctx.doc[mention.root]
    if mention.end < colon and doc[mention.end].tag_ == "POS":
        return doc[colon - 1].lemma_.lower() in _table()["words"] and colon - mention.end < 4
    if mention.form == "pronoun" and root.tag_ == "PRP$":
        return doc[colon - 1].lemma_.lower() in _table()["words"] and colon - mention.end < 4
    if not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[mention.end : colon]) and not any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[root.sent.start : mention.start] if t.i >= colon - _REACH
    ):
        return not _inside_phrase(root)
    while root.dep_ in {"appos", "conj"} and root.head.i < root.i and root.head.pos_ in {"NOUN", "PROPN"}:
        root = root.head
    return root.dep_ in {"nsubj", "attr"}


def _inside_phrase(root: Token) -> bool:
    """Tell whether a name hangs on a preposition ("the letter to X:")."""
    while root.dep_ in {"appos", "conj"} and root.head.i < root.i:
        root = root.head
    return root.dep_ in {"pobj", "poss"}


def _viewer(ctx: Context, low: int, high: int) -> str:
    """Read 'For X, the rule is "…"' and 'To X, an analyst, it looks "…"'."""
    doc = ctx.doc
    if high - low < 4 or doc[low].lower_ not in _table()["viewers"]:
        return ""
    mention = _named(ctx, low + 1, high)
    if mention is None or not any(t.text == "," for t in doc[mention.end : high]):
        return ""
    verbs = [t for t in doc[mention.end : high] if t.tag_ in {"VBD", "VBZ", "VBP", "MD", "VB"}]
    joined = bool(verbs) and all(v.lemma_.lower() in _table()["being"] or v.tag_ == "MD" for v in verbs[-1:])
    return _key(mention) if joined else ""


def _by_verb(ctx: Context, low: int, high: int) -> str:
    """Read 'X sees "…"' and 'X has branded the deal "…"': the quoted words are what the verb says."""
    for i in range(high - 1, max(low - 1, high - _CLOSE), -1):
        token = ctx.doc[i]
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children)
        if token.lemma_.lower() not in _table()["verbs"] or passive:
            return ""
        subject = surface_subject(token)
        mention = ctx.mentions.at(subject.i) if subject is not None else None
        known = mention is not None and subject is not None and is_kind(mention, ACTORS) and mention.form != "demonym"
        return _key(mention) if known and mention is not None else ""
    return ""
