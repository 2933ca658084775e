"""How often something may be tried."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from datetime import timedelta

import pytest

from depesch.hub.accounts.limits import Limit, TooOften, clear, forget_ended, give_back, left_of, take
from depesch.hub.accounts.models import Tries
from depesch.kit.clock import now

LIMIT = Limit(name="test", most=3, window=timedelta(minutes=10))
pytestmark = pytest.mark.django_db


def test_what_is_tried_too_often_has_to_wait_until_the_window_ends() -> None:
    start = now()
    for second in range(3):
        take(LIMIT, "astrid", at=start + timedelta(seconds=second))
    with pytest.raises(TooOften) as refused:
        take(LIMIT, "astrid", at=start + timedelta(minutes=4, seconds=30))
    assert refused.value.minutes == 6
    take(LIMIT, "astrid", at=start + timedelta(minutes=10))


def test_tries_while_waiting_do_not_make_the_wait_longer() -> None:
    start = now()
    for minute in range(9):
        with pytest.raises(TooOften) if minute > 2 else nullcontext():
            take(LIMIT, "astrid", at=start + timedelta(minutes=minute))
    take(LIMIT, "astrid", at=start + timedelta(minutes=10, seconds=1))


def test_others_are_not_kept_waiting() -> None:
    for _ in range(3):
        take(LIMIT, "astrid")
    take(LIMIT, "bo")


def test_what_is_given_back_or_cleared_does_not_count() -> None:
    for _ in range(9):
        take(LIMIT, "astrid")
        give_back(LIMIT, "astrid")
    for _ in range(3):
        take(LIMIT, "astrid")
    clear(LIMIT, "astrid")
    take(LIMIT, "astrid")


def test_no_address_is_kept_and_ended_windows_are_forgotten() -> None:
    take(LIMIT, "astrid@nordbygg.example")
    assert "astrid" not in Tries.objects.get().key
    assert forget_ended(now()) == 0
    assert forget_ended(now() + LIMIT.window) == 1


def test_what_is_left_is_told_without_counting_anything() -> None:
    start = now()
    assert (left_of(LIMIT, "astrid", at=start).count, left_of(LIMIT, "astrid", at=start).again_at) == (3, None)
    take(LIMIT, "astrid", at=start)
    later = start + timedelta(minutes=1)
    left = [left_of(LIMIT, "astrid", at=later) for _ in range(3)]
    assert {(each.count, each.again_at) for each in left} == {(2, start + LIMIT.window)}
    for _ in range(4):
        with suppress(TooOften):
            take(LIMIT, "astrid", at=later)
    assert left_of(LIMIT, "astrid", at=later).count == 0
    assert left_of(LIMIT, "astrid", at=start + LIMIT.window).count == 3
