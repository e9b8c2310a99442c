"""What a new user runs into: one's own exports among the articles, odd names, data that is no article, Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import REPOSITORY, environment

import kg as library
from kg import export
from kg.articles import Reading, read
from kg.cli import run
from kg.graph.validate import NothingToCheck, validate
from kg.pipeline import NothingToBuild, build

GOOD = "China bans gallium exports\n\n3 March 2026\n\nChina banned exports of gallium to the United States on Monday.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one article, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(GOOD)
    return tmp_path


def reasons(reading: Reading) -> list[str]:
    return [skipped.reason for skipped in reading.skipped]


# --- Graphs and tables are no articles ----------------------------------------------------------------------------


@pytest.mark.parametrize("output", ["exports", "."])
def test_a_second_build_does_not_read_what_the_first_has_written(
    output: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", ".", "-o", output]) == 0
    first = (here / output / "graph.ttl").read_bytes()
    assert run(["build", ".", "-o", output]) == 0
    assert not capsys.readouterr().err
    assert (here / output / "graph.ttl").read_bytes() == first


def test_articles_in_the_output_folder_are_read(here: Path) -> None:
    assert len(read([here], output=here).articles) == 1


def test_graphs_and_tables_elsewhere_get_a_line_each(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "exports", tmp_path / "old")
    reading = read([tmp_path], output=tmp_path / "new")
    assert not reading.articles and len(reading.skipped) == 9
    assert all("not an article" in reason for reason in reasons(reading))


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\n\n@prefix kg: <https://example.org/> .\n",
        "PREFIX kg: <https://example.org/>\nkg:a kg:b kg:c .\n",
        '<http://a.example/a> <http://a.example/b> "c" .\n',
        "<http://a.example/a> <http://a.example/b> <http://a.example/c> <http://a.example/g> .\n",
    ],
)
def test_a_graph_under_another_name_is_known_by_its_content(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert reasons(read([tmp_path / "a.txt"])) == ["is an RDF graph, not an article"]


@pytest.mark.parametrize(
    "text",
    ["", "word", "a" * 5000, "Hello world", "CHN,gallium,ban", "year,mineral,of which\nPeru,rare earth oxides,tax"],
)
def test_what_holds_no_sentence_is_skipped(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text)
    (reason,) = reasons(read([tmp_path / "a.txt"]))
    assert reason in ("holds no sentence", "is empty")


@pytest.mark.parametrize(
    "text",
    [
        "La Chine interdit les exportations de gallium.",
        "Le gouvernement limite les ventes de cuivre.",
        "El gobierno limita las ventas de cobre.",
    ],
)
def test_one_sentence_in_another_language_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert reasons(read([tmp_path / "a.txt"])) == ["is in a language other than English"]


@pytest.mark.parametrize(
    "text",
    [
        "China bans gallium.",
        "Estonia, Latvia, Lithuania, Poland, Slovakia, Slovenia sign railway pact",
        "Three die in Rio de Janeiro.",
        "El Salvador bans metal mining.",
        "Peru says no to de facto embargo.",
        "Codelco,SQM sign lithium deal.",
    ],
)
def test_a_short_english_text_is_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert not read([tmp_path / "a.txt"]).skipped


def test_a_page_of_many_nested_boxes_is_read_and_one_of_endless_lists_is_told(tmp_path: Path) -> None:
    sentence = "<p>China banned exports of gallium to the United States on Monday.</p>"
    (tmp_path / "a.html").write_text("<html><body>" + "<div>" * 400 + sentence + "</div>" * 400)
    (tmp_path / "b.html").write_text("<html><body>" + "<ul><li>" * 400 + sentence)
    reading = read([tmp_path])
    assert "banned exports of gallium" in reading.articles[0].text
    assert reasons(reading) == ["is HTML that is nested too deeply"]


# --- Names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", ""], "an INPUT is empty"),
        (["build", "a.txt", ""], "an INPUT is empty"),
        (["build", "a.txt", "-o", ""], "empty name"),
        (["build", "a.txt", "-o", "a.txt"], "a.txt: is a file, not a folder"),
        (["build", "ftp://example.org/a"], "only http and https"),
        (["query", "--file", "."], "cannot be read (Is a directory)"),
        (["query", "--name", "ministers", "SELECT * {}"], "one too many"),
        (["query", "--name", "ministers", "--file", "q.rq"], "give one of them"),
        (["query", "g.nt", "ASK { SERVICE <http://a/> {} }"], "ask this graph alone"),
    ],
)
def test_a_mistake_has_exit_code_2_and_says_what_to_do(
    arguments: list[str], says: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "g.nt").write_text("<http://a> <http://b> <http://c> .")
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert says in err and not out and "Errno" not in err and "allow" not in err


def test_an_empty_name_does_not_stand_for_this_folder(here: Path) -> None:
    assert reasons(read([""])) == ["is no name"]


@pytest.mark.parametrize("named", [".", "shut"])
def test_a_folder_that_cannot_be_read_is_told(named: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "shut").mkdir(mode=0)
    if os.geteuid() == 0:  # who may read everything
        listed = os.scandir

        def scandir(path: str) -> object:
            if Path(path).name == "shut":
                raise PermissionError(13, "Permission denied", str(path))
            return listed(path)

        monkeypatch.setattr(os, "scandir", scandir)
    reading = read([named])
    assert [str(s).endswith("(Permission denied); check its permissions") for s in reading.skipped] == [True]
    assert len(reading.articles) == (named == ".")


def test_line_ends_in_a_name_do_not_break_the_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "two\nlines\x1b[1m.txt").touch()
    assert run(["build", ".", "-o", "new\nfolder", "--format", "ttl"]) == 1
    out, err = capsys.readouterr()
    assert err.splitlines() == [r"Skipped: two\nlines\x1b[1m.txt: is empty; give a file whose article has text"]
    assert r"Written to new\nfolder/: graph.ttl" in out.splitlines()


def test_one_path_need_not_stand_in_a_list(here: Path) -> None:
    assert library.build("a.txt").counts["articles"] == library.build(here).counts["articles"] == 1
    assert len(read("a.txt").articles) == 1


def test_the_error_of_the_api_names_the_first_reasons(here: Path) -> None:
    with pytest.raises(NothingToBuild, match=r"n0: does not exist; n1: .*; n2: .*; and 2 more\); name files"):
        build([f"n{number}" for number in range(5)])


# --- What is counted, checked and explained -----------------------------------------------------------------------


def test_the_counts_are_those_of_a_query(here: Path, seeds: Path) -> None:
    counts = build([seeds, here / "a.txt"], here / "out", formats=["ttl"]).counts
    store = ox.Store()
    store.load(path=here / "out" / "graph.ttl", format=ox.RdfFormat.TURTLE)
    assert counts["triples"] == len(store)
    for name, kind in (("articles", "Article"), ("claims", "Claim"), ("events", "Event"), ("measures", "Measure")):
        query = f"SELECT DISTINCT ?x {{ ?x a <https://w3id.org/geopolkg/ontology#{kind}> }}"
        assert counts[name] == len(list(store.query(query))), name  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "says"), [("", "is empty"), ("<http://a> a <http://b> .", "holds nothing of the classes of geopolkg")]
)
def test_a_graph_in_which_nothing_can_be_checked_is_not_said_to_be_well(
    text: str, says: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "g.ttl").write_text(text)
    assert run(["validate", "g.ttl"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"g.ttl: {says}")
    with pytest.raises(NothingToCheck):
        validate("g.ttl")


def test_a_name_that_is_misspelt_gets_the_closest_label(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "Austrlia", str(REPOSITORY / "exports" / "graph.ttl")]) == 2
    assert "did you mean Australia?" in capsys.readouterr().err


# --- Ctrl-C -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "says"), [("build", "interrupted; nothing was written"), ("query", "interrupted")])
def test_ctrl_c_during_the_imports_gives_one_line(command: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")  # as if it came just then
    code = f"import sys; sys.argv[1:] = [{command!r}, 'a']; sys.path.insert(0, {str(tmp_path)!r}); import kg.cli"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (130, "", [says])


def test_ctrl_c_after_the_files_are_in_place_comes_too_late(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = export.write

    def write(*arguments: object, **options: object) -> object:
        files = whole(*arguments, **options)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGINT)
        return files

    monkeypatch.setattr(export, "write", write)
    assert run(["build", "a.txt", "-o", "out"]) == 0
    out, err = capsys.readouterr()
    assert "Written to out" in out and not err


def test_an_interrupted_query_says_nothing_of_writing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.graph import query

    def slow(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(query, "query", slow)
    assert run(["query", str(REPOSITORY / "exports" / "graph.ttl"), "ASK {}"]) == 130
    assert capsys.readouterr().err.strip() == "interrupted"
