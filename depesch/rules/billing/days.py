"""Days that name a time zone, which an invoice should not, compared as XML Schema compares them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from depesch.model.invoice import Line
from depesch.rules import Context

_ZONE = re.compile(r"([+-])([0-9]{2}):([0-9]{2})[ \t\r\n]*$")


def moment(path: str, day: date, context: Context) -> datetime:
    """Return when the day at the path of the model begins; one that names no time zone is a day of UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - context.once(_zones).get(path, timedelta())


def moment_of_line(line: Line, end: str, day: date, context: Context) -> datetime:
    """Return when the first or last day (`start`, `end`) of a line's period begins."""
    return moment(f"{context.once(_line_paths).get(id(line))}.period.{end}", day, context)


def _line_paths(context: Context) -> dict[int, str]:
    return {id(line): f"lines[{i}]" for i, line in enumerate(context.invoice.lines)}


def _zones(context: Context) -> dict[str, timedelta]:
    """Return how far from UTC the days are that name a time zone, by their path."""
    found = ((said.place, _ZONE.search(said.value or "")) for said in context.stated.dates)
    return {
        place: timedelta(hours=int(f"{zone[1]}{zone[2]}"), minutes=int(f"{zone[1]}{zone[3]}"))
        for place, zone in found
        if zone is not None
    }
