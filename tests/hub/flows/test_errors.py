"""The error queue: what stands in it, until when; sending although the number was used; reminders."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.errors import count_open, counts_by_kind, mark_handled, send_although_used
from depesch.hub.flows.filters import ErrorKind, Filters
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.queries import View, counts, documents
from depesch.hub.flows.reminding import remind_of_errors
from depesch.hub.history.models import EventRow
from depesch.hub.mailing.models import Letter
from depesch.hub.notices.occasions import Occasion, Way
from depesch.hub.notices.telling import ZONE
from depesch.hub.notices.wishes import choose
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.flows.test_bulk import fill

S = DocumentState
MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=ZONE)


@pytest.mark.row("D-11")
def test_errors_are_told_apart_by_file_and_document_until_somebody_saw_to_them(nordbygg: Company) -> None:
    (file,) = fill(nordbygg, 1, syntax="", problem_code="not-xml")
    first, _ = fill(nordbygg, 2, problem_code="broken-rules")
    with acting_for(nordbygg.pk):
        assert counts_by_kind() == {ErrorKind.FILES: 1, ErrorKind.DOCUMENTS: 2}
        found = documents(View.ERRORS, Filters(errors=ErrorKind.FILES)).documents
        assert [each.pk for each in found] == [file]
        mark_handled(first, "user:x")
        mark_handled(first, "user:x")  # a second time changes nothing
        assert (count_open(), counts()[View.ERRORS]) == (2, 2)
        assert [each.pk for each in documents(View.ERRORS, Filters(handled=True)).documents] == [first]
        assert EventRow.objects.filter(kind="document.error_handled").count() == 1
        Document.objects.filter(pk=first).update(state_since=now())  # sent again, and refused again
        assert count_open() == 3


@pytest.mark.parametrize("state", [S.DELIVERED, S.RECEIVED, S.CANCELLED])
def test_what_has_no_error_is_not_handled(nordbygg: Company, state: DocumentState) -> None:
    (one,) = fill(nordbygg, 1, state)
    with acting_for(nordbygg.pk), pytest.raises(ActionRefused):
        mark_handled(one, "user:x")


@pytest.mark.row("D-12")
def test_used_number_goes_out_with_a_reason_that_the_history_keeps(nordbygg: Company) -> None:
    one, other = fill(nordbygg, 2, problem_code="duplicate")
    with acting_for(nordbygg.pk):
        with pytest.raises(ValueError, match="reason"):
            send_although_used(one, "user:x", "  ")
        send_although_used(one, "user:x", "Nytt   nummerår\n hos dotterbolaget")
        document = Document.objects.get(pk=one)
        assert (document.state, document.duplicate_allowed) == (S.RECEIVED, True)
        assert not Document.objects.get(pk=other).duplicate_allowed
        kinds = EventRow.objects.filter(document_id=one).order_by("sequence").values_list("kind", "payload")
        assert list(kinds)[:2] == [
            ("document.duplicate_allowed", {"reason": "Nytt nummerår hos dotterbolaget"}), ("document.resent", {}),
        ]  # fmt: skip
        with pytest.raises(ActionRefused):  # it is on its way
            send_although_used(one, "user:x", "en gång till")


def _stand_since(company: Company, at: datetime) -> None:
    with acting_for(company.pk):
        Document.objects.update(state_since=at, received_at=at)


@pytest.mark.row("D-11")
def test_responsible_people_are_reminded_each_morning_until_it_is_handled(nordbygg: Company, doris: User) -> None:
    (one,) = fill(nordbygg, 1, problem_code="broken-rules", buyer_name="Region Västerdal")
    _stand_since(nordbygg, MORNING - timedelta(days=2))
    assert remind_of_errors(MORNING.replace(hour=6)) == 0
    assert remind_of_errors(MORNING) == 1
    assert remind_of_errors(MORNING + timedelta(hours=1)) == 0  # once a day
    assert remind_of_errors(MORNING + timedelta(days=1)) == 1
    with acting_for(nordbygg.pk):
        mark_handled(one, "user:x")
    assert remind_of_errors(MORNING + timedelta(days=2)) == 0
    assert set(Letter.objects.values_list("kind", "recipient")) == {("notice_error_reminder", doris.email)}


def test_reminders_stop_at_the_time_out_and_do_not_begin_at_once(nordbygg: Company, doris: User) -> None:
    fill(nordbygg, 1)
    _stand_since(nordbygg, MORNING - timedelta(hours=1))
    assert remind_of_errors(MORNING) == 0
    assert remind_of_errors(MORNING + timedelta(days=89)) == 1
    assert remind_of_errors(MORNING + timedelta(days=91)) == 0


def test_issuer_is_reminded_of_their_own_and_who_wants_none_gets_none(
    nordbygg: Company, doris: User, astrid: User
) -> None:
    fill(nordbygg, 1, submitted_by=f"user:{astrid.pk}")
    _stand_since(nordbygg, MORNING - timedelta(days=1))
    with acting_for(nordbygg.pk):
        choose(doris.pk, {Occasion.ERROR_REMINDER: Way.OFF}, actor="user:x")
    assert remind_of_errors(MORNING) == 1
    assert list(Letter.objects.values_list("recipient", flat=True)) == [astrid.email]
    with acting_for(nordbygg.pk):
        Document.objects.update(submitted_by="token:1")
    assert remind_of_errors(MORNING + timedelta(days=1)) == 0
