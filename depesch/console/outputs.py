"""Writing files: whole or not at all, and never over another one by accident."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class NameTaken(Exception):
    """There is a file of this name already, and nobody said to replace it; the message is the path."""


def write_atomically(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Put `content` at `path` in one step: whoever looks sees nothing or the whole. Raises NameTaken and OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o666 & ~_umask())
        if replace:
            Path(draft).replace(path)
        else:
            _place_unless_taken(draft, path)
    except FileExistsError as error:
        raise NameTaken(str(path)) from error
    finally:
        Path(draft).unlink(missing_ok=True)


def write_under_free_name(path: Path, content: bytes) -> Path:
    """Put `content` at `path`, or beside it with a number when the name is taken, and return where it went."""
    number, wanted = 1, path
    while True:
        try:
            write_atomically(wanted, content)
        except NameTaken:
            number += 1
            wanted = path.with_name(f"{path.stem}-{number}{path.suffix}")
        else:
            return wanted


def _place_unless_taken(draft: str, path: Path) -> None:
    """Give the draft its name; FileExistsError when it is taken, also by somebody at this very moment."""
    try:
        os.link(draft, path)
    except PermissionError:  # a file system without hard links: reserve the name, then put the whole in its place
        path.touch(exist_ok=False)
        Path(draft).replace(path)


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
