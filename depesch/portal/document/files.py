"""A document's files over HTTP: nothing that came from outside runs in the portal's name.

Bytes from outside are always a download, never a page: an attachment disposition, no sniffing, and a policy that allows
nothing, should a browser show them after all. Only the PDF and the preview that we set ourselves open in the browser.
"""

from __future__ import annotations

from uuid import UUID

import structlog
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from depesch.hub.accounts.logo import logo_bytes
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.flows.document_pdf import pdf_of_document
from depesch.hub.flows.models import Delivery, Direction, Document
from depesch.hub.history.kinds.documents import DocumentDownloaded
from depesch.hub.history.record import record
from depesch.kit.filenames import safe_file_name
from depesch.kit.hashing import sha256_hex
from depesch.model.invoice import Invoice
from depesch.portal.access import document_of_company, for_member, person_at
from depesch.portal.document.content import reading_of
from depesch.portal.faults import not_rendered
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest
from depesch.rendering import RenderingFailed
from depesch.rendering.html import render_html_page
from depesch.rendering.words import language_of_country
from depesch.syntaxes import Reading

log = structlog.get_logger(__name__)

# Against a browser that shows what it should only store.
NOTHING_RUNS = "default-src 'none'; sandbox; frame-ancestors 'none'"
# Our own PDF: browsers do not show one in a sandbox.
OWN_PDF = "default-src 'none'; frame-ancestors 'none'"
# Our own rendering carries its style with it, and nothing else. Scripts stay off; `allow-same-origin` lets the page
# around it see how tall it is.
OWN_PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "sandbox allow-same-origin; frame-ancestors 'self'"
)


@require_GET
@for_member()
def file(request: PortalRequest, document_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out an archived file of the document."""
    document = document_of_company(document_id)
    try:
        archived = ArchivedFile.objects.get(pk=file_id, document_id=document.pk)
    except ArchivedFile.DoesNotExist:
        raise Http404 from None
    content = content_of(archived)
    _note(request, document, archived.role, archived.sha256)
    return _download(content, archived.name, archived.media_type)


@require_GET
@for_member()
def embedded(request: PortalRequest, document_id: UUID, number: int) -> HttpResponseBase:
    """Hand out a file that lies inside the document (BT-125)."""
    document = document_of_company(document_id)
    held = _invoice(document).supporting_documents
    attachment = held[number].attachment if number < len(held) else None
    if attachment is None:
        raise Http404
    _note(request, document, FileRole.ATTACHMENT, sha256_hex(attachment.content))
    return _download(attachment.content, attachment.filename or "attachment", attachment.mime_code or "")


@require_GET
@for_member()
def pdf(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show the document as a PDF in the receiver's language, with its XML inside."""
    document = document_of_company(document_id)
    reading = _reading(document)
    spoken = receivers_language(document, reading.invoice)
    try:
        content = pdf_of_document(document, reading, language=spoken)
    except RenderingFailed as error:
        log.error("portal.rendering_failed", document=str(document.pk), code=error.code, detail=error.detail)
        return not_rendered(request)
    _note(request, document, FileRole.RENDERING, sha256_hex(content))
    response = HttpResponse(content, content_type="application/pdf")
    name = safe_file_name(f"{document.number or document.pk}.pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return guarded(response, OWN_PDF)


@require_GET
@for_member()
def preview(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show the document as the receiver sees it: the same page as in the mail and the archive."""
    document = document_of_company(document_id)
    invoice = _invoice(document)
    spoken = receivers_language(document, invoice)
    page = render_html_page(invoice, language=spoken, send_mode=document.send_mode, logo=_logo_of(document))
    return guarded(HttpResponse(page, content_type="text/html; charset=utf-8"), OWN_PAGE)


def _logo_of(document: Document) -> bytes | None:
    """Return the company's logo for what it sends; what it received has its sender's, or none."""
    return logo_bytes(document.tenant_id) if document.direction == Direction.OUT else None


def receivers_language(document: Document, invoice: Invoice) -> str:
    """Return the language that the document is rendered in: the receiver's as the directory knew it, or its country's.

    What came in is shown to the receiver, who is the reader.
    """
    if document.direction == Direction.IN:
        return language()
    delivery = Delivery.objects.filter(document=document).first()
    address = invoice.buyer.address if invoice.buyer else None
    known = str(delivery.recipient.get("language", "")) if delivery else ""
    return known or language_of_country(address.country if address else None)


def _reading(document: Document) -> Reading:
    reading = reading_of(document, files_of(document.pk))
    if reading is None:
        raise Http404
    return reading


def _invoice(document: Document) -> Invoice:
    return _reading(document).invoice


def _note(request: PortalRequest, document: Document, role: str, sha256: str) -> None:
    record(DocumentDownloaded(role=role, sha256=sha256), document_id=document.pk, actor=person_at(request).actor)


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    # A refused document may name anything as its file's type (BT-125-1), a line break too, which no header takes.
    kind = media_type if media_type.isascii() and media_type.isprintable() else ""
    response = HttpResponse(content, content_type=kind or "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, safe_file_name(name)) or "attachment"
    return guarded(response, NOTHING_RUNS)


def guarded(response: HttpResponse, policy: str) -> HttpResponse:
    """Return the answer with a policy of its own; nobody else may keep or interpret it."""
    response["Content-Security-Policy"] = policy  # django-csp leaves a policy alone that is there already
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
