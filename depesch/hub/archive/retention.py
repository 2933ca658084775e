"""How long a file is kept: the law of the company's country, and never less than what the archive promises.

The terms below count from the end of the calendar year; a financial year may end after the year of the document, which
the archive's promise of 10 years covers in every country of the table.
"""

from __future__ import annotations

from datetime import date

import msgspec

PROMISED_YEARS = 10


class RetentionTerm(msgspec.Struct, frozen=True, kw_only=True):
    """What a country's law demands for vouchers, from a day on."""

    country: str
    valid_from: date
    retention_years: int
    source: str


TERMS = (
    RetentionTerm(
        country="SE",
        valid_from=date(2011, 1, 1),
        retention_years=7,
        source="Bokföringslagen (1999:1078) 7 kap. 2 §: to the end of the seventh year after the calendar year "
        "in which the financial year ended",
    ),
    RetentionTerm(
        country="NO",
        valid_from=date(2014, 1, 1),
        retention_years=5,
        source="Bokføringsloven (LOV-2004-11-19-73) § 13: primary documents five years after the end of the year",
    ),
    RetentionTerm(
        country="DK",
        valid_from=date(2022, 7, 1),
        retention_years=5,
        source="Bogføringsloven (lov nr. 700 af 24/05/2022) § 12: five years from the end of the financial year",
    ),
    RetentionTerm(
        country="FI",
        valid_from=date(1997, 12, 31),
        retention_years=6,
        source="Kirjanpitolaki (1336/1997) 2 luku 10 §: vouchers six years from the end of the calendar year "
        "in which the financial year ended",
    ),
)


def retention_years(country: str, on: date) -> int:
    """Return how many years a file archived `on` that day is kept in `country`: the law's term, at least 10."""
    terms = [term for term in TERMS if term.country == country and term.valid_from <= on]
    newest = max(terms, key=lambda term: term.valid_from, default=None)
    return max(PROMISED_YEARS, newest.retention_years if newest else 0)


def retain_until(archived_on: date, country: str) -> date:
    """Return the last day on which a file archived on that day must be there.

    >>> retain_until(date(2026, 3, 1), "SE")
    datetime.date(2036, 12, 31)
    """
    return date(archived_on.year + retention_years(country, archived_on), 12, 31)
