"""The command as a user meets it: help that runs, options, exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from conftest import REPOSITORY, Run, environment, names_in

from kg.cli import cli, run

COMMANDS = sorted(cli.commands)


def example_of(command: click.Command) -> str:
    """Return the line under "Example:" in a command's help."""
    assert command.epilog, f"{command.name} has no example"
    return command.epilog.partition("Example:")[2].strip()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_one_line_of_help_and_an_example(name: str) -> None:
    command = cli.commands[name]
    assert command.help and "\n" not in command.help.strip()
    assert command.help.endswith(".")
    assert example_of(command).startswith(f"kg {name}") and "\n" not in example_of(command)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_of_each_command_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REPOSITORY / "seeds", tmp_path / "seeds")
    shutil.copytree(REPOSITORY / "exports", tmp_path / "exports")
    monkeypatch.chdir(tmp_path)
    assert run(shlex.split(example_of(cli.commands[name]))[1:]) == 0
    assert capsys.readouterr().out.strip()


def test_help_comes_at_once_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, kg.cli\n"
        "kg.cli.run(['build', '--help'])\n"
        "heavy = {'spacy', 'numpy', 'rdflib', 'pyoxigraph', 'trafilatura', 'rich', 'networkx'} & sys.modules.keys()\n"
        "assert not heavy, heavy\n"
    )
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment(), check=True, capture_output=True)
    assert time.perf_counter() - begin < 1.0  # 0.1 s on an idle machine


@pytest.mark.parametrize("options", [["--version"], ["--help"], ["completion", "bash"], ["completion", "zsh"]])
def test_what_is_asked_for_goes_to_stdout(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(options) == 0
    out, err = capsys.readouterr()
    assert "kg" in out and not err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build"], "Missing argument"),
        (["build", "seeds", "--format", "pdf"], "choose from ttl, trig, html, report, gexf, graphml, csv"),
        (["build", "seeds", "--format", ""], "choose from"),
        (["build", "seeds", "--base-iri", "not an iri"], "absolute"),
        (["build", "seeds", "--date", "yesterday"], "2026-02-01"),
        (["build", "seeds", "--jobs", "0"], "--jobs"),
        (["build", "seeds", "--model", "xx_none"], "not installed"),
        (["build", "seeds", "--lexicon", "nowhere"], "no such lexicon folder"),
        (["build", "nowhere.txt"], "nowhere.txt: does not exist"),
        (["build", "seeds", "-o", "README.md/out"], "name another folder"),
        (["frobnicate"], "No such command"),
        (["query", "nowhere.ttl", "ASK {}"], "nowhere.ttl"),
        (["query", "exports/graph.ttl", "SELEKT"], "SELEKT"),
        (["query", "exports/graph.ttl"], "name a query"),
        (["query", "--name", "no-such-question"], "no-such-question"),
        (["query", "--file", "nowhere.rq"], "nowhere.rq"),
        (["explain", "Atlantis"], "Atlantis"),
        (["explain", "China", "nowhere.ttl"], "nowhere.ttl"),
        (["validate", "README.md"], "README.md"),
    ],
)
def test_a_mistake_is_told_on_stderr_with_exit_code_2_and_no_traceback(
    arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert says in err and "Traceback" not in err
    assert not out


def test_a_reader_who_stops_reading_is_no_error() -> None:
    command = [sys.executable, "-m", "kg.cli", "query", "SELECT * { ?s ?p ?o }"]
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_query_answers_on_stdout_in_the_format_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    question = "SELECT ?name { ?c kg:iso3 'CHN' ; rdfs:label ?name }"
    assert run(["query", question, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == ["name", "China"]
    assert run(["query", "exports/graph.ttl", question, "--format", "json"]) == 0
    assert '"China"' in capsys.readouterr().out


def test_a_query_comes_from_a_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    (tmp_path / "q.rq").write_text("ASK { ?c kg:iso3 'CHN' }")
    assert run(["query", "--file", str(tmp_path / "q.rq")]) == 0
    assert "yes" in capsys.readouterr().out


def test_each_packaged_question_is_listed_and_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert run(["query", "--list"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert "ministers" in names
    for name in names:
        assert run(["query", "--name", name]) == 0, name


def test_explain_shows_the_facts_of_an_entity_with_their_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert run(["explain", "Australia"]) == 0
    out = capsys.readouterr().out
    assert "Australia" in out and "A$1.2 billion" in out


def test_validate_finds_nothing_wrong_with_the_exports(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    assert run(["validate", "exports/graph.ttl"]) == 0
    assert capsys.readouterr().out.splitlines() == ["exports/graph.ttl: no violations"]


def test_standard_input_is_an_article(kg: Run, tmp_path: Path) -> None:
    text = "China bans gallium exports\n\n3 March 2026\n\nChina banned exports of gallium to Japan on Monday.\n"
    done = kg("build", "-", "-o", "out", "--format", "ttl", stdin=text)
    assert done.returncode == 0, done.stderr
    assert "country:CHN" in (tmp_path / "out" / "graph.ttl").read_text()
    assert names_in(tmp_path / "out") == ["graph.ttl"]
    assert "articles" in done.stdout and "graph.ttl" in done.stdout
