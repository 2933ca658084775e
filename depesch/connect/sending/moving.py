"""Moving and writing files so that a crash leaves all of it or nothing, and nothing of anybody's is overwritten."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from depesch.kit.durable import sync_folder, write_synced
from depesch.kit.moving import move_new, was_moved


def move(source: Path, target: Path) -> None:
    """Move a file to a name that is free, on the same file system; done already, it does nothing. Raises OSError."""
    if not was_moved(source, target):
        move_new(source, target, may_show_empty=True)  # nobody takes files out of a claim, `sent` or `failed` by itself


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that there is all of it or nothing, on the disk."""
    beside = path.with_name(f".{uuid4().hex}.tmp")
    try:
        write_synced(beside, content, new=True)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
