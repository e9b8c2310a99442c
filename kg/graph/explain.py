"""Everything a graph says about one entity, each fact with the sentences, articles and voices behind it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.vocabulary import curie, iri, superclasses, superproperties, term_label
from kg.model import KgError

# What says nothing about the world beyond what is shown anyway.
_SILENT = frozenset({"rdf:type", "rdfs:label", "skos:altLabel", "kg:mentionedIn"})
_STATEMENTS = ("kg:Claim", "kg:Sentence", "kg:Quotation", "kg:Article", "kg:Quantity")


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence that says something: where it stands, who says it and how."""

    sentence: str
    headline: str
    date: str  # ISO, empty where the article has none
    urls: tuple[str, ...]
    polarity: str
    modality: str
    says: str  # label of who says so, empty for the article itself
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple about the entity, in labels, with its sayings; without any it comes from the reference tables.

    `holds` says whether it is a plain triple of the graph: what is denied or only possible is not.
    """

    subject: str
    predicate: str  # CURIE
    object: str
    holds: bool
    sayings: tuple[Saying, ...]
    subject_iri: str
    object_iri: str = ""  # empty for a literal

    @property
    def relation(self) -> str:
        """Return the predicate in words."""
        return term_label(self.predicate)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words that the entity is quoted with."""

    date: str
    headline: str
    words: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several entities that a name may mean."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a graph says about an entity; where the name fits several, only `candidates` is filled."""

    name: str
    iri: str = ""
    label: str = ""
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
    articles: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def explain(store: ox.Store, name: str) -> Explanation:
    """Return what the graph says about the entity with this label, other name, key or IRI, whatever its case.

    Names that are equal go before those that contain the words. Where several entities fit, they are returned as
    `candidates`; where none does, KgError is raised.
    """
    found = _find(store, name)
    if not found:
        near = _closest(store, name)
        remedy = f"did you mean {near}?" if near else "try a part of the name, or kg query --name actors"
        raise KgError(f"nothing in the graph is called {name!r}; {remedy}")
    if len(found) > 1:
        candidates = sorted((Candidate(n.value, _label(store, n), _kind(store, n)) for n in found), key=_by_label)
        return Explanation(name, candidates=tuple(candidates))
    node = found[0]
    label = _label(store, node)
    names = {t.value for t in _objects(store, node, "skos:altLabel") if isinstance(t, ox.Literal)}
    articles = {_article_line(store, t) for t in _objects(store, node, "kg:mentionedIn") if isinstance(t, ox.NamedNode)}
    return Explanation(
        name,
        node.value,
        label,
        _kinds(store, node),
        tuple(sorted(names)),
        tuple(_facts(store, node)),
        tuple(_quotes(store, node)),
        tuple(sorted(articles)),
    )


def _by_label(candidate: Candidate) -> tuple[str, str]:
    return candidate.label.casefold(), candidate.iri


def _find(store: ox.Store, name: str) -> list[ox.NamedNode]:
    """Return the entities that the name means, by the first way of finding any."""
    wanted = " ".join(name.split()).casefold()
    if not wanted:
        raise KgError("the name is empty; give a label, another name or a key such as country/AUS")
    if wanted.startswith(("http://", "https://")):
        return _with_iri(store, name.strip())
    labels: dict[str, set[ox.NamedNode]] = {"label": set(), "other": set(), "key": set(), "part": set()}
    for predicate, way in (("rdfs:label", "label"), ("skos:altLabel", "other")):
        for quad in store.quads_for_pattern(None, iri(predicate), None, None):
            if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
                continue
            text = quad.object.value.casefold()
            if text == wanted:
                labels[way].add(quad.subject)
            elif wanted in text:
                labels["part"].add(quad.subject)
            if way == "label" and quad.subject.value.casefold().endswith("/" + wanted.replace(" ", "-")):
                labels["key"].add(quad.subject)
    for nodes in labels.values():
        entities = [node for node in nodes if not _is_statement(store, node)]
        if entities:
            return sorted(entities, key=str)
    return []


