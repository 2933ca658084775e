"""What a buyer says of an invoice reaches its sender: on this hub through both archives, elsewhere by mail."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.participants import register_company
from depesch.hub.flows import answers
from depesch.hub.flows.answers import AnswerRefused, Said, answer, carry_due, sender_of
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import AnswerState, BusinessAnswer, BusinessStatus, Direction, Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.messages.opening import message_in
from depesch.model.responses import InvoiceResponse
from tests.hub.flows.papers import ubl_invoice
from tests.portal.ledger import STORY, keep_ledger

S = BusinessStatus
ROLF = "user:rolf"
REFUSAL = Said(status=S.REJECTED, reason_code="PRI", text="Priset stämmer inte med avtalet.")

Pair = tuple[Document, Document]  # at the sender, at the receiver


@pytest.fixture
def pair(nordbygg: Company, fjordtre: Company) -> Pair:
    """An invoice of Nordbygg that Fjordtre received on this hub."""
    register_company(fjordtre, syntax="ubl21")
    sent = submit(ubl_invoice("F-7"), company_id=nordbygg.id, actor="user:astrid", route="api").document_id
    deliver(nordbygg.id, sent, process(nordbygg.id, sent), draw=lambda: 0.0)
    with acting_for(fjordtre.id):
        received = Document.objects.get(direction=Direction.IN)
    return anew(nordbygg, sent), received


def anew(company: Company, document_id: UUID) -> Document:
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def tags(company: Company, document_id: UUID) -> list[str]:
    with acting_for(company.id):
        return [tag_of(each.event) for each in events_of(document_id)]


def responses(company: Company, document_id: UUID, role: FileRole) -> list[InvoiceResponse]:
    with acting_for(company.id):
        found = [content_of(f) for f in files_of(document_id) if f.role == role and f.syntax == answers.SYNTAX]
    read = [message_in(content) for content in found]
    return [each.content for each in read if each is not None and isinstance(each.content, InvoiceResponse)]


def test_the_answer_arrives_at_the_senders_document(pair: Pair, nordbygg: Company, fjordtre: Company) -> None:
    sent, received = pair
    answer(fjordtre.id, received.id, REFUSAL, actor=ROLF)
    assert anew(fjordtre, received.id).business_status == S.REJECTED
    assert anew(nordbygg, sent.id).business_status == ""
    assert carry_due(now()) == 1
    assert anew(nordbygg, sent.id).business_status == S.REJECTED
    assert tags(nordbygg, sent.id)[-1] == "document.answer_arrived"
    assert tags(fjordtre, received.id)[-1] == "document.answered"
    (kept,) = responses(nordbygg, sent.id, FileRole.RECEIPT)
    assert (kept.status, kept.invoice_number, kept.reasons[0].text) == ("RE", "F-7", REFUSAL.text)
    assert responses(fjordtre, received.id, FileRole.SENT) == [kept]
    assert verify_chain(nordbygg.id).is_sound
    assert verify_chain(fjordtre.id).is_sound


@pytest.mark.parametrize("status", list(S))
@pytest.mark.row("D-10")
def test_every_status_arrives(status: BusinessStatus, pair: Pair, nordbygg: Company, fjordtre: Company) -> None:
    sent, received = pair
    answer(fjordtre.id, received.id, Said(status=status, reason_code="OTH", text="Se villkoret."), actor=ROLF)
    carry_due(now())
    assert anew(nordbygg, sent.id).business_status == status
    assert anew(fjordtre, received.id).business_status == status


def test_carrying_twice_brings_it_once(pair: Pair, nordbygg: Company, fjordtre: Company) -> None:
    sent, received = pair
    answer(fjordtre.id, received.id, Said(status=S.ACKNOWLEDGED), actor=ROLF)
    carry_due(now())
    with acting_for(fjordtre.id):  # as after a crash between the two companies
        BusinessAnswer.objects.update(state=AnswerState.WAITING, try_at=now() - timedelta(seconds=1))
    assert carry_due(now()) == 1
    assert tags(nordbygg, sent.id).count("document.answer_arrived") == 1
    assert carry_due(now() + timedelta(days=1)) == 0


def test_the_same_word_again_changes_nothing(pair: Pair, fjordtre: Company) -> None:
    first = answer(fjordtre.id, pair[1].id, REFUSAL, actor=ROLF)
    assert answer(fjordtre.id, pair[1].id, REFUSAL, actor=ROLF).id == first.id
    assert tags(fjordtre, pair[1].id).count("document.answered") == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(status=S.REJECTED), "reason-needed"),
        (Said(status=S.UNDER_QUERY, reason_code="REF"), "reason-needed"),
        (Said(status=S.REJECTED, reason_code="XXX", text="?"), "unknown-reason"),
        (Said(status=S.APPROVED, text="x" * 1001), "too-long"),
    ],
)
def test_what_is_not_whole_is_not_said(said: Said, code: str, pair: Pair, fjordtre: Company) -> None:
    with pytest.raises(AnswerRefused) as refusal:
        answer(fjordtre.id, pair[1].id, said, actor=ROLF)
    assert refusal.value.code == code
    assert tags(fjordtre, pair[1].id) == ["document.arrived"]


def test_nothing_follows_a_rejection(pair: Pair, fjordtre: Company) -> None:
    answer(fjordtre.id, pair[1].id, REFUSAL, actor=ROLF)
    with pytest.raises(AnswerRefused, match="not-in-order"):
        answer(fjordtre.id, pair[1].id, Said(status=S.APPROVED), actor=ROLF)


def test_payment_in_parts_may_be_said_again(pair: Pair, fjordtre: Company) -> None:
    for said in (Said(status=S.APPROVED), Said(status=S.PAID, reason_code="PPD"), Said(status=S.PAID)):
        answer(fjordtre.id, pair[1].id, said, actor=ROLF)
    assert anew(fjordtre, pair[1].id).business_status == S.PAID


def test_a_later_word_is_not_undone_by_an_earlier_one(pair: Pair, nordbygg: Company, fjordtre: Company) -> None:
    sent, received = pair
    first = answer(fjordtre.id, received.id, Said(status=S.ACKNOWLEDGED), actor=ROLF)
    with acting_for(fjordtre.id):  # its first try failed
        BusinessAnswer.objects.filter(id=first.id).update(try_at=now() + timedelta(minutes=5))
    answer(fjordtre.id, received.id, Said(status=S.APPROVED), actor=ROLF)
    assert carry_due(now()) == 1
    assert carry_due(now() + timedelta(minutes=6)) == 1
    assert anew(nordbygg, sent.id).business_status == S.APPROVED


def test_own_invoices_are_not_answered(pair: Pair, nordbygg: Company) -> None:
    with pytest.raises(AnswerRefused, match="not-received"):
        answer(nordbygg.id, pair[0].id, Said(status=S.PAID), actor=ROLF)


def test_a_strangers_document_is_not_there(pair: Pair, carls_company: Company) -> None:
    with pytest.raises(Document.DoesNotExist):
        answer(carls_company.id, pair[1].id, Said(status=S.PAID), actor=ROLF)
    with acting_for(carls_company.id):
        assert sender_of(pair[1].id) is None


def test_a_message_id_that_somebody_made_up_leads_to_nobody(pair: Pair, carls_company: Company) -> None:
    _, received = pair
    with acting_for(carls_company.id):
        forged = Document.objects.create(
            id=uuid4(), tenant=carls_company, direction=Direction.IN, state="arrived", state_since=now(),
            route_in="network", original_sha256="0" * 64, submitted_by="network", received_at=now(),
            message_id=received.message_id,
        )  # fmt: skip
        assert sender_of(forged.id) is None


def test_a_sender_elsewhere_gets_a_mail_with_the_response(nordbygg: Company) -> None:
    ledger = keep_ledger(nordbygg, STORY)
    given = answer(nordbygg.id, ledger["4471"], REFUSAL, actor=ROLF)
    if given.route == "mail":
        assert Letter.objects.get(kind="business-answer").company_id == nordbygg.id
        assert given.state == AnswerState.POSTED
    else:
        assert (given.route, given.state) == ("", AnswerState.NO_WAY)
        assert not Letter.objects.exists()
