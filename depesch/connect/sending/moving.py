"""Moving and writing files so that a crash leaves all of it or nothing, and nothing of anybody's is overwritten."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from uuid import uuid4

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}


def move(source: Path, target: Path) -> None:
    """Move a file to a name that is free, on the same file system; done already, it does nothing."""
    if not source.exists():
        return
    if os.name == "nt":
        source.rename(target)  # refuses a name that is taken
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        if not target.samefile(source):
            raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _move_without_links(source, target)
        return
    source.unlink()


def _move_without_links(source: Path, target: Path) -> None:
    """On file systems without hard links: take the name with an empty file first, then put the file in its place."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    source.replace(target)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that there is all of it or nothing, on the disk."""
    beside = path.with_name(f".{uuid4().hex}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(folder: Path) -> None:
    """Make durable which names stand in a folder; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
