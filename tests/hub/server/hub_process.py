"""A whole hub as its own processes, for tests that kill them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import httpx

from depesch.hub.server.embedded import server_processes
from depesch.hub.server.embedded_place import place_of
from depesch.hub.server.status import HubStatus, read_status
from tests.migrated import fill_home
from tests.ports import free_port

T = TypeVar("T")
PATIENCE_S = 240.0


def until(found: Callable[[], T | None], what: str) -> T:
    """Return what `found` gives as soon as it is something; fails naming `what` after minutes."""
    pause = threading.Event()
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        answer = found()
        if answer:
            return answer
        pause.wait(0.05)
    raise AssertionError(f"after {PATIENCE_S:.0f} s still not: {what}")


class HubProcess:
    """`depesch up` on a home and a port of its own; the home begins with a migrated database where there is one."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """Start it; `is_ready` says when it answers."""
        others = {name: value for name, value in os.environ.items() if not name.startswith("DEPESCH_")}
        mine = {"DEPESCH_HOME": str(self.home), "DEPESCH_PORT": str(self.port), "DEPESCH_WORKERS": "1"}
        self.home.mkdir(parents=True, exist_ok=True)
        if not any(self.home.iterdir()):
            fill_home(self.home)
        with (self.home / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "depesch.console", "up"], env={**others, **mine}, stdout=log, stderr=log
            )
        return self.process

    def stop(self) -> None:
        """End it in order and wait for that."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(120)

    def is_ready(self) -> bool:
        """Return whether web and database answer."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def status(self) -> HubStatus | None:
        """Return the status that the supervisor tells."""
        return read_status(self.home)

    def pid_of(self, child: str) -> int | None:
        """Return the process id of one of the hub's parts, if it is there just now."""
        status = self.status()
        return status.children[child].pid if status and child in status.children else None

    def processes(self) -> set[int]:
        """Return the pids of all processes of this hub, as the system knows them."""
        found = set(server_processes(place_of(self.home)))
        mark = f"DEPESCH_HOME={self.home}".encode()
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    if mark in (entry / "environ").read_bytes().split(b"\0"):
                        found.add(int(entry.name))
                except OSError:  # ended meanwhile
                    continue
        return found

    def children_of(self, pid: int) -> list[int]:
        """Return the pids of the children of a process."""
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
