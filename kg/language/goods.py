"""Names of commodities count only as nouns, outside other names, and with a clue where the word is a common one."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from kg.language.gazetteer import COMMODITIES, WEAK
from kg.language.tables import words
from kg.language.titles import TITLES

_NEAR = 4  # tokens on either side in which a clue may stand


def keep_goods(doc: Doc) -> None:
    """Filter `doc.spans["commodities"]`: common words ("lead", "doors") need a trade word or another good near."""
    titles = {i for span in doc.spans.get(TITLES, ()) for i in range(span.start, span.end)}
    goods = [span for span in doc.spans.get(COMMODITIES, ()) if span.start not in titles]
    spans = [span for span in goods if _noun(span) and not _inside_name(span)]
    sure = {i for span in spans if span.label_ != WEAK for i in range(span.start, span.end)}
    told = {span.id_ for span in spans if span.label_ == WEAK and _has_clue(span, sure)}
    doc.spans[COMMODITIES] = [
        Span(doc, span.start, span.end, "COMMODITY", span_id=span.id_)
        for span in spans
        if span.label_ != WEAK or span.id_ in told
    ]


def _noun(span: Span) -> bool:
    tag = span[-1].tag_
    rare = span.label_ != WEAK and len(span) == 1 and tag.startswith("VB")
    if rare and (span.id_.startswith("mineral/") or span.root.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass")):
        span[0].tag_, span[0].pos_ = "NN", "NOUN"  # "tungsten", "antimony": nouns that the tagger takes for verbs
        return True
    return len(span) > 1 or not tag.startswith(("VB", "MD", "RB")) or tag == "VBG"


def _inside_name(span: Span) -> bool:
    """Tell whether the words belong to a name, or to what is no word of running text."""
    first, last = span[0], span[-1]
    return first.ent_type_ in ("ORG", "PERSON", "GPE", "FAC", "LOC") or last.ent_type_ in (
        "ORG",
        "PERSON",
        "GPE",
        "FAC",
        "LOC",
    )


def _has_clue(span: Span, sure: set[int]) -> bool:
    doc = span.doc
    clues = words("goods_clues")
    for i in range(max(span.start - _NEAR, 0), min(span.end + _NEAR, len(doc))):
        if span.start <= i < span.end:
            continue
        if i in sure or doc[i].lower_ in clues or doc[i].lemma_.lower() in clues:
            return True
    return False
