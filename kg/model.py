"""The typed data that travels from article to graph.

`Article` is what was read, `Record` what one article says, before anything is merged. All of it is plain, immutable
and serialisable with pickle; nothing here knows about spaCy or RDF.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Polarity = Literal["Affirmed", "Negated"]
Modality = Literal["Actual", "Planned", "Possible", "Conditional"]
Precision = Literal["day", "week", "month", "quarter", "year"]

MODALITIES: tuple[Modality, ...] = ("Actual", "Planned", "Possible", "Conditional")


class KgError(Exception):
    """Base of every error that a user can mend; its text names the thing, the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news item, cleaned: no page furniture, no byline, no dateline, no repeated paragraph.

    `text` holds the headline as its first paragraph where there is one; paragraphs are separated by a blank line and
    all offsets in a record count its characters. `sections` dates the parts of a live blog: from each offset on, that
    date holds instead of `date`.
    """

    key: str  # "article/2026-02-01-us-eu-uk-japan-meet-3f9a1c2b", made from content alone
    headline: str
    text: str
    date: datetime.date | None = None
    publisher: str = ""
    urls: tuple[str, ...] = ()
    source: str = ""  # the file or address it was read from, for messages; never part of the graph
    place: str = ""  # of the dateline
    sections: tuple[tuple[int, datetime.date], ...] = ()

    def date_at(self, offset: int) -> datetime.date | None:
        """Return the date from which relative dates at this offset are read."""
        current = self.date
        for begin, day in self.sections:
            if begin <= offset:
                current = day
        return current


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the cleaned article; `begin` and `end` are character offsets into `Article.text`."""

    begin: int
    end: int
    text: str
    headline: bool = False


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time as the text gives it: `start` is the first day of a span known to `precision`.

    `end` is set only where the text itself gives an end ("until May", "from 3 to 5 June"), never the mere last day
    of the month or year that `start` stands for.
    """

    start: datetime.date | None
    precision: Precision = "day"
    end: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as the text gives it: `amount`, or a bound, or both bounds of a range.

    `unit` is UCUM or ISO 4217, composed with "/" ("t", "%", "AUD", "USD/t"), never a time; `per` is the time of a
    rate as `xsd:duration` ("P1Y" for a yearly rate); `text` is the quantity as written.
    """

    text: str
    unit: str
    amount: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    per: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A literal object of a claim; `datatype` is the local name of an XSD type."""

    text: str
    datatype: Literal["string", "date", "duration", "decimal", "gYear"] = "string"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with a canonical key: `base IRI + key` is its IRI wherever it is met.

    `types` are the most specific classes, as CURIEs ("kg:Country"); superclasses are written out by the graph.
    `names` are the other names and surface forms (`skos:altLabel`).
    """

    key: str  # kind "/" slug: "country/AUS", "person/marco-rubio", "mineral/cobalt"
    types: tuple[str, ...]
    label: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A measure, agreement, reserve, supply relation, event or meeting as one article tells it, not yet merged.

    `id` begins with "_" and is unique within its record; claims use it as subject or object until `kg.resolve` gives
    it a key. `label` is the name that the text gives it, if any ("USMCA"), else empty.
    """

    id: str
    kind: Literal["measure", "agreement", "reserve", "supply", "event", "stake"]
    types: tuple[str, ...]  # most specific classes as CURIEs: ("kg:ExportBan",), ("plover:ACCUSE",)
    label: str = ""
    names: tuple[str, ...] = ()
    sentence: int = 0  # index of the sentence that first tells of it


@dataclass(frozen=True, slots=True)
class Claim:
    """One saying of one triple. `subject` and a string `object` are entity keys or occurrence ids.

    `confidence` is the share of such claims expected to be right (0 to 1). `begin` and `end` are the offsets, in
    `Article.text`, of the words that bear the claim.
    """

    subject: str
    predicate: str  # CURIE: "kg:imposedBy"
    object: str | Value | Quantity
    sentence: int
    polarity: Polarity = "Affirmed"
    modality: Modality = "Actual"
    attributed_to: str = ""  # key of the actor who says so, or empty for the article's own voice
    confidence: float = 0.8
    begin: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks (without the marks); `speaker` is an entity key, or empty where nobody is named."""

    text: str
    speaker: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Record:
    """What one article says. Claims refer to `entities` by key and to `occurrences` by id."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    claims: tuple[Claim, ...] = ()
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Several records with their occurrences merged.

    `keys` maps (article key, occurrence id) to the canonical key of the thing meant; `things` holds the merged things
    by that key (their `id` is the key), `entities` the entities of all records by key, names united.
    """

    records: tuple[Record, ...]
    entities: dict[str, Entity] = field(default_factory=dict)
    things: dict[str, Occurrence] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
