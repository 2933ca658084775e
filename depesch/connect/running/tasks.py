"""The tasks of a configuration: for each account its sending from each folder, its following, its collecting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import msgspec

from depesch.connect.collecting.collector import Collector
from depesch.connect.hub_client import Wire
from depesch.connect.running.lines import Line, OverLine, Plain
from depesch.connect.running.schedule import Task, TaskName, Work
from depesch.connect.runs import Direction
from depesch.connect.sending.following import Follower
from depesch.connect.sending.sender import Sender
from depesch.connect.settings import AgentSettings, Sending, Timetable
from depesch.kit.clock import Clock

FOLLOWING = Timetable(every_s=300)  # at the least; a follower says itself when the next question is due


class Around(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What all tasks of an agent share."""

    home: Path
    agent: UUID
    language: str
    clock: Clock
    steady: Callable[[], float]
    stopping: Callable[[], bool]


def lines_of(settings: AgentSettings, around: Around) -> tuple[Line, ...]:
    """Return the line of each account that is switched on; all of them share their connections."""
    wire = Wire(proxy=settings.proxy, ca_file=settings.ca_file)
    accounts = (account for account in settings.accounts if account.enabled)
    return tuple(Line(each, wire=wire, home=around.home, language=around.language) for each in accounts)


def tasks_of(lines: tuple[Line, ...], around: Around) -> Iterator[Task]:
    """Give the tasks, none of which has run yet."""
    for line in lines:
        for sending in line.account.sending:
            yield _sending(line, sending, around)
        yield _task(line, Direction.FOLLOWING, _follower(line, around), FOLLOWING, around, at_once=True)
        if line.account.collecting is not None:
            collector = Collector(
                line.account, client=line.client, home=around.home, language=around.language, clock=around.clock,
                stopping=around.stopping,
            )  # fmt: skip
            timetable = line.account.collecting.timetable
            yield _task(line, Direction.COLLECTING, Plain(collector.run), timetable, around)


def _sending(line: Line, sending: Sending, around: Around) -> Task:
    sender = Sender(
        line.account, sending, client=line.client, home=around.home, agent=around.agent, language=around.language,
        clock=around.clock, monotonic=around.steady, stopping=around.stopping,
    )  # fmt: skip
    return _task(
        line, Direction.SENDING, sender, sending.timetable, around, at_once=sending.at_once, folder=sending.folder
    )


def _follower(line: Line, around: Around) -> Follower:
    return Follower(
        line.account, client=line.client, home=around.home, language=around.language, clock=around.clock,
        stopping=around.stopping,
    )  # fmt: skip


def _task(
    line: Line,
    direction: Direction,
    work: Work,
    timetable: Timetable,
    around: Around,
    *,
    at_once: bool = False,
    folder: Path | None = None,
) -> Task:
    return Task(
        name=TaskName(account=line.account.name, direction=direction, folder=folder),
        work=OverLine(line, direction, work, clock=around.clock, language=around.language),
        timetable=timetable,
        at_once=at_once,
    )
