"""`graph.gexf` is GEXF 1.3 that Gephi's relatives read back whole."""

from __future__ import annotations

import json
import os
import re
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from export_graphs import BASE, Graph, hostile, random_graph, small
from lxml import etree

from kg.analysis.measures import standings
from kg.analysis.projection import fold
from kg.export.drawing import Drawing, draw
from kg.export.gexf import NAMESPACE, VIZ, to_gexf
from kg.export.network import network
from kg.export.view import View, read
from kg.export.vocabulary import vocabulary

HERE = Path(__file__).parent
NS = {"g": NAMESPACE, "viz": VIZ}
GRAPHS = {"small": small, "hostile": hostile, "random": lambda: random_graph(200, 600, articles=10), "empty": Graph}


@cache
def made(name: str) -> tuple[View, Drawing, bytes]:
    view = read(GRAPHS[name]().quads)
    drawing = draw(view)
    return view, drawing, to_gexf(network(view, drawing, standings(view, fold(view))))


def schema() -> Path | None:
    given = os.environ.get("GEOPOLKG_GEXF_RNG")
    places = [Path(given)] if given else [HERE.parents[1] / "shared" / "data" / "gexf-1.3" / "gexf.rng"]
    return next((p for p in places if p.is_file()), None)


@pytest.mark.parametrize("name", GRAPHS)
def test_it_is_valid_gexf_1_3(name: str) -> None:
    root = etree.fromstring(made(name)[2], etree.XMLParser(huge_tree=True))
    if path := schema():
        grammar = etree.RelaxNG(etree.parse(str(path)))
        assert grammar.validate(root), grammar.error_log.last_error
    assert root.tag == f"{{{NAMESPACE}}}gexf" and root.get("version") == "1.3"
    assert [child.tag.rpartition("}")[2] for child in root[1]] == ["attributes", "attributes", "nodes", "edges"]
    nodes, edges = root.findall(".//g:node", NS), root.findall(".//g:edge", NS)
    ids = [e.get("id") for e in edges]
    assert len(set(ids)) == len(ids), "parallel edges have ids of their own"
    known = {n.get("id") for n in nodes}
    assert all(e.get("source") in known and e.get("target") in known for e in edges)
    declared = {(block.get("class"), a.get("id")) for block in root.iter(f"{{{NAMESPACE}}}attributes") for a in block}
    for of, elements in (("node", nodes), ("edge", edges)):
        assert all((of, v.get("for")) in declared for e in elements for v in e.findall("g:attvalues/g:attvalue", NS))


def test_nodes_look_as_in_the_picture() -> None:
    view, drawing, data = made("small")
    colours = {kind.name: kind.colour for kind in vocabulary().kinds}
    root = etree.fromstring(data)
    for node in root.findall(".//g:node", NS):
        i = view.by_iri[node.get("id")]
        rgb = node.find("viz:color", NS)
        assert "#" + "".join(f"{int(rgb.get(c)):02x}" for c in "rgb") == colours[view.nodes[i].kind]
        position = node.find("viz:position", NS)
        assert (float(position.get("x")), -float(position.get("y"))) == drawing.places[i]
        assert float(node.find("viz:size", NS).get("value")) == drawing.sizes[i]


def test_an_edge_has_its_relation_as_kind_its_articles_as_weight_its_dates_and_its_sentences() -> None:
    root = etree.fromstring(made("small")[2])
    measure = BASE + "measure/chn-rare-earths"
    edge = root.xpath(f'//g:edge[@source="{measure}" and @kind="kg:imposedBy"]', namespaces=NS)[0]
    values = {v.get("for"): v.get("value") for v in edge.findall("g:attvalues/g:attvalue", NS)}
    assert edge.get("weight") == "2" and edge.get("start") == values["start_date"] == "2025-04-01"
    assert values["state"] == "actual" and values["attributed_to"] == "European Union"
    assert "China restricted rare earth exports" in values["evidence"]
    assert root.find(".//g:graph", NS).get("timeformat") == "date"
    denied = root.xpath('//g:edge[g:attvalues/g:attvalue[@for="state" and @value="denied"]]', namespaces=NS)
    assert len(denied) == 2


@pytest.mark.parametrize("name", ["small", "hostile", "random"])
def test_networkx_reads_it_back_whole(name: str) -> None:
    view, _, data = made(name)
    graph = nx.read_gexf(BytesIO(data))
    facts = [f for f in view.facts if f.target is not None]
    assert graph.number_of_nodes() == len(view.nodes) and graph.number_of_edges() == len(facts)
    for node in view.nodes:
        read_back = graph.nodes[node.iri]
        assert read_back["kind"] == node.kind and read_back["importance"] == node.importance
        assert read_back["claims"] == node.claims and read_back.get("start_date", "") == node.start
        assert {"color", "position", "size"} <= read_back["viz"].keys()
    weights = sorted(data["weight"] for _, _, data in graph.edges(data=True))
    assert weights == sorted(float(f.weight) for f in facts)


@pytest.mark.parametrize("name", ["small", "hostile", "random"])
def test_graphology_reads_it_back_whole(name: str) -> None:
    view, drawing, data = made(name)
    done = subprocess.run(["node", HERE / "browser" / "read_gexf.mjs"], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    graph: dict[str, Any] = json.loads(done.stdout)
    facts = [f for f in view.facts if f.target is not None]
    assert len(graph["nodes"]) == len(view.nodes) and len(graph["edges"]) == len(facts)
    colours = {kind.name: kind.colour for kind in vocabulary().kinds}
    for node in graph["nodes"]:
        i = view.by_iri[node["key"]]
        values = node["attributes"]
        assert values["kind"] == view.nodes[i].kind and values["size"] == drawing.sizes[i]
        channels = [int(c) for c in re.findall(r"\d+", values["color"])]
        wanted = colours[view.nodes[i].kind]
        assert values["color"].lower() == wanted or "#" + "".join(f"{c:02x}" for c in channels[:3]) == wanted
        assert (values["x"], -values["y"]) == drawing.places[i]
    for edge, fact in zip(sorted(graph["edges"], key=lambda e: int(e["key"])), facts, strict=True):
        assert edge["attributes"]["weight"] == fact.weight and edge["attributes"]["state"] == fact.state
        assert (edge["source"], edge["target"]) == (view.nodes[fact.source].iri, fact.object_iri)


def test_the_bytes_are_the_same_whatever_the_order_of_quads() -> None:
    quads = small().quads
    view = read(reversed(quads))
    assert to_gexf(network(view, draw(view), standings(view, fold(view)))) == made("small")[2]
