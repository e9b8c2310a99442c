#!/usr/bin/env python3
"""Time the whole of `kg build` against bare `nlp.pipe` over the same texts.

    python benchmarks/build.py --corpus PATH [--articles N] [--rounds N]

PATH is a JSON list in DocRED form: each item has "title" and "sents", lists of tokens in which "\\n" ends a paragraph.
Bare `nlp.pipe` runs in one process with every component of the model; its time leaves out loading the model, while
that of `kg build` is of the whole command, from start to the last file written. Memory is the peak of the largest
process. Each is run `--rounds` times in turn and the quickest counts.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.language import MODEL

CLOSES = re.compile(r"[,.;:!?%)\]}…”’]+|['’](s|re|ve|ll|d|m)|n['’]t", re.IGNORECASE)
OPENS = re.compile(r"[(\[{$€£“‘]+")


@dataclass(frozen=True)
class Run:
    """What one run took: seconds on the clock and of all cores, and the peak memory of its largest process in bytes."""

    seconds: float
    cpu: float
    memory: int


def joined(tokens: Sequence[str]) -> str:
    """Return the text of tokens, with spaces where print has them.

    >>> joined(["A", "minister", "'s", "call", "(", "Monday", ")", ".", "\\n", '"', "No", '"', ",", "he", "said", "."])
    'A minister\\'s call (Monday).\\n\\n"No", he said.'
    """
    text, space, open_marks = "", False, set[str]()
    for token in tokens:
        if token == "\n":
            text, space, open_marks = text + "\n\n", False, set[str]()
        elif token in {'"', "'"}:
            closes = token in open_marks
            text += token if closes or not space else " " + token
            space, open_marks = closes, open_marks ^ {token}
        else:
            text += (" " if space and not CLOSES.fullmatch(token) else "") + token
            space = not OPENS.fullmatch(token)
    return text.strip()


def read_corpus(path: Path, most: int | None) -> list[dict[str, str]]:
    """Return the articles of a DocRED file as the JSON lines that `kg build` reads."""
    articles = []
    for item in json.loads(path.read_text(encoding="utf-8"))[:most]:
        headline, _, body = joined([token for sentence in item["sents"] for token in sentence]).partition("\n\n")
        articles.append({"title": headline, "text": body, "url": f"https://example.org/{item['title']}"})
    return articles


def timed(command: Sequence[str]) -> Run:
    """Run a command and return what it took; SystemExit with what it said where it fails."""
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read().decode()}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def bare(texts: Path) -> None:
    """Parse the texts with the bare model and print seconds, tokens and peak memory as JSON."""
    import resource

    import spacy

    nlp = spacy.load(MODEL)
    articles = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    begin, cpu = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(f"{a['title']}\n\n{a['text']}" for a in articles))
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "tokens": tokens, "memory": memory}))


def run_bare(texts: Path) -> tuple[Run, int]:
    """Run `bare` in a process of its own; return what it took and the number of tokens."""
    command = [sys.executable, __file__, "--bare", str(texts)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return Run(told["seconds"], told["cpu"], told["memory"]), told["tokens"]


def compare(corpus: Path, most: int | None, rounds: int) -> None:
    """Run bare pipe, `kg build` and `kg build --jobs 1` in turn and print a table."""
    articles = read_corpus(corpus, most)
    best: dict[str, Run] = {}
    tokens = 0
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "articles.jsonl"
        texts.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
        command = [sys.executable, "-m", "kg.cli", "build", str(texts), "-o", str(Path(folder) / "out"), "--quiet"]
        for _ in range(rounds):
            once, tokens = run_bare(texts)
            runs = {
                "bare nlp.pipe": once,
                "kg build": timed(command),
                "kg build --jobs 1": timed([*command, "--jobs", "1"]),
            }
            best = {name: min(run, best.get(name, run), key=lambda r: r.seconds) for name, run in runs.items()}
    base = best["bare nlp.pipe"].seconds
    print(f"{len(articles)} articles, {tokens:,} tokens, {os.cpu_count()} cores")
    print(f"{'':20}{'seconds':>9}{'CPU s':>8}{'tokens/s':>10}{'articles/s':>12}{'peak MB':>9}{'ratio':>7}")
    for name, run in best.items():
        rates = f"{tokens / run.seconds:>10,.0f}{len(articles) / run.seconds:>12.1f}"
        print(f"{name:20}{run.seconds:>9.2f}{run.cpu:>8.2f}{rates}{run.memory / 1e6:>9,.0f}{run.seconds / base:>7.2f}")


def main() -> None:
    """Parse options and run."""
    parser = argparse.ArgumentParser(description="Time kg build against bare nlp.pipe.")
    parser.add_argument("--corpus", type=Path, help="a JSON file in DocRED form")
    parser.add_argument("--articles", type=int, help="take only the first N")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        bare(options.bare)
    elif options.corpus:
        compare(options.corpus, options.articles, options.rounds)
    else:
        parser.error("name a corpus: --corpus PATH")


if __name__ == "__main__":
    main()
