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
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import structlog

from depesch.hub.server.child import Child, spawn
from depesch.hub.server.config import Config
from depesch.hub.server.database import embedded_database
from depesch.hub.server.embedded import EmbeddedDatabase, lock
from depesch.hub.server.embedded_place import DatabaseDown
from depesch.hub.server.log import LogEvent, configure_log
from depesch.hub.server.migrate import is_migrated
from depesch.hub.server.status import ChildStatus, HubStatus, write_status
from depesch.kit.clock import now

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


class Supervisor:
    """The hub's parts and the loop that tends them."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.database: EmbeddedDatabase | None = None
        self.children = [Child("web", "web", config=config)]
        self.children += [Child(f"worker-{n}", "worker", config=config) for n in range(1, config.workers + 1)]
        self.children += [Child(f"gateway-{name}", f"gateway {name}", config=config) for name in _gateways(config)]
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
            try:
                write_status(self.config.home, self._status())
            except OSError as error:  # a full disk must not end the hub
                log.error(LogEvent.STATUS_NOT_WRITTEN, reason=str(error))

    def _tend_database(self) -> bool:
        if self.database is None or self.database.is_alive() or time.monotonic() < self._database_start_at:
            return False
        log.error(LogEvent.DATABASE_DIED, restarts=self.database_restarts)
        begun = time.monotonic()
        self.database_restarts += 1
        try:
            self.database.start()
        except (DatabaseDown, OSError) as error:
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
    status = 0 if is_migrated(config) else spawn("migrate", "migrate", config).wait()
    if status != 0:
        raise MigrationFailed(f"`depesch migrate` ended with {status}; see {config.home / 'logs' / 'migrate.log'}")
    log.info(LogEvent.SCHEMA_READY, duration_ms=_ms_since(begun))


def _stop(database: EmbeddedDatabase) -> None:
    database.stop()
    log.info(LogEvent.DATABASE_STOPPED)


def _gateways(config: Config) -> list[str]:
    """Return the names of the gateways whose ports are set."""
    return [name for name, port in (("sftp", config.sftp_port), ("ftp", config.ftp_port)) if port]


def _ms_since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
