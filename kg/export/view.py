"""What the exports show, read once from the quads into plain typed data.

Nodes are the things of the graph (actors, commodities, measures, events …); articles, sentences, claims, quotations
and quantities are evidence and values, never nodes. A fact is one triple of a node with all the claims that say it.
Everything is sorted, so that the same quads in any order give the same view.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal as Choice

from pyoxigraph import Literal, NamedNode, Quad

from kg.export.importance import pagerank
from kg.export.vocabulary import curie, vocabulary, words

State = Choice["actual", "planned", "possible", "denied", "background"]
STATES: tuple[State, ...] = ("actual", "planned", "possible", "denied", "background")

_RDF_TYPE = "rdf:type"
_LABEL = "rdfs:label"
_SPOKEN_MODALITY: dict[str, State] = {"Actual": "actual", "Planned": "planned"}
_NOT_FACTS = frozenset({"kg:mentionedIn", "kg:datePrecision", "kg:iso2", "kg:iso3"})
_FACT_PREDICATES = frozenset({"skos:broader"})

Properties = Mapping[str, list[NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Source:
    """An article as evidence; `date` is ISO 8601 or empty, `urls` every address it was met under."""

    iri: str
    headline: str = ""
    date: str = ""
    publisher: str = ""
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article; `begin` is its offset in the cleaned article."""

    iri: str
    text: str
    source: Source
    begin: int = 0


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim: who says it and how; `mark` is the span within the sentence of the words that bear it."""

    iri: str
    polarity: str
    modality: str
    confidence: float | None
    speaker: str  # label, or empty for the article's own voice
    speaker_iri: str
    sentences: tuple[Quote, ...]
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A thing that is drawn. `importance` is 0 to 1, `kind` a name of `kinds.toml`, dates are ISO 8601 or empty."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    iso2: str = ""
    start: str = ""
    end: str = ""
    precision: str = ""
    articles: tuple[str, ...] = ()
    importance: float = 0.0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One triple of a node: `target` is the index of the object's node, or None where the object is a value."""

    source: int
    predicate: str  # CURIE
    target: int | None
    value: str  # the object's label
    object_iri: str  # empty for a literal
    state: State
    sayings: tuple[Saying, ...] = ()
    unit: str = ""  # of a quantity, with its time ("t/P1Y")
    amount: float | None = None  # of a quantity; of a range its middle

    @property
    def weight(self) -> int:
        """Return the number of articles that say it, each counted once, and at least 1."""
        return max(1, len({s.source.iri for saying in self.sayings for s in saying.sentences}))


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as a table shows it, its subject a node or not."""

    subject: str
    subject_iri: str
    predicate: str
    object: str
    object_iri: str
    start: str
    end: str
    saying: Saying


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; `speaker` is a label, or empty where nobody is named."""

    iri: str
    text: str
    speaker: str
    speaker_iri: str
    sentence: Quote


@dataclass(frozen=True, slots=True)
class View:
    """All nodes, facts and claims of a graph, sorted by IRI."""

    nodes: tuple[Node, ...]
    facts: tuple[Fact, ...]
    claims: tuple[ClaimRow, ...]
    sources: tuple[Source, ...]
    quotations: tuple[Quotation, ...] = ()
    by_iri: Mapping[str, int] = field(default_factory=dict)


def read(quads: Iterable[Quad]) -> View:
    """Read nodes, facts and claims from quads (a list, or a `pyoxigraph.Store`); graph names are not looked at."""
    return _Reader(quads).view()


