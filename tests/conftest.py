"""What several tests share: the repository, the command run in a process of its own, and articles to build."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(**more: str) -> dict[str, str]:
    """Return the environment in which a process finds this working tree's package."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1", **more}


def names_in(folder: Path) -> list[str]:
    """Return the sorted names of what a folder holds."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The project's sample articles."""
    return REPOSITORY / "seeds"


@pytest.fixture
def kg(tmp_path: Path) -> Run:
    """Run `kg` with arguments in a process of its own, in the test's folder."""

    def run(*arguments: object, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, env=environment(**env), input=stdin, capture_output=True, text=True, timeout=300
        )

    return run


@pytest.fixture
def news(tmp_path: Path) -> Callable[[int], Path]:
    """Return a function that writes a folder with so many different articles of about 1,500 characters."""
    countries = ["Chile", "Peru", "Kenya", "Norway", "India", "Japan", "Canada", "Brazil"]
    minerals = ["lithium", "copper", "graphite", "nickel", "cobalt"]

    def write(number: int) -> Path:
        folder = tmp_path / "news"
        folder.mkdir()
        for n in range(number):
            one, two = countries[n % 8], countries[(n + 1 + n // 8) % 8]
            mineral = minerals[n % 5]
            lines = [f"{one} and {two} talk about {mineral} quota {n}", "", f"{1 + n % 28} March 2026", ""]
            for part in range(6):
                lines += [
                    f"{one} imposed a tariff of {10 + n + part} per cent on {mineral} from {two} in round {part}. "
                    f'"We will respond," said a spokesperson for the government of {two} number {part}. '
                    f"Ministers from both countries will meet in Geneva on day {part + 2}.",
                    "",
                ]
            (folder / f"{n:03}.txt").write_text("\n".join(lines), encoding="utf-8")
        return folder

    return write
