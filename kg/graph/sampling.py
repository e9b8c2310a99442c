"""Random claims of a graph, told so that a person can judge each by its sentence.

Which claims are drawn depends on the seed and on the claims' IRIs alone, never on the order of triples; the first
claims of a larger sample are those of a smaller one with the same seed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.labels import key_label
from kg.graph.vocabulary import curie, iri, is_term, superclasses, term_label
from kg.kinds import kind_of
from kg.kinds import kinds as kinds_known
from kg.messages import visible
from kg.model import KgError

COLUMNS = (
    *(
        "verdict",
        "note",
        "kind",
        "class",
        "subject",
        "predicate",
        "object",
        "polarity",
        "modality",
        "speaker",
        "confidence",
    ),
    *("words", "sentence", "article", "date", "address", "claim_iri"),
)
"""Columns of a sample as CSV: `verdict` and `note` are empty, for the reader; `words` bear the claim."""

TOLD_BESIDE = frozenset({"kg:datePrecision"})
"""Predicates never drawn: they qualify another claim and are shown with it."""

_ROLES = 8  # of a thing, told beside its class
_THINGS = ("kg:Measure", "kg:Agreement", "kg:Reserve", "kg:SupplyRelation", "kg:Stake", "kg:Event")


@dataclass(frozen=True, slots=True)
class Sampled:
    """A claim to be judged. What has no name of its own is described by its class and what the sentence says of it."""

    kind: str
    subject_class: str  # the subject's most specific class, a CURIE
    subject: str
    predicate: str  # CURIE
    object: str
    polarity: str
    modality: str
    speaker: str  # empty for the article's own voice
    confidence: float | None
    sentence: str
    mark: tuple[int, int] | None  # where in the sentence the words stand that bear the claim
    article: str
    date: str  # ISO 8601 or empty
    address: str
    iri: str

    @property
    def words(self) -> str:
        """Return the words that bear the claim, empty where that is not known."""
        return self.sentence[slice(*self.mark)] if self.mark else ""


def sample(
    store: ox.Store, number: int, seed: int = 0, *, kinds: Collection[str] = (), predicates: Collection[str] = ()
) -> list[Sampled]:
    """Return so many random claims of a graph (all of them where it has fewer), in the order of the draw.

    With `kinds` (see `kg.kinds`) or `predicates` (CURIEs) only claims of one of these are drawn. Raises KgError where
    the graph has no claim to draw, or a kind or predicate is none that there is.
    """
    _check(kinds, predicates)
    reader = _Reader(store)
    drawn = sorted(reader.claims(), key=lambda claim: _rank(seed, claim.value))
    chosen: list[Sampled] = []
    for claim in drawn:
        if len(chosen) == number:
            break
        if reader.predicate(claim) in TOLD_BESIDE or (predicates and reader.predicate(claim) not in predicates):
            continue
        if not kinds or reader.kind(claim) in kinds:
            chosen.append(reader.sampled(claim))
    if not chosen and number:
        wanted = " or ".join(sorted({*kinds, *predicates}))
        raise KgError(
            f"the graph has no claim of {wanted}; leave the restriction out"
            if wanted
            else "the graph has no claims; build one from articles (kg build)"
        )
    return chosen


def _check(names: Collection[str], predicates: Collection[str]) -> None:
    for name in names:
        if name not in kinds_known():
            raise KgError(f"{name!r} is no kind of claim; choose from {', '.join(kinds_known())}")
    for name in predicates:
        if not is_term(name):
            raise KgError(f"{name!r} is no predicate of the vocabulary; write it like kg:imposedBy")


def _rank(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed} {name}".encode()).digest()


class _Reader:
    """Reads claims from a store; what a node says is kept for the claims that share it."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._known: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}

    def claims(self) -> Iterator[ox.NamedNode]:
        for quad in self._store.quads_for_pattern(None, iri("rdf:type"), iri("kg:Claim"), ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject

    def predicate(self, claim: ox.NamedNode) -> str:
        return curie(self._value(claim, "rdf:predicate"))

    def kind(self, claim: ox.NamedNode) -> str:
        return kind_of(self._types(self._one(claim, "rdf:subject")), self.predicate(claim))

    def sampled(self, claim: ox.NamedNode) -> Sampled:
        """Return a claim with all that is needed to judge it."""
        sentence = self._one(claim, "prov:wasDerivedFrom")
        article = self._one(sentence, "schema:isPartOf")
        text = self._value(sentence, "kg:text")
        confidence = self._value(claim, "kg:confidence")
        return Sampled(
            kind=self.kind(claim),
            subject_class=next(iter(self._classes(self._one(claim, "rdf:subject"))), ""),
            subject=self._described(self._one(claim, "rdf:subject"), sentence),
            predicate=self.predicate(claim),
            object=self._object(claim, sentence),
            polarity=curie(self._value(claim, "kg:polarity")).rpartition(":")[2] or "Affirmed",
            modality=curie(self._value(claim, "kg:modality")).rpartition(":")[2] or "Actual",
            speaker=self._label(self._one(claim, "kg:attributedTo")),
            confidence=float(confidence) if confidence else None,
            sentence=text,
            mark=self._mark(claim, sentence, len(text)),
            article=self._label(article),
            date=self._value(article, "schema:datePublished")[:10],
            address=self._value(article, "schema:url"),
            iri=claim.value,
        )

    def _object(self, claim: ox.NamedNode, sentence: ox.NamedNode | ox.Literal | None) -> str:
        """Return the object in words; of a day that stands for a month or year, that too."""
        text = self._described(self._one(claim, "rdf:object"), sentence)
        if self.predicate(claim) not in {"kg:startDate", "kg:signedOn"}:
            return text
        precision = self._value(self._one(claim, "rdf:subject"), "kg:datePrecision")
        return f"{text} ({precision})" if precision not in {"", "day"} else text

    def _described(
        self, term: ox.NamedNode | ox.Literal | None, sentence: ox.NamedNode | ox.Literal | None, deep: bool = True
    ) -> str:
        """Return an entity's or value's label; a measure, event … by its class and what the sentence says of it."""
        if not isinstance(term, ox.NamedNode):
            return self._label(term)
        types = self._types(term)
        if "kg:Post" in types:
            owners = sorted(self._label(owner) for owner in self._all(term, "kg:postIn"))
            return self._label(term) + (f" [in: {', '.join(owners)}]" if owners else "")
        if types.isdisjoint(_THINGS):
            return self._label(term)
        names = [term_label(name) for name in self._classes(term)]
        named = self._name_of(term, names)
        roles = self._roles(term, sentence) if deep else []
        return (f"{named} ({', '.join(names)})" if named else ", ".join(names)) + (
            f" [{'; '.join(roles)}]" if roles else ""
        )

    def _name_of(self, term: ox.NamedNode, names: Iterable[str]) -> str:
        """Return the name that a text gives a thing; empty where its label is made from its class and arguments."""
        label = self._label(term)
        made = " and ".join(names).lower()
        from_parts = label.lower() == made or label.lower().startswith((made + ":", made + " in ", made + " ("))
        return "" if from_parts or label == key_label(term.value) else label

    def _roles(self, term: ox.NamedNode, sentence: ox.NamedNode | ox.Literal | None) -> list[str]:
        """Return what the claims from the sentence say of a thing; where they say nothing, what others do."""
        here: set[tuple[str, str]] = set()
        elsewhere: set[tuple[str, str]] = set()
        for quad in self._store.quads_for_pattern(None, iri("rdf:subject"), term, ox.DefaultGraph()):
            claim = quad.subject
            if isinstance(claim, ox.NamedNode) and self.predicate(claim) not in TOLD_BESIDE:
                told = (self.predicate(claim), self._described(self._one(claim, "rdf:object"), sentence, deep=False))
                (here if sentence in self._all(claim, "prov:wasDerivedFrom") else elsewhere).add(told)
        roles = [f"{term_label(predicate)}: {said}" for predicate, said in sorted(here or elsewhere)]
        return [*roles[:_ROLES], *(["…"] if len(roles) > _ROLES else [])]

    def _mark(
        self, claim: ox.NamedNode, sentence: ox.NamedNode | ox.Literal | None, length: int
    ) -> tuple[int, int] | None:
        offsets = self._value(claim, "kg:beginIndex"), self._value(claim, "kg:endIndex")
        first = self._value(sentence, "kg:beginIndex")
        if not all(offset.isdigit() for offset in (*offsets, first)):
            return None
        begin, end, start = int(offsets[0]), int(offsets[1]), int(first)
        return (begin - start, end - start) if 0 <= begin - start < end - start <= length else None

    def _label(self, term: ox.NamedNode | ox.Literal | None) -> str:
        if isinstance(term, ox.Literal):
            return term.value
        if term is None:
            return ""
        own = self._value(term, "rdfs:label") or self._value(term, "schema:headline")
        return own or term_label(curie(term.value))

    def _types(self, term: ox.NamedNode | ox.Literal | None) -> set[str]:
        return {curie(one.value) for one in self._all(term, "rdf:type")}

    def _classes(self, term: ox.NamedNode | ox.Literal | None) -> list[str]:
        """Return the most specific classes of our vocabulary, sorted."""
        types = self._types(term)
        above = {name for one in types for name in superclasses(one)}
        return sorted(name for name in types - above if name.startswith(("kg:", "plover:")))

    def _one(self, node: ox.NamedNode | ox.Literal | None, predicate: str) -> ox.NamedNode | ox.Literal | None:
        return min(self._all(node, predicate), key=str, default=None)

    def _value(self, node: ox.NamedNode | ox.Literal | None, predicate: str) -> str:
        found = self._one(node, predicate)
        return "" if found is None else found.value

    def _all(self, node: ox.NamedNode | ox.Literal | None, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        if not isinstance(node, ox.NamedNode):
            return []
        said = self._known.get(node.value)
        if said is None:
            said = self._known[node.value] = {}
            for quad in self._store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
                if isinstance(quad.object, ox.NamedNode | ox.Literal):
                    said.setdefault(curie(quad.predicate.value), []).append(quad.object)
        return said.get(predicate, [])


# ---- a sample as text ----


def render(claims: Sequence[Sampled], form: str = "text") -> str:
    """Return a sample as "text", "csv" or "json"."""
    if form == "json":
        return json.dumps(to_rows(claims), ensure_ascii=False, indent=1) + "\n"
    return to_csv(claims) if form == "csv" else to_text(claims)


def to_text(claims: Iterable[Sampled]) -> str:
    """Return a sample for reading: each claim in words, how it is said, and its sentence with the words ‹marked›."""
    blocks = []
    for number, claim in enumerate(claims, 1):
        how = [f"confidence {claim.confidence:g}"] if claim.confidence is not None else []
        how += [claim.modality.lower()] if claim.modality != "Actual" else []
        how += [f"says {claim.speaker}"] if claim.speaker else []
        denied = "not " if claim.polarity == "Negated" else ""
        where = ", ".join(part for part in (claim.article, claim.date, claim.address) if part)
        lines = [
            f"{number}. {claim.subject} – {denied}{term_label(claim.predicate)} – {claim.object}",
            f"   {claim.kind}; {'; '.join(how)}",
            f"   “{_marked(claim)}”",
            f"   {where}",
        ]
        blocks.append("\n".join(visible(line).rstrip() for line in lines))
    return "\n\n".join(blocks) + "\n"


def to_rows(claims: Iterable[Sampled]) -> list[dict[str, str]]:
    """Return a sample as rows with the columns `COLUMNS`; verdict and note are empty."""
    return [
        {
            "verdict": "",
            "note": "",
            "kind": claim.kind,
            "class": claim.subject_class,
            "subject": claim.subject,
            "predicate": claim.predicate,
            "object": claim.object,
            "polarity": claim.polarity,
            "modality": claim.modality,
            "speaker": claim.speaker,
            "confidence": "" if claim.confidence is None else f"{claim.confidence:g}",
            "words": claim.words,
            "sentence": claim.sentence,
            "article": claim.article,
            "date": claim.date,
            "address": claim.address,
            "claim_iri": claim.iri,
        }
        for claim in claims
    ]


def to_csv(claims: Iterable[Sampled]) -> str:
    """Return a sample as CSV that a spreadsheet opens without running a cell; `kg.graph.verdicts` reads it back."""
    from kg.export.table import safe_cell

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(row[column]) for column in COLUMNS] for row in to_rows(claims))
    return out.getvalue()


def _marked(claim: Sampled) -> str:
    if not claim.mark:
        return claim.sentence
    begin, end = claim.mark
    return f"{claim.sentence[:begin]}‹{claim.sentence[begin:end]}›{claim.sentence[end:]}"
