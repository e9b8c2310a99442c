"""`kg_titles`: titles of posts are kept from the recogniser, so that they neither split nor swallow names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg import lexicon
from kg.language.organisations import heads

TITLES = "titles"  # doc.spans: titles that tell a person beside them ("Minister of Trade and Fisheries")
POSTS = "posts"  # doc.spans: these and the words that are a title only beside a name or an owner ("head", "ministers")
_OF = ("of", "for")
_JOINS = ("and", ",", "&")
_CASES = ("'s", "’s", "'", "’")


class TitleFinder:
    """Finds titles from the lexicon and widens them by their portfolio."""

    def __init__(self, titles: Mapping[tuple[str, ...], str], portfolio: Iterable[str]) -> None:
        """Take each title's words with its kind: "" sure, "weak" a common noun, "name" what may be a surname."""
        self._kinds = dict(titles)
        self._index: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self._kinds, key=lambda words: (-len(words), words)):
            self._index.setdefault(words[0], []).append(words)
        self._portfolio = frozenset(portfolio)

    def __call__(self, doc: Doc) -> Doc:
        """Block each sure title for the recogniser; keep all in `doc.spans` under "titles" and "posts"."""
        lowers = [token.lower_ for token in doc]
        free = [token.ent_iob != 3 and token.ent_iob != 1 for token in doc]
        sure: list[Span] = []
        found: list[Span] = []
        last = 0
        names = self._names(doc, lowers, free)
        for start, end, kind in self._titles(lowers):
            if start < last or not all(free[start:end]) or start in names or not _noun(doc, end - 1, kind):
                continue
            start, end = self._widen(doc, lowers, free, start, end)
            span = Span(doc, max(start, last), end, "TITLE")
            found.append(span)
            if kind in ("", "name") or (kind == "plural" and doc[end - 1].text[0].isupper()):
                sure.append(span)
            last = end
        doc.spans[TITLES], doc.spans[POSTS] = sure, found
        doc.set_ents([], blocked=sure, default="unmodified")
        return doc

    def _titles(self, lowers: list[str]) -> Iterator[tuple[int, int, str]]:
        i = 0
        while i < len(lowers):
            step = 1
            for words in self._index.get(lowers[i], ()):
                if tuple(lowers[i : i + len(words)]) == words:
                    yield i, i + len(words), self._kinds[words]
                    step = len(words)
                    break
            i += step

    def _names(self, doc: Doc, lowers: list[str], free: list[bool]) -> frozenset[int]:
        """Return where a word for a title is a surname: "Madeleine King", and "King" alone in the same article."""
        here = [s for s, e, kind in self._titles(lowers) if kind == "name" and doc[s].text[0].isupper() and e == s + 1]
        alone = [i for i in here if i + 1 == len(doc) or not doc[i + 1].text[0].isupper() or doc[i + 1].is_sent_start]
        behind = {i for i in alone if i and free[i - 1] and self._first_name(doc, lowers, i)}
        surnames = {lowers[i] for i in behind}
        return frozenset(i for i in alone if i in behind or lowers[i] in surnames)

    def _first_name(self, doc: Doc, lowers: list[str], i: int) -> bool:
        before = doc[i - 1]
        if doc[i].is_sent_start or not before.text[0].isupper() or before.tag_ in ("DT", "PRP$", "IN", "CC"):
            return lowers[i - 1] in ("mr", "mrs", "ms", "mr.", "mrs.", "ms.") or (before.text == "." and i > 1)
        title = (lowers[i - 1],) in self._kinds and before.text[0].isupper()
        return title or before.tag_.startswith("NNP")

    def _widen(self, doc: Doc, lowers: list[str], free: list[bool], start: int, end: int) -> tuple[int, int]:
        """Take in the portfolio before ("Natural Resources Minister") and after ("Minister of Trade and Industry")."""
        capital = doc[end - 1].text[0].isupper() or doc[start].text[0].isupper()
        first = start
        while first and free[first - 1] and (lowers[first - 1] in self._portfolio or lowers[first - 1] in _JOINS):
            begins = first == 1 or bool(doc[first - 1].is_sent_start)
            if lowers[first - 1] not in _JOINS and capital != doc[first - 1].text[0].isupper() and not begins:
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
        if last > end and _named_on(doc, lowers, last):
            return end
        if last > end and last < len(doc) and (lowers[last] in _CASES or _field_of(doc, lowers, last)):
            return end
        return last


def _field_of(doc: Doc, lowers: list[str], i: int) -> bool:
    """Tell whether a noun behind a portfolio word shows that it is no portfolio here ("for the commerce ministry")."""
    named = doc[i].text[0].islower() and lowers[i] in heads()  # which the tagger may take for a name
    return named or doc[i].tag_ in ("NN", "NNS")


def _named_on(doc: Doc, lowers: list[str], i: int) -> bool:
    """Tell whether an organisation's name goes on behind a portfolio word ("director of the Energy Museum")."""
    while i < len(doc) and doc[i].text[0].isupper():
        if heads().get(lowers[i], ("", ""))[1] in ("both", "last") and lowers[i] not in ("court", "cabinet"):
            return True
        i += 1
    return False


def _noun(doc: Doc, i: int, kind: str) -> bool:
    """Tell whether a common noun for a title is read as a noun here and no verb ("to head", "chief concern")."""
    return kind in ("", "name") or doc[i].tag_.startswith("NN") or not doc[i].tag_


def plural(title: str) -> str:
    """Return the plural of a title by its last word, or of "X of Y" and "X general" by its first.

    >>> plural("foreign secretary"), plural("secretary of state"), plural("spokesman")
    ('foreign secretaries', 'secretaries of state', 'spokesmen')
    """
    words = title.split()
    n = 0 if len(words) > 1 and (words[1] in ("of", "general") or words[-1] == "general") else len(words) - 1
    word = words[n]
    if word.endswith("man"):
        words[n] = word[:-3] + "men"
    elif word.endswith("y") and word[-2] not in "aeo":
        words[n] = word[:-1] + "ies"
    else:
        words[n] = word + "s"
    return " ".join(words)


@Language.factory("kg_titles", assigns=["token.ent_iob"])
def make_titles(nlp: Language, name: str) -> TitleFinder:
    """Give the component over `kg/lexicon/titles.csv` and `portfolios.csv`; it goes before `ner`."""
    kinds: dict[tuple[str, ...], str] = {}
    for row in lexicon.table("titles"):
        kinds.setdefault(tuple(t.lower_ for t in nlp.tokenizer(row["title"])), row["kind"])
        if row["kind"] != "name":
            kinds.setdefault(tuple(t.lower_ for t in nlp.tokenizer(plural(row["title"]))), "plural")
    return TitleFinder(kinds, (row["word"] for row in lexicon.table("portfolios")))
