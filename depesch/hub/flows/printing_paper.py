"""What lies on the printer: a document's PDF with what belongs to it, or a test page. Inside `acting_for`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from depesch.channels import File
from depesch.documents.reading import read
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.readable import readable_of
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.flows.attempts import subject_of
from depesch.hub.flows.document_pdf import pdf_of_document
from depesch.hub.flows.models import Delivery, Document, PrintJob
from depesch.kit.filenames import safe_file_name
from depesch.rendering.test_page import test_page
from depesch.syntaxes import UnreadableDocument

TEST_PAGE: Mapping[str, tuple[str, str]] = {  # the heading, and what the page says
    "sv": ("Testsida från Depesch", "Om du läser det här skriver skrivaren {name} ut det som skickas till {address}."),
    "nb": ("Testside fra Depesch", "Hvis du leser dette, skriver skriveren {name} ut det som sendes til {address}."),
    "en": ("Test page from Depesch", "If you read this, the printer {name} prints what is sent to {address}."),
}


class CannotBePrinted(Exception):
    """There is nothing to print; the message says why."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed; `main` is the document's own file, in which further files may lie."""

    name: str
    pdf: bytes
    subject: Mapping[str, str] = {}
    main: File | None = None
    attachments: tuple[File, ...] = ()


def paper_of(document: Document) -> Paper:
    """Return the document as its receiver got it, or as it would be sent. Raises CannotBePrinted, RenderingFailed."""
    files = files_of(document.pk)
    original = readable_of(files)
    if original is None or not document.syntax:
        raise CannotBePrinted("the document was never read")
    main = _file(original)
    rendering = [file for file in files if file.role == FileRole.RENDERING]
    pdf = content_of(rendering[-1]) if rendering else _rendered(document, main.content)
    return Paper(
        name=safe_file_name(f"{document.number or document.pk}.pdf"), pdf=pdf, subject=subject_of(document), main=main,
        attachments=tuple(_file(file) for file in files if file.role == FileRole.ATTACHMENT),
    )  # fmt: skip


def page_for_test(job: PrintJob) -> Paper:
    """Return the test page of a printer, in the language of whoever asked for it."""
    title, line = TEST_PAGE.get(job.language, TEST_PAGE["en"])
    lines: Sequence[str] = (line.format(name=job.printer, address=job.address), job.tenant.name)
    pdf = test_page(title, lines, language=job.language, dated=job.asked_at)
    return Paper(name=f"{title}.pdf", pdf=pdf, subject={"title": title})


def _rendered(document: Document, content: bytes) -> bytes:
    try:
        reading = read(content)
    except UnreadableDocument as error:
        raise CannotBePrinted(f"the document can no longer be read: {error}") from error
    delivery = Delivery.objects.filter(document=document).first()
    known = str(delivery.recipient.get("language", "")) if delivery else ""
    return pdf_of_document(document, reading, language=known or document.tenant.language)


def _file(archived: ArchivedFile) -> File:
    return File(name=archived.name, media_type=archived.media_type, content=content_of(archived))
