"""Dates as ZUGFeRD 1.0 writes them: with a format of UNTDID 2379; a period may name a month or a week instead.

Source: ZUGFeRD 1.0, technical appendix, code list UNTDID 2379 (102, 610, 616).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from depesch.syntaxes.binding import Element, Problem, Run, Take, Values
from depesch.syntaxes.leaves import Leaf
from depesch.syntaxes.written_values import compact_day

_DAY, _MONTH, _WEEK = "102", "610", "616"
_EXPECTED = "a date in format 102, such as 20260531"


class FormattedDay(Leaf):
    """A date as CCYYMMDD, which the attribute `format` says with 102."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key, constants=("format",))

    def _day(self, text: str, written_as: str) -> date | None:
        return compact_day(text) if written_as == _DAY else None

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            found = self._day(text, element.get("format", _DAY))
            if found is None:
                run.problems.append(Problem("READ-DATE", element, text, _EXPECTED))
            else:
                values.setdefault(key, found)

        return take


class PeriodStart(FormattedDay):
    """The first day of a period, which may be named by its month (610) or its calendar week (616)."""

    __slots__ = ()

    def _day(self, text: str, written_as: str) -> date | None:
        return edge(text, written_as, last=False)


class PeriodEnd(FormattedDay):
    """The last day of a period, named in the same ways."""

    __slots__ = ()

    def _day(self, text: str, written_as: str) -> date | None:
        return edge(text, written_as, last=True)


def edge(text: str, written_as: str, *, last: bool) -> date | None:
    """Return the first or the last day of what the text names, or None when it names nothing.

    >>> edge("201309", "610", last=True), edge("201338", "616", last=False), edge("201399", "616", last=False)
    (datetime.date(2013, 9, 30), datetime.date(2013, 9, 16), None)
    """
    if written_as == _DAY:
        return compact_day(text)
    text = text.strip()
    if written_as not in (_MONTH, _WEEK) or len(text) != 6 or not (text.isascii() and text.isdigit()):
        return None
    year, number = int(text[:4]), int(text[4:])
    try:
        if written_as == _WEEK:
            return date.fromisocalendar(year, number, 7 if last else 1)
        return date(year, number, monthrange(year, number)[1] if last else 1)
    except ValueError:
        return None
