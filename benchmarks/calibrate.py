"""Confidence that means something: verdicts of readers, turned into `kg/lexicon/calibration.csv`.

    python benchmarks/calibrate.py sample --articles ../shared/gold/articles --dwie ../shared/data/dwie_dev.json \\
        -n 150 --seed 2 -o sample.csv         # random claims of each source with the rules' own weights, to be judged
    python benchmarks/calibrate.py keep sample.csv -o benchmarks/verdicts/2026-11-22.csv     # no text of the corpora
    python benchmarks/calibrate.py fit benchmarks/verdicts/*.csv     # writes the table, prints how reliable it is

A reader writes right, wrong or doubtful into the column `verdict` and, where it is not right, the class of error into
`note`. Whoever judges must not have written the rules. `fit` prints what is stated for claims that it was not fitted
to (ten folds): that is the table for the docs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from measuring import calibrating, samples

from kg.graph import verdicts
from kg.graph.verdicts import Verdict
from kg.model import KgError

KEPT = ("kind", "class", "predicate", "raw", "verdict", "note")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the three steps; return 0, or 2 where an input cannot be used."""
    options = _options().parse_args(arguments)
    try:
        options.run(options)
    except KgError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(required=True)
    drawing = steps.add_parser("sample", help="draw claims with the weights that the rules gave them")
    drawing.add_argument("--articles", type=Path, help="folder of articles")
    drawing.add_argument("--dwie", type=Path, help="JSON file of DWIE articles")
    drawing.add_argument("-n", "--number", type=int, default=150, help="of claims from each source")
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("-o", "--output", type=Path, required=True)
    drawing.set_defaults(run=_sample)
    keeping = steps.add_parser("keep", help="write the verdicts without any text")
    keeping.add_argument("files", type=Path, nargs="+")
    keeping.add_argument("-o", "--output", type=Path, required=True)
    keeping.set_defaults(run=_keep)
    fitting = steps.add_parser("fit", help="fit the table of calibration")
    fitting.add_argument("files", type=Path, nargs="+")
    fitting.add_argument("-o", "--output", type=Path, default=calibrating.TABLE)
    fitting.set_defaults(run=_fit)
    return parser


def _sample(options: argparse.Namespace) -> None:
    rows = []
    for name, source in (("articles", options.articles), ("dwie", options.dwie)):
        if source is not None:
            rows += [{"source": name, **row} for row in samples.draw(name, source, options.number, options.seed)]
    if not rows:
        raise KgError("nothing to draw from; name --articles or --dwie")
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    print(f"{options.output}: {len(rows)} claims to be judged")


def _keep(options: argparse.Namespace) -> None:
    kept = [verdict for path in options.files for verdict in verdicts.read(path)]
    if any(verdict.raw is None for verdict in kept):
        raise KgError("a claim has no raw confidence; take a sample made by this script")
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(KEPT)
        writer.writerows(
            [v.kind, v.subject_class, v.predicate, f"{v.raw:g}", v.verdict, v.note] for v in sorted(kept, key=_order)
        )
    print(f"{options.output}: {len(kept)} verdicts")


def _order(verdict: Verdict) -> tuple[str, str, str, float, str, str]:
    return (verdict.kind, verdict.subject_class, verdict.predicate, verdict.raw or 0.0, verdict.verdict, verdict.note)


def _fit(options: argparse.Namespace) -> None:
    known = sorted((v for path in options.files for v in verdicts.read(path) if v.raw is not None), key=_order)
    if len(known) < calibrating.LEAST:
        raise KgError(f"{len(known)} verdicts with a raw confidence are too few; judge at least {calibrating.LEAST}")
    unseen = calibrating.held_out(known)
    print(verdicts.render([replace(v, confidence=v.raw) for v in known]), end="")
    print("\nafter calibration, each tenth by a fit to the others:")
    print("\n".join(verdicts.reliability_lines(verdicts.reliability(unseen))))
    rows = calibrating.fit(known)
    calibrating.write(rows, options.output)
    print(f"\n{options.output}: {len(rows)} rows from {len(known)} verdicts")


if __name__ == "__main__":
    sys.exit(main())
