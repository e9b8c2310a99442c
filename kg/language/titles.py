"""`kg_titles`: titles of posts are kept from the recogniser, so that they neither split nor swallow names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import lexicon

TITLES = "titles"  # doc.spans: titles with what they are for ("Minister of Commerce and Industry")
_OF = ("of", "for", "to")
_JOINS = ("and", ",", "&")


class TitleFinder:
    """Finds titles from the lexicon and widens them by their portfolio."""

    def __init__(self, titles: Iterable[tuple[str, ...]], portfolio: Iterable[str]) -> None:
        self._index: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(set(titles), key=lambda words: (-len(words), words)):
            self._index.setdefault(words[0], []).append(words)
        self._portfolio = frozenset(portfolio)

    def __call__(self, doc: Doc) -> Doc:
        """Block each title for the recogniser and keep it in `doc.spans["titles"]`."""
        lowers = [token.lower_ for token in doc]
        free = [token.ent_iob != 3 and token.ent_iob != 1 for token in doc]
        found: list[Span] = []
        last = 0
        for start, end in self._titles(lowers):
            if start < last or not all(free[start:end]):
                continue
            start, end = self._widen(doc, lowers, free, start, end)
            found.append(Span(doc, max(start, last), end, "TITLE"))
            last = end
        doc.spans[TITLES] = found
        doc.set_ents([], blocked=found, default="unmodified")
        return doc

    def _titles(self, lowers: list[str]) -> Iterator[tuple[int, int]]:
        i = 0
        while i < len(lowers):
            step = 1
            for words in self._index.get(lowers[i], ()):
                if tuple(lowers[i : i + len(words)]) == words:
                    yield i, i + len(words)
                    step = len(words)
                    break
            i += step

    def _widen(self, doc: Doc, lowers: list[str], free: list[bool], start: int, end: int) -> tuple[int, int]:
        """Take in the portfolio before ("Natural Resources Minister") and after ("Minister of Trade and Industry")."""
        capital = doc[end - 1].text[0].isupper() or doc[start].text[0].isupper()
        first = start
        while first and free[first - 1] and (lowers[first - 1] in self._portfolio or lowers[first - 1] in _JOINS):
            if lowers[first - 1] not in _JOINS and capital != doc[first - 1].text[0].isupper():
                break
            first -= 1
        while first < start and (lowers[first] in _JOINS or not free[first]):
            first += 1
        if any(word == "," for word in lowers[first:start]):
            first = max(k for k in range(first, start) if lowers[k] == ",") + 1
        if any(word == "and" for word in lowers[first:start]) and start - first < 3:
            first = start - 1 if lowers[start - 1] in self._portfolio else start
        return first, self._right(doc, lowers, free, end)

    def _right(self, doc: Doc, lowers: list[str], free: list[bool], end: int) -> int:
        if end + 1 >= len(doc) or lowers[end] not in _OF or not free[end]:
            return end
        last, i = end, end + 1
        while i < len(doc) and free[i] and not doc[i].is_space:
            if lowers[i] in self._portfolio:
                last = i + 1
            elif lowers[i] not in _JOINS and lowers[i] != "the":
                break
            i += 1
        return last


@Language.factory("kg_titles", assigns=["token.ent_iob"])
def make_titles(nlp: Language, name: str) -> TitleFinder:
    """Give the component over `kg/lexicon/titles.csv` and `portfolios.csv`; it goes before `ner`."""
    titles = (tuple(t.lower_ for t in nlp.tokenizer(row["title"])) for row in lexicon.table("titles"))
    return TitleFinder(titles, (row["word"] for row in lexicon.table("portfolios")))
