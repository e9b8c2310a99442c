"""Kinds of nodes and how they are drawn, read from `kinds.toml`; CURIEs and readable words for IRIs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import unquote

from kg.graph.vocabulary import PREFIXES, superclasses, term_label

NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()} | {"http://schema.org/": "schema"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of node is named and drawn; `shape` is a vis-network shape, `colour` "#rrggbb"."""

    name: str
    title: str
    layer: str  # "actor", "thing" or "occurrence"
    classes: tuple[str, ...]
    colour: str
    shape: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """Which relations of an occurrence name those it binds (see `kinds.toml`)."""

    sources: frozenset[str]
    targets: frozenset[str]
    peers: frozenset[str]
    peers_at_most: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole of `kinds.toml`."""

    kinds: tuple[Kind, ...]
    evidence: frozenset[str]
    fold: Fold

    def kind_of(self, types: frozenset[str]) -> Kind:
        """Return the first kind one of whose classes is among the types (CURIEs); the last kind takes the rest."""
        for kind in self.kinds:
            if not types.isdisjoint(kind.classes):
                return kind
        return self.kinds[-1]

    def narrowest(self, types: Iterable[str]) -> tuple[str, ...]:
        """Return the classes worth naming: those of our namespaces without their superclasses, sorted.

        >>> vocabulary().narrowest(["kg:Actor", "kg:Country", "prov:Agent"])
        ('kg:Country',)
        """
        ours = {t for t in types if t.startswith(("kg:", "plover:"))}
        return tuple(sorted(ours.difference(wide for t in ours for wide in superclasses(t))))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the drawing vocabulary of the package.

    >>> vocabulary().kind_of(frozenset({"kg:Country", "kg:Actor"})).title
    'Countries'
    """
    data = tomllib.loads((files("kg.export") / "kinds.toml").read_text("utf-8"))
    kinds = tuple(
        Kind(k["name"], k["title"], k["layer"], tuple(k["classes"]), k["colour"], k["shape"], k.get("off", False))
        for k in data["kind"]
    )
    fold = data["fold"]
    return Vocabulary(
        kinds,
        frozenset(data["evidence"]),
        Fold(frozenset(fold["from"]), frozenset(fold["to"]), frozenset(fold["peers"]), fold["peers_at_most"]),
    )


@lru_cache(maxsize=4096)
def curie(iri: str) -> str:
    """Shorten an IRI of a known namespace; any other comes back unchanged.

    >>> curie("https://w3id.org/geopolkg/ontology#imposedBy")
    'kg:imposedBy'
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = NAMESPACES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


@lru_cache(maxsize=4096)
def words(iri: str) -> str:
    """Return the label that the ontology gives a term, or else the local name of an IRI or CURIE as words.

    >>> words("kg:imposedBy"), words("https://example.org/id/place/port-hedland")
    ('imposed by', 'port hedland')
    """
    if (label := term_label(curie(iri))) != curie(iri).rpartition(":")[2]:
        return label
    local = unquote(re.split(r"[#/:]", iri)[-1])
    if local.isupper() and len(local) > 3:
        return local.lower()
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).replace("-", " ").replace("_", " ").lower()
