"""Names within one article: which short names stand for which full ones, and what class an unknown name is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from kg import reference
from kg.language.organisations import heads
from kg.language.tables import words
from kg.model import Entity
from kg.text import articled, plain, slug

BODY = "kg:GovernmentBody"
_LONGEST = 6  # words of a head noun
KINDS = {
    BODY: "body",
    "kg:Company": "company",
    "kg:ArmedGroup": "armed-group",
    "kg:InternationalOrganization": "organization",
    "kg:Organization": "organization",
}
_NICKNAME = re.compile(r"\s*[\"“'‘]([^\"”'’]+)[\"”'’]\s*")
_WORD = re.compile(r"[^\W_]+(?:[-‐‑.'’][^\W_]+)*\.?")


def person_entity(text: str) -> Entity:
    """Return the person of this full name, nickname and unquoted form as other names.

    >>> person_entity('Ann "Nan" Lee').names
    ('Ann "Nan" Lee', 'Nan Lee')
    """
    nick = _NICKNAME.search(text)
    last = text.split()[-1]
    if last.endswith(".") and len(last) > 3 and last.lower() not in words("person_suffixes"):
        text = text[:-1]  # the full stop of the sentence
    if nick is None:
        return Entity(f"person/{slug(text)}", ("kg:Person",), text)
    label = (text[: nick.start()] + " " + text[nick.end() :]).strip()
    other = (nick.group(1) + " " + text[nick.end() :]).strip()
    return Entity(f"person/{slug(label)}", ("kg:Person",), label, (text, other))


def persons(texts: Iterable[str]) -> dict[str, Entity]:
    """Return who is meant by each of the texts, given in the order of the article.

    A single word is the person whose last or first name it is; of several the one named first before it stands.

    >>> persons(["Ann Lee", "Lee"])["Lee"].label
    'Ann Lee'
    """
    texts = tuple(dict.fromkeys(texts))
    full = [text for text in texts if len(_WORD.findall(text)) > 1]
    found = _full_names(full)
    owners: dict[str, str] = {}
    for name in full:
        for part in _callable_by(name):
            owners.setdefault(part, name)
    for text in texts:
        if text not in found and plain(text) in owners:
            found[text] = found[owners[plain(text)]]
    return found


def _full_names(full: Iterable[str]) -> dict[str, Entity]:
    """Return who is meant by each of the full names; a shorter form is of the first longer one that it may be of."""
    found: dict[str, Entity] = {}
    by_first: dict[str, list[tuple[int, str, tuple[str, ...]]]] = {}
    by_last: dict[str, list[tuple[int, str, tuple[str, ...]]]] = {}
    for n, text in enumerate(sorted(full, key=lambda t: -len(t))):
        words = tuple(_WORD.findall(plain(text)))
        first, last = by_first.setdefault(words[0], []), by_last.setdefault(words[-1], [])
        whole = min((c[:2] for near in (first, last) if (c := _longer(words, near)) is not None), default=None)
        found[text] = person_entity(text) if whole is None else found[whole[1]]
        first.append((n, text, words))
        last.append((n, text, words))
    return found


def _longer(
    words: tuple[str, ...], near: Iterable[tuple[int, str, tuple[str, ...]]]
) -> tuple[int, str, tuple[str, ...]] | None:
    return next((candidate for candidate in near if _same_person(words, candidate[2])), None)


def _same_person(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether two full names are of one person: same first and last name, or the end of the longer name."""
    if len(short) > len(long):
        return False
    if short[0] == long[0] and short[-1] == long[-1]:
        return True
    return short == long[-len(short) :] or short == long[: len(short)]


def _callable_by(name: str) -> Iterable[str]:
    """Return the single words that the bearer of a full name is called by: last name, first name, nickname."""
    parts = _WORD.findall(plain(_NICKNAME.sub(" ", name)))
    while len(parts) > 2 and parts[-1].rstrip(".") in ("jr", "sr", "ii", "iii", "iv"):
        parts.pop()
    nick = _NICKNAME.search(name)
    return {*parts[-1:], *parts[:1], *([plain(nick.group(1))] if nick else ())}


def organisation_type(text: str, clues: Sequence[str] = ()) -> str:
    """Return the class of an unknown organisation by its head noun, else the first of `clues`, else "".

    >>> organisation_type("Ventspils Harbour Authority")
    'kg:GovernmentBody'
    """
    parts = text.lower().split()
    before_of = parts[: parts.index("of")] if "of" in parts[1:] else parts
    before_of = before_of[: before_of.index("for")] if "for" in before_of[1:] else before_of
    if parts and heads().get(parts[-1], ("", ""))[1] == "legal":
        return heads()[parts[-1]][0]
    for size in range(min(len(parts), _LONGEST), 3, -1):  # "council of foreign relations", no council of a state
        found = heads().get(" ".join(parts[-size:]))
        if found:
            return found[0]
    for candidate in (before_of, parts):
        for size in (3, 2, 1):
            found = heads().get(" ".join(candidate[-size:])) if len(candidate) >= size else None
            if found:
                return found[0]
    return next((clue for clue in clues if clue), "")


