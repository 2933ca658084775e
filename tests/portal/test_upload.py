"""Upload: each file by itself, once, in the mode that was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for


@pytest.fixture
def invoice(invoice_file: Path) -> bytes:
    return invoice_file.read_bytes()


def hand_over(browser: Client, *files: tuple[str, bytes], mode: str = "production", form: str = "f-1") -> str:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(reverse("upload"), {"files": uploads, "send_mode": mode, "form": form}).content.decode()


def documents_of(company: Company) -> list[Document]:
    with acting_for(company.pk):
        return list(Document.objects.order_by("received_at"))


def test_uploaded_file_becomes_a_document_of_the_company(
    astrids_browser: Client, astrid: User, nordbygg: Company, invoice: bytes
) -> None:
    hand_over(astrids_browser, ("faktura.xml", invoice))
    (document,) = documents_of(nordbygg)
    assert (document.route_in, document.file_name, document.submitted_by) == (
        "portal",
        "faktura.xml",
        f"user:{astrid.pk}",
    )


def test_one_bad_file_stops_no_other(astrids_browser: Client, nordbygg: Company, invoice: bytes) -> None:
    text = hand_over(astrids_browser, ("tom.xml", b""), ("faktura.xml", invoice))
    assert "1 fil togs inte emot" in text
    assert [document.file_name for document in documents_of(nordbygg)] == ["faktura.xml"]


def test_form_that_is_sent_twice_hands_over_once(astrids_browser: Client, nordbygg: Company, invoice: bytes) -> None:
    hand_over(astrids_browser, ("faktura.xml", invoice))
    text = hand_over(astrids_browser, ("faktura.xml", invoice))
    assert "togs inte emot två gånger" in text
    assert len(documents_of(nordbygg)) == 1


def test_send_mode_stays_with_the_document(astrids_browser: Client, nordbygg: Company, invoice: bytes) -> None:
    hand_over(astrids_browser, ("faktura.xml", invoice), mode="test")
    assert [document.send_mode for document in documents_of(nordbygg)] == ["test"]


def test_unknown_send_mode_hands_nothing_over(astrids_browser: Client, nordbygg: Company, invoice: bytes) -> None:
    assert "Välj ett av sändningslägena" in hand_over(astrids_browser, ("faktura.xml", invoice), mode="rehearsal")
    assert documents_of(nordbygg) == []


def test_form_without_a_file_says_so(astrids_browser: Client) -> None:
    answer = astrids_browser.post(reverse("upload"), {"send_mode": "production", "form": "f-1"})
    assert answer.status_code == 422
    assert "Välj minst en fil" in answer.content.decode()


def test_withdrawn_document_is_cancelled(astrids_browser: Client, nordbygg: Company, invoice: bytes) -> None:
    hand_over(astrids_browser, ("faktura.xml", invoice))
    (document,) = documents_of(nordbygg)
    answer = astrids_browser.post(reverse("cancel", args=[document.pk]), follow=True)
    assert "Dokumentet är makulerat" in answer.content.decode()
    assert [each.state for each in documents_of(nordbygg)] == ["cancelled"]


def test_cancelled_document_can_be_neither_cancelled_nor_sent_again(
    astrids_browser: Client, nordbygg: Company, invoice: bytes
) -> None:
    hand_over(astrids_browser, ("faktura.xml", invoice))
    (document,) = documents_of(nordbygg)
    astrids_browser.post(reverse("cancel", args=[document.pk]))
    assert [
        astrids_browser.get(reverse(page, args=[document.pk])).status_code for page in ("cancel", "send_again")
    ] == [404, 404]
    astrids_browser.post(reverse("send_again", args=[document.pk]))
    assert [each.state for each in documents_of(nordbygg)] == ["cancelled"]
