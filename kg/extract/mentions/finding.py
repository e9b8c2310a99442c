"""Doc to mentions: every named entity, demonym, commodity and anaphor, resolved within the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Span

from kg import reference
from kg.extract.mentions import anaphora, bodies
from kg.extract.mentions import names as naming
from kg.extract.mentions.beside import is_located, is_titled, near, proper, shape
from kg.extract.mentions.issuer import issuer
from kg.extract.mentions.links import find_links
from kg.extract.mentions.names import BODY
from kg.language.clues import describing, facilities, facility_after, organisation_beside
from kg.language.gazetteer import COMMODITIES
from kg.language.mention import Form, Link, Mention, Mentions, with_names
from kg.language.names import ALIASES
from kg.language.organisations import heads
from kg.language.ownership import OWNED
from kg.language.tables import words
from kg.model import Article, Entity
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
        self.surface: dict[str, dict[str, None]] = {}
        self.by_text: dict[str, Entity] = {}
        self.countries = self._countries()
        self.clues = self._clues()

    def find(self) -> Mentions:
        """Run all steps."""
        self._goods()
        self._named()
        self.items += anaphora.resolve(self.doc, sorted(self.items, key=lambda m: (m.start, m.end)), self.home())
        companies = self._companies()
        items = [replace(item, entity=companies.get(item.entity.key, item.entity)) for item in self.items]
        items = [replace(item, entity=self._whole(item.entity)) for item in items]
        links = [*self._owners(), *find_links(self.doc, Mentions(items))]
        return Mentions(items, dict.fromkeys(links))

    def _companies(self) -> dict[str, Entity]:
        """Return as such the organisations of no known sort that the article calls "the company" or "the rebels"."""
        found: dict[str, Entity] = {}
        for item in self.items:
            unknown = item.entity.types == ("kg:Organization",) and not reference.has(item.entity.key)
            called = describing().get(self.doc[item.root].lower_) if item.form == "description" else ""
            if unknown and called in ("kg:Company", "kg:ArmedGroup"):
                entity = naming.organisation_entity(item.entity.label, called)
                found[item.entity.key] = replace(entity, names=item.entity.names)
                self.surface[entity.key] = self.surface.get(item.entity.key, {})
        return found

    def _owners(self) -> Iterable[Link]:
        """Give the country or bloc of each body that the reference tables do not know."""
        seen: set[str] = set()
        for item in self.items:
            key = item.entity.key
            if key.startswith("body/") and key not in seen and not reference.has(key):
                seen.add(key)
                owner = bodies.owner_of(item.entity)
                if owner:
                    yield Link(key, "kg:partOf", owner, item.root, 0.85)

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
                if not clue and self.text(ent.start, ent.end) in self.doc.user_data.get(OWNED, ()):
                    clue = "kg:Company"
                if clue:
                    found.setdefault(self.text(ent.start, ent.end), clue)
        return found

    def home(self) -> str:
        """Return the state that issued the article, else the country that it is mostly about, or an empty string."""
        own = issuer(self.article.publisher) if self.article.publisher else ""
        if own:
            return own
        ranked = sorted(self.countries.items(), key=lambda item: (-item[1], item[0]))
        ranked = [item for item in ranked if item[0].startswith("country/")]
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
            return ""
        return ranked[0][0]

    def _goods(self) -> None:
        for span in self.doc.spans.get(COMMODITIES, ()):
            self.add(span.start, span.end, reference.entity(span.id_), "noun")

    def _named(self) -> None:
        nicknames = self._nicknames()
        people = self._people() | nicknames
        for ent in self.doc.ents:
            if ent.kb_id_:
                self._known(ent, people)
            elif ent.label_ == "PERSON":
                self._person(ent, people)
            elif ent.label_ == "ORG" and ent[0].lower_ == "government" and issuer(self.text(ent.start, ent.end)):
                self.add(ent.start, ent.end, reference.entity(issuer(self.text(ent.start, ent.end))), "name")
            elif ent.label_ == "ORG" and self.text(ent.start, ent.end).lower() not in words("state_words"):
                self._organisation(ent, people)
            elif ent.label_ in _PLACES:
                self._place(ent)
            if not ent.kb_id_ or ent.label_ == "ORG":
                self._facility(ent)

        covered = {i for item in self.items for i in range(item.start, item.end)}
        for token in self.doc if nicknames else ():
            if token.text in nicknames and token.i not in covered:
                self.add(token.i, token.i + 1, nicknames[token.text], "surname")

    def _known(self, ent: Span, people: dict[str, Entity]) -> None:
        entity = reference.entity(ent.kb_id_)
        form = ent.id_ or "name"
        if entity.key.startswith("place/"):
            entity = self._elsewhere(ent, entity)
        if form == "surname":
            entity = people.get(self.text(ent.start, ent.end), entity)
        if entity.types == (BODY,):
            own = self._body(ent, entity)
            if own is None:
                return
            entity = own
        self.add(ent.start, ent.end, entity, form)  # type: ignore[arg-type]

    def _elsewhere(self, ent: Span, entity: Entity) -> Entity:
        """Return the namesake of a known city in the country or subdivision right after it ("Birmingham, Alabama")."""
        doc, after = self.doc, ent.end + 1
        if (
            after >= len(doc)
            or doc[ent.end].text != ","
            or not doc[after].ent_kb_id_.startswith(("country/", "subdivision/"))
        ):
            return entity
        area = doc[after].ent_kb_id_
        code = naming.country_of(area)
        if not code or ("kg:locatedIn", f"country/{code}") in reference.facts(entity.key):
            return entity
        return reference.city(self.text(ent.start, ent.end), code) or entity

    def _body(self, ent: Span, entity: Entity) -> Entity | None:
        """Return whose body a name means that many states have ("Senate"); None where the text has to tell later."""
        owner = bodies.owner_of(entity)
        if owner and not naming.organisation_type(ent.text):
            return entity  # the Pentagon, the Kremlin: known by a building that no other state has
        beside = self._beside(ent)
        if beside and beside != owner and not reference.facts(beside).count(("kg:partOf", owner)):
            return naming.organisation_entity(self.text(ent.start, ent.end), BODY, beside)
        if bodies.is_common_body(ent.text.lower()):
            pronoun = ent.start > 0 and self.doc[ent.start - 1].tag_ == "PRP$"
            if pronoun or not (beside or self.countries.get(owner)):
                return None
        generic = naming.organisation_type(entity.label) == BODY and naming.is_ministry(entity.label)
        generic = generic and not naming.leading_state(self.text(ent.start, ent.end))[0]  # "US Commerce Department"
        if generic and self.home() and not beside and not self.countries.get(owner):
            return naming.organisation_entity(self.text(ent.start, ent.end), BODY, self.home())
        return entity

    def _people(self) -> dict[str, Entity]:
        return naming.persons(
            self.text(ent.start, ent.end)
            for ent in self.doc.ents
            if ent.label_ == "PERSON" and (not ent.kb_id_ or ent.id_ == "name")
        )

    def _nicknames(self) -> dict[str, Entity]:
        """Return whom "X, known (to all) as Y" calls Y."""
        found: dict[str, Entity] = {}
        people = [ent for ent in self.doc.ents if ent.label_ == "PERSON" and len(ent) > 1]
        texts: dict[str, Entity] = {}
        for token in self.doc:
            if token.lower_ != "as" or token.i + 1 >= len(self.doc) or not self.doc[token.i + 1].text[0].isupper():
                continue
            if not any(t.lower_ in ("known", "nicknamed", "called") for t in self.doc[max(token.i - 5, 0) : token.i]):
                continue
            owner = next((e for e in reversed(people) if e.end <= token.i and token.i - e.end < 8), None)
            if owner is not None:
                texts = texts or naming.persons(self.text(ent.start, ent.end) for ent in people)
                entity = texts[self.text(owner.start, owner.end)]
                nick = self.doc[token.i + 1]
                end = next((e.end for e in self.doc.ents if e.start == nick.i), nick.i + 1)
                found[self.text(nick.i, end)] = entity
        return found

    def _person(self, ent: Span, people: dict[str, Entity]) -> None:
        text = self.text(ent.start, ent.end)
        entity = people.get(text)
        if entity is not None:
            self.add(ent.start, ent.end, entity, "name" if " " in text else "surname")
            return
        place = self._city(ent) if is_located(ent) else None
        if place is not None:
            self.add(ent.start, ent.end, place, "name")
        elif is_titled(ent):
            self.add(ent.start, ent.end, naming.person_entity(text), "surname")

    def _organisation(self, ent: Span, people: dict[str, Entity]) -> None:
        text = self.text(ent.start, ent.end)
        if text in people:
            self.add(ent.start, ent.end, people[text], "surname")
            return
        if bodies.is_common_body(text.lower()) and not self._beside(ent):
            return
        known = self.by_text.get(text) or self._by_head(text)
        if known is not None and known.types == (BODY,):
            beside = self._beside(ent)  # "the Ministry of Energy of Peru and the Ministry of Energy of Chile"
            known = known if beside in ("", bodies.owner_of(known)) else None
        if known is None and text.lower() in heads() and len(text.split()) < 4:
            return
        if known is None:
            known = self._short(text) or (None if self._beside(ent) else self._same_ministry(text))
        if known is None:
            kind = naming.organisation_type(text, [self.clues.get(text, "")])
            place = self._city(ent) if not kind and is_located(ent) else None
            lead, rest = naming.leading_state(text)
            owner = (lead or self._owner(ent) or naming.trailing_state(text)) if kind == BODY else ""
            listed = reference.body(rest, lead or owner) if (lead or owner) and kind == BODY else None
            if owner and not self._beside(ent) and naming.is_international(text):
                owner = ""
            known = place or listed or naming.organisation_entity(rest if lead and kind == BODY else text, kind, owner)
        self.by_text[text] = known
        self._aliases(ent, known)
        self.add(ent.start, ent.end, known, shape(text))

    def _aliases(self, ent: Span, entity: Entity) -> None:
        for start, end, i in self.doc.user_data.get(ALIASES, ()):
            if (start, end) == (ent.start, ent.end):
                self.by_text[self.doc[i].text] = entity

    def _by_head(self, text: str) -> Entity | None:
        """Return the organisation named last whose name has the single head noun that a text is ("the Commission")."""
        if text.lower() not in heads():
            return None
        for item in reversed(self.items):
            whole = " ".join((item.entity.label, *item.entity.names)).lower().split()
            if item.entity.types[0] not in ("kg:Person", "kg:Country", "kg:Place") and text.lower() in whole:
                return item.entity
        return None

    def _short(self, text: str) -> Entity | None:
        """Return the organisation named before whose first word or words this is."""
        for other, entity in self.by_text.items():
            if other.startswith(text + " ") and entity.types != (BODY,):
                return entity
        return None

    def _same_ministry(self, text: str) -> Entity | None:
        """Return the ministry named before of which this is the name without its state ("the Commerce Ministry")."""
        telling = naming.content(text)
        if not naming.is_ministry(text) or not telling:
            return None
        named = [item.entity for item in self.items if item.entity.types == (BODY,)]
        same = {e.key: e for e in named if naming.is_ministry(e.label) and telling <= naming.content(e.label)}
        return next(iter(same.values())) if len({bodies.owner_of(e) for e in same.values()}) == 1 else None

    def _beside(self, ent: Span) -> str:
        """Return the country or bloc beside the name of a body ("Chile's Senate", "Parliament of Georgia"), or ""."""
        doc, before = self.doc, ent.start - 1
        while before > 0 and doc[before].lower_ in ("'s", "’s"):
            before -= 1
        for i in (before, ent.end + 1 if ent.end < len(doc) and doc[ent.end].lower_ == "of" else -1, ent.end - 1):
            if 0 <= i < len(doc) and doc[i].ent_kb_id_.startswith(_STATES) and not ent.start <= i < ent.end - 1:
                return doc[i].ent_kb_id_
        return ""

    def _owner(self, ent: Span) -> str:
        """Return whose body this is: a country or bloc beside the name, else the one that the article is about."""
        beside = self._beside(ent)
        if beside:
            return beside
        for other in self.by_text:
            entity = self.by_text[other]
            if entity.types == (BODY,) and naming.content(other) == naming.content(ent.text):
                return bodies.owner_of(entity)
        return self._listed(ent) or ("" if proper(ent) else self._sole_state(ent))

    def _listed(self, ent: Span) -> str:
        """Return the only state of the article that has a body of just this name, by the reference table."""
        text = self.text(ent.start, ent.end)
        having = [key for key in sorted(self.countries) if reference.body(text, key) is not None]
        return having[0] if len(having) == 1 else ""

    def _sole_state(self, ent: Span) -> str:
        """Return the only state that the sentence and the one before name; the article's own where they name none."""
        before = self.doc[ent.sent.start - 1].sent.start if ent.sent.start else 0
        named = {e.kb_id_ for e in self.doc[before : ent.sent.end].ents if e.kb_id_.startswith(_STATES)}
        if len(named) == 1:
            return next(iter(named))
        return "" if named else self.home()

    def _place(self, ent: Span) -> None:
        text = self.text(ent.start, ent.end)
        entity = self.by_text.get(text) or self._city(ent)
        if entity is None:
            kind = "kg:Facility" if ent.label_ == "FAC" else "kg:Place"
            entity = Entity(f"place/{slug(text)}", (kind,), text)
        self.by_text[text] = entity
        self.add(ent.start, ent.end, entity, "name")

    def _facility(self, ent: Span) -> None:
        """Keep "the X mine" as a place of its own; X is its name, or the company that it is called after."""
        end = facility_after(ent)
        if not end or ent.label_ not in ("ORG", *_PLACES):
            return
        kind = facilities()[self.doc[end - 1].lower_][0]
        text = self.text(ent.start, end)
        if ent.label_ == "ORG":
            entity = Entity(f"place/{slug(text)}", (kind,), text)
        else:
            name = self.text(ent.start, ent.end)
            entity = self.by_text.get(name) or Entity(f"place/{slug(name)}", (kind,), name)
            if reference.has(entity.key):
                return
            entity = self.by_text[name] = replace(entity, types=(kind,))
            self.items = [replace(m, entity=entity) if m.entity.key == entity.key else m for m in self.items]
        self.add(ent.start, end, entity, "name")

    def _city(self, ent: Span) -> Entity | None:
        text = self.text(ent.start, ent.end)
        hints = [key.partition("/")[2] for key in near(ent)] + [
            key.partition("/")[2] for key, _ in self.countries.most_common() if key.startswith("country/")
        ]
        for hint in hints[:1]:
            found = reference.city(text, hint)
            if found is not None:
                return found
        return reference.city(text) or next((c for c in (reference.city(text, h) for h in hints) if c), None)
