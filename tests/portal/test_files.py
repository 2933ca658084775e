"""Files over HTTP: what came from outside never runs in the portal's name, and every download is in the history."""

from __future__ import annotations

import io
from uuid import UUID

import pikepdf
import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.kinds.documents import DocumentDownloaded
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.confined import Shared
from depesch.rendering import worker
from depesch.rendering.jobs import Limits
from tests.documents.test_reading import pdf_with
from tests.hub.flows.papers import ubl_invoice

HOSTILE = b"<html><script>alert(document.cookie)</script></html>"


def original_of(company: Company, document: UUID) -> ArchivedFile:
    with acting_for(company.pk):
        return ArchivedFile.objects.get(document_id=document, role=FileRole.ORIGINAL)


def test_original_comes_back_byte_for_byte(astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company) -> None:
    document = ledger["20261182"]
    archived = original_of(nordbygg, document)
    answer = astrids_browser.get(reverse("file", args=[document, archived.pk]))
    assert len(answer.content) == archived.size
    assert answer["Content-Disposition"] == 'attachment; filename="faktura-20261182.xml"'


def test_page_from_outside_is_a_download_that_cannot_run(
    astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    document = ledger["20261182"]
    with acting_for(nordbygg.pk):
        kept = keep_file(document, FileRole.ATTACHMENT, 'x".html\r\nSet-Cookie: a=b', "text/html", HOSTILE)
    answer = astrids_browser.get(reverse("file", args=[document, kept.pk]))
    assert_cannot_run(answer)
    assert "Set-Cookie" not in answer.headers


def test_attachment_inside_an_invoice_is_a_download_that_cannot_run(
    astrids_browser: Client, ledger: dict[str, UUID]
) -> None:
    answer = astrids_browser.get(reverse("embedded", args=[ledger["20261182"], 0]))
    assert_cannot_run(answer)
    assert answer.content.startswith(b"%PDF")


def test_attachment_whose_type_no_header_takes_is_a_plain_download(astrids_browser: Client, nordbygg: Company) -> None:
    held = b"""<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject
        mimeCode="text/csv&#13;&#10;Set-Cookie: a=b" filename="a.csv">YQ==</cbc:EmbeddedDocumentBinaryObject>
        </cac:Attachment></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>"""
    xml = ubl_invoice("F-78").replace(b"<cac:AccountingSupplierParty>", held, 1)
    given = submit(xml, company_id=nordbygg.pk, actor="user:astrid", route="portal")
    process(nordbygg.pk, given.document_id)
    answer = astrids_browser.get(reverse("embedded", args=[given.document_id, 0]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/octet-stream")
    assert_cannot_run(answer)


def test_attachment_that_is_not_in_the_invoice_is_not_there(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    assert astrids_browser.get(reverse("embedded", args=[ledger["20261182"], 7])).status_code == 404


def test_download_is_recorded_with_who_did_it(
    bos_browser: Client, bo: User, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    document = ledger["20261182"]
    archived = original_of(nordbygg, document)
    bos_browser.get(reverse("file", args=[document, archived.pk]))
    with acting_for(nordbygg.pk):
        last = events_of(document)[-1]
    assert last.event == DocumentDownloaded(role="original", sha256=archived.sha256)
    assert last.actor == f"user:{bo.pk}"


def test_pdf_opens_in_the_browser(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    answer = astrids_browser.get(reverse("pdf", args=[ledger["20261182"]]))
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer["Content-Disposition"] == 'inline; filename="20261182.pdf"'


def test_pdf_of_a_hybrid_pdf_carries_the_xml_that_was_read(astrids_browser: Client, nordbygg: Company) -> None:
    xml = ubl_invoice("F-77")
    given = submit(pdf_with(("invoice.xml", xml)), company_id=nordbygg.pk, actor="user:astrid", route="portal")
    process(nordbygg.pk, given.document_id)
    answer = astrids_browser.get(reverse("pdf", args=[given.document_id]))
    assert answer.status_code == 200
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert [each.get_file().read_bytes() for each in pdf.attachments.values()] == [xml]


def test_pdf_that_cannot_be_made_is_told_in_words(
    astrids_browser: Client, ledger: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_default", Shared(lambda: worker.RenderingPool(limits=Limits(time_s=0))))
    answer = astrids_browser.get(reverse("pdf", args=[ledger["20261182"]]))
    assert answer.status_code == 502
    assert "PDF-filen kunde inte skapas" in answer.content.decode()


def test_preview_may_only_be_framed_by_us_and_runs_nothing(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    answer = astrids_browser.get(reverse("preview", args=[ledger["20261182"]]))
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "Fasadrenovering" in answer.content.decode()


def test_preview_speaks_the_receivers_language(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    page = astrids_browser.get(reverse("preview", args=[ledger["20261181"]])).content.decode()
    assert '<html lang="fi">' in page


def test_preview_of_what_came_in_speaks_the_readers_language(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    page = astrids_browser.get(reverse("preview", args=[ledger["4471"]])).content.decode()
    assert '<html lang="sv">' in page


def test_what_could_not_be_read_has_no_pdf_and_no_preview(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    document = ledger["faktura-scan-4471.pdf"]
    assert [astrids_browser.get(reverse(page, args=[document])).status_code for page in ("pdf", "preview")] == [
        404,
        404,
    ]


def assert_cannot_run(answer: HttpResponseBase) -> None:
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
