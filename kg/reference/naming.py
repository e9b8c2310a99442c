"""From the cells of a table to the names that text is searched for: marks, spellings, plurals, names with a country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.reference.tables import MARKS, Table, cells, label, respelt, singular

Form = Literal["name", "acronym", "demonym", "surname", "noun"]
_OF = re.compile(r"(?:Federal )?(Ministry|Department) (?:of|for) (?:the )?([A-Z][\w-]+(?: (?:and )?[A-Z][\w-]+){0,3})$")


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which text names an entity.

    `acts_for` is the key of the government that a capital or seat stands for when it acts. `weak` names need
    context: they are also common words or the names of other things ("Georgia", "Chad", "lead").
    """

    text: str
    key: str
    form: Form
    acts_for: str = ""
    case_sensitive: bool = True
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A name as a row gives it; `mark` is "" (sure), "*" (weak), "~" (only with the country) or "^" (either way)."""

    text: str
    form: Form
    mark: str = ""

    @property
    def weak(self) -> bool:
        """Whether the name needs context."""
        return self.mark == "*"


def form_of(text: str, kind: str) -> Form:
    """Return what sort of name this is, from its shape and the kind of its entity."""
    if text.islower() and kind in ("mineral", "product"):
        return "noun"
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    short = " " not in text.strip() and 1 < len(letters) <= 8
    return "acronym" if short and capitals > 1 and capitals * 2 > len(letters) else "name"


def written(table: Table, row: dict[str, str]) -> list[Written]:
    """Return the names of a row, the other spelling and the singular of goods included, each text once."""
    found: dict[tuple[str, bool], Written] = {}
    marked = {item.strip(MARKS) for item in cells(row.get("names", "")) if item[-1] in MARKS}
    given = [] if label(row) in marked else [row["label"]]
    for item in (*given, *cells(row.get("names", ""))):
        for one in _variants(table, row, item):
            found.setdefault((one.text, one.mark == "~"), one)
    for column, form in _PEOPLE:
        for item in cells(row.get(column, "")):
            text = item.rstrip(MARKS)
            found.setdefault((text, False), Written(text, form, item[len(text) :]))
    return [one for one in found.values() if not _idle(one, found)]


def _idle(one: Written, found: dict[tuple[str, bool], Written]) -> bool:
    """Tell whether a name is another sure one with its article: "the Kremlin" where "Kremlin" is a name."""
    bare = found.get((one.text[4:], False)) if one.text[:4] in ("the ", "The ") else None
    return bare is not None and not bare.weak


_PEOPLE: tuple[tuple[str, Form], ...] = (("demonyms", "demonym"), ("surnames", "surname"))


def _variants(table: Table, row: dict[str, str], item: str) -> Iterator[Written]:
    text = item.strip(MARKS)
    mark = item[-1] if item[-1] in MARKS else ""
    for one in (text, *respelt(text)):
        yield Written(one, form_of(one, table.kind), mark)
        for other in _ministry(one) if mark == "~" else ():
            yield Written(other, "name", mark)
        if table.file == "parties" and one.endswith(" Party"):
            yield Written(f"{one.removesuffix('Party')}party", "name", mark)
        if row.get("number") == "count" and item[0] != "=":
            single = singular(one)
            if single != one:
                yield Written(single, form_of(single, table.kind), mark)


def _ministry(text: str) -> Iterator[str]:
    """Yield "Foreign Affairs Ministry" and "Foreign Ministry" for "Ministry of Foreign Affairs"."""
    match = _OF.match(text)
    if match:
        yield f"{match[2]} {match[1]}"
        if match[2].endswith(" Affairs"):
            yield f"{match[2].removesuffix(' Affairs')} {match[1]}"


def with_country(found: list[Written], adjectives: tuple[str, ...]) -> list[Written]:
    """Return names that hold on their own, and the others behind the adjective of their country.

    >>> [one.text for one in with_country([Written("Trade Ministry", "name", "~")], ("Chinese",))]
    ['Chinese Trade Ministry', 'Chinese trade ministry']
    """
    alone = [one for one in found if one.mark != "~"]
    texts = dict.fromkeys(one.text for one in found if one.mark in ("~", "^"))
    spelt = dict.fromkeys(
        f"{adjective} {text}" for adjective in adjectives for name in texts for text in (name, name.lower())
    )
    known = {one.text for one in alone}
    return [*alone, *(Written(text, "name") for text in spelt if text not in known)]
