"""All exports together: what a view holds, the table of claims, and files that are replaced together or not at all."""

from __future__ import annotations

import csv
import io
import math
import random
from pathlib import Path

import pytest
from export_graphs import BASE, HOSTILE, Graph, hostile, iri, random_graph, small
from pyoxigraph import RdfFormat, parse

from kg import export
from kg.export.drawing import draw
from kg.export.layout import force_layout
from kg.export.table import COLUMNS, to_csv
from kg.export.view import read
from kg.model import KgError


def state_of(subject: str, predicate: str, target: str) -> str:
    view = read(small().quads)
    ids = [view.by_iri[BASE + key] for key in (subject, target)]
    return next(f.state for f in view.facts if [f.source, f.target] == ids and f.predicate == predicate)


@pytest.mark.parametrize(
    ("subject", "predicate", "target", "state"),
    [
        ("measure/chn-rare-earths", "kg:imposedBy", "country/CHN", "actual"),
        ("meeting/washington", "kg:participant", "country/JPN", "planned"),
        ("meeting/washington", "kg:participant", "country/ARG", "possible"),
        ("country/CHN", "kg:dependsOn", "country/AUS", "denied"),
        ("mineral/rare-earths", "skos:broader", "mineral/critical-minerals", "background"),
    ],
)
def test_a_fact_has_the_state_of_its_firmest_claim(subject: str, predicate: str, target: str, state: str) -> None:
    assert state_of(subject, predicate, target) == state


def test_evidence_and_values_are_no_nodes() -> None:
    kinds = {n.iri.removeprefix(BASE).partition("/")[0] for n in read(small().quads).nodes}
    assert kinds.isdisjoint({"article", "sentence", "claim", "quantity"})


def test_a_store_and_a_list_of_quads_give_the_same_view() -> None:
    graph = small()
    assert read(graph.store()) == read(graph.quads)


def test_words_that_bear_a_claim_are_marked_within_their_sentence() -> None:
    view = read(small().quads)
    marked = [s for f in view.facts for s in f.sayings if s.mark]
    texts = {s.sentences[0].text[slice(*s.mark)] for s in marked if s.mark}
    assert texts == {"China restricted", "rare earth exports"}


def test_measures_fold_into_lines_between_those_they_bind() -> None:
    view = read(small().quads)
    drawing = draw(view)
    usa, china, tariff = (view.by_iri[BASE + k] for k in ("country/USA", "country/CHN", "measure/us-tariff"))
    line = next(line for line in drawing.lines if (line.source, line.target, line.state) == (usa, china, "actual"))
    assert line.via == (tariff,) and tariff in drawing.folded
    assert view.by_iri[BASE + "meeting/washington"] not in drawing.folded, "six at one table are no six lines each"


def test_above_1500_things_the_most_central_are_shown_and_all_have_a_place() -> None:
    view = read(random_graph(1800, 3000).quads)
    drawing = draw(view)
    assert len(drawing.shown) <= 1500
    assert len(drawing.places) == len(view.nodes) == 1800
    best = max(range(len(view.nodes)), key=lambda i: view.nodes[i].importance)
    assert best in drawing.shown


def test_the_layout_is_the_same_each_time_and_no_discs_overlap() -> None:
    rng = random.Random(4)
    keys = [f"node {i}" for i in range(80)]
    links = [(i, rng.randrange(i), 1.0) for i in range(1, 80)]
    radii = [8 + i % 20 for i in range(80)]
    places = force_layout(keys, links, radii)
    assert (places == force_layout(keys, links, radii)).all()
    for i in range(80):
        for j in range(i):
            assert ((places[i] - places[j]) ** 2).sum() ** 0.5 > radii[i] + radii[j]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_tiny_graphs_are_laid_out(count: int) -> None:
    assert len(force_layout([str(i) for i in range(count)], [], [10.0] * count)) == count


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_has_a_row_for_each_claim() -> None:
    found = rows(to_csv(read(small().quads)))
    assert len(found) == 21 and tuple(found[0]) == COLUMNS
    row = next(r for r in found if r["object"] == "Argentina")
    assert (row["subject"], row["predicate"], row["modality"]) == (
        "Meeting in Washington",
        "kg:participant",
        "Possible",
    )
    assert (row["start_date"], row["end_date"], row["published"]) == ("2026-02-02", "2026-02-04", "2026-02-01")
    assert row["object_iri"] == BASE + "country/ARG" and row["address"] == "https://example.org/one"
    assert next(r for r in found if r["predicate"] == "kg:rate")["object"] == "25%"


