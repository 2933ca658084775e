"""Several at the same moment, each with a connection of its own: sent once, recalled or delivered, never both."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import TypeVar
from uuid import UUID

import pytest

from depesch.hub.drafts.editing import ChangedMeanwhile, save
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.drafts.sending import NotRecallable, recall, schedule, send_due, send_now
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.runner import own_connection
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.drafts.forms import ACTOR, again, arrived_at, customer_of, finished, typed, worked_on

T = TypeVar("T")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(transactional_db: None, nordbygg: Company, fjordtre: Company) -> Draft:
    return finished(nordbygg, typed(nordbygg, customer_of(nordbygg, fjordtre)))


def at_once(*acts: Callable[[], T]) -> list[T]:
    """Do all of them at the same moment and return what each gave."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], T]) -> T:
        with own_connection():
            barrier.wait(60)
            return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def state_after_work(company: Company, document_id: UUID) -> str:
    return worked_on(company, document_id).state


def documents(company: Company) -> list[Document]:
    with acting_for(company.id):
        return list(Document.objects.filter(direction=Direction.OUT))


def test_two_who_send_at_once_send_one(nordbygg: Company, draft: Draft) -> None:
    ids = at_once(*[lambda: send_now(nordbygg.id, draft.id, actor=ACTOR)] * 4)
    assert len(set(ids)) == 1
    assert len(documents(nordbygg)) == 1


def test_two_workers_and_a_person_send_what_is_due_once(nordbygg: Company, draft: Draft) -> None:
    at = now() + timedelta(minutes=1)
    with acting_for(nordbygg.id):
        schedule(draft.id, at, actor=ACTOR)
    at_once(
        lambda: send_due(at),
        lambda: send_due(at),
        lambda: send_now(nordbygg.id, draft.id, actor=ACTOR) and 1,
    )
    assert len(documents(nordbygg)) == 1
    assert again(nordbygg, draft).state == DraftState.SENT


def test_a_recall_and_a_worker_at_once_end_in_one_of_two_ways(
    nordbygg: Company, fjordtre: Company, draft: Draft
) -> None:
    def take_back() -> str:
        try:
            recall(nordbygg.id, draft.id, actor=ACTOR)
        except NotRecallable as refusal:
            return refusal.code
        return "recalled"

    for _ in range(4):
        document_id = send_now(nordbygg.id, draft.id, actor=ACTOR)
        said, state = at_once(take_back, partial(state_after_work, nordbygg, document_id))
        arrived = len(arrived_at(fjordtre))
        if said == "recalled":
            assert (state, arrived) == (DocumentState.CANCELLED, 0)
            finished(nordbygg, again(nordbygg, draft))
        else:
            assert (said, state, arrived) == ("already-handed-over", DocumentState.DELIVERED, 1)
            assert again(nordbygg, draft).state == DraftState.SENT
            return


def test_of_two_who_save_at_once_one_is_told(nordbygg: Company, fjordtre: Company, transactional_db: None) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre))

    def write(text: str) -> str:
        try:
            with acting_for(nordbygg.id):
                save(draft.id, {"number": text}, revision=draft.revision, actor=f"user:{text}")
        except ChangedMeanwhile as conflict:
            return conflict.by
        return "saved"

    said = at_once(lambda: write("A"), lambda: write("B"))
    kept = again(nordbygg, draft).fields["number"]
    assert sorted(said) == sorted(["saved", f"user:{kept}"])
