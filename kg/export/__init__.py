"""The graph as files: Turtle and TriG to query, a page to open, GEXF and GraphML, tables.

`view` reads the quads once, `drawing` says what is drawn where; each format is a module of its own over these.
A new format is a function from `Exports` to bytes, listed in `_WRITERS`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
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
    from kg.export.network import Network
    from kg.export.view import View

__all__ = ["FILES", "FORMATS", "write"]

DEFAULT_BASE = "https://w3id.org/geopolkg/id/"


@dataclass(frozen=True)
class Exports:
    """What formats are made from; view and drawing are made once, when the first format needs them."""

    quads: Sequence[Quad]
    base: str

    @cached_property
    def view(self) -> View:
        from kg.export.view import read

        return read(self.quads)

    @cached_property
    def drawing(self) -> Drawing:
        from kg.export.drawing import draw

        return draw(self.view)

    @cached_property
    def standings(self) -> Sequence[Standing]:
        from kg.analysis.measures import standings
        from kg.analysis.projection import fold

        return standings(self.view, fold(self.view))

    @cached_property
    def network(self) -> Network:
        from kg.export.network import network

        return network(self.view, self.drawing, self.standings)


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


def write(
    quads: Sequence[Quad], folder: str | Path, *, formats: Sequence[str] = FORMATS, base: str = DEFAULT_BASE
) -> tuple[Path, ...]:
    """Write the quads into the folder in these formats and return the paths, in the order of `FORMATS`.

    All files are replaced together, at the end: whatever goes wrong before, those of an earlier build stay whole.
    `base` is what the IRIs of instances begin with. KgError where a format is unknown or the folder cannot be written.
    """
    unknown = [name for name in formats if name not in _WRITERS]
    if unknown:
        raise KgError(f"{', '.join(unknown)}: no format that can be written; choose from {', '.join(FORMATS)}")
    exports = Exports(quads, base)
    wanted = {
        file: partial(make, exports) for name in FORMATS if name in formats for file, make in _WRITERS[name].items()
    }
    with _uncollected():
        return write_together(Path(folder), wanted)


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
