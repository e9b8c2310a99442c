"""The small types that the readers of each kind of file share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.messages import visible
from kg.model import Article

MAX_TEXT = 10_000_000  # characters of one article
MAX_FILE = 50_000_000  # bytes of a file that has to be read whole
MAX_DOWNLOAD = 10_000_000  # bytes of a page named by its address


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article: what it was, why, and what the user can do."""

    source: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return visible(f"{self.source}: {self.reason}; {self.remedy}")


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that was read but is the same as another: its source and the key of the one that is kept."""

    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: articles by key, each once; inputs that gave none; copies that were counted once."""

    articles: tuple[Article, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A text as its file gives it, before cleaning; fields that the file does not name are empty.

    `plain` says that the headline and the date have to be found in the first lines of the text.
    """

    text: str
    source: str
    headline: str = ""
    date: date | None = None
    publisher: str = ""
    urls: tuple[str, ...] = ()
    plain: bool = False


class Unreadable(Exception):
    """A part of an input that gives no article; carried to the user as `Skipped`."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy

    def at(self, source: str) -> Skipped:
        """Return what the user is told about this source."""
        return Skipped(source, self.reason, self.remedy)


NO_TEXT = "give a file whose article has text"
