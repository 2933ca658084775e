"""The agent: one process that works its accounts' tasks off, a few at a time, until it is told to stop.

One account that is broken stops no other: every task says what kept it from its work and comes again at its time. A
changed configuration is taken over between two runs; a bad one is refused with its faults, and the old one goes on.
"""

from __future__ import annotations

import logging
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from uuid import UUID

import msgspec

from depesch.connect.configuration import BadConfiguration, load
from depesch.connect.journal import JournalBroken
from depesch.connect.printing.printers import Printers
from depesch.connect.running.health import Health
from depesch.connect.running.home import agent_id, held
from depesch.connect.running.lines import Line
from depesch.connect.running.mailing import Silent, Teller, teller_of
from depesch.connect.running.schedule import Schedule, Task, TaskName
from depesch.connect.running.standing import Standing, Standings
from depesch.connect.running.tasks import Around, lines_of, tasks_of
from depesch.connect.running.watching import Watcher
from depesch.connect.runs import Direction, FileState, RunResult
from depesch.connect.sending.names import shown
from depesch.connect.settings import AgentSettings
from depesch.kit.clock import Clock, now

log = logging.getLogger(__name__)

MOST_THREADS = 8
LOOKS_EVERY_S = 2.0  # at the configuration file, and whether the clock was set
FOLLOWS_AFTER_S = 0.5  # the hub needs a moment with what was just sent


