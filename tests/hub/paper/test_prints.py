"""Prints that were read for certain go their way by themselves; what is in doubt never does."""

from __future__ import annotations

import io
from decimal import Decimal

import msgspec
import pikepdf
import pytest

from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.archive.verification import verify
from depesch.hub.flows.actions import send_again
from depesch.hub.flows.models import Document, DocumentState, SendingSettings
from depesch.hub.paper.keeping import reading_kept
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Invoice
from tests.hub.drafts.forms import arrived_at, customer_of
from tests.hub.paper.prints import ACTOR, as_seller, between, handed_over, print_of, send_certain_prints, worked_on

S = DocumentState


@pytest.fixture
def sellers(nordbygg: Company) -> Company:
    """Nordbygg with the address that its e-invoices need, and with certain prints sent by themselves."""
    as_seller(nordbygg)
    send_certain_prints(nordbygg)
    return nordbygg


@pytest.fixture
def certain(sellers: Company, fjordtre: Company) -> bytes:
    """A print whose every value has its label, to a customer with a card."""
    customer_of(sellers, fjordtre)
    return print_of(invoice=between(sellers, fjordtre), language="en")


def transcript_of(company: Company, document: Document) -> Invoice:
    """Return what the archive keeps as the print's e-invoice."""
    with acting_for(company.id):
        (file,) = [file for file in files_of(document.id) if file.role == FileRole.TRANSCRIPT]
        return read(content_of(file)).invoice


@pytest.mark.row("S-015", "S-016", "S-118")
def test_a_print_that_was_read_for_certain_arrives_with_the_page_inside(
    sellers: Company, fjordtre: Company, certain: bytes
) -> None:
    document = worked_on(sellers, handed_over(sellers, certain))
    assert (document.state, document.number, document.problem_code) == (S.DELIVERED, "2026-1201", "")
    (received,) = arrived_at(fjordtre)
    assert (received.number, received.amount_due) == ("2026-1201", document.amount_due)
    invoice = transcript_of(sellers, document)
    (inside,) = invoice.supporting_documents
    assert inside.attachment is not None
    assert inside.attachment.content == certain
    assert verify(sellers.id).is_sound


@pytest.mark.row("S-015", "S-016")
@pytest.mark.parametrize("language", ["sv", "nb"])
def test_a_swedish_or_norwegian_print_arrives_by_itself_with_its_number_beside_the_title(
    sellers: Company, fjordtre: Company, language: str
) -> None:
    customer_of(sellers, fjordtre)
    content = print_of("F-1042", invoice=between(sellers, fjordtre), language=language)
    document = worked_on(sellers, handed_over(sellers, content))
    assert (document.state, document.number, document.problem_code) == (S.DELIVERED, "F-1042", "")
    (received,) = arrived_at(fjordtre)
    assert received.number == "F-1042"


@pytest.mark.row("S-015")
def test_without_the_setting_a_person_goes_through_every_print(
    nordbygg: Company, fjordtre: Company, certain: bytes
) -> None:
    with acting_for(nordbygg.id):
        SendingSettings.objects.update(certain_prints=False)
    document = worked_on(nordbygg, handed_over(nordbygg, certain))
    assert (document.state, document.problem_code) == (S.REFUSED, "read-through")
    assert not arrived_at(fjordtre)


def _other_seller(invoice: Invoice, sellers: Company, other: Company) -> Invoice:
    return msgspec.structs.replace(invoice, seller=between(other, sellers).seller)


def _other_total(invoice: Invoice, sellers: Company, other: Company) -> Invoice:
    assert invoice.totals is not None
    totals = msgspec.structs.replace(invoice.totals, amount_incl_vat=Decimal("1.00"), amount_due=Decimal("1.00"))
    return msgspec.structs.replace(invoice, totals=totals)


def _no_date(invoice: Invoice, sellers: Company, other: Company) -> Invoice:
    return msgspec.structs.replace(invoice, issue_date=None)


