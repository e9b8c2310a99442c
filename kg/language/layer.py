"""Entities of a Doc while they are mended: no two overlap, and a longer one takes the place of those it covers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kg.language.tables import words

NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"))


@dataclass(frozen=True, slots=True)
class Ent:
    """An entity span; `key` is that of the reference tables or empty, `form` the form of the name."""

    start: int
    end: int
    label: str
    key: str = ""
    form: str = ""


class Layer:
    """The entities of one Doc with the words, for reading and replacing by position."""

    def __init__(self, doc: Doc) -> None:
        self.words = [token.text for token in doc]
        self.lowers = [word.lower() for word in self.words]
        self.tags = [token.tag_ for token in doc]
        self.spaced = [bool(token.whitespace_) for token in doc]
        self.begins = [bool(token.is_sent_start) for token in doc]
        self.capital = [word[0].isupper() for word in self.words]
        self.goods = [(span.start, span.end) for span in doc.spans.get("commodities", ())]
        self.at: list[Ent | None] = [None] * len(doc)
        self.title = [False] * len(doc)
        for ent in doc.ents:
            self.put(Ent(ent.start, ent.end, ent.label_, ent.kb_id_, ent.id_))

    def __len__(self) -> int:
        return len(self.words)

    def ents(self) -> list[Ent]:
        """Return the entities in their order in the text."""
        return [ent for i, ent in enumerate(self.at) if ent is not None and ent.start == i]

    def put(self, ent: Ent) -> None:
        """Set an entity in place of all that overlap with it."""
        for old in {self.at[i] for i in range(ent.start, ent.end)} - {None}:
            assert old is not None
            self.drop(old)
        for i in range(ent.start, ent.end):
            self.at[i] = ent

    def drop(self, ent: Ent) -> None:
        """Remove an entity."""
        for i in range(ent.start, ent.end):
            self.at[i] = None

    def resize(self, ent: Ent, start: int, end: int) -> None:
        """Give an entity other bounds, or remove it where nothing is left."""
        self.drop(ent)
        if start < end:
            self.put(replace(ent, start=start, end=end))

    def honorific(self, i: int) -> bool:
        """Tell whether token `i` is an honorific ("Dr", "Mrs.", "Shri")."""
        return self.lowers[i].rstrip(".") in words("honorifics", "text") or self.lowers[i] in words(
            "honorifics", "text"
        )

    def known(self, i: int) -> str:
        """Return the key of the reference entity that covers token `i`, or an empty string."""
        ent = self.at[i]
        return ent.key if ent is not None else ""

    def text(self, start: int, end: int) -> str:
        """Return the words from start to end as they stand."""
        parts = [
            self.words[i] + (" " if self.spaced[i] and i < end - 1 else "")
            for i in range(start, min(end, len(self.words)))
        ]
        return "".join(parts)

    def spans(self, doc: Doc) -> list[Span]:
        """Return the entities as spans of the Doc."""
        return [Span(doc, e.start, e.end, e.label, kb_id=e.key, span_id=e.form) for e in self.ents()]