class Agent:
    """One agent in its home. `settings` are complete; with `path` the file is watched and read again when it changes.

    Told of runs are the people of the settings by mail, or whoever `reporter_of` makes instead.
    """

    def __init__(
        self,
        settings: AgentSettings,
        *,
        path: Path | None = None,
        home: Path | None = None,
        reporter_of: Callable[[AgentSettings, Path], Teller] = teller_of,
        clock: Clock = now,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        found = home or settings.home or (path.absolute().parent if path else None)
        if found is None:
            raise ValueError("an agent needs a home")
        self.home = found
        self.settings = settings
        self.standings = Standings(found)
        self._path = path
        self._read_at = _stamp(path)
        self._reporter_of = reporter_of
        self._clock = clock
        self._steady = steady
        self._stop = threading.Event()
        self._pause = threading.Event()  # for a new configuration: runs end after the file they are at
        self._reload = threading.Event()
        self._changed = threading.Condition()
        self._agent = UUID(int=0)  # read when the home is held
        self._lines: tuple[Line, ...] = ()
        self._schedule = Schedule((), clock=clock, steady=steady)
        self._teller: Teller = Silent()
        self._tells_all = False
        self._watcher = Watcher((), self._news)
        self._health: Health | None = None
        self._printers: Printers | None = None

    def run(self) -> None:
        """Work until `stop`, SIGTERM or SIGINT; raises HomeTaken and OSError at the start, later nothing."""
        with held(self.home), self._signals(), ThreadPoolExecutor(MOST_THREADS, "account") as pool:
            self._agent = agent_id(self.home)
            self._take_over(self.settings)
            log.info("agent started, %d accounts", len(self._lines))
            try:
                while not self._stop.is_set():
                    self._turn(pool)
            finally:
                self._pause.set()
                self._watcher.stop()
                self._stop_helpers()
        self._teller.close()
        log.info("agent stopped")

    def once(self) -> tuple[RunResult, ...]:
        """Send and collect once for every account, whatever the timetables say, and return what was done.

        What is complete is sent: files that were only just laid down are waited for. Raises as `run`.
        """
        with held(self.home), self._signals(), ThreadPoolExecutor(MOST_THREADS, "account") as pool:
            self._agent = agent_id(self.home)
            self._take_over(self.settings, is_watching=False)
            tasks = [task for task in self._schedule.tasks.values() if task.name.direction is not Direction.FOLLOWING]
            results = [result for each in pool.map(self._to_the_end, tasks) for result in each]
            following = [task for task in self._schedule.tasks.values() if task.name.direction is Direction.FOLLOWING]
            results += pool.map(self._worked, following)
        self._teller.close()
        return tuple(results)

    def stop(self) -> None:
        """End after the files that are being sent just now; nothing is lost or doubled by stopping at any point."""
        self._stop.set()
        self._pause.set()
        with self._changed:
            self._changed.notify_all()

    def reload(self) -> None:
        """Read the configuration again soon, changed or not."""
        self._reload.set()
        with self._changed:
            self._changed.notify_all()

    def standing(self) -> list[Standing]:
        """Return the last run of each direction of each account."""
        return self.standings.all()

    def _turn(self, pool: ThreadPoolExecutor) -> None:
        """Begin what is due, then wait for the next of it, or for news."""
        if self._wants_reload():
            self._take_over_new(self._path)
        with self._changed:
            for task in self._schedule.due():
                pool.submit(self._work_off, task).add_done_callback(_worked_off)
            self._changed.wait(self._schedule.wait_s(LOOKS_EVERY_S if self._path else 30.0))

    def _work_off(self, task: Task) -> None:
        result = self._worked(task)
        with self._changed:
            if self._stop.is_set():
                return
            self._schedule.ended(task)
            if task.name.direction is Direction.SENDING and any(f.state is FileState.SENT for f in result.files):
                following = TaskName(account=task.name.account, direction=Direction.FOLLOWING)
                self._schedule.news(following, in_s=FOLLOWS_AFTER_S)
            self._changed.notify_all()

    def _to_the_end(self, task: Task) -> list[RunResult]:
        """Run until nothing of what lies there may soon be complete; files that wait for attachments are not."""
        results = [self._worked(task)]
        settles_s = 0.01 + max((s.settle_s for line in self._lines for s in line.account.sending), default=0.0)
        until = self._steady() + settles_s + 1
        while (again_s := task.work.again_s) is not None and not results[-1].fault and not self._stop.is_set():
            if again_s > settles_s or (self._steady() > until and not results[-1].files):
                break
            self._stop.wait(again_s)
            results.append(self._worked(task))
        return results

    def _worked(self, task: Task) -> RunResult:
        """Run a task, and tell of it; the one place where a fault of ours is caught, so that the others go on."""
        started_at = self._clock()
        try:
            result = task.work.run()
        except Exception as error:
            log.exception("%s of %s failed by a fault of the agent itself", task.name.direction, task.name.account)
            result = RunResult(
                account=task.name.account, direction=task.name.direction, started_at=started_at,
                ended_at=self._clock(), fault=f"{type(error).__name__}: {error}",
            )  # fmt: skip
        self._log(result)
        try:
            folder = shown(str(task.name.folder)) if task.name.folder else ""
            is_news = self.standings.ran(result, folder)
            if is_news or self._tells_all:
                self._teller.told(msgspec.structs.replace(result, folder=folder))
        except (JournalBroken, sqlite3.Error, OSError) as error:
            log.error("the run could not be noted: %s", error)
        return result

    def _log(self, result: RunResult) -> None:
        for file in result.files:
            log.info("%s %s %s %s", result.account, file.state, file.name, file.document_id or "")
        if result.fault:
            log.warning("%s %s: %s", result.account, result.direction, result.fault)

    def _take_over(self, settings: AgentSettings, *, is_watching: bool = True) -> None:
        """Make everything of these settings; what ran before has ended."""
        around = Around(
            home=self.home, agent=self._agent, language=settings.language, clock=self._clock,
            steady=self._steady, stopping=self._pause.is_set,
        )  # fmt: skip
        self.settings = settings
        self._teller.close()
        self._teller = self._reporter_of(settings, self.home)
        self._teller.start()
        self._tells_all = settings.mail is not None and settings.mail.when_nothing_happened
        self._lines = lines_of(settings, around)
        self._schedule = Schedule(tasks_of(self._lines, around), clock=self._clock, steady=self._steady)
        if is_watching:
            self._watcher.stop()
            folders = (task.name.folder for task in self._schedule.tasks.values() if task.at_once)
            self._watcher = Watcher((folder for folder in folders if folder), self._news)
            self._watcher.start()
            self._stop_helpers()
            self._health = Health(settings, self._lines, self.standings, around)
            self._health.start()
            self._printers = Printers(settings, agent=self._agent, tell=self._told_of_printer, clock=self._clock)
            self._printers.start()

    def _stop_helpers(self) -> None:
        if self._health is not None:
            self._health.stop()
        if self._printers is not None:
            self._printers.stop()

    def _told_of_printer(self, fault: RunResult) -> None:
        self._log(fault)
        self._teller.told(fault)

    def _wants_reload(self) -> bool:
        if self._path is None:
            return False
        stamp = _stamp(self._path)
        if stamp != self._read_at or self._reload.is_set():
            self._read_at = stamp
            self._reload.clear()
            return True
        return False

    def _take_over_new(self, path: Path | None) -> None:
        """Read the configuration again; when it is good, let the runs come to an end and go on with the new one."""
        if path is None:
            return
        try:
            settings = load(path)
        except (BadConfiguration, OSError) as error:
            lines = error.lines(self.settings.language) if isinstance(error, BadConfiguration) else [str(error)]
            for line in lines:
                log.error("the changed configuration is not used: %s", line)
            return
        if settings == self.settings:
            return
        if settings.home not in (None, self.home):
            log.error("the changed configuration is not used: another home needs a restart")
            return
        self._pause.set()
        with self._changed:
            while any(task.is_running for task in self._schedule.tasks.values()) and not self._stop.is_set():
                self._changed.wait(1.0)
        if self._stop.is_set():
            return
        self._pause.clear()
        self._take_over(settings)
        log.info("the changed configuration is taken over, %d accounts", len(self._lines))

    def _news(self, folder: Path) -> None:
        with self._changed:
            for name in self._schedule.tasks:
                if name.folder == folder:
                    self._schedule.news(name)
            self._changed.notify_all()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Stop at SIGTERM and SIGINT, read the configuration at SIGHUP; only the main thread can be told so."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def stop(_number: int, _frame: FrameType | None) -> None:
            # The lock of the condition may be held by the very frame that was interrupted.
            threading.Thread(target=self.stop, daemon=True).start()

        def reload(_number: int, _frame: FrameType | None) -> None:
            self._reload.set()

        wanted = {signal.SIGTERM: stop, signal.SIGINT: stop}
        if hasattr(signal, "SIGHUP"):
            wanted[signal.SIGHUP] = reload
        before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _worked_off(ended: Future[None]) -> None:
    """Say what nobody would hear of otherwise: a fault of ours behind the run, which leaves its task standing."""
    error = ended.exception()
    if error is not None:
        log.critical("a task stands still by a fault of the agent itself", exc_info=error)


def _stamp(path: Path | None) -> tuple[int, int, int] | None:
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if found else None
