"""A graph in figures: how much of what it holds, who is central, who stands between, what belongs together."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from typing import Literal as Choice

from pyoxigraph import Quad

from kg.analysis.contradictions import contradictions
from kg.analysis.measures import Standing, standings
from kg.analysis.projection import fold, layer_of
from kg.export.view import Node, View, read
from kg.export.vocabulary import vocabulary
from kg.messages import visible

Form = Choice["table", "csv", "json"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first nodes by one measure; `about` says what it measures, `values` are those of `nodes`."""

    name: str
    about: str
    nodes: tuple[Node, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts by kind and state, rankings of actors, communities (the names of their first members), components."""

    counts: dict[str, int]
    kinds: dict[str, int]
    states: dict[str, int]
    rankings: tuple[Ranking, ...]
    communities: tuple[tuple[int, tuple[str, ...]], ...]
    components: tuple[int, ...]


def summary(quads: Iterable[Quad], *, top: int = 10) -> Summary:
    """Return the summary of a graph; `top` is how many nodes a ranking has."""
    view = read(quads)
    found = standings(view, fold(view))
    titles = {kind.name: kind.title for kind in vocabulary().kinds}
    kinds = Counter(titles[node.kind] for node in view.nodes)
    states = Counter(fact.state for fact in view.facts)
    counts = {
        "articles": len(view.sources),
        "things": len(view.nodes),
        "facts": len(view.facts),
        "claims": len(view.claims),
        "quotations": len(view.quotations),
        "contradictions": len(contradictions(view)),
    }
    return Summary(
        counts,
        dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        dict(sorted(states.items(), key=lambda item: (-item[1], item[0]))),
        _rankings(view, found, top),
        _communities(view, found),
        tuple(sorted(Counter(s.component for s in found if s.component).values(), reverse=True)),
    )


def _rankings(view: View, found: Sequence[Standing], top: int) -> tuple[Ranking, ...]:
    actors = sorted(layer_of(view, "actor"))
    measures: tuple[tuple[str, str, Callable[[int], float]], ...] = (
        ("importance", "PageRank over facts, the first being 1", lambda i: view.nodes[i].importance),
        ("degree", "number of neighbours", lambda i: found[i].degree),
        ("betweenness", "share of shortest paths that lead through it", lambda i: found[i].betweenness),
        ("brokerage", "ties spread over communities, by betweenness", lambda i: _brokerage(found[i])),
    )
    rankings = []
    for name, about, value in measures:
        ranked = sorted((i for i in actors if value(i) > 0), key=lambda i: (-value(i), view.nodes[i].iri))[:top]
        values = tuple(round(float(value(i)), 4) for i in ranked)
        rankings.append(Ranking(name, about, tuple(view.nodes[i] for i in ranked), values))
    return tuple(rankings)


def _brokerage(standing: Standing) -> float:
    return standing.participation * standing.betweenness


def _communities(view: View, found: Sequence[Standing]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    members: dict[int, list[int]] = {}
    for i, standing in enumerate(found):
        if standing.community:
            members.setdefault(standing.community, []).append(i)
    listed = []
    for _, group in sorted(members.items()):
        first = sorted(group, key=lambda i: (-view.nodes[i].importance, view.nodes[i].iri))[:5]
        listed.append((len(group), tuple(view.nodes[i].label for i in first)))
    return tuple(listed)


def render(found: Summary, form: Form = "table") -> str:
    """Return a summary as text: a table to read, CSV (measure, rank, label, kind, value, IRI), or JSON."""
    return {"table": _table, "csv": _csv, "json": _json}[form](found)


def _table(found: Summary) -> str:
    lines = [", ".join(f"{number:,} {name}" for name, number in found.counts.items())]
    lines.append("Kinds: " + ", ".join(f"{name} {number:,}" for name, number in found.kinds.items()))
    lines.append("Facts: " + ", ".join(f"{name} {number:,}" for name, number in found.states.items()))
    for ranking in found.rankings:
        lines += ["", f"{ranking.name.capitalize()} ({ranking.about})"]
        lines += [
            f"  {value:>8.4g}  {visible(' '.join(node.label.split()))}"
            for node, value in zip(ranking.nodes, ranking.values, strict=True)
        ]
    lines += ["", f"Communities: {len(found.communities)}"]
    lines += [
        f"  {size:>8}  {', '.join(visible(' '.join(n.split())) for n in names)}"
        for size, names in found.communities[:10]
    ]
    lines += ["", f"Components: {len(found.components)}, the largest of {max(found.components, default=0):,} things"]
    return "\n".join(lines) + "\n"


def _csv(found: Summary) -> str:
    from kg.export.table import safe_cell

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("measure", "rank", "label", "kind", "value", "iri"))
    for ranking in found.rankings:
        for rank, (node, value) in enumerate(zip(ranking.nodes, ranking.values, strict=True), 1):
            writer.writerow((ranking.name, rank, safe_cell(node.label), node.kind, format(value, "g"), node.iri))
    return out.getvalue()


def _json(found: Summary) -> str:
    data: dict[str, Any] = {
        "counts": found.counts,
        "kinds": found.kinds,
        "states": found.states,
        "rankings": {
            ranking.name: [
                {"iri": node.iri, "label": node.label, "kind": node.kind, "value": value}
                for node, value in zip(ranking.nodes, ranking.values, strict=True)
            ]
            for ranking in found.rankings
        },
        "communities": [{"size": size, "members": list(names)} for size, names in found.communities],
        "components": list(found.components),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
