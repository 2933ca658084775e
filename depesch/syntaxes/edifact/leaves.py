"""Values as EDIFACT writes them: dates with a format, texts in pieces, identifiers with an agency, mapped codes."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from depesch.kit.xml import children
from depesch.model.invoice import Identifier
from depesch.syntaxes.binding import Element, Entry, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.leaves import Leaf, Text, number
from depesch.syntaxes.written_values import comma_number, compact_day

Parse = Callable[[str | None], Decimal | None]
_THREE_AFTER = re.compile(r"[+-]?\d{1,3}([.,])\d{3}").fullmatch
_PIVOT = 70
_LONGEST = 1_000_000  # of a text in pieces; what comes beyond has no place


def number_parser(mark: str) -> Parse:
    """Return what reads a number, given the decimal mark that UNA declares, or none.

    Many write a comma where UNA has a point, and the other way; EDIFACT has no thousands separator, so that both are
    decimal marks. Only three digits after the mark that was not declared may be meant as thousands: no number.

    >>> read = number_parser(".")
    >>> read("12.50"), read("12,5"), read("1.250"), read("1,250"), read("12-")
    (Decimal('12.50'), Decimal('12.5'), Decimal('1.250'), None, None)
    """
    if mark == ".":
        return lambda text: number(text) if text and "," not in text else _sure(text, ",")
    return (lambda text: _sure(text, ".")) if mark == "," else comma_number


def _sure(text: str | None, undeclared: str) -> Decimal | None:
    found = _THREE_AFTER(text.strip()) if text else None
    return None if found is not None and found[1] == undeclared else comma_number(text)


def day_in(text: str, written_as: str) -> date | None:
    """Return the day that a value says in a format of code list 2379, or None.

    A year of two digits is the one between 1970 and 2069.

    >>> day_in("20260531", "102"), day_in("202605311200", "203"), day_in("990802", "101"), day_in("20260231", "102")
    (datetime.date(2026, 5, 31), datetime.date(2026, 5, 31), datetime.date(1999, 8, 2), None)
    """
    text = text.strip()
    length = _LENGTHS.get(written_as)
    if length is None or len(text) != length or not text.isdecimal():
        return None
    if written_as in ("101", "201"):
        text = ("19" if int(text[:2]) >= _PIVOT else "20") + text
    return compact_day(text[:8])


_LENGTHS = {"": 8, "102": 8, "203": 12, "204": 14, "101": 6, "201": 10}


class DayIn(Leaf):
    """A day in component 2, its format in component 3."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            found = day_in(text, _text_after(element))
            if found is None:
                run.problems.append(Problem("READ-DATE", element, text, "a date in format 102, such as 20260531"))
            else:
                values.setdefault(key, found)

        return take


