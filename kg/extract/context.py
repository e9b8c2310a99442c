"""What every extraction module works with: the parsed article, what was found so far, the record being made."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any, Literal

from spacy.tokens import Doc, Token

from kg import reference
from kg.extract.calibration import calibrate
from kg.extract.clause.arguments import ancestors
from kg.extract.clause.classes import noun_classes
from kg.extract.mentions.finding import Mentions
from kg.extract.quantities.finding import QuantityMention
from kg.extract.times.finding import TimeMention
from kg.extract.tokens import Tokens
from kg.model import (
    MODALITIES,
    Article,
    Claim,
    Entity,
    Modality,
    Occurrence,
    Polarity,
    Quantity,
    Quotation,
    Record,
    Sentence,
    Value,
)
from kg.resolve.fit import Profile, fits

_STEPS = 5  # how far above a quantity its noun or verb may stand
Kind = Literal["measure", "agreement", "reserve", "supply", "event", "stake"]


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a clause is so, and who says it: read once for each clause."""

    polarity: Polarity = "Affirmed"
    modality: Modality = "Actual"
    speaker: str = ""
    factor: float = 1.0
    asserted: bool = True  # False in a question or a wish: nothing is claimed


@dataclass
class Context:
    """One article on its way from `Doc` to `Record`."""

    doc: Doc
    article: Article
    mentions: Mentions
    quantities: tuple[QuantityMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    sentences: list[Sentence] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    occurrences: dict[str, Occurrence] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    at: dict[int, str] = field(default_factory=dict)  # token index → occurrence that it heads
    statuses: dict[int, Status] = field(default_factory=dict)  # cache, by token index
    quoted: list[tuple[int, int, str]] = field(default_factory=list)  # token spans in quotation marks, and who speaks
    memo: dict[str, Any] = field(default_factory=dict)  # what a module reads once for each article
    changed: set[tuple[str, str]] = field(default_factory=set)  # measures and the days on which they only change
    profiles: dict[str, Profile] = field(default_factory=dict)
    heads: dict[str, list[Token]] = field(default_factory=dict)  # occurrence → tokens that tell of it, in text order

    @cached_property
    def tokens(self) -> Tokens:
        """Return the tokens by lemma and form, for the modules that look for their trigger words."""
        return Tokens(self.doc)

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """Return the noun classes of the lexicon ("@exports")."""
        return noun_classes()

    @cached_property
    def _starts(self) -> list[int]:
        return [s.begin for s in self.sentences]

    @cached_property
    def _quantity_at(self) -> dict[int, QuantityMention]:
        return {i: q for q in self.quantities for i in range(q.start, q.end)}

    def quantity_at(self, i: int) -> QuantityMention | None:
        """Return the quantity that covers a token; quantities never overlap."""
        return self._quantity_at.get(i)

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [q.start for q in self.quantities]

    def quantities_in(self, start: int, end: int) -> tuple[QuantityMention, ...]:
        """Return the quantities that begin at the tokens `start` to `end` (exclusive), in text order."""
        starts = self._quantity_starts
        return self.quantities[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def hanging(self) -> dict[int, list[tuple[int, int, str]]]:
        """Return by token what hangs on it: the index of a quantity, the steps up from it, and its preposition."""
        found: dict[int, list[tuple[int, int, str]]] = {}
        for n, quantity in enumerate(self.quantities):
            for steps, (i, link) in enumerate(_path(self.doc[quantity.root])):
                found.setdefault(i, []).append((n, steps, link))
        return found

    def sentence_of(self, token: Token) -> int:
        """Return the index of the sentence that holds the token."""
        return max(bisect_right(self._starts, token.idx) - 1, 0)

    def occurrence(self, kind: Kind, types: Iterable[str], head: Token, label: str = "") -> str:
        """Make a new occurrence headed by the token and return its id; a token heads one occurrence of a kind."""
        name = f"_{kind[0]}{head.i}"
        if name in self.occurrences and self.occurrences[name].kind != kind:
            name = f"_{kind[:2]}{head.i}"  # a stake and a supply relation of one verb
        if name not in self.occurrences:
            self.occurrences[name] = Occurrence(name, kind, tuple(types), label, (), self.sentence_of(head))
            self.at.setdefault(head.i, name)
        return name

    def settle(self, profile: Profile, head: Token, label: str = "", *, anaphoric: bool = False) -> str:
        """Return the occurrence that a telling is of: the last earlier one that fits, else a new one."""
        fitting = [name for name in reversed(self.profiles) if fits(self.profiles[name], profile, anaphoric=anaphoric)]
        if anaphoric and profile.kind == "measure":
            fitting.sort(key=lambda name: -len(self.heads[name]))  # what the article mostly speaks of
        if fitting:
            name = fitting[0]
            self.profiles[name].absorb(profile)
            self.retype(name, self.profiles[name].types)
            self.at.setdefault(head.i, name)
            self.heads[name].append(head)
            return name
        name = self.occurrence(profile.kind, profile.types, head, label)  # type: ignore[arg-type]
        self.profiles[name] = profile
        self.heads[name] = [head]
        return name

    def retype(self, name: str, types: Iterable[str]) -> None:
        """Give an occurrence more specific classes."""
        self.occurrences[name] = replace(self.occurrences[name], types=tuple(types))

    def add_entity(self, entity: Entity) -> str:
        """Make sure that an entity is in the record and return its key."""
        self.entities.setdefault(entity.key, entity)
        return entity.key

    def claim(
        self,
        subject: str,
        predicate: str,
        obj: str | Value | Quantity,
        token: Token,
        status: Status,
        confidence: float,
        *,
        modality: Modality | None = None,
    ) -> None:
        """Add a claim that the token's sentence makes under a status; nothing where the clause asserts nothing."""
        if not status.asserted or subject == obj:
            return
        self.claims.append(
            Claim(
                subject,
                predicate,
                obj,
                self.sentence_of(token),
                status.polarity,
                modality or status.modality,
                status.speaker,
                round(min(max(confidence * status.factor, 0.05), 0.99), 2),
                token.idx,
                token.idx + len(token.text),
            )
        )

    def _headlines(self) -> list[Claim]:
        """Return the claims; what a headline tells in the present tense and the text only plans is a plan in both."""
        body: dict[tuple[str, str], set[Modality]] = {}
        for claim in self.claims:
            if not self.sentences[claim.sentence].headline:
                body.setdefault((claim.subject, claim.predicate), set()).add(claim.modality)
        found = []
        for claim in self.claims:
            told = body.get((claim.subject, claim.predicate))
            if self.sentences[claim.sentence].headline and claim.modality == "Actual" and told and "Actual" not in told:
                claim = replace(claim, modality=min(told, key=MODALITIES.index))
            found.append(claim)
        return found

    def _announced(self, claims: list[Claim]) -> list[Claim]:
        """Return the claims; what is said of a measure that the article dates after itself is a plan, however told."""
        begins: dict[str, list[str]] = {}
        for claim in claims:
            dated = (
                claim.predicate == "kg:startDate" and isinstance(claim.object, Value) and claim.polarity == "Affirmed"
            )
            if dated and isinstance(claim.object, Value) and (claim.subject, claim.object.text) not in self.changed:
                begins.setdefault(claim.subject, []).append(claim.object.text)
        today = self.article.date.isoformat() if self.article.date is not None else ""
        ahead = {
            name
            for name, days in begins.items()
            if today and min(days) > today and name in self.occurrences and self.occurrences[name].kind == "measure"
        }
        return [
            replace(claim, modality="Planned")
            if claim.subject in ahead and claim.polarity == "Affirmed" and claim.modality == "Actual"
            else claim
            for claim in claims
        ]

    def record(self) -> Record:
        """Return what was found, in text order, with every entity that a claim, link or quotation names."""
        used = {m.entity.key for m in self.mentions.items}
        entities = {key: self.mentions.entity(key) for key in used} | self.entities
        claims = sorted(dict.fromkeys(self._announced(self._headlines())), key=_claim_order)
        speakers = {c.attributed_to for c in claims} | {q.speaker for q in self.quotations}
        for key in {c.subject for c in claims} | {c.object for c in claims if isinstance(c.object, str)} | speakers:
            if key not in entities and reference.has(key):
                entities[key] = reference.entity(key)
        told = {c.subject for c in claims} | {c.object for c in claims if isinstance(c.object, str)}
        entities = {key: one for key, one in entities.items() if key in told or not reference.is_everyday(key)}
        occurrences = [o for o in self.occurrences.values() if o.id in told]
        return Record(
            self.article,
            tuple(self.sentences),
            tuple(entities[key] for key in sorted(entities)),
            tuple(sorted(occurrences, key=lambda o: (o.sentence, o.id))),
            tuple(calibrate(claims, self.occurrences, entities)),
            tuple(self.quotations),
        )


def _path(root: Token) -> Iterator[tuple[int, str]]:
    """Yield the tokens that a quantity hangs on, up to the verb or subject, with the first preposition on the way."""
    yield root.i, ""
    preposition = ""
    for above in islice(ancestors(root), _STEPS):
        yield above.i, preposition
        if above.pos_ in {"ADP", "SCONJ"}:
            preposition = preposition or above.lower_
        elif above.pos_ in {"VERB", "AUX"} or (
            above.pos_ in {"NOUN", "PROPN"} and above.dep_ in {"nsubj", "nsubjpass"}
        ):
            return


def _claim_order(claim: Claim) -> tuple[int, int, str, str, str, str]:
    return (claim.sentence, claim.begin, claim.subject, claim.predicate, repr(claim.object), claim.modality)
