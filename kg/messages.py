"""What is told to a user stays on one line, whatever is in the names of files."""

from __future__ import annotations

import re

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return the text with line ends, control characters and what is no character escaped.

    >>> visible("two\nlines")
    'two\\nlines'
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def without_number(error: Exception) -> str:
    """Return what an error says, without the system's number: "No such file or directory"."""
    reason = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
    return visible(re.sub(r"^\[[^\]]*\]\s*", "", str(reason)))
