"""Scans that came in: read by a worker, confirmed by a person, then handed on as any other invoice."""

from __future__ import annotations

import io
from decimal import Decimal
from uuid import UUID

import pytest
from PIL import Image

from depesch.capture.showing import NotShown, page_picture
from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.archive.verification import verify
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.collecting import to_collect
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.paper.keeping import reading_kept
from depesch.hub.paper.models import PaperReading
from depesch.hub.paper.scans import confirm, read_due, scan_to_confirm
from depesch.hub.paper.taking import arrive
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.paper.prints import between, print_of

PERSON = "user:astrid"


def letter_to(buyer: Company, seller: Company) -> bytes:
    """Return a supplier's invoice on paper."""
    return print_of("K-3381", between(seller, buyer))


def arrived(company: Company, pages: bytes, name: str = "0001.pdf") -> UUID:
    """Let a scan come in."""
    return arrive(company.id, name, pages, received_on=None, batch="batch.zip", actor="console")


def document_of(company: Company, document_id: UUID) -> Document:
    with acting_for(company.id):
        return Document.objects.get(pk=document_id)


def texts_of(company: Company, document_id: UUID) -> dict[str, str]:
    with acting_for(company.id):
        reading = scan_to_confirm(Document.objects.get(pk=document_id))
        assert reading is not None
        return dict(reading.texts)


@pytest.mark.row("S-041", "S-043", "S-044", "S-045", "S-123")
def test_a_scan_is_handed_on_when_a_person_has_confirmed_it(nordbygg: Company, carls_company: Company) -> None:
    pages = letter_to(nordbygg, carls_company)
    document_id = arrived(nordbygg, pages)
    assert read_due(now()) == 1
    assert read_due(now()) == 0
    document = document_of(nordbygg, document_id)
    assert (document.number, document.seller_name) == ("K-3381", carls_company.name)
    with acting_for(nordbygg.id):
        assert not to_collect().documents
    gone = confirm(nordbygg, document_id, texts_of(nordbygg, document_id), language="en", actor=PERSON)
    assert (gone.faults, gone.missing) == ((), ())
    document = document_of(nordbygg, document_id)
    assert (document.state, document.problem_code, document.syntax) == (DocumentState.ARRIVED, "", "ubl21")
    assert document.amount_due == Decimal("212450.15")
    with acting_for(nordbygg.id):
        assert [each.id for each in to_collect().documents] == [document_id]
        files = {file.role: content_of(file) for file in files_of(document_id)}
    assert files[FileRole.ORIGINAL] == pages
    invoice = read(files[FileRole.TRANSCRIPT]).invoice
    assert invoice.buyer is not None
    assert invoice.buyer.name == nordbygg.name
    assert [one.attachment.content for one in invoice.supporting_documents if one.attachment] == [pages]
    assert verify(nordbygg.id).is_sound
    with pytest.raises(ActionRefused):
        confirm(nordbygg, document_id, {**gone_texts(gone.sums.invoice.number)}, language="en", actor=PERSON)


def gone_texts(number: str | None) -> dict[str, str]:
    """Return fields that could be confirmed by themselves."""
    return {"seller.name": "Kalk", "number": number or "1", "issue_date": "2026-11-20", "currency": "SEK"}


@pytest.mark.row("S-043")
def test_a_picture_without_any_text_in_it_is_read_too(nordbygg: Company, carls_company: Company) -> None:
    drawn = page_picture(letter_to(nordbygg, carls_company), 1, width=1654).picture
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn)).convert("L").save(out, "TIFF", compression="tiff_lzw")
    document_id = arrived(nordbygg, out.getvalue(), "0002.tif")
    read_due(now())
    with acting_for(nordbygg.id):
        kept = reading_kept(Document.objects.get(pk=document_id))
    assert kept is not None
    assert kept.engine == "ocr"
    assert {field["value"] for field in kept.fields if field["term"] == "BT-112"} == {"212450.15"}
    confirm(nordbygg, document_id, texts_of(nordbygg, document_id) | gone_texts("K-3381"), language="en", actor=PERSON)
    with acting_for(nordbygg.id):
        (xml,) = [content_of(f) for f in files_of(document_id) if f.role == FileRole.TRANSCRIPT]
    inside = read(xml).invoice.supporting_documents
    assert [one.attachment.mime_code for one in inside if one.attachment] == ["image/png"]


@pytest.mark.row("S-043")
def test_pages_that_nobody_can_read_wait_for_a_person_all_the_same(nordbygg: Company) -> None:
    out = io.BytesIO()
    Image.new("L", (620, 877), 255).save(out, "TIFF")
    document_id = arrived(nordbygg, out.getvalue(), "0003.tif")
    assert read_due(now()) == 1
    texts = texts_of(nordbygg, document_id)
    gone = confirm(nordbygg, document_id, texts, language="en", actor=PERSON)
    assert set(gone.missing) == {"seller.name", "number", "issue_date"}
    typed = texts | gone_texts("7") | {"lines.0.price": "100.00", "lines.0.vat_category": "S", "lines.0.vat_rate": "25"}
    assert not confirm(nordbygg, document_id, typed, language="en", actor=PERSON).missing
    assert document_of(nordbygg, document_id).amount_due == Decimal("125.00")


@pytest.mark.row("S-041")
def test_the_same_scan_twice_is_one_document(nordbygg: Company, carls_company: Company) -> None:
    pages = letter_to(nordbygg, carls_company)
    assert arrived(nordbygg, pages) == arrived(nordbygg, pages, "other-name.pdf")
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 1


def test_a_stranger_sees_neither_the_scan_nor_what_was_read(
    nordbygg: Company, carls_company: Company, fjordtre: Company
) -> None:
    document_id = arrived(nordbygg, letter_to(nordbygg, carls_company))
    read_due(now())
    with acting_for(fjordtre.id):
        assert not PaperReading.objects.exists()
        assert not Document.objects.exists()
    with pytest.raises(Document.DoesNotExist):
        confirm(fjordtre, document_id, gone_texts("1"), language="en", actor=PERSON)


@pytest.mark.parametrize("data", [b"%PDF-1.7 and nothing", b"II*\0 nothing", b"\x89PNG\r\n\x1a\n", b""])
def test_what_cannot_be_drawn_is_told(data: bytes) -> None:
    with pytest.raises(NotShown, match="damaged"):
        page_picture(data, 1)


def test_a_page_that_is_not_there_is_told(nordbygg: Company, carls_company: Company) -> None:
    with pytest.raises(NotShown, match="no-such-page"):
        page_picture(letter_to(nordbygg, carls_company), 2)
