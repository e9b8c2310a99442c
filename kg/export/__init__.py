"""The graph as files: Turtle and TriG to query, a page to open, GEXF and GraphML, tables.

`view` reads the quads once, `drawing` says what is drawn where; each format is a module of its own over these.
A new format is a function from `Exports` to bytes, listed in `_WRITERS`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.export.files import write_together
from kg.model import KgError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.analysis.measures import Standing
    from kg.export.drawing import Drawing
    from kg.export.network import Network, Projection
    from kg.export.view import View

__all__ = ["FILES", "FORMATS", "PICTURES", "PROJECTED", "export", "opened", "write"]

DEFAULT_BASE = "https://w3id.org/geopolkg/id/"


@dataclass(frozen=True)
class Exports:
    """What formats are made from; view and drawing are made once, when the first format needs them."""

    quads: Iterable[Quad]
    base: str
    projection: Projection = "full"
    focus: tuple[str, ...] = ()

    @cached_property
    def view(self) -> View:
        from kg.export.view import read

        return read(self.quads)

    @cached_property
    def drawing(self) -> Drawing:
        from kg.export.drawing import draw

        return draw(self.view, focus=[named(self.view, name) for name in self.focus])

    @cached_property
    def standings(self) -> Sequence[Standing]:
        from kg.analysis.measures import standings
        from kg.analysis.projection import fold

        return standings(self.view, fold(self.view))

    @cached_property
    def network(self) -> Network:
        from kg.export.network import network

        return network(self.view, self.drawing, self.standings, self.projection)


def named(view: View, name: str) -> int:
    """Return the most important node that has this label or other name; KgError, with near names, where none has."""
    from difflib import get_close_matches

    names = {text.casefold(): text for node in view.nodes for text in (node.label, *node.names)}
    wanted = name.casefold().strip()
    found = [
        i for i, node in enumerate(view.nodes) if wanted in {text.casefold() for text in (node.label, *node.names)}
    ]
    if not found:
        close = ", ".join(names[text] for text in get_close_matches(wanted, sorted(names), 3))
        raise KgError(f"{name!r}: nothing in the graph has that name" + (f"; is it one of {close}?" if close else ""))
    return max(found, key=lambda i: (view.nodes[i].importance, view.nodes[i].iri))


def _ttl(exports: Exports) -> bytes:
    from kg.graph.turtle import turtle

    return turtle(exports.quads, exports.base).encode()


def _trig(exports: Exports) -> bytes:
    from kg.graph.turtle import trig

    return trig(exports.quads, exports.base).encode()


def _html(exports: Exports) -> bytes:
    from kg.export.html import to_html

    return to_html(exports.view, exports.drawing, exports.standings).encode("utf-8", "replace")


def _report(exports: Exports) -> bytes:
    from kg.export.report import to_report

    return to_report(exports.view, exports.standings).encode("utf-8", "replace")


def _gexf(exports: Exports) -> bytes:
    from kg.export.gexf import to_gexf

    return to_gexf(exports.network)


def _graphml(exports: Exports) -> bytes:
    from kg.export.graphml import to_graphml

    return to_graphml(exports.network)


def _claims(exports: Exports) -> bytes:
    from kg.export.table import to_csv

    return to_csv(exports.view).encode("utf-8", "replace")


def _nodes(exports: Exports) -> bytes:
    from kg.export.table import nodes_csv

    return nodes_csv(exports.network).encode("utf-8", "replace")


def _edges(exports: Exports) -> bytes:
    from kg.export.table import edges_csv

    return edges_csv(exports.network).encode("utf-8", "replace")


_WRITERS: dict[str, dict[str, Callable[[Exports], bytes]]] = {
    "ttl": {"graph.ttl": _ttl},
    "trig": {"graph.trig": _trig},
    "html": {"graph.html": _html},
    "report": {"report.html": _report},
    "gexf": {"graph.gexf": _gexf},
    "graphml": {"graph.graphml": _graphml},
    "csv": {"claims.csv": _claims, "nodes.csv": _nodes, "edges.csv": _edges},
}

FORMATS = tuple(_WRITERS)
"""What can be written, in this order."""

FILES = {name: tuple(files) for name, files in _WRITERS.items()}
"""The names of the files of each format."""


PICTURES = ("html", "report", "gexf", "graphml", "csv")
"""The formats that show a graph; the others are the graph itself."""

PROJECTED = ("gexf", "graphml", "csv")
"""The formats that a projection can be written in."""


def write(
    quads: Iterable[Quad],
    folder: str | Path,
    *,
    formats: Sequence[str] = FORMATS,
    base: str = DEFAULT_BASE,
    projection: Projection = "full",
    focus: Sequence[str] = (),
) -> tuple[Path, ...]:
    """Write the quads into the folder in these formats and return the paths, in the order of `FORMATS`.

    All files are replaced together, at the end: whatever goes wrong before, those of an earlier build stay whole.
    `base` is what the IRIs of instances begin with. With the `projection` "actors" the files are called `actors…` and
    hold actors and what binds them; `focus` are names of things around which a picture too large to show whole is made.
    KgError where a format is unknown, a name is not in the graph or the folder cannot be written.
    """
    unknown = [name for name in formats if name not in _WRITERS]
    if unknown:
        raise KgError(f"{', '.join(unknown)}: no format that can be written; choose from {', '.join(FORMATS)}")
    exports = Exports(quads, base, projection, tuple(focus))
    wanted = {
        _file(file, projection): partial(make, exports)
        for name in FORMATS
        if name in formats
        for file, make in _WRITERS[name].items()
        if projection == "full" or file != "claims.csv"
    }
    with _uncollected():
        return write_together(Path(folder), wanted)


def _file(name: str, projection: Projection) -> str:
    """Return the name of a file of a projection.

    >>> _file("graph.gexf", "actors"), _file("nodes.csv", "actors"), _file("graph.gexf", "full")
    ('actors.gexf', 'actors-nodes.csv', 'graph.gexf')
    """
    if projection == "full":
        return name
    return projection + name.removeprefix("graph") if name.startswith("graph.") else f"{projection}-{name}"


def export(
    graph: str | Path,
    folder: str | Path,
    *,
    formats: Sequence[str] = PICTURES,
    projection: Projection = "full",
    focus: Sequence[str] = (),
) -> tuple[Path, ...]:
    """Write a graph file of ours in formats that show it, see `write`; KgError where it holds nothing to show.

    >>> export("no-such.ttl", "out")
    Traceback (most recent call last):
    ...
    kg.model.KgError: no-such.ttl: there is no such file; build a graph first (kg build) or name another
    """
    possible = PICTURES if projection == "full" else PROJECTED
    if others := [name for name in formats if name not in possible]:
        raise KgError(f"{', '.join(others)}: cannot be exported; choose from {', '.join(possible)}")
    return write(opened(graph), folder, formats=formats, projection=projection, focus=focus)


def opened(graph: str | Path) -> Iterable[Quad]:
    """Return the quads of a graph file; KgError where none of them is of our vocabulary."""
    from pyoxigraph import DefaultGraph, NamedNode

    from kg.graph.store import load

    store = load(graph)
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    ours = (NamedNode(f"https://w3id.org/geopolkg/ontology#{name}") for name in ("Article", "Actor"))
    if not any(next(store.quads_for_pattern(None, kind, one), None) for one in ours):
        raise KgError(f"{graph}: holds nothing of our vocabulary to show; name a graph that kg build wrote")
    return list(store.quads_for_pattern(None, None, None, DefaultGraph()))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for reference cycles: there are none here, and looking takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
