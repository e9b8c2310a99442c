"""What a name does, has or suffers, and what later calls it "the firm", where that tells that it is a firm."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Span, Token

from kg import lexicon
from kg.language.clues import describing, place_before
from kg.language.layer import Ent, Layer
from kg.language.organisations import heads

_REACH = 4  # words from a possessive to what is possessed
_BACK = 2  # sentences back to which "the firm" may mean a name that nothing else tells of
_UNSURE = ("PERSON", "ORG", "GPE", "LOC", "PRODUCT", "WORK_OF_ART")


@cache
def _frames(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.table("firm_frames") if row["use"] == use)


@cache
def _foreign(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.table("firm_firsts") if row["use"] == use)


def acts_as_firm(span: Span) -> bool:
    """Tell whether a name does, suffers or has what only a firm does ("X refines nickel", "X's shareholders")."""
    if _has(span) or _of(span) or _seated(span) or _beside_firm(span):
        return True
    root = span.root
    while root.dep_ == "conj" and root.head is not root:
        root = root.head
    verb = root.head
    if root.dep_ == "pobj" and verb.dep_ == "agent":
        return verb.head.lemma_.lower() in _frames("does")
    lemma = verb.lemma_.lower()
    if root.dep_ in ("nsubjpass", "dobj") and verb.pos_ == "VERB":
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        return lemma in _frames("suffers") and passive == (root.dep_ == "nsubjpass")
    return root.dep_ == "nsubj" and verb.pos_ == "VERB" and lemma in _frames("does") and _goods(verb)


def _goods(verb: Token) -> bool:
    """Tell whether a verb has an object by a common noun, no person ("ships oxides", "operates the X mine")."""
    return any(c.dep_ == "dobj" and c.pos_ == "NOUN" and c.ent_type_ != "PERSON" for c in verb.children)


def _has(span: Span) -> bool:
    """Tell whether a possessive and what only firms have follow ("X's Peruvian smelter", "X's chief executive, Y")."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].tag_ != "POS":
        return False
    for i in range(end + 1, min(end + 1 + _REACH, len(doc))):
        if doc[i].lower_ in _frames("has") or doc[i - 1 : i + 1].text.lower() in _frames("has"):
            return True
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "NUM"):
            return False
    return False


def _of(span: Span) -> bool:
    """Tell whether "chief executive of", "shareholders in" stands before a name."""
    doc, start = span.doc, span.start
    if start < 2 or doc[start - 1].lower_ not in ("of", "in"):
        return False
    return doc[start - 2].lower_ in _frames("of") or doc[max(start - 3, 0) : start - 1].text.lower() in _frames("of")


def _beside_firm(span: Span) -> bool:
    """Tell whether a state's name is coordinated with a firm of another's ("Japan's Kuroshio Metals and Chile's X")."""
    root = span.root
    if root.dep_ != "conj" or not _of_state(span) or len(span) < 2:
        return False
    other = root.head
    first = next((t.i for t in other.lefts if t.dep_ == "poss"), -1)
    return other.lower_ in heads() and first >= 0 and root.doc[first].ent_type_ == "GPE"


def state_firm(span: Span) -> bool:
    """Tell whether an unknown name owned by a state trades: "Ukraine's Naftohirnyk sold", "sold to Korea's X"."""
    root = span.root
    while root.dep_ == "conj" and root.head is not root:
        root = root.head
    verb = root.head
    if not _of_state(span):
        return False
    if root.dep_ == "pobj" and verb.lower_ in ("to", "from", "with"):
        verb = verb.head
        return verb.pos_ == "VERB" and verb.lemma_.lower() in _frames("with")
    return root.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_.lower() in _frames("trades")


def _of_state(span: Span) -> bool:
    return span.start > 1 and span.doc[span.start - 1].tag_ == "POS" and span.doc[span.start - 2].ent_type_ == "GPE"


def _seated(span: Span) -> bool:
    """Tell whether ", headquartered in" or ", listed in" follows a name."""
    doc, end = span.doc, span.end
    return (
        end + 2 < len(doc)
        and doc[end].text == ","
        and doc[end + 1].lower_ in _frames("seat")
        and doc[end + 2].lower_ in ("in", "on", "at")
    )


def called_firms(layer: Layer, doc: Doc, sure: set[str]) -> set[str]:
    """Return the names that "the firm" must mean: the only one of no known kind just before it, where no firm is named.

    "The court fined Ostrava Chemie. The Czech firm will appeal." Who has a title, or is "he" or "she", is none.
    """
    found: set[str] = set()
    if not doc.has_annotation("SENT_START"):
        return found
    starts = [sent.start for sent in doc.sents]
    for n, sent in enumerate(doc.sents):
        if not any(_definite_firm(token) for token in sent):
            continue
        before = [e for e in layer.ents() if e.start < sent.start]
        if any(e.label == "ORG" and not e.key.startswith(("bloc/", "body/")) for e in before):
            continue
        near = [e for e in before if e.start >= starts[max(n - _BACK, 0)] and _may_be_firm(layer, doc, e, sure)]
        texts = {layer.text(e.start, e.end) for e in near}
        if len(texts) == 1 and not any(t.lower_ in ("he", "she", "his", "her") for t in doc[near[0].end : sent.end]):
            found |= texts
    return found


def _definite_firm(token: Token) -> bool:
    """Tell whether a noun is "the firm", "the Czech refiner": a subject or possessor with nothing behind it."""
    if token.tag_ != "NN" or token.dep_ not in ("nsubj", "nsubjpass", "poss"):
        return False
    if describing().get(token.lemma_.lower()) != "kg:Company" or any(c.dep_ in ("prep", "relcl") for c in token.rights):
        return False
    return any(c.lower_ == "the" for c in token.lefts) and not any(c.tag_ == "POS" for c in token.lefts)


def _may_be_firm(layer: Layer, doc: Doc, ent: Ent, sure: set[str]) -> bool:
    root = doc[ent.start : ent.end].root
    if root.dep_ in ("dobj", "nsubjpass") and root.head.lemma_.lower() in _frames("personal"):
        return False
    text = layer.text(ent.start, ent.end)
    if ent.key or ent.label not in _UNSURE or text in sure or ent.end - ent.start > 4:
        return False
    if layer.lowers[max(ent.start - 1, 0)] in ("in", "near", "outside") or place_before(doc[ent.start : ent.end]):
        return False
    titled = ent.start > 0 and (layer.title[ent.start - 1] or layer.honorific(ent.start - 1))
    return not titled and not any(word.lower() in heads() for word in text.split())


def foreign_firms(layer: Layer) -> None:
    """Set as ORG a name that begins as firms' names do in other languages ("Compagnie des Bauxites du Nord")."""
    for i, word in enumerate(layer.lowers):
        if word not in _foreign("first") or not layer.capital[i] or layer.title[i]:
            continue
        cover = layer.at[i]
        if cover is not None and (cover.key or (cover.start < i and not layer.begins[i])):
            continue
        end = _name_right(layer, i + 1)
        if end > i + 1:
            layer.put(Ent(i, end, "ORG"))


def _name_right(layer: Layer, i: int) -> int:
    """Return where a name goes on to over words with a capital and small particles between them."""
    end = i
    while i < len(layer) and not layer.begins[i]:
        if layer.capital[i] and not layer.title[i] and layer.words[i][0].isalpha():
            end = i + 1
        elif layer.lowers[i] not in _foreign("inside"):
            break
        i += 1
    return end
