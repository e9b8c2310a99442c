"""What the README and the page on the command promise."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY

from kg.cli import run

PAGES = [REPOSITORY / "README.md", REPOSITORY / "docs" / "command.md"]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def command_lines(page: Path) -> list[str]:
    """Return the lines of a page's shell blocks that call kg, continued lines joined."""
    blocks = [
        body for kind, body in FENCED.findall(page.read_text(encoding="utf-8")) if kind in {"sh", "bash", "console"}
    ]
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.removeprefix("$ ") for line in lines if line.removeprefix("$ ").startswith("kg ")]


def test_the_readme_begins_with_the_two_commands() -> None:
    first = "\n".join((REPOSITORY / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    match = FENCED.search(first)
    assert match, "no fenced block in the first 40 lines"
    commands = [line.partition("#")[0].strip() for line in match[2].splitlines() if line.strip()]
    assert commands == ["make graph", "make test"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_a_page_links_to_are_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("line", [line for page in PAGES for line in command_lines(page)])
def test_each_command_line_of_the_docs_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REPOSITORY / "seeds", tmp_path / "seeds")
    shutil.copytree(REPOSITORY / "exports", tmp_path / "exports")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line, comments=True)
    cut = next((n for n, word in enumerate(words) if word in {"|", ">", ">>", "&&"}), len(words))
    assert run(words[1:cut]) == 0, capsys.readouterr().err
