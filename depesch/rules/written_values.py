"""Values that cannot be read as they stand, and what is meant beyond doubt: `1 250,50` is 1250.50, `31.5.2026` a day.

What may mean two things is not guessed: 1,250 may be thousands, and 05/06/2026 a day in May or in June.
"""

from __future__ import annotations

import re
from datetime import date

from depesch.model.issue import Issue

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f']")
_COMMA = re.compile(r"[+-]?\d+,(\d{1,2}|\d{4,})")
_POINTS_THEN_COMMA = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d{1,2}")
_COMMAS_THEN_POINT = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d{1,2}")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_SPACED = re.compile(r"[+-]?\d{1,3}([\s\u00a0\u2009\u202f']\d{3})*([.,]\d{1,2})?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_TRUE, _FALSE = frozenset({"true", "yes", "ja", "sant", "1"}), frozenset({"false", "no", "nej", "nei", "falskt", "0"})


def meant(issue: Issue) -> str | None:
    """Return what a value that could not be read should have been, as the format writes it; None when not certain."""
    text = (issue.value or "").strip()
    match issue.rule:
        case "READ-NUMBER":
            return number_meant(text)
        case "READ-DATE":
            day = day_meant(text)
            compact = "20260531" in (issue.expected or "")  # how the format writes its days
            return day.strftime("%Y%m%d" if compact else "%Y-%m-%d") if day else None
        case "READ-INDICATOR":
            word = text.lower()
            return "true" if word in _TRUE else "false" if word in _FALSE else None
    return None


def number_meant(text: str) -> str | None:
    """Return the number with a decimal point that the text means.

    >>> number_meant("1 250,50"), number_meant("1.250,50"), number_meant("1,250.50"), number_meant("1,250")
    ('1250.50', '1250.50', '1250.50', None)
    """
    if _SPACES.search(text):
        if not _SPACED.fullmatch(text):
            return None
        text = _SPACES.sub("", text)
    if _COMMA.fullmatch(text):
        return text.replace(",", ".")
    if _POINTS_THEN_COMMA.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if _COMMAS_THEN_POINT.fullmatch(text):
        return text.replace(",", "")
    return text if _PLAIN.fullmatch(text) else None


def day_meant(text: str) -> date | None:
    """Return the day that the text means; day and month are told apart by the points between, or by a day past 12.

    >>> day_meant("31.5.2026"), day_meant("20260531"), day_meant("31/05/2026"), day_meant("05/06/2026")
    (datetime.date(2026, 5, 31), datetime.date(2026, 5, 31), datetime.date(2026, 5, 31), None)
    """
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found.group(1), found.group(2), found.group(3))
    found = _DAY_FIRST.fullmatch(text)
    if found is None or (found.group(2) != "." and int(found.group(1)) <= 12):
        return None
    return _day(found.group(4), found.group(3), found.group(1))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