def organisation_entity(text: str, kind: str, owner: str = "") -> Entity:
    """Return an organisation that the reference tables do not know; a body is keyed with its country or bloc.

    >>> organisation_entity("Ministry of Finance", "kg:GovernmentBody", "country/JPN").label
    'Ministry of Finance of Japan'
    """
    kind = kind or "kg:Organization"
    if is_international(text) and kind in (BODY, "kg:Organization") and not owner:
        kind = "kg:InternationalOrganization"
    if kind != BODY or not owner:
        return Entity(f"{KINDS[kind]}/{slug(text)}", (kind,), text)
    known = reference.body(text, owner) or reference_body(text, owner)
    if known is not None:
        return known
    country = reference.entity(owner).label
    own = re.sub(rf"\s+of\s+(the\s+)?{re.escape(country)}$", "", text)
    code = slug(owner.partition("/")[2])
    return Entity(
        f"body/{code}-{slug(_ministry_last(own))}", (BODY,), f"{own[0].upper()}{own[1:]} of {articled(country)}", (own,)
    )


def is_ministry(text: str) -> bool:
    """Tell whether a name is of the sort that every state has ("Department of Commerce")."""
    return bool({"ministry", "department"} & set(text.lower().split()))


def is_international(text: str) -> bool:
    """Tell whether a name has a word that makes its bearer a body of several states ("Council of Europe")."""
    low = text.lower()
    before_of = re.split(r" (?:of|for|on) ", low)[0].split()
    campus = set(before_of) & words("seat_names", "campus")
    if campus or {before_of[-1], low.split()[-1]} & words("private_words"):
        return False
    for country in _countries_with_such_words():
        low = low.replace(country, "")
    return bool(set(re.findall(r"[^\W_]+(?:-[^\W_]+)*", low)) & words("international_words"))


@cache
def _countries_with_such_words() -> tuple[str, ...]:
    """Return the names of states that hold a word such as "Africa", in lower case: "south africa"."""
    telling = words("international_words")
    return tuple(
        sorted({text.lower() for text in states() if len(text.split()) > 1 and set(text.lower().split()) & telling})
    )


def _ministry_last(text: str) -> str:
    """Return "Finance Ministry" for "Ministry of Finance", so that both have one key."""
    m = re.fullmatch(r"(Ministry|Department)\s+(?:of|for)\s+(?:the\s+)?(.+)", text)
    own = f"{m.group(2)} {m.group(1)}" if m else text
    return re.sub(r"(?<=Foreign) Affairs(?= Ministry| Department)", "", own)


def country_of(area: str) -> str:
    """Return the ISO3 code of a country key or of the country that a subdivision is part of, else ""."""
    if area.startswith("country/"):
        return area.partition("/")[2]
    owner = next((str(o) for p, o in reference.facts(area) if p == "kg:partOf"), "")
    return owner.partition("/")[2]


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """Return the words that tell one ministry from another: {"finance"} for "Ministry of Finance"."""
    skipped = words("body_words")
    return frozenset(w for w in re.findall(r"[^\W_]+", plain(text)) if w not in skipped)


def reference_body(text: str, owner: str) -> Entity | None:
    """Return the body of a country or bloc that the reference tables know by a name with the same telling words."""
    found = _bodies().get((owner, content(text)))
    return reference.entity(found) if found else None


@cache
def _bodies() -> dict[tuple[str, frozenset[str]], str]:
    found: dict[tuple[str, frozenset[str]], str] = {}
    for name in reference.names():
        if name.key.startswith("body/") and name.form == "name":
            owner = next((str(o) for p, o in reference.facts(name.key) if p == "kg:partOf"), "")
            owner_words = content(reference.entity(owner).label) if owner and reference.has(owner) else frozenset()
            telling = content(name.text) - owner_words
            if telling and set(re.findall(r"[^\W_]+", plain(name.text))) & words("body_words"):
                found.setdefault((owner, telling), name.key)
    return found


@cache
def states() -> dict[str, str]:
    """Return the names and adjectives of states and blocs that stand before a body's name, with their keys."""
    return {
        name.text: name.key
        for name in reference.names()
        if name.key.startswith(("country/", "bloc/")) and not name.weak and name.form in {"name", "acronym", "demonym"}
    }


def leading_state(text: str) -> tuple[str, str]:
    """Return the state that a name begins with, and the rest of the name.

    >>> leading_state("US Department of Commerce")
    ('country/USA', 'Department of Commerce')
    """
    words = text.split()
    for size in (3, 2, 1):
        head = " ".join(words[:size]).removesuffix("'s").removesuffix("’s")
        key = states().get(head, "")
        if key and len(words) > size:
            return key, " ".join(words[size:])
    return "", text


def trailing_state(text: str) -> str:
    """Return the state that a name ends with behind "of" ("Reserve Bank of Malawi"), or an empty string."""
    _, of, last = text.rpartition(" of ")
    return states().get(last.removeprefix("the "), "") if of else ""
