"""Moving a file to a name that is free: a name that is taken stays whoever's it is, and a crash leaves no half of one.

Source: renameat2(2), RENAME_NOREPLACE (Linux 3.15); rename(2) and link(2) of POSIX. On Windows a rename refuses a name
that is taken by itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_NO_SUCH_WAY = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS})


def move_new(source: Path, target: Path, *, may_show_empty: bool, may_show_twice: bool = True) -> None:
    """Move a file within its file system; FileExistsError when the name is taken, and nothing is changed then.

    Without `may_show_twice` no link is made on the way: a crash then never leaves the file under both names, and
    whoever sees the first one knows that nothing was moved. Shared folders of an old kind have no way without a gap.
    With `may_show_empty` the name is taken by an empty file first, which nobody may be watching for; otherwise the
    name is looked at first, and whoever else writes there has to be kept out by a lock. Neither folder is synced.
    Raises OSError.
    """
    if sys.platform == "win32":
        source.rename(target)
    elif not _moved_by_kernel(source, target) and not (may_show_twice and _moved_by_link(source, target)):
        _move_with_gap(source, target, may_show_empty=may_show_empty)


def was_moved(source: Path, target: Path) -> bool:
    """Return whether an interrupted `move_new` had come through; what it had left of the first name is taken away."""
    if not os.path.lexists(source):
        return True
    with contextlib.suppress(FileNotFoundError):
        if source.samefile(target):
            source.unlink()
            return True
    return False


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


def _moved_by_link(source: Path, target: Path) -> bool:
    """Link, then take the first name away: a moment with both, which `was_moved` knows again. False: no links here."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return False
    source.unlink()
    return True


def _move_with_gap(source: Path, target: Path, *, may_show_empty: bool) -> None:
    if may_show_empty:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        source.replace(target)
        return
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)
