"""From the weight that a rule gives a claim to the share of such claims that readers found right.

`logit(confidence) = slope * logit(weight) + offsets`: one slope for all, and the sum of the offsets of all claims, of
the claim's kind (`kg.kinds`), and within the kind of its subject's class and of its predicate (Platt scaling). They
stand in `kg/lexicon/calibration.csv`, which `benchmarks/calibrate.py` fits to the verdicts of readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from math import exp, log

from kg import lexicon
from kg.kinds import OTHER, kind_of
from kg.model import Claim, Entity, Occurrence

LEAST, MOST = 0.05, 0.99


def calibrate(
    claims: Iterable[Claim], occurrences: Mapping[str, Occurrence], entities: Mapping[str, Entity]
) -> list[Claim]:
    """Return the claims of an article with the weights that rules gave them turned into confidence."""
    found = []
    for claim in claims:
        subject = occurrences.get(claim.subject) or entities.get(claim.subject)
        kind = _kind(subject, claim.predicate)
        of = min(subject.types) if subject and subject.types else ""
        found.append(replace(claim, confidence=calibrated(kind, of, claim.predicate, claim.confidence)))
    return found


def _kind(subject: Occurrence | Entity | None, predicate: str) -> str:
    """Return the kind of a claim, the same that the graph's classes give."""
    if isinstance(subject, Occurrence):
        narrow = kind_of(subject.types, "")
        return subject.kind if narrow == OTHER else narrow
    return kind_of(subject.types if subject else (), predicate)


def calibrated(kind: str, subject_class: str, predicate: str, weight: float) -> float:
    """Return the confidence of a claim, 0.05 to 0.99 with two decimals, by what it says and its rule's weight.

    Among claims of one kind, class and predicate a greater weight never gives a lesser confidence.
    """
    slope, offsets = _table()
    groups = (("", "", ""), (kind, "", ""), (kind, subject_class, ""), (kind, "", predicate))
    clamped = min(max(weight, LEAST), MOST)
    odds = exp(slope * log(clamped / (1 - clamped)) + sum(offsets.get(group, 0.0) for group in dict.fromkeys(groups)))
    return round(min(max(odds / (1 + odds), LEAST), MOST), 2)


@cache
def _table() -> tuple[float, Mapping[tuple[str, str, str], float]]:
    """Return the slope and the offsets by kind, class and predicate; of equal rows the last one holds."""
    rows = lexicon.table("calibration")
    slope = [float(row["slope"]) for row in rows if row["slope"]]
    return slope[-1] if slope else 1.0, {
        (row["kind"], row["class"], row["predicate"]): float(row["offset"]) for row in rows
    }
