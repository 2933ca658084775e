"""Findings, mend and send, and checking without sending, through Django's client."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.hub.directory.participants import register_company
from depesch.hub.directory.rule_packs import keep_pack
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.rules.packs import pack_from

MENDABLE = "20261185"


@pytest.fixture
def invoice(invoice_file: Path) -> bytes:
    return invoice_file.read_bytes()


@pytest.fixture
def mendable(invoice: bytes) -> bytes:
    return invoice.replace(b'unitCode="DAY"', b'unitCode="day"')


def page(browser: Client, number: UUID) -> str:
    return browser.get(reverse("document", args=[number])).content.decode()


def checked(browser: Client, content: bytes, do: str = "check", form: str = "f-1") -> HttpResponse:
    file = SimpleUploadedFile("faktura.xml", content)
    return browser.post(reverse("check"), {"files": file, "do": do, "form": form})  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ("Rätta och skicka", "Rad 2: ", "Enhet (BT-130)", "rad 2 i filen", "BR-CL-23")),
        ("nb", ("Rett og send", "Linje 2: ", "Enhet (BT-130)", "linje 2 i filen", "BR-CL-23")),
        ("en", ("Mend and send", "Line 2: ", "Unit (BT-130)", "Before", "line 2 of the file", "BR-CL-23")),
    ],
)
def test_finding_says_which_field_where_what_and_how_it_is_mended(
    language: str, words: tuple[str, ...], astrids_browser: Client, astrid: User, ledger: dict[str, UUID]
) -> None:
    User.objects.filter(pk=astrid.pk).update(language=language)
    text = page(astrids_browser, ledger[MENDABLE])
    for word in (*words, "/Invoice/InvoiceLine[2]/InvoicedQuantity/@unitCode", ">day<", ">DAY<"):
        assert word in text


def test_one_click_sends_the_mended_document_and_shows_it(
    astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    answer = astrids_browser.post(reverse("mend", args=[ledger[MENDABLE]]), follow=True)
    text = answer.content.decode()
    assert "Det här är det rättade dokumentet" in text
    assert reverse("document", args=[ledger[MENDABLE]]) in text
    with acting_for(nordbygg.pk):
        successor = Document.objects.get(mends_id=ledger[MENDABLE])
        assert Document.objects.get(pk=ledger[MENDABLE]).state == "cancelled"
    assert reverse("document", args=[successor.pk]) in page(astrids_browser, ledger[MENDABLE])


def test_a_second_click_sends_nothing_more_and_says_so(
    astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    first, second = (astrids_browser.post(reverse("mend", args=[ledger[MENDABLE]]), follow=True) for _ in range(2))
    assert first.redirect_chain == second.redirect_chain
    assert "Ingenting skickades två gånger" in second.content.decode()
    with acting_for(nordbygg.pk):
        assert Document.objects.filter(mends_id=ledger[MENDABLE]).count() == 1


def test_document_with_a_fault_that_nobody_can_mend_for_them_has_no_such_button(
    astrids_browser: Client, ledger: dict[str, UUID]
) -> None:
    assert reverse("mend", args=[ledger["20261178"]]) not in page(astrids_browser, ledger["20261178"])
    answer = astrids_browser.post(reverse("mend", args=[ledger["20261178"]]), follow=True)
    assert "kan inte rättas automatiskt" in answer.content.decode()


def test_reader_sees_what_would_be_changed_but_no_button(bos_browser: Client, ledger: dict[str, UUID]) -> None:
    text = page(bos_browser, ledger[MENDABLE])
    assert ">DAY<" in text
    assert reverse("mend", args=[ledger[MENDABLE]]) not in text


def test_checking_keeps_nothing(bos_browser: Client, nordbygg: Company, invoice: bytes, mendable: bytes) -> None:
    told = checked(bos_browser, invoice).content.decode()
    assert "Dokumentet följer de regler som det har prövats mot" in told
    assert "har prövats mot EN 16931 1.3.16, Peppol BIS Billing 3.0 2026.5." in told
    assert "Mottagaren är inte känd här" in told
    assert "BR-CL-23" in checked(bos_browser, mendable).content.decode()
    with acting_for(nordbygg.pk):
        assert not Document.objects.exists()


def test_checking_names_the_receiver_and_meets_its_demands(astrids_browser: Client, db: None, invoice: bytes) -> None:
    region = create_company(name="Region Västerdal", country="SE", organisation_number="2321000164", language="sv")
    register_company(region)
    assert "på vägen till Region Västerdal" in checked(astrids_browser, invoice).content.decode()
    demands = [{"kind": "mandatory", "key": "project", "terms": ["BT-11"]}]
    with acting_for(region.pk):
        keep_pack(pack_from(msgspec.json.encode({"receiver": region.name, "demands": demands})), actor="user:r")
    text = checked(astrids_browser, invoice).content.decode()
    assert "Region Västerdal kräver uppgiften ”Projektnummer”" in text
    assert "kraven från Region Västerdal, version 1" in text


def test_mended_file_can_be_had_without_sending(bos_browser: Client, nordbygg: Company, mendable: bytes) -> None:
    answer = checked(bos_browser, mendable, "download")
    assert answer["Content-Disposition"] == 'attachment; filename="faktura.mended.xml"'
    assert check(answer.content).accepted
    assert read(answer.content).invoice.lines[1].unit == "DAY"


def test_mended_file_is_sent_once_for_one_form(astrids_browser: Client, nordbygg: Company, mendable: bytes) -> None:
    answers = [checked(astrids_browser, mendable, "send", "f-9") for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    with acting_for(nordbygg.pk):
        (document,) = Document.objects.all()
    assert (document.file_name, document.route_in) == ("faktura.mended.xml", "portal")


def test_reader_who_asks_to_send_the_mended_file_sees_the_findings(
    bos_browser: Client, nordbygg: Company, mendable: bytes
) -> None:
    assert "BR-CL-23" in checked(bos_browser, mendable, "send").content.decode()
    with acting_for(nordbygg.pk):
        assert not Document.objects.exists()


def test_what_cannot_be_read_is_told_in_words(astrids_browser: Client) -> None:
    assert "varken hel XML eller i något annat format" in checked(astrids_browser, b"ingen faktura").content.decode()


def test_check_without_a_file_says_so(astrids_browser: Client) -> None:
    answer = astrids_browser.post(reverse("check"), {"do": "check"})
    assert answer.status_code == 422
    assert "Välj en fil." in answer.content.decode()


def test_sound_file_is_sent_from_the_check_as_from_the_upload(
    astrids_browser: Client, bos_browser: Client, invoice: bytes
) -> None:
    button = f'formaction="{reverse("upload")}"'
    assert button in checked(astrids_browser, invoice).content.decode()
    assert button not in checked(bos_browser, invoice).content.decode()
