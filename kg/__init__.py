"""geopolkg: news in, a knowledge graph of geopolitical actors out.

    >>> import kg
    >>> result = kg.build(["seeds"], "exports")        # doctest: +SKIP
    >>> graph = kg.open_graph("exports/graph.ttl")     # doctest: +SKIP

Everything here is imported when it is first used, so that `import kg` and `kg --help` cost nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.articles import read as read
    from kg.graph.explain import explain as explain
    from kg.graph.query import query as query
    from kg.graph.store import load as load
    from kg.graph.store import open_graph as open_graph
    from kg.graph.validate import validate as validate
    from kg.model import Article as Article
    from kg.model import KgError as KgError
    from kg.model import Record as Record
    from kg.pipeline import BuildResult as BuildResult
    from kg.pipeline import build as build

_HOME = {
    "Article": ("kg.model", "Article"),
    "BuildResult": ("kg.pipeline", "BuildResult"),
    "KgError": ("kg.model", "KgError"),
    "Record": ("kg.model", "Record"),
    "build": ("kg.pipeline", "build"),
    "explain": ("kg.graph.explain", "explain"),
    "load": ("kg.graph.store", "load"),
    "open_graph": ("kg.graph.store", "open_graph"),
    "query": ("kg.graph.query", "query"),
    "read": ("kg.articles", "read"),
    "validate": ("kg.graph.validate", "validate"),
}

__all__ = [
    "Article",
    "BuildResult",
    "KgError",
    "Record",
    "__version__",
    "build",
    "explain",
    "load",
    "open_graph",
    "query",
    "read",
    "validate",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for from where it lives (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        return version("geopolkg")
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _HOME[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
