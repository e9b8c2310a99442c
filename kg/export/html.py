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
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.export.drawing import Drawing
from kg.export.view import STATES, Fact, Quote, Saying, Source, View
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


def to_html(view: View, drawing: Drawing, *, title: str = "Who does what to whom") -> str:
    """Return the page that shows a drawing, with all facts of the nodes shown and their sentences."""
    network = _network(view, drawing, title)
    page: str = network.generate_html("graph.html")
    return page


def _network(view: View, drawing: Drawing, title: str) -> Any:
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    kinds = {kind.name: kind for kind in vocabulary().kinds}
    index = {node: i for i, node in enumerate(drawing.shown)}
    network = Network(cdn_resources="in_line", directed=True, heading=title)
    network.options = dict(OPTIONS)
    for i, n in enumerate(drawing.shown):  # not add_node: it looks through all nodes each time
        node, kind = view.nodes[n], kinds[view.nodes[n].kind]
        x, y = drawing.places[n]
        look = {"x": x, "y": y, "size": drawing.sizes[n], "color": kind.colour}
        network.nodes.append(Node(i, kind.shape, node.label, **look).options)
    for i, line in enumerate(drawing.lines):
        network.edges.append(Edge(index[line.source], index[line.target], directed=True, id=i).options)
    network.templateEnv = _environment(network.template_dir)
    network.templateEnv.globals.update(graph=_payload(view, drawing, index), vis=_vis())
    network.path = "graph.html.j2"
    return network


def _environment(stock: str) -> Environment:
    """Return our templates before those of pyvis, with everything escaped."""
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), FileSystemLoader(stock)]),
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


def _payload(view: View, drawing: Drawing, index: Mapping[int, int]) -> dict[str, Any]:
    """Return all that the page's script reads besides the network: see `graph.js` for what the rows mean."""
    evidence = _Evidence(view, index)
    kinds = {kind.name: i for i, kind in enumerate(vocabulary().kinds)}
    kept = [i for i, f in enumerate(view.facts) if f.source in index or f.target in index]
    place = {fact: i for i, fact in enumerate(kept)}
    facts = [evidence.fact(view.facts[i]) for i in kept]
    return {
        "kinds": [[k.name, k.title, k.colour, k.shape, k.layer, k.off] for k in vocabulary().kinds],
        "states": list(STATES),
        "nodes": [_node(view, n, kinds, drawing) for n in drawing.shown],
        "lines": [
            [STATES.index(line.state), [place[f] for f in line.facts], [index[v] for v in line.via], int(line.mutual)]
            for line in drawing.lines
        ],
        "facts": facts,
        "relations": evidence.relations.rows,
        "names": evidence.names.rows,
        "sentences": evidence.sentences.rows,
        "articles": evidence.articles.rows,
        "total": {"nodes": len(view.nodes), "facts": len(view.facts), "claims": len(view.claims)}
        | {"articles": len(view.sources), "reduced": drawing.reduced()},
    }


def _node(view: View, n: int, kinds: Mapping[str, int], drawing: Drawing) -> list[Any]:
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
        n in drawing.folded,
    ]


class _Rows:
    """Rows of a table, each thing once, referred to by number."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._index: dict[str, int] = {}

    def put(self, key: str, row: Any) -> int:
        if key not in self._index:
            self._index[key] = len(self.rows)
            self.rows.append(row)
        return self._index[key]

    def known(self, key: str) -> int:
        return self._index.get(key, -1)


class _Evidence:
    """Turns facts into rows of numbers and short texts, with tables of what they share."""

    def __init__(self, view: View, index: Mapping[int, int]) -> None:
        self.view, self.index = view, index
        self.relations, self.names, self.sentences, self.articles = _Rows(), _Rows(), _Rows(), _Rows()

    def fact(self, fact: Fact) -> list[Any]:
        """Row: source (node, or -1 and its name), relation, target likewise, value, state, sayings."""
        return [
            self.index.get(fact.source, -1),
            self.relations.put(fact.predicate, [fact.predicate, words(fact.predicate)]),
            -1 if fact.target is None else self.index.get(fact.target, -1),
            fact.value if fact.target not in self.index else "",
            self.view.nodes[fact.source].label if fact.source not in self.index else "",
            STATES.index(fact.state),
            [self.saying(s) for s in fact.sayings],
        ]

    def saying(self, saying: Saying) -> list[Any]:
        """Row: sentences, negated, modality, confidence, speaker's name, begin and end of the words that bear it."""
        return [
            [self.quote(q) for q in saying.sentences],
            int(saying.polarity == "Negated"),
            saying.modality,
            saying.confidence,
            self.names.put(saying.speaker, saying.speaker) if saying.speaker else -1,
            *(saying.mark or ()),
        ]

    def quote(self, quote: Quote) -> int:
        known = self.sentences.known(quote.iri)
        return known if known >= 0 else self.sentences.put(quote.iri, [quote.text, self.article(quote.source)])

    def article(self, source: Source) -> int:
        link = next((u for u in source.urls if is_web_address(u)), "")
        return self.articles.put(source.iri, [source.headline, source.date, source.publisher, link])


def is_web_address(url: str) -> bool:
    """Say whether a link may lead there: http and https with a host, nothing else.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


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


__all__: Sequence[str] = ["is_web_address", "to_html"]
