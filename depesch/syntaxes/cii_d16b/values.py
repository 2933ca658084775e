"""Values that CII writes in its own way: dates with a format, and the code of the tax point."""

from __future__ import annotations

import re
from datetime import date

from depesch.syntaxes.binding import Element, Problem, Run, Take, Values
from depesch.syntaxes.cii_d16b.names import DATE_FORMAT, TAX_POINT_CODES
from depesch.syntaxes.leaves import Leaf

_DATE = re.compile(r"[ \t\r\n]*([0-9]{4})([0-9]{2})([0-9]{2})[ \t\r\n]*").fullmatch
_EXPECTED = "a date in format 102, such as 20260531"


class Day102(Leaf):
    """A date as CCYYMMDD, which the attribute `format` says with 102."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key, constants=("format",))

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            found = day_102(text) if element.get("format", DATE_FORMAT) == DATE_FORMAT else None
            if found is None:
                run.problems.append(Problem("READ-DATE", element, text, _EXPECTED))
            else:
                values.setdefault(key, found)

        return take


def day_102(text: str) -> date | None:
    """Return the date that `text` writes as CCYYMMDD, or None.

    >>> day_102("20260531"), day_102("20260230"), day_102("2026-05-31")
    (datetime.date(2026, 5, 31), None, None)
    """
    matched = _DATE(text)
    if matched is None:
        return None
    try:
        return date(int(matched[1]), int(matched[2]), int(matched[3]))
    except ValueError:
        return None


class TaxPointCode(Leaf):
    """BT-8: UNTDID 2475 here, UNTDID 2005 in the model. A code of neither list stays as it is."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            if text in TAX_POINT_CODES.values():
                run.problems.append(Problem("READ-CODE", element, text, "a code of UNTDID 2475: 5, 29 or 72"))
            else:
                values.setdefault(key, TAX_POINT_CODES.get(text, text))

        return take
