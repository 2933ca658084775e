"""Have files changed since they were looked at? For certificates and keys that are renewed under a running program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Marks = tuple[tuple[int, int, int] | None, ...]


def marks(paths: Iterable[Path]) -> Marks:
    """Return what tells one state of the files from another: inode, size and time of change; None of a missing one.

    Links are followed. Take the marks before reading: what is written meanwhile then makes others.
    """
    return tuple(_mark(path) for path in paths)


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
