"""`kg_gazetteer`: the names of the reference tables become entities before the statistical recogniser runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import lexicon, reference

COMMODITIES = "commodities"  # doc.spans: commodity names, span id = key
WEAK = "kg_weak"  # doc.spans: names that need the recogniser to agree, kept until kg_names has run
DOUBTFUL = "kg_doubtful"  # doc.spans: names of places that may be part of a longer name ("Vietnam War")
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
_LEAD = 1.5  # how much more often than others the state of a party must be named, where parties share a name
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
    def acts_for(self) -> str: ...
    @property
    def case_sensitive(self) -> bool: ...
    @property
    def weak(self) -> bool: ...


class Gazetteer:
    """Matches names token by token, longest first; where one text has several keys, the context chooses."""

    def __init__(self, tokenizer: Callable[[str], Doc], names: Iterable[Name]) -> None:
        self._index: dict[str, dict[tuple[str, ...], list[tuple[tuple[str, ...], Name]]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        for name in names:
            plain = name.text.replace(" ", "").isalpha()  # parted alike by the tokenizer, but sooner
            exact = tuple(name.text.split() if plain else (token.text for token in tokenizer(name.text)))
            words = tuple(word.lower() for word in exact)
            if words and (label(name) or is_good(name)):
                self._index.setdefault(words[0], {}).setdefault(words, []).append((exact, name))
        for first, entries in self._index.items():
            self._lengths[first] = tuple(sorted({len(words) for words in entries}, reverse=True))

    def __call__(self, doc: Doc) -> Doc:
        """Set entities (`kb_id_` the key, `id_` the form of the name) and the groups of commodities and weak names."""
        named: list[Span] = []
        weak: list[Span] = []
        goods: list[Span] = []
        doubtful: list[Span] = []
        matches = list(self._matches(doc))
        counts = Counter(key for _, _, found in matches for key in _sure_keys(found))
        taken = {i for start, end, _ in matches for i in range(start, end)}
        for n, (start, end, found) in enumerate(matches):
            name = _among_states(doc, matches, n) or choose(found, counts)
            if name is None:
                continue
            if is_good(name):
                goods.append(Span(doc, start, end, WEAK if name.weak else "COMMODITY", span_id=name.key))
                continue
            span = Span(doc, start, end, label(name), kb_id=name.key, span_id=name.form)
            if name.weak and not _party_told(name, doc, start):
                weak.append(span)
            elif name.form != "demonym" and label(name) in ("GPE", "LOC") and _inside_more(doc, start, end, taken):
                doubtful.append(span)
            else:
                named.append(span)
        doc.spans[COMMODITIES] = goods
        doc.spans[WEAK] = weak
        doc.spans[DOUBTFUL] = doubtful
        doc.set_ents(named, default="missing")
        return doc

    def _matches(self, doc: Doc) -> Iterable[tuple[int, int, list[Name]]]:
        words = [token.text for token in doc]
        lowers = [word.lower() for word in words]
        i, size = 0, len(words)
        while i < size:
            lengths = self._lengths.get(lowers[i])
            step = 1
            for length in lengths or ():
                if i + length > size:
                    continue
                entries = self._index[lowers[i]].get(tuple(lowers[i : i + length]), ())
                here = tuple(words[i : i + length])
                found = [name for exact, name in entries if exact == here or not name.case_sensitive or _loud(here)]
                if found and not (lowers[i] == "the" and self._longer(lowers, i + 1, i + length)):
                    yield i, i + length, found
                    step = length
                    break
            i += step

    def _longer(self, lowers: list[str], start: int, end: int) -> bool:
        """Tell whether a name that begins at `start` reaches beyond `end` ("the West" in "the West African state")."""
        if start >= len(lowers):
            return False
        lengths = self._lengths.get(lowers[start], ())
        return any(
            start + length > end and tuple(lowers[start : start + length]) in self._index[lowers[start]]
            for length in lengths
        )


def _inside_more(doc: Doc, start: int, end: int, taken: set[int]) -> bool:
    """Tell whether a capitalised word stands right beside a place name, so that both may be one longer name."""
    before, after = start - 1, end
    if after < len(doc) and after not in taken and doc[after].is_title and not doc[after].is_sent_start:
        return True
    if before < 0 or before in taken or doc[start].is_sent_start:
        return False
    return doc[before].is_title and not doc[before].is_sent_start and not doc[before].is_punct


def _loud(words: tuple[str, ...]) -> bool:
    """Tell whether a name stands in capitals throughout and is no mere acronym ("VILNIUS")."""
    return all(word.isupper() or not word[0].isalpha() for word in words) and max(map(len, words)) > 3


def is_good(name: Name) -> bool:
    """Tell whether the name is that of a commodity."""
    return name.key.partition("/")[0] in _GOODS


def label(name: Name) -> str:
    """Return the entity label for a name, or "" for what is no entity."""
    if name.form == "demonym":
        return "NORP"
    return KINDS.get(name.key.partition("/")[0], "")


def _among_states(doc: Doc, matches: Sequence[tuple[int, int, list[Name]]], n: int) -> Name | None:
    """Return the subdivision that a shared name means beside another one of its country ("Georgia and Alabama")."""
    found = matches[n][2]
    own = [name for name in found if name.key.startswith("subdivision/")]
    if not own or len(found) == len(own):
        return None
    if _told_as_part(doc, matches[n][0], matches[n][1]):
        return own[0]
    for other in (n - 1, n + 1):
        if 0 <= other < len(matches):
            left, right = (matches[other], matches[n]) if other < n else (matches[n], matches[other])
            between = [token.lower_ for token in doc[left[1] : right[0]]]
            codes = {name.key.partition("-")[0] for name in matches[other][2]}
            if len(between) < 3 and all(word in (",", "and", "or") for word in between):
                return next((name for name in own if name.key.partition("-")[0] in codes), None)
    return None


def _told_as_part(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the words beside a name make it a part of a state: "the state of Georgia", "Georgia's governor"."""
    cues = lexicon.toml("function_words")
    before = tuple(token.lower_ for token in doc[max(start - 2, 0) : start])
    if len(before) == 2 and before[1] == "of" and before[0] in cues["part_before"]:
        return True
    i = end + (end < len(doc) and doc[end].tag_ == "POS") + (end < len(doc) and doc[end].lower_ in ("'s", "’s"))
    i = min(i, end + 1)
    return i < len(doc) and doc[i].lower_ in cues["part_after"]


