"""Quotations: the words in quotation marks and who speaks them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from kg import lexicon
from kg.extract.actors.noun_phrases import ACTORS, actors, is_kind
from kg.extract.clause.arguments import surface_subject
from kg.extract.context import Context
from kg.extract.interviews import find_answers
from kg.extract.quoting import source
from kg.model import Quotation

_OPEN = {"“": "”", "„": "“", "«": "»", '"': '"', "``": "''", "''": "''"}
_STRAIGHT = frozenset({'"', "``", "''"})
_NEAR = 40
_NAME_NEAR = 14
_LINE = 30  # words of a line that signs a quotation
_TITLE = 8  # words of honorifics and titles before a name that signs a quotation


def spans(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield (start, end) token spans between quotation marks, marks left out; a mark left open ends at its paragraph.

    >>> import spacy
    >>> list(spans(spacy.blank("en")('She said "no deal" twice.')))
    [(3, 5)]
    """
    start, closing, shut = -1, "", -1
    for i, text in enumerate(words(doc)):
        side = _side(doc, i) if text in _STRAIGHT else ""
        if start >= 0 and side == "open" and closing in _STRAIGHT:
            if i > start:
                yield start, i  # the mark before was never closed, or a paragraph goes on
            start = i + 1
        elif start < 0 and side == "close":
            if 0 <= shut < i - 1 and i - shut < _NEAR and not any("\n\n" in t for t in words(doc)[shut:i]):
                yield shut + 1, i  # the mark before, taken for a closing one, opened this
            shut = -1
        elif start >= 0 and (text == closing or (closing in text and len(text) <= 3)):
            if i > start:
                yield start, i
            start, closing, shut = -1, "", i if not side else -1
        elif start < 0 and text in _OPEN:
            start, closing = i + 1, _OPEN[text]
        elif start >= 0 and "\n\n" in text:
            if i > start and closing != '"':
                yield start, i
            start, closing = -1, ""


def _side(doc: Doc, i: int) -> str:
    """Return whether a straight mark opens or closes by the spaces and words beside it, or "" where they do not tell.

    >>> import spacy
    >>> [_side(spacy.blank("en")('It is " over , " he said.'), i) for i in (2, 5)]
    ['', 'close']
    """
    spaced = bool(i) and bool(doc[i - 1].whitespace_ or doc[i - 1].is_space), bool(doc[i].whitespace_)
    after = doc[i + 1] if i + 1 < len(doc) else None
    if spaced == (True, False) and after is not None and not after.is_punct and not after.is_space:
        return "open"
    if spaced == (False, True) and i:
        return "close"
    if spaced == (True, True) and after is not None:
        before = doc[i - 1].text
        if before == "," and after.text.islower():
            return "close"  # '… , " it said'
        if before == ":" and after.is_title:
            return "open"
    return ""


def words(doc: Doc) -> list[str]:
    """Return the tokens' texts, read once for each document; paragraph breaks are tokens of their own."""
    found: list[str] | None = doc.user_data.get("kg_words")
    if found is None:
        found = doc.user_data["kg_words"] = [token.text for token in doc]
    return found


def find_quotations(ctx: Context) -> None:
    """Add every quotation with its speaker, and note its span so that what is said inside is attributed."""
    last: tuple[int, str] | None = None
    found = list(spans(ctx.doc))
    quoted = bytearray(len(ctx.doc))  # 1 for each token inside quotation marks
    for start, end in found:
        quoted[start:end] = b"\1" * (end - start)
    for start, end in found:
        speaker = source(ctx, start, end) or _speaker(ctx, start, end, quoted)
        if not speaker and last is not None and _continues(ctx.doc, last[0], start):
            speaker = last[1] if not _introduced(ctx, last, start) else ""
        speaker = speaker or _signed(ctx, end)
        text = ctx.article.text[ctx.doc[start].idx : ctx.doc[end - 1].idx + len(ctx.doc[end - 1].text)]
        ctx.quoted.append((start, end, speaker))
        if end - start >= 2 or (speaker and _worded(ctx.doc, start)):
            ctx.quotations.append(Quotation(text, speaker, ctx.sentence_of(ctx.doc[start])))
        if speaker:
            last = (end, speaker)
    find_answers(ctx)


def _introduced(ctx: Context, last: tuple[int, str], start: int) -> bool:
    """Tell whether a colon before a quotation, with another actor's name before it, begins somebody else's words."""
    if start < 2 or ctx.doc[start - 2].text != ":":
        return False
    near = (ctx.mentions.at(i) for i in range(last[0], start - 2))
    return any(
        m is not None and is_kind(m, ACTORS) and m.form == "name" and m.entity.key != last[1] and not m.acts_for
        for m in near
    )


