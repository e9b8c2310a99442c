"""`kg_gazetteer`: the names of the reference tables become entities before the statistical recogniser runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span

from kg import reference

COMMODITIES = "commodities"  # doc.spans: commodity names, span id = key
WEAK = "kg_weak"  # doc.spans: names that need the recogniser to agree, kept until kg_names has run
KINDS = {
    "country": "GPE",
    "subdivision": "GPE",
    "place": "GPE",
    "region": "LOC",
    "bloc": "ORG",
    "body": "ORG",
    "organization": "ORG",
    "company": "ORG",
    "armed-group": "ORG",
    "person": "PERSON",
}
_GOODS = ("mineral", "product", "commodity")


class Name(Protocol):
    """What the component needs of a row of the reference tables."""

    @property
    def text(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def case_sensitive(self) -> bool: ...
    @property
    def weak(self) -> bool: ...


class Gazetteer:
    """Matches names token by token, longest first; where one text has several keys, the context chooses."""

    def __init__(self, tokenizer: Tokenizer, names: Iterable[Name]) -> None:
        self._index: dict[str, dict[tuple[str, ...], list[tuple[tuple[str, ...], Name]]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        for name in names:
            exact = tuple(token.text for token in tokenizer(name.text))
            words = tuple(word.lower() for word in exact)
            if words and (label(name) or is_good(name)):
                self._index.setdefault(words[0], {}).setdefault(words, []).append((exact, name))
        for first, entries in self._index.items():
            self._lengths[first] = tuple(sorted({len(words) for words in entries}, reverse=True))

    def __call__(self, doc: Doc) -> Doc:
        """Set entities (`kb_id_` the key, `id_` the form of the name) and the span groups of commodities and weak names."""
        named: list[Span] = []
        weak: list[Span] = []
        goods: list[Span] = []
        for start, end, found in self._matches(doc):
            name = choose(found, doc, start, end)
            if is_good(name):
                goods.append(Span(doc, start, end, "COMMODITY", span_id=name.key))
                continue
            span = Span(doc, start, end, label(name), kb_id=name.key, span_id=name.form)
            (weak if name.weak else named).append(span)
        doc.spans[COMMODITIES] = goods
        doc.spans[WEAK] = weak
        doc.set_ents(settle_states(named), default="missing")
        return doc

    def _matches(self, doc: Doc) -> Iterable[tuple[int, int, list[Name]]]:
        words = [token.text for token in doc]
        lowers = [word.lower() for word in words]
        i, size = 0, len(words)
        while i < size:
            lengths = self._lengths.get(lowers[i])
            step = 1
            for length in lengths or ():
                entries = self._index[lowers[i]].get(tuple(lowers[i : i + length]), ())
                here = tuple(words[i : i + length])
                found = [name for exact, name in entries if exact == here or not name.case_sensitive]
                if found:
                    yield i, i + length, found
                    step = length
                    break
            i += step


def is_good(name: Name) -> bool:
    """Tell whether the name is that of a commodity."""
    return name.key.partition("/")[0] in _GOODS


def label(name: Name) -> str:
    """Return the entity label for a name, or "" for what is no entity."""
    if name.form == "demonym":
        return "NORP"
    return KINDS.get(name.key.partition("/")[0], "")


def choose(found: Sequence[Name], doc: Doc, start: int, end: int) -> Name:
    """Return the likeliest of several names with the same text: strong before weak, in the order of the tables."""
    return next((name for name in found if not name.weak), found[0])


def settle_states(spans: list[Span]) -> list[Span]:
    """Return the spans unchanged; the place to settle names shared by a country and a subdivision."""
    return spans


@Language.factory("kg_gazetteer", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """Give the component over all names of `kg.reference`; it goes before `ner`."""
    return Gazetteer(nlp.tokenizer, reference.names())
