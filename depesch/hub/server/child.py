"""One part of the hub as a child process: started, started again, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import structlog

from depesch.hub.server.config import Config
from depesch.hub.server.death_signal import die_with_parent
from depesch.hub.server.log import LogEvent, log_file
from depesch.hub.server.status import ChildStatus

FIRST_RESTART_S = 0.1
LONGEST_RESTART_S = 10.0
STEADY_AFTER_S = 30.0  # a child that lived so long starts with the shortest wait again

log = structlog.get_logger()


class Child:
    """One process that is started again, later each time, whenever it ends without being asked."""

    def __init__(self, name: str, command: str, *, config: Config) -> None:
        self.name = name
        self.command = command
        self.config = config
        self.process: subprocess.Popen[bytes] | None = None
        self.restarts = 0
        self._wait_s = FIRST_RESTART_S
        self._started_at = 0.0
        self._start_at = 0.0

    def tend(self) -> bool:
        """Start the process when it is time to, note when it has ended; return whether anything changed."""
        if self.process is not None:
            status = self.process.poll()
            if status is None:
                return False
            self._note_end(self.process.pid, status)
            return True
        if time.monotonic() < self._start_at:
            return False
        self._started_at = time.monotonic()
        try:
            self.process = spawn(self.command, self.name, self.config)
        except OSError as error:  # no memory, a full disk: this child waits, the others go on
            log.error(LogEvent.CHILD_DIED, child=self.name, reason=str(error), restart_in_s=self._wait())
            return True
        log.info(LogEvent.CHILD_STARTED, child=self.name, pid=self.process.pid, restarts=self.restarts)
        return True

    def _note_end(self, pid: int, status: int) -> None:
        _end_group(pid)
        self.process = None
        log.warning(LogEvent.CHILD_DIED, child=self.name, pid=pid, exit_status=status, restart_in_s=self._wait())

    def _wait(self) -> float:
        """Settle when it is started next, and return in how many seconds that is."""
        lived_s = time.monotonic() - self._started_at
        wait_s = FIRST_RESTART_S if lived_s > STEADY_AFTER_S else min(LONGEST_RESTART_S, 2 * self._wait_s)
        self._wait_s, self._start_at = wait_s, time.monotonic() + wait_s
        self.restarts += 1
        return wait_s

    def ask_to_end(self) -> None:
        """Send SIGTERM, if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_for_end(self, deadline: float) -> None:
        """Wait until it has ended; at the deadline it is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning(LogEvent.CHILD_KILLED, child=self.name, pid=self.process.pid)
            self.process.kill()
            self.process.wait()
        _end_group(self.process.pid)

    def status(self) -> ChildStatus:
        """Return how it stands, for the status file."""
        return ChildStatus(pid=self.process.pid if self.process else None, restarts=self.restarts)


def spawn(command: str, name: str, config: Config) -> subprocess.Popen[bytes]:
    """Start `depesch <command>` with its own log; the kernel kills it when we die."""
    with log_file(config.home / "logs", name).open("ab") as output:
        return subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", "depesch.console", *command.split()],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends all in order
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  calls prctl alone
        )


def _end_group(pid: int) -> None:
    """Kill what an ended child has left behind: it led a process group, which its own children are in."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
