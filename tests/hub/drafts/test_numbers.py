"""Numbers and dates as people write them: the tables of the docstrings, and what holds for all."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depesch.hub.drafts.days import day_of, text_of_day
from depesch.hub.drafts.numbers import NotRead, number_of, text_of_number

LANGUAGES = st.sampled_from(["sv", "nb", "en"])
NUMBERS = st.decimals(-(10**15), 10**15, places=None, allow_nan=False, allow_infinity=False).filter(
    lambda number: -10 <= int(number.as_tuple().exponent) <= 3
)
TODAY = date(2026, 11, 22)
_NOT_READ = "not-a-number"


@pytest.mark.parametrize(
    ("text", "sv", "en"),
    [
        ("1234", "1234", "1234"),
        ("-5", "-5", "-5"),
        ("+5", "5", "5"),
        ("−5", "-5", "-5"),
        ("12,5", "12.5", "12.5"),
        ("12.5", "12.5", "12.5"),
        ("0,125", "0.125", "0.125"),
        ("0.125", "0.125", "0.125"),
        (".5", "0.5", "0.5"),
        ("5,", "5", "5"),
        ("1 234,50", "1234.50", "1234.50"),
        ("1 234.50", "1234.50", "1234.50"),
        ("1\u00a0234\u202f567,5", "1234567.5", "1234567.5"),
        ("1.234,50", "1234.50", "1234.50"),
        ("1,234.50", "1234.50", "1234.50"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234,567", "1234567", "1234567"),
        ("1,234,567.89", "1234567.89", "1234567.89"),
        ("1,234", "1.234", "1234"),
        ("1.234", "two-numbers", "1.234"),
        ("12345,678", "12345.678", "12345.678"),
        ("12345.678", "12345.678", "12345.678"),
        ("25,00", "25.00", "25.00"),
        ("  7 ", "7", "7"),
        *((text, _NOT_READ, _NOT_READ) for text in (
            "1,23.50", "12 34", "1,2,3", "5 kr", "1e3", "abc", "٣", "--5", "5-", "1.234.56", "1 2345", ",", ".", "-",
            "1.2,3.4", "NaN", "Infinity", "0x10", "1_000", "½", "1 234 5,0", "1'234",
        )),
        ("1" * 19, "too-long", "too-long"),
        ("0," + "1" * 11, "too-long", "too-long"),
        ("000" + "1" * 18, "1" * 18, "1" * 18),
    ],
)  # fmt: skip
def test_the_table_of_numbers(text: str, sv: str, en: str) -> None:
    for language, expected in (("sv", sv), ("nb", sv), ("en", en), ("de", en)):
        try:
            found = str(number_of(text, language))
        except NotRead as error:
            found = error.code
        assert found == expected.lstrip("0") or found == expected, (language, text)


@given(NUMBERS, LANGUAGES)
@settings(derandomize=True, deadline=None)
def test_what_is_written_is_read_again_with_all_its_digits(number: Decimal, language: str) -> None:
    text = text_of_number(number, language)
    assert str(number_of(text, language)) == format(number, "f")


@given(st.integers(0, 10**9), st.integers(0, 99), LANGUAGES)
@settings(derandomize=True, deadline=None)
def test_thousands_apart_are_the_same_number_in_any_language(whole: int, cents: int, language: str) -> None:
    expected = Decimal(f"{whole}.{cents:02d}")
    for blank in (" ", "\u00a0", "\u202f"):
        assert number_of(f"{whole:,}".replace(",", blank) + f",{cents:02d}", language) == expected
    assert number_of(f"{whole:,}.{cents:02d}", language) == expected
    assert number_of(f"{whole:,}".replace(",", ".") + f",{cents:02d}", language) == expected


@given(st.text(max_size=12), LANGUAGES)
@settings(derandomize=True, deadline=None)
def test_any_text_is_a_number_or_a_fault(text: str, language: str) -> None:
    with suppress(NotRead):
        assert number_of(text, language).is_finite()


@given(st.text("0123456789., -", max_size=10))
@settings(derandomize=True, deadline=None)
def test_a_comma_is_never_a_thousand_in_one_and_lost_in_the_other(text: str) -> None:
    """Where the two ways of writing differ, it is by a decimal comma read as one, or by a fault; nothing else."""
    found: list[Decimal | None] = []
    for language in ("sv", "en"):
        try:
            found.append(number_of(text, language))
        except NotRead:
            found.append(None)
    if None not in found and found[0] != found[1]:
        assert (text.count(","), text.count(".")) == (1, 0)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        *((text, language, "2026-11-22") for language in ("sv", "nb", "en") for text in (
            "2026-11-22", "2026/11/22", "2026.11.22", "20261122", "22.11.2026", "22/11/2026", "22-11-2026", "22.11.26",
            "22/11", "22.11.", "22.11", "22-11", " 22/11 ", "22 nov 2026", "22 nov", "22. november 2026",
            "22 Nov. 2026",
        )),
        ("261122", "sv", "2026-11-22"),
        ("221126", "nb", "2026-11-22"),
        ("221126", "en", "2026-11-22"),
        ("22 okt 2026", "sv", "2026-10-22"),
        ("22 des 2026", "nb", "2026-12-22"),
        ("3 maj 2026", "sv", "2026-05-03"),
        ("2/1", "sv", "2027-01-02"),
        ("29/2", "sv", "not-a-date"),
        ("221126", "sv", "far-date"),
        ("261122", "nb", "far-date"),
        ("010135", "en", "far-date"),
        *((text, "en", "not-a-date") for text in (
            "11/22", "11/22/2026", "i morgon", "2026-02-30", "0000-01-01", "1812-01-01", "22", "22.11.2", "2026-11",
            "22.11-2026", "٢٢/١١", "22/11/20261", "99999999",
        )),
    ],
)  # fmt: skip
def test_the_table_of_dates(text: str, language: str, expected: str) -> None:
    try:
        found = day_of(text, language, TODAY).isoformat()
    except NotRead as error:
        found = error.code
    assert found == expected


def test_a_leap_day_is_found_in_the_year_that_has_one() -> None:
    assert day_of("29/2", "sv", date(2027, 12, 1)) == date(2028, 2, 29)


@given(st.dates(date(1900, 1, 1), date(9998, 12, 31)), LANGUAGES)
@settings(derandomize=True, deadline=None)
def test_a_written_day_is_read_again(day: date, language: str) -> None:
    assert day_of(text_of_day(day, language), language, TODAY) == day
    assert day_of(day.isoformat(), language, TODAY) == day


@given(st.text(max_size=12), LANGUAGES)
@settings(derandomize=True, deadline=None)
def test_any_text_is_a_day_or_a_fault(text: str, language: str) -> None:
    with suppress(NotRead):
        assert day_of(text, language, TODAY).year >= 1900
