"""The whole path: the same bytes whatever the order and the number of processes, and input that is no good."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY, Run, environment, names_in

from kg import extract, lexicon, workers
from kg.cli import run
from kg.extract.clause.classes import noun_classes
from kg.model import Article, KgError, Quantity, Record
from kg.pipeline import BuildResult, NothingToBuild, build

GOOD = "China bans gallium exports\n\n3 March 2026\n\nChina banned exports of gallium to the United States on Monday.\n"
TABLES = ["claims.csv", "nodes.csv", "edges.csv"]
GRAPHS = ["graph.gexf", "graph.graphml", "graph.html", "graph.trig", "graph.ttl", "report.html"]
FILES = sorted([*TABLES, *GRAPHS])


def digests(folder: Path) -> dict[str, str]:
    """Return a digest of each file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def built(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return build([seeds], tmp_path_factory.mktemp("built"))


def test_a_build_writes_every_format_and_nothing_else(built: BuildResult) -> None:
    folder = built.files[0].parent
    assert names_in(folder) == FILES == sorted(path.name for path in built.files)


def test_a_build_says_what_it_found(built: BuildResult) -> None:
    assert built.counts["articles"] == 2 and not built.skipped
    for kind in ("entities", "measures", "agreements", "events", "claims", "quotations"):
        assert built.counts[kind] > 0, kind
    assert built.kinds["country"] > 5 and built.kinds["government body"] > 0
    assert sum(built.kinds.values()) == built.counts["entities"]


def test_the_shapes_find_nothing_wrong_with_a_build(built: BuildResult) -> None:
    assert built.violations == ()


def test_the_exports_in_the_repository_are_those_of_the_seeds(built: BuildResult) -> None:
    fresh, kept = digests(built.files[0].parent), digests(REPOSITORY / "exports")
    stale = [name for name in sorted(fresh | kept) if fresh.get(name) != kept.get(name)]
    assert not stale, f"exports/ is stale in {', '.join(stale)}: run make graph and commit it"


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(GOOD)
    result = build(["a.txt"])
    assert result.files == () and result.counts["articles"] == 1
    assert names_in(tmp_path) == ["a.txt"]


def test_order_processes_and_hash_seed_do_not_change_a_byte(
    kg: Run, news: Callable[[int], Path], tmp_path: Path
) -> None:
    folder = news(30)
    paths = sorted(folder.iterdir())
    first = kg("build", *paths, "-o", "one", "--jobs", 1, PYTHONHASHSEED="0")
    shuffled = tmp_path / "shuffled"
    shuffled.mkdir()
    for number, path in enumerate(random.Random(7).sample(paths, len(paths))):
        shutil.copy(path, shuffled / f"{number}.txt")
    second = kg("build", shuffled, "-o", "two", "--jobs", 2, PYTHONHASHSEED="1")
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert sum(path.stat().st_size for path in paths) > 2 * workers.BATCH  # so there was work for two


def test_the_base_iri_begins_the_address_of_every_thing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    build([tmp_path / "a.txt"], tmp_path / "out", formats=["trig"], base_iri="https://example.org/news")
    text = (tmp_path / "out" / "graph.trig").read_text()
    assert "https://example.org/news/country/" in text
    assert "https://w3id.org/geopolkg/id/" not in text


# --- Bad input: each its one line, the others built ---------------------------------------------------------------


def html(body: str) -> str:
    return f"<!doctype html><html><head><title>Menu</title></head><body>{body}</body></html>"


GERMAN = (
    "Die Bundesregierung hat am Montag neue Zölle auf Stahl angekündigt. "
    "Der Minister sagte, dass die Maßnahme nötig sei, weil "
    " die Preise gefallen sind. Die Opposition kritisierte den Beschluss und forderte Verhandlungen mit China. "
)
BAD: dict[str, tuple[str, bytes]] = {
    "an empty file": ("empty.txt", b""),
    "random bytes": ("noise.txt", random.Random(1).randbytes(20_000)),
    "a PDF renamed to .txt": (
        "report.txt",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n",
    ),
    "a 50 MB line": ("line.txt", b"word " * 10_000_001),
    "HTML without text": ("page.html", html("<nav><a href='/'>Home</a></nav><script>var a = 1;</script>").encode()),
    "JSON without text": ("record.json", json.dumps({"title": "Only a title", "id": 4}).encode()),
    "JSON that breaks off": ("broken.json", b'{"title": "A", "text": "Chi'),
    "another language": ("zoll.txt", (GERMAN * 4).encode()),
    "an article longer than any": (
        "long.txt",
        "\n\n".join(f"It banned {n} exports of tin." for n in range(12_000)).encode(),
    ),
}


@pytest.fixture(scope="module")
def bad_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, list[str], Path]:
    """Build bad files, an empty folder, a missing path and a good file; give exit code, lines of stderr, output."""
    folder = tmp_path_factory.mktemp("bad")
    inputs = folder / "inputs"
    inputs.mkdir()
    for name, data in BAD.values():
        (inputs / name).write_bytes(data)
    (inputs / "good.txt").write_text(GOOD)
    (folder / "hollow").mkdir()
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "build",
        "inputs",
        "hollow",
        "missing.txt",
        "-o",
        "out",
        "--format",
        "ttl",
    ]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=300)
    return done.returncode, done.stderr.splitlines(), folder / "out"


