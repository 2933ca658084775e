"""Amounts, quantities and dates as a reader of one language writes them, with ISO currency codes.

Babel's own patterns are not used for amounts: they print `Nkr` for NOK in Swedish (babel 2.18), and a document wants
the digits that stand in the model, not a rounded view of them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from depesch.rendering.words import Words

NO_BREAK = "\u00a0"
MINUS = "\u2212"
# ISO 4217 currencies whose minor unit is not two digits and that an invoice may meet.
MINOR_DIGITS = {"ISK": 0, "JPY": 0, "KRW": 0, "CLP": 0, "VND": 0, "KWD": 3, "BHD": 3, "JOD": 3, "OMR": 3, "TND": 3}
_LONGEST = 40  # digits; a number beyond is shown in scientific notation instead of filling pages


def number(value: Decimal, words: Words, *, least_decimals: int = 0) -> str:
    """Return `value` with all its significant digits, at least `least_decimals` of them after the point.

    Trailing zeros beyond that are dropped. Nothing is rounded.

    >>> from depesch.rendering.words import words
    >>> number(Decimal("1234567.500"), words("de"), least_decimals=2)
    '1.234.567,50'
    """
    # copy_abs and not abs: arithmetic rounds to the context's 28 digits.
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return str(value)
    whole, _, decimals = format(value.copy_abs(), "f").partition(".")
    decimals = decimals.rstrip("0").ljust(least_decimals, "0")
    groups = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.append(group)
    text = words.group_separator.join([whole, *reversed(groups)])
    if decimals:
        text += ("," if words.decimal_comma else ".") + decimals
    return (MINUS if value < 0 else "") + text


def plain_amount(value: Decimal, currency: str | None, words: Words) -> str:
    """Return an amount without its currency, for a column whose head names it."""
    return number(value, words, least_decimals=MINOR_DIGITS.get(currency or "", 2))


def amount(value: Decimal, currency: str | None, words: Words) -> str:
    """Return an amount with its ISO 4217 code after it, in every language.

    >>> from depesch.rendering.words import words
    >>> amount(Decimal("-1234.5"), "NOK", words("sv")).replace(NO_BREAK, " ")
    '−1 234,50 NOK'
    """
    text = plain_amount(value, currency, words)
    return f"{text}{NO_BREAK}{currency}" if currency else text


def percent(value: Decimal, words: Words) -> str:
    """Return a rate in per cent: `25 %`, in English `25%`."""
    return number(value, words) + ("%" if words.language == "en" else f"{NO_BREAK}%")


def day(value: date, words: Words) -> str:
    """Return a date in the language's own order.

    >>> from depesch.rendering.words import words
    >>> [day(date(2026, 1, 9), words(code)) for code in ("sv", "nb", "fi")]
    ['2026-01-09', '09.01.2026', '9.1.2026']
    """
    month = words.months[value.month - 1] if words.months else ""
    pattern = words.date_pattern.format(day=value.day, month=month, month_number=value.month)
    return (
        pattern.replace("%Y", f"{value.year:04d}").replace("%m", f"{value.month:02d}").replace("%d", f"{value.day:02d}")
    )


def size(bytes_: int, words: Words) -> str:
    """Return the size of a file in kilobytes of 1000, one decimal below ten."""
    kilobytes = Decimal(bytes_) / 1000
    rounded = kilobytes.quantize(Decimal("0.1") if kilobytes < 10 else Decimal(1))
    return f"{number(rounded, words)}{NO_BREAK}{words.kilobytes}"
