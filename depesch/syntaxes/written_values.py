"""Numbers and dates as older formats write them: a comma for the point, a day without hyphens."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from depesch.syntaxes.leaves import number
from depesch.syntaxes.markup import digits

_COMPACT_DAY = re.compile(r"[ \t\r\n]*([0-9]{4})([0-9]{2})([0-9]{2})[ \t\r\n]*").fullmatch


def comma_number(text: str | None) -> Decimal | None:
    """Return the number that `text` writes with a decimal comma (or a point), with its digits, or None.

    A thousands separator is none: 1.250,00 could be meant otherwise by whoever writes points.

    >>> comma_number("1250,00"), comma_number("-0,5"), comma_number("12.50"), comma_number("1.250,00")
    (Decimal('1250.00'), Decimal('-0.5'), Decimal('12.50'), None)
    """
    if text is None or "," not in text:
        return number(text)
    return number(text.replace(",", ".")) if text.count(",") == 1 and "." not in text else None


def comma_digits(value: Decimal) -> str | None:
    """Return the number with a decimal comma, or None when it is not finite or too long.

    >>> comma_digits(Decimal("-1250.00"))
    '-1250,00'
    """
    written = digits(value)
    return None if written is None else written.replace(".", ",")


def compact_day(text: str | None) -> date | None:
    """Return the date that `text` writes as CCYYMMDD, or None.

    >>> compact_day("20260531"), compact_day("20260230"), compact_day("260531")
    (datetime.date(2026, 5, 31), None, None)
    """
    matched = _COMPACT_DAY(text or "")
    if matched is None:
        return None
    try:
        return date(int(matched[1]), int(matched[2]), int(matched[3]))
    except ValueError:
        return None
