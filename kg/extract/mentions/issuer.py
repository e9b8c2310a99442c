"""Which state issued a press release: the one whose ministry or agency its publisher is."""

from __future__ import annotations

import re
from functools import cache

from kg import reference
from kg.extract.clause.classes import noun_classes


@cache
def issuer(publisher: str) -> str:
    """Return the key of the state or bloc that a public publisher is of, or an empty string.

    >>> issuer("Ministry of Trade, Industry and Resources, Republic of Korea"), issuer("The Korea Gazette")
    ('country/KOR', '')
    """
    said = {w.lower() for w in re.findall(r"\w+", publisher)}
    if said.isdisjoint(noun_classes()["issuing"]):
        return ""
    parts = [publisher, *reversed(publisher.split(","))]
    phrases = [*parts, *(last for part in parts for last in re.split(r"\bof\b", part)[1:])]
    first = publisher.split()
    phrases += [" ".join(first[:n]).removesuffix("'s").removesuffix("’s") for n in (3, 2, 1)]
    return next((key for p in phrases if (key := _states().get(p.strip().lower().removeprefix("the ")))), "")


@cache
def _states() -> dict[str, str]:
    """Return the names and adjectives of countries, blocs and their bodies in lower case, with whose they are."""
    found: dict[str, str] = {}
    for name in reference.names():
        if name.key.startswith(("country/", "bloc/")) and not name.weak:
            found.setdefault(name.text.lower(), name.key)
        elif name.key.startswith("body/") and not name.weak:
            owners = (o for p, o in reference.facts(name.key) if p == "kg:partOf" and isinstance(o, str))
            found.setdefault(name.text.lower(), next((o for o in owners if o.startswith(("country/", "bloc/"))), ""))
    return found
