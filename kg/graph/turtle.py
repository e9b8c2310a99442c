"""Turtle and TriG that people can read and compare: sorted, one fact a line, the same text for the same graph.

Subjects are grouped in reading order, from countries to claims; predicates likewise, `a` first. Instances get one
prefix for each kind (`country:AUS`, `mineral:cobalt`); an IRI whose last part is no plain name is written in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import StringIO
from typing import TextIO

from pyoxigraph import DefaultGraph, Quad, Triple

from kg.graph.vocabulary import DEFAULT_BASE, PREFIXES, properties, superclasses

# Headings with their classes; a subject stands under the first heading that has one of its classes.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Countries", ("kg:Country",)),
    ("Subdivisions", ("kg:Subdivision",)),
    ("Blocs", ("kg:Bloc",)),
    ("Regions", ("kg:Region",)),
    ("Government bodies", ("kg:GovernmentBody",)),
    ("International organizations", ("kg:InternationalOrganization",)),
    ("Companies", ("kg:Company",)),
    ("Armed groups", ("kg:ArmedGroup",)),
    ("Groups", ("kg:Group",)),
    ("Organizations", ("kg:Organization",)),
    ("Persons", ("kg:Person",)),
    ("Other actors", ("kg:Actor",)),
    ("Posts", ("kg:Post",)),
    ("Roles", ("kg:Role",)),
    ("Places", ("kg:Place",)),
    ("Minerals", ("kg:Mineral",)),
    ("Products", ("kg:Product",)),
    ("Other commodities", ("kg:Commodity",)),
    ("Measures", ("kg:Measure",)),
    ("Agreements", ("kg:Agreement",)),
    ("Reserves", ("kg:Reserve",)),
    ("Supply", ("kg:SupplyRelation",)),
    ("Stakes", ("kg:Stake",)),
    ("Events", ("kg:Event",)),
    ("Quantities", ("kg:Quantity",)),
    ("Articles", ("kg:Article",)),
    ("Sentences", ("kg:Sentence",)),
    ("Quotations", ("kg:Quotation",)),
    ("Claims", ("kg:Claim",)),
)
OTHER = len(GROUPS)
_RANK = {name: rank for rank, (_, classes) in reversed(list(enumerate(GROUPS))) for name in classes}

# What is read first of any subject; then the properties as the ontology lists them, then those of other vocabularies.
_FIRST = (
    *("rdfs:label", "skos:altLabel", "skos:notation", "skos:exactMatch", "skos:broader"),
    *("schema:headline", "schema:datePublished", "schema:publisher", "schema:url"),
    *("rdf:subject", "rdf:predicate", "rdf:object"),
)

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_XSD = PREFIXES["xsd"]
# Numbers that every parser writes back as they were: no leading or trailing zeros, no sign before zero, not too small.
_SHORT = {
    "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    "decimal": re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{0,4}[1-9]"),
    "boolean": re.compile(r"true|false"),
}

# subject -> (predicate, object), all written as they stand in the file
_Facts = dict[str, set[tuple[str, str]]]


class _Terms:
    """Writes terms shortly, each once, and notes which prefixes that takes."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._known: dict[str, str] = {}
        self._prefixes: dict[str, str] = {namespace: prefix for prefix, namespace in PREFIXES.items()}
        self.used: dict[str, str] = {}  # prefix -> namespace

    def write(self, text: str) -> str:
        """Return the short form of a term in N-Triples."""
        found = self._known.get(text)
        if found is None:
            first = text[0]
            if first == "<":
                found = self._iri(text) if text[1] != "<" else text
            else:
                found = self._literal(text) if first == '"' and text[-1] == ">" else text
            self._known[text] = found
        return found

    def _iri(self, text: str) -> str:
        cut = max(text.rfind("#"), text.rfind("/")) + 1
        namespace, local = text[1:cut], text[cut:-1]
        prefix = self._prefixes.get(namespace)
        if prefix is None:
            prefix = self._prefixes[namespace] = self._kind(namespace)
        if not prefix or not _LOCAL.fullmatch(local):
            return text
        self.used[prefix] = namespace
        return f"{prefix}:{local}"

    def _kind(self, namespace: str) -> str:
        """Return the prefix for the instances of one kind, empty where the namespace is none of ours."""
        kind = namespace[len(self._base) : -1] if namespace.startswith(self._base) else ""
        return kind if _KIND.fullmatch(kind) and kind not in PREFIXES else ""

    def _literal(self, text: str) -> str:
        lexical, _, datatype = text.rpartition("^^")
        if datatype.startswith(f"<{_XSD}"):
            short = _SHORT.get(datatype[len(_XSD) + 1 : -1])
            if short and short.fullmatch(lexical[1:-1]):
                return lexical[1:-1]
        return f"{lexical}^^{self.write(datatype)}"

    def header(self) -> str:
        """Return the prefix declarations, those of vocabularies first."""
        names = [name for name in PREFIXES if name in self.used] + sorted(self.used.keys() - PREFIXES.keys())
        return "".join(f"@prefix {name}: <{self.used[name]}> .\n" for name in names)


