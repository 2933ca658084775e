"""When something is done next: intervals, cron, hours, zones; by a clock that the test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.connect.running.schedule import Schedule, Task, TaskName
from depesch.connect.running.timetables import is_within, next_time, zone_of
from depesch.connect.runs import Direction, RunResult
from depesch.connect.settings import Hours, Timetable, Weekday

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OFFICE = Hours(start="08:00", end="17:00")
NIGHT = Hours(days=(Weekday.FRIDAY,), start="22:00", end="02:00")


def at(text: str) -> datetime:
    """Return a moment in Stockholm."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def timetable(**values: object) -> Timetable:
    return Timetable(time_zone="Europe/Stockholm", **values)  # type: ignore[arg-type]  # as the test says


@pytest.mark.row("S-028")
def test_an_interval_is_kept() -> None:
    assert next_time(timetable(every_s=90), at("2026-11-02T12:00")) == at("2026-11-02T12:01:30")


@pytest.mark.row("S-116")
@pytest.mark.parametrize(
    ("cron", "after", "expected"),
    [
        ("0 6,18 * * mon-fri", "2026-11-06T18:00", "2026-11-09T06:00"),
        ("*/15 * * * *", "2026-11-06T18:07", "2026-11-06T18:15"),
        ("30 2 * * *", "2026-03-28T12:00", "2026-03-29T03:00"),  # the night that has no 02:30
        ("0 12 1 * *", "2026-11-02T00:00", "2026-12-01T12:00"),
    ],
)
def test_cron_times_are_those_of_the_zone(cron: str, after: str, expected: str) -> None:
    assert next_time(timetable(cron=cron), at(after)) == at(expected)


def test_in_the_long_night_a_time_comes_twice_and_never_stands_still() -> None:
    first = next_time(timetable(cron="30 2 * * *"), at("2026-10-25T01:00"))
    second = next_time(timetable(cron="30 2 * * *"), first)
    third = next_time(timetable(cron="30 2 * * *"), second)
    assert (second.astimezone(UTC) - first.astimezone(UTC), third.date().isoformat()) == (
        timedelta(hours=1), "2026-10-26",
    )  # fmt: skip


@pytest.mark.row("S-116")
@pytest.mark.parametrize(
    ("hours", "after", "expected"),
    [
        (OFFICE, "2026-11-06T12:00", "2026-11-06T12:01"),
        (OFFICE, "2026-11-06T17:00", "2026-11-09T08:00"),
        (OFFICE, "2026-11-07T12:00", "2026-11-09T08:00"),
        (OFFICE, "2026-11-06T05:00", "2026-11-06T08:00"),
        (NIGHT, "2026-11-06T23:30", "2026-11-06T23:31"),
        (NIGHT, "2026-11-07T01:30", "2026-11-07T01:31"),
        (NIGHT, "2026-11-07T02:30", "2026-11-13T22:00"),
    ],
)
def test_outside_of_the_hours_it_waits_for_their_beginning(hours: Hours, after: str, expected: str) -> None:
    assert next_time(timetable(every_s=60, hours=(hours,)), at(after)) == at(expected)


def test_cron_and_hours_both_hold() -> None:
    assert next_time(timetable(cron="0 * * * *", hours=(OFFICE,)), at("2026-11-06T17:00")) == at("2026-11-09T08:00")


@pytest.mark.parametrize("cron", ["0 0 30 2 *", "0 3 * * *"])
def test_a_time_that_never_comes_is_far_away_and_not_endless(cron: str) -> None:
    after = at("2026-11-06T12:00")
    assert next_time(timetable(cron=cron, hours=(OFFICE,)), after) - after > timedelta(days=300)


@given(
    st.integers(0, 3 * 366 * 24 * 60),
    st.floats(0.1, 86400),
    st.sampled_from([(), (OFFICE,), (NIGHT,), (OFFICE, NIGHT)]),
)
def test_the_next_time_is_later_and_within_the_hours(minutes: int, every_s: float, hours: tuple[Hours, ...]) -> None:
    wanted, after = (
        timetable(every_s=every_s, hours=hours),
        at("2025-01-01T00:00").astimezone(UTC) + timedelta(minutes=minutes),
    )
    found = next_time(wanted, after)
    assert found > after
    assert is_within(hours, found, zone_of(wanted))


