"""`kg_paragraphs`: sentences begin where paragraphs begin, so that no sentence runs across a break."""

from __future__ import annotations

from spacy.attrs import IS_SPACE
from spacy.language import Language
from spacy.tokens import Doc

_ENDS = ".!?:;…\"”'’)"


class ParagraphStarts:
    """Marks sentence starts at blank lines, and at single line breaks that end a line rather than wrap one."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` before the parser, which keeps it; the parser splits paragraphs further."""
        for i in doc.to_array(IS_SPACE).nonzero()[0].tolist():
            if i and not doc[i - 1].is_space:
                doc[i].is_sent_start = False
            follower = i + 1
            if follower < len(doc) and not doc[follower].is_space and _breaks(doc, i):
                doc[follower].is_sent_start = True
        return doc


def _breaks(doc: Doc, i: int) -> bool:
    """Tell whether the white space token `i` (with white space before it) ends a paragraph or list item."""
    first = i
    while first and doc[first - 1].is_space:
        first -= 1
    lines = sum(doc[k].text.count("\n") for k in range(first, i + 1))
    if lines != 1:
        return lines > 1
    follower = doc[i + 1].text
    return bool(first and doc[first - 1].text[-1] in _ENDS) or not follower[0].islower()


@Language.factory("kg_paragraphs", assigns=["token.is_sent_start"])
def make_paragraphs(nlp: Language, name: str) -> ParagraphStarts:
    """Give the component; it goes before the parser."""
    return ParagraphStarts()
