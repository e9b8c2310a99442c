"""Doc to mentions: every named entity, demonym, commodity and anaphor, resolved within the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Span

from kg import reference
from kg.language.clues import organisation_beside
from kg.language.gazetteer import COMMODITIES
from kg.language.mention import Form, Link, Mention, Mentions, with_names
from kg.language.names import ALIASES
from kg.model import Article, Entity
from kg.resolve import anaphora
from kg.resolve import names as naming
from kg.resolve.names import BODY
from kg.text import slug

__all__ = ["Form", "Link", "Mention", "Mentions", "find_mentions"]

_PLACES = ("GPE", "LOC", "FAC")
_STATES = ("country/", "bloc/", "subdivision/")


def find_mentions(doc: Doc, article: Article) -> Mentions:
    """Return all mentions in the article; `doc` has passed the pipeline of `kg.language.load`.

    Entities are resolved within the article: surnames to full names, acronyms to what they were introduced for,
    ministries to their country, unknown places to cities where the tables know them.
    """
    return _Finder(doc, article).find()


@cache
def _acting() -> dict[str, str]:
    """Return the government that each capital or seat of power stands for when it acts, by key."""
    return {name.key: name.acts_for for name in reference.names() if name.acts_for}


class _Finder:
    """The state of one search: what was found so far, by key and by text."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc = doc
        self.article = article
        self.items: list[Mention] = []
        self.links: list[Link] = []
        self.surface: dict[str, dict[str, None]] = {}
        self.by_text: dict[str, Entity] = {}
        self.countries = self._countries()
        self.clues = self._clues()

    def find(self) -> Mentions:
        """Run all steps."""
        self._goods()
        self._named()
        self.items += anaphora.resolve(self.doc, sorted(self.items, key=lambda m: (m.start, m.end)), self.home())
        items = [replace(item, entity=self._whole(item.entity)) for item in self.items]
        return Mentions(items, self.links)

    def add(self, start: int, end: int, entity: Entity, form: Form) -> None:
        """Keep a mention; names, not descriptions or pronouns, become surface forms of the entity."""
        root = Span(self.doc, start, end).root.i
        self.items.append(Mention(start, end, root, entity, form, _acting().get(entity.key, "")))
        if form in ("name", "acronym", "surname"):
            self.surface.setdefault(entity.key, {})[self.text(start, end)] = None

    def text(self, start: int, end: int) -> str:
        """Return the words as written, on one line."""
        return " ".join(self.doc[start:end].text.split())

    def _whole(self, entity: Entity) -> Entity:
        return with_names(entity, self.surface.get(entity.key, ()))

    def _countries(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for ent in self.doc.ents:
            key = ent.kb_id_
            if key:
                acting = _acting().get(key, key)
                if acting.startswith(("country/", "bloc/")):
                    counts[acting] += 1
        return counts

    def _clues(self) -> dict[str, str]:
        """Return the class that the words beside an unknown organisation tell anywhere in the article, by its text."""
        found: dict[str, str] = {}
        for ent in self.doc.ents:
            if ent.label_ == "ORG" and not ent.kb_id_:
                clue = organisation_beside(ent)
                if clue:
                    found.setdefault(self.text(ent.start, ent.end), clue)
        return found

    def home(self) -> str:
        """Return the country that the article is mostly about, or an empty string."""
        ranked = sorted(self.countries.items(), key=lambda item: (-item[1], item[0]))
        ranked = [item for item in ranked if item[0].startswith("country/")]
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
            return ""
        return ranked[0][0]

    def _goods(self) -> None:
        for span in self.doc.spans.get(COMMODITIES, ()):
            self.add(span.start, span.end, reference.entity(span.id_), "noun")

    def _named(self) -> None:
        people = self._people()
        for ent in self.doc.ents:
            if ent.kb_id_:
                self._known(ent, people)
            elif ent.label_ == "PERSON":
                self._person(ent, people)
            elif ent.label_ == "ORG":
                self._organisation(ent)
            elif ent.label_ in _PLACES:
                self._place(ent)

    def _known(self, ent: Span, people: dict[str, Entity]) -> None:
        entity = reference.entity(ent.kb_id_)
        form = ent.id_ or "name"
        if form == "surname":
            entity = people.get(self.text(ent.start, ent.end), entity)
        self.add(ent.start, ent.end, entity, form)  # type: ignore[arg-type]

    def _people(self) -> dict[str, Entity]:
        return naming.persons(
            self.text(ent.start, ent.end)
            for ent in self.doc.ents
            if ent.label_ == "PERSON" and (not ent.kb_id_ or ent.id_ == "name")
        )

    def _person(self, ent: Span, people: dict[str, Entity]) -> None:
        text = self.text(ent.start, ent.end)
        entity = people.get(text)
        if entity is not None:
            self.add(ent.start, ent.end, entity, "name" if " " in text else "surname")
            return
        place = self._city(ent) if _is_located(ent) else None
        if place is not None:
            self.add(ent.start, ent.end, place, "name")
        elif _is_titled(ent):
            self.add(ent.start, ent.end, naming.person_entity(text), "surname")

    def _organisation(self, ent: Span) -> None:
        text = self.text(ent.start, ent.end)
        known = self.by_text.get(text)
        if known is None:
            known = self._short(text)
        if known is None:
            kind = naming.organisation_type(text, [self.clues.get(text, "")])
            place = self._city(ent) if not kind and _is_located(ent) else None
            owner = self._owner(ent) if kind == BODY else ""
            known = place or naming.organisation_entity(text, kind, owner)
            if kind == BODY and owner:
                self.links.append(Link(known.key, "kg:partOf", owner, ent.root.i, 0.85))
            self._aliases(ent, known)
        self.by_text[text] = known
        self.add(ent.start, ent.end, known, _shape(text))

    def _aliases(self, ent: Span, entity: Entity) -> None:
        for start, end, i in self.doc.user_data.get(ALIASES, ()):
            if (start, end) == (ent.start, ent.end):
                self.by_text[self.doc[i].text] = entity

    def _short(self, text: str) -> Entity | None:
        """Return the organisation named before whose first word or words this is."""
        for other, entity in self.by_text.items():
            if other.startswith(text + " ") and entity.types != (BODY,):
                return entity
        return None

    def _owner(self, ent: Span) -> str:
        """Return whose body this is: a country or bloc beside the name, else the one that the article is about."""
        doc, before = self.doc, ent.start - 1
        while before > 0 and doc[before].lower_ in ("'s", "’s", "the"):
            before -= 1
        for i in (before, ent.end + 1 if ent.end < len(doc) and doc[ent.end].lower_ == "of" else -1, ent.end - 1):
            if 0 <= i < len(doc) and doc[i].ent_kb_id_.startswith(_STATES):
                return doc[i].ent_kb_id_
        for other in self.by_text:
            entity = self.by_text[other]
            if entity.types == (BODY,) and naming.content(other) == naming.content(ent.text):
                return next((link.object for link in self.links if link.subject == entity.key), "")
        return self.home()

    def _place(self, ent: Span) -> None:
        text = self.text(ent.start, ent.end)
        entity = self.by_text.get(text) or self._city(ent)
        if entity is None:
            kind = "kg:Facility" if ent.label_ == "FAC" else "kg:Place"
            entity = Entity(f"place/{slug(text)}", (kind,), text)
        self.by_text[text] = entity
        self.add(ent.start, ent.end, entity, "name")

    def _city(self, ent: Span) -> Entity | None:
        text = self.text(ent.start, ent.end)
        hints = [key.partition("/")[2] for key in _near(ent)] + [
            key.partition("/")[2] for key, _ in self.countries.most_common() if key.startswith("country/")
        ]
        for hint in hints[:1]:
            found = reference.city(text, hint)
            if found is not None:
                return found
        return reference.city(text) or next((c for c in (reference.city(text, h) for h in hints) if c), None)


def _near(ent: Span) -> Iterable[str]:
    """Give countries named just after or before a place ("Arlit, northern Niger", "the Lithuanian port of Klaipeda")."""
    doc = ent.doc
    for i in (*range(ent.end, min(ent.end + 4, len(doc))), *range(ent.start - 1, max(ent.start - 4, -1), -1)):
        if doc[i].ent_kb_id_.startswith("country/"):
            yield doc[i].ent_kb_id_


def _is_located(ent: Span) -> bool:
    doc = ent.doc
    return ent.start > 0 and doc[ent.start - 1].lower_ in ("in", "near", "at", "from", "to", "outside", "around")


def _is_titled(ent: Span) -> bool:
    """Tell whether a title or honorific stands right before a surname that the article gives no full name for."""
    doc = ent.doc
    before = ent.start - 1
    if before >= 0 and doc[before].text == ".":
        before -= 1
    titles = {i for span in doc.spans.get("titles", ()) for i in range(span.start, span.end)}
    return before in titles or (before >= 0 and doc[before].lower_ in naming.words("honorifics", "text"))


def _shape(text: str) -> Form:
    return "acronym" if " " not in text and sum(map(str.isupper, text)) > len(text) / 2 else "name"