class Clock:
    """The wall's clock and the steady one."""

    def __init__(self) -> None:
        self.at, self.steady = at("2026-11-06T12:00").astimezone(UTC), 100.0

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.steady += seconds


class Nothing:
    """Work that does nothing."""

    again_s: float | None = None

    def run(self) -> RunResult:
        raise NotImplementedError


def schedule(clock: Clock, *tasks: tuple[Direction, Timetable, bool]) -> Schedule:
    made = [
        Task(name=TaskName(account="a", direction=direction), work=Nothing(), timetable=wanted, at_once=at_once)
        for direction, wanted, at_once in tasks
    ]
    return Schedule(made, clock=lambda: clock.at, steady=lambda: clock.steady)


def ran(found: Schedule) -> list[Direction]:
    """Let what is due run, and return it."""
    due = found.due()
    for task in due:
        found.ended(task)
    return [task.name.direction for task in due]


@pytest.mark.row("S-028")
def test_a_task_runs_at_its_interval_by_the_steady_clock() -> None:
    clock = Clock()
    found = schedule(clock, (Direction.SENDING, timetable(every_s=60), False))
    assert ran(found) == [Direction.SENDING], "at the start"
    clock.passes(59)
    assert ran(found) == []
    assert found.wait_s(30) == pytest.approx(1)
    clock.at -= timedelta(hours=5)
    clock.passes(1)
    assert ran(found) == [Direction.SENDING]


@pytest.mark.row("S-120", "S-116")
def test_sending_and_collecting_have_timetables_of_their_own() -> None:
    clock = Clock()
    found = schedule(
        clock,
        (Direction.SENDING, timetable(every_s=600), False),
        (Direction.COLLECTING, timetable(cron="0 13,18 * * *"), False),
    )
    seen = []
    for _ in range(7 * 6):
        seen += [(direction, clock.at.astimezone(STOCKHOLM).strftime("%H:%M")) for direction in ran(found)]
        clock.passes(600)
    assert [time for direction, time in seen if direction is Direction.COLLECTING] == ["13:00", "18:00"]
    assert len([time for direction, time in seen if direction is Direction.SENDING]) == 42


def test_news_are_told_at_once_only_to_whom_they_matter() -> None:
    clock = Clock()
    found = schedule(
        clock,
        (Direction.SENDING, timetable(cron="0 6 * * *"), True),
        (Direction.COLLECTING, timetable(cron="0 6 * * *"), False),
    )
    assert ran(found) == [Direction.SENDING]
    for name in found.tasks:
        found.news(name)
    assert ran(found) == [Direction.SENDING]
    assert ran(found) == []


def test_news_outside_of_the_hours_wait_for_them() -> None:
    clock = Clock()
    found = schedule(clock, (Direction.SENDING, timetable(every_s=60, hours=(OFFICE,)), True))
    ran(found)
    clock.passes(6 * 3600)
    ran(found)
    for name in found.tasks:
        found.news(name)
    assert ran(found) == []
    clock.passes(62 * 3600)
    assert ran(found) == [Direction.SENDING]


def test_news_that_come_while_it_runs_make_it_run_again() -> None:
    clock = Clock()
    found = schedule(clock, (Direction.SENDING, timetable(every_s=3600), True))
    (task,) = found.due()
    found.news(task.name)
    assert found.due() == []
    found.ended(task)
    assert ran(found) == [Direction.SENDING]


def test_a_wall_clock_set_back_does_not_hold_a_time_up() -> None:
    clock = Clock()
    found = schedule(clock, (Direction.SENDING, timetable(cron="*/10 * * * *"), False))
    clock.at -= timedelta(days=1)
    ran(found)
    clock.passes(600)
    assert ran(found) == [Direction.SENDING]
