"""Small things about strings that several steps need."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
    }
)


def plain(text: str) -> str:
    """Return the text without accents and in lower case: `plain("Türkiye")` is `"turkiye"`."""
    return text.lower() if text.isascii() else _unaccented(text)


@lru_cache(maxsize=16384)
def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def slug(text: str, limit: int = 80) -> str:
    """Return a stable, readable key for a name: `slug("Türkiye's Grand Assembly")` is `"turkiyes-grand-assembly"`.

    Text without any Latin letter or digit is keyed by its code points, so that no two names share an empty key.
    """
    if text.isascii() and text.isalpha():
        return text[:limit].lower()
    words = _NOT_SLUG.sub("-", plain(text).replace("'", "").replace("’", "")).strip("-")
    if not words:
        words = "-".join(f"u{ord(c):x}" for c in text.strip())[:limit]
    return words[:limit].rstrip("-")


def articled(label: str) -> str:
    """Return a name as it stands behind "of": "the United States"."""
    last = label.split()[-1:]
    plain = label.startswith(("United ", "European ", "World "))
    with_article = plain or last in (
        ["Union"],
        ["Netherlands"],
        ["Republic"],
        ["Philippines"],
        ["Bank"],
        ["Organization"],
    )
    return f"the {label}" if with_article and not label.lower().startswith("the ") else label