def _closest(store: ox.Store, name: str) -> str:
    """Return the label of an entity that is most like the name, empty where none is."""
    labels: dict[str, str] = {}
    for predicate in ("skos:altLabel", "rdfs:label"):
        for quad in store.quads_for_pattern(None, iri(predicate), None, None):
            subject, label = quad.subject, quad.object
            if (
                isinstance(subject, ox.NamedNode)
                and isinstance(label, ox.Literal)
                and not _is_statement(store, subject)
            ):
                key = label.value.casefold()
                labels[key] = min(label.value, labels.get(key, label.value))
    near = difflib.get_close_matches(" ".join(name.split()).casefold(), sorted(labels), n=1)
    return labels[near[0]] if near else ""


def _with_iri(store: ox.Store, name: str) -> list[ox.NamedNode]:
    try:
        node = ox.NamedNode(name)
    except ValueError:
        return []
    return [node] if any(True for _ in store.quads_for_pattern(node, None, None, None)) else []


def _types(store: ox.Store, node: ox.NamedNode) -> set[str]:
    return {curie(t.value) for t in _objects(store, node, "rdf:type") if isinstance(t, ox.NamedNode)}


def _is_statement(store: ox.Store, node: ox.NamedNode) -> bool:
    return not _types(store, node).isdisjoint(_STATEMENTS)


def _kinds(store: ox.Store, node: ox.NamedNode) -> tuple[str, ...]:
    """Return the labels of the most specific classes."""
    types = _types(store, node)
    above = {name for one in types for name in superclasses(one)}
    return tuple(term_label(one) for one in sorted(types - above))


def _kind(store: ox.Store, node: ox.NamedNode) -> str:
    return ", ".join(_kinds(store, node))


def _objects(store: ox.Store, node: ox.NamedNode, predicate: str) -> Iterator[object]:
    for quad in store.quads_for_pattern(node, iri(predicate), None, None):
        yield quad.object


def _label(store: ox.Store, term: object) -> str:
    if isinstance(term, ox.NamedNode):
        labels = sorted(t.value for t in _objects(store, term, "rdfs:label") if isinstance(t, ox.Literal))
        return labels[0] if labels else curie(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)


def _one(store: ox.Store, node: ox.NamedNode, predicate: str) -> object:
    return min(_objects(store, node, predicate), key=str, default=None)


def _text(store: ox.Store, node: ox.NamedNode, predicate: str) -> str:
    found = _one(store, node, predicate)
    return "" if found is None else _label(store, found)


def _article_line(store: ox.Store, article: ox.NamedNode) -> str:
    return f"{_text(store, article, 'schema:datePublished')} {_label(store, article)}".strip()


_Triple = tuple[ox.NamedNode, ox.NamedNode, object]


def _facts(store: ox.Store, node: ox.NamedNode) -> list[Fact]:
    """Return the facts in which the entity is subject or object, those that hold first."""
    sayings: dict[_Triple, set[Saying]] = {}
    for role in ("rdf:subject", "rdf:object"):
        for quad in store.quads_for_pattern(None, iri(role), node, None):
            if isinstance(quad.subject, ox.NamedNode):
                triple, saying = _claim(store, quad.subject)
                sayings.setdefault(triple, set()).update(saying)
    plain = set(_plain(store, node))
    implied = {
        (s, iri(above), o) for s, p, o in [*plain, *sayings] for above in superproperties(curie(p.value)) if above
    }
    triples = (plain - implied) | sayings.keys()
    facts = [_fact(store, triple, triple in plain, sayings.get(triple, set())) for triple in triples]
    return sorted(facts, key=lambda f: (not f.holds, f.subject_iri != node.value, f.subject, f.predicate, f.object))


def _plain(store: ox.Store, node: ox.NamedNode) -> Iterator[_Triple]:
    for quad in store.quads_for_pattern(node, None, None, None):
        if curie(quad.predicate.value) not in _SILENT:
            yield node, quad.predicate, quad.object
    for quad in store.quads_for_pattern(None, None, node, None):
        subject = quad.subject
        if not isinstance(subject, ox.NamedNode) or subject == node or _is_statement(store, subject):
            continue
        if curie(quad.predicate.value) not in _SILENT:
            yield subject, quad.predicate, node


