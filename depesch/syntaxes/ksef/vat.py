"""The VAT breakdown as the Polish invoice writes it: a sum for each kind of rate (P_13), and its tax after it (P_14).

Source: schemas FA(2) and FA(3), elements P_13_1 to P_13_11 and P_14_1 to P_14_5.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.invoice import VatBreakdown
from depesch.syntaxes.binding import Element, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.ksef.codes import MARGIN_WORDS
from depesch.syntaxes.leaves import Leaf, number

_ROWS = "vat_breakdown"


class Base(Leaf):
    """The taxable amount of one kind of rate: it opens a row of the breakdown."""

    __slots__ = ("row",)
    many = True

    def __init__(self, category: str, rate: Decimal | None, reason: str | None = None) -> None:
        self.row = VatBreakdown(category=category, rate=rate, exemption_reason=reason)
        super().__init__(_ROWS)

    def _taker(self) -> Take:
        row = self.row

        def take(element: Element, values: Values, run: Run) -> None:
            found = _amount(element, run)
            if found is not None:
                values.setdefault(_ROWS, []).append(msgspec.structs.replace(row, taxable_amount=found))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        before = len(values.get(_ROWS, ()))
        self.take(element, values, run)
        path = f"{prefix}{_ROWS}[{before}]"
        if len(values.get(_ROWS, ())) > before:
            run.note(path + ".taxable_amount", element)
            run.places.setdefault(path, (element, None))
            run.places.setdefault(prefix + _ROWS, (element, None))
        run.used.add(element)


class _InLastRow(Leaf):
    """What belongs to the row that was opened last."""

    __slots__ = ("field",)
    many = True

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(_ROWS)

    def _row(self, element: Element, values: Values) -> int | None:
        raise NotImplementedError

    def _value(self, element: Element, run: Run) -> Any:
        raise NotImplementedError

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            at = self._row(element, values)
            value = self._value(element, run)
            if at is None or value is None:
                run.doubtful = True
            else:
                rows = values[_ROWS]
                rows[at] = msgspec.structs.replace(rows[at], **{self.field: value})

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        at = self._row(element, values)
        problems = len(run.problems)
        self.take(element, values, run)
        if at is not None or len(run.problems) > problems:
            run.note(f"{prefix}{_ROWS}[{at or 0}].{self.field}", element)


class Tax(_InLastRow):
    """The tax on the taxable amount that stands right before it; one without such an amount has no place."""

    __slots__ = ("base",)

    def __init__(self, base: str) -> None:
        self.base = base
        super().__init__("tax_amount")

    def _row(self, element: Element, values: Values) -> int | None:
        before = element.getprevious()
        stands = before is not None and before.tag == self.base and number(before.text) is not None
        return len(values[_ROWS]) - 1 if stands and values.get(_ROWS) else None

    def _value(self, element: Element, run: Run) -> Decimal | None:
        return _amount(element, run)


class Exemption(_InLastRow):
    """Why the exempt amount is exempt: a legal provision, or the margin scheme that was applied (with its `code`)."""

    __slots__ = ("code",)

    def __init__(self, code: str | None = None) -> None:
        self.code = code
        super().__init__("exemption_reason" if code is None else "exemption_reason_code")

    def _row(self, element: Element, values: Values) -> int | None:
        stated = MARGIN_WORDS if self.code is not None else None
        found = (
            at
            for at, row in enumerate(values.get(_ROWS, ()))
            if row.category == "E" and row.exemption_reason == stated and row.exemption_reason_code is None
        )
        return next(found, None)

    def _value(self, element: Element, run: Run) -> str | None:
        text = (element.text or "").strip()
        return text or None if self.code is None else self.code if text == "1" else None


def _amount(element: Element, run: Run) -> Decimal | None:
    found = number(element.text)
    if found is None:
        run.problems.append(Problem("READ-NUMBER", element, element.text or "", "an amount such as 1250.00"))
    return found
