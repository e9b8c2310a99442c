"""Samples of claims with the weights that the rules gave them, before calibration."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kg
from kg import lexicon
from kg.extract.calibration import calibrated
from kg.graph import sampling
from kg.graph.store import load
from measuring import dwie

FLOOR = 5  # claims of a kind at least, where there are so many


def draw(name: str, source: Path, number: int, seed: int) -> list[dict[str, str]]:
    """Return about so many random claims of a folder of articles, or of DWIE ("dwie"), as rows of a sample.

    Kinds have the share that they have in the graph, but `FLOOR` claims at least. `raw` is the rule's weight,
    `confidence` what the table makes of it now.
    """
    with tempfile.TemporaryDirectory() as folder:
        inputs = _texts(source, Path(folder)) if name == "dwie" else source
        with uncalibrated() as tables:
            kg.build([inputs], Path(folder) / "graph", formats=["ttl"], lexicon=tables)
        claims = sampling.sample(load(Path(folder) / "graph" / "graph.ttl"), 10**9, seed)
    lexicon.use(None)
    there = Counter(claim.kind for claim in claims)
    quota = {kind: min(n, max(FLOOR, round(number * n / len(claims)))) for kind, n in there.items()}
    taken: Counter[str] = Counter()
    chosen = []
    for claim in claims:
        if taken[claim.kind] < quota[claim.kind]:
            taken[claim.kind] += 1
            chosen.append(claim)
    rows = sampling.to_rows(chosen)
    return [{"raw": row["confidence"], **row, "confidence": _now(row)} for row in rows]


def _now(row: dict[str, str]) -> str:
    return f"{calibrated(row['kind'], row['class'], row['predicate'], float(row['confidence'])):g}"


def _texts(corpus: Path, folder: Path) -> Path:
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for article in dwie.articles(corpus):
            file.write(json.dumps({"title": article.headline, "text": article.text}) + "\n")
    return path


@contextmanager
def uncalibrated() -> Iterator[Path]:
    """Make a folder of added tables with which a build states the rules' own weights as confidence."""
    keys = sorted({(row["kind"], row["class"], row["predicate"]) for row in lexicon.table("calibration")})
    with tempfile.TemporaryDirectory() as folder:
        lines = ["kind,class,predicate,slope,offset", *(f"{','.join(key)},{'' if any(key) else 1},0" for key in keys)]
        (Path(folder) / "calibration.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield Path(folder)
