"""`graph.html`: the graph as a picture with its evidence, one file that needs no network.

pyvis holds the network of nodes and lines, our own template draws it: the page brings vis-network from pyvis' files,
its own style and script, and forbids itself everything else by a Content-Security-Policy. All text of the graph
reaches the page as JSON and is shown through `textContent`, so that no name or sentence is ever run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.analysis.contradictions import contradictions
from kg.analysis.measures import Standing
from kg.export.drawing import Drawing
from kg.export.evidence import Evidence
from kg.export.view import STATES, View
from kg.export.vocabulary import vocabulary, words

TEMPLATES = Path(__file__).parent / "templates"
_VIS = Path("lib") / "vis-9.1.2" / "vis-network.min.js"

OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hoverConnectedEdges": False, "tooltipDelay": 9_000_000, "multiselect": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "chosen": False},
    "edges": {
        "chosen": False,
        "arrowStrikethrough": False,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.12},
    },
}


_PARTS = (
    *("page", "glyphs", "choices", "picture", "labels", "facts", "panel", "paths"),
    *("search", "filters", "time", "list", "saving", "sharing"),
)
SCRIPTS = ("common/text.js", "common/quotes.js", *(f"explorer/{part}.js" for part in _PARTS))
"""The parts of the page's script, in the order in which they run; together they are one function."""


def to_html(
    view: View, drawing: Drawing, standings: Sequence[Standing], *, title: str = "Who does what to whom"
) -> str:
    """Return the page that shows a drawing, with all facts of all nodes and their sentences."""
    network = _network(view, drawing, standings, title)
    page: str = network.generate_html("graph.html")
    return page


def _network(view: View, drawing: Drawing, standings: Sequence[Standing], title: str) -> Any:
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    kinds = {kind.name: kind for kind in vocabulary().kinds}
    shown = frozenset(drawing.shown)
    network = Network(cdn_resources="in_line", directed=True, heading=title)
    network.options = dict(OPTIONS)
    for n in drawing.shown:  # not add_node: it looks through all nodes each time
        node, kind = view.nodes[n], kinds[view.nodes[n].kind]
        x, y = drawing.places[n]
        look = {"x": x, "y": y, "size": drawing.sizes[n], "color": kind.colour}
        network.nodes.append(Node(n, kind.shape, node.label, **look).options)
    for i, line in enumerate(drawing.lines):
        if line.source in shown and line.target in shown:
            network.edges.append(Edge(line.source, line.target, directed=True, id=i).options)
    network.templateEnv = environment(network.template_dir)
    network.templateEnv.globals.update(graph=_payload(view, drawing, standings), vis=_vis(), scripts=SCRIPTS)
    network.path = "explorer/graph.html.j2"
    return network


def environment(*stock: str) -> Environment:
    """Return our templates, before those of folders of others, with everything escaped."""
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), *map(FileSystemLoader, stock)]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.globals["asset"] = _asset
    return environment


def _asset(name: str) -> Markup:
    return Markup((TEMPLATES / name).read_text("utf-8"))


@cache
def _vis() -> Markup:
    """Return vis-network's code, without the pointer to a source map, which is not there."""
    import pyvis

    code = (Path(pyvis.__file__).parent / _VIS).read_text("utf-8")
    return Markup(code.replace("//# sourceMappingURL=vis-network.min.js.map", "").replace("</script", "<\\/script"))


def _payload(view: View, drawing: Drawing, standings: Sequence[Standing]) -> dict[str, Any]:
    """Return all that the page's script reads besides the network: see `page.js` for what the rows mean."""
    evidence = Evidence()
    kinds = {kind.name: i for i, kind in enumerate(vocabulary().kinds)}
    facts = [evidence.fact(fact) for fact in view.facts]
    return {
        "kinds": [[k.name, k.title, k.colour, k.shape, k.layer, k.off] for k in vocabulary().kinds],
        "states": list(STATES),
        "nodes": [_node(view, n, kinds, drawing, standings[n]) for n in range(len(view.nodes))],
        "lines": [
            [line.source, line.target, STATES.index(line.state), line.facts, line.via, int(line.mutual)]
            for line in drawing.lines
        ],
        "facts": facts,
        "relations": evidence.relations.rows,
        "names": evidence.names.rows,
        "sentences": evidence.sentences.rows,
        "articles": evidence.articles.rows,
        "contradictions": [[c.node, list(c.facts), c.kind] for c in contradictions(view)],
        "total": {"nodes": len(view.nodes), "facts": len(view.facts), "claims": len(view.claims)}
        | {"articles": len(view.sources), "shown": len(drawing.shown)},
    }


def _node(view: View, n: int, kinds: Mapping[str, int], drawing: Drawing, standing: Standing) -> list[Any]:
    node = view.nodes[n]
    types = [words(t) for t in vocabulary().narrowest(node.types)]
    return [
        kinds[node.kind],
        node.label,
        list(node.names),
        types,
        node.iri,
        node.importance,
        len(node.articles),
        node.claims,
        _flag(node.iso2),
        _when(node.start, node.end, node.precision),
        int(n in drawing.folded),
        *drawing.places[n],
        drawing.sizes[n],
        node.start,
        node.end,
        [standing.degree, standing.betweenness, standing.community, int(standing.bridge)],
    ]


def _flag(iso2: str) -> str:
    """Return the flag emoji of an ISO 3166 code of two letters."""
    if len(iso2) == 2 and iso2.isascii() and iso2.isalpha():
        return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in iso2.upper())
    return ""


def _when(start: str, end: str, precision: str) -> str:
    """Return the time in words: "2025-04", "2026-02-02 to 2026-02-04", "until 2027".

    >>> _when("2025-04-01", "", "month"), _when("", "2027-12-31", "")
    ('2025-04', 'until 2027-12-31')
    """
    start = start[: {"month": 7, "quarter": 7, "year": 4}.get(precision, 10)]
    if start and end and start != end:
        return f"{start} to {end}"
    return start or (f"until {end}" if end else "")


__all__: Sequence[str] = ["SCRIPTS", "environment", "to_html"]
