"""The names of the vocabulary: prefixes, IRIs, and what is a kind of what.

The ontology files say it all and are read once. In the wheel they lie in `kg/ontology`, in a checkout beside `kg`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.model import KgError

DEFAULT_BASE = "https://w3id.org/geopolkg/id/"

PREFIXES: dict[str, str] = {
    "kg": "https://w3id.org/geopolkg/ontology#",
    "plover": "https://w3id.org/geopolkg/plover#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "schema": "https://schema.org/",
}

_NAMESPACES = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))


@cache
def iri(curie: str) -> NamedNode:
    """Return the IRI that a CURIE stands for.

    >>> iri("kg:Country").value
    'https://w3id.org/geopolkg/ontology#Country'
    """
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        raise KgError(f"{curie!r} has no known prefix; use one of {', '.join(PREFIXES)}")
    return NamedNode(PREFIXES[prefix] + local)


def curie(value: str) -> str:
    """Return the CURIE of an IRI, or the IRI itself where it is in none of our namespaces.

    >>> curie("https://w3id.org/geopolkg/plover#AGREE")
    'plover:AGREE'
    """
    for namespace, prefix in _NAMESPACES:
        if value.startswith(namespace):
            return f"{prefix}:{value[len(namespace) :]}"
    return value


def ontology_folder() -> Path:
    """Return the folder that holds geopolkg.ttl, plover.ttl and shapes.ttl."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "ontology", package.parent / "ontology"):
        if (folder / "geopolkg.ttl").is_file():
            return folder
    raise KgError(f"the ontology is missing beside {package}; install geopolkg again")


@dataclass(slots=True)
class _Terms:
    """What the ontology files say, by CURIE."""

    classes: dict[str, list[str]] = field(default_factory=dict)  # class -> direct superclasses
    properties: dict[str, list[str]] = field(default_factory=dict)
    individuals: dict[str, str] = field(default_factory=dict)  # individual -> its class
    labels: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)


@cache
def _terms() -> _Terms:
    terms = _Terms()
    tables = {"rdfs:subClassOf": terms.classes, "rdfs:subPropertyOf": terms.properties}
    texts = {"rdfs:label": terms.labels, "skos:definition": terms.definitions}
    kinds = {
        "owl:Class": terms.classes,
        "owl:ObjectProperty": terms.properties,
        "owl:DatatypeProperty": terms.properties,
    }
    for name in ("geopolkg.ttl", "plover.ttl"):
        for quad in parse(path=ontology_folder() / name, format=RdfFormat.TURTLE):
            if not isinstance(quad.subject, NamedNode):
                continue
            subject, predicate = curie(quad.subject.value), curie(quad.predicate.value)
            if isinstance(quad.object, Literal):
                if predicate in texts:
                    texts[predicate][subject] = quad.object.value
            elif isinstance(quad.object, NamedNode):
                target = curie(quad.object.value)
                if predicate in tables:
                    tables[predicate].setdefault(subject, []).append(target)
                elif predicate == "rdf:type" and target in kinds:
                    kinds[target].setdefault(subject, [])
                elif predicate == "rdf:type" and target.startswith("kg:"):
                    terms.individuals[subject] = target
    return terms


def _closure(name: str, table: dict[str, list[str]]) -> tuple[str, ...]:
    """Return everything above `name`, nearest first, names of one level in alphabetical order."""
    found: dict[str, None] = {}
    level = [name]
    while level:
        level = sorted({above for one in level for above in table.get(one, ())} - found.keys() - {name})
        found.update(dict.fromkeys(level))
    return tuple(found)


@cache
def superclasses(name: str) -> tuple[str, ...]:
    """Return all superclasses of a class, ours and others', nearest first and without the class itself.

    >>> superclasses("kg:Meeting")
    ('plover:CONSULT', 'kg:Event', 'sem:Event')
    """
    return _closure(name, _terms().classes)


@cache
def superproperties(name: str) -> tuple[str, ...]:
    """Return all superproperties of a property, nearest first and without the property itself.

    >>> superproperties("kg:participant")
    ('kg:agent', 'kg:involves', 'sem:hasActor')
    """
    return _closure(name, _terms().properties)


def is_class(name: str) -> bool:
    """Return whether the CURIE is a class of the ontology."""
    return name in _terms().classes


def properties() -> tuple[str, ...]:
    """Return the properties of the ontology in its own order, which is the order to read them in."""
    return tuple(_terms().properties)


def classes() -> tuple[str, ...]:
    """Return the classes of the ontology in its own order."""
    return tuple(_terms().classes)


def individuals(of: str) -> tuple[str, ...]:
    """Return the individuals of a class, such as the roles of posts, as sorted CURIEs.

    >>> individuals("kg:Polarity")
    ('kg:Affirmed', 'kg:Negated')
    """
    return tuple(sorted(name for name, kind in _terms().individuals.items() if kind == of))


@cache
def is_term(name: str) -> bool:
    """Return whether the CURIE is a class, property or individual of the ontology.

    >>> is_term("kg:Minister"), is_term("country/AUS")
    (True, False)
    """
    terms = _terms()
    return name in terms.individuals or name in terms.classes or name in terms.properties


@cache
def term_label(name: str) -> str:
    """Return the label of a term of the ontology; for terms of others, the local name.

    >>> term_label("kg:imposedBy")
    'imposed by'
    """
    return _terms().labels.get(name) or name.rpartition(":")[2]


def definition(name: str) -> str:
    """Return the definition of a term of the ontology, or an empty string."""
    return _terms().definitions.get(name, "")
