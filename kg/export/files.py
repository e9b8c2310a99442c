"""Writing several files so that either all are new or all are as they were."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from kg import signals
from kg.model import KgError

Content = Callable[[], bytes]


def write_together(folder: Path, contents: Mapping[str, Content]) -> tuple[Path, ...]:
    """Write files by name into the folder, which is made where it is missing; return their paths.

    Every file is first written whole under a temporary name beside its place, and brought to the disk; only then are
    all renamed. So an error, an interruption or a full disk leaves the old files as they were and no temporary ones.
    KgError where the folder or a file cannot be written.
    """
    temporary: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            _write(folder, name, content(), temporary)
        with signals.held():  # Ctrl-C comes before the first or after the last
            for path, written in temporary.items():
                written.replace(path)
            signals.settled = True
        _sync(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise KgError(f"{folder}: cannot be written ({reason}); free space or name another folder with -o") from error
    finally:
        for written in temporary.values():
            with suppress(OSError):
                written.unlink(missing_ok=True)
    return tuple(temporary)


def _write(folder: Path, name: str, data: bytes, temporary: dict[Path, Path]) -> None:
    if (folder / name).is_dir():
        raise IsADirectoryError(21, "a folder has the name of a file to write: " + name)
    path = folder / f".{name}.{os.getpid()}.part"
    temporary[folder / name] = path
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _sync(folder: Path) -> None:
    """Bring the renames to the disk, where the system can do that for folders."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