class _Reader:
    """Holds the properties of each subject while a view is made."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.things: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        things = self.things
        current = ""
        properties: dict[str, list[NamedNode | Literal]] = {}
        names: dict[str, str] = {}
        for quad in quads:
            node: NamedNode = quad.subject  # type: ignore[assignment]  # a graph of ours has no blank nodes
            term: NamedNode | Literal = quad.object  # type: ignore[assignment]
            subject, predicate = node.value, quad.predicate.value
            if subject != current:
                current, properties = subject, things.setdefault(subject, {})
            name = names.get(predicate)
            if name is None:
                name = names[predicate] = curie(predicate)
            values = properties.get(name)
            if values is None:
                properties[name] = [term]
            elif term not in values:
                values.append(term)
        self.sources: dict[str, Source] = {}
        self.quotes: dict[str, Quote] = {}

    def view(self) -> View:
        nodes = self._nodes()
        index = {node.iri: i for i, node in enumerate(nodes)}
        rows = self._claims()
        facts = self._facts(index, rows)
        nodes = _measure(nodes, facts)
        quotations = self._quotations()
        sources = tuple(self.sources[iri] for iri in sorted(self.sources))
        return View(tuple(nodes), tuple(facts), tuple(rows), sources, tuple(quotations), index)

    def _nodes(self) -> list[Node]:
        evidence = vocabulary().evidence
        drawn = frozenset(c for kind in vocabulary().kinds for c in kind.classes)
        nodes = []
        for iri in sorted(self.things):
            properties = self.things[iri]
            types = frozenset(curie(t.value) for t in properties.get(_RDF_TYPE, ()))
            if any(t in evidence for t in types):
                if "kg:Article" in types:
                    self._source(iri)
            elif not types.isdisjoint(drawn):
                nodes.append(self._node(iri, properties, types))
        return nodes

    def _node(self, iri: str, properties: Properties, types: frozenset[str]) -> Node:
        label = self._label(iri)
        return Node(
            iri=iri,
            kind=vocabulary().kind_of(types).name,
            label=label,
            names=tuple(n for n in _texts(properties, "skos:altLabel") if n != label),
            types=tuple(sorted(types)),
            iso2=_text(properties, "kg:iso2"),
            start=_text(properties, "kg:startDate"),
            end=_text(properties, "kg:endDate"),
            precision=_text(properties, "kg:datePrecision"),
            articles=tuple(_texts(properties, "kg:mentionedIn")),
        )

    def _label(self, iri: str) -> str:
        properties = self.things.get(iri, {})
        for predicate in (_LABEL, "kg:text", "skos:prefLabel", "schema:headline"):
            if text := _text(properties, predicate):
                return text
        return words(iri)

    def _quantity(self, iri: str) -> tuple[str, float | None]:
        properties = self.things.get(iri, {})
        unit = "/".join(filter(None, (_text(properties, "kg:unit"), _text(properties, "kg:per"))))
        amounts = [_text(properties, name) for name in ("kg:amount", "kg:minAmount", "kg:maxAmount")]
        known = [float(amount) for amount in amounts if amount]
        return unit, sum(known) / len(known) if known else None

    def _quotations(self) -> list[Quotation]:
        found = []
        for iri, properties in self.things.items():
            sentences = _texts(properties, "prov:wasDerivedFrom")
            if "kg:Quotation" in {curie(t.value) for t in properties.get(_RDF_TYPE, ())} and sentences:
                speaker = _text(properties, "kg:speaker")
                named = self._label(speaker) if speaker else ""
                found.append(Quotation(iri, _text(properties, "kg:text"), named, speaker, self._quote(sentences[0])))
        return sorted(found, key=lambda q: (q.speaker, *_quote_key(q.sentence), q.iri))

    def _claims(self) -> list[ClaimRow]:
        claim = NamedNode("https://w3id.org/geopolkg/ontology#Claim")
        rows = []
        for iri, properties in self.things.items():
            if claim in properties.get(_RDF_TYPE, ()):
                row = self._claim(iri, properties)
                if row is not None:
                    rows.append(row)
        rows.sort(key=lambda r: (r.subject, r.subject_iri, r.predicate, r.object, r.object_iri, *_saying_key(r.saying)))
        return rows

    def _claim(self, iri: str, properties: Properties) -> ClaimRow | None:
        subject, predicate = _text(properties, "rdf:subject"), _text(properties, "rdf:predicate")
        objects = properties.get("rdf:object")
        if not (subject and predicate and objects):
            return None
        term = objects[0]
        object_iri = term.value if isinstance(term, NamedNode) else ""
        return ClaimRow(
            subject=self._label(subject),
            subject_iri=subject,
            predicate=curie(predicate),
            object=self._object_label(term),
            object_iri=object_iri,
            start=self._date(subject, object_iri, "kg:startDate"),
            end=self._date(subject, object_iri, "kg:endDate"),
            saying=self._saying(iri, properties),
        )

    def _object_label(self, term: NamedNode | Literal) -> str:
        return self._label(term.value) if isinstance(term, NamedNode) else term.value

    def _date(self, subject: str, object_iri: str, predicate: str) -> str:
        return _text(self.things.get(subject, {}), predicate) or _text(self.things.get(object_iri, {}), predicate)

    def _saying(self, iri: str, properties: Properties) -> Saying:
        speaker = _text(properties, "kg:attributedTo")
        confidence = _text(properties, "kg:confidence")
        quotes = tuple(sorted(map(self._quote, _texts(properties, "prov:wasDerivedFrom")), key=_quote_key))
        begin, end = _text(properties, "kg:beginIndex"), _text(properties, "kg:endIndex")
        return Saying(
            iri=iri,
            polarity=words(_text(properties, "kg:polarity")).capitalize() or "Affirmed",
            modality=words(_text(properties, "kg:modality")).capitalize() or "Actual",
            confidence=float(confidence) if confidence else None,
            speaker=self._label(speaker) if speaker else "",
            speaker_iri=speaker,
            sentences=quotes,
            mark=_mark(quotes, begin, end),
        )

    def _quote(self, iri: str) -> Quote:
        if iri not in self.quotes:
            properties = self.things.get(iri, {})
            source = self._source(_text(properties, "schema:isPartOf"))
            begin = _text(properties, "kg:beginIndex")
            self.quotes[iri] = Quote(iri, _text(properties, "kg:text"), source, int(begin) if begin else 0)
        return self.quotes[iri]

    def _source(self, iri: str) -> Source:
        if iri and iri not in self.sources:
            properties = self.things.get(iri, {})
            self.sources[iri] = Source(
                iri=iri,
                headline=_text(properties, "schema:headline"),
                date=_text(properties, "schema:datePublished")[:10],
                publisher=", ".join(map(self._publisher, properties.get("schema:publisher", ()))),
                urls=tuple(_texts(properties, "schema:url")),
            )
        return self.sources.get(iri, Source(""))

    def _publisher(self, term: NamedNode | Literal) -> str:
        return self._object_label(term)

    def _facts(self, index: Mapping[str, int], rows: Iterable[ClaimRow]) -> list[Fact]:
        sayings: dict[tuple[str, str, str, str], list[Saying]] = defaultdict(list)
        for row in rows:
            if row.subject_iri in index and row.predicate not in _NOT_FACTS:
                sayings[row.subject_iri, row.predicate, row.object_iri, row.object].append(row.saying)
        claimed = {(s, o, "" if o else text) for s, _, o, text in sayings}
        for iri in index:
            for predicate, terms in self.things[iri].items():
                if (predicate.startswith("kg:") or predicate in _FACT_PREDICATES) and predicate not in _NOT_FACTS:
                    for term in terms:
                        object_iri = term.value if isinstance(term, NamedNode) else ""
                        text = self._object_label(term)
                        # a plain triple that nobody claims, beside one that somebody does, is its superproperty
                        if (iri, object_iri, "" if object_iri else text) not in claimed:
                            sayings.setdefault((iri, predicate, object_iri, text), [])
        facts = []
        for (s, p, o, text), found in sorted(sayings.items(), key=lambda item: item[0]):
            unit, amount = self._quantity(o)
            ordered = tuple(sorted(found, key=_saying_key))
            facts.append(Fact(index[s], p, index.get(o), text, o, _state(found), ordered, unit, amount))
        return facts


def _state(sayings: Iterable[Saying]) -> State:
    """Return the firmest of the claims: what one affirms stands, whoever denies it."""
    found = {
        _SPOKEN_MODALITY.get(s.modality, "possible") if s.polarity == "Affirmed" else "denied"  # type: State
        for s in sayings
    }
    return next((state for state in STATES if state in found), "background")


def _measure(nodes: list[Node], facts: list[Fact]) -> list[Node]:
    links = [
        (f.source, f.target, float(f.weight) if f.sayings else 0.25)
        for f in facts
        if f.target is not None and f.state != "denied"
    ]
    ranks = pagerank(len(nodes), links)
    claims = [0] * len(nodes)
    for fact in facts:
        claims[fact.source] += len(fact.sayings)
        if fact.target is not None:
            claims[fact.target] += len(fact.sayings)
    return [replace(n, importance=r, claims=c) for n, r, c in zip(nodes, ranks, claims, strict=True)]


def _mark(quotes: tuple[Quote, ...], begin: str, end: str) -> tuple[int, int] | None:
    if not (begin and end and quotes):
        return None
    first, last = int(begin) - quotes[0].begin, int(end) - quotes[0].begin
    return (first, last) if 0 <= first < last <= len(quotes[0].text) else None


def _texts(properties: Properties, predicate: str) -> list[str]:
    return sorted({term.value for term in properties.get(predicate, ())})


def _text(properties: Properties, predicate: str) -> str:
    values = properties.get(predicate)
    if not values:
        return ""
    return values[0].value if len(values) == 1 else min(term.value for term in values)


def _quote_key(quote: Quote) -> tuple[str, str, int, str]:
    return (quote.source.date, quote.source.iri, quote.begin, quote.iri)


def _saying_key(saying: Saying) -> tuple[str, str, int, str]:
    first = _quote_key(saying.sentences[0]) if saying.sentences else ("", "", 0, "")
    return (*first[:3], saying.iri)
