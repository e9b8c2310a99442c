"""Interviews printed as questions and answers: what is answered is said by the one who is interviewed.

The turns are labelled ("Q:", "A:"), or paragraphs in turn: a question to "you", an answer by "I" or "we".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from kg import lexicon
from kg.extract.clause.classes import function_words
from kg.extract.context import Context
from kg.model import Quotation

_LEAST = 2  # answers that make an interview


@dataclass(frozen=True, slots=True)
class _Turn:
    start: int  # first token behind the label
    end: int
    answer: bool


@cache
def _labels() -> dict[str, bool]:
    words = lexicon.toml("function_words")
    return {**dict.fromkeys(words["question_labels"], False), **dict.fromkeys(words["answer_labels"], True)}


def find_answers(ctx: Context) -> None:
    """Add the answers of an interview as quotations of the person whom the text before it mostly speaks of."""
    turns = _turns(ctx) or _paragraphs_in_turn(ctx)
    answers = [t for t in turns if t.answer and t.end > t.start]
    if len(answers) < _LEAST or len(turns) == len(answers):
        return
    speaker = _interviewed(ctx, turns[0].start)
    if not speaker:
        return
    for turn in answers:
        first, last = ctx.doc[turn.start], ctx.doc[turn.end - 1]
        ctx.quoted.append((turn.start, turn.end, speaker))
        text = ctx.article.text[first.idx : last.idx + len(last.text)]
        ctx.quotations.append(Quotation(text, speaker, ctx.sentence_of(first)))


def _turns(ctx: Context) -> list[_Turn]:
    """Return what stands behind each "Q:" and "A:" at the beginning of a paragraph, up to the next."""
    doc = ctx.doc
    begins: list[tuple[int, int, bool]] = []
    for i in (colon.i - 1 for colon in ctx.tokens.of(forms={":"}) if colon.i):
        fresh = i == 0 or "\n" in doc[i - 1].text
        if fresh and doc[i].text in _labels():
            begins.append((i, i + 2, _labels()[doc[i].text]))
    ends = [at for at, _, _ in begins[1:]] + [_paragraph_end(doc, begins[-1][1])] if begins else []
    return [_Turn(*_trimmed(doc, start, end), answer) for (_, start, answer), end in zip(begins, ends, strict=True)]


def _paragraphs_in_turn(ctx: Context) -> list[_Turn]:
    """Return the turns of an interview without labels: paragraphs that put questions, each with one that answers."""
    spans = _paragraphs(ctx.doc)
    first = next(
        (i for i, span in enumerate(spans) if _asks(ctx.doc, *span) and _says(ctx.doc, *span, "addressed")), -1
    )
    turns: list[_Turn] = []
    for at in range(first, len(spans) - 1, 2) if first >= 0 else ():
        asked, answered = spans[at], spans[at + 1]
        put = _asks(ctx.doc, *asked) or _says(ctx.doc, *asked, "addressed")
        if not put or _asks(ctx.doc, *answered):
            break
        turns += [_Turn(*asked, False), _Turn(*answered, True)]
    answers = [t for t in turns if t.answer]
    own = [t for t in answers if _says(ctx.doc, t.start, t.end, "first_person", "first_persons")]
    return turns if len(answers) > _LEAST and len(own) >= _LEAST else []


def _paragraphs(doc: Doc) -> list[tuple[int, int]]:
    """Return the token spans of an article's paragraphs."""
    breaks = [i for i, token in enumerate(doc) if "\n" in token.text]
    spans = zip([-1, *breaks], [*breaks, len(doc)], strict=True)
    return [(a + 1, b) for a, b in spans if b > a + 1]


def _asks(doc: Doc, start: int, end: int) -> bool:
    return doc[end - 1].text.startswith("?")


def _says(doc: Doc, start: int, end: int, *names: str) -> bool:
    words = {w for name in names for w in function_words(name)}
    return any(t.lower_ in words for t in doc[start:end])


def _paragraph_end(doc: Doc, start: int) -> int:
    return next((i for i in range(start + 1, len(doc)) if "\n" in doc[i].text), len(doc))


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return start, end


def _interviewed(ctx: Context, end: int) -> str:
    """Return the person spoken of most before the first question, or nothing where two stand out alike."""
    counts: Counter[str] = Counter()
    for mention in ctx.mentions.items:
        if mention.start < end and "kg:Person" in mention.entity.types:
            counts[mention.entity.key] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]
