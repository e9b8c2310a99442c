"""`kg_paragraphs`: sentences begin where paragraphs begin, so that no sentence runs across a break."""

from __future__ import annotations

import numpy
from spacy.language import Language
from spacy.tokens import Doc

_BULLETS = ("-", "–", "—", "•", "*", "·", "▪", "►")
_ENDS = ".!?:;…\"”'’)"


class ParagraphStarts:
    """Marks sentence starts at blank lines, and at single line breaks that end a line rather than wrap one.

    Inside a line only what follows a mark that can end a sentence may begin one; the parser settles these.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` before the parser, which keeps it."""
        words = [token.text for token in doc]
        starts = [0] * len(words)
        begins, bullet, last = True, False, "."
        for i, word in enumerate(words):
            if word.isspace():
                starts[i] = -1 if i else 0
                begins = begins or _breaks(words, i)
                continue
            if begins:
                starts[i] = 1
            elif bullet or last not in _ENDS:
                starts[i] = -1
            bullet = begins and word in _BULLETS
            begins, last = False, word[-1]
        if words:
            column = numpy.array(starts, dtype="int64").astype("uint64").reshape(-1, 1)
            doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]
        return doc


def _breaks(words: list[str], i: int) -> bool:
    """Tell whether the white space token `i` (with white space before it) ends a paragraph or list item."""
    first = i
    while first and words[first - 1].isspace():
        first -= 1
    if i + 1 >= len(words) or words[i + 1].isspace():
        return False
    lines = sum(word.count("\n") for word in words[first : i + 1])
    if lines != 1:
        return lines > 1
    return bool(first and words[first - 1][-1] in _ENDS) or not words[i + 1][0].islower()


@Language.factory("kg_paragraphs", assigns=["token.is_sent_start"])
def make_paragraphs(nlp: Language, name: str) -> ParagraphStarts:
    """Give the component; it goes before the parser."""
    return ParagraphStarts()
