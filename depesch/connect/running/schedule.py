"""The schedule: which of the agent's tasks are due, without threads and without a clock of its own.

Intervals are measured by the steady clock, which nobody sets; cron times and hours by the clock on the wall. A wall
clock that is set back makes every time be reckoned anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from depesch.connect.running.timetables import is_within, next_time, next_within, zone_of
from depesch.connect.runs import Direction, RunResult
from depesch.connect.settings import Timetable

SET_BACK = timedelta(seconds=2)  # a wall clock that lost more was set, and did not merely drift
SOON_S = 60.0  # a run that asks to go on within so many seconds belongs to the one before, whatever the timetable says


class Work(Protocol):
    """What a task does. After a run, `again_s` says when it wants the next one whatever its timetable says."""

    @property
    def again_s(self) -> float | None:
        """Return the seconds until then; None when the timetable does."""

    def run(self) -> RunResult:
        """Do it; never raises for what the world does."""


class TaskName(msgspec.Struct, frozen=True, kw_only=True):
    """One direction of one account; an account may watch several folders."""

    account: str
    direction: Direction
    folder: Path | None = None


class Task(msgspec.Struct, kw_only=True, eq=False):
    """A task and when it is due."""

    name: TaskName
    work: Work
    timetable: Timetable
    at_once: bool = False  # news make it due, within the hours
    due_steady: float | None = None
    due_wall: datetime | None = None
    is_running: bool = False
    has_news: bool = False  # that came while it ran


class Schedule:
    """All tasks. Called by one thread at a time."""

    def __init__(self, tasks: Iterable[Task], *, clock: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self.tasks = {task.name: task for task in tasks}
        self._clock = clock
        self._steady = steady
        self._seen_at = clock()
        for task in self.tasks.values():
            self._first(task)

    def due(self) -> list[Task]:
        """Return the tasks to run now, those that waited longest first; they count as running until `ended`."""
        at, steady = self._clock(), self._steady()
        if at < self._seen_at - SET_BACK:
            for task in self.tasks.values():
                if task.due_wall is not None:
                    task.due_wall = self._next_wall(task, at)
        self._seen_at = at
        due = [task for task in self.tasks.values() if not task.is_running and _is_due(task, at, steady)]
        for task in due:
            task.is_running = True
            task.due_steady = task.due_wall = None
        return due

    def ended(self, task: Task) -> None:
        """Say that the task ran: its next time is reckoned from now."""
        at, steady = self._clock(), self._steady()
        task.is_running = False
        again_s = task.work.again_s
        if task.timetable.cron or task.timetable.hours:
            task.due_wall = next_time(task.timetable, at)
        else:
            task.due_steady = steady + task.timetable.every_s
        if again_s is not None and (again_s <= SOON_S or task.at_once):
            self._at_latest(task, again_s)
        if task.has_news:
            task.has_news = False
            self.news(task.name)

    def news(self, name: TaskName, *, in_s: float = 0.0) -> None:
        """Say that something came for the task: it is due at once when it wants to be, or when its hours begin."""
        task = self.tasks.get(name)
        if task is None or not task.at_once:
            return
        if task.is_running:
            task.has_news = True
        else:
            self._at_latest(task, in_s)

    def wait_s(self, most: float) -> float:
        """Return the seconds until something is due, at most so many."""
        at, steady = self._clock(), self._steady()
        waits = [most]
        for task in self.tasks.values():
            if not task.is_running:
                waits += [task.due_steady - steady] if task.due_steady is not None else []
                waits += [(task.due_wall - at).total_seconds()] if task.due_wall is not None else []
        return max(0.0, min(waits))

    def _first(self, task: Task) -> None:
        """What works at once or at intervals begins when the agent does; what has its times waits for them."""
        if task.timetable.cron and not task.at_once:
            task.due_wall = next_time(task.timetable, self._clock())
        else:
            self._at_latest(task, 0.0)

    def _at_latest(self, task: Task, in_s: float) -> None:
        if task.timetable.hours:
            at = self._clock() + timedelta(seconds=in_s)
            begin = next_within(task.timetable.hours, at, zone_of(task.timetable))
            task.due_wall = min(task.due_wall or begin, begin)
        else:
            steady = self._steady() + in_s
            task.due_steady = steady if task.due_steady is None else min(task.due_steady, steady)

    def _next_wall(self, task: Task, at: datetime) -> datetime:
        following = next_time(task.timetable, at)
        if task.at_once and is_within(task.timetable.hours, at, zone_of(task.timetable)):
            return at
        return following


def _is_due(task: Task, at: datetime, steady: float) -> bool:
    return (task.due_steady is not None and task.due_steady <= steady) or (
        task.due_wall is not None and task.due_wall <= at
    )
