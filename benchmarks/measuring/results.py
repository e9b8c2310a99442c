"""What was measured: counts by kind, what was lost and what was wrong, a recorded run and how a new one differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.messages import without_number
from kg.model import KgError


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind were found (`right`), found though they are not so (`wrong`), and not found (`missed`)."""

    name: str
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Return the share of right ones of what was found, 1 where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what there is that was found, 1 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was not as it should be. `key` names it without words of a corpus, `text` tells it to a reader."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """A measurement: its figures by kind and, for people, what was lost and what was wrong.

    `of_wrong` is how many things must not be found, where there is a list of these (the gold's falsehoods). `precise`
    says that everything is annotated, so that what is found beside it is wrong and precision means something.
    """

    name: str
    counts: tuple[Count, ...]
    lost: tuple[Case, ...] = ()
    wrong: tuple[Case, ...] = ()
    of_wrong: int | None = None
    notes: tuple[str, ...] = ()
    precise: bool = False

    def total(self) -> Count:
        """Return the sum of the counts."""
        return Count(
            "all",
            sum(c.right for c in self.counts),
            sum(c.wrong for c in self.counts),
            sum(c.missed for c in self.counts),
        )


def lines(result: Result, verbose: bool) -> Iterator[str]:
    """Yield a result as text: a table by kind, a sum, and with `verbose` each thing lost or wrong."""
    yield ""
    yield result.name
    yield f"  {'kind':<16} {'right':>6} {'wrong':>6} {'missed':>7}  recall" + ("  precision    F1" * result.precise)
    for count in (*result.counts, result.total()):
        yield _line(count, result.precise)
    if result.of_wrong is not None:
        total, all_wrong = result.total(), result.of_wrong or 0
        right = f"held {total.right} of {total.right + total.missed} facts"
        yield f"  {right}, kept out {all_wrong - total.wrong} of {all_wrong} falsehoods"
    yield from (f"  {note}" for note in result.notes)
    if verbose:
        yield from (f"  lost  {case.text}" for case in result.lost)
        yield from (f"  wrong {case.text}" for case in result.wrong)


def _line(count: Count, precise: bool) -> str:
    figures = f"  {count.name:<16} {count.right:>6} {count.wrong:>6} {count.missed:>7} {count.recall:>7.2f}"
    return f"{figures} {count.precision:>10.2f} {count.f1:>5.2f}" if precise else figures


# ---- the recorded run ----


def record(results: Iterable[Result], path: Path) -> None:
    """Write the figures of a run beside those of measurements that it did not make; no text of a corpus."""
    known = read(path) if path.exists() else {}
    for result in results:
        known[result.name] = {
            "counts": {c.name: [c.right, c.wrong, c.missed] for c in result.counts},
            "lost": sorted(case.key for case in result.lost),
            "wrong": sorted(case.key for case in result.wrong),
        }
    try:
        path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as error:
        raise KgError(f"{path}: cannot be written ({without_number(error)}); name another file") from error


def read(path: Path) -> dict[str, Any]:
    """Return a recorded run by the names of its measurements. Raises KgError where the file is none."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path}: cannot be read ({error}); name a recorded run") from error
    except json.JSONDecodeError as error:
        raise KgError(f"{path}, line {error.lineno}: is not JSON; write it again with --record") from error
    if not isinstance(known, dict):
        raise KgError(f"{path}: is no recorded run; write it again with --record")
    return known


def compared(results: Sequence[Result], known: Mapping[str, Any]) -> Iterator[str]:
    """Yield how a run differs from the recorded one: what rose and fell, what is lost or held newly."""
    yield ""
    yield "against the recorded run"
    for result in results:
        before = known.get(result.name)
        if before is None:
            yield f"  {result.name}: not recorded"
            continue
        changes = [*_figures(result, before), *_cases(result, before)]
        yield f"  {result.name}: {'as before' if not changes else ''}".rstrip()
        yield from (f"    {change}" for change in changes)


def _figures(result: Result, before: Mapping[str, Any]) -> Iterator[str]:
    old = {name: Count(name, *counts) for name, counts in before["counts"].items()}
    new = {count.name: count for count in result.counts}
    old["all"] = Result("", tuple(old.values())).total()
    new["all"] = result.total()
    for name in sorted(old.keys() | new.keys(), key=lambda n: (n != "all", n)):
        was, now = old.get(name, Count(name)), new.get(name, Count(name))
        parts = [
            f"{what} {a} → {b} ({b - a:+d})"
            for what, a, b in (
                ("right", was.right, now.right),
                ("wrong", was.wrong, now.wrong),
                ("missed", was.missed, now.missed),
            )
            if a != b
        ]
        if parts:
            yield f"{name}: {', '.join(parts)}"


def _cases(result: Result, before: Mapping[str, Any]) -> Iterator[str]:
    for what, cases, gone in (("lost", result.lost, "held"), ("wrong", result.wrong, "no longer wrong")):
        old, new = set(before[what]), {case.key: case.text for case in cases}
        yield from (f"newly {what}: {new[key]}" for key in sorted(new.keys() - old))
        yield from (f"now {gone}: {key}" for key in sorted(old - new.keys()))
