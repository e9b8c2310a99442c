"""The benchmark's own logic, on small corpora of our own in the form of the public ones, and the calibration."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY, environment

sys.path.insert(0, str(REPOSITORY / "benchmarks"))

import accuracy
import calibrate
from measuring import calibrating, dwie, gold, plover, results, samples
from measuring.results import Case, Count, Result

import kg
from kg import lexicon
from kg.extract.calibration import calibrated
from kg.graph import sampling
from kg.graph.store import load
from kg.graph.verdicts import Verdict
from kg.model import KgError

TABLE = lexicon.table("calibration")
Main = Callable[[Sequence[str]], int]


def script(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run one of the benchmark's scripts in a process of its own."""
    command = [sys.executable, str(REPOSITORY / "benchmarks" / name), *map(str, arguments)]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=300)


def failure(capsys: pytest.CaptureFixture[str], main: Main, *arguments: object) -> str:
    """Return the one line that a script ends with where it can do nothing."""
    assert main([str(one) for one in arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


# ---- gold facts ----

ARTICLE = """Kenya bans exports of raw soda ash

3 March 2026

Kenya banned exports of raw soda ash to Japan on Monday. "We will refine it here," said Joyce Wanjiru, Kenya's mining
minister.
"""
FACTS = """
- {id: K1-ban, article: K1, fact: Kenya bans exports, ask: '?m a kg:ExportBan ; kg:imposedBy ?c . C(?c,"KEN")'}
- {id: K1-minister, article: K1, fact: Wanjiru is a minister, ask: 'L(?p,"wanjiru") ?p kg:holdsPost ?o . ?o kg:role kg:Minister'}
- {id: K1-lost, article: K1, fact: Peru bans exports, ask: '?m a kg:ExportBan ; kg:imposedBy ?c . C(?c,"PER")'}
- {id: K1-wrong, article: K1, fact: Kenya is aimed at, ask: '?m kg:imposedBy ?c . C(?c,"KEN")', expect: false}
"""  # noqa: E501


def test_gold_facts_are_asked_of_each_article_and_of_all_together(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "K1.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    done = script(
        "accuracy.py",
        *("--gold", tmp_path / "articles", tmp_path / "facts.yaml", "--verbose"),
        *("--record", "--recorded", tmp_path / "run.json"),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("held 2 of 3 facts, kept out 0 of 1 falsehoods") == 2
    assert "lost  K1-lost: Peru bans exports" in done.stdout and "wrong K1-wrong" in done.stdout
    known = results.read(tmp_path / "run.json")
    alone = next(value for name, value in known.items() if name.endswith("each article alone"))
    assert alone == {
        "counts": {"measure": [1, 1, 1], "post": [1, 0, 0]},
        "lost": ["K1-lost"],
        "wrong": ["K1-wrong"],
    }


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("?m a kg:Tariff ; kg:imposedBy/(kg:officialOf|kg:partOf|kg:holdsPost/kg:postIn)* ?b", "measure"),
        ("?e a plover:REJECT ; kg:agent/(kg:officialOf|kg:partOf|kg:holdsPost/kg:postIn)* ?b", "event"),
        ("?k a kg:Claim ; rdf:predicate kg:participant ; rdf:object ?c ; kg:modality kg:Possible", "meeting"),
        ("?q a kg:Quotation ; kg:speaker ?p ; kg:text ?t", "quotation"),
        ('L(?p,"x") ?p a kg:Person ; kg:officialOf/(kg:officialOf|kg:partOf)* ?c', "post"),
        ("?c kg:memberOf ?b", "tie"),
        ("?x rdfs:label ?y", "other"),
    ],
)
def test_a_gold_fact_has_the_kind_that_its_pattern_asks_for(pattern: str, kind: str) -> None:
    assert gold.Fact("x", "K1", "a fact", pattern, True).kind == kind


def test_a_file_that_is_no_list_of_facts_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "facts.yaml").write_text("fact: one\n")
    told = failure(capsys, accuracy.main, "--gold", tmp_path, tmp_path / "facts.yaml")
    assert "facts.yaml: is no list of facts" in told


# ---- comparing with the recorded run ----


