"""S-024, D-09: without the e-archive a company reaches back 90 days; nothing is deleted, what is to be done stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depesch.hub.flows import handling, queries
from depesch.hub.flows.bulk import BulkKind, ask
from depesch.hub.flows.collecting import to_collect
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.queries import Filters, View
from depesch.hub.flows.reach import DAYS
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

S = DocumentState
OLD, NEW = timedelta(days=DAYS, hours=1), timedelta(days=DAYS, hours=-1)
DONE = (S.DELIVERED, S.CERTIFIED, S.UNPACKED, S.CANCELLED)


@pytest.fixture
def limited(nordbygg: Company, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    """Nordbygg on a hub where the e-archive is asked for."""
    monkeypatch.setenv("DEPESCH_E_ARCHIVE_FOR_ALL", "false")
    with acting_for(nordbygg.pk):
        yield nordbygg


def came(company: Company, age: timedelta, state: DocumentState, **fields: object) -> UUID:
    """Put a document there that came so long ago."""
    at = now() - age
    return Document.objects.create(
        id=uuid4(), tenant_id=company.pk, direction=Direction.IN if state is S.ARRIVED else Direction.OUT, state=state,
        state_since=at, received_at=at, route_in="api", original_sha256="0" * 64, submitted_by="worker", number="F-1",
        search_text="f-1 nordlys", **fields,
    ).pk  # fmt: skip


def listed() -> set[UUID]:
    return {each.pk for view in View for each in queries.documents(view).documents}


def total() -> int:
    return sum(queries.counts().values())


@pytest.mark.row("D-09")
@pytest.mark.parametrize("state", DONE)
def test_d_09_what_is_over_is_reached_for_90_days(limited: Company, state: DocumentState) -> None:
    old, new = came(limited, OLD, state), came(limited, NEW, state)
    assert listed() == {new}
    assert total() == 1
    view = next(each for each in View if queries.documents(each).documents)
    assert queries.matching(view, Filters(), 10) == [new]
    assert queries.matching(view, Filters(text="nordlys"), 10) == [new]
    assert queries.count_matching(view, Filters()) == 1
    assert queries.story(new).document.pk == new
    with pytest.raises(Document.DoesNotExist):
        queries.story(old)
    assert ask(BulkKind.CSV, [old, new], actor="user:1").document_ids == [str(new)]


@pytest.mark.row("D-09")
@pytest.mark.parametrize("state", [each for each in S if each not in (*DONE, S.ARRIVED)])
def test_d_09_what_is_under_way_or_wrong_is_always_reached(limited: Company, state: DocumentState) -> None:
    old = came(limited, OLD * 4, state)
    assert listed() == {old}
    assert total() == 1
    assert queries.story(old).document.pk == old


@pytest.mark.row("D-09")
def test_d_09_what_came_in_stays_until_somebody_saw_to_it(limited: Company) -> None:
    waiting = came(limited, OLD, S.ARRIVED)
    worked_on = came(limited, OLD, S.ARRIVED, processed_at=now())
    fetched = came(limited, OLD, S.ARRIVED, collected_at=now())
    new = came(limited, NEW, S.ARRIVED, processed_at=now(), collected_at=now())
    assert listed() == {waiting, new}
    assert total() == 2
    assert {each.pk for each in handling.unprocessed().documents} == {waiting}
    assert handling.count_unprocessed() == 1
    # Handing over is delivery: no document is lost for a program that was away for long.
    assert {each.pk for each in to_collect().documents} == {waiting, worked_on}
    assert handling.reopen([fetched, worked_on], actor="user:1") == 0


@pytest.mark.row("S-024")
def test_s_024_with_the_e_archive_everything_is_reached_again(limited: Company, fjordtre: Company) -> None:
    old = came(limited, OLD, S.DELIVERED)
    Company.objects.filter(pk=fjordtre.pk).update(e_archive=True)  # another company's changes nothing here
    assert listed() == set()
    Company.objects.filter(pk=limited.pk).update(e_archive=True)
    assert listed() == {old}
    assert total() == 1
    assert queries.story(old).document.number == "F-1"


@pytest.mark.row("S-024")
def test_s_024_where_the_operator_says_nothing_everything_is_reached(nordbygg: Company) -> None:
    with acting_for(nordbygg.pk):
        old = came(nordbygg, OLD * 10, S.DELIVERED)
        assert listed() == {old}
        assert total() == 1


@pytest.mark.row("D-09")
def test_d_09_the_limit_costs_no_query(limited: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    new = came(limited, NEW, S.DELIVERED)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            listed()
            total()
            queries.story(new)
            handling.unprocessed()
        return len(captured)

    with_limit = asked()
    monkeypatch.setenv("DEPESCH_E_ARCHIVE_FOR_ALL", "true")
    assert asked() == with_limit > 0