def _claim(store: ox.Store, claim: ox.NamedNode) -> tuple[_Triple, set[Saying]]:
    """Return the triple that a claim is about and its sayings, one for each sentence."""
    subject, predicate = _one(store, claim, "rdf:subject"), _one(store, claim, "rdf:predicate")
    obj = _one(store, claim, "rdf:object")
    if not isinstance(subject, ox.NamedNode) or not isinstance(predicate, ox.NamedNode) or obj is None:
        raise KgError(f"{claim.value}: is a claim without subject, predicate or object; run kg validate on the graph")
    sentences = [t for t in _objects(store, claim, "prov:wasDerivedFrom") if isinstance(t, ox.NamedNode)]
    return (subject, predicate, obj), {_saying(store, claim, sentence) for sentence in sentences}


def _article(store: ox.Store, sentence: ox.NamedNode) -> tuple[str, str, tuple[str, ...]]:
    """Return the headline, date and addresses of the article in which the sentence stands."""
    article = _one(store, sentence, "schema:isPartOf")
    if not isinstance(article, ox.NamedNode):
        return "", "", ()
    urls = {_label(store, term) for term in _objects(store, article, "schema:url")}
    return _label(store, article), _text(store, article, "schema:datePublished"), tuple(sorted(urls))


def _quotes(store: ox.Store, node: ox.NamedNode) -> list[Quote]:
    found: set[Quote] = set()
    for quad in store.quads_for_pattern(None, iri("kg:speaker"), node, None):
        if isinstance(quad.subject, ox.NamedNode):
            sentence = _one(store, quad.subject, "prov:wasDerivedFrom")
            headline, date, urls = _article(store, sentence) if isinstance(sentence, ox.NamedNode) else ("", "", ())
            found.add(Quote(date, headline, _text(store, quad.subject, "kg:text"), urls))
    return sorted(found)


def _saying(store: ox.Store, claim: ox.NamedNode, sentence: ox.NamedNode) -> Saying:
    headline, date, urls = _article(store, sentence)
    return Saying(
        _text(store, sentence, "kg:text"),
        headline,
        date,
        urls,
        _text(store, claim, "kg:polarity").rpartition(":")[2],
        _text(store, claim, "kg:modality").rpartition(":")[2],
        _text(store, claim, "kg:attributedTo"),
        float(_text(store, claim, "kg:confidence") or 0),
    )


def _fact(store: ox.Store, triple: _Triple, holds: bool, sayings: set[Saying]) -> Fact:
    subject, predicate, obj = triple
    ordered = sorted(sayings, key=lambda s: (s.date, s.headline, s.sentence, s.polarity, s.modality, s.says))
    object_iri = obj.value if isinstance(obj, ox.NamedNode) else ""
    name = curie(predicate.value)
    return Fact(_label(store, subject), name, _label(store, obj), holds, tuple(ordered), subject.value, object_iri)


def render(explanation: Explanation) -> str:
    """Return the explanation as plain text."""
    if explanation.candidates:
        lines = [f"{explanation.name!r} may be one of {len(explanation.candidates)}; ask again with one of these:"]
        lines += [f"  {one.label} ({one.kind}) {one.iri}" for one in explanation.candidates]
        return "\n".join(lines) + "\n"
    lines = [f"{explanation.label} ({', '.join(explanation.kinds)})", explanation.iri]
    if explanation.names:
        lines.append(f"also: {', '.join(explanation.names)}")
    if explanation.articles:
        lines += ["in:", *(f"  {one}" for one in explanation.articles)]
    for title, holds in (("What holds", True), ("What is denied, or only possible", False)):
        facts = [fact for fact in explanation.facts if fact.holds is holds]
        if facts:
            lines += ["", title]
        for fact in facts:
            lines += _fact_lines(fact)
    if explanation.quotes:
        lines += ["", "Quoted"]
    for one in explanation.quotes:
        where = ", ".join(part for part in (one.headline, one.date, *one.urls) if part)
        lines.append(f"- “{one.words}” {where}".rstrip())
    return "\n".join(lines) + "\n"


def _fact_lines(fact: Fact) -> Iterator[str]:
    yield f"- {fact.subject} – {fact.relation} – {fact.object}"
    if not fact.sayings:
        yield "    from the reference tables"
    for saying in fact.sayings:
        yield f"    “{saying.sentence}”"
        how = [saying.polarity.lower()] if saying.polarity == "Negated" else []
        how += [saying.modality.lower(), *([f"says {saying.says}"] if saying.says else [])]
        where = ", ".join(part for part in (saying.headline, saying.date, *saying.urls) if part)
        yield f"      {', '.join(how)}; confidence {saying.confidence:g}; {where}"