def test_no_cell_of_the_table_is_a_formula() -> None:
    text = to_csv(read(hostile().quads))
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert "'" + HOSTILE[5] in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert text.count("\r\n") == len(text.splitlines()) == len(HOSTILE) + 1, "one line for each claim"


def test_every_format_is_written_and_turtle_and_trig_hold_the_same_triples(tmp_path: Path) -> None:
    quads = small().quads
    paths = export.write(quads, tmp_path / "new" / "folder")
    graphs = ["graph.ttl", "graph.trig", "graph.html", "report.html", "graph.gexf", "graph.graphml"]
    assert [p.name for p in paths] == [*graphs, "claims.csv", "nodes.csv", "edges.csv"]
    assert sorted(p.name for p in (tmp_path / "new" / "folder").iterdir()) == sorted(p.name for p in paths)
    turtle = {q.triple for q in parse(path=paths[0], format=RdfFormat.TURTLE)}
    assert turtle == {q.triple for q in parse(path=paths[1], format=RdfFormat.TRIG)} == {q.triple for q in quads}


def test_files_are_the_same_bytes_for_quads_in_any_order(tmp_path: Path) -> None:
    quads = random_graph(120, 400, articles=8).quads
    first = export.write(quads, tmp_path / "a")
    shuffled = list(quads)
    random.Random(3).shuffle(shuffled)
    second = export.write(shuffled, tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    paths = export.write(small().quads, tmp_path, formats=["csv", "ttl"])
    assert [p.name for p in paths] == ["graph.ttl", "claims.csv", "nodes.csv", "edges.csv"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device"), ValueError])
def test_what_was_there_stays_whole_when_writing_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException | type[BaseException]
) -> None:
    export.write(small().quads, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def broken(_exports: object) -> bytes:
        raise error

    monkeypatch.setitem(export._WRITERS, "csv", {"claims.csv": broken})
    with pytest.raises((KeyboardInterrupt, KgError, ValueError)) as raised:
        export.write(hostile().quads, tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    if isinstance(error, OSError):
        assert "No space left" in str(raised.value) and "-o" in str(raised.value)


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KgError, match=r"file/sub: cannot be written .*name another folder"):
        export.write(small().quads, tmp_path / "file" / "sub", formats=["csv"])


def test_a_format_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="pdf: no format"):
        export.write([], tmp_path, formats=["pdf"])


def test_a_graph_of_nothing_is_written_in_every_format(tmp_path: Path) -> None:
    assert len(export.write(Graph().quads, tmp_path)) == 9


def test_a_node_keeps_its_place_when_an_article_is_added_to_twenty() -> None:
    quads = random_graph(300, 630, articles=21).quads
    last = iri("article/00020")
    before = read([quad for quad in quads if quad.graph_name != last])
    after = read(quads)
    places = {node.iri: place for node, place in zip(before.nodes, draw(before).places, strict=True)}
    now = dict(zip((node.iri for node in after.nodes), draw(after).places, strict=True))
    width = max(max(p[k] for p in now.values()) - min(p[k] for p in now.values()) for k in (0, 1))
    moved = sorted(math.dist(place, now[key]) / width for key, place in places.items())
    assert len(places) > 250
    assert moved[len(moved) * 9 // 10] < 0.1, "nine in ten move by less than a tenth of the picture"
    assert moved[len(moved) // 2] < 0.05
