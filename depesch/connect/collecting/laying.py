"""A file system's part of collecting: folders that are made durably, one agent at a time in a folder.

Source: flock(2).
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from depesch.kit.durable import sync_folder

_LOOK_AGAIN_S = 0.1


class FolderBusy(Exception):
    """Another agent works in the folder."""


def make_folders(folder: Path, *, below: Path) -> None:
    """Make `folder` and those above it up to `below`, which is there, each of them durable."""
    missing = []
    while folder != below and not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        sync_folder(each.parent)


@contextmanager
def held(lock_file: Path, *, patience_s: float) -> Iterator[None]:
    """Hold the folder for one agent, on this machine or another; the system lets go of it when the process dies.

    Raises FolderBusy when another one holds it for longer than `patience_s`.
    """
    until = time.monotonic() + patience_s
    descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while not _locked(descriptor):
            if time.monotonic() > until:
                raise FolderBusy(str(lock_file.parent))
            time.sleep(_LOOK_AGAIN_S)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
