"""Bytes to characters: encodings, mojibake, and signs that only look like a space."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache

from kg.articles.parts import Unreadable
from kg.lexicon import toml

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_ODD_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[\t\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc]")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_PUNCTUATION = "–—‘’“”…•"
_CP1252_SIGNS = frozenset("€‚„…‘’“”•–—™£¥©«»°±·½¼¾×§®²³¡¿")


def kind_of_binary(data: bytes) -> str:
    """Return what a file without text is ("a PDF document"), or an empty string for text."""
    for entry in toml("filetypes")["binary"]:
        begin = int(entry.get("skip", 0))
        magic = bytes.fromhex(entry["magic"])
        if data[begin : begin + len(magic)] == magic:
            return str(entry["name"])
    if data.startswith(tuple(bom for bom, _ in _BOMS)) or _looks_utf16(data):
        return ""
    sample = data[:100_000]
    controls = sum(1 for byte in sample if byte < 9 or 13 < byte < 27 or 27 < byte < 32)
    return "binary data" if b"\0" in sample or controls > len(sample) // 50 else ""


def decode(data: bytes) -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, by the charset it names, or by its statistics.

    Raises `Unreadable` where the bytes are no text.
    """
    binary = kind_of_binary(data)
    if binary:
        raise Unreadable(f"is {binary}, not text", "save the article as text, HTML or JSON")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if _looks_utf16(data):
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _looks_utf16(data: bytes) -> bool:
    """Whether every second byte is zero, as in UTF-16 of Latin letters without a byte order mark."""
    sample = data[:2000]
    if len(sample) < 4:
        return False
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    return (odd > 0.8 * half and even < 0.05 * half) or (even > 0.8 * half and odd < 0.05 * half)


def _legacy(data: bytes) -> str:
    lossy = data.decode("utf-8", errors="replace")
    bad = lossy.count("\ufffd")
    good = sum(1 for c in lossy if c > "\x7f") - bad
    if good > bad:  # UTF-8 with a few broken bytes
        return lossy
    named = _CHARSET.search(data[:4096])
    if named:
        try:
            return data.decode(named.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    for codec in toml("mojibake")["latin"]:
        text = data.decode(codec, errors="replace")
        if _plausible(text):
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    encoding = best.encoding if best else "cp1252"
    return data.decode(encoding, errors="replace")


def _plausible(text: str) -> bool:
    """Whether the signs beyond ASCII are what a text in Latin letters would have."""
    odd = [i for i, c in enumerate(text[:200_000]) if c > "\x7f"]
    for i in odd:
        c = text[i]
        around = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
        if c.isalpha() and c <= "\u017f" and c not in "ªº":
            if not any(a.isalpha() and a <= "\u017f" for a in around):
                return False
        elif c in "£¥€":
            if any(a.isalpha() for a in around):
                return False
        elif c not in _CP1252_SIGNS and not c.isspace():
            return False
    return True


def mend(text: str) -> str:
    """Return the text with mojibake mended and odd spaces and line ends made plain; typographic quotes stay.

    >>> mend("Japanâ€™s list \u0e42 the longest")
    'Japan’s list – the longest'
    """
    text = _LINE_ENDS.sub("\n", text)
    if not text.isascii():
        text = _foreign_runs(text)
        text = _ftfy(text)
        text = _lone_signs(text)
        text = _NOTHING.sub("", _SPACES.sub(" ", text))
    text = _ODD_CONTROLS.sub("", text).replace("\t", " ").replace("\x0c", "\n")
    return unicodedata.normalize("NFC", text)


def _ftfy(text: str) -> str:
    import ftfy

    config = ftfy.TextFixerConfig(uncurl_quotes=False, unescape_html=False, fix_line_breaks=False, normalization="NFC")
    return ftfy.fix_text(text, config)


@cache
def _wrong_signs() -> tuple[dict[str, str], frozenset[str]]:
    """What UTF-8 punctuation looks like when read in an encoding of another script.

    Returns the whole sequences with what they stand for, and the first letters alone, of which the rest may be lost.
    """
    whole: dict[str, str] = {}
    first: set[str] = set()
    for codec in toml("mojibake")["codecs"]:
        for sign in _PUNCTUATION:
            wrong = sign.encode().decode(codec, errors="ignore")
            if not wrong or not wrong[0].isalpha() or "LATIN" in unicodedata.name(wrong[0], ""):
                continue
            if "GREEK" not in unicodedata.name(wrong[0], ""):
                first.add(wrong[0])
            if len(wrong) == 3:
                whole.setdefault(wrong, sign)
    return whole, frozenset(first)


def _foreign_runs(text: str) -> str:
    whole, first = _wrong_signs()
    if any(c in text for c in first):
        for wrong, sign in whole.items():
            text = text.replace(wrong, sign)
    return text


def _lone_signs(text: str) -> str:
    """Replace single letters of a foreign script among Latin text by the dash or quotation mark they must have been."""
    _, first = _wrong_signs()
    if not any(c in first or c == "\ufffd" or _foreign(c) for c in set(text)):
        return text
    out = list(text)
    for i, c in enumerate(text):
        if c in first or c == "\ufffd" or _foreign(c):
            before = text[i - 1] if i else "\n"
            after = text[i + 1] if i + 1 < len(text) else "\n"
            out[i] = _meant(c, before, after, text[i + 1 : i + 4])
    return "".join(out)


def _foreign(c: str) -> bool:
    """Whether a letter is of a script that English text never mixes with: not Latin, Greek, Cyrillic or CJK."""
    return "\u052f" < c < "\u1c80" and c.isalpha()


def _meant(c: str, before: str, after: str, ahead: str) -> str:
    if before in " \n" and after in " \n":
        return "–" if before == after == " " else c
    if before.isdigit() and after.isdigit():
        return "–"
    if _latin(before) and _latin(after):
        return "’" if re.match(toml("mojibake")["after_apostrophe"], ahead) else "–" if c != "\ufffd" else c
    if before in " \n(" and (_latin(after) or after.isdigit()):
        return "“"
    if (_latin(before) or before in ".,!?…") and after in " \n,.;:)?!":
        return "”"
    return c


def _latin(c: str) -> bool:
    return c.isalpha() and c <= "\u024f"
