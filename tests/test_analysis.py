"""Measures of the network say who is central, who belongs together and who stands between."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from conftest import Run
from export_graphs import BASE, Graph, hostile, random_graph, small

from kg.analysis.measures import Standing, pair_weights, standings
from kg.analysis.projection import Tie, fold, layer_of, ties
from kg.export import write
from kg.export.drawing import draw
from kg.export.view import View, read


def two_camps() -> View:
    """Return two groups of three who all deal with one another, and one broker with a tie into each."""
    g = Graph()
    for name in "abcxyz":
        g.thing(f"country/{name}", "kg:Country", name.upper())
    g.thing("bloc/broker", "kg:Bloc", "Broker")
    g.thing("country/alone", "kg:Country", "Alone")
    g.article("article/one", "One", "2026-01-01")
    said = g.sentence("Everyone depends on someone.")
    pairs = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")]
    for a, b in pairs:
        g.say(said, f"country/{a}", "kg:dependsOn", f"country/{b}")
    for end in "ax":
        g.say(said, f"country/{end}", "kg:dependsOn", "bloc/broker")
    g.say(said, "country/z", "kg:dependsOn", "country/alone", polarity="Negated")
    return read(g.quads)


def standing(view: View, key: str) -> Standing:
    return standings(view, fold(view))[view.by_iri[BASE + key]]


def test_who_joins_two_camps_is_their_broker() -> None:
    view = two_camps()
    broker, inner = standing(view, "bloc/broker"), standing(view, "country/b")
    assert (broker.degree, inner.degree) == (2, 2)
    assert broker.betweenness == pytest.approx(9 / 15) and inner.betweenness == 0, "nine of fifteen pairs need them"
    assert broker.bridge and not inner.bridge
    assert broker.participation > 0 == inner.participation
    assert standing(view, "country/a").community == standing(view, "country/c").community
    assert standing(view, "country/a").community != standing(view, "country/z").community


def test_a_denial_ties_nobody() -> None:
    assert standing(two_camps(), "country/alone") == Standing()


def test_betweenness_is_what_networkx_finds() -> None:
    view = read(random_graph(120, 300, articles=10).quads)
    folding = fold(view)
    weights = pair_weights(ties(view, folding, layer_of(view, "actor") | layer_of(view, "thing")))
    expected = nx.betweenness_centrality(nx.Graph(list(weights)))
    found = standings(view, folding)
    assert max(expected.values()) > 0.05
    assert {i: found[i].betweenness for i in expected} == pytest.approx(expected, abs=1e-6)


def test_a_measure_ties_who_imposes_it_to_whom_it_is_aimed_at() -> None:
    view = read(small().quads)
    actors = layer_of(view, "actor")
    found = ties(view, fold(view), actors)
    ends = {(view.nodes[t.source].label, view.nodes[t.target].label) for t in found if t.via}
    assert ("United States", "China") in ends
    assert all(isinstance(t, Tie) and {t.source, t.target} <= actors and t.weight >= 1 for t in found)


@pytest.mark.parametrize("make", [Graph, hostile])
def test_odd_graphs_have_standings_too(make: object) -> None:
    view = read(make().quads)  # type: ignore[operator]
    assert len(standings(view, fold(view))) == len(view.nodes)


def test_the_order_of_quads_changes_nothing() -> None:
    quads = random_graph(200, 600, articles=10).quads
    one, other = read(quads), read(list(reversed(quads)))
    assert standings(one, fold(one)) == standings(other, fold(other))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    write(small().quads, tmp_path, formats=["ttl"])
    return path


def test_stats_say_what_there_is_and_who_is_central(kg: Run, graph: Path) -> None:
    done = kg("stats", graph)
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.startswith("2 articles, 16 things")
    assert "Betweenness" in done.stdout and "China" in done.stdout
    data = json.loads(kg("stats", graph, "--format", "json", "--top", "3").stdout)
    assert len(data["rankings"]["degree"]) == 3 and data["counts"]["articles"] == 2
    rows = list(csv.DictReader(io.StringIO(kg("stats", graph, "--format", "csv").stdout)))
    assert {row["measure"] for row in rows} >= {"importance", "degree"}


def test_a_graph_is_exported_again_also_as_its_projection_on_actors(kg: Run, graph: Path, tmp_path: Path) -> None:
    done = kg("export", graph, "-o", tmp_path / "out", "--projection", "actors")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["actors-edges.csv", "actors-nodes.csv", "actors.gexf", "actors.graphml"]
    done = kg("export", graph, "-o", tmp_path / "all")
    names = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert names == [
        *("claims.csv", "edges.csv", "graph.gexf", "graph.graphml", "graph.html", "nodes.csv", "report.html"),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--focus", "Chinna"], "'Chinna': nothing in the graph has that name; is it one of China"),
        (["--format", "ttl"], "ttl: cannot be exported; choose from html, report, gexf, graphml, csv"),
        (["--format", "html", "--projection", "actors"], "html: cannot be exported; choose from gexf, graphml, csv"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(kg: Run, graph: Path, options: list[str], said: str) -> None:
    done = kg("export", graph, "-o", graph.parent / "out", *options)
    assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["stats", "export"])
def test_a_turtle_file_that_is_not_ours_is_named(kg: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "other.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n")
    done = kg(command, tmp_path / "other.ttl")
    assert done.returncode == 2 and "other.ttl: holds nothing of our vocabulary" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_large_picture_is_made_around_what_is_in_focus() -> None:
    view = read(random_graph(3000, 5000).quads)
    plain = set(draw(view).shown)
    far = next(i for i in range(len(view.nodes)) if i not in plain and view.nodes[i].claims)
    around = draw(view, focus=[far])
    assert far in around.shown and len(around.shown) == len(plain) == 1500
    assert set(around.shown) != plain
