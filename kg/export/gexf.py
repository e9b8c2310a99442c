"""`graph.gexf`: the whole graph for Gephi, as GEXF 1.3 (https://gexf.net/schema.html).

Every attribute is typed; an edge is one fact, with its relation as the XML attribute `kind` and as weight the number
of articles that say it; colours, sizes and positions are those of the HTML picture. Where a fact or a thing has a time
it lies in `start` and `end` (Gephi's timeline) and again as text, as Gephi takes the former out of its tables.
Characters that XML cannot hold are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from lxml import etree

from kg.export.drawing import Drawing
from kg.export.view import Fact, Node, State, View
from kg.export.vocabulary import Kind, vocabulary, words

NAMESPACE = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
_PREFIXES: Any = {None: NAMESPACE, "viz": VIZ}  # the types of lxml do not know the default prefix

_NODE_ATTRIBUTES = (
    ("kind", "string"),
    ("layer", "string"),
    ("types", "liststring"),
    ("names", "liststring"),
    ("iri", "anyURI"),
    ("importance", "double"),
    ("claims", "integer"),
    ("articles", "integer"),
    ("start_date", "string"),
    ("end_date", "string"),
    ("date_precision", "string"),
)
_EDGE_ATTRIBUTES = (
    ("relation", "string"),
    ("state", "string"),
    ("claims", "integer"),
    ("articles", "integer"),
    ("confidence", "double"),
    ("contested", "boolean"),
    ("attributed_to", "liststring"),
    ("start_date", "string"),
    ("end_date", "string"),
    ("evidence", "string"),
    ("addresses", "liststring"),
)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SHAPES = {"dot": "disc", "hexagon": "disc", "star": "disc", "square": "square", "diamond": "diamond"}
_EDGE_SHAPES: Mapping[State, str] = {"planned": "dashed", "possible": "dotted", "denied": "dotted"}
_EDGE_COLOURS: Mapping[State, str] = {
    "actual": "#8b94a3",
    "planned": "#2d6fa8",
    "possible": "#7a6a1f",
    "denied": "#b3261e",
    "background": "#cfcdc6",
}


def to_gexf(view: View, drawing: Drawing) -> bytes:
    """Return all nodes and all facts between nodes as a GEXF 1.3 document, in UTF-8."""
    out = BytesIO()
    kinds = {kind.name: kind for kind in vocabulary().kinds}
    edges = [f for f in view.facts if f.target is not None]
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(_tag("gexf"), nsmap=_PREFIXES, version="1.3"):
            with xml.element(_tag("meta")):
                xml.write(_element("creator", text="geopolkg"))
                xml.write(_element("description", text="Who does what to whom; each edge is a fact with its sentences"))
            graph = {"defaultedgetype": "directed", "idtype": "string", "mode": "dynamic", "timeformat": "date"}
            with xml.element(_tag("graph"), {**graph, "timerepresentation": "interval"}):
                xml.write(_declare("node", _NODE_ATTRIBUTES))
                xml.write(_declare("edge", _EDGE_ATTRIBUTES))
                with xml.element(_tag("nodes"), count=str(len(view.nodes))):
                    for i, node in enumerate(view.nodes):
                        xml.write(_node(node, kinds[node.kind], drawing.places[i], drawing.sizes[i]))
                with xml.element(_tag("edges"), count=str(len(edges))):
                    for i, fact in enumerate(edges):
                        xml.write(_edge(str(i), fact, view.nodes))
    return out.getvalue()


def clean(text: str) -> str:
    r"""Return the text without the characters that XML 1.0 cannot hold.

    >>> clean("a\x00b\x0bc\ud800")
    'abc'
    """
    return _ILLEGAL.sub("", text)


def _node(node: Node, kind: Kind, place: tuple[float, float], size: float) -> etree._Element:
    attributes = {"id": clean(node.iri), "label": _token(node.label), **_spell(node.start, node.end)}
    values = (
        node.kind,
        kind.layer,
        _list(words(t) for t in vocabulary().narrowest(node.types)),
        _list(node.names),
        node.iri,
        format(node.importance, "g"),
        str(node.claims),
        str(len(node.articles)),
        node.start,
        node.end,
        node.precision,
    )
    element = _element("node", attributes)
    element.append(_values(_NODE_ATTRIBUTES, values))
    etree.SubElement(element, _viz("color"), _rgb(kind.colour))
    # Gephi's y axis points up, the page's down
    etree.SubElement(element, _viz("position"), x=format(place[0], "g"), y=format(0 - place[1], "g"), z="0")
    etree.SubElement(element, _viz("size"), value=format(size, "g"))
    etree.SubElement(element, _viz("shape"), value=_SHAPES.get(kind.shape, "triangle"))
    return element


def _edge(number: str, fact: Fact, nodes: Sequence[Node]) -> etree._Element:
    source, target = nodes[fact.source], nodes[fact.target or 0]
    start, end = source.start or target.start, source.end or target.end
    relation = words(fact.predicate)
    attributes = {
        "id": number,
        "source": clean(source.iri),
        "target": clean(target.iri),
        "label": _token(relation),
        "kind": _token(fact.predicate),
        "type": "directed",
        "weight": str(fact.weight),
        **_spell(start, end),
    }
    confidences = [s.confidence for s in fact.sayings if s.confidence is not None]
    quotes = list(dict.fromkeys(q for s in fact.sayings for q in s.sentences))
    denied = {s.polarity == "Negated" for s in fact.sayings}
    values = (
        relation,
        fact.state,
        str(len(fact.sayings)),
        str(len({q.source.iri for q in quotes})),
        format(max(confidences), "g") if confidences else "",
        "true" if len(denied) == 2 else "false",
        _list(dict.fromkeys(s.speaker for s in fact.sayings if s.speaker)),
        start,
        end,
        "\n".join(f"{q.text} [{', '.join(filter(None, (q.source.headline, q.source.date)))}]" for q in quotes),
        _list(dict.fromkeys(url for q in quotes for url in q.source.urls)),
    )
    element = _element("edge", attributes)
    element.append(_values(_EDGE_ATTRIBUTES, values))
    etree.SubElement(element, _viz("color"), _rgb(_EDGE_COLOURS[fact.state]))
    etree.SubElement(element, _viz("thickness"), value=str(fact.weight))
    etree.SubElement(element, _viz("shape"), value=_EDGE_SHAPES.get(fact.state, "solid"))
    return element


def _declare(of: str, attributes: Iterable[tuple[str, str]]) -> etree._Element:
    element = _element("attributes", {"class": of, "mode": "static"})
    for name, kind in attributes:
        etree.SubElement(element, _tag("attribute"), id=name, title=name, type=kind)
    return element


def _values(attributes: Sequence[tuple[str, str]], values: Sequence[str]) -> etree._Element:
    """Return the values; what is empty has none, as Gephi takes an empty number for an error."""
    element = _element("attvalues")
    for (name, _), value in zip(attributes, values, strict=True):
        if value:
            etree.SubElement(element, _tag("attvalue"), {"for": name, "value": clean(value)})
    return element


def _list(items: Iterable[str]) -> str:
    """Return a list of texts as GEXF writes it: parted by "|", which therefore cannot stand in an item."""
    return "|".join(item.replace("|", "¦") for item in items)


def _token(text: str) -> str:
    return " ".join(clean(text).split())


def _spell(start: str, end: str) -> dict[str, str]:
    """Return `start` and `end` where they are whole dates in the right order."""
    start, end = (d if _DATE.fullmatch(d) else "" for d in (start, end))
    if start and end and end < start:
        end = ""
    return {name: day for name, day in (("start", start), ("end", end)) if day}


def _rgb(colour: str) -> dict[str, str]:
    return {channel: str(int(colour[i : i + 2], 16)) for channel, i in (("r", 1), ("g", 3), ("b", 5))}


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _viz(name: str) -> str:
    return f"{{{VIZ}}}{name}"


def _element(name: str, attributes: Mapping[str, str] | None = None, *, text: str | None = None) -> etree._Element:
    element: etree._Element = etree.Element(_tag(name), dict(attributes or {}), nsmap=_PREFIXES)
    element.text = text
    return element