def _worded(doc: Doc, start: int) -> bool:
    """Tell whether a single word is quoted as what somebody calls a thing: 'X called it "theatre"'."""
    if not doc[start].text.isalpha() or len(doc[start].text) < 4:
        return False
    near = doc[max(start - 5, 0) : start - 1]
    return any(
        t.pos_ == "VERB" and t.lemma_.lower() in {"call", "describe", "brand", "label", "dub", "term"} for t in near
    )


def _continues(doc: Doc, end: int, start: int) -> bool:
    """Return whether a quotation goes on with the same speaker: same paragraph, nothing but a little between."""
    return start - end < _NEAR and not any("\n\n" in text for text in words(doc)[end:start])


def _speaker(ctx: Context, start: int, end: int, quoted: bytearray) -> str:
    """Return who speaks: the subject of the nearest reporting verb outside quotation marks in the same paragraph."""
    for verb in _verbs(ctx.doc, start, end, quoted):
        subject = surface_subject(verb)
        if subject is not None and not _inside(subject, quoted):
            refs = actors(ctx, [subject])
            if refs:
                return refs[0].key
        near = _near(ctx, verb, quoted)
        if near:
            return near
        if subject is not None and not _inside(subject, quoted) and subject.pos_ != "PRON":
            return ""
    return ""


def _inside(token: Token, quoted: bytearray) -> bool:
    return bool(quoted[token.i])


def _verbs(doc: Doc, start: int, end: int, quoted: bytearray) -> list[Token]:
    """Return the reporting verbs around a quotation, nearest first; those of its own sentence come before others."""
    texts = words(doc)
    first, last = doc[start].sent, doc[end - 1].sent
    low, high = start, end
    while low > 0 and start - low < _NEAR and "\n\n" not in texts[low - 1]:
        low -= 1
    while high < len(doc) and high - end < _NEAR and "\n\n" not in texts[high]:
        high += 1
    found = []
    for i in [*range(low, max(start - 1, low)), *range(min(end + 1, high), high)]:
        token = doc[i]
        if token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in _reporting() and not _inside(token, quoted):
            distance = start - i if i < start else i - end
            same = first.start <= i < last.end
            if i < end or same or distance <= 6:
                found.append((not same, distance, i, token))
    return [token for _, _, _, token in sorted(found, key=lambda f: f[:3])]


@cache
def _reporting() -> frozenset[str]:
    return frozenset(row["lemma"] for row in lexicon.table("reporting_verbs"))


def _signed(ctx: Context, end: int) -> str:
    """Return the person whom a line behind a quotation names: '"…" – Ann Lee, trade minister'."""
    texts = words(ctx.doc)
    for i in range(end + 1, min(end + 6, len(ctx.doc))):
        if texts[i].strip() in {"-", "–", "—", "―"}:
            near = (ctx.mentions.at(j) for j in range(i + 1, min(i + 1 + _TITLE, len(ctx.doc))))
            mention = next((m for m in near if m is not None), None)
            person = mention is not None and "kg:Person" in mention.entity.types
            return mention.entity.key if mention is not None and person else ""
        if texts[i].strip():
            return _signature(ctx, i, end)
    return ""


def _signature(ctx: Context, i: int, end: int) -> str:
    """Return the person with whose name and office the paragraph behind a quotation consists: "Ann Lee, minister"."""
    texts = words(ctx.doc)
    mention = ctx.mentions.at(i)
    behind = [text for text in texts[end:i] if "\n" in text]
    if not behind or mention is None or "kg:Person" not in mention.entity.types:
        return ""
    stop = next((j for j in range(i, len(ctx.doc)) if "\n" in texts[j]), len(ctx.doc))
    short = stop - i < _LINE and mention.end < stop and texts[mention.end] == ","
    verbless = not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in ctx.doc[i:stop])
    return mention.entity.key if short and verbless else ""


def _near(ctx: Context, verb: Token, quoted: bytearray) -> str:
    """Return the actor named next to a reporting verb, where the parse gives it no subject: 'said Ann Lee, the …'."""
    after = range(verb.i + 1, min(verb.i + _NAME_NEAR, len(ctx.doc)))
    before = range(verb.i - 1, max(verb.i - _NAME_NEAR, -1), -1)
    for order in (after, before):
        for i in order:
            token = ctx.doc[i]
            if _inside(token, quoted) or token.text in {".", "?", "!"} or "\n\n" in token.text:
                break
            mention = ctx.mentions.at(i)
            named = mention is not None and is_kind(mention, ACTORS) and mention.form in {"name", "surname", "acronym"}
            if mention is not None and named and ("kg:Person" in mention.entity.types or order is before):
                return mention.entity.key
    return ""
