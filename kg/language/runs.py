"""Runs of capitalised words: how far a name reaches to the right and to the left."""

from __future__ import annotations

from kg.language.headline import is_common
from kg.language.layer import Layer
from kg.language.tables import words

_HYPHENS = ("-", "‐", "‑")
QUOTES = ('"', "“", "”", "'", "‘", "’")


def hyphened(layer: Layer, i: int) -> bool:
    """Tell whether token `i` is a hyphen that joins the words beside it."""
    return (
        layer.words[i] in _HYPHENS
        and 0 < i < len(layer) - 1
        and not layer.spaced[i]
        and not layer.spaced[i - 1]
        and layer.words[i + 1][0].isalpha()
    )


def name_word(layer: Layer, i: int) -> bool:
    """Tell whether a token can be part of the name of a person: capitalised, no title, no known entity."""
    word = layer.words[i]
    return layer.capital[i] and not layer.title[i] and not layer.known(i) and (word[-1] == "." or word[-1].isalpha())


def person_right(layer: Layer, start: int) -> int:
    """Return the end of the personal name that begins at `start`, or `start` where there is none."""
    particles, suffixes = words("name_particles"), words("person_suffixes")
    i = end = start
    while i < len(layer):
        if name_word(layer, i) or layer.words[i] in suffixes:
            if end > start and layer.begins[i]:
                break
            i += 1
            end = i
        elif layer.words[i] in particles and i + 1 < len(layer):
            i += 1
        elif end > start and hyphened(layer, i):
            i += 1
            second = _syllable(layer, i)  # "Han Seok-jin"
            if layer.words[i][0].islower() and layer.words[i] not in particles and not second:
                break
            end = i + 1 if layer.capital[i] or second else end
            i += 1
        elif layer.words[i] in _HYPHENS and i > start and hyphened(layer, i):
            i += 1
        elif end > start and layer.words[i] in QUOTES and nickname_at(layer, i):
            i += 3
        else:
            break
    return end


def _syllable(layer: Layer, i: int) -> bool:
    """Tell whether a small word behind a hyphen ends a given name ("Seok-jin", "Ing-wen"), and no "-led" or "-born"."""
    word = layer.words[i]
    last = i + 1 >= len(layer) or not hyphened(layer, i + 1)
    return last and 2 <= len(word) <= 6 and word.isalpha() and word.islower() and not is_common(word) and i > 2


def nickname_at(layer: Layer, i: int) -> bool:
    """Tell whether a nickname in quotation marks stands at `i`, followed by the rest of the name."""
    return (
        0 < i < len(layer) - 3
        and layer.words[i] in QUOTES
        and layer.capital[i + 1]
        and layer.words[i + 2] in QUOTES
        and layer.capital[i + 3]
        and layer.spaced[i - 1]
        and not layer.spaced[i]
    )


def person_left(layer: Layer, end: int) -> int:
    """Return the start of the personal name that ends before `end`, or `end` where there is none."""
    particles = words("name_particles")
    i = start = end
    while i > 0:
        if name_word(layer, i - 1):
            i -= 1
            start = i
        elif i < end and (layer.words[i - 1] in particles or hyphened(layer, i - 1)):
            i -= 1
            if layer.words[i] in particles and (i == 0 or layer.words[i] == "al"):
                start = i
        else:
            break
        if layer.begins[i]:
            break
    return start


def capitals_left(layer: Layer, end: int) -> int:
    """Return the start of the run of capitalised words (hyphens and "&" inside) that ends before `end`."""
    i = end
    while i > 0 and not (i < len(layer) and layer.begins[i]):
        word = layer.words[i - 1]
        joined = word == "&" or hyphened(layer, i - 1)
        if (joined and i - 1 > 0 and layer.capital[i - 2]) or (
            layer.capital[i - 1] and not layer.title[i - 1] and layer.tags[i - 1] not in ("DT", "PRP$", "IN", "PRP")
        ):
            i -= 1
        else:
            break
    return i


def capitals_right(layer: Layer, start: int, titles: bool = False) -> int:
    """Return the end of the run of capitalised words that begins at `start`; words of titles only where asked for."""
    i = start
    while i < len(layer) and not (i > start and layer.begins[i]):
        if (layer.capital[i] and (titles or not layer.title[i])) or (
            i > start and (hyphened(layer, i) or layer.words[i] == "&")
        ):
            i += 1
        else:
            break
    while i > start and not layer.capital[i - 1]:
        i -= 1
    return i
