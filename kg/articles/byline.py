"""Who wrote an article and where, as lines above and below it say; a name alone is told from a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg import reference
from kg.articles import furniture
from kg.lexicon import toml

_END_LINES = 8
_THINGS = ("country/", "mineral/", "product/", "bloc/", "region/", "organization/", "armed-group/", "company/")


def macros() -> dict[str, str]:
    """Return the macros of `furniture.toml`."""
    return dict(toml("furniture")["macros"])


@cache
def _places() -> frozenset[str]:
    return frozenset(name.text.upper() for name in reference.names() if name.key.startswith("place/"))


@cache
def _things() -> frozenset[str]:
    """Names that are no person's and no city's, in lower case."""
    return frozenset(name.text.lower() for name in reference.names() if name.key.startswith(_THINGS))


def is_city(name: str) -> bool:
    """Whether this is the name of a city that is known, in any case.

    >>> is_city("LIMA"), is_city("Ecuador")
    (True, False)
    """
    return name.upper() in _places() or reference.city(name) is not None or reference.city(name.title()) is not None


def is_thing(name: str) -> bool:
    """Whether this is the name of a country, an organisation, a mineral or a firm, and of no city.

    >>> is_thing("Ecuador"), is_thing("Singapore")
    (True, False)
    """
    return name.lower() in _things() and not is_city(name)


@cache
def _bodies() -> frozenset[str]:
    kinds = ("body/", "organization/", "bloc/", "company/")
    return frozenset(name.text.lower() for name in reference.names() if name.key.startswith(kinds))


def is_body(name: str) -> bool:
    """Whether this is the name of a government's body, an organisation or a firm: `is_body("The White House")`."""
    return name.lower().removeprefix("the ") in _bodies() or name.lower() in _bodies()


def place_of(line: str) -> str:
    """Return the city of a byline: "By Marguerite Oldenkamp in Tarija", "By Our Correspondent, Tashkent"."""
    text = re.split(r"(?i)[;,.]?\s*\bedit(?:ing|ed)\b", line.strip(), maxsplit=1)[0]
    pattern = furniture.compiled(
        r"(?:.*?\b(?:[Ii]n|IN|from)|.*? [|/–—-](?= \w+$)|.*?(?i:correspondent|reporter|staff|writer),)"
        r" (?P<city><WORD>(?: <WORD>){0,2}?)"
        r"(?=[.)\s]*$|,| and | & |\s*[|;/)]).*",
        macros(),
    )
    found = pattern.fullmatch(text)
    return found["city"].rstrip(".") if found else ""


def place_at_end(lines: Sequence[str]) -> str:
    """Return the city that a credit among the last lines names."""
    filled = [line for line in lines if line.strip()][-_END_LINES:]
    credits = (line for line in filled if furniture.is_furniture(line, "end").startswith(("byline", "reporting")))
    return next((place for place in map(place_of, credits) if place), "")


@cache
def _name() -> re.Pattern[str]:
    text = (
        r"(?P<name><NAME>)(?:(?: and|,| &) <NAME>)*"
        r"(?:,? (?:in|from) <PLACE>|(?:, | [|/–—-] )(?P<city><PLACE>)(?:(?: ?[/|] ?| and | & )<PLACE>)*"
        r"| \((?P<town><PLACE>)\)"
        r"| for (?:[Tt]he )?<PLACE>|, <ROLE>)?"
    )
    return furniture.compiled(text, macros())


def names_author(line: str, text: str) -> bool:
    """Whether a line beside an article is only its author's name, perhaps with a place, and no heading.

    `text` is the article. Words that it has in small letters, names of countries and minerals, and the words of
    headings in `datelines.toml` are no names; a person whom the article speaks of is no author.
    """
    found = _name().fullmatch(line.strip(" \t—–-"))
    name = found["name"] if found else ""
    words = [word for word in re.findall(r"[\w’'.\-]+", name) if word[0].isupper()]
    if (
        not found
        or not 2 <= len(words) <= 4
        or len(line.split()) > 10
        or (found["city"] and not is_city(found["city"]))
    ):
        return False
    if is_thing(name) or is_city(name) or re.search(rf"\b{re.escape(words[-1])}\b", text):
        return False
    headings = set(toml("datelines")["heading_words"])
    return not any(
        word.lower().strip(".") in headings
        or is_thing(word)
        or word.endswith(("'s", "’s"))
        or re.search(rf"(?<![\w-]){re.escape(word.lower())}s?(?![\w-])", text)
        for word in words
    )
