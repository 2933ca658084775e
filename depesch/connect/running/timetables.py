"""Timetables: when something is done next, as a pure function of the timetable and the moment.

Cron times are those of the wall clock in the timetable's zone. Where a night is an hour longer, a time within that hour
comes twice; where it is an hour shorter, a time within it comes at its end. A run looks at what is there, so that twice
is as good as once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from depesch.connect.settings import Hours, Timetable, Weekday

DAYS = tuple(Weekday)  # Monday first, as datetime.weekday() counts
LOOKED_AHEAD = 1000  # cron times outside of the hours that are passed over
NEVER = timedelta(days=366)


def next_time(timetable: Timetable, after: datetime) -> datetime:
    """Return the first moment later than `after` (aware) at which the timetable wants a run.

    A year ahead when cron and hours never meet.
    """
    zone = zone_of(timetable)
    if not timetable.cron:
        return next_within(timetable.hours, after + timedelta(seconds=timetable.every_s), zone)
    from croniter import CroniterBadDateError, croniter

    times = croniter(timetable.cron, after.astimezone(zone))
    for _ in range(LOOKED_AHEAD):
        try:
            found: datetime = times.get_next(datetime)
        except CroniterBadDateError:  # such as the 30th of February
            break
        if is_within(timetable.hours, found, zone):
            return found
    return after + NEVER


def is_within(hours: Sequence[Hours], at: datetime, zone: tzinfo) -> bool:
    """Return whether `at` is within one of the hours; without any, it always is. The last minute counts whole."""
    local = at.astimezone(zone)
    return not hours or any(_covers(each, local) for each in hours)


def next_within(hours: Sequence[Hours], at: datetime, zone: tzinfo) -> datetime:
    """Return `at` when it is within the hours, else the moment when the next of them begin."""
    if is_within(hours, at, zone):
        return at
    local = at.astimezone(zone)
    begins = [
        datetime.combine(local.date() + timedelta(days=days), _clock(each.start), zone)
        for each in hours
        for days in range(9)
    ]
    return min((begin for begin in begins if begin > at and is_within(hours, begin, zone)), default=at + NEVER)


def zone_of(timetable: Timetable) -> tzinfo:
    """Return the timetable's zone, the machine's when it names none."""
    if timetable.time_zone:
        return ZoneInfo(timetable.time_zone)
    return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")


def _covers(hours: Hours, local: datetime) -> bool:
    start, end = _clock(hours.start), _clock(hours.end)
    minute = local.time().replace(second=0, microsecond=0)
    today, yesterday = DAYS[local.weekday()], DAYS[local.weekday() - 1]
    if start <= end:
        return today in hours.days and start <= minute <= end
    return (today in hours.days and minute >= start) or (yesterday in hours.days and minute <= end)


def _clock(text: str) -> time:
    return time.fromisoformat(text)
