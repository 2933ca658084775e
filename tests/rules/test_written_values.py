"""Values that cannot be read as they stand: certain ones are understood, doubtful ones are left."""

from __future__ import annotations

import pytest

from depesch.model.issue import Issue, Severity
from depesch.rules.written_values import day_meant, meant, number_meant


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1250,50", "1250.50"), ("-3,5", "-3.5"), ("1 250", "1250"), ("1 250,50", "1250.50"),
        ("1\u00a0250,5", "1250.5"), ("1.250,50", "1250.50"), ("1,250.50", "1250.50"),
        ("12'250.00", "12250.00"), ("0,1234", "0.1234"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them_are_understood(text: str, number: str) -> None:
    assert number_meant(text) == number


@pytest.mark.parametrize("text", ["1,250", "1.250.50", "12 50", "1250 kr", "", "-", "1,2,3", "1,25.00", "ett"])
def test_numbers_that_may_mean_two_things_are_left(text: str) -> None:
    assert number_meant(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("31.5.2026", "2026-05-31"), ("20260531", "2026-05-31"), ("2026/05/31", "2026-05-31"),
     ("31/05/2026", "2026-05-31"), ("04.05.2026", "2026-05-04")],
)  # fmt: skip
def test_days_as_people_write_them_are_understood(text: str, day: str) -> None:
    assert str(day_meant(text)) == day


@pytest.mark.parametrize("text", ["05/06/2026", "2026-02-30", "31.5.26", "20 May", "", "2026-5-31", "99.99.2026"])
def test_days_that_may_mean_two_things_are_left(text: str) -> None:
    assert day_meant(text) is None


def test_a_day_is_written_as_the_format_has_it() -> None:
    issue = Issue(
        rule="READ-DATE", severity=Severity.FATAL, value="2026-05-31", expected="a date in format 102, such as 20260531"
    )
    assert meant(issue) == "20260531"


@pytest.mark.parametrize(("text", "meaning"), [("True", "true"), ("nej", "false"), ("maybe", None)])
def test_indicators_are_true_or_false(text: str, meaning: str | None) -> None:
    assert meant(Issue(rule="READ-INDICATOR", severity=Severity.FATAL, value=text)) == meaning


def test_other_findings_mean_nothing() -> None:
    assert meant(Issue(rule="BR-02", severity=Severity.FATAL, value="1,5")) is None
