"""The network reaches other tools whole: GraphML, tables and networkx hold the same nodes and edges."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
import pytest
from export_graphs import BASE, Graph, hostile, random_graph, small
from lxml import etree

import kg
from kg.analysis.measures import standings
from kg.analysis.projection import fold
from kg.export import write
from kg.export.drawing import draw
from kg.export.gexf import to_gexf
from kg.export.graphml import to_graphml
from kg.export.network import Network, Projection, network, to_networkx
from kg.export.table import edges_csv, nodes_csv
from kg.export.view import read

GRAPHS = {"small": small, "hostile": hostile, "random": lambda: random_graph(200, 600, articles=10), "empty": Graph}


def made(name: str, projection: Projection = "full") -> Network:
    view = read(GRAPHS[name]().quads)
    return network(view, draw(view), standings(view, fold(view)), projection)


@pytest.mark.parametrize("projection", ["full", "actors"])
@pytest.mark.parametrize("name", GRAPHS)
def test_networkx_reads_graphml_with_every_edge_and_type(name: str, projection: Projection) -> None:
    rows = made(name, projection)
    graph = nx.read_graphml(io.BytesIO(to_graphml(rows)), edge_key_type=str, force_multigraph=True)
    assert set(graph) == {n.id for n in rows.nodes}
    assert {key for _, _, key in graph.edges(keys=True)} == {e.id for e in rows.edges}
    ours = to_networkx(rows)
    for node, data in graph.nodes(data=True):
        for column in ("importance", "degree", "betweenness", "community", "bridge", "x", "y", "size"):
            assert data[column] == pytest.approx(ours.nodes[node][column]), column
            assert type(data[column]) is type(ours.nodes[node][column]), column
    for source, target, key, data in graph.edges(data=True, keys=True):
        assert data["kind"] == ours.edges[source, target, key]["kind"]
        assert data["weight"] == ours.edges[source, target, key]["weight"]


@pytest.mark.parametrize("name", GRAPHS)
def test_tables_have_a_row_for_each_node_and_edge(name: str) -> None:
    rows = made(name)
    nodes = list(csv.DictReader(io.StringIO(nodes_csv(rows))))
    edges = list(csv.DictReader(io.StringIO(edges_csv(rows))))
    assert [row["Id"] for row in nodes] == [n.id for n in rows.nodes]
    assert [(row["Source"], row["Target"], row["kind"], row["Weight"]) for row in edges] == [
        (e.source, e.target, e.kind, str(e.weight)) for e in rows.edges
    ]
    assert not [cell for row in [*nodes, *edges] for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_the_projection_on_actors_ties_them_by_what_binds_them() -> None:
    rows = made("small", "actors")
    layers = {n.id: n.values[1] for n in rows.nodes}
    assert set(layers.values()) == {"actor"}
    tariff = next(e for e in rows.edges if e.kind == "kg:Tariff")
    assert (tariff.source, tariff.target) == (BASE + "country/USA", BASE + "country/CHN")
    assert tariff.label == "tariff"
    evidence = to_networkx(rows).edges[tariff.source, tariff.target, tariff.id]["evidence"]
    assert "Washington put a tariff of 25% on Chinese magnets." in evidence
    truce = [e for e in rows.edges if e.kind == "kg:Truce"]
    graph = to_networkx(rows)
    assert all(graph.edges[e.source, e.target, e.id]["mutual"] for e in truce)


def test_both_projections_are_well_formed_gexf() -> None:
    for projection in ("full", "actors"):
        root = etree.fromstring(to_gexf(made("random", projection)))
        assert len(root.findall(".//{*}edge")) == len(made("random", projection).edges) > 0


def test_an_open_graph_becomes_a_networkx_graph(tmp_path: Path) -> None:
    write(small().quads, tmp_path, formats=["ttl"])
    opened = kg.open_graph(tmp_path / "graph.ttl")
    graph = opened.to_networkx()
    assert graph.nodes[BASE + "country/CHN"]["label"] == "China"
    assert graph.number_of_edges() == len(made("small").edges)
    actors = opened.to_networkx("actors")
    assert {data["layer"] for _, data in actors.nodes(data=True)} == {"actor"}
    assert actors.has_edge(BASE + "country/USA", BASE + "country/CHN")
