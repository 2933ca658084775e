"""A print that a person goes through: it waits, opens as a draft, and goes out under its own id, once."""

from __future__ import annotations

import pytest

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.drafts.editing import DraftRefused, choose_customer, discard, draft_of, save
from depesch.hub.drafts.models import Draft
from depesch.hub.drafts.sending import NotSendable, recall, send_now
from depesch.hub.flows.actions import cancel
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.waiting import waiting_counts
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.paper.models import PaperReading
from depesch.hub.paper.reading_through import read_through
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.drafts.forms import SOUND, arrived_at, customer_of, finished
from tests.hub.paper.prints import handed_over, print_of, worked_on

PERSON = "user:astrid"


def gone_through(company: Company, document: Document, buyer: Company) -> Draft:
    """Open the print in the form, put the customer and what is missing in, and finish it."""
    customer = customer_of(company, buyer)
    with acting_for(company.id):
        draft = read_through(document.id, actor=PERSON)
        draft = choose_customer(draft.id, customer.id, revision=draft.revision, actor=PERSON)
        typed = {"number": "2026-1201", "issue_date": "2026-11-20", "due_date": "2026-12-20"}
        draft = save(draft.id, {**draft.fields, **SOUND, **typed}, revision=draft.revision, actor=PERSON, language="sv")
    return finished(company, draft, actor=PERSON)


@pytest.mark.row("S-015", "S-016", "S-118")
def test_a_print_waits_for_a_person_and_goes_out_under_its_own_id(nordbygg: Company, fjordtre: Company) -> None:
    printed = print_of()
    document = worked_on(nordbygg, handed_over(nordbygg, printed))
    assert (document.state, document.problem_code) == (DocumentState.REFUSED, "read-through")
    with acting_for(nordbygg.id):
        assert waiting_counts().errors == 1
    draft = gone_through(nordbygg, document, fjordtre)
    assert send_now(nordbygg.id, draft.id, actor=PERSON) == document.id
    assert send_now(nordbygg.id, draft.id, actor=PERSON) == document.id
    sent = worked_on(nordbygg, document.id)
    assert (sent.state, sent.number) == (DocumentState.DELIVERED, "2026-1201")
    (received,) = arrived_at(fjordtre)
    with acting_for(fjordtre.id):
        assert content_of(files_of(received.id)[0]).count(b"<cbc:EmbeddedDocumentBinaryObject") == 1
    with acting_for(nordbygg.id):
        files = {file.role: content_of(file) for file in files_of(document.id)}
        tags = [tag_of(each.event) for each in events_of(document.id)]
        assert Document.objects.count() == 1
        assert verify_chain(nordbygg.id).is_sound
    assert files[FileRole.ORIGINAL] == printed
    assert b"2026-1201" in files[FileRole.TRANSCRIPT]
    assert [tag for tag in tags if tag in ("paper.read", "document.transcribed")] == [
        "paper.read",
        "document.transcribed",
    ]


@pytest.mark.row("S-015")
def test_a_print_has_one_open_draft_and_its_pages_are_inside(nordbygg: Company) -> None:
    document = worked_on(nordbygg, handed_over(nordbygg, print_of()))
    with acting_for(nordbygg.id):
        draft = read_through(document.id, actor=PERSON)
        assert read_through(document.id, actor="user:other").id == draft.id
        assert [(file.media_type, bytes(file.content)) for file in draft.files.all()] == [
            ("application/pdf", print_of())
        ]
        discard(draft.id, actor=PERSON)
        assert read_through(document.id, actor=PERSON).id != draft.id


@pytest.mark.row("S-015")
def test_a_print_that_was_put_away_is_not_read_through(nordbygg: Company) -> None:
    document = worked_on(nordbygg, handed_over(nordbygg, print_of()))
    with acting_for(nordbygg.id):
        cancel(document.id, PERSON)
        with pytest.raises(DraftRefused, match="not-possible-now"):
            read_through(document.id, actor=PERSON)


@pytest.mark.row("S-015")
def test_a_draft_that_was_taken_back_goes_out_as_a_document_of_its_own(nordbygg: Company, fjordtre: Company) -> None:
    document = worked_on(nordbygg, handed_over(nordbygg, print_of()))
    draft = gone_through(nordbygg, document, fjordtre)
    send_now(nordbygg.id, draft.id, actor=PERSON)
    recall(nordbygg.id, draft.id, actor=PERSON)
    with acting_for(nordbygg.id):
        again = draft_of(draft.id)
        assert Document.objects.get(pk=document.id).state == DocumentState.CANCELLED
    second = send_now(nordbygg.id, finished(nordbygg, again, actor=PERSON).id, actor=PERSON)
    assert second != document.id
    worked_on(nordbygg, second)
    assert len(arrived_at(fjordtre)) == 1


@pytest.mark.row("S-015")
def test_a_print_that_went_its_way_meanwhile_is_not_sent_by_a_second_draft(
    nordbygg: Company, fjordtre: Company
) -> None:
    document = worked_on(nordbygg, handed_over(nordbygg, print_of()))
    draft = gone_through(nordbygg, document, fjordtre)
    with acting_for(nordbygg.id):
        Document.objects.filter(pk=document.id).update(state=DocumentState.SENDING, problem_code="")
    with pytest.raises(NotSendable, match="not-possible-now"):
        send_now(nordbygg.id, draft.id, actor=PERSON)


@pytest.mark.row("S-015")
def test_the_same_print_handed_over_twice_is_told_as_a_duplicate(nordbygg: Company) -> None:
    first = worked_on(nordbygg, handed_over(nordbygg, print_of()))
    second = worked_on(nordbygg, handed_over(nordbygg, print_of()))
    assert (second.state, second.problem_code) == (DocumentState.REFUSED, "duplicate")
    assert second.problem_values["earlier"] == str(first.id)


def test_a_stranger_does_not_see_what_was_read(nordbygg: Company, carls_company: Company) -> None:
    document = worked_on(nordbygg, handed_over(nordbygg, print_of()))
    with acting_for(carls_company.id):
        assert not PaperReading.objects.exists()
        with pytest.raises(Document.DoesNotExist):
            read_through(document.id, actor="user:carl")