def turtle(quads: Iterable[Quad | Triple], base: str = DEFAULT_BASE) -> str:
    """Return the triples of all graphs together as Turtle.

    >>> from pyoxigraph import Literal, NamedNode, Triple
    >>> one = NamedNode(DEFAULT_BASE + "country/AUS")
    >>> print(turtle([Triple(one, NamedNode(PREFIXES["rdfs"] + "label"), Literal("Australia"))]))
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix country: <https://w3id.org/geopolkg/id/country/> .
    <BLANKLINE>
    country:AUS
        rdfs:label "Australia" .
    <BLANKLINE>
    """
    out = StringIO()
    write_turtle(quads, out, base)
    return out.getvalue()


def trig(quads: Iterable[Quad], base: str = DEFAULT_BASE) -> str:
    """Return the quads as TriG, graph after graph."""
    out = StringIO()
    write_trig(quads, out, base)
    return out.getvalue()


def write_turtle(quads: Iterable[Quad | Triple], out: TextIO, base: str = DEFAULT_BASE) -> None:
    """Write the triples of all graphs together as Turtle; `base` is what the IRIs of instances begin with."""
    terms = _Terms(base)
    facts: _Facts = {}
    write = terms.write
    for quad in quads:
        subject = write(str(quad.subject))
        fact = (write(str(quad.predicate)), write(str(quad.object)))
        if subject in facts:
            facts[subject].add(fact)
        else:
            facts[subject] = {fact}
    out.write(terms.header())
    out.writelines(_blocks(facts))


def write_trig(quads: Iterable[Quad], out: TextIO, base: str = DEFAULT_BASE) -> None:
    """Write the quads as TriG: the default graph, then each named graph in the order of names."""
    terms = _Terms(base)
    graphs: dict[str, _Facts] = {}
    write = terms.write
    for quad in quads:
        graph = quad.graph_name
        name = "" if isinstance(graph, DefaultGraph) else write(str(graph))
        facts = graphs.setdefault(name, {})
        fact = (write(str(quad.predicate)), write(str(quad.object)))
        facts.setdefault(write(str(quad.subject)), set()).add(fact)
    out.write(terms.header())
    for name, facts in sorted(graphs.items()):
        if name:
            out.write(f"\nGRAPH {name} {{\n")
        out.writelines(_blocks(facts))
        if name:
            out.write("\n}\n")


def _rank(facts: set[tuple[str, str]]) -> int:
    return min((_RANK.get(obj, OTHER) for predicate, obj in facts if predicate == "rdf:type"), default=OTHER)


@cache
def _place(predicate: str) -> tuple[int, str]:
    """Return where the predicate stands among those of a subject."""
    order = (*_FIRST, *properties())
    return order.index(predicate) if predicate in order else len(order), predicate


def _order(fact: tuple[str, str]) -> tuple[tuple[int, str], str]:
    return _place(fact[0]), fact[1]


def _blocks(facts: _Facts) -> Iterator[str]:
    """Yield one block for each subject, with a heading before the first of each group."""
    current = -1
    for rank, subject in sorted((_rank(about), subject) for subject, about in facts.items()):
        if rank != current and (rank < OTHER or current >= 0):
            yield f"\n# ---- {GROUPS[rank][0] if rank < OTHER else 'Others'} ----\n"
        current = rank
        about = facts[subject]
        types = sorted((obj for p, obj in about if p == "rdf:type"), key=_specific_first)
        lines = [f"{p} {obj}" for p, obj in sorted((f for f in about if f[0] != "rdf:type"), key=_order)]
        if types:
            yield f"\n{subject} a {', '.join(types)}"
            yield f" ;\n    {_JOIN.join(lines)} .\n" if lines else " .\n"
        else:
            yield f"\n{subject}\n    {_JOIN.join(lines)} .\n"


_JOIN = " ;\n    "


def _specific_first(name: str) -> tuple[int, str]:
    return -len(superclasses(name)), name
