"""Pronouns and definite descriptions: whom "it", "the bloc", "its finance ministry" mean; unsure ones are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from kg import lexicon, reference
from kg.extract.clause.classes import noun_classes
from kg.extract.clause.subjects import antecedent, surface_subject
from kg.extract.mentions.antecedents import SUBJECTS, Antecedents, Candidate
from kg.extract.mentions.bodies import Bodies, owner_of
from kg.extract.mentions.descriptions import Description, descriptions, numbers, phrase_of, seated
from kg.extract.mentions.names import BODY, organisation_type
from kg.extract.mentions.syntax import (
    argument,
    clause_of,
    in_clause_of,
    is_empty_it,
    name_follows,
    of_source,
    said_of,
    sharing_subject,
    speaker_last,
    taken_up,
    takes_part,
)
from kg.language.mention import Form, Mention
from kg.language.tables import words
from kg.model import Entity

_NEAR = 2  # sentences back to which a description with an unknown adjective reaches
_STATES = ("kg:Country", "kg:Bloc", "kg:Subdivision")


@cache
def _pronouns() -> dict[str, tuple[str, str, str]]:
    return {row["word"]: (row["who"], row["case"], row["gender"]) for row in lexicon.table("pronouns")}


@cache
def _ordinals() -> dict[str, int]:
    """Return "the former" and "the latter" with their place in a pair."""
    return dict(lexicon.toml("function_words")["pair"])


def resolve(doc: Doc, named: Sequence[Mention], home: str = "") -> list[Mention]:
    """Return a mention for each pronoun, description and common-noun body whose meaning is clear enough.

    `named` are the mentions by name; `home` is the key of the country that the article is about, or empty. A group
    ("they", "the two countries") gives one mention for each member, all at the same place.
    """
    return _Reader(doc, named, home).read()


class _Reader:
    """Reads a Doc from left to right and adds what it resolves to what later anaphors may mean."""

    def __init__(self, doc: Doc, named: Sequence[Mention], home: str) -> None:
        self.doc = doc
        self.home = home
        self.named = named
        self.past = Antecedents(doc, named)
        self.bodies = Bodies(doc, self.past, home, self._take)
        self.genders: dict[str, str] = {}
        self.found: list[Mention] = []

    def read(self) -> list[Mention]:
        """Resolve every token that may be an anaphor."""
        for token in self.doc:
            low = token.lower_
            if low in _pronouns():
                if not self.past.quoted[token.i] and token.tag_.startswith("PRP"):
                    self._pronoun(token, *_pronouns()[low])
            elif low in _ordinals() and token.dep_ not in ("amod", "compound", "advmod"):
                self._one_of_two(token, _ordinals()[low])
            elif (
                low in numbers() and token.tag_ in ("CD", "DT") and token.dep_ not in ("nummod", "quantmod", "compound")
            ):
                self._number(token)
            elif token.i in self.past.at or token.tag_[:2] != "NN" or self.bodies.read(token):
                continue
            elif low in descriptions() and not self.past.quoted[token.i]:
                self._description(token, descriptions()[low])
            elif low in words("counterparts") and not self.past.quoted[token.i]:
                self._other(token)
        return self.found

    def _add(self, start: int, end: int, root: int, entities: Iterable[Entity], form: Form) -> None:
        for entity in entities:
            self._take(Mention(start, end, root, entity, form))

    def _take(self, mention: Mention) -> None:
        self.found.append(mention)
        self.past.add(mention)

    # --- pronouns

    def _pronoun(self, token: Token, who: str, case: str, gender: str) -> None:
        if case != "owner":
            case = "subject" if token.dep_ in SUBJECTS else "object"
        if who == "person":
            entities = self._person(token, case, gender)
        elif is_empty_it(token):
            return
        else:
            entities = self._by_subject(token, case, many=who == "many")
        self._add(token.i, token.i + 1, token.i, entities, "pronoun")

    def _person(self, token: Token, case: str, gender: str) -> list[Entity]:
        def fits(entity: Entity) -> bool:
            return entity.key.startswith("person/") and self.genders.get(entity.key, gender) == gender

        found = self.past.fitting(token.i, fits, reach=3)
        if case == "object":
            verb = token.head if token.head.pos_ != "ADP" else token.head.head
            verbs = sharing_subject(verb)
            found = [c for c in found if not takes_part(argument(self.doc[c.mention.root]), verbs)]
        chosen = self.past.clear(found, 0.6) if found else self._only_one(token, gender)
        chosen = chosen or self._in_focus(token, found)
        if chosen is None:
            return []
        self.genders.setdefault(chosen.entity.key, gender)
        return [chosen.entity]

    def _in_focus(self, token: Token, found: list[Candidate]) -> Candidate | None:
        """Return the only candidate of the paragraph, named in the sentence before; who speaks may be another one."""
        if token.head.lemma_ in words("reporting_verbs", "lemma"):
            return None
        here, paragraph = self.past.sentence[token.i], self.past.paragraph[token.i]
        near = [c for c in found if self.past.paragraph[c.mention.start] == paragraph]
        told = len(near) == 1 and self.past.sentence[near[0].mention.start] == here - 1
        return near[0] if told else None

    def _only_one(self, token: Token, gender: str) -> Candidate | None:
        """Return the one person of that gender in the text so far, when nobody was named nearby."""

        def fits(entity: Entity) -> bool:
            return self.genders.get(entity.key) == gender

        found = self.past.fitting(token.i, fits, self.past.sentence[token.i])
        return found[0] if len(found) == 1 else None

    def _by_subject(self, token: Token, case: str, many: bool) -> list[Entity]:
        """Return what the nearest subject before the pronoun means, or nothing where that subject is another thing."""
        if many and case == "owner" and token.head.tag_ == "NN" and token.head.lemma_ in noun_classes()["government"]:
            return []  # "their government": of which of them?
        for subject in self._subjects(token, case):
            group = self.past.group(subject)
            if many and len(group) > 1:
                return [m.entity for m in group]
            here = [m for m in self.past.at.get(subject.i, ()) if m.root == subject.i]
            if not here and self._goods_told(subject):
                continue  # "lives on oil, which makes up 80 per cent of its exports": not the oil's
            if not here:
                agrees = (subject.tag_ in ("NNS", "NNPS")) == many
                state = self._of_organ(subject) if agrees and not many else None
                if state is not None:
                    return [state]
                if subject.pos_ in ("NOUN", "PROPN", "PRON") and (agrees or subject.pos_ == "PRON"):
                    return []
                continue
            if len(here) > 1:
                if many:
                    return [m.entity for m in here]
                continue
            entity = here[0].entity
            if here[0].acts_for and reference.has(here[0].acts_for):
                entity = reference.entity(here[0].acts_for)
            if entity.key.startswith("person/") or here[0].form == "demonym":
                continue
            if here[0].form == "noun" and self.past.sentence[subject.i] != self.past.sentence[token.i]:
                return []
            if many and (entity.types[0] in ("kg:Country", "kg:Place", "kg:Facility") or here[0].form == "noun"):
                continue
            return [entity]
        return []

    def _goods_told(self, relative: Token) -> bool:
        """Return whether a relative pronoun stands for goods, which own nothing."""
        if relative.tag_ != "WDT" or relative.dep_ not in SUBJECTS:
            return False
        head = antecedent(relative, relative.head)
        return head.i != relative.i and any("kg:Commodity" in self._kinds(m) for m in self.past.at.get(head.i, ()))

    @staticmethod
    def _kinds(mention: Mention) -> tuple[str, ...]:
        kinds = mention.entity.types
        return (*kinds, "kg:Commodity") if {"kg:Mineral", "kg:Product"} & set(kinds) else kinds

    def _of_organ(self, noun: Token) -> Entity | None:
        """Return the state whose organ a noun is, for which it stands: "Pakistan's military denies … its spokesman"."""
        if noun.lemma_ not in noun_classes()["organ"]:
            return None
        beside = [c for c in noun.lefts if c.dep_ in ("poss", "amod", "compound", "nmod")]
        named = {m.entity.key: m.entity for c in beside for m in self.past.at.get(c.i, ())}
        states = [entity for entity in named.values() if entity.types[0] in _STATES]
        return states[0] if len(states) == 1 else None

    def _subjects(self, token: Token, case: str) -> Iterable[Token]:
        """Give subjects before the pronoun: of the clauses around it, the inner first, then of the sentence before."""
        verb = clause_of(token)
        skip = [] if verb is None or case == "owner" else [verb] if case == "subject" else sharing_subject(verb)
        if case == "subject" and token.head.pos_ not in ("VERB", "AUX"):  # "the tariff it levies": a noun to the parser
            skip = []
        seen = set()
        while verb is not None:
            controller = surface_subject(verb) if case == "owner" and verb.dep_ == "xcomp" else None
            if controller is not None and controller.dep_ in ("dobj", "dative") and controller.i < token.i:
                yield controller  # "persuaded Chile to lift its ban": Chile's
            for child in verb.children:
                inside = child.left_edge.i <= token.i <= child.right_edge.i and not (
                    case == "owner" and in_clause_of(token, child)
                )
                if child.dep_ in SUBJECTS and case == "owner" and said_of(token, verb):
                    continue  # "Germany is its top customer": not Germany's
                if child.i >= token.i or inside or self.past.quoted[child.i]:
                    continue  # "“The price is right,” said its chairman": whose, the quoted words do not tell
                if child.dep_ in SUBJECTS and verb not in skip and verb.lemma_ not in words("narrator_verbs"):
                    seen.add(child.i)
                    yield taken_up(child) if case == "owner" else child
                elif child.dep_ in ("ccomp", "parataxis", "advcl"):
                    yield from (c for c in child.children if c.dep_ in SUBJECTS and not self.past.quoted[c.i])
            verb = clause_of(verb) if verb.head != verb else None
        here = self.past.sentence[token.i]
        told = next(
            (n for n in range(here - 1, max(here - 3, -1), -1) if not self.past.quoted[self.past.roots[n].i]), -1
        )
        if told >= 0 and case != "object":
            root = self.past.roots[told]
            if root.lemma_ in words("narrator_verbs") or (speaker_last(root) and not of_source(token)):
                root = next((child for child in root.children if child.dep_ in ("ccomp", "parataxis")), root)
            yield from (child for child in root.children if child.dep_ in SUBJECTS and child.i not in seen)

    def _other(self, token: Token) -> None:
        """Resolve "its neighbour", "its rival" to the one other state that the text has just named."""
        owner = next((c for c in token.children if c.dep_ == "poss" and c.lower_ in _pronouns()), None)
        own = {m.entity.key for m in self.past.at.get(owner.i, ())} if owner is not None else set()
        if owner is None or not own or (owner.i + 1 != token.i and self.doc[token.i - 1].pos_ != "ADJ"):
            return

        def fits(entity: Entity) -> bool:
            return "kg:Country" in entity.types and entity.key not in own

        found = self.past.fitting(token.i, fits, 2, True, owner.i)
        if len(found) == 1 and clause_of(self.doc[found[0].mention.root]) != clause_of(token):
            self._add(owner.i + 1, token.i + 1, token.i, [found[0].entity], "description")

    # --- descriptions

    def _description(self, token: Token, kind: Description) -> None:
        phrase = phrase_of(self.doc, token, kind, self.past.at)
        if phrase is None or name_follows(self.doc, token):
            return
        start, only = phrase.start, phrase.only
        if kind.plural:
            self._plural(token, start, kind, only=only)
            return

        def fits(entity: Entity) -> bool:
            if (only and entity.key not in only) or not (
                kind.types.intersection(entity.types) or _may_be(entity, kind)
            ):
                return False
            if phrase.seats and seated(entity, phrase.seats) is False:
                return False
            return not kind.names or self._named(entity, kind.names)

        governments = bool(kind.types & {"kg:Country", "kg:Bloc"})
        found = self.past.fitting(
            token.i, fits, min(kind.reach, _NEAR) if phrase.loose else kind.reach, governments, start
        )
        clause = clause_of(token)
        if token.dep_ not in ("poss", "pobj"):
            found = [c for c in found if clause_of(self.doc[c.mention.root]) != clause or c.mention.form == "demonym"]
        if self.doc[start].lower_ == "that":  # "that company" points to what was named just before
            here = self.past.sentence[token.i]
            found = [c for c in found if self.past.sentence[c.mention.start] >= here - 1]
        if phrase.loose and len(found) != 1:
            return
        if phrase.seats:
            known = [c for c in found if seated(c.entity, phrase.seats)]
            found = known or (found if len(found) == 1 else [])
        chosen = self._choose(token, found, kind, bool(only))
        if chosen is not None:
            self._add(start, token.i + 1, token.i, [chosen.entity], "description")
        elif token.lower_ == "bloc" and not found and not only:
            self._only_bloc(token, start)

    def _only_bloc(self, token: Token, start: int) -> None:
        """Resolve "the bloc" before any bloc is named to the only one that the article names later."""
        blocs = {m.entity.key: m.entity for m in self.named if m.entity.key.startswith("bloc/")}
        if not blocs:  # "the European Commission …: the bloc"
            owners = {owner_of(m.entity) for m in self.named if m.entity.types[0] == BODY and m.end <= start}
            blocs = {key: reference.entity(key) for key in owners if key.startswith("bloc/")}
        if len(blocs) == 1:
            self._add(start, token.i + 1, token.i, list(blocs.values()), "description")

    def _choose(self, token: Token, found: list[Candidate], kind: Description, narrow: bool) -> Candidate | None:
        """Return the candidate that is meant; a country of another paragraph only where the article is about it."""
        if "kg:Person" in kind.types:
            chosen = self.past.clear(found, 1.5)
            if chosen is None and len(found) > 1 and self.past.clear(found, 0.9) is not None:
                first, second = (self.past.counts[c.entity.key] for c in found[:2])
                return found[0] if first > second else None
            return chosen
        chosen = self.past.clear(found, 0.3 if narrow or kind.names else 0.5)
        if chosen is None or narrow:
            return chosen
        same = self.past.paragraph[token.i] == self.past.paragraph[chosen.mention.start]
        if BODY in kind.types and not same and len(found) > 1:
            own = [c for c in found if owner_of(c.entity) == self.home]
            return own[0] if self.home and len(own) == 1 else None
        if not same and not self.home and token.lower_ in words("state_words"):
            return None
        if same or "kg:Country" not in kind.types or not self.home or chosen.entity.key == self.home:
            return chosen
        if token.lower_ not in words("state_words"):
            return chosen
        return next((c for c in found if c.entity.key == self.home), None)

    def _named(self, entity: Entity, wanted: tuple[str, ...]) -> bool:
        """Tell whether one of the words stands in the names of the entity or in the title of the person."""
        if entity.key.startswith("person/"):
            own = self.past.titles.get(entity.key, set())
        else:
            own = set(" ".join((entity.label, *entity.names)).lower().replace("-", " ").split())
        return any(word in own for word in wanted)

    def _plural(
        self, token: Token, start: int, kind: Description, size: int = 0, only: frozenset[str] = frozenset()
    ) -> None:
        """Resolve "the two countries", "both sides", "these states" to the group named last."""
        size = size or next((numbers()[t.lower_] for t in self.doc[start : token.i] if t.lower_ in numbers()), 0)
        if not size and not only and self.doc[start].lower_ not in ("both", "these", "those"):
            return
        here = self.past.sentence[token.i]
        reach = here if size > 3 else kind.reach
        for n in range(here, max(here - reach - 1, -1), -1):
            for group in self.past.groups(n):
                fit = [m.entity for m in group if kind.types.intersection(m.entity.types) and m.end <= start]
                if only and not all(entity.key in only for entity in fit):
                    continue
                if len(fit) == len(group) and (not size or len(fit) == size):
                    self._add(start, token.i + 1, token.i, fit, "description")
                    return
        if size:
            self._nearest(token, start, kind, size)

    def _number(self, token: Token) -> None:
        """Resolve "the two", "the three" to just so many countries or blocs named last."""
        of = token.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
        if token.dep_ != "nsubj" and (of is None or of.head.lemma_ not in ("official", "minister")):
            return
        if self.past.quoted[token.i] or (
            token.lower_ != "both" and (not token.i or self.doc[token.i - 1].lower_ != "the")
        ):
            return
        start = token.i if token.lower_ == "both" else token.i - 1
        if not any(child.dep_ in ("prep", "relcl", "acl") and child.i == token.i + 1 for child in token.children):
            self._plural(token, start, descriptions()["countries"], numbers()[token.lower_])

    def _one_of_two(self, token: Token, place: int) -> None:
        """Resolve "the former", "the latter" to one of the two states or organisations coordinated last."""
        if not token.i or self.doc[token.i - 1].lower_ != "the" or self.past.quoted[token.i]:
            return
        here = self.past.sentence[token.i]
        for n in range(here, max(here - 2, -1), -1):
            for group in self.past.groups(n):
                pair = sorted((m for m in group if m.end < token.i), key=lambda m: m.start)
                if len(pair) == len(group) == 2:
                    self._add(token.i - 1, token.i + 1, token.i, [pair[place].entity], "description")
                    return

    def _nearest(self, token: Token, start: int, kind: Description, size: int) -> None:
        """Resolve a numbered group to the entities of the last sentences, if they are just so many."""

        def fits(entity: Entity) -> bool:
            return bool(kind.types.intersection(entity.types))

        for reach in range(2 * kind.reach + 1 if size > 2 else 3):
            here = self.past.sentence[token.i]
            near = self.past.by_sentence[max(here - reach, 0) : here + 1]
            named = {m.acts_for or m.entity.key for ms in near for m in ms if m.form != "demonym"}
            found = [c for c in self.past.fitting(token.i, fits, reach, True, start) if c.entity.key in named]
            if len(found) >= size:
                if len(found) == size:
                    entities = sorted((c.entity for c in found), key=lambda e: e.key)
                    self._add(start, token.i + 1, token.i, entities, "description")
                return


def _may_be(entity: Entity, kind: Description) -> bool:
    """Tell whether an organisation of which nothing is known may be the company or the rebels that are spoken of."""
    unknown = entity.types == ("kg:Organization",) and not reference.has(entity.key)
    kinds = kind.types & {"kg:Company", "kg:ArmedGroup"}
    return unknown and bool(kinds) and not organisation_type(entity.label)
