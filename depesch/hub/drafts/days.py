"""Dates as people write them, and back. A date that leaves its year out is in the year that puts it nearest to today.

| written                                        | read as                                                            |
|------------------------------------------------|--------------------------------------------------------------------|
| `2026-11-22` `2026/11/22` `2026.11.22` `20261122` | that day                                                        |
| `22.11.2026` `22/11/2026` `22-11-2026` `22.11.26` | day, month, year                                                |
| `22/11` `22.11.` `22-11`                       | day and month, in the nearest year                                 |
| `261122` in Swedish, `221126` in others        | that day, if it is within two years of today; else a fault         |
| `22 nov 2026` `22. november 2026` `22 nov`     | day, name of the month in the language, year                       |

American order is not read: `11/22` is a fault.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from babel.dates import get_month_names

from depesch.hub.drafts.numbers import NotRead

_FAR = timedelta(days=2 * 366)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?", re.ASCII)
_DIGITS = re.compile(r"\d{6}|\d{8}", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})\.? ([^\W\d_]+)\.?(?: (\d{4}))?")
_EARLIEST = 1900


def day_of(text: str, language: str, today: date) -> date:
    """Return the day that `text` is in `language`; raises NotRead (`not-a-date`, `far-date`).

    >>> day_of("22/11", "sv", date(2026, 11, 2)), day_of("2/1", "nb", date(2026, 12, 20)).year
    (datetime.date(2026, 11, 22), 2027)
    """
    bare = " ".join(text.lower().split())
    if found := _YEAR_FIRST.fullmatch(bare):
        return _day(found[1], found[3], found[4])
    if _DIGITS.fullmatch(bare):
        return _of_digits(bare, language, today)
    if found := _DAY_FIRST.fullmatch(bare):
        return _of_parts(found[1], found[3], found[4] or "", today)
    if (found := _NAMED.fullmatch(bare)) and (month := _months(language).get(found[2][:3])):
        return _of_parts(found[1], str(month), found[3] or "", today)
    raise NotRead("not-a-date")


def text_of_day(value: date, language: str) -> str:
    """Return the day as it is typed in `language`.

    >>> [text_of_day(date(2026, 11, 2), language) for language in ("sv", "nb", "en")]
    ['2026-11-02', '02.11.2026', '02/11/2026']
    """
    pattern = {"sv": "{0:04d}-{1:02d}-{2:02d}", "nb": "{2:02d}.{1:02d}.{0:04d}"}.get(
        language, "{2:02d}/{1:02d}/{0:04d}"
    )
    return pattern.format(value.year, value.month, value.day)


def _of_digits(digits: str, language: str, today: date) -> date:
    if len(digits) == 8:
        return _day(digits[:4], digits[4:6], digits[6:])
    first, month, last = digits[:2], digits[2:4], digits[4:]
    year, day = (first, last) if language == "sv" else (last, first)
    found = _day(f"20{year}", month, day)
    if abs(found - today) > _FAR:
        raise NotRead("far-date")
    return found


def _of_parts(day: str, month: str, year: str, today: date) -> date:
    if year:
        return _day(year if len(year) == 4 else f"20{year}", month, day)
    possible = [_or_none(str(today.year + shift), month, day) for shift in (-1, 0, 1)]
    days = [one for one in possible if one is not None]
    if not days:
        raise NotRead("not-a-date")
    return min(days, key=lambda one: abs(one - today))


def _or_none(year: str, month: str, day: str) -> date | None:
    try:
        return _day(year, month, day)
    except NotRead:
        return None


def _day(year: str, month: str, day: str) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError as error:
        raise NotRead("not-a-date") from error
    if found.year < _EARLIEST:
        raise NotRead("not-a-date")
    return found


@cache
def _months(language: str) -> dict[str, int]:
    """Return the first three letters of each month's name, in the language and in English."""
    names = {name.lower()[:3]: number for number, name in get_month_names("wide", locale="en").items()}
    own = get_month_names("wide", locale=language if language in ("sv", "nb") else "en")
    return names | {name.lower()[:3]: number for number, name in own.items()}