@pytest.mark.parametrize("what", BAD)
def test_bad_input_gets_one_line_that_names_it_and_the_remedy(
    what: str, bad_build: tuple[int, list[str], Path]
) -> None:
    name = BAD[what][0]
    lines = [line for line in bad_build[1] if name in line]
    assert len(lines) == 1, lines or bad_build[1]
    assert lines[0].startswith("Skipped: ") and "; " in lines[0] and len(lines[0]) < 300


@pytest.mark.parametrize(("name", "says"), [("hollow", "folder without files"), ("missing.txt", "does not exist")])
def test_a_path_with_nothing_behind_it_gets_its_line(
    name: str, says: str, bad_build: tuple[int, list[str], Path]
) -> None:
    (line,) = [line for line in bad_build[1] if f"Skipped: {name}" in line]
    assert says in line


def test_the_other_files_are_still_built_and_the_exit_code_is_1(bad_build: tuple[int, list[str], Path]) -> None:
    code, lines, out = bad_build
    assert code == 1
    assert len(lines) == len(BAD) + 2
    assert "gallium" in (out / "graph.ttl").read_text()


def test_where_no_input_is_good_the_exit_code_is_2_and_the_old_output_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").touch()
    out = tmp_path / "out"
    out.mkdir()
    (out / "graph.ttl").write_text("old")
    assert run(["build", str(tmp_path / "empty.txt"), "-o", str(out)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 and "empty.txt" in lines[0] and "nothing was built" in lines[1]
    assert (out / "graph.ttl").read_text() == "old" and names_in(out) == ["graph.ttl"]


def test_the_api_says_which_inputs_were_skipped(tmp_path: Path) -> None:
    with pytest.raises(NothingToBuild) as caught:
        build([tmp_path / "nowhere.txt"], tmp_path / "out")
    assert [item.source for item in caught.value.skipped] == [str(tmp_path / "nowhere.txt")]
    assert not (tmp_path / "out").exists()


def test_an_article_without_a_date_is_built_without_inventing_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "China bans gallium exports\n\nChina banned exports of gallium to Japan last April.\n"
    )
    result = build([tmp_path / "a.txt"], tmp_path / "out", formats=["ttl"])
    assert not result.skipped and result.records[0].article.date is None
    text = (tmp_path / "out" / "graph.ttl").read_text()
    assert "schema:datePublished" not in text and "kg:startDate" not in text


def test_a_name_with_script_in_it_runs_nowhere_and_harms_no_format(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    text = f'Minister Ann {evil} Lee of Australia met Japan\'s minister.\n\n"{evil}", said the minister in Tokyo.\n'
    article = {"title": f"Australia {evil} meets Japan", "text": text, "date": "2026-03-03", "source": evil}
    (tmp_path / "a.json").write_text(json.dumps(article))
    result = build([tmp_path / "a.json"], tmp_path / "out")
    assert result.violations == ()
    assert evil not in (tmp_path / "out" / "graph.html").read_text()


@pytest.mark.parametrize("where", ["file/out", "file"])
def test_a_folder_that_cannot_be_written_is_told_before_the_work(
    where: str, tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("old")
    begin = time.perf_counter()
    assert run(["build", str(seeds), "-o", str(tmp_path / where)]) == 2
    assert time.perf_counter() - begin < 1
    (line,) = capsys.readouterr().err.splitlines()
    assert str(tmp_path / where) in line and "name another folder" in line
    assert (tmp_path / "file").read_text() == "old"


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_the_processes_and_leaves_old_files_whole(
    jobs: int, news: Callable[[int], Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "graph.ttl").write_text("old")
    command = [sys.executable, "-m", "kg.cli", "build", str(news(120)), "-o", str(out), "--jobs", str(jobs)]
    process = subprocess.Popen(
        command,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )
    if jobs > 1:
        wait_for(lambda: len(members(process.pid)) > jobs)
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130 and not stdout
    assert stderr.strip().splitlines() == ["interrupted; nothing was written"]
    assert names_in(out) == ["graph.ttl"] and (out / "graph.ttl").read_text() == "old"
    wait_for(lambda: not members(process.pid))


def test_workers_end_when_their_parent_is_killed(news: Callable[[int], Path], tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "build",
        str(news(120)),
        "-o",
        str(tmp_path / "out"),
        "--jobs",
        "2",
        "-q",
    ]
    process = subprocess.Popen(command, env=environment(), start_new_session=True)
    wait_for(lambda: len(members(process.pid)) > 2)
    process.kill()
    process.wait()
    wait_for(lambda: not members(process.pid))


def members(group: int) -> list[int]:
    """Return the live processes of a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so; fail when it takes too long."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


# --- Workers ------------------------------------------------------------------------------------------------------


def test_an_article_that_breaks_the_extraction_does_not_take_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = extract.extract

    def fragile(doc: object, article: Article) -> Record:
        if "tungsten" in article.text:
            raise ZeroDivisionError("a bug")
        return whole(doc, article)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "extract", fragile)
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD.replace("gallium", "tungsten").replace("Monday", "Friday"))
    result = build([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert result.counts["articles"] == 1
    (skipped,) = result.skipped
    assert skipped.source.endswith("b.txt") and "ZeroDivisionError: a bug" in str(skipped)


def test_batches_hold_every_article_once_in_order_and_none_is_much_too_long() -> None:
    lengths = [random.Random(n).randrange(1, workers.BATCH * 2) for n in range(50)]
    articles = [Article(f"article/{n:02}", "", "x" * length) for n, length in enumerate(lengths)]
    packed = workers.batches(articles)
    assert [article for batch in packed for article in batch] == articles
    assert all(len(batch) == 1 or sum(len(a.text) for a in batch) <= workers.BATCH for batch in packed)


# --- A lexicon of one's own ---------------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    yield folder
    lexicon.use(None)


def test_rows_of_an_added_folder_come_after_ours(own: Path) -> None:
    ours = lexicon.table("units")
    (own / "units.csv").write_text("# flasks of quicksilver\nform,unit,kind\nflask,{flask},mass\n")
    lexicon.use(own)
    assert lexicon.table("units")[:-1] == ours
    assert lexicon.table("units")[-1]["form"] == "flask" and lexicon.table("units")[-1].keys() == ours[0].keys()
    lexicon.use(None)
    assert lexicon.table("units") == ours


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("unitz.csv", "form\nflask\n", "no such table"),
        ("units.csv", "form,colour\nflask,red\n", "unknown column 'colour'"),
        ("numerals.toml", "a = [", "not valid TOML"),
        ("notes.md", "nothing", "holds no .csv or .toml"),
    ],
)
def test_a_fault_in_an_added_folder_is_told_with_its_file(name: str, text: str, says: str, own: Path) -> None:
    (own / name).write_text(text)
    with pytest.raises(KgError, match=says) as caught:
        lexicon.use(own)
    assert str(own) in str(caught.value)


def test_a_unit_of_an_added_folder_is_read_in_articles(own: Path, kg: Run, tmp_path: Path) -> None:
    text = "Japan plans tin reserve\n\nJapan established a strategic reserve of 500 zurkles of tin on Monday.\n"
    (tmp_path / "a.txt").write_text(text)
    (own / "units.csv").write_text("form,unit,factor,kind\nzurkles,t,1,mass\n")
    assert kg("build", "a.txt", "-o", "out", "--format", "ttl", "--lexicon", own).returncode == 0
    assert 'kg:text "500 zurkles"' in (tmp_path / "out" / "graph.ttl").read_text()


def test_builds_of_one_process_read_each_their_own_lexicon(own: Path, tmp_path: Path) -> None:
    text = "Japan plans tin reserve\n\nJapan established a strategic reserve of 500 zurkles of tin on Monday.\n"
    (tmp_path / "a.txt").write_text(text)

    def amounts(folder: Path | None) -> list[tuple[str, str]]:
        records = build([tmp_path / "a.txt"], lexicon=folder, jobs=1).records
        objects = [claim.object for record in records for claim in record.claims]
        return [(o.text, str(o.amount)) for o in objects if isinstance(o, Quantity) and "zurkle" in o.text]

    (own / "units.csv").write_text("form,unit,factor,kind\nzurkles,t,1,mass\n")
    assert amounts(None) == []
    assert amounts(own) == [("500 zurkles", "500")]
    (own / "units.csv").write_text("form,unit,factor,kind\nzurkles,t,10,mass\n")
    assert amounts(own) == [("500 zurkles", "5000")]
    assert amounts(None) == []


def test_a_noun_class_that_names_an_unknown_one_is_told(own: Path) -> None:
    (own / "noun_classes.toml").write_text('[classes]\nzurkle = ["flask", "@zurkles"]\n')
    lexicon.use(own)
    with pytest.raises(KgError, match="@zurkle: names the unknown class @zurkles"):
        noun_classes()


def test_noun_classes_may_name_each_other(own: Path) -> None:
    (own / "noun_classes.toml").write_text('[classes]\none = ["flask", "@two"]\ntwo = ["vial", "@one"]\n')
    lexicon.use(own)
    assert noun_classes()["one"] == noun_classes()["two"] == {"flask", "vial"}


def test_a_faulty_lexicon_stops_the_command_with_one_line(own: Path, seeds: Path, kg: Run) -> None:
    (own / "units.csv").write_text("form,colour\nflask,red\n")
    done = kg("build", seeds, "--lexicon", own)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and "colour" in done.stderr
