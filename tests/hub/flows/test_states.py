"""Every state has an owner, and everything that is not over has a timeout and a way out."""

from __future__ import annotations

import pytest

from depesch.hub.flows.models import DocumentState
from depesch.hub.flows.states import Owner, is_over, may_move, rule

OVER = {
    DocumentState.DELIVERED,
    DocumentState.CANCELLED,
    DocumentState.CERTIFIED,
    DocumentState.UNPACKED,
    DocumentState.ARRIVED,
}


@pytest.mark.parametrize("state", DocumentState)
def test_lesson_20_every_state_has_an_owner_a_timeout_and_a_way_out(state: DocumentState) -> None:
    of_state = rule(state)
    if state in OVER:
        assert is_over(state)
    else:
        assert of_state.owner is not Owner.NOBODY
        assert of_state.timeout is not None
        assert of_state.at_timeout
        assert of_state.ways_out


@pytest.mark.parametrize("state", set(DocumentState) - OVER)
def test_lesson_20_from_every_state_an_end_can_be_reached(state: DocumentState) -> None:
    reached, todo = set(), [state]
    while todo:
        here = todo.pop()
        if here not in reached:
            reached.add(here)
            todo += rule(here).ways_out
    assert reached & OVER


@pytest.mark.parametrize("after", set(DocumentState) - {DocumentState.UNDELIVERABLE})
def test_lesson_48_what_is_delivered_stays_delivered(after: DocumentState) -> None:
    assert not may_move(DocumentState.DELIVERED, after)


def test_lesson_37_a_letter_that_comes_back_reopens_the_document() -> None:
    assert may_move(DocumentState.DELIVERED, DocumentState.UNDELIVERABLE)


def test_lesson_22_all_but_the_receivers_own_verdict_leaves_a_document_resendable() -> None:
    for state in (DocumentState.REFUSED, DocumentState.UNDELIVERABLE, DocumentState.FAILED):
        assert may_move(state, DocumentState.RECEIVED)