def test_a_run_is_compared_with_the_recorded_one(tmp_path: Path) -> None:
    old = Result("a.yaml", (Count("event", 5, 1, 3), Count("post", 2)), (Case("L1", "one"),), (Case("W1", "bad"),))
    new = Result("a.yaml", (Count("event", 6, 0, 2), Count("post", 2)), (Case("L2", "L2: two"),), ())
    results.record([old], tmp_path / "run.json")
    told = list(results.compared([new], results.read(tmp_path / "run.json")))
    assert "    event: right 5 → 6 (+1), wrong 1 → 0 (-1), missed 3 → 2 (-1)" in told
    assert "    newly lost: L2: two" in told and "    now held: L1" in told and "    now no longer wrong: W1" in told
    assert not any("post" in line for line in told)
    assert "  a.yaml: as before" in list(results.compared([old], results.read(tmp_path / "run.json")))


def test_recording_keeps_the_measurements_that_a_run_did_not_make(tmp_path: Path) -> None:
    results.record([Result("a", (Count("event", 1),))], tmp_path / "run.json")
    results.record([Result("b", (Count("post", 1),))], tmp_path / "run.json")
    assert sorted(results.read(tmp_path / "run.json")) == ["a", "b"]


@pytest.mark.parametrize(("text", "says"), [("{", "is not JSON"), ("[]", "is no recorded run")])
def test_a_broken_record_is_told(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(KgError, match=says):
        results.read(tmp_path / "run.json")


def test_a_count_without_anything_found_or_wanted_is_no_error() -> None:
    assert (Count("x").precision, Count("x").recall, Count("x", 0, 2, 2).f1) == (1.0, 1.0, 0.0)


# ---- relations between clusters ----


def relation_file(path: Path, relations: Sequence[tuple[str, int, int]]) -> Path:
    words = (
        "Kenyan Mining Minister Joyce Wanjiru met Norwegian Prime Minister Kari Lindahl in Nairobi . "
        "Wanjiru said that Kenya would export soda ash ."
    )
    clusters = [["Joyce Wanjiru", "Wanjiru"], ["Kenya"], ["Kenyan"], ["Kari Lindahl"], ["Norwegian"]]
    document = {
        "title": "T1",
        "sents": [words.split()],
        "vertexSet": [[{"name": name, "type": "x"} for name in cluster] for cluster in clusters],
        "labels": [{"r": name, "h": head, "t": tail} for name, head, tail in relations],
    }
    path.write_text(json.dumps([document]), encoding="utf-8")
    return path


def test_claims_are_compared_with_relations_between_clusters(tmp_path: Path) -> None:
    wanted = [("minister_of", 0, 1), ("minister_of-x", 0, 2), ("head_of_gov", 0, 1), ("gpe0", 2, 1)]
    result = dwie.measure(relation_file(tmp_path / "d.json", wanted))
    counts = {count.name: count for count in result.counts}
    assert counts["minister_of"] == Count("minister_of", 1, 0, 0)  # to the demonym and to the country is one pair
    assert counts["head_of_gov"] == Count("head_of_gov", 0, 1, 1)
    assert counts["gpe0"].right == 1
    assert "T1 head_of_gov 0 1" in [case.key for case in result.lost]
    assert "T1 head_of_gov 3 4" in [case.key for case in result.wrong]
    assert "Kari Lindahl → Norwegian" in next(case.text for case in result.wrong if "head_of_gov" in case.key)


def test_the_record_of_a_corpus_holds_none_of_its_words(tmp_path: Path) -> None:
    result = dwie.measure(relation_file(tmp_path / "d.json", [("head_of_gov", 0, 1)]))
    results.record([result], tmp_path / "run.json")
    assert "Wanjiru" not in (tmp_path / "run.json").read_text() and "T1 head_of_gov 0 1" in result.lost[0].key


@pytest.mark.parametrize("option", ["--dwie", "--plover"])
def test_a_file_of_another_form_is_told(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "d.json").write_text('[{"title": "x"}]')
    assert "d.json: is no" in failure(capsys, accuracy.main, option, tmp_path / "d.json")


# ---- events and the hold-out ----


def event_file(path: Path) -> Path:
    sentences = [
        ("S1", "ACCUSE", "Peru accused Chile of dumping copper.", "PER", "CHL"),
        ("S2", "DEMAND", "Kenya demanded that Norway reopen its port.", "KEN", "NOR"),
        ("S3", "SANCTION", "Peru accused Japan of spying.", "JPN", "PER"),
    ]
    records = [
        {"id": i, "date": "2026-03-02", "event": e, "text": t, "source": [{"code": s}], "target": [{"code": r}]}
        for i, e, t, s, r in sentences
    ]
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


def test_event_type_source_and_target_are_measured(tmp_path: Path) -> None:
    result = plover.measure(event_file(tmp_path / "p.json"))
    assert result.counts == (Count("ACCUSE", 1), Count("REQUEST", 1), Count("SANCTION", 0, 0, 1))
    assert "source 2 of 2 (1.00), target 2 of 2 (1.00)" in result.notes[0]
    assert result.notes[1] == "events of other types: ACCUSE 1"
    assert [case.key for case in result.lost] == ["S3 type"]


def test_the_hold_out_removes_the_rows_that_a_sentence_brought_and_no_others(tmp_path: Path) -> None:
    listed = tmp_path / "entries.csv"
    brought = [row["object"] for row in lexicon.table("event_verbs") if row["trigger"] == "accuse"]
    lines = ["table,trigger,object,sentence_id", *(f'event_verbs,accuse,"{o}",S1' for o in brought)]
    listed.write_text("\n".join([*lines, "event_verbs,accuse,,S9"]) + "\n")
    result = plover.hold_out(event_file(tmp_path / "p.json"), listed)
    assert "S1 type" in [case.key for case in result.lost]  # found only by the entries that it brought itself
    assert "events of other types: ACCUSE 1" in result.notes  # and they are there for the sentence of another fold
    assert f"{len(brought) + 1} entries listed" in result.notes[2] and "such as S9" in result.notes[-1]
    assert any(row["trigger"] == "accuse" for row in lexicon.table("event_verbs"))


def test_without_a_list_of_entries_nothing_is_removed_and_that_is_said(tmp_path: Path) -> None:
    result = plover.hold_out(event_file(tmp_path / "p.json"), tmp_path / "none.csv")
    assert result.total() == Count("all", 2, 0, 1)
    assert "nothing was removed" in result.notes[-1]


@pytest.mark.parametrize(
    ("text", "says"),
    [("verb,id\nx,y\n", "has other columns"), ("table,trigger,object,sentence_id\nno,x,,S1\n", "is no table")],
)
def test_a_faulty_list_of_entries_is_told(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "e.csv").write_text(text)
    with pytest.raises(KgError, match=says):
        plover.entries(tmp_path / "e.csv")


@pytest.mark.parametrize("arguments", [[], ["--hold-out", "--dwie", "x.json"]])
def test_a_call_without_anything_to_measure_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        accuracy.main(arguments)
    assert "error: " in capsys.readouterr().err


# ---- calibration ----


def verdicts_of(kind: str, weight: float, right: int, wrong: int) -> list[Verdict]:
    return [
        Verdict(word, kind, f"kg:{kind}", raw=weight)
        for word, number in (("right", right), ("wrong", wrong))
        for _ in range(number)
    ]


def test_the_fit_brings_what_is_stated_to_the_share_that_is_right() -> None:
    event, post, tie = verdicts_of("event", 0.9, 70, 30), verdicts_of("post", 0.7, 95, 5), verdicts_of("tie", 0.8, 1, 0)
    rows = calibrating.fit([*event, *post, *tie])
    assert calibrating.confidence(rows, event[0]) == pytest.approx(0.70, abs=0.04)
    assert calibrating.confidence(rows, post[0]) == pytest.approx(0.95, abs=0.03)
    assert calibrating.confidence(rows, tie[0]) < 0.95  # a single verdict hardly moves a kind


def test_classes_of_a_kind_that_are_right_more_often_are_stated_so() -> None:
    good = [replace(v, subject_class="plover:ACCUSE") for v in verdicts_of("event", 0.8, 38, 2)]
    bad = [replace(v, subject_class="plover:SUPPORT") for v in verdicts_of("event", 0.8, 24, 16)]
    rows = calibrating.fit([*good, *bad])
    assert calibrating.confidence(rows, good[0]) > calibrating.confidence(rows, bad[0]) + 0.15


def test_a_greater_weight_never_gives_a_lesser_confidence_even_if_verdicts_say_so() -> None:
    low, high = verdicts_of("event", 0.5, 90, 10), verdicts_of("event", 0.9, 10, 90)
    rows = calibrating.fit([*low, *high])
    assert calibrating.confidence(rows, high[0]) >= calibrating.confidence(rows, low[0])


def test_the_table_states_a_confidence_between_bounds_that_grows_with_the_weight() -> None:
    groups = {(row["kind"], row["class"], row["predicate"]) for row in lexicon.table("calibration")}
    for group in sorted(groups | {("none", "kg:None", "kg:none")}):
        stated = [calibrated(*group, weight / 20) for weight in range(21)]
        assert stated == sorted(stated) and stated[0] >= 0.05 and stated[-1] <= 0.99


def test_what_the_fit_states_is_what_the_extraction_states() -> None:
    known = [Verdict("right", row["kind"], row["predicate"], raw=0.8, subject_class=row["class"]) for row in TABLE]
    rows = [
        calibrating.Row(
            (row["kind"], row["class"], row["predicate"]),
            float(row["slope"]) if row["slope"] else None,
            float(row["offset"]),
            int(row["verdicts"]),
            int(row["right"]),
        )
        for row in TABLE
    ]
    for one in known:
        assert calibrating.confidence(rows, one) == calibrated(one.kind, one.subject_class, one.predicate, 0.8)


def test_the_kept_verdicts_hold_no_text_and_the_fit_writes_a_table_that_the_lexicon_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["raw,verdict,note,kind,class,predicate,subject,sentence"]
    for n in range(120):
        word = "right" if n % 5 else "wrong"
        lines.append(f"0.8,{word},class {n % 2},event,plover:ACCUSE,kg:agent,Peru,Peru accused Chile.")
    (tmp_path / "judged.csv").write_text("\n".join(lines) + "\n")
    assert calibrate.main(["keep", str(tmp_path / "judged.csv"), "-o", str(tmp_path / "kept.csv")]) == 0
    assert "Peru" not in (tmp_path / "kept.csv").read_text()
    assert calibrate.main(["fit", str(tmp_path / "kept.csv"), "-o", str(tmp_path / "table.csv")]) == 0
    assert "each tenth by a fit to the others" in capsys.readouterr().out
    written = lexicon.rows((tmp_path / "table.csv").read_text())
    assert [row["kind"] for row in written] == ["", "event", "event", "event"]
    assert list(written[0]) == list(lexicon.table("calibration")[0])


def test_too_few_verdicts_are_not_fitted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "v.csv").write_text("raw,verdict,kind\n0.8,right,event\n")
    assert "too few" in failure(capsys, calibrate.main, "fit", tmp_path / "v.csv", "-o", tmp_path / "t.csv")
    assert not (tmp_path / "t.csv").exists()


