"""The status file of a running hub, `home/status.json`: its processes and how often each was restarted."""

from __future__ import annotations

import fcntl
import os
from datetime import datetime
from pathlib import Path

import msgspec

FILE_NAME = "status.json"


class ChildStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the hub. `pid` is None while it waits for its restart."""

    pid: int | None
    restarts: int


class HubStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A hub as its supervisor sees it. `children`: web, worker-1 ..., and database when it is embedded."""

    pid: int
    url: str
    started_at: datetime
    children: dict[str, ChildStatus]


def write_status(home: Path, status: HubStatus) -> None:
    """Write the status whole or not at all."""
    part = home / f".{FILE_NAME}.{os.getpid()}"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(status), indent=2))
    part.replace(home / FILE_NAME)


def read_status(home: Path) -> HubStatus | None:
    """Return the status of the hub that runs on `home`; None when none does, whatever an old file says."""
    try:
        with (home / "supervisor.lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        try:
            return msgspec.json.decode((home / FILE_NAME).read_bytes(), type=HubStatus)
        except FileNotFoundError:  # it is just starting
            return None
    return None
