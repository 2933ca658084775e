"""Values that FatturaPA writes in its own way: moments."""

from __future__ import annotations

from datetime import date

from depesch.syntaxes.binding import Element, Tracer, Values
from depesch.syntaxes.leaves import Day, day

_DATE_LENGTH = 10


class DayOfMoment(Day):
    """The day of a moment such as 2026-05-31T16:46:12.000+02:00; one with a time of day is named as unread too."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key, parse=_day_of, like="2026-05-31T16:46:12")

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if len((element.text or "").strip()) > _DATE_LENGTH:
            run.used.discard(element)


def _day_of(text: str | None) -> date | None:
    written = (text or "").strip()
    return day(written[:_DATE_LENGTH]) if len(written) == _DATE_LENGTH or written[_DATE_LENGTH:][:1] == "T" else None
