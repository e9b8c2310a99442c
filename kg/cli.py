"""The command `kg`: parse options, call the API, print. Data goes to stdout, talk to stderr.

Exit codes: 0 all well, 1 some inputs were skipped (or a graph has violations), 2 nothing could be done, 130 that
it was interrupted. Whatever is not needed to show help is imported when a command runs.
"""

from __future__ import annotations

import os
import sys

try:
    import logging
    import re
    import signal
    from collections.abc import Iterator, Sequence
    from contextlib import contextmanager
    from datetime import date, datetime
    from pathlib import Path
    from types import FrameType
    from typing import TYPE_CHECKING, Any, NoReturn

    import click

    from kg import signals
    from kg.messages import visible, without_number
    from kg.model import KgError
except KeyboardInterrupt:  # Ctrl-C before there is anything that could answer it
    os.write(2, b"interrupted; nothing was written\n" if sys.argv[1:2] == ["build"] else b"interrupted\n")
    os._exit(130)

if TYPE_CHECKING:
    from kg.analysis.summary import Form
    from kg.graph.query import Format
    from kg.pipeline import BuildResult, Progress

GRAPH = Path("exports/graph.ttl")
PICTURE = "graph.html"
PROJECTION = "On actors, measures and events become edges."
WRITTEN = ("ttl", "trig", "html", "report", "gexf", "graphml", "csv")
ANSWERS = ("table", "csv", "json", "ttl")
SAMPLES = ("text", "csv", "json")
ALL_WELL, SOME_SKIPPED, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 130


def example(line: str) -> str:
    """Return the epilog that every command has: one line that runs as it stands."""
    return f"\b\nExample:\n  {line}"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; every error that a user can mend is one line on stderr."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    signals.settled = False
    before = _answer_signals()
    try:
        return _run(words)
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if arguments is None else handler)  # our process is about to end


def _answer_signals() -> dict[int, Any]:
    """Take SIGTERM and Ctrl-C for an interruption; return what answered them before. Who ignores Ctrl-C still does."""
    before = {signal.SIGTERM: signal.signal(signal.SIGTERM, _interrupt)}
    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:
        before[signal.SIGINT] = signal.signal(signal.SIGINT, _interrupt)
    return {int(number): handler for number, handler in before.items()}


