"""Names told by a post beside them: "named Ann Lee (Chad) director", "Ann Lee was elected", "- Ann Lee: premier"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from kg import lexicon
from kg.language.layer import Layer
from kg.language.runs import person_left
from kg.language.titles import POSTS

_SKIP = frozenset({"as", "to", "be", "its", "their", "his", "her", "the", "a", "an", "new", "next", "first"})
_HAVE = frozenset({"was", "were", "is", "are", "be", "been", "being", "has", "have", "had", "will", "newly", "also"})
_BULLETS = frozenset({"-", "–", "—", "•", "*", "·", "●", "▪", "‣"})
_TAKING = frozenset({"take", "takes", "took", "taken", "taking"})
_AHEAD = 5  # words between a passive verb and the title


@cache
def _verbs() -> frozenset[str]:
    return frozenset(lexicon.toml("post_cues")["appoint_forms"])


def appointed(layer: Layer, doc: Doc) -> Iterator[tuple[int, int]]:
    """Give (start, end) of what must be a person's name for the title and the verb beside it."""
    for span in doc.spans.get(POSTS, ()):
        end = _before_title(layer, span.start)
        start = person_left(layer, end) if end else 0
        if end - start >= 2 and _told(layer, start, end):
            yield start, end
        entering = _took_office(layer, span.start)
        if entering is not None:
            yield entering
        k = span.start - 1
        while k > 0 and span.start - k <= _AHEAD and layer.lowers[k] not in _verbs():
            k -= 1
        if k > 1 and layer.lowers[k] in _verbs() and layer.lowers[k - 1] in _HAVE:
            while k > 1 and layer.lowers[k - 1] in _HAVE:
                k -= 1
            start = person_left(layer, k)
            if k - start >= 2:
                yield start, k


def _took_office(layer: Layer, i: int) -> tuple[int, int] | None:
    """Return the name in "Ann Lee took office as" before a title; None for no such."""
    while i > 1 and layer.lowers[i - 1] in _SKIP:
        i -= 1
    if i < 4 or layer.lowers[i - 1] not in {"office", "over", "charge"} or layer.lowers[i - 2] not in _TAKING:
        return None
    end = i - 2
    while end > 1 and layer.lowers[end - 1] in _HAVE:
        end -= 1
    start = person_left(layer, end)
    return (start, end) if end - start >= 2 else None


def _before_title(layer: Layer, i: int) -> int:
    """Return where a name before a title ends, over "as its" and a country in brackets; 0 for none."""
    while i > 1 and layer.lowers[i - 1] in _SKIP:
        i -= 1
    if i > 3 and layer.words[i - 1] == ")":
        opening = next((k for k in range(i - 2, max(i - 6, 0), -1) if layer.words[k] == "("), 0)
        i = opening or i
    if i > 1 and layer.words[i - 1] in ("'s", "’s"):
        colon = next((k for k in range(i - 2, max(i - 6, 0), -1) if layer.words[k] == ":"), 0)
        return colon
    return i - 1 if i > 1 and layer.words[i - 1] == ":" else i


def _told(layer: Layer, start: int, end: int) -> bool:
    """Tell whether a verb of appointing stands before the name, or a list's mark before it and a colon behind it."""
    if end < len(layer) and layer.words[end] == ":":
        before = layer.words[start - 1] if start else "\n"
        return before in _BULLETS or "\n" in before
    verb = layer.lowers[start - 1] if start else ""
    return verb in _verbs() or (verb == "in" and start > 1 and layer.lowers[start - 2] in ("swore", "swear", "swears"))
