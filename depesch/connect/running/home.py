"""The agent's home: one agent at a time works in it, under an id that it keeps."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

LOCK = "agent.lock"
ID = "agent.id"


class HomeTaken(Exception):
    """Another agent works in this home; the message says which process."""


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold the home for this process; raises HomeTaken and OSError. The system lets go of it when the process dies."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / LOCK).open("a+", encoding="ascii") as file:
        if not _locked(file.fileno()):
            file.seek(0)
            raise HomeTaken(f"{home}: process {file.read().strip() or 'unknown'} works here")
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def agent_id(home: Path) -> UUID:
    """Return the agent's id, made at its first start; raises OSError."""
    path = home / ID
    try:
        return UUID(path.read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        made = uuid4()
        beside = home / f".{made.hex}.tmp"
        beside.write_text(f"{made}\n", encoding="ascii")
        try:
            os.link(beside, path)  # of two that begin at once, one makes it
        except FileExistsError:
            if not _is_id(path):
                beside.replace(path)
                return made
        except OSError:
            beside.replace(path)
            return made
        beside.unlink(missing_ok=True)
        return UUID(path.read_text(encoding="ascii").strip())


def _is_id(path: Path) -> bool:
    try:
        UUID(path.read_text(encoding="ascii").strip())
    except ValueError:
        return False
    return True


def _locked(descriptor: int) -> bool:
    """Return whether the lock was had; Windows locks bytes, the others the file."""
    if os.name == "nt":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
