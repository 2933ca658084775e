"""Dates, moments, amounts and sizes, as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.utils import timezone, translation

LOCALES = {"sv": "sv_SE", "nb": "nb_NO", "en": "en_GB"}
_DAY = {"sv": "yyyy-MM-dd", "nb": "dd.MM.yyyy", "en": "d MMM yyyy"}
_SHORT_DAY = {"sv": "d MMM", "nb": "d. MMM", "en": "d MMM"}
_NO_BREAK = "\N{NO-BREAK SPACE}"


def language() -> str:
    """Return the language of the page: sv, nb or en."""
    found = (translation.get_language() or "en")[:2]
    return found if found in LOCALES else "en"


def day(value: date) -> str:
    """Return a date such as 2026-11-19, 19.11.2026 or 19 Nov 2026."""
    code = language()
    return format_date(value, _DAY[code], locale=LOCALES[code])


def short_day(value: date) -> str:
    """Return a date without its year, such as 19 nov."""
    code = language()
    return format_date(value, _SHORT_DAY[code], locale=LOCALES[code]).rstrip(".")


def moment(value: datetime, *, seconds: bool = False) -> str:
    """Return a date and time in the company's time zone, such as 2026-11-19 09:12."""
    code = language()
    local = timezone.localtime(value)
    pattern = f"{_DAY[code]} HH:mm{':ss' if seconds else ''}"
    return format_datetime(local, pattern, locale=LOCALES[code])


def amount(value: Decimal, currency: str = "") -> str:
    """Return an amount with at least two decimals and its currency, such as 48 312,50 NOK, never broken over lines."""
    text = format_decimal(value, "#,##0.00########", locale=LOCALES[language()])
    return f"{text}{_NO_BREAK}{currency}" if currency else text


def exact(value: Decimal | date) -> str:
    """Return a number with the decimals that it has, or a date: for values that stood in somebody's file."""
    if isinstance(value, date):
        return day(value)
    decimals = max(0, -int(value.as_tuple().exponent))
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return format_decimal(value, pattern, locale=LOCALES[language()], decimal_quantization=False)


def is_unread(rule: str) -> bool:
    """Return whether a finding is about a value that could not be read; what should stand is then the format's way."""
    return rule.startswith("READ-")


def written_as(rule: str) -> Callable[[Decimal | date], str] | None:
    """Return how a rule's finding has its numbers and days: as the reader writes them, or as in the file (None)."""
    return None if is_unread(rule) else exact


def organisation_number(number: str, country: str) -> str:
    """Return an organisation number as its country writes it: 556601-0103 in Sweden, 974 760 673 in Norway."""
    if country == "SE" and len(number) == 10:
        return f"{number[:6]}-{number[6:]}"
    if country == "NO" and len(number) == 9:
        return _NO_BREAK.join((number[:3], number[3:6], number[6:]))
    return number


def country(code: str) -> str:
    """Return a country's name; the code for one that nobody knows."""
    return str(Locale.parse(LOCALES[language()]).territories.get(code, code))


def language_word(code: str) -> str:
    """Return a language's name; the code for one that nobody knows."""
    return str(Locale.parse(LOCALES[language()]).languages.get(code, code))


def size(octets: int) -> str:
    """Return a file's size in kB or MB."""
    thousands, unit = (octets / 1000, "kB") if octets < 1_000_000 else (octets / 1_000_000, "MB")
    shown = max(round(thousands, 1), 0.1) if octets else 0  # what is there at all is never shown as nothing
    text = format_decimal(shown, "#,##0.#", locale=LOCALES[language()])
    return f"{text}{_NO_BREAK}{unit}"
