"""Fit `kg/lexicon/calibration.csv` to verdicts: Platt scaling with offsets shrunk towards the wider group.

The log-odds that a claim is right are `slope * logit(weight) + offset`, with one slope for all, and an offset that is
the sum of one for all, one for the kind, one for the subject's class and one for the predicate within the kind. All but
the first have a normal prior of mean zero, so that a group with few verdicts hardly departs from the wider one
(J. Platt, "Probabilistic outputs for support vector machines", 1999; A. Gelman and J. Hill, "Data analysis using
regression and multilevel models", ch. 12, 2007). Doubtful claims count as not right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg import lexicon
from kg.extract.calibration import LEAST as LOWEST
from kg.extract.calibration import MOST as HIGHEST
from kg.graph.verdicts import Verdict

TABLE = lexicon.FOLDER / "calibration.csv"
LEAST = 100  # verdicts without which nothing is fitted
FOLDS = 10
SPREAD_OF_KINDS = 1.0  # standard deviation of the offsets of kinds, in log-odds
SPREAD_OF_PARTS = 0.6  # of those of classes and predicates within a kind
SPREAD_OF_ALL = 10.0
SPREAD_OF_SLOPE = 0.5  # around 1: rules' weights are taken to be in the right order
_ROUNDS = 100
Array = NDArray[np.float64]


Group = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: an offset for a kind, class and predicate; an empty one stands for all."""

    group: Group
    slope: float | None  # only in the row for all
    offset: float
    verdicts: int
    right: int


def _logit(weight: float) -> float:
    clamped = min(max(weight, LOWEST), HIGHEST)
    return log(clamped / (1 - clamped))


def _groups(verdict: Verdict) -> list[Group]:
    """Return the groups that a claim belongs to, the widest first."""
    kind = verdict.kind
    groups = (("", "", ""), (kind, "", ""), (kind, verdict.subject_class, ""), (kind, "", verdict.predicate))
    return list(dict.fromkeys(groups))


def fit(verdicts: Sequence[Verdict]) -> list[Row]:
    """Return the rows fitted to verdicts with a raw confidence, sorted, the one for all first."""
    members: dict[Group, list[int]] = defaultdict(list)
    for n, verdict in enumerate(verdicts):
        for group in _groups(verdict):
            members[group].append(n)
    groups = sorted(members)
    design = np.zeros((len(verdicts), 1 + len(groups)))
    design[:, 0] = [_logit(verdict.raw or 0.5) for verdict in verdicts]
    for n, group in enumerate(groups, 1):
        design[members[group], n] = 1
    target = np.array([float(verdict.verdict == "right") for verdict in verdicts])
    mean = np.array([1.0] + [0.0] * len(groups))
    precision = np.array([SPREAD_OF_SLOPE, *map(_spread, groups)]) ** -2.0
    weights = _solve(design, target, mean, precision)
    if weights[0] < 0:  # verdicts against the rules' order: their weights say nothing
        design[:, 0], mean[0] = 0, 0
        weights = _solve(design, target, mean, precision)
    return [
        Row(
            group,
            round(float(weights[0]), 3) if group == ("", "", "") else None,
            round(float(weight), 3),
            len(members[group]),
            sum(verdicts[n].verdict == "right" for n in members[group]),
        )
        for group, weight in zip(groups, weights[1:], strict=True)
    ]


def _spread(group: Group) -> float:
    kind, subject_class, predicate = group
    return SPREAD_OF_PARTS if subject_class or predicate else SPREAD_OF_KINDS if kind else SPREAD_OF_ALL


def _solve(design: Array, target: Array, mean: Array, precision: Array) -> Array:
    """Return the most probable weights of a logistic regression with a normal prior, by Newton's method."""
    weights = mean.copy()
    for _ in range(_ROUNDS):
        share = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (target - share) - precision * (weights - mean)
        curvature = (design.T * (share * (1 - share))) @ design + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step / max(1.0, float(np.abs(step).max()))  # no leap past the top
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights


def confidence(rows: Sequence[Row], verdict: Verdict) -> float:
    """Return what a table states of a claim, as `kg.extract.calibration` does."""
    offsets = {row.group: row.offset for row in rows}
    slope = next(row.slope for row in rows if row.slope is not None)
    odds = exp(slope * _logit(verdict.raw or 0.5) + sum(offsets.get(group, 0.0) for group in _groups(verdict)))
    return round(min(max(odds / (1 + odds), LOWEST), HIGHEST), 2)


def held_out(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts with the confidence that a fit to the other nine tenths states of each."""
    stated = []
    for fold in range(FOLDS):
        rows = fit([v for n, v in enumerate(verdicts) if n % FOLDS != fold])
        mine = [v for n, v in enumerate(verdicts) if n % FOLDS == fold]
        stated += [replace(v, confidence=confidence(rows, v)) for v in mine]
    return stated


def write(rows: Sequence[Row], path: Path) -> None:
    """Write the table with the header comment that it has."""
    comment = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [*comment, "kind,class,predicate,slope,offset,verdicts,right"]
    for row in rows:
        slope = "" if row.slope is None else f"{row.slope:g}"
        lines.append(f"{','.join(row.group)},{slope},{row.offset:g},{row.verdicts},{row.right}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