def test_every_claim_of_a_graph_states_what_the_table_makes_of_its_rules_weight(tmp_path: Path) -> None:
    with samples.uncalibrated() as tables:
        kg.build(REPOSITORY / "seeds", tmp_path / "raw", formats=["ttl"], lexicon=tables)
    lexicon.use(None)
    kg.build(REPOSITORY / "seeds", tmp_path / "stated", formats=["ttl"])
    raw = {one.iri: one for one in sampling.sample(load(tmp_path / "raw" / "graph.ttl"), 10_000)}
    stated = sampling.sample(load(tmp_path / "stated" / "graph.ttl"), 10_000)
    assert len(stated) == len(raw) > 50
    for one in stated:
        weight = raw[one.iri].confidence
        assert weight is not None
        assert one.confidence == calibrated(one.kind, one.subject_class, one.predicate, weight)


def test_a_sample_for_readers_has_the_rules_own_weights(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "K1.txt").write_text(ARTICLE, encoding="utf-8")
    done = script("calibrate.py", "sample", "--articles", tmp_path / "articles", "-o", tmp_path / "s.csv")
    assert done.returncode == 0, done.stderr
    rows = lexicon.rows((tmp_path / "s.csv").read_text())
    assert rows and all(
        calibrated(row["kind"], row["class"], row["predicate"], float(row["raw"])) == float(row["confidence"])
        for row in rows
    )
