"""The word lists of `lexicon/post_cues.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kg import lexicon


@cache
def cues() -> Mapping[str, frozenset[str]]:
    """Return the lists of `lexicon/post_cues.toml` as sets."""
    return {name: frozenset(words) for name, words in lexicon.toml("post_cues").items() if isinstance(words, list)}


@cache
def tie_verbs() -> frozenset[str]:
    """Return the verbs that may tie somebody to a group: of heading, belonging, joining, taking up and leaving."""
    phrases = {*heading(), *(p for name in ("belong", "join", "take_up", "leave") for p in cues()[name])}
    return frozenset(phrase.split()[0] for phrase in phrases)


@cache
def heading() -> Mapping[str, Any]:
    """Return the verbs of heading with the title that they give."""
    return dict(lexicon.toml("post_cues")["heading"])
