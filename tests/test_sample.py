"""`kg sample` as a user meets it: claims drawn at random, judged in a spreadsheet, and scored."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from pathlib import Path

import pytest
from conftest import REPOSITORY, Run
from scipy.stats import binomtest  # type: ignore[import-untyped]

from kg.graph import verdicts
from kg.graph.sampling import COLUMNS, sample, to_text
from kg.graph.store import load
from kg.kinds import kind_of, kinds
from kg.model import KgError

GRAPH = REPOSITORY / "exports" / "graph.ttl"
FORMULA = re.compile(r"\s*[=+\-@]")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def judged(path: Path, lines: list[str]) -> Path:
    """Write a file of verdicts: verdict, kind and confidence a line."""
    path.write_text("\n".join(["verdict,kind,confidence", *lines]) + "\n", encoding="utf-8")
    return path


def test_the_same_seed_draws_the_same_claims_and_another_seed_others(kg: Run) -> None:
    drawn = [kg("sample", GRAPH, "-n", 20, "--seed", seed).stdout for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0].count("confidence") == 20


def test_the_sample_does_not_depend_on_the_order_of_triples_or_the_hash_seed(kg: Run, tmp_path: Path) -> None:
    store = load(GRAPH)
    lines = sorted(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in store)
    random.Random(5).shuffle(lines)
    (tmp_path / "shuffled.nt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    one = kg("sample", GRAPH, "-n", 30, "--format", "csv", PYTHONHASHSEED="1").stdout
    assert one == kg("sample", "shuffled.nt", "-n", 30, "--format", "csv", PYTHONHASHSEED="2").stdout


def test_a_larger_sample_begins_with_the_smaller_one() -> None:
    store = load(GRAPH)
    assert sample(store, 40, 3)[:10] == sample(store, 10, 3)


def test_a_claim_can_be_judged_by_what_is_shown(kg: Run) -> None:
    text = "\n".join(
        ["Chile bans lithium exports", "", "3 March 2026", "", "Chile banned exports of lithium to Japan on Monday."]
    )
    assert kg("build", "-", "--format", "ttl", stdin=text + "\n").returncode == 0
    shown = kg("sample", "-n", 99).stdout
    assert re.search(
        r"export ban \[applies to: lithium; imposed by: Chile; .*target: Japan\] – imposed by – Chile", shown
    )
    assert "“Chile ‹banned› exports of lithium to Japan on Monday.”" in shown
    assert "Chile bans lithium exports, 2026-03-03" in shown


def test_of_a_graph_with_fewer_claims_all_are_shown_and_that_is_said(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran has a minister\n\nIran banned exports of copper in May 2025.\n")
    kg("build", "a.txt", "--format", "ttl")
    done = kg("sample", "-n", 500)
    assert done.returncode == 0 and "There are only" in done.stderr
    assert kg("sample", "-n", 500, "--quiet").stderr == ""


def test_only_claims_of_a_kind_or_predicate_are_drawn_on_request() -> None:
    store = load(GRAPH)
    assert {one.kind for one in sample(store, 50, 1, kinds=["post", "event"])} == {"post", "event"}
    assert {one.predicate for one in sample(store, 50, 1, predicates=["kg:holdsPost"])} == {"kg:holdsPost"}


def test_the_csv_has_an_empty_verdict_and_no_cell_that_a_spreadsheet_would_run(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        '=HYPERLINK("http://x")\n\nChile banned exports of lithium in May 2025.\n\n'
        "+Peru imposed a tariff of 10 per cent on copper from Chile in May 2025.\n"
    )
    kg("build", "a.txt", "--format", "ttl")
    found = rows(kg("sample", "-n", 99, "--format", "csv", "-q").stdout)
    assert found and tuple(found[0]) == COLUMNS
    assert {row["verdict"] for row in found} == {""}
    assert not [cell for row in found for cell in row.values() if FORMULA.match(cell)]
    assert any(row["article"].startswith("'=HYPERLINK") for row in found)


def test_json_and_csv_hold_the_same_claims(kg: Run) -> None:
    told = json.loads(kg("sample", GRAPH, "-n", 12, "--format", "json").stdout)
    listed = rows(kg("sample", GRAPH, "-n", 12, "--format", "csv", "-q").stdout)
    assert [row["claim_iri"] for row in told] == [row["claim_iri"] for row in listed]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_sample_that_went_through_a_spreadsheet_is_scored(kg: Run, tmp_path: Path, separator: str) -> None:
    found = rows(kg("sample", GRAPH, "-n", 10, "--format", "csv", "-q").stdout)
    words = ["Right", "r", "1", "WRONG", "w", "0", "d", "doubtful", "right ", ""]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(reversed(COLUMNS)), delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    for row, word in zip(found, words, strict=True):
        number = row["confidence"] if separator == "," else row["confidence"].replace(".", ",")
        writer.writerow({**row, "verdict": word, "confidence": number})
    (tmp_path / "judged.csv").write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    done = kg("sample", "--score", "judged.csv")
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("all "))
    assert line.split()[1:6] == ["9", "4", "3", "2", "0.44"]


def test_the_score_tells_precision_by_kind_and_how_far_the_confidence_is_off(kg: Run, tmp_path: Path) -> None:
    lines = ["r,event,0.85"] * 6 + ["w,event,0.85"] * 4 + ["1,post,0.95"] * 9 + ["0,post,1"]
    file = judged(tmp_path / "v.csv", lines)
    told = {one["name"]: one for one in json.loads(kg("sample", "--score", file, "--format", "json").stdout)}
    assert (told["event"]["precision"], told["post"]["precision"], told["all"]["judged"]) == (0.6, 0.9, 20)
    assert told["0.8 to 0.9"]["stated"] == 0.85 and told["0.8 to 0.9"]["right"] == 6
    assert told["0.9 to 1"]["judged"] == 10
    expected = binomtest(6, 10).proportion_ci(0.95, method="wilson")
    assert told["event"]["low"] == pytest.approx(expected.low, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("verdict,kind\nright,event\nmaybe,event\n", "v.csv, line 3: 'maybe' is no verdict; write right, wrong"),
        ("verdict,confidence\nright,high\n", "v.csv, line 2: 'high' is no confidence"),
        ("verdict,confidence\nright,85\n", "v.csv, line 2: '85' is no confidence"),
        ("kind,subject\nevent,x\n", "v.csv: has no column verdict"),
        ("verdict,kind\n,event\n", "v.csv: no claim is judged"),
        ("", "v.csv: has no column verdict"),
        ("\udcff", "v.csv: is not UTF-8"),
        ("verdict,kind\nright,\x00\n", "v.csv"),
    ],
)
def test_what_is_wrong_with_a_file_of_verdicts_is_told_with_its_place(
    kg: Run, tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / "v.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    done = kg("sample", "--score", "v.csv")
    if "\x00" in text:
        assert "Traceback" not in done.stderr
        return
    assert done.returncode == 2 and done.stdout == ""
    assert says in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.ttl"], "nowhere.ttl: there is no such file"),
        ([GRAPH, "--kind", "weather"], "'weather' is no kind of claim; choose from agreement"),
        ([GRAPH, "--predicate", "imposedBy"], "'imposedBy' is no predicate of the vocabulary"),
        ([GRAPH, "-n", "0"], "-n"),
        ([GRAPH, "--score", "v.csv"], "leave the graph out"),
        (["--score", "nowhere.csv"], "nowhere.csv: cannot be read"),
        (["--score", "v.csv", "--format", "csv"], "text or json"),
    ],
)
def test_a_wrong_call_is_told_with_its_remedy(kg: Run, arguments: list[object], says: str) -> None:
    done = kg("sample", *arguments)
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def test_an_empty_graph_has_nothing_to_draw(tmp_path: Path) -> None:
    (tmp_path / "g.nt").write_text("")
    with pytest.raises(KgError, match="has no claims; build one"):
        sample(load(tmp_path / "g.nt"), 5)


def test_line_ends_and_control_characters_in_a_sentence_stay_on_one_line() -> None:
    drawn = sample(load(GRAPH), 5, 1)
    text = to_text([one.__class__(**{**_fields(one), "sentence": "a\nb\x1b[31m", "mark": None}) for one in drawn])
    assert "\x1b" not in text and text.count("“a\\nb") == 5


def _fields(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__class__.__dataclass_fields__}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("types", "predicate", "kind"),
    [
        (["kg:Tariff", "kg:TradeMeasure", "kg:Measure"], "kg:imposedBy", "measure"),
        (["kg:Meeting", "plover:CONSULT", "kg:Event"], "kg:heldIn", "meeting"),
        (["kg:LegalProceeding", "kg:Event"], "kg:agent", "proceeding"),
        (["plover:AGREE", "kg:Event"], "kg:agent", "event"),
        (["kg:Person"], "kg:holdsPost", "post"),
        (["kg:Country"], "kg:memberOf", "tie"),
        (["kg:Country"], "kg:dependsOn", "supply"),
        (["kg:Country"], "kg:neverHeardOf", "other"),
    ],
)
def test_a_claim_has_the_kind_of_its_subject_or_else_of_its_predicate(
    types: list[str], predicate: str, kind: str
) -> None:
    assert kind_of(types, predicate) == kind and kind in kinds()


def test_a_file_of_verdicts_without_confidence_has_no_reliability(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("verdict,kind\nright,event\n")
    assert "no claim has a confidence" in verdicts.render(verdicts.read(tmp_path / "v.csv"))
