"""What readers judged of sampled claims: verdicts read back, precision by kind, reliability of the confidence."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.kinds import OTHER
from kg.messages import without_number
from kg.model import KgError

WORDS = {
    **dict.fromkeys(("right", "r", "1"), "right"),
    **dict.fromkeys(("wrong", "w", "0"), "wrong"),
    **dict.fromkeys(("doubtful", "d"), "doubtful"),
}
"""What may stand in the column `verdict`, in any case, and what it means; an empty one is not judged yet."""

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where the bins of the reliability table begin; the last number is the end of the last bin."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judged claim; `note` is the reader's own, `raw` the confidence before calibration where that was recorded."""

    verdict: str  # "right", "wrong" or "doubtful"
    kind: str
    predicate: str = ""
    confidence: float | None = None
    note: str = ""
    raw: float | None = None
    subject_class: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How many of some judged claims are right, with the 95 % Wilson interval; doubtful ones count as not right."""

    name: str
    right: int
    wrong: int
    doubtful: int
    low: float
    high: float
    stated: float | None = None  # mean confidence, in a reliability table

    @property
    def judged(self) -> int:
        """Return the number of claims judged."""
        return self.right + self.wrong + self.doubtful

    @property
    def precision(self) -> float:
        """Return the share of right ones."""
        return self.right / self.judged


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson's score method (no continuity correction).

    >>> tuple(round(bound, 3) for bound in wilson(9, 10))
    (0.596, 0.982)
    """
    from scipy.stats import binomtest  # type: ignore[import-untyped]

    interval = binomtest(right, judged).proportion_ci(0.95, method="wilson")
    return float(interval.low), float(interval.high)


def read(path: str | Path) -> list[Verdict]:
    """Return the verdicts of a file that `kg sample --format csv` wrote and a reader filled in.

    Columns may stand in any order and be separated by commas, semicolons or tabs, as spreadsheets write them. Raises
    KgError where the file cannot be read, has no verdict, or a verdict or confidence is none (with its line).
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: is not UTF-8 text; save the sample as CSV in UTF-8") from error
    except (OSError, ValueError) as error:
        raise KgError(f"{path}: cannot be read ({without_number(error)}); name a CSV file with verdicts") from error
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        if "verdict" not in names:
            raise KgError(f"{path}: has no column verdict; take a file made by kg sample --format csv")
        reader.fieldnames = names
        found = [verdict for row in reader if (verdict := _verdict(path, reader.line_num, row))]
    except csv.Error as error:
        raise KgError(f"{path}, line {reader.line_num}: is not CSV ({error}); save the sample as CSV") from error
    if not found:
        raise KgError(f"{path}: no claim is judged; write right, wrong or doubtful into the column verdict")
    return found


def _verdict(path: Path, line: int, row: dict[str, str | None]) -> Verdict | None:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    word = cell("verdict").lower()
    if not word:
        return None
    if word not in WORDS:
        raise KgError(f"{path}, line {line}: {word!r} is no verdict; write right, wrong or doubtful (r, w, d, 1, 0)")
    stated, raw = (_number(path, line, cell(name)) for name in ("confidence", "raw"))
    return Verdict(WORDS[word], cell("kind") or OTHER, cell("predicate"), stated, cell("note"), raw, cell("class"))


def _number(path: Path, line: int, text: str) -> float | None:
    try:
        number = float(text.replace(",", ".")) if text else None
    except ValueError:
        number = -1.0
    if number is not None and not 0 <= number <= 1:
        raise KgError(f"{path}, line {line}: {text!r} is no confidence; it is a number from 0 to 1")
    return number


def by_kind(verdicts: Iterable[Verdict]) -> list[Score]:
    """Return the score of each kind, in alphabetical order, and that of all."""
    known = list(verdicts)
    groups = {kind: [v for v in known if v.kind == kind] for kind in sorted({v.kind for v in known})}
    return [_score(name, group) for name, group in [*groups.items(), ("all", known)]]


def reliability(
    verdicts: Iterable[Verdict], confidence: Callable[[Verdict], float | None] | None = None
) -> list[Score]:
    """Return how many are right among the claims of each bin of confidence; bins without a claim are left out.

    `confidence` says what is stated of a claim, by default its column of that name; claims without are not counted.
    """
    stated = [(value, v) for v in verdicts if (value := (confidence(v) if confidence else v.confidence)) is not None]
    found = []
    for low, high in pairwise(BINS):
        inside = [(value, v) for value, v in stated if low <= value < high or (high == BINS[-1] and value == high)]
        if inside:
            mean = sum(value for value, _ in inside) / len(inside)
            found.append(_score(f"{low:g} to {high:g}", [v for _, v in inside], mean))
    return found


def _score(name: str, verdicts: Sequence[Verdict], stated: float | None = None) -> Score:
    right, wrong, doubtful = (sum(v.verdict == word for v in verdicts) for word in ("right", "wrong", "doubtful"))
    return Score(name, right, wrong, doubtful, *wilson(right, len(verdicts)), stated)


def render(verdicts: Sequence[Verdict]) -> str:
    """Return precision by kind and the reliability table as text."""
    return "\n".join([*precision_lines(verdicts), "", *reliability_lines(reliability(verdicts))]) + "\n"


def precision_lines(verdicts: Iterable[Verdict]) -> list[str]:
    """Return the lines of the table of precision by kind."""
    lines = ["kind           judged  right  wrong  doubtful  precision  95 % interval"]
    for one in by_kind(verdicts):
        interval = f"{one.low:.2f} to {one.high:.2f}"
        counts = f"{one.judged:>6} {one.right:>6} {one.wrong:>6} {one.doubtful:>9}"
        lines.append(f"{one.name:<14} {counts} {one.precision:>10.2f}  {interval}")
    return lines


def reliability_lines(scores: Sequence[Score]) -> list[str]:
    """Return the lines of a reliability table."""
    if not scores:
        return ["no claim has a confidence"]
    lines = ["confidence     judged  right  stated  share right  off by  95 % interval"]
    for one in scores:
        off = one.precision - (one.stated or 0.0)
        interval = f"{one.low:.2f} to {one.high:.2f}"
        counts = f"{one.judged:>6} {one.right:>6} {one.stated or 0.0:>7.2f}"
        lines.append(f"{one.name:<14} {counts} {one.precision:>12.2f} {off:>+7.2f}  {interval}")
    return lines


def to_json(verdicts: Sequence[Verdict]) -> list[dict[str, object]]:
    """Return both tables as plain data, one object a line of either."""
    tables = [("kind", by_kind(verdicts)), ("confidence", reliability(verdicts))]
    return [
        {
            "table": table,
            "name": one.name,
            "judged": one.judged,
            "right": one.right,
            "wrong": one.wrong,
            "doubtful": one.doubtful,
            "precision": round(one.precision, 4),
            "low": round(one.low, 4),
            "high": round(one.high, 4),
            **({} if one.stated is None else {"stated": round(one.stated, 4)}),
        }
        for table, scores in tables
        for one in scores
    ]
