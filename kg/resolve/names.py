"""Names within one article: which short names stand for which full ones, and what class an unknown name is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from kg import reference
from kg.language.organisations import heads
from kg.language.tables import words
from kg.model import Entity
from kg.text import plain, slug

BODY = "kg:GovernmentBody"
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
    found: dict[str, Entity] = {}
    texts = tuple(dict.fromkeys(texts))
    full = [text for text in texts if len(_WORD.findall(text)) > 1]
    for text in sorted(full, key=lambda t: -len(t)):
        whole = next((other for other in found if _same_person(text, other)), None)
        found[text] = found[whole] if whole else person_entity(text)
    for text in texts:
        if text not in found:
            owner = next((other for other in full if _part_of(text, other)), None)
            if owner is not None:
                found[text] = found[owner]
    return found


def _same_person(short: str, long: str) -> bool:
    """Tell whether two full names are of one person: same first and last name, or the end of the longer name."""
    a, b = _WORD.findall(plain(short)), _WORD.findall(plain(long))
    if len(a) > len(b):
        return False
    if a[0] == b[0] and a[-1] == b[-1]:
        return True
    return a == b[-len(a) :] or a == b[: len(a)]


def _part_of(word: str, name: str) -> bool:
    parts, one = _WORD.findall(plain(_NICKNAME.sub(" ", name))), plain(word)
    while len(parts) > 2 and parts[-1].rstrip(".") in ("jr", "sr", "ii", "iii", "iv"):
        parts.pop()
    nick = _NICKNAME.search(name)
    return one in (parts[-1], parts[0]) or (nick is not None and one == plain(nick.group(1)))


def organisation_type(text: str, clues: Sequence[str] = ()) -> str:
    """Return the class of an unknown organisation by its head noun, else the first of `clues`, else "".

    >>> organisation_type("Boké Harbour Authority")
    'kg:GovernmentBody'
    """
    parts = text.lower().split()
    before_of = parts[: parts.index("of")] if "of" in parts[1:] else parts
    before_of = before_of[: before_of.index("for")] if "for" in before_of[1:] else before_of
    if parts and heads().get(parts[-1], ("", ""))[1] == "legal":
        return heads()[parts[-1]][0]
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
    known = reference_body(text, owner)
    if known is not None:
        return known
    country = reference.entity(owner).label
    own = re.sub(rf"\s+of\s+(the\s+)?{re.escape(country)}$", "", text)
    code = slug(owner.partition("/")[2])
    return Entity(
        f"body/{code}-{slug(_ministry_last(own))}", (BODY,), f"{own[0].upper()}{own[1:]} of {country}", (own,)
    )


def is_ministry(text: str) -> bool:
    """Tell whether a name is of the sort that every state has ("Department of Commerce")."""
    return bool({"ministry", "department"} & set(text.lower().split()))


def is_international(text: str) -> bool:
    """Tell whether a name has a word that makes its bearer a body of several states ("Council of Europe")."""
    return bool(set(re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower())) & words("international_words"))


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
def _states() -> dict[str, str]:
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
        key = _states().get(head, "")
        if key and len(words) > size:
            return key, " ".join(words[size:])
    return "", text
