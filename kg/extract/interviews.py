"""Interviews printed as questions and answers: who answers, and whom "you" means in the questions.

Turns are told by labels ("Q:", "A:", "DW:", "Lee:") or, without any, by paragraphs that ask "you" something and the
paragraphs in the first person that follow. What is answered is a quotation of whoever is interviewed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from kg import lexicon
from kg.extract.context import Context
from kg.model import Quotation

_LEAST = 2  # answers that make an interview with labels
_LEAST_BARE = 3  # questions that make one without
_QUESTION = 70  # tokens of the longest question
_LABEL = 4  # tokens of the longest name before a colon
QUESTIONS = "questions"  # ctx.memo: spans of the questions, each with the person who is asked


@dataclass(frozen=True, slots=True)
class _Turn:
    start: int  # first token behind the label
    end: int
    answer: bool
    speaker: str = ""  # where the label names one


@cache
def _labels() -> dict[str, bool]:
    words = lexicon.toml("function_words")
    return {**dict.fromkeys(words["question_labels"], False), **dict.fromkeys(words["answer_labels"], True)}


@cache
def _persons() -> tuple[frozenset[str], frozenset[str]]:
    """Return the pronouns of the first person and those of the second."""
    words = lexicon.toml("function_words")
    return frozenset((*words["first_person"], *words["first_persons"])), frozenset(words["second_person"])


def find_answers(ctx: Context) -> None:
    """Add the answers of an interview as quotations of the person who gives them."""
    turns = _labelled(ctx) or _named(ctx) or _bare(ctx)
    answers = [t for t in turns if t.answer and t.end > t.start]
    if len(answers) < _LEAST or len(turns) == len(answers):
        return
    speaker = _interviewed(ctx, turns[0].start)
    for turn in answers:
        own = turn.speaker or speaker
        if own:
            first, last = ctx.doc[turn.start], ctx.doc[turn.end - 1]
            ctx.quoted.append((turn.start, turn.end, own))
            text = ctx.article.text[first.idx : last.idx + len(last.text)]
            ctx.quotations.append(Quotation(text, own, ctx.sentence_of(first)))
    asked = {turn.speaker or speaker for turn in answers}
    if len(asked) == 1:
        ctx.memo[QUESTIONS] = [(t.start, t.end, next(iter(asked))) for t in turns if not t.answer]


def _labelled(ctx: Context) -> list[_Turn]:
    """Return what stands behind each "Q:" and "A:" at the beginning of a paragraph, up to the next."""
    doc = ctx.doc
    begins = [
        (start, start + 2, _labels()[doc[start].text], "")
        for start, _ in paragraphs(doc)
        if start + 1 < len(doc) and doc[start].text in _labels() and doc[start + 1].text == ":"
    ]
    return _up_to_next(doc, begins)


def _named(ctx: Context) -> list[_Turn]:
    """Return what stands behind "DW:" and "Lee:": a person's label is an answer, any other one a question."""
    doc = ctx.doc
    begins: list[tuple[int, int, bool, str]] = []
    for start, end in paragraphs(doc):
        colon = next((i for i in range(start + 1, min(start + 1 + _LABEL, end)) if doc[i].text == ":"), 0)
        if colon and all(t.text[0].isupper() or not t.is_alpha for t in doc[start:colon]) and colon + 4 < end:
            mention = ctx.mentions.at(start)
            person = mention is not None and "kg:Person" in mention.entity.types and mention.end <= colon
            key = mention.entity.key if mention is not None and person else ""
            begins.append((start, colon + 1, person, key))
    labels = Counter(doc[start : body - 1].text for start, body, _, _ in begins)
    begins = [b for b in begins if labels[doc[b[0] : b[1] - 1].text] >= _LEAST]
    asks = any(not answer and _asks(doc, body) for _, body, answer, _ in begins)
    return _up_to_next(doc, begins) if asks and any(answer for _, _, answer, _ in begins) else []


def _asks(doc: Doc, start: int) -> bool:
    """Tell whether a question mark ends a sentence of the paragraph that goes on at a token."""
    return any(t.text.startswith("?") for t in doc[start : _paragraph_end(doc, start)])


def _up_to_next(doc: Doc, begins: list[tuple[int, int, bool, str]]) -> list[_Turn]:
    ends = [at for at, *_ in begins[1:]] + [_paragraph_end(doc, begins[-1][1])] if begins else []
    return [
        _Turn(*_trimmed(doc, start, end), answer, speaker)
        for (_, start, answer, speaker), end in zip(begins, ends, strict=True)
    ]


def _bare(ctx: Context) -> list[_Turn]:
    """Return the turns of an interview without labels: questions to "you", and answers of "I" or "we" behind them."""
    doc, turns = ctx.doc, list[_Turn]()
    first, second = _persons()
    for start, end in paragraphs(doc):
        words = [t.lower_ for t in doc[start:end]]
        marks = any(t.text in {'"', "“", "”"} for t in doc[start:end])
        asks = any(t.text == "?" for t in doc[max(end - 3, start) : end])
        you, we = not second.isdisjoint(words), not first.isdisjoint(words)
        question = not marks and end - start <= _QUESTION and (asks or (you and not we))
        if question and (not turns or turns[-1].answer):
            turns.append(_Turn(start, end, answer=False))
        elif turns and not turns[-1].answer:
            turns.append(_Turn(start, end, answer=True))
        elif turns and we and not marks:
            turns[-1] = _Turn(turns[-1].start, end, answer=True)
    answers = [t for t in turns if t.answer]
    told = sum(any(t.lower_ in first for t in doc[a.start : a.end]) for a in answers)
    asked = any(t.lower_ in second for turn in turns if not turn.answer for t in doc[turn.start : turn.end])
    if len(answers) < _LEAST_BARE or not asked or 2 * told < len(answers) or not _introduced(ctx, turns[0].start):
        return []
    return turns


def _introduced(ctx: Context, end: int) -> bool:
    """Tell whether the text before the first question leads to an interview: somebody speaks in it or is named."""
    words = lexicon.toml("function_words")["interviewing"]
    opening = ctx.doc[:end]
    return any(t.lemma_.lower() in words or t.text in {'"', "“"} for t in opening)


def paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Give (start, end) of each paragraph, in tokens, without the space between them."""
    start = 0
    for i, token in enumerate(doc):
        if "\n" in token.text:
            if i > start:
                yield start, i
            start = i + 1
    if start < len(doc):
        yield start, len(doc)


def asked(ctx: Context, token: Token) -> str:
    """Return the person whom "you" or "your" means in a question of an interview, else an empty string."""
    if token.lower_ not in _persons()[1]:
        return ""
    spans: list[tuple[int, int, str]] = ctx.memo.get(QUESTIONS, [])
    return next((person for start, end, person in spans if start <= token.i < end), "")


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
