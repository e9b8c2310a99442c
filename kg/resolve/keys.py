"""The key of a thing, made from what it is alone: two machines that read of the same thing give it the same key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from datetime import date

from kg.model import Occurrence
from kg.resolve.fit import Profile
from kg.text import slug

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FOLDERS = {"measure": "measure", "agreement": "agreement", "reserve": "reserve", "supply": "supply", "stake": "stake"}
_MOST = 3


def key_of(profile: Profile, members: Sequence[tuple[str, Occurrence]], taken: Collection[str]) -> str:
    """Return the thing's key: "measure/chn-export-restriction-rare-earths-2025-04".

    Things that say too little of themselves to be told apart (events, mostly) carry a digest of where they are told.
    """
    kind = sorted(profile.types)[0].partition(":")[2]
    folder = _FOLDERS.get(profile.kind) or ("meeting" if kind == "Meeting" else "event")
    about = profile.goods or profile.targets
    parts = [*_codes(profile.agents), _kebab(kind) if folder != "meeting" else "", *_codes(about)]
    if profile.kind in {"supply", "event"} and profile.targets and profile.goods:
        parts += _codes(profile.targets)
    if profile.kind == "supply":
        parts.append(slug(profile.label))
    parts.append(profile.place.rpartition("/")[2])
    parts.append(_day(profile.start, profile.precision))
    body = "-".join(p for p in parts if p)
    vague = profile.kind == "event" or not profile.agents or (not about and not profile.label)
    if profile.label and profile.kind == "agreement":
        body = "-".join(p for p in (slug(profile.label), _day(profile.start, profile.precision)) if p)
        vague = False
    key = f"{folder}/{body}"
    if vague or key in taken:
        key = f"{key}-{_digest(members)}"
    return key


def _kebab(name: str) -> str:
    return name.lower() if name.isupper() else _WORD.sub("-", name).lower()


def _codes(keys: Collection[str]) -> list[str]:
    names = sorted(key.rpartition("/")[2].lower() for key in keys)
    return names[:_MOST] + (["etc"] if len(names) > _MOST else [])


def _day(day: date | None, precision: str) -> str:
    if day is None:
        return ""
    if precision == "year":
        return f"{day:%Y}"
    return f"{day:%Y-%m}" if precision in {"month", "quarter"} else f"{day:%Y-%m-%d}"


def _digest(members: Sequence[tuple[str, Occurrence]]) -> str:
    article, occurrence = members[0]
    return hashlib.sha256(f"{article}\n{occurrence.kind}\n{occurrence.id}".encode()).hexdigest()[:8]
