"""What an article names and where: the types that extraction reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.model import Entity

Form = Literal["name", "acronym", "demonym", "surname", "pronoun", "description", "noun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text speaks of an entity; `start`, `end` (exclusive) and `root` are token indices.

    `entity` is what it is (a city is a place even where it may act); `acts_for` is the key of the government that a
    capital or seat of power stands for when it acts, else empty.
    """

    start: int
    end: int
    root: int
    entity: Entity
    form: Form
    acts_for: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A fact that the naming itself gives ("Moscow-based", "the Latvian port of Ventspils"); `token` bears it."""

    subject: str
    predicate: str
    object: str
    token: int
    confidence: float = 0.8


class Mentions:
    """All mentions of one article, sorted by position, with the links between what they name."""

    def __init__(self, items: Iterable[Mention], links: Iterable[Link] = ()) -> None:
        self.items: tuple[Mention, ...] = tuple(sorted(items, key=lambda m: (m.start, m.end, m.entity.key)))
        self.links: tuple[Link, ...] = tuple(links)
        self._at: dict[int, Mention] = {}
        for item in sorted(self.items, key=lambda m: (m.end - m.start, -m.start)):
            for i in range(item.start, item.end):
                self._at[i] = item
        self._roots: dict[int, list[Mention]] = {}
        for item in self.items:
            self._roots.setdefault(item.root, []).append(item)
        self._starts = [item.start for item in self.items]
        self._entities: dict[str, Entity] = {}
        for item in self.items:
            self._entities.setdefault(item.entity.key, item.entity)

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def at(self, i: int) -> Mention | None:
        """Return the mention that covers token `i`, the longest where several do."""
        return self._at.get(i)

    def all(self, i: int) -> list[Mention]:
        """Return every mention with its root at token `i` or, failing that, the one that covers it.

        A group that a pronoun or "the two countries" means has one mention for each member at the same place.
        """
        here = self._roots.get(i)
        if here:
            return here
        cover = self._at.get(i)
        return [cover] if cover is not None else []

    def before(self, i: int) -> tuple[Mention, ...]:
        """Return the mentions that start at or before token `i`, in their order in the text."""
        return self.items[: bisect_right(self._starts, i)]

    def entity(self, key: str) -> Entity:
        """Return the entity with all surface forms that the article uses for it; KeyError where it is not named."""
        return self._entities[key]

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all entities in the order of their first mention."""
        return tuple(self._entities)


def with_names(entity: Entity, names: Iterable[str]) -> Entity:
    """Return the entity with more names, each once, its label not among them."""
    united = dict.fromkeys((*entity.names, *names))
    united.pop(entity.label, None)
    united.pop("", None)
    return replace(entity, names=tuple(united))
