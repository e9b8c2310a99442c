"""Reads news: files, folders, feeds, pages and standard input become cleaned articles, each once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date as _date
from pathlib import Path

from kg.articles.clean import clean
from kg.articles.duplicates import merge
from kg.articles.inputs import raw_articles
from kg.articles.parts import Copy, Reading, Skipped, Unreadable
from kg.model import Article

__all__ = ["Copy", "Reading", "Skipped", "iterate", "read"]

_log = logging.getLogger("kg.articles")


def read(
    inputs: str | Path | Sequence[str | Path], *, date: _date | None = None, output: Path | None = None
) -> Reading:
    """Read articles from files, folders, "-" for standard input, and http(s) addresses; one may stand alone.

    `date` is the day of articles that name none; without it their relative dates stay unknown. Articles come sorted by
    key, copies of one article once. What cannot be read is in `skipped` with a reason and never stops the rest; graphs
    and tables in the folder `output`, where a build has written them, are left out without a word.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for entry in iterate(inputs, date=date, output=output):
        if isinstance(entry, Skipped):
            skipped.append(entry)
        else:
            articles.append(entry)
    kept, copies = merge(articles)
    return Reading(kept, tuple(sorted(skipped, key=lambda s: (s.source, s.reason))), copies)


def iterate(
    inputs: str | Path | Sequence[str | Path], *, date: _date | None = None, output: Path | None = None
) -> Iterator[Article | Skipped]:
    """Yield cleaned articles and skipped inputs one by one, as they are read; copies are not yet united."""
    for raw in raw_articles([inputs] if isinstance(inputs, str | Path) else inputs, output):
        if isinstance(raw, Skipped):
            yield raw
            continue
        try:
            yield clean(raw, date)
        except Unreadable as error:
            yield error.at(raw.source)
        except Exception as error:  # one broken article never stops the others; the log has the trace for a bug report
            _log.debug("cannot clean %s", raw.source, exc_info=True)
            yield Skipped(raw.source, f"cannot be cleaned ({type(error).__name__})", "report it with the file")
