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

from kg.export.network import EDGE_COLUMNS, NODE_COLUMNS, EdgeRow, Network, NodeRow, Type, Value
from kg.export.view import State

NAMESPACE = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
_PREFIXES: Any = {None: NAMESPACE, "viz": VIZ}  # the types of lxml do not know the default prefix

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SHAPES = {"dot": "disc", "hexagon": "disc", "star": "disc", "square": "square", "diamond": "diamond"}
_EDGE_SHAPES: Mapping[State, str] = {"planned": "dashed", "possible": "dotted", "denied": "dotted"}


def to_gexf(network: Network) -> bytes:
    """Return a network as a GEXF 1.3 document, in UTF-8."""
    out = BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(_tag("gexf"), nsmap=_PREFIXES, version="1.3"):
            with xml.element(_tag("meta")):
                xml.write(_element("creator", text="geopolkg"))
                xml.write(_element("description", text="Who does what to whom; each edge leads to its sentences"))
            graph = {"defaultedgetype": "directed", "idtype": "string", "mode": "dynamic", "timeformat": "date"}
            with xml.element(_tag("graph"), {**graph, "timerepresentation": "interval"}):
                xml.write(_declare("node", NODE_COLUMNS))
                xml.write(_declare("edge", EDGE_COLUMNS))
                with xml.element(_tag("nodes"), count=str(len(network.nodes))):
                    for node in network.nodes:
                        xml.write(_node(node))
                with xml.element(_tag("edges"), count=str(len(network.edges))):
                    for edge in network.edges:
                        xml.write(_edge(edge))
    return out.getvalue()


def clean(text: str) -> str:
    r"""Return the text without the characters that XML 1.0 cannot hold.

    >>> clean("a\x00b\x0bc\ud800")
    'abc'
    """
    return _ILLEGAL.sub("", text)


def _node(node: NodeRow) -> etree._Element:
    attributes = {"id": clean(node.id), "label": _token(node.label), **_spell(node.start, node.end)}
    element = _element("node", attributes)
    element.append(_values(NODE_COLUMNS, node.values))
    etree.SubElement(element, _viz("color"), _rgb(node.colour))
    # Gephi's y axis points up, the page's down
    etree.SubElement(element, _viz("position"), x=format(node.x, "g"), y=format(0 - node.y, "g"), z="0")
    etree.SubElement(element, _viz("size"), value=format(node.size, "g"))
    etree.SubElement(element, _viz("shape"), value=_SHAPES.get(node.shape, "triangle"))
    return element


def _edge(edge: EdgeRow) -> etree._Element:
    attributes = {
        "id": edge.id,
        "source": clean(edge.source),
        "target": clean(edge.target),
        "label": _token(edge.label),
        "kind": _token(edge.kind),
        "type": "directed",
        "weight": str(edge.weight),
        **_spell(edge.start, edge.end),
    }
    element = _element("edge", attributes)
    element.append(_values(EDGE_COLUMNS, edge.values))
    etree.SubElement(element, _viz("color"), _rgb(edge.colour))
    etree.SubElement(element, _viz("thickness"), value=str(edge.weight))
    etree.SubElement(element, _viz("shape"), value=_EDGE_SHAPES.get(edge.state, "solid"))
    return element


def _declare(of: str, columns: Iterable[tuple[str, Type]]) -> etree._Element:
    element = _element("attributes", {"class": of, "mode": "static"})
    for name, kind in columns:
        etree.SubElement(element, _tag("attribute"), id=name, title=name, type=kind)
    return element


def _values(columns: Sequence[tuple[str, Type]], values: Sequence[Value]) -> etree._Element:
    """Return the values; what is empty has none, as Gephi takes an empty number for an error."""
    element = _element("attvalues")
    for (name, _), value in zip(columns, values, strict=True):
        if text := clean(as_text(value)):
            etree.SubElement(element, _tag("attvalue"), {"for": name, "value": text})
    return element


def as_text(value: Value) -> str:
    """Return a value as GEXF and GraphML write it; a list is parted by "|", which therefore cannot stand in an item.

    >>> as_text(True), as_text(0.25), as_text(("a|b", "c")), as_text(None)
    ('true', '0.25', 'a¦b|c', '')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "|".join(item.replace("|", "¦") for item in value)
    return "" if value is None else format(value, "g") if isinstance(value, float) else str(value)


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
