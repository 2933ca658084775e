"""Drafts of documents: a credit note in one step, a correction of a refused one, a copy."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from depesch.channels import File
from depesch.documents.checking import check
from depesch.hub.drafts.copying import copy_of, copy_of_draft, correct, credit_of
from depesch.hub.drafts.editing import DraftRefused, save
from depesch.hub.drafts.look import look_over
from depesch.hub.drafts.models import Draft, DraftKind
from depesch.hub.drafts.sending import send_now
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Totals
from tests.hub.drafts.forms import ACTOR, arrived_at, customer_of, finished, typed, worked_on
from tests.hub.flows.papers import ubl_invoice

MUCH = {
    "number": "F-0042", "order_reference": "PO-7", "rounding": "whole", "notes.0.text": "Tack för ordern",
    "allowances.0.percentage": "10", "allowances.0.reason": "Rabatt", "allowances.0.vat_category": "S",
    "allowances.0.vat_rate": "25", "charges.0.amount": "99,50", "charges.0.reason": "Frakt",
    "charges.0.vat_category": "E", "charges.0.vat_rate": "0", "charges.0.exemption_reason": "Porto",
    "lines.1.name": "Skruv", "lines.1.quantity": "3", "lines.1.price": "33,333", "lines.1.unit": "C62",
    "lines.1.vat_category": "S", "lines.1.vat_rate": "12", "lines.1.allowances.0.amount": "5",
    "lines.1.allowances.0.reason": "Kantstött", "payment.remittance_information": "42", "paid_amount": "100",
}  # fmt: skip
PDF = b"%PDF-1.4\n%%EOF\n"


def sent(company: Company, buyer: Company, fields: dict[str, str] | None = None) -> Document:
    draft = finished(company, typed(company, customer_of(company, buyer), fields))
    return worked_on(company, send_now(company.id, draft.id, actor=ACTOR))


def handed_over(company: Company, content: bytes, *files: File) -> Document:
    submission = submit(content, company_id=company.id, actor=ACTOR, route="api", attachments=files)
    return worked_on(company, submission.document_id)


def test_a_credit_note_of_a_sent_invoice_takes_all_of_it_back_and_passes_every_rule(
    nordbygg: Company, fjordtre: Company
) -> None:
    document = sent(nordbygg, fjordtre, MUCH)
    with acting_for(nordbygg.id):
        draft = credit_of(document.id, actor=ACTOR, language="nb")
    look = look_over(nordbygg, draft, language="nb")
    assert look.can_be_sent, (look.findings, look.general, look.problem)
    credit = look.sums.invoice
    assert (draft.kind, credit.type_code, credit.number) == (DraftKind.CREDIT_NOTE, "381", "F-0043")
    (preceding,) = credit.preceding_invoices
    assert (preceding.number, preceding.issue_date) == ("F-0042", document.issue_date)
    assert all((line.net_amount or 0) > 0 for line in credit.lines)
    assert credit.lines[1].allowances[0].amount == Decimal("5.00")
    assert (credit.due_date, credit.payment, credit.notes) == (None, None, ())
    assert (credit.totals or Totals()).amount_due == (document.amount_due or 0) + 100  # what was paid is not taken off
    assert check(look.content).issues == ()
    gone = worked_on(nordbygg, send_now(nordbygg.id, finished(nordbygg, draft).id, actor=ACTOR))
    assert (gone.state, gone.type_code) == (DocumentState.DELIVERED, "381")
    assert len(arrived_at(fjordtre)) == 2


def test_an_invoice_from_a_file_is_credited_too(nordbygg: Company, fjordtre: Company) -> None:
    customer_of(nordbygg, fjordtre)
    document = handed_over(nordbygg, ubl_invoice("F-9"))
    with acting_for(nordbygg.id):
        draft = credit_of(document.id, actor=ACTOR, language="sv")
    look = look_over(nordbygg, draft, language="en")
    assert draft.number == "F-10"
    assert look.can_be_sent, (look.findings, look.general)


def test_there_is_nothing_to_credit_of_what_was_refused_or_is_a_credit_note(
    nordbygg: Company, fjordtre: Company, carls_company: Company
) -> None:
    customer_of(nordbygg, fjordtre)
    refused = handed_over(nordbygg, ubl_invoice("F-1", wrong_by="1"))
    issued = handed_over(nordbygg, ubl_invoice("F-2"))
    with acting_for(nordbygg.id):
        with pytest.raises(DraftRefused, match="not-issued"):
            credit_of(refused.id, actor=ACTOR)
        credit = credit_of(issued.id, actor=ACTOR)
    gone = worked_on(nordbygg, send_now(nordbygg.id, finished(nordbygg, credit).id, actor=ACTOR))
    with acting_for(nordbygg.id), pytest.raises(DraftRefused, match="not-an-invoice"):
        credit_of(gone.id, actor=ACTOR)
    with acting_for(carls_company.id), pytest.raises(Document.DoesNotExist):
        credit_of(issued.id, actor=ACTOR)
    (received,) = [document for document in arrived_at(fjordtre) if document.type_code == "380"]
    with acting_for(fjordtre.id), pytest.raises(Document.DoesNotExist):
        credit_of(received.id, actor=ACTOR)


def test_a_refused_document_is_corrected_and_the_correction_takes_its_place(
    nordbygg: Company, fjordtre: Company
) -> None:
    customer_of(nordbygg, fjordtre)
    pdf = File(name="Bilaga.pdf", media_type="application/pdf", content=PDF)
    odd = File(name="run.exe", media_type="application/octet-stream", content=b"MZ\x90\x00")
    refused = handed_over(nordbygg, ubl_invoice("F-1", wrong_by="1"), pdf, odd)
    assert refused.state == DocumentState.REFUSED
    with acting_for(nordbygg.id):
        draft = correct(refused.id, actor=ACTOR, language="sv")
        assert correct(refused.id, actor=ACTOR).id == draft.id
        assert (draft.number, draft.fields["issue_date"], draft.corrects) == ("F-1", "2026-11-02", refused.id)
        assert [file.name for file in draft.files.all()] == ["Bilaga.pdf"]
        assert draft.layout["files_left_out"] == ["run.exe"]
        draft = save(draft.id, draft.fields | {"buyer_reference": "Ny"}, revision=draft.revision, actor=ACTOR)
    document_id = send_now(nordbygg.id, finished(nordbygg, draft).id, actor=ACTOR)
    assert worked_on(nordbygg, document_id).state == DocumentState.DELIVERED
    assert state_of(nordbygg, refused.id) == DocumentState.CANCELLED


def test_only_what_went_wrong_is_corrected_and_only_what_can_be_read(nordbygg: Company, fjordtre: Company) -> None:
    document = sent(nordbygg, fjordtre)
    unreadable = handed_over(nordbygg, b"<nothing we know/>")
    with acting_for(nordbygg.id):
        with pytest.raises(DraftRefused, match="not-refused"):
            correct(document.id, actor=ACTOR)
        with pytest.raises(DraftRefused, match="not-readable"):
            correct(unreadable.id, actor=ACTOR)


def test_a_copy_has_a_new_number_and_new_dates(nordbygg: Company, fjordtre: Company) -> None:
    document = sent(nordbygg, fjordtre, MUCH | {"issue_date": "2026-01-15"})
    with acting_for(nordbygg.id):
        for draft in (
            copy_of(document.id, actor=ACTOR, language="sv"),
            copy_of_draft(_draft_id(document), actor=ACTOR),
        ):
            assert draft.number not in ("F-0042", "")
            assert draft.fields["issue_date"] != "2026-01-15"
            assert draft.fields["lines.1.name"] == "Skruv"
            assert draft.fields["notes.0.text"] == "Tack för ordern"
            assert draft.corrects is None


def _draft_id(document: Document) -> UUID:
    return Draft.objects.get(document_id=document.id).id


def state_of(company: Company, document_id: UUID) -> str:
    with acting_for(company.id):
        return Document.objects.get(pk=document_id).state
