"""`depesch up`: one process that starts the hub's parts, starts again what dies, and ends all of them with itself.

Its parts: the embedded database (unless an external one is configured), the web server and the workers. Every part is
a child that the kernel ends when the supervisor dies, even by kill -9; what is left of an earlier life is cleared at
the start. One supervisor runs a home: a lock on it says who.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import structlog

from depesch.hub.server.children import die_with_parent
from depesch.hub.server.config import Config
from depesch.hub.server.database import embedded_database
from depesch.hub.server.embedded import DatabaseDown, EmbeddedDatabase, lock
from depesch.hub.server.log import LogEvent, configure_log, log_file
from depesch.hub.server.status import ChildStatus, HubStatus, write_status
from depesch.kit.clock import now

FIRST_RESTART_S = 0.1
LONGEST_RESTART_S = 10.0
STEADY_AFTER_S = 30.0  # a child that lived so long starts with the shortest wait again
CHECK_EVERY_S = 0.25
STOP_S = 20.0
DATABASE_RETRY_S = 2.0
LOCK_TRIES = 20  # somebody who reads the status holds the lock for a moment
LOCK_TRY_EVERY_S = 0.05

log = structlog.get_logger()


class AlreadyRunning(RuntimeError):
    """Another supervisor runs the hub of this home."""


class MigrationFailed(RuntimeError):
    """`depesch migrate` did not succeed; its log says why."""


class Child:
    """One process that is started again, later each time, whenever it ends without being asked."""

    def __init__(self, name: str, command: str, *, config: Config) -> None:
        self.name = name
        self.command = command
        self.config = config
        self.process: subprocess.Popen[bytes] | None = None
        self.restarts = 0
        self._waits = 0
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
        self.process = _spawn(self.command, self.name, self.config)
        self._started_at = time.monotonic()
        log.info(LogEvent.CHILD_STARTED, child=self.name, pid=self.process.pid, restarts=self.restarts)
        return True

    def _note_end(self, pid: int, status: int) -> None:
        lived_s = time.monotonic() - self._started_at
        self._waits = 0 if lived_s > STEADY_AFTER_S else self._waits + 1
        wait_s = min(LONGEST_RESTART_S, FIRST_RESTART_S * 2 ** min(self._waits, 10))
        self._start_at = time.monotonic() + wait_s
        self.restarts += 1
        log.warning(LogEvent.CHILD_DIED, child=self.name, pid=pid, exit_status=status, restart_in_s=wait_s)
        self.process = None

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

    def status(self) -> ChildStatus:
        """Return how it stands, for the status file."""
        return ChildStatus(pid=self.process.pid if self.process else None, restarts=self.restarts)


class Supervisor:
    """The hub's parts and the loop that tends them."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.database: EmbeddedDatabase | None = None
        self.children = [Child("web", "web", config=config)]
        self.children += [Child(f"worker-{n}", "worker", config=config) for n in range(1, config.workers + 1)]
        self.database_restarts = 0
        self._database_start_at = 0.0
        self._started_at = now()

    def run(self, on_started: Callable[[str], None] | None = None) -> None:
        """Run the hub until SIGTERM or SIGINT. `on_started` gets the portal's address once all parts are started.

        Raises AlreadyRunning, DatabaseDown or MigrationFailed when the hub cannot start.
        """
        begun = time.monotonic()
        with ExitStack() as stack:
            stack.enter_context(_home_lock(self.config.home))
            signals = stack.enter_context(_Signals())
            if not self.config.database_url:
                self._start_database(stack)
            _migrate(self.config)
            stack.callback(self._stop_children)
            self._tend()
            log.info(LogEvent.HUB_STARTED, url=self.config.url, duration_ms=_ms_since(begun))
            if on_started:
                on_started(self.config.url)
            while signals.received is None:
                signals.wait(CHECK_EVERY_S)
                self._tend()
            log.info(LogEvent.HUB_STOPPING, signal=signals.received.name)
        log.info(LogEvent.HUB_STOPPED)

    def _start_database(self, stack: ExitStack) -> None:
        self.database = embedded_database(self.config)
        if not stack.enter_context(lock(self.database.place)):
            raise AlreadyRunning(f"another process runs the database of {self.config.home}")
        begun = time.monotonic()
        self.database.start()
        stack.callback(_stop, self.database)
        log.info(LogEvent.DATABASE_STARTED, pid=self.database.pid, duration_ms=_ms_since(begun))

    def _tend(self) -> None:
        changed = self._tend_database()
        for child in self.children:
            changed = child.tend() or changed
        if changed:
            write_status(self.config.home, self._status())

    def _tend_database(self) -> bool:
        if self.database is None or self.database.is_alive() or time.monotonic() < self._database_start_at:
            return False
        log.error(LogEvent.DATABASE_DIED, restarts=self.database_restarts)
        begun = time.monotonic()
        self.database_restarts += 1
        try:
            self.database.start()
        except DatabaseDown as error:
            log.error(LogEvent.DATABASE_DIED, reason=str(error))
            self._database_start_at = time.monotonic() + DATABASE_RETRY_S
            return True
        log.info(LogEvent.DATABASE_STARTED, pid=self.database.pid, duration_ms=_ms_since(begun))
        return True

    def _status(self) -> HubStatus:
        children = {child.name: child.status() for child in self.children}
        if self.database is not None:
            children["database"] = ChildStatus(pid=self.database.pid, restarts=self.database_restarts)
        return HubStatus(pid=os.getpid(), url=self.config.url, started_at=self._started_at, children=children)

    def _stop_children(self) -> None:
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + STOP_S
        for child in self.children:
            child.wait_for_end(deadline)


def up(config: Config, on_started: Callable[[str], None] | None = None) -> None:
    """Run the hub of `config.home` until it is asked to end; what `depesch up` calls."""
    configure_log()
    Supervisor(config).run(on_started)


class _Signals:
    """SIGTERM and SIGINT are noted and wake the loop, as does SIGCHLD; the handlers before are put back at the end."""

    def __init__(self) -> None:
        self.received: signal.Signals | None = None
        self._reader, self._writer = socket.socketpair()
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> _Signals:
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            self._before[number] = signal.signal(number, self._note)
        return self

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGCHLD:
            self.received = signal.Signals(number)

    def wait(self, timeout_s: float) -> None:
        """Wait for a signal, at most so long."""
        if select.select([self._reader], [], [], timeout_s)[0]:
            self._reader.recv(4096)

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal returned, it takes
        self._reader.close()
        self._writer.close()


@contextmanager
def _home_lock(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / "supervisor.lock").open("w") as file:
        for _ in range(LOCK_TRIES):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(LOCK_TRY_EVERY_S)
                continue
            yield
            return
        raise AlreadyRunning(f"another `depesch up` runs the hub of {home}")


def _migrate(config: Config) -> None:
    begun = time.monotonic()
    status = _spawn("migrate", "migrate", config).wait()
    if status != 0:
        raise MigrationFailed(f"`depesch migrate` ended with {status}; see {config.home / 'logs' / 'migrate.log'}")
    log.info(LogEvent.SCHEMA_READY, duration_ms=_ms_since(begun))


def _spawn(command: str, name: str, config: Config) -> subprocess.Popen[bytes]:
    with log_file(config.home / "logs", name).open("ab") as output:
        return subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", "depesch.console", command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends all in order
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  calls prctl alone
        )


def _stop(database: EmbeddedDatabase) -> None:
    database.stop()
    log.info(LogEvent.DATABASE_STOPPED)


def _ms_since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
