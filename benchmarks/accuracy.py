"""How much of what careful readers found is in the graph, and how much of the graph is right.

    python benchmarks/accuracy.py --gold ../shared/gold/articles ../shared/gold/dev.yaml
    python benchmarks/accuracy.py --gold benchmarks/gold/articles benchmarks/gold/facts.yaml --verbose
    python benchmarks/accuracy.py --dwie ../shared/data/dwie_dev.json --plover ../shared/data/plover_dev.json --hold-out
    python benchmarks/accuracy.py --verdicts benchmarks/verdicts/*.csv

Each figure is compared with `benchmarks/accuracy.json`, the recorded run; `--record` writes the new figures into it.
The corpora are not in the repository: name your own files.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from measuring import dwie, gold, plover, results
from measuring.results import Result

from kg.extract.calibration import calibrated
from kg.graph import verdicts
from kg.graph.verdicts import Verdict
from kg.model import KgError

HERE = Path(__file__).resolve().parent
RECORDED = HERE / "accuracy.json"
ENTRIES = HERE / "plover_entries.csv"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measurements asked for; return 0, or 2 where an input cannot be used."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not (options.gold or options.dwie or options.plover or options.verdicts):
        parser.error("nothing to measure; name --gold, --dwie, --plover or --verdicts")
    if options.hold_out and not options.plover:
        parser.error("--hold-out needs --plover")
    try:
        _run(options)
    except KgError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--gold", nargs=2, type=Path, action="append", default=[], metavar=("ARTICLES", "FACTS"), help="repeatable")
    add("--dwie", type=Path, metavar="FILE", help="DWIE articles in DocRED form")
    add("--plover", type=Path, metavar="FILE", help="PLOVER gold records")
    add("--hold-out", action="store_true", help="PLOVER too without the entries that its sentences brought, in folds")
    add("--entries", type=Path, default=ENTRIES, metavar="FILE", help="list of these entries")
    add("--verdicts", type=Path, nargs="+", default=[], metavar="FILE", help="judged samples (kg sample): reliability")
    add("--verbose", action="store_true", help="name each thing lost or wrong")
    add("--record", action="store_true", help="write the figures into the recorded run")
    add("--recorded", type=Path, default=RECORDED, metavar="FILE", help="the recorded run")
    return parser


def _run(options: argparse.Namespace) -> None:
    found = []
    for result in _measured(options):
        found.append(result)
        print("\n".join(results.lines(result, options.verbose)))
    if options.verdicts:
        print("\n".join(_judged(options.verdicts)))
    if found and options.recorded.exists():
        print("\n".join(results.compared(found, results.read(options.recorded))))
    if found and options.record:
        results.record(found, options.recorded)
        print(f"\nrecorded in {options.recorded}")


def _measured(options: argparse.Namespace) -> Iterator[Result]:
    for articles, facts in options.gold:
        yield from gold.measure(articles, facts)
    if options.dwie:
        yield dwie.measure(options.dwie)
    if options.plover:
        yield plover.measure(options.plover)
    if options.hold_out:
        yield plover.hold_out(options.plover, options.entries)


def _judged(files: Sequence[Path]) -> Iterator[str]:
    known = [verdict for path in files for verdict in verdicts.read(path)]
    yield ""
    yield from verdicts.precision_lines(known)
    yield ""
    yield from verdicts.reliability_lines(verdicts.reliability(known, stated))


def stated(verdict: Verdict) -> float | None:
    """Return what is stated of a judged claim: where the rule's own weight was recorded, what the table makes of it."""
    if verdict.raw is None:
        return verdict.confidence
    return calibrated(verdict.kind, verdict.subject_class, verdict.predicate, verdict.raw)


if __name__ == "__main__":
    sys.exit(main())
