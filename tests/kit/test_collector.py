"""The collector pauses and always goes on."""

from __future__ import annotations

import gc

import pytest

from depesch.kit.collector import collector_paused


def test_the_collector_is_paused_inside_and_goes_on_afterwards() -> None:
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="no date"), collector_paused():
        raise ValueError("no date")
    assert gc.isenabled()


def test_an_inner_pause_does_not_end_the_outer_one() -> None:
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
