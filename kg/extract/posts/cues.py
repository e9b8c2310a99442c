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
def heading() -> Mapping[str, Any]:
    """Return the verbs of heading with the title that they give."""
    return dict(lexicon.toml("post_cues")["heading"])
