"""Parsing and extraction over several processes, with the same result as in one.

Articles are packed into batches by their order and length alone, never by the number of processes, so the parser sees
the same batches whatever `jobs` is; records come back in the order of the articles.

On Linux the processes are forked once the model is loaded: they share its memory and start in hundredths of a second,
where a fresh process takes about a second to import spaCy and load the model. Elsewhere they are spawned.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from kg import signals
from kg.model import Article, KgError, Record

if TYPE_CHECKING:
    from spacy.language import Language

log = logging.getLogger("kg.workers")

BATCH = 16_000
"""Characters in a batch: about half a second of work; smaller ones slow the parser, larger ones leave cores idle."""

WORTH_A_PROCESS = 20_000
"""Characters of text that repay the start of one more process."""

_FORKS = sys.platform == "linux"
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Task:
    """How a process sets itself up: the spaCy pipeline's name (None for ours) and a lexicon folder to add."""

    model: str | None = None
    lexicon: Path | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read into a record, and why."""

    article: Article
    reason: str


Outcome = Record | Failure


def usable_cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(articles: Sequence[Article]) -> list[tuple[Article, ...]]:
    """Pack articles, in their order, into batches of about `BATCH` characters."""
    packed: list[tuple[Article, ...]] = []
    current: list[Article] = []
    size = 0
    for article in articles:
        if current and size + len(article.text) > BATCH:
            packed.append(tuple(current))
            current, size = [], 0
        current.append(article)
        size += len(article.text)
    return [*packed, tuple(current)] if current else packed


def extract_all(
    articles: Sequence[Article], task: Task, jobs: int | None = None, done: Callable[[int], None] | None = None
) -> list[Outcome]:
    """Return what each article says, in the order given; an article that fails gives a `Failure`, never an exception.

    `jobs` is the number of processes; None takes as many as there are cores and the text is worth. `done` is told the
    number of articles after each batch. Raises KgError where the model or lexicon cannot be loaded or a process dies.
    """
    packed = batches(articles)
    most = jobs or min(usable_cores(), sum(len(a.text) for a in articles) // WORTH_A_PROCESS + 1)
    processes = min(most, len(packed))
    told = done or (lambda _count: None)
    if processes <= 1:
        results = {}
        for number, batch in enumerate(packed):
            results[number] = work(task, batch)
            told(len(batch))
    else:
        with _pool(processes, task) as pool:
            results = _gather(pool, packed, task, told)
    return [outcome for number in range(len(packed)) for outcome in results[number]]


def set_up(task: Task) -> None:
    """Load the lexicon and the model into this process."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")  # the processes are the parallelism; more threads only get in their way
    from kg import lexicon

    lexicon.use(task.lexicon)
    _pipeline(task)


def _pipeline(task: Task) -> Language:
    from kg import language

    return language.load(task.model) if task.model else language.load()


def work(task: Task, batch: Sequence[Article]) -> tuple[Outcome, ...]:
    """Parse and extract a batch; where that fails, each article alone, so that one does not take others with it."""
    set_up(task)
    try:
        return _records(task, batch)
    except Exception as error:
        if len(batch) > 1:
            return tuple(outcome for article in batch for outcome in work(task, [article]))
        log.debug("cannot extract %s", batch[0].source, exc_info=True)
        return (Failure(batch[0], f"{type(error).__name__}: {error}"),)


def _records(task: Task, batch: Sequence[Article]) -> tuple[Outcome, ...]:
    from kg import extract, language

    docs = _pipeline(task).pipe((language.prepare(article) for article in batch), batch_size=len(batch))
    return tuple(extract.extract(doc, article) for doc, article in zip(docs, batch, strict=True))


def _gather(
    pool: Executor, packed: Sequence[tuple[Article, ...]], task: Task, told: Callable[[int], None]
) -> dict[int, tuple[Outcome, ...]]:
    """Send out the batches, the longest first, and collect them as they are done."""
    order = sorted(range(len(packed)), key=lambda n: (-sum(len(a.text) for a in packed[n]), n))
    futures: dict[Future[tuple[Outcome, ...]], int] = {pool.submit(work, task, packed[n]): n for n in order}
    results = {}
    try:
        for future in as_completed(futures):
            number = futures[future]
            results[number] = future.result()
            told(len(packed[number]))
    except BrokenProcessPool as error:
        raise KgError("a worker process died, most likely for want of memory; build again with --jobs 1") from error
    return results


@contextmanager
def _pool(processes: int, task: Task) -> Iterator[ProcessPoolExecutor]:
    """Give a pool whose processes end with the block, also when it is left by an exception or this process dies."""
    if _FORKS:
        set_up(task)
    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context("fork" if _FORKS else "spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_start)
    try:
        with signals.held():
            pool.submit(int).result()  # forks all processes; they inherit the held interrupt and leave it to us
        yield pool
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise


def _start() -> None:
    """Set up a worker process: Ctrl-C is the parent's affair, and without its parent a worker ends."""
    gc.freeze()  # model and tables live as long as the process; looking through them for garbage costs a tenth
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