def _sure_keys(found: Sequence[Name]) -> Iterable[str]:
    """Give the keys that a match is sure evidence of, that of the government of a capital among them."""
    keys = {name.key for name in found if not name.weak}
    if len(keys) == 1 and (key := next(iter(keys))).startswith("subdivision/"):
        yield from (str(obj) for predicate, obj in reference.facts(key) if predicate == "kg:partOf")
    if len(keys) == 1:
        yield from (*keys, *sorted({name.acts_for for name in found if name.acts_for}))


def choose(found: Sequence[Name], counts: Mapping[str, int]) -> Name | None:
    """Return which of several names with one text is meant: the sure one, else the one the article names otherwise.

    `counts` says how often the article has sure names of each key. None where nothing tells.
    """
    found = [name for name in found if not _foreign_party(name, counts)]
    if len({name.key for name in found}) < 2:
        return found[0] if found else None
    parties = reference.party_states()
    if all(name.weak and name.key in parties for name in found):
        return _party(found, counts)
    sure = [name for name in found if not name.weak]
    ranked = sorted(sure or found, key=lambda name: -counts.get(name.key, 0))
    if len(ranked) > 1 and not counts.get(ranked[0].key, 0) and not sure:
        return ranked[0] if ranked[0].form != "demonym" else None
    return ranked[0]


def _foreign_party(name: Name, counts: Mapping[str, int]) -> bool:
    """Tell whether a name is a party's that needs its state ("the Greens"), which the article does not name."""
    state = reference.party_states().get(name.key) if name.weak else None
    return state is not None and not counts.get(state, 0) and not counts.get(name.key, 0)


def _party(found: Sequence[Name], counts: Mapping[str, int]) -> Name | None:
    """Return the party that a name shared by several means: named in full, or of the state that clearly leads."""
    states = reference.party_states()
    ranked = sorted(found, key=lambda name: (-counts.get(name.key, 0), -counts.get(states[name.key], 0), name.key))
    first, second = ranked[0], ranked[1]
    if counts.get(first.key, 0) > counts.get(second.key, 0):
        return first
    lead, next_best = counts.get(states[first.key], 0), counts.get(states[second.key], 0)
    return first if lead >= _LEAD * next_best else None


def _party_told(name: Name, doc: Doc, start: int) -> bool:
    """Tell whether a party's name needs no consent: in an article on its state a capital in a sentence will do."""
    return name.key in reference.party_states() and (" " in name.text or not doc[start].is_sent_start)


@Language.factory("kg_gazetteer", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """Give the component over all names of `kg.reference`; it goes before `ner`."""
    return Gazetteer(nlp.tokenizer, reference.names())
