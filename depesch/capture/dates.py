"""Dates as they are printed: by numbers in the usual orders, and with the months' names of seven languages."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from depesch.capture.layout import folded

_NAMES = (
    "january januari januar tammikuu janvier jan janv gennaio", "february februari februar helmikuu fevrier feb fevr",
    "march mars marts marz maaliskuu mar mrz", "april huhtikuu avril apr avr",
    "may maj mai toukokuu", "june juni kesakuu juin jun", "july juli heinakuu juillet jul juil",
    "august augusti elokuu aout aug", "september syyskuu septembre sep sept", "october oktober lokakuu octobre oct okt",
    "november marraskuu novembre nov", "december desember dezember joulukuu decembre dec des dez",
)  # fmt: skip
_MONTHS = {name: month for month, names in enumerate(_NAMES, 1) for name in names.split()}
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?")
_SHORT_YEAR_FIRST = re.compile(r"(\d{2})-(\d{2})-(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?")
_TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_NAMED_DAY_FIRST = re.compile(r"(?:den\s+)?(\d{1,2})(?:st|nd|rd|th)?[. -]*([^\W\d]{3,12})[., -]*(\d{4}|\d{2})")
_NAMED_MONTH_FIRST = re.compile(r"([^\W\d]{3,12})[. ]*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


class Day(msgspec.Struct, frozen=True):
    """A date that was read; `ambiguous` when day and month may be the other way round."""

    value: date
    text: str
    ambiguous: bool = False


def date_at(text: str) -> Day | None:
    """Return the date that `text` is as a whole, or None. Years are 1990 to 2099.

    >>> [str(date_at(text).value) for text in ("19.11.2026", "26-11-19", "19. november 2026", "Nov 3, 2026")]
    ['2026-11-19', '2026-11-19', '2026-11-19', '2026-11-03']
    >>> date_at("03/04/2026").ambiguous, date_at("3.4.2026").ambiguous, date_at("2026-13-01")
    (True, False, None)
    """
    text = text.strip(" ,;:()")
    for pattern in (_YEAR_FIRST, _TOGETHER):
        if match := pattern.fullmatch(text):
            return _day(text, *match.groups())
    if match := _DAY_FIRST.fullmatch(text):
        return _numbered(text, match)
    if match := _NAMED_DAY_FIRST.fullmatch(text):
        return _day(text, match[3], _month(match[2]), match[1])
    if match := _NAMED_MONTH_FIRST.fullmatch(text):
        return _day(text, match[3], _month(match[1]), match[2])
    return None


def _numbered(text: str, match: re.Match[str]) -> Day | None:
    """Return a date by three numbers, day first but where only another order makes a date."""
    first, mark, second, last = match.groups()
    if mark == "-" and len(last) == 2 and _SHORT_YEAR_FIRST.fullmatch(text):
        return _day(text, first, second, last) or _day(text, last, second, first)
    by_day, by_month = _day(text, last, second, first), _day(text, last, first, second)
    if mark == "/" and by_day and by_month and first != second:
        return Day(by_day.value, text, ambiguous=True)
    return by_day or by_month


def _month(name: str) -> str:
    plain = folded(name)
    return str(_MONTHS.get(plain) or _MONTHS.get(plain.removesuffix("ta")) or 0)


def _day(text: str, year: str, month: str, day: str) -> Day | None:
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
    return Day(found, text) if 1990 <= found.year < 2100 else None
