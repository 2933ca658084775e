"""What a conversion leaves behind is counted, kept with the attempt and told in the history."""

from __future__ import annotations

import pytest

from depesch.documents.reading import read
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.lost import MOST_KEPT, LostWhere, lost_from, lost_of, stored
from depesch.hub.flows.models import Attempt
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.kinds.documents import DocumentConverted
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.syntaxes import Loss, Unread
from tests.hub.flows.papers import ubl_invoice

NOT_READ = b"<cbc:CopyIndicator>false</cbc:CopyIndicator><cbc:IssueDate>"


def invoice_with_more_than_the_standard() -> bytes:
    """An invoice with one element that UBL has and EN 16931 has not."""
    content = ubl_invoice().replace(b"<cbc:IssueDate>", NOT_READ, 1)
    assert len(read(content).unread()) == 1
    return content


def attempt_of(nordbygg: Company, content: bytes) -> Attempt:
    with acting_for(nordbygg.id):
        save_settings("portal_inbox", {})
    given = submit(content, company_id=nordbygg.id, actor="user:astrid", route="api")
    deliver(nordbygg.id, given.document_id, process(nordbygg.id, given.document_id))
    with acting_for(nordbygg.id):
        return Attempt.objects.select_related("delivery").get()


def test_what_the_standard_does_not_know_is_kept_with_the_attempt(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="cii_d16b")
    lost = lost_from(attempt_of(nordbygg, invoice_with_more_than_the_standard()).lost)
    (value,) = lost.values
    assert (lost.total, value.at, value.value, value.place) == (1, LostWhere.READING, "false", "/Invoice/CopyIndicator")


def test_the_history_says_how_many(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="cii_d16b")
    attempt = attempt_of(nordbygg, invoice_with_more_than_the_standard())
    with acting_for(nordbygg.id):
        events = [each.event for each in events_of(attempt.delivery.document_id)]
    (converted,) = (event for event in events if isinstance(event, DocumentConverted))
    assert (converted.losses, converted.unread) == (0, 1)


def test_bytes_that_go_on_unchanged_lose_nothing(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="ubl21")
    assert attempt_of(nordbygg, invoice_with_more_than_the_standard()).lost is None


def test_the_list_has_an_end_and_the_count_has_none() -> None:
    unread = tuple(Unread(where=f"/Invoice/X[{n}]", line=n, value="x") for n in range(1, 1001))
    losses = (Loss(term="BT-17", path="tender_reference", value="y", why="no place"),)
    lost = lost_of(unread, losses)
    assert (lost.total, len(lost.values)) == (1001, MOST_KEPT)
    assert lost.values[0].term == "BT-17"


def test_a_long_value_is_cut() -> None:
    (value,) = lost_of((Unread(where="/Invoice/X", line=1, value="x" * 100_000),), ()).values
    assert len(value.value) <= MOST_KEPT


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_stored_is_read_back(number: int) -> None:
    lost = lost_of(tuple(Unread(where="/Invoice/X", line=1, value="x") for _ in range(number)), ())
    assert lost_from(stored(lost)) == lost
