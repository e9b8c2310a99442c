"""From resolved records to quads.

Each article has a named graph with all that it says, so that it can be loaded or dropped alone; what the reference
tables know is in a graph of its own. A plain triple stands exactly where some claim for it is affirmed and actual or
planned. There are no blank nodes: every IRI is made from content.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import names
from kg.graph.background import background, contradicted_memberships, reference_entity
from kg.graph.labels import Object, claim_label, key_label, shortened, thing_label
from kg.graph.vocabulary import (
    DEFAULT_BASE,
    individuals,
    iri,
    is_term,
    superclasses,
    superproperties,
    term_label,
)
from kg.model import Article, Claim, Entity, KgError, Occurrence, Quantity, Record, Resolution, Value

log = logging.getLogger("kg.graph")

PLAIN_MODALITIES = frozenset({"Actual", "Planned"})
REFERENCE_GRAPH = "graph/reference"

Term = NamedNode | Literal
Row = tuple[NamedNode, NamedNode, Term]


@cache
def _classes(types: tuple[str, ...]) -> tuple[NamedNode, ...]:
    """Return the types and everything above them."""
    found = dict.fromkeys(types)
    for name in types:
        found.update(dict.fromkeys(superclasses(name)))
    return tuple(iri(name) for name in found)


@cache
def _predicates(name: str) -> tuple[NamedNode, ...]:
    """Return the property and everything above it."""
    return tuple(iri(one) for one in (name, *superproperties(name)))


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=iri(f"xsd:{datatype}"))


def is_plain(claim: Claim) -> bool:
    """Return whether the claim makes its triple hold."""
    return claim.polarity == "Affirmed" and claim.modality in PLAIN_MODALITIES


def to_quads(resolution: Resolution, base: str = DEFAULT_BASE) -> list[Quad]:
    """Return the graph of the resolution as sorted quads without repetition, independent of the order of articles.

    `base` is what every IRI of an instance begins with. An article's quads are in the graph named as the article,
    those of the reference tables in `base` + "graph/reference".
    """
    try:
        NamedNode(base + REFERENCE_GRAPH)
    except ValueError as error:
        raise KgError(f"{base!r} is no IRI; give one such as {DEFAULT_BASE}") from error
    return _Graph(resolution, base).quads()


def _article_label(article: Article) -> str:
    first = article.text.strip().partition("\n\n")[0]
    return article.headline or shortened(first) or key_label(article.key)


class _Graph:
    """Collects the rows of one resolution, a set for each named graph."""

    def __init__(self, resolution: Resolution, base: str) -> None:
        self._resolution = resolution
        self._base = base
        self._rows: dict[str, set[Row]] = {}
        self._nodes: dict[str, NamedNode] = {}
        self._labels: dict[str, str] = {}
        self._unknown: set[str] = set()
        self._entities = dict(resolution.entities)
        for record in resolution.records:
            for entity in record.entities:
                self._entities.setdefault(self._key(record, entity.key), entity)

    def quads(self) -> list[Quad]:
        """Return everything as sorted quads."""
        self._label_things()
        for record in sorted(self._resolution.records, key=lambda one: one.article.key):
            self._add_record(record)
        self._add_reference()
        quads = [Quad(*row, self._node(graph)) for graph, rows in self._rows.items() for row in rows]
        return sorted(quads, key=str)

    def _node(self, key: str) -> NamedNode:
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = iri(key) if is_term(key) else NamedNode(self._base + names.local(key))
        return found

    def _key(self, record: Record, identifier: str) -> str:
        """Return the canonical key of what the record calls so."""
        return self._resolution.keys.get((record.article.key, identifier), identifier)

    def _object(self, record: Record, claim: Claim) -> Object:
        return self._key(record, claim.object) if isinstance(claim.object, str) else claim.object

    # ---- labels ----

    def _label_things(self) -> None:
        """Find one label for each merged thing from all that is affirmed of it; what holds goes before what may be."""
        said: dict[str, dict[str, set[Object]]] = defaultdict(lambda: defaultdict(set))
        holds: dict[str, dict[str, set[Object]]] = defaultdict(lambda: defaultdict(set))
        for record in self._resolution.records:
            for claim in record.claims:
                subject = self._key(record, claim.subject)
                if claim.polarity == "Affirmed" and subject in self._resolution.things:
                    (holds if is_plain(claim) else said)[subject][claim.predicate].add(self._object(record, claim))
        for key, thing in self._resolution.things.items():
            facts = {**said[key], **holds[key]}
            self._labels[key] = thing_label(thing, key, facts, self._entity_label)

    def _entity_label(self, key: str) -> str:
        entity = self._entities.get(key)
        return entity.label if entity else ""

    def _label(self, key: str) -> str:
        found = self._labels.get(key)
        if found is None:
            own = term_label(key) if is_term(key) else self._entity_label(key)
            found = self._labels[key] = own or key_label(key)
        return found

    def _object_label(self, obj: Object) -> str:
        return self._label(obj) if isinstance(obj, str) else obj.text

    # ---- what an article says ----

    def _add_record(self, record: Record) -> None:
        rows = self._rows.setdefault(record.article.key, set())
        article = self._node(record.article.key)
        self._add_article(rows, record.article)
        forms: dict[str, set[str]] = defaultdict(set)
        for entity in record.entities:
            forms[self._key(record, entity.key)].update((entity.label, *entity.names))
        for occurrence in record.occurrences:
            forms[self._key(record, occurrence.id)].update((occurrence.label, *occurrence.names))
        claims = self._claims(record)
        for key in self._spoken_of(record, claims):
            forms.setdefault(key, set())
        for key, names_seen in forms.items():
            if self._describe(rows, key, names_seen):
                rows.add((self._node(key), iri("kg:mentionedIn"), article))
        borne: set[int] = set()
        for claim in claims:
            self._add_claim(rows, record, claim)
            borne.add(claim.sentence)
        borne.update(self._add_quotations(rows, record))
        for index in sorted(borne):
            self._add_sentence(rows, record, index)

    def _claims(self, record: Record) -> list[Claim]:
        """Return the record's claims over canonical keys, one for each saying, the surest of equal ones."""
        surest: dict[tuple[object, ...], Claim] = {}
        for claim in record.claims:
            subject, obj = self._key(record, claim.subject), self._object(record, claim)
            speaker = self._key(record, claim.attributed_to) if claim.attributed_to else ""
            ends = [subject, *([obj] if isinstance(obj, str) else []), *([speaker] if speaker else [])]
            if not all(self._known(key, record) for key in ends):
                continue
            same = (subject, claim.predicate, obj, claim.sentence, claim.polarity, claim.modality, speaker)
            best = surest.get(same)
            if best is None or (-claim.confidence, claim.begin, claim.end) < (-best.confidence, best.begin, best.end):
                surest[same] = Claim(
                    subject,
                    claim.predicate,
                    obj,
                    claim.sentence,
                    claim.polarity,
                    claim.modality,
                    speaker,
                    claim.confidence,
                    claim.begin,
                    claim.end,
                )
        return list(surest.values())

    def _known(self, key: str, record: Record) -> bool:
        """Return whether something is known by the key; what is not is told once and its claims are left out."""
        if key in self._entities or key in self._resolution.things or is_term(key):
            return True
        found = reference_entity(key)
        if found is not None:
            self._entities[key] = found
            return True
        if key not in self._unknown:
            self._unknown.add(key)
            log.warning("%s: nothing is known by the key %s; claims about it are left out", record.article.key, key)
        return False

    def _spoken_of(self, record: Record, claims: Iterable[Claim]) -> set[str]:
        keys = {key for claim in claims for key in (claim.subject, claim.object, claim.attributed_to)}
        keys.update(self._key(record, quotation.speaker) for quotation in record.quotations if quotation.speaker)
        return {key for key in keys if isinstance(key, str) and key and not is_term(key)}

    def _describe(self, rows: set[Row], key: str, forms: Iterable[str]) -> bool:
        """Write the types, the label and the other names of an entity or thing; return whether it is one."""
        described: Entity | Occurrence | None = self._resolution.things.get(key) or self._entities.get(key)
        if described is None:
            return False
        node, label = self._node(key), self._label(key)
        rows.update((node, iri("rdf:type"), one) for one in _classes(described.types))
        rows.add((node, iri("rdfs:label"), Literal(label)))
        rows.update((node, iri("skos:altLabel"), Literal(form)) for form in forms if form and form != label)
        return True

    def _add_article(self, rows: set[Row], article: Article) -> None:
        node = self._node(article.key)
        rows.update((node, iri("rdf:type"), one) for one in _classes(("kg:Article",)))
        rows.add((node, iri("rdfs:label"), Literal(_article_label(article))))
        literals = [("schema:headline", article.headline), ("schema:publisher", article.publisher)]
        rows.update((node, iri(name), Literal(text)) for name, text in literals if text)
        rows.update((node, iri("schema:url"), _typed(url, "anyURI")) for url in article.urls)
        if article.date:
            rows.add((node, iri("schema:datePublished"), _typed(article.date.isoformat(), "date")))

    def _sentence(self, record: Record, index: int) -> NamedNode:
        return self._node(names.sentence_key(record.article.key, record.sentences[index].begin))

    def _add_sentence(self, rows: set[Row], record: Record, index: int) -> None:
        sentence, node = record.sentences[index], self._sentence(record, index)
        rows.update((node, iri("rdf:type"), one) for one in _classes(("kg:Sentence",)))
        rows.update(
            (
                (node, iri("rdfs:label"), Literal(shortened(sentence.text))),
                (node, iri("kg:text"), Literal(sentence.text)),
                (node, iri("kg:beginIndex"), _typed(str(sentence.begin), "integer")),
                (node, iri("kg:endIndex"), _typed(str(sentence.end), "integer")),
                (node, iri("schema:isPartOf"), self._node(record.article.key)),
            )
        )

    def _add_claim(self, rows: set[Row], record: Record, claim: Claim) -> None:
        subject, obj = self._node(claim.subject), self._term(rows, claim.object)
        if is_plain(claim):
            self._add_plain(rows, subject, claim.predicate, claim.object, obj)
        begin = record.sentences[claim.sentence].begin
        said = claim.object if isinstance(claim.object, str) else str(obj)
        how = (claim.polarity, claim.modality, claim.attributed_to)
        key = names.claim_key(record.article.key, begin, claim.subject, claim.predicate, said, *how)
        node = NamedNode(self._base + names.local(key))
        label = claim_label(
            self._label(claim.subject),
            claim.predicate,
            self._object_label(claim.object),
            claim.polarity == "Negated",
        )
        rows.update((node, iri("rdf:type"), one) for one in _classes(("kg:Claim",)))
        rows.update(
            (
                (node, iri("rdfs:label"), Literal(label)),
                (node, iri("rdf:subject"), subject),
                (node, iri("rdf:predicate"), iri(claim.predicate)),
                (node, iri("rdf:object"), obj),
                (node, iri("kg:polarity"), iri(f"kg:{claim.polarity}")),
                (node, iri("kg:modality"), iri(f"kg:{claim.modality}")),
                (node, iri("kg:confidence"), _typed(names.decimal(Decimal(f"{claim.confidence:.3f}")), "decimal")),
                (node, iri("prov:wasDerivedFrom"), self._sentence(record, claim.sentence)),
            )
        )
        if claim.attributed_to:
            rows.add((node, iri("kg:attributedTo"), self._node(claim.attributed_to)))
        if claim.end > claim.begin:
            rows.add((node, iri("kg:beginIndex"), _typed(str(claim.begin), "integer")))
            rows.add((node, iri("kg:endIndex"), _typed(str(claim.end), "integer")))

    def _add_plain(self, rows: set[Row], subject: NamedNode, predicate: str, obj: Object, term: Term) -> None:
        rows.update((subject, name, term) for name in _predicates(predicate))
        if predicate == "rdf:type" and isinstance(obj, str):
            rows.update((subject, iri("rdf:type"), one) for one in _classes((obj,)))

    def _add_quotations(self, rows: set[Row], record: Record) -> set[int]:
        borne: set[int] = set()
        for quotation in record.quotations:
            begin = record.sentences[quotation.sentence].begin
            speaker = self._key(record, quotation.speaker) if quotation.speaker else ""
            node = self._node(names.quotation_key(record.article.key, begin, quotation.text, speaker))
            rows.update((node, iri("rdf:type"), one) for one in _classes(("kg:Quotation",)))
            rows.add((node, iri("rdfs:label"), Literal(f"“{shortened(quotation.text)}”")))
            rows.add((node, iri("kg:text"), Literal(quotation.text)))
            rows.add((node, iri("prov:wasDerivedFrom"), self._sentence(record, quotation.sentence)))
            if speaker and self._known(speaker, record):
                rows.add((node, iri("kg:speaker"), self._node(speaker)))
            borne.add(quotation.sentence)
        return borne

    # ---- objects ----

    def _term(self, rows: set[Row], obj: Object) -> Term:
        if isinstance(obj, Quantity):
            return self._quantity(rows, obj)
        if isinstance(obj, Value):
            text = names.duration(obj.text) if obj.datatype == "duration" else obj.text
            return Literal(text) if obj.datatype == "string" else _typed(text, obj.datatype)
        return self._node(obj)

    def _quantity(self, rows: set[Row], quantity: Quantity) -> NamedNode:
        node = self._node(names.quantity_key(quantity))
        rows.update((node, iri("rdf:type"), one) for one in _classes(("kg:Quantity",)))
        rows.add((node, iri("rdfs:label"), Literal(quantity.text)))
        rows.add((node, iri("kg:text"), Literal(quantity.text)))
        rows.add((node, iri("kg:unit"), Literal(quantity.unit)))
        numbers = (
            ("kg:amount", quantity.amount),
            ("kg:minAmount", quantity.minimum),
            ("kg:maxAmount", quantity.maximum),
        )
        rows.update((node, iri(p), _typed(names.decimal(n), "decimal")) for p, n in numbers if n is not None)
        if quantity.per:
            rows.add((node, iri("kg:per"), _typed(names.duration(quantity.per), "duration")))
        if quantity.approximate:
            rows.add((node, iri("kg:approximate"), _typed("true", "boolean")))
        return node

    # ---- what the reference tables know ----

    def _add_reference(self) -> None:
        rows = self._rows.setdefault(REFERENCE_GRAPH, set())
        self._add_left_over(rows)
        known = background(self._entities, contradicted_memberships(self._resolution))
        self._entities.update(known.entities)
        for key in known.entities:
            self._describe(rows, key, ())
        for subject, predicate, obj in known.triples:
            matches = predicate == "skos:exactMatch" and isinstance(obj, Value)
            term = NamedNode(obj.text) if matches and isinstance(obj, Value) else self._term(rows, obj)
            self._add_plain(rows, self._node(subject), predicate, obj, term)
        used = {term for every in self._rows.values() for _, _, term in every}
        for role in individuals("kg:Role"):
            if iri(role) in used:
                rows.update((iri(role), iri("rdf:type"), one) for one in _classes(("kg:Role",)))
                rows.add((iri(role), iri("rdfs:label"), Literal(term_label(role))))

    def _add_left_over(self, rows: set[Row]) -> None:
        """Write entities and names that resolving has added to what the articles' own records hold."""
        written = {row for key, every in self._rows.items() if key != REFERENCE_GRAPH for row in every}
        added: set[Row] = set()
        for key, entity in self._entities.items():
            self._describe(added, key, entity.names)
        for key, thing in self._resolution.things.items():
            self._describe(added, key, thing.names)
        rows.update(added - written)