@pytest.mark.parametrize("spoil", [_other_seller, _other_total, _no_date])
@pytest.mark.row("S-015")
def test_what_is_in_doubt_waits_for_a_person(
    sellers: Company, fjordtre: Company, carls_company: Company, certain: bytes, spoil: object
) -> None:
    assert callable(spoil)
    spoilt = spoil(between(sellers, fjordtre), sellers, carls_company)
    document = worked_on(sellers, handed_over(sellers, print_of(invoice=spoilt, language="en")))
    assert (document.state, document.problem_code) == (S.REFUSED, "read-through")
    assert not arrived_at(fjordtre)


@pytest.mark.row("S-015")
def test_the_same_print_is_sent_once_and_again_only_when_somebody_says_so(
    sellers: Company, fjordtre: Company, certain: bytes
) -> None:
    worked_on(sellers, handed_over(sellers, certain))
    second = worked_on(sellers, handed_over(sellers, certain, name="again.pdf"))
    assert (second.state, second.problem_code, second.problem_values["number"]) == (S.REFUSED, "duplicate", "2026-1201")
    assert len(arrived_at(fjordtre)) == 1
    with acting_for(sellers.id):
        send_again(second.id, ACTOR)
    assert worked_on(sellers, second.id).state == S.DELIVERED
    assert len(arrived_at(fjordtre)) == 2


@pytest.mark.row("S-015")
def test_another_print_with_a_number_that_was_used_is_a_duplicate(
    sellers: Company, fjordtre: Company, certain: bytes
) -> None:
    worked_on(sellers, handed_over(sellers, certain))
    with pikepdf.open(io.BytesIO(certain)) as pdf:
        out = io.BytesIO()
        pdf.docinfo["/Producer"] = "another run of the same program"
        pdf.save(out)
    second = worked_on(sellers, handed_over(sellers, out.getvalue()))
    assert (second.state, second.problem_code) == (S.REFUSED, "duplicate")
    assert len(arrived_at(fjordtre)) == 1


@pytest.mark.row("S-015")
def test_a_file_of_two_prints_is_split_and_each_goes_its_own_way(
    sellers: Company, fjordtre: Company, certain: bytes
) -> None:
    second = print_of("2026-1202", between(sellers, fjordtre), language="en")
    with pikepdf.open(io.BytesIO(certain)) as both, pikepdf.open(io.BytesIO(second)) as other:
        both.pages.extend(other.pages)
        out = io.BytesIO()
        both.save(out)
    document = worked_on(sellers, handed_over(sellers, out.getvalue()))
    assert document.state == S.UNPACKED
    with acting_for(sellers.id):
        ids = list(Document.objects.filter(unpacked_from=document).order_by("position").values_list("id", flat=True))
    numbers = [(worked_on(sellers, each).state, worked_on(sellers, each).number) for each in ids]
    assert numbers == [(S.DELIVERED, "2026-1201"), (S.DELIVERED, "2026-1202")]
    assert len(arrived_at(fjordtre)) == 2


@pytest.mark.row("S-043")
def test_what_was_read_is_kept_with_how_certain_it_is_and_where_it_stands(sellers: Company, certain: bytes) -> None:
    document = worked_on(sellers, handed_over(sellers, certain))
    with acting_for(sellers.id):
        kept = reading_kept(document)
    assert kept is not None
    (total,) = [field for field in kept.fields if field["term"] == "BT-112"]
    assert total["confidence"] >= 0.8
    assert 0 <= total["box"]["left"] < total["box"]["right"] <= 1


@pytest.mark.row("S-015")
def test_a_pdf_that_cannot_be_opened_is_refused_as_such(nordbygg: Company) -> None:
    document = worked_on(nordbygg, handed_over(nordbygg, b"%PDF-1.7 and nothing more"))
    assert (document.state, document.problem_code) == (S.REFUSED, "broken-pdf")