class PeriodIn(Leaf):
    """A period in component 2: two days (718, 711), or a month (610)."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("start")

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            text = (element.text or "").strip()
            start, end = _period_in(text, _text_after(element))
            if start is None or end is None:
                expected = "a period in format 718, such as 2026050120260531"
                run.problems.append(Problem("READ-DATE", element, text, expected))
                return
            values.setdefault("start", start)
            values.setdefault("end", end)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if element in run.used and "end" in values:
            run.note(prefix + "end", element)


def _period_in(text: str, written_as: str) -> tuple[date | None, date | None]:
    if written_as in ("718", "711"):
        text = text.replace("-", "", 1)
        return (compact_day(text[:8]), compact_day(text[8:])) if len(text) == 16 else (None, None)
    first = compact_day(text + "01") if written_as == "610" and len(text) == 6 else None
    return (first, first.replace(day=monthrange(first.year, first.month)[1])) if first else (None, None)


def _text_after(element: Element) -> str:
    """Return the text of the component after this one, where it is the next (2, then 3)."""
    after = element.getnext()
    return (after.text or "").strip() if after is not None and after.tag == "c3" else ""


class Piece(Leaf):
    """A piece of a text that stands in several components; a full one goes on in the next, another ends a line."""

    __slots__ = ("between", "full")

    def __init__(self, key: str, full: int, between: str = "\n") -> None:
        self.full = full
        self.between = between
        super().__init__(key)

    def _taker(self) -> Take:
        key, full, between = self.key, self.full, self.between

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            if len(values.get(key, "")) > _LONGEST:
                run.doubtful = True
            elif key in values:
                before = element.getprevious()
                if before is None or before.tag[0] != "c":
                    values[key] += between + text
                else:
                    gap = int(element.tag[1:]) - int(before.tag[1:])
                    joined = gap == 1 and len(before.text or "") >= full
                    values[key] += ("" if joined else between * (gap if between == "\n" else 1)) + text
            else:
                values[key] = text

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if len(values.get(self.key, "")) <= _LONGEST:
            self.take(element, values, run)
            run.note(prefix + self.key, element)


class Coded(Text):
    """A code that the model has another one for."""

    __slots__ = ("codes",)

    def __init__(self, key: str, codes: Mapping[str, str], attributes: Mapping[str, str] | None = None) -> None:
        self.codes = codes
        super().__init__(key, attributes)

    def _taker(self) -> Take:
        key, codes = self.key, self.codes

        def take(element: Element, values: Values, run: Run) -> None:
            code = element.text or ""
            values.setdefault(key, codes.get(code.strip(), code))

        return take


class Numbered(Leaf):
    """An item number whose kind is said beside it: an identifier of one scheme."""

    __slots__ = ("scheme",)

    def __init__(self, key: str, scheme: str) -> None:
        self.scheme = scheme
        super().__init__(key)

    def _taker(self) -> Take:
        key, scheme = self.key, self.scheme

        def take(element: Element, values: Values, run: Run) -> None:
            values.setdefault(key, Identifier(value=element.text or "", scheme=scheme))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if element in run.used:
            run.note(f"{prefix}{self.key}.value", element)


# Code list 3055 (who keeps the list of identifiers) -> ISO 6523. Those of supplier and buyer have no scheme.
SCHEMES: dict[str, str | None] = {"9": "0088", "16": "0060", "91": None, "92": None}
AGENCIES = {scheme: agency for agency, scheme in SCHEMES.items() if scheme}
_ISO_6523 = re.compile(r"\d{4}").fullmatch


class PartyId(Entry):
    """C082: an identifier in component 1; its scheme by the agency (3), or as ISO 6523 in place of a list (2)."""

    __slots__ = ("key", "many")

    def __init__(self, key: str, *, many: bool = False) -> None:
        self.key = key
        self.many = many

        def take(element: Element, values: Values, run: Run) -> None:
            found = _identifier(element)
            if found is not None and many:
                values.setdefault(key, []).append(found[0])
            elif found is not None:
                values.setdefault(key, found[0])

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        found = _identifier(element)
        if found is None or (self.key in values and not self.many):
            return
        self.take(element, values, run)
        path = f"{prefix}{self.key}" + (f"[{len(values[self.key]) - 1}]" if self.many else "")
        value, scheme = found[1:]
        run.note(path, value)
        run.note(path + ".value", value)
        if scheme is not None:
            run.used.add(scheme)
            if found[0].scheme is not None:
                run.note(path + ".scheme", scheme)


def _identifier(element: Element) -> tuple[Identifier, Element, Element | None] | None:
    """Return the identifier, and the components with its value and its scheme; None without a value."""
    value: Element | None = None
    scheme, said = None, None
    for child in children(element):
        text = (child.text or "").strip()
        if child.tag == "c1":
            value = child
        elif (child.tag == "c3" and text in SCHEMES) or (child.tag == "c2" and _ISO_6523(text)):
            scheme, said = (SCHEMES[text] if child.tag == "c3" else text), child
    return (Identifier(value=value.text or "", scheme=scheme), value, said) if value is not None else None
