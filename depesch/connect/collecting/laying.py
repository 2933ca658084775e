"""A file system's part of collecting: moving without replacing, syncing folders, one agent at a time in a folder.

Source: renameat2(2), RENAME_NOREPLACE (Linux 3.15); rename(2) and link(2) of POSIX; flock(2). On Windows a rename
refuses a name that is taken by itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_NO_SUCH_WAY = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})
_LOOK_AGAIN_S = 0.1


class FolderBusy(Exception):
    """Another agent works in the folder."""


def move_new(source: Path, target: Path) -> None:
    """Move a file within its file system; FileExistsError when the name is taken, and nothing is changed then."""
    if sys.platform == "win32":
        source.rename(target)
    elif not _moved_by_kernel(source, target):
        _move_by_link(source, target)


@cache
def _renameat2() -> ctypes._NamedFuncPointer | None:
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return None


def _moved_by_kernel(source: Path, target: Path) -> bool:
    """Return whether the kernel did it; False when it, or the file system, has no such call."""
    rename = _renameat2()
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_SUCH_WAY:
        return False
    raise OSError(number, os.strerror(number), str(source), None, str(target))


def _move_by_link(source: Path, target: Path) -> None:
    """Link, then take the first name away: a moment with both names, which `was_moved` knows again."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # No way without a gap: a shared folder of an old kind. Agents keep each other out by the lock.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        source.rename(target)
        return
    source.unlink()


def was_moved(source: Path, target: Path) -> bool:
    """Return whether an interrupted `move_new` had come through; what it had left of the first name is taken away."""
    if not os.path.lexists(source):
        return True
    with contextlib.suppress(FileNotFoundError):
        if source.samefile(target):
            source.unlink()
            return True
    return False


def sync_folder(folder: Path) -> None:
    """Make durable which names stand in the folder; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
