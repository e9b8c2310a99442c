"""`graph.graphml`: the network for yEd, igraph, Cytoscape and other tools (http://graphml.graphdrawing.org).

Every column is typed; lists are texts parted by "|", as GraphML has no lists. All edges are directed, as
readers take no mixture; those that bind their ends alike, such as a truce, are marked as `mutual`.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from lxml import etree

from kg.export.gexf import as_text, clean
from kg.export.network import EDGE_COLUMNS, NODE_COLUMNS, EdgeRow, Network, NodeRow, Type, Value

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES: dict[Type, str] = {"integer": "int", "double": "double", "boolean": "boolean"}
_NODE_LOOK: tuple[tuple[str, Type], ...] = (
    ("label", "string"),
    ("colour", "string"),
    ("size", "double"),
    ("x", "double"),
    ("y", "double"),
)
_EDGE_LOOK: tuple[tuple[str, Type], ...] = (("label", "string"), ("kind", "string"), ("weight", "integer"))


def to_graphml(network: Network) -> bytes:
    """Return a network as a GraphML document, in UTF-8; y points up, as in GEXF."""
    out = BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(_tag("graphml"), nsmap={None: NAMESPACE}):
            for of, columns in (("node", _NODE_LOOK + NODE_COLUMNS), ("edge", _EDGE_LOOK + EDGE_COLUMNS)):
                for name, kind in columns:
                    key = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": _TYPES.get(kind, "string")}
                    xml.write(etree.Element(_tag("key"), key))
            with xml.element(_tag("graph"), id="geopolkg", edgedefault="directed"):
                for node in network.nodes:
                    xml.write(_node(node))
                for edge in network.edges:
                    xml.write(_edge(edge))
    return out.getvalue()


def _node(node: NodeRow) -> etree._Element:
    element = etree.Element(_tag("node"), id=clean(node.id))
    look = (node.label, node.colour, node.size, node.x, 0 - node.y)
    return _filled(element, "node", _NODE_LOOK + NODE_COLUMNS, look + node.values)


def _edge(edge: EdgeRow) -> etree._Element:
    element = etree.Element(_tag("edge"), id=edge.id, source=clean(edge.source), target=clean(edge.target))
    look = (edge.label, edge.kind, edge.weight)
    return _filled(element, "edge", _EDGE_LOOK + EDGE_COLUMNS, look + edge.values)


def _filled(
    element: etree._Element, of: str, columns: Iterable[tuple[str, Type]], values: Iterable[Value]
) -> etree._Element:
    for (name, _), value in zip(columns, values, strict=True):
        if text := clean(as_text(value)):
            etree.SubElement(element, _tag("data"), key=f"{of}-{name}").text = text
    return element


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
