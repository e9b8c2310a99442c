"""Putting off Ctrl-C where it must not strike."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

settled = False  # whether the work is done, so that an interruption would come too late


@contextmanager
def held() -> Iterator[None]:
    """Put off SIGINT and SIGTERM until the block ends; processes started in it inherit that they are put off."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
