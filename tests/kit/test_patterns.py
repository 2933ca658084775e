"""Patterns from outside: they match the whole text, and none of them takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.kit.patterns import MAX_LENGTH, MAX_TEXT, BadPattern, matches

HOSTILE = ("(a+)+$", "(a|a)*b", "(.*)*=", ".*.*.*.*.*.*.*.*=", "(a?){500}a{500}", r"(\w+\s?)*!")


def test_the_whole_text_has_to_match() -> None:
    assert matches("RV[0-9]{4}", "RV1234")
    assert not matches("RV[0-9]{4}", "RV12345")


def test_letters_of_every_language_are_letters() -> None:
    assert matches(r"\p{L}+ [ÅÄÖ]-[0-9]", "Västerdal Å-1")


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_hostile_pattern_is_answered_at_once(pattern: str) -> None:
    before = time.process_time()
    matches(pattern, "a" * (MAX_TEXT - 1) + "!")
    assert time.process_time() - before < 1


@pytest.mark.parametrize("pattern", ["(", "(?=a)", r"(a)\1", "a{1001}", r"\p{L}{1,1000}", "a" * (MAX_LENGTH + 1)])
def test_a_pattern_that_cannot_be_used_says_so(pattern: str) -> None:
    with pytest.raises(BadPattern):
        matches(pattern, "a")


def test_a_text_that_is_longer_than_any_value_matches_nothing() -> None:
    assert not matches(".*", "a" * (MAX_TEXT + 1))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_pattern_matches_or_is_refused(pattern: str, text: str) -> None:
    try:
        matches(pattern, text)
    except BadPattern:
        return
