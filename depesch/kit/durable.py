"""Durable writing: when these return, the bytes (or the names in a folder) are on the disk.

Source: fsync(2): a new or moved file is durable only when its folder is synced too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def write_synced(path: Path, content: bytes, *, new: bool = False) -> None:
    """Write `content` and sync it; with `new`, FileExistsError when the file is there. The folder is not synced."""
    with path.open("xb" if new else "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make durable which names stand in `folder`; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
