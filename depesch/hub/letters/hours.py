"""When a letter goes, and how long it can be stopped."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

TIME_TO_STOP = timedelta(hours=1)  # D-07: every letter can be stopped for at least an hour


def due_at(taken_at: datetime, goes_at: str, time_zone: str) -> datetime:
    """Return the first time at the hour `goes_at` (HH:MM there) that is at least an hour after `taken_at`.

    >>> from datetime import UTC
    >>> due_at(datetime(2026, 11, 23, 13, 30, tzinfo=UTC), "15:00", "Europe/Stockholm").isoformat()
    '2026-11-24T15:00:00+01:00'
    """
    zone = ZoneInfo(time_zone)
    earliest = taken_at + TIME_TO_STOP
    day = earliest.astimezone(zone).date()
    while True:
        due = datetime.combine(day, time.fromisoformat(goes_at), tzinfo=zone)
        if due >= earliest:
            return due
        day += timedelta(days=1)


def told(moment: datetime, time_zone: str) -> str:
    """Return a moment as people there write it: 2026-11-23 15:00."""
    return moment.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%d %H:%M")
