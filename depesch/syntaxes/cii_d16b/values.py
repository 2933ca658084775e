"""Values that CII writes in its own way: dates with a format, amounts without a currency, marked tax numbers."""

from __future__ import annotations

import re
from datetime import date

from depesch.model.invoice import Identifier
from depesch.syntaxes.binding import Element, Problem, Run, Take, Values
from depesch.syntaxes.cii_d16b.names import DATE_FORMAT, TAX_POINT_CODES
from depesch.syntaxes.leaves import Amount, Id, Ids, Known, Leaf, Text, number

_DATE = re.compile(r"[ \t\r\n]*([0-9]{8})[ \t\r\n]*").fullmatch
_LENGTH = 8  # CCYYMMDD and nothing around it
_EXPECTED = "a date in format 102, such as 20260531"


class Day102(Leaf):
    """A date as CCYYMMDD, which the attribute `format` says with 102."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key, constants=("format",))

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text, written_as = element.text or "", element.get("format")
            found = day_102(text) if written_as is None or written_as == DATE_FORMAT else None
            if found is None:
                run.problems.append(Problem("READ-DATE", element, text, _EXPECTED))
                return
            run.attributes += 1
            if written_as is None or len(text) != _LENGTH or text[:2] != "20" or key in values:
                run.doubtful = True  # to the letter, and of this century: so some rules want it
            values.setdefault(key, found)

        return take


def day_102(text: str) -> date | None:
    """Return the date that `text` writes as CCYYMMDD, or None.

    >>> day_102("20260531"), day_102("20260230"), day_102("2026-05-31")
    (datetime.date(2026, 5, 31), None, None)
    """
    if len(text) != _LENGTH or not text.isdecimal() or not text.isascii():  # else to the letter, as nearly all are
        matched = _DATE(text)
        if matched is None:
            return None
        text = matched[1]
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class TaxPointCode(Leaf):
    """BT-8: UNTDID 2475 here, UNTDID 2005 in the model. A code of neither list stays as it is."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            if not text:
                run.doubtful = True
            if text in TAX_POINT_CODES.values():
                run.problems.append(Problem("READ-CODE", element, text, "a code of UNTDID 2475: 5, 29 or 72"))
            else:
                code = TAX_POINT_CODES.get(text, text)
                if values.setdefault(key, code) != code:
                    run.doubtful = True

        return take


class PlainAmount(Amount):
    """An amount that, as it should here, does not state its currency; one that does is doubtful."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key)

    def _taker(self) -> Take:
        key, attribute = self.key, self.attribute

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            found = number(text)
            if found is None:
                run.problems.append(Problem("READ-NUMBER", element, text, "an amount such as 1250.00"))
            elif key in values:
                run.doubtful = True
            else:
                values[key] = found
                if element.keys() and (currency := element.get(attribute)) is not None:
                    run.currencies[currency] = run.currencies.get(currency, 0) + 1
                    run.doubtful = True
                if text[-1] <= " ":
                    run.doubtful = True

        return take


class RegisteredAs(Text):
    """A party's tax number in an element whose `schemeID` says which one it is."""

    __slots__ = ()

    def __init__(self, key: str) -> None:
        super().__init__(key, constants=("schemeID",))

    def _taker(self) -> Take:
        take_text = super()._taker()

        def take(element: Element, values: Values, run: Run) -> None:
            run.attributes += 1
            take_text(element, values, run)

        return take


class BareId(Id):
    """An identifier in an element for those without a scheme; one with a scheme is doubtful, and so is an empty one."""

    __slots__ = ()

    def _taker(self) -> Take:
        key, scheme = self.key, self.scheme

        def take(element: Element, values: Values, run: Run) -> None:
            said, text = element.get(scheme), element.text
            if said is not None or key in values or not text or text.isspace():
                run.doubtful = True
            if key not in values:
                values[key] = Identifier(value=text or "", scheme=said)

        return take


class BareIds(Ids):
    """The same, where it may be repeated."""

    __slots__ = ()

    def _taker(self) -> Take:
        key, scheme = self.key, self.scheme

        def take(element: Element, values: Values, run: Run) -> None:
            said, text = element.get(scheme), element.text
            if said is not None or not text or text.isspace():
                run.doubtful = True
            values.setdefault(key, []).append(Identifier(value=text or "", scheme=said))

        return take


class SameUnit(Known):
    """A quantity that another element says again, with its unit."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(attributes=("unitCode",))

        def take(element: Element, values: Values, run: Run) -> None:
            if element.get("unitCode") is not None:
                run.attributes += 1

        self.take = take
        self.silent = False
