"""Rates: so many in a time for each name."""

from __future__ import annotations

from depesch.kit.rate import MOST_NAMES, Rate


def test_so_many_are_let_through_at_once_and_then_one_waits() -> None:
    rate = Rate(3, 60)
    assert [rate.wait_s("a", at=0) for _ in range(4)] == [0, 0, 0, 20]


def test_each_name_has_its_own() -> None:
    rate = Rate(1, 60)
    assert [rate.wait_s("a", at=0), rate.wait_s("b", at=0), rate.wait_s("a", at=0)] == [0, 0, 60]


def test_after_the_wait_that_was_named_one_is_let_through() -> None:
    rate = Rate(2, 10)
    assert [rate.wait_s("a", at=0), rate.wait_s("a", at=0)] == [0, 0]
    wait = rate.wait_s("a", at=0)
    assert rate.wait_s("a", at=wait) == 0


def test_who_is_refused_does_not_wait_longer_for_having_asked() -> None:
    rate = Rate(1, 10)
    rate.wait_s("a", at=0)
    assert [rate.wait_s("a", at=5), rate.wait_s("a", at=6), rate.wait_s("a", at=10)] == [5, 4, 0]


def test_names_are_not_remembered_without_end() -> None:
    rate = Rate(1, 1000)
    for number in range(MOST_NAMES + 1):
        rate.wait_s(str(number), at=0)
    assert rate.wait_s("0", at=0) == 0
    assert rate.wait_s(str(MOST_NAMES), at=0) > 0
