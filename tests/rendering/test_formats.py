"""Numbers and dates are written as the language writes them, and keep every digit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.rendering.formats import amount, day, number, percent, plain_amount, size
from depesch.rendering.words import languages, words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "−1 234 567,50 SEK"),
        ("nb", "−1 234 567,50 SEK"),
        ("fi", "−1 234 567,50 SEK"),
        ("da", "−1.234.567,50 SEK"),
        ("de", "−1.234.567,50 SEK"),
        ("en", "−1,234,567.50 SEK"),
    ],
)
def test_an_amount_in_each_language(language: str, text: str) -> None:
    assert amount(Decimal("-1234567.5"), "SEK", words(language)).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "2026-01-09"),
        ("nb", "09.01.2026"),
        ("da", "09.01.2026"),
        ("fi", "9.1.2026"),
        ("de", "09.01.2026"),
        ("en", "9 Jan 2026"),
    ],
)
def test_a_date_in_each_language(language: str, text: str) -> None:
    assert day(date(2026, 1, 9), words(language)) == text


@pytest.mark.parametrize(
    ("currency", "text"), [("SEK", "1,00"), ("ISK", "1"), ("KWD", "1,000"), (None, "1,00"), ("XXX", "1,00")]
)
def test_an_amount_has_the_digits_of_its_currency(currency: str | None, text: str) -> None:
    assert plain_amount(Decimal(1), currency, words("sv")) == text


def test_more_digits_than_the_currency_has_are_not_hidden() -> None:
    assert plain_amount(Decimal("0.00125"), "SEK", words("sv")) == "0,00125"


def test_per_cent_stands_off_but_in_english() -> None:
    assert (percent(Decimal("25.00"), words("sv")), percent(Decimal("5.5"), words("en"))) == ("25\u00a0%", "5.5%")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1E+999999", "1E-999999"])
def test_a_monstrous_number_does_not_fill_pages(text: str) -> None:
    assert len(number(Decimal(text), words("sv"), least_decimals=2)) < 20


def test_a_size_is_in_kilobytes() -> None:
    assert (size(2345, words("sv")), size(1_234_567, words("fi"))) == ("2,3\u00a0kB", "1\u00a0235\u00a0kt")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.sampled_from(languages()))
def test_every_digit_can_be_read_back(value: Decimal, language: str) -> None:
    spoken = words(language)
    text = number(value, spoken, least_decimals=2).replace(spoken.group_separator, "").replace("−", "-")
    assert Decimal(text.replace(",", ".") if spoken.decimal_comma else text) == value
