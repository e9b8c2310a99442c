"""The dateline that opens the first paragraph of an article: "NUUK, Greenland, May 21 (Agency) —"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.articles import byline, dates, furniture
from kg.lexicon import toml

EDGE = " \t,.:;()[]-–—/"


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening "NUUK, Greenland, May 21 (Agency) —" of a paragraph; `end` is where the paragraph goes on."""

    place: str
    end: int
    date: date | None
    agency: str


def only_day(text: str) -> bool:
    """Whether a text is a day and nothing else, with or without its year and weekday."""
    words = dates.words()
    return bool(words.full.fullmatch(text.strip(EDGE)) or words.day.fullmatch(text.strip(EDGE)))


def title_case(name: str) -> str:
    """Return a name in capitals with small letters: `title_case("MAR DEL PLATA")` is "Mar del Plata"."""
    if not name.isupper():
        return name
    small = set(toml("datelines")["small_words"])
    words = [w if i and w in small else w[:1].upper() + w[1:] for i, w in enumerate(name.lower().split())]
    return re.sub(r"(?<=[\-'’./])\w", lambda m: m.group(0).upper(), " ".join(words))


@cache
def _datelines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = dates.words()
    upper = r"[\p{Lu}]"
    number = r"\d{1,2}(?:st|nd|rd|th)?\b"
    day_month = rf"(?:{number}\s+{words.month}|{words.month}\s*{number})"
    day = rf"(?:{words.weekday}\s*)?{day_month}(?:,?\s+(?:19|20)\d\d\b)?"
    agency = r"(?:\((?P<agency>[\p{Lu}][^()]{1,50})\)|/(?P<wire>[\p{Lu}][^/]{1,40})/)"
    region = rf"(?:,\s*{upper}[\w.’'\-]*(?:\s{upper}[\w.’'\-]*){{0,3}}){{0,2}}?"
    caps = rf"(?P<city>{upper}[\p{{Lu}}’'.\-/]*(?:\s{upper}[\p{{Lu}}’'.\-/]*){{0,4}})"
    title = rf"(?P<city>{upper}[\w.’'\-/]+(?:\s(?:de\s|da\s|la\s|el\s|of\s)?{upper}[\w.’'\-/]+){{0,3}})"
    dash = r"\s*(?:\.?\s?[—–]|\.?--?|:)\s*"

    def build(city: str) -> re.Pattern[str]:
        text = (
            rf"{city}{region}(?:,?\s*(?P<day>(?i:{day})))?(?:,?\s*{agency})?(?P<dash>{dash})(?=[\p{{Lu}}\p{{N}}\"“‘'(])"
        )
        return furniture.compiled(text, {})

    return build(caps), build(title)


def dateline(paragraph: str, *, first: bool) -> Dateline | None:
    """Read the dateline of a paragraph; a bare "City:" or "City –" counts only in the first one of an article.

    >>> dateline("GENEVA (AP) — The duties stay.", first=True).place
    'Geneva'
    >>> dateline("Background: Talks began in 2006.", first=True) is None
    True
    """
    bare = re.match(r"(?P<day>[^()]{3,30} )?\((?P<agency>[A-Z][\w .&]{1,30})\)\s*(?:[—–]|--?)\s+(?=\S)", paragraph)
    if bare and (not bare["day"] or only_day(bare["day"])):
        return Dateline("", bare.end(), dates.find(bare["day"] or ""), bare["agency"])
    caps, title = _datelines()
    for pattern, is_caps in ((caps, True), (title, False)):
        found = pattern.match(paragraph)
        if found and _is_dateline(found, is_caps, first, paragraph):
            city = re.split(r"/", found["city"])[0].strip()
            place = "" if city.upper() in toml("datelines")["no_city"] else title_case(city)
            agency = (found["agency"] or found["wire"] or "").strip()
            return Dateline(place, found.end(), dates.find(found["day"] or ""), agency)
    return None


def _is_dateline(found: re.Match[str], is_caps: bool, first: bool, paragraph: str) -> bool:
    data = toml("datelines")
    city = found["city"]
    if city.upper() in data["not_places"] or any(w in data["not_before_colon"] for w in city.split()):
        return False
    if found["day"] or found["agency"] or found["wire"] or city.upper() in data["no_city"]:
        return True
    dash = found["dash"]
    if ":" not in dash and not (dash.startswith(" ") or dash.endswith(" ")):
        return False
    name = re.split(r"/", city)[0].strip()
    if is_caps and len(city) > 3:
        return not byline.is_thing(name) and dash != ":" and (first or ":" not in dash)
    long = len(paragraph) - found.end() >= 60
    return first and long and not is_caps and dash.endswith(" ") and byline.is_city(name)
