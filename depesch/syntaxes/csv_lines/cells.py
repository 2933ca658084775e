"""Cells: numbers with comma or point, dates, and texts that a spreadsheet might take for a formula.

Numbers. `1250,00`, `1.250,00`, `1 250` and `0,125` say by themselves which sign is the decimal one; `1,250` does not.
What the others of its column say decides, then what all numbers of the file say; where they say nothing, or both, the
value is a finding and never guessed.

Texts. A text that begins with = + - @, a tab or a line break could be run as a formula by a spreadsheet. When written
it gets an apostrophe before it, and reading takes that away again; so does a text that begins with apostrophes before
such a sign, so that every text comes back as it was. Source: OWASP, CSV Injection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from depesch.syntaxes.leaves import MOST_DIGITS, day
from depesch.syntaxes.written_values import comma_digits

COMMA, POINT = ",", "."
A_NUMBER, A_DATE = "a decimal number such as 1250.00", "a date such as 2026-05-31"

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]").match
_PROTECTED = re.compile(r"'+[=+\-@\t\r\n]").match

# Swedish and Norwegian programs write U+2212 for minus where they follow the CLDR.
_MINUS = str.maketrans({"\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]*)?").fullmatch
_WHOLE = re.compile(r"[+-]?[0-9]+").fullmatch
_ONE_SIGN = re.compile(r"([+-]?)([0-9]*)([.,])([0-9]*)").fullmatch
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+").fullmatch
_BOTH = re.compile(r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]*|(?:\.[0-9]{3})+,[0-9]*)").fullmatch

_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})").fullmatch
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})").fullmatch
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?$")


class Written(NamedTuple):
    """A number as it was written: its digits, and what is known of the sign in it.

    `proves` is the decimal sign that it shows, None where it shows none. `either` is the sign that could be the decimal
    one or stand between thousands.
    """

    text: str
    proves: str | None = None
    either: str | None = None


def written(cell: str) -> Written | None:
    """Return what a cell with a number says; None when it is no number.

    >>> written("1.250,00"), written("1,250"), written("12 kr")
    (Written(text='1250.00', proves=',', either=None), Written(text='1,250', proves=None, either=','), None)
    """
    text = cell.translate(_MINUS).strip().removesuffix("%").rstrip()
    if len(text) > MOST_DIGITS:
        return None
    spaced = " " in text
    if spaced:
        if not _SPACED(text):
            return None
        text = text.replace(" ", "")
    if _WHOLE(text):
        return Written(text)
    one = _ONE_SIGN(text)
    if one is not None:
        _, whole, sign, rest = one.groups()
        if not whole and not rest:
            return None
        if len(rest) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0" and not spaced:
            return Written(text, either=sign)
        return Written(text.replace(sign, POINT), proves=sign)
    grouped = _GROUPED(text)
    if grouped is not None:
        return Written(text.replace(grouped[1], ""), proves=COMMA if grouped[1] == POINT else POINT)
    if _BOTH(text):
        thousands, sign = (COMMA, POINT) if text.rindex(POINT) > text.rindex(COMMA) else (POINT, COMMA)
        return Written(text.replace(thousands, "").replace(sign, POINT), proves=sign)
    return None


def number(found: Written, decimal_sign: str | None) -> Decimal | None:
    """Return the number; None where nothing says which of the two that could be meant it is."""
    if found.either is None:
        return Decimal(found.text)
    if decimal_sign is None:
        return None
    return Decimal(found.text.replace(found.either, POINT if found.either == decimal_sign else ""))


def proven(numbers: Iterable[Written | None]) -> frozenset[str]:
    """Return the decimal signs that the numbers show."""
    return frozenset(one.proves for one in numbers if one is not None and one.proves is not None)


def number_cell(value: Decimal) -> str | None:
    """Return the number with a decimal comma, as spreadsheets in the Nordic countries expect; None when it is none."""
    return comma_digits(value)


def day_in(cell: str) -> date | None:
    """Return the day that a cell says, as 2026-05-31, 20260531 or 31.5.2026, with or without midnight behind it.

    >>> day_in("31.5.2026"), day_in("2026-05-31 00:00:00"), day_in("05/06/2026")
    (datetime.date(2026, 5, 31), datetime.date(2026, 5, 31), None)
    """
    text = _MIDNIGHT.sub("", cell.strip())
    found = _YEAR_FIRST(text)
    if found is not None:
        return day(f"{found[1]}-{found[2]}-{found[3]}")
    found = _DAY_FIRST(text)
    return day(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}") if found is not None else None


def protected(text: str) -> str:
    """Return a text that no spreadsheet runs.

    >>> protected("+46 31 12"), protected("'=x"), protected("Skruv")
    ("'+46 31 12", "''=x", 'Skruv')
    """
    return "'" + text if _FORMULA(text) else text


def unprotected(cell: str) -> str:
    """Return the text of a cell that `protected` may have written."""
    return cell[1:] if cell.startswith("'") and _PROTECTED(cell) else cell
