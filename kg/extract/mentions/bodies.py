"""Bodies told by common nouns: "Japan's finance ministry", "the mines ministry", "parliament"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc, Token

from kg import lexicon, reference
from kg.extract.mentions.antecedents import Antecedents
from kg.extract.mentions.names import BODY, content, organisation_entity
from kg.language.mention import Mention
from kg.language.tables import words
from kg.model import Entity

_STATES = ("kg:Country", "kg:Bloc", "kg:Subdivision")


@cache
def _common_bodies() -> dict[tuple[str, ...], bool]:
    return {tuple(row["words"].split()): row["field"] == "needed" for row in lexicon.table("common_bodies")}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase[-1] for phrase in _common_bodies())


@cache
def _possessives() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.table("pronouns"))


class Bodies:
    """Reads bodies of states that common nouns name; `add` takes each mention, `home` is the article's own country."""

    def __init__(self, doc: Doc, past: Antecedents, home: str, add: Callable[[Mention], None]) -> None:
        self.doc = doc
        self.past = past
        self.home = home
        self.add = add

    def read(self, token: Token) -> bool:
        """Resolve "Japan's finance ministry", "the mines ministry", "parliament" to a body of a state."""
        size, needed = _body_words(token)
        if not size:
            return False
        start = token.i - size + 1
        if needed:
            head = start
            while start > 0 and self._portfolio(start):
                start -= 1
            if start == head:
                return False
        if not needed and (token.dep_ == "compound" or (token.lower_ == "presidency" and self._office_held(token))):
            return False
        owner = self._owner(token, start)
        if not owner:
            return needed
        entity = self._same_body(token, start, owner)
        self.add(Mention(start, token.i + 1, token.i, entity, "name"))
        return True

    def _office_held(self, token: Token) -> bool:
        """Tell whether a presidency is an office that somebody holds, wins or takes in turn, and no body."""
        held = token.dep_ == "dobj" and token.head.pos_ == "VERB"
        turns = any(c.lower_ in ("rotating", "six-month", "annual", "monthly", "current") for c in token.lefts)
        blocs = any(m.entity.key.startswith("bloc/") for c in token.lefts for m in self.past.at.get(c.i, ()))
        return held or turns or blocs

    def _portfolio(self, start: int) -> bool:
        """Tell whether the word before `start` belongs to the field of the ministry."""
        before = self.doc[start - 1]
        if before.lower_ in words("portfolios"):
            return True
        return before.lower_ in ("and", "-") and start > 1 and self.doc[start - 2].lower_ in words("portfolios")

    def _same_body(self, token: Token, start: int, owner: str) -> Entity:
        text = self.doc[start : token.i + 1].text
        telling = content(text)
        for _, _, mention in self.past.bodies:
            if mention.start > token.i:
                continue
            label = mention.entity.label
            if "ministry" in label.lower() and telling <= content(label) and owner_of(mention.entity) == owner:
                return mention.entity
        return organisation_entity(" ".join(w.capitalize() if w != "and" else w for w in text.split()), BODY, owner)

    def _owner(self, token: Token, start: int) -> str:
        """Return the key of the state whose body stands at `start`: named beside it, else the one named last."""
        before = start - 1
        while before >= 0 and self.doc[before].lower_ in ("'s", "’s"):
            before -= 1
        here = [m.entity.key for m in self.past.at.get(before, ())]
        if here:
            return here[0] if here[0].startswith(("country/", "bloc/", "subdivision/")) else ""
        after = token.i + 2 if token.i + 2 < len(self.doc) and self.doc[token.i + 1].lower_ == "of" else -1
        after += after > 0 and self.doc[after].lower_ == "the" and after + 1 < len(self.doc)
        for mention in self.past.at.get(after, ()):
            return mention.entity.key if mention.entity.types[0] in _STATES else ""
        if before < 0 or self.doc[before].lower_ in _possessives() or self.past.quoted[token.i]:
            return ""
        another = token.dep_ == "compound" and token.head.i > token.i  # "a foreign ministry spokesman"
        if not another and self.doc[before].lower_ in ("a", "an", "each", "every", "any", "no"):
            return ""
        told = self._told(self.doc[start : token.i + 1].text)
        if told:
            return told

        def fits(entity: Entity) -> bool:
            return "kg:Country" in entity.types

        found = self.past.fitting(token.i, fits, 4, True, start)
        chosen = self.past.clear(found, 0.4)
        return chosen.entity.key if chosen else self.home

    def _told(self, text: str) -> str:
        """Return the only state of whose "parliament" or "central bank" the text has spoken before, else ""."""
        word = text.lower().split()[-1]
        own = {owner_of(m.entity) for _, _, m in self.past.bodies if word in m.entity.label.lower().split()[:3]}
        plain = is_common_body(text.lower())
        return next(iter(own)) if plain and len(own) == 1 else ""


def is_common_body(text: str) -> bool:
    """Tell whether words are no more than a common noun for a body that many states have ("senate")."""
    return _common_bodies().get(tuple(text.split())) is False


def owner_of(entity: Entity) -> str:
    """Return the state or bloc of a body by the reference tables, else by its key."""
    known = next((str(o) for p, o in reference.facts(entity.key) if p == "kg:partOf"), "")
    if known:
        return known
    code = entity.key.partition("/")[2].partition("-")[0].upper()
    return next((key for key in (f"country/{code}", f"bloc/{code}") if reference.has(key)), "")


def _body_words(token: Token) -> tuple[int, bool]:
    """Return how many words the common noun for a body has (0 for none), and whether it needs a field before it."""
    if token.lower_ not in _last_words():
        return 0, False
    one, doc = (token.lower_,), token.doc
    three = tuple(t.lower_ for t in doc[max(token.i - 2, 0) : token.i + 1])
    if len(three) == 3 and three in _common_bodies():
        return 3, _common_bodies()[three]
    if token.i and (doc[token.i - 1].lower_, token.lower_) in _common_bodies():
        return 2, _common_bodies()[doc[token.i - 1].lower_, token.lower_]
    return (1, _common_bodies()[one]) if one in _common_bodies() and token.tag_ != "NNS" else (0, False)
