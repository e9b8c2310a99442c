"""Measures of the network say who is central, who belongs together and who stands between."""

from __future__ import annotations

import networkx as nx
import pytest
from export_graphs import BASE, Graph, hostile, random_graph, small

from kg.analysis.measures import Standing, pair_weights, standings
from kg.analysis.projection import Tie, fold, layer_of, ties
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
    assert broker.participation + standing(view, "country/a").participation > 0 == inner.participation
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
