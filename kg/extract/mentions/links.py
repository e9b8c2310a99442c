"""Facts that naming gives by itself: "Moscow-based", "a subsidiary of Y", "Arlit, northern Niger", "a G20 member"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg import lexicon, reference
from kg.extract.clause.subjects import surface_subject
from kg.extract.mentions.antecedents import SUBJECTS
from kg.extract.mentions.belonging import find_belonging
from kg.extract.mentions.seats import find_seats
from kg.language.clues import facilities
from kg.language.mention import Link, Mention, Mentions
from kg.language.tables import words

_AREAS = ("country/", "subdivision/", "region/")
_GROUPS = ("bloc/", "organization/", "company/")
_FIRMS = ("company/", "organization/")


def find_links(doc: Doc, mentions: Mentions) -> tuple[Link, ...]:
    """Return the links that the text states, each once, in the order of the text; what is denied gives none."""
    reader = _Reader(doc, mentions)
    found: dict[tuple[str, str, str], Link] = {}
    bearing = words("locating_verbs") | words("seat_words") | words("member_words") | words("subsidiary_words")
    for token in (t for t in doc if t.lower_ in bearing):
        for link in reader.links(token):
            if link.subject != link.object:
                found.setdefault((link.subject, link.predicate, link.object), link)
    for mention in mentions:
        for link in reader.place(mention):
            found.setdefault((link.subject, link.predicate, link.object), link)
    for link in find_belonging(doc, mentions):
        found.setdefault((link.subject, link.predicate, link.object), link)
    told = {link.subject for link in found.values() if link.predicate == "kg:headquarteredIn"}
    for link in find_seats(doc, mentions):
        if link.subject not in told:
            found.setdefault((link.subject, link.predicate, link.object), link)
    return tuple(sorted(found.values(), key=lambda link: (link.token, link.subject, link.predicate, link.object)))


class _Reader:
    """Looks at single words that can bear a link."""

    def __init__(self, doc: Doc, mentions: Mentions) -> None:
        self.doc = doc
        self.mentions = mentions

    def links(self, token: Token) -> Iterator[Link]:
        """Give the links that this token bears."""
        low = token.lower_
        if low in words("seat_words"):
            yield from self._seat(token)
        elif low in words("locating_verbs"):
            yield from self._lies(token)
        elif low in words("member_words"):
            yield from self._member(token)
        elif low in words("subsidiary_words"):
            yield from self._subsidiary(token)

    def _of(self, token: Token) -> list[Mention]:
        """Return the mentions that belong to a token: its own, that of its apposition, or its subject's."""
        own = self.mentions.all(token.i)
        if own:
            return own
        if token.dep_ in ("appos", "conj") and token.head != token:
            near = self._chain(token.head)
            if near:
                return near
        if token.dep_ == "attr":
            return [m for c in token.head.children if c.dep_ in SUBJECTS for m in self._chain(c)]
        for child in token.children:
            if child.dep_ in ("appos", "nmod") or (child.dep_ == "compound" and child.i == token.i + 1):
                found = self.mentions.all(child.i)
                if found:
                    return found
        beside = self.mentions.at(token.i + 1) if token.i + 1 < len(self.doc) else None
        return [beside] if beside is not None and beside.form == "name" and token.dep_ == "compound" else []

    def _chain(self, token: Token) -> list[Mention]:
        """Return the mentions at a token and at all that is coordinated with it; a relative pronoun means its head."""
        if token.lower_ in ("which", "who", "that") and token.head.dep_ == "relcl":
            token = token.head.head
        found, queue = [], [token]
        while queue:
            one = queue.pop(0)
            found += self.mentions.all(one.i)
            queue += [child for child in one.children if child.dep_ == "conj"]
        return found

    def _inside(self, token: Token, prepositions: tuple[str, ...]) -> list[Mention]:
        """Return the mentions that follow a token after one of the prepositions."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                return [m for c in child.children if c.dep_ == "pobj" for m in self._chain(c)]
        return []

    def _seat(self, token: Token) -> Iterator[Link]:
        """ "X, based in Y", "the Y-based X"."""
        if _denied(token):
            return
        places = self._inside(token, ("in", "at"))
        subjects: list[Mention] = []
        if not places and token.i > 1 and self.doc[token.i - 1].text == "-":
            places = self.mentions.all(token.i - 2)
        if token.dep_ in ("acl", "amod", "advcl", "relcl", "compound"):
            subjects = self._of(token.head)
        for child in token.children:
            if child.dep_ in SUBJECTS:
                subjects = self._chain(child)
        for subject in subjects:
            for place in places:
                if _organisation(subject) and place.entity.key.startswith(("place/", *_AREAS)):
                    yield Link(subject.entity.key, "kg:headquarteredIn", place.entity.key, token.i, 0.85)

    def _lies(self, token: Token) -> Iterator[Link]:
        """ "The mine is in Y", "The plant lies at Y", of what the tables do not place."""
        if _denied(token) or token.tag_ not in ("VBZ", "VBP"):
            return
        places = self._inside(token, ("in", "at", "near"))
        sites = [m for c in token.children if c.dep_ == "nsubj" for m in self._chain(c)]
        for site in sites:
            own = site.entity.key.startswith("place/") and not reference.has(site.entity.key)
            for place in places if own else ():
                if place.form == "name" and place.entity.key.startswith(("place/", *_AREAS)):
                    yield Link(site.entity.key, "kg:locatedIn", place.entity.key, token.i, 0.85)

    def _subsidiary(self, token: Token) -> Iterator[Link]:
        if _denied(token):
            return
        owners = self._inside(token, ("of",))
        owners += [m for c in token.children if c.dep_ == "poss" for m in self.mentions.all(c.i)]
        for subject in self._of(token):
            for owner in owners:
                if _organisation(subject) and owner.entity.key.startswith(_FIRMS):
                    yield Link(subject.entity.key, "kg:subsidiaryOf", owner.entity.key, token.i, 0.85)

    def _member(self, token: Token) -> Iterator[Link]:
        """ "A, a member of X and of Y", "members of X, namely A and B", "X, of which A is a member"."""
        if _denied(token) or _unsure(token):
            return
        groups = self._groups(token)
        if not groups:
            return
        former = any(child.lower_ in ("former", "ex", "onetime", "erstwhile") for child in token.lefts)
        predicate = "kg:formerMemberOf" if former else "kg:memberOf"
        members = self._members(token)
        for member in members:
            for group in groups:
                if member.entity.types[0] in ("kg:Country", "kg:Bloc", "kg:Subdivision"):
                    yield Link(member.entity.key, predicate, group.entity.key, token.i, 0.9)

    def _groups(self, token: Token) -> list[Mention]:
        found = []
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                found += [m for c in child.children if c.dep_ == "pobj" for m in self._chain(c)]
                found += [m for c in child.children if c.dep_ == "conj" for d in c.children for m in self._chain(d)]
            elif child.dep_ in ("compound", "nmod", "poss", "amod"):
                found += self.mentions.all(child.i)
        verb = token.head
        if not found and token.dep_ == "attr" and verb.dep_ == "relcl" and self._of_which(verb):
            found = self.mentions.all(verb.head.i)
        return [m for m in found if m.entity.key.startswith(_GROUPS)]

    def _of_which(self, verb: Token) -> bool:
        first = verb.left_edge
        return first.lower_ in ("of", "to") and first.i + 1 < len(self.doc) and self.doc[first.i + 1].lower_ == "which"

    def _members(self, token: Token) -> list[Mention]:
        if token.dep_ == "attr":
            found = [m for c in token.head.children if c.dep_ in SUBJECTS for m in self._chain(c)]
            if not found and token.head.lemma_ == "become" and (subject := surface_subject(token.head)) is not None:
                found = self._chain(subject)
            return found + self._inside(token.head, ("with", "like", "alongside"))
        if token.dep_ == "appos":
            return self._chain(token.head) + self._beside_with(token.head)
        if token.dep_ in ("compound", "nmod") and self.mentions.at(token.i + 1):
            return self.mentions.all(token.i + 1)
        for i in range(token.i + 1, min(token.right_edge.i + 1, len(self.doc))):
            if self.doc[i].lower_ == "namely":
                return self._listed(i + 1)
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            return [m for c in token.head.children if c.dep_ == "attr" for m in self._chain(c)]
        return []

    def _beside_with(self, token: Token) -> list[Mention]:
        """Return the subject of "A is, with B and C, a member", where the parse puts "a member" beside C."""
        while token.dep_ == "conj" and token.head != token:
            token = token.head
        verb = token.head.head
        if token.dep_ != "pobj" or token.head.lower_ not in ("with", "like", "alongside") or verb.lemma_ != "be":
            return []
        return [m for c in verb.children if c.dep_ in SUBJECTS for m in self._chain(c)]

    def _listed(self, i: int) -> list[Mention]:
        """Return the mentions of a list "A, B and C" that begins at a token."""
        found: list[Mention] = []
        while i < len(self.doc):
            here = self.mentions.all(i)
            if here:
                found += here
                i = here[0].end
            elif self.doc[i].lower_ in (",", "and", "the", "or"):
                i += 1
            else:
                break
        return found

    def place(self, mention: Mention) -> Iterator[Link]:
        """Give where a place lies that the reference tables do not place."""
        key = mention.entity.key
        if not key.startswith("place/") or mention.form != "name" or reference.has(key):
            return
        for area, confidence in self._areas(mention):
            if area.entity.key.startswith(("country/", "subdivision/", "place/")) and area.entity.key != key:
                yield Link(key, "kg:locatedIn", area.entity.key, mention.root, confidence)
                return

    def _names_thing(self, mention: Mention) -> bool:
        """Tell whether a name only says which project or firm is meant, no place: "the Russian Mir space project"."""
        root = self.doc[mention.root]
        above = root.head
        if root.dep_ not in ("compound", "nmod") or above.i < mention.end or above.tag_ not in ("NN", "NNS"):
            return False
        lands = lexicon.toml("deposits")
        return above.i > mention.end or above.lemma_.lower() not in (
            *facilities(),
            *lands["landforms"],
            *lands["sites"],
        )

    def _areas(self, mention: Mention) -> Iterator[tuple[Mention, float]]:
        doc, end = self.doc, mention.end
        if end + 1 < len(doc) and doc[end].lower_ in facilities() and doc[end + 1].lower_ == "of":
            end += 1  # "the Urgun district of Paktika province"
            after = self.mentions.at(end + 1 + (end + 1 < len(doc) and doc[end + 1].lower_ == "the"))
            if after is not None and after.form == "name":
                yield after, 0.85
        if end < len(doc) and doc[end].lower_ in (",", "in"):
            i = end + 1
            if doc[end].text == "," and i < len(doc) and doc[i].lower_ == "in":
                i += 1
            while i < min(end + 5, len(doc)) and (doc[i].lower_ == "the" or doc[i].tag_ == "JJ"):
                if self.mentions.at(i) is not None:
                    break
                i += 1
            after = self.mentions.at(i) if i < len(doc) else None
            if after is not None and after.form != "demonym":
                yield after, 0.85
        before = mention.start - 1
        if before > 0 and doc[before].lower_ == "of" and doc[before - 1].lower_ in facilities():
            near = [m for c in doc[before - 1].lefts for m in self.mentions.all(c.i)]
            yield from ((m, 0.9) for m in near if m.form == "demonym" or m.entity.key.startswith(_AREAS))
        if before > 0 and doc[before].lower_ in ("'s", "’s"):
            yield from ((m, 0.75) for m in self.mentions.all(before - 1))
        if before >= 0 and not self._names_thing(mention):
            yield from ((m, 0.75) for m in self.mentions.all(before) if m.form == "demonym")


def _organisation(mention: Mention) -> bool:
    return mention.entity.key.startswith(("company/", "organization/", "armed-group/", "body/", "bloc/"))


def _denied(token: Token) -> bool:
    """Tell whether a word, or the verb it is said with, is negated or past ("no longer a member")."""
    around = [*token.children]
    if token.dep_ in ("attr", "acl", "relcl", "ROOT", "conj", "oprd"):
        around += [*token.head.children]
        around += [c for adverb in token.head.children if adverb.dep_ == "advmod" for c in adverb.children]
    return any(c.dep_ == "neg" or c.lower_ in ("no", "not", "never", "neither", "nor", "n't", "longer") for c in around)


def _unsure(token: Token) -> bool:
    """Tell whether "X is a member" stands under "if", "whether" or a modal verb, or is not said at all."""
    if token.dep_ not in ("attr", "appos", "compound", "nmod") and token.tag_ not in ("NNS",):
        return True
    if token.dep_ != "attr":
        return False
    verb = token.head
    if verb.lemma_ == "become":
        settled = verb.dep_ in ("ROOT", "relcl", "conj", "advcl", "ccomp") and verb.tag_ in ("VBD", "VBN", "VBG", "VBZ")
        return not settled or any(c.tag_ == "MD" or c.lower_ in ("if", "before") for c in verb.children)
    if verb.lemma_ != "be":
        return True
    return any(c.lower_ in ("if", "whether", "unless", "should") or c.tag_ == "MD" for c in verb.children)