def _run(words: Sequence[str]) -> int:
    logging.basicConfig(level=logging.ERROR, format="%(message)s", stream=sys.stderr)
    logging.getLogger("kg").setLevel(logging.WARNING)
    try:
        code = cli.main(words, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return int(code or ALL_WELL)
    except click.ClickException as error:  # how the command was called
        error.show()
        return NOTHING_DONE
    except KgError as error:
        click.echo(visible(f"Error: {error}"), err=True)
        return NOTHING_DONE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; nothing was written" if words[:1] == ["build"] else "interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has enough
        return ALL_WELL


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    if not signals.settled:  # what is written stays, and so the build is done
        raise KeyboardInterrupt


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from kg import __version__

        click.echo(f"kg {__version__}")
        context.exit()


def _day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no date; write it like 2026-02-01") from error


def _formats(_context: click.Context, _parameter: click.Parameter, text: str | None) -> tuple[str, ...] | None:
    return tuple(part.strip() for part in text.split(",") if part.strip()) if text is not None else None


@click.group(epilog=example("kg build seeds/"), context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli() -> None:
    """Read news and fill a knowledge graph of who does what to whom over which mineral or tariff."""


@cli.command("build", epilog=example("kg build seeds/ -o exports/ --format ttl,html"))
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", default="exports", show_default=True, metavar="DIR", help="Folder to write into.")
@click.option(
    "--format", "formats", callback=_formats, help="Some of ttl,trig,html,report,gexf,graphml,csv.  [default: all]"
)
@click.option("--base-iri", help="What the addresses of things begin with.")
@click.option("--model", help="Another installed spaCy pipeline for English.")
@click.option("--lexicon", type=Path, metavar="DIR", help="Folder of tables that add to ours.")
@click.option("--date", callback=_day, metavar="YYYY-MM-DD", help="The date of articles that give none.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Number of processes.  [default: as useful]")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def build_command(inputs: tuple[str, ...], output: str, quiet: bool, **options: Any) -> int:
    """Build a graph of articles: files (txt, html, json, jsonl, rss), folders, addresses, or - for standard input."""
    from kg.pipeline import NothingToBuild, build

    if not all(name.strip() for name in inputs):
        raise KgError("an INPUT is empty; name a file, a folder or an address")
    given = {name: value for name, value in options.items() if value is not None}
    try:
        with _progress(shown=not quiet and sys.stderr.isatty()) as progress:
            result = build(inputs, output, progress=progress, **given)
    except NothingToBuild as error:
        _tell_skipped(error.skipped)
        raise KgError(error.SHORT) from error
    _tell_skipped(result.skipped)
    for violation in result.violations or ():
        click.echo(visible(f"Violation: {violation}"), err=True)
    if not quiet:
        _tell_found(result, Path(output))
    return SOME_SKIPPED if result.skipped else ALL_WELL


def _tell_skipped(skipped: Sequence[object]) -> None:
    for item in skipped:
        click.echo(visible(f"Skipped: {item}"), err=True)


def _tell_found(result: BuildResult, output: Path) -> None:
    """Print what was found and where it lies."""
    kinds = ", ".join(_several(number, name) for name, number in result.kinds.items())
    rows = [(name, f"{number:,}", kinds if name == "entities" else "") for name, number in result.counts.items()]
    width = max(len(name) for name, _, _ in rows)
    most = max(len(number) for _, number, _ in rows)
    for name, number, more in rows:
        click.echo(f"{name:<{width}}  {number:>{most}}  {more}".rstrip())
    click.echo(visible(f"Written to {output}{os.sep}: {', '.join(path.name for path in result.files)}"))
    if result.violations is None:
        graph = next((str(path) for path in result.files if path.suffix == ".ttl"), "GRAPH")
        click.echo(visible(f"Too large to be checked along the way: kg validate {graph}"))
    if picture := next((path for path in result.files if path.name == PICTURE), None):
        click.echo(visible(f"The picture: open {picture} in a browser"))


def _several(number: int, noun: str) -> str:
    plural = noun if number == 1 else noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {plural}"


@contextmanager
def _progress(shown: bool) -> Iterator[Progress | None]:
    """Show the steps of a build as a bar on stderr, without a thread of its own (worker processes are forked)."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("reading")

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total, refresh=True)

        yield tell


@cli.command("query", epilog=example("kg query exports/graph.ttl --name ministers"))
@click.argument("words", nargs=-1, metavar="[GRAPH] [QUERY]")
@click.option("--file", "file", type=Path, metavar="Q.rq", help="Read the query from a file.")
@click.option("--name", metavar="NAME", help="Ask a packaged question.")
@click.option("--list", "listing", is_flag=True, help="List the packaged questions.")
@click.option("--format", "form", type=click.Choice(ANSWERS), default="table", show_default=True, help="Of the answer.")
def query_command(words: tuple[str, ...], file: Path | None, name: str | None, listing: bool, form: Format) -> None:
    """Ask a graph (exports/graph.ttl where none is named) in SPARQL; its prefixes need no declaration."""
    from kg.graph.query import query, question, questions, render
    from kg.graph.store import load

    if listing:
        width = max(len(q.name) for q in questions())
        click.echo("\n".join(f"{q.name:<{width}}  {q.description}" for q in questions()))
        return
    if file is not None and name is not None:
        raise click.UsageError("--file and --name are two queries; give one of them")
    path, text = _graph_and_query(words, given=file is not None or name is not None)
    if file is not None:
        text = _text_of(file)
    elif name is not None:
        text = question(name).text
    folded = None if sys.stdout.isatty() else 10_000  # a table in a pipe is not folded
    click.echo(render(query(load(path), text), form, width=folded), nl=False)


def _graph_and_query(words: Sequence[str], given: bool) -> tuple[Path, str]:
    """Tell the graph from the query among the words; with the query given by an option there is only a graph."""
    most = 1 if given else 2
    if len(words) > most:
        raise click.UsageError(
            "beside --file or --name only a graph is named; leave the query out"
            if given
            else "more words than a graph and one query; put the query in quotation marks"
        )
    if given:
        if words and re.search(r"[{}]", words[0]) and not Path(words[0]).exists():
            raise click.UsageError("a query beside --file or --name is one too many; give one of them")
        return Path(words[0]) if words else GRAPH, ""
    if len(words) == 2:
        return Path(words[0]), words[1]
    if not words or Path(words[0]).suffix in {".ttl", ".trig", ".nt", ".nq"}:
        raise click.UsageError("name a query: 'SELECT …', --file Q.rq or --name NAME; kg query --list shows the names")
    return GRAPH, words[0]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = without_number(error) if isinstance(error, OSError) else "not UTF-8"
        raise KgError(f"{path}: cannot be read ({reason}); name a file with a query in UTF-8") from error


@cli.command("explain", epilog=example("kg explain Australia exports/graph.ttl"))
@click.argument("name")
@click.argument("graph", type=Path, default=GRAPH)
def explain_command(name: str, graph: Path) -> int:
    """Show an entity, its facts, and for each the sentences, articles and who says so."""
    from kg.graph.explain import explain, render
    from kg.graph.store import load

    found = explain(load(graph), name)
    click.echo(render(found), nl=False, err=bool(found.candidates))
    return NOTHING_DONE if found.candidates else ALL_WELL


@cli.command("export", epilog=example("kg export exports/graph.ttl -o pictures/ --format gexf --projection actors"))
@click.argument("graph", type=Path, default=GRAPH)
@click.option("-o", "--output", default="exports", show_default=True, metavar="DIR", help="Folder to write into.")
@click.option("--format", "formats", callback=_formats, help="Some of html,report,gexf,graphml,csv.  [default: all]")
@click.option("--projection", type=click.Choice(["full", "actors"]), default="full", show_default=True, help=PROJECTION)
@click.option("--focus", multiple=True, metavar="NAME", help="Draw a large graph around this; may be repeated.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def export_command(graph: Path, output: str, formats: tuple[str, ...] | None, quiet: bool, **options: Any) -> None:
    """Draw a graph that is there: as a page, a report, for Gephi and other tools, or projected on its actors."""
    from kg.export import PICTURES, PROJECTED, export

    every = PICTURES if options["projection"] == "full" else PROJECTED
    paths = export(graph, output, formats=every if formats is None else formats, **options)
    if not quiet:
        click.echo(visible(f"Written to {Path(output)}{os.sep}: {', '.join(path.name for path in paths)}"))


@cli.command("stats", epilog=example("kg stats exports/graph.ttl"))
@click.argument("graph", type=Path, default=GRAPH)
@click.option("-n", "--top", type=click.IntRange(min=1), default=10, show_default=True, help="Of each ranking.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def stats_command(graph: Path, top: int, form: Form) -> None:
    """Say what a graph holds, who is central, who stands between, and which groups there are."""
    from kg.analysis.summary import render, summary
    from kg.export import opened

    click.echo(render(summary(opened(graph), top=top), form), nl=False)


@cli.command("validate", epilog=example("kg validate exports/graph.ttl"))
@click.argument("graph", type=Path, default=GRAPH)
def validate_command(graph: Path) -> int:
    """Check a graph against the shapes of the ontology; exit with 1 where it breaks one."""
    from kg.graph.validate import NothingToCheck, validate

    try:
        violations = validate(graph)
    except NothingToCheck as error:
        click.echo(visible(str(error)), err=True)
        return SOME_SKIPPED
    for violation in violations:
        click.echo(visible(str(violation)))
    click.echo(f"{visible(str(graph))}: {len(violations) or 'no'} violation{'' if len(violations) == 1 else 's'}")
    return SOME_SKIPPED if violations else ALL_WELL


@cli.command("sample", epilog=example("kg sample exports/graph.ttl -n 5 --seed 1"))
@click.argument("graph", type=Path, required=False)
@click.option("-n", "--number", type=click.IntRange(min=1), default=50, show_default=True, help="Of claims to draw.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed draws the same claims.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only claims of this kind, such as event.")
@click.option("--predicate", "predicates", multiple=True, metavar="NAME", help="Only claims of it: kg:imposedBy.")
@click.option("--format", "form", type=click.Choice(SAMPLES), default="text", show_default=True, help="Of the output.")
@click.option("--score", type=Path, metavar="FILE", help="Score a CSV sample whose column verdict is filled in.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def sample_command(graph: Path | None, form: str, score: Path | None, quiet: bool, **options: Any) -> None:
    """Draw random claims with their sentences for people to judge, or score what they judged."""
    if score is not None:
        if graph is not None:
            raise click.UsageError("--score reads a file of verdicts, no graph; leave the graph out")
        click.echo(_scored(score, form), nl=False)
        return
    from kg.graph.sampling import render, sample
    from kg.graph.store import load

    drawn = sample(load(graph or GRAPH), **options)
    click.echo(render(drawn, form), nl=False)
    if not quiet and len(drawn) < options["number"]:
        click.echo(f"There are only {_several(len(drawn), 'such claim')}; all are shown.", err=True)
    if not quiet and form == "csv":
        click.echo("Write right, wrong or doubtful into the column verdict, then: kg sample --score FILE", err=True)


def _scored(path: Path, form: str) -> str:
    import json

    from kg.graph.verdicts import read, render, to_json

    if form == "csv":
        raise click.UsageError("a score is told as text or json; leave --format csv out")
    verdicts = read(path)
    return json.dumps(to_json(verdicts), indent=1) + "\n" if form == "json" else render(verdicts)


@cli.command("completion", epilog=example("kg completion bash"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print the script that completes kg's commands and options in a shell."""
    from click.shell_completion import get_completion_class

    chosen = get_completion_class(shell)
    assert chosen is not None
    click.echo(chosen(cli, {}, "kg", "_KG_COMPLETE").source())


if __name__ == "__main__":
    main()
