"""A worker reads the scans that came in, and a person confirms what was read: then they are handed on as any invoice.

What the person confirms is written as an e-invoice with the pages inside and archived beside the scan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
import structlog
from django.db import connection, transaction

from depesch.capture import Captured, Doubt, PaperError, read_paper
from depesch.capture.showing import NotShown
from depesch.documents.media_types import media_type_of
from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.drafts.look import content_of as written
from depesch.hub.drafts.look import with_files
from depesch.hub.drafts.models import DraftFile
from depesch.hub.drafts.sums import Sums, sums_of
from depesch.hub.drafts.typed import FieldFault, invoice_of
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.facts import FILLED, fill
from depesch.hub.flows.models import Document
from depesch.hub.flows.transcripts import confirm_transcript, waits_for_a_person
from depesch.hub.flows.transitions import locked
from depesch.hub.history.record import record
from depesch.hub.paper.attaching import attached, pages_in
from depesch.hub.paper.keeping import keep_reading
from depesch.hub.paper.models import PaperReading
from depesch.hub.paper.scan_parts import begins_of, divide, is_certain_division
from depesch.hub.paper.supplier_fields import supplier_texts
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

log = structlog.get_logger(__name__)
ACTOR = "worker"
AT_ONCE = 10  # scans in one round
NEEDED = ("seller.name", "number", "issue_date", "currency")


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """What typed fields come to: the sums, what cannot be read, what is missing."""

    sums: Sums
    faults: tuple[FieldFault, ...]
    missing: tuple[str, ...]  # paths


def read_due(at: datetime) -> int:
    """Read some of the scans that nobody has read yet, of all companies, and return how many. A round of every worker.

    One that another worker reads is passed by; one whose reading broke off is read anew.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id, document_id FROM paper_unread_v1(%s)", [AT_ONCE])
        due = cursor.fetchall()
    return sum(_read_one(company_id, document_id) for company_id, document_id in due)


def _read_one(company_id: UUID, document_id: UUID) -> int:
    with acting_for(company_id):
        rows = PaperReading.objects.select_for_update(of=("self",), skip_locked=True)
        if rows.filter(document_id=document_id, read_at=None).first() is None:
            return 0
        document = locked(document_id)
        content = _pages(document_id)
        found, doubts = _captured(content)
        captured = found[0] if found else None
        company = document.tenant
        texts = supplier_texts(company, captured.invoice if captured else None)
        event = keep_reading(document, captured, doubts, texts, page_count=pages_in(content))
        if captured is not None:
            fill(document, captured.invoice, "")
        document.problem_values = {"fields": str(event.fields), "doubts": str(event.doubts)}
        if len(found) > 1:
            document.problem_values["several"] = str(len(found))
            document.problem_values["begins"] = ",".join(map(str, begins_of(found)))
        document.save(update_fields=[*FILLED, "problem_values"])
        record(event, document_id=document_id, actor=ACTOR)
        if is_certain_division(document, found):
            _divided(document, content, found)
    return 1


def _divided(document: Document, content: bytes, found: Sequence[Captured]) -> None:
    """Divide the scan into its invoices; where a page cannot be drawn, a person sees to it."""
    try:
        with transaction.atomic():
            divide(document, content, begins_of(found), pages_in(content), actor=ACTOR)
    except (NotShown, ActionRefused) as error:
        log.warning("scan.not_divided", document=str(document.id), why=str(error))


def divide_scan(company: Company, document_id: UUID, begins: Sequence[int], *, actor: str) -> int:
    """Divide a scan that waits where a person says that invoices begin (pages from 1); return how many came of it.

    Raises Document.DoesNotExist, ActionRefused, NotShown.
    """
    with acting_for(company.pk):
        Document.objects.get(pk=document_id)
        content = _pages(document_id)
        return divide(locked(document_id), content, begins, pages_in(content), actor=actor)


def begins_found(document: Document) -> frozenset[int]:
    """Return the pages on which the reader found that an invoice begins; none where it found one invoice."""
    return frozenset(int(page) for page in document.problem_values.get("begins", "").split(",") if page)


def _captured(content: bytes) -> tuple[tuple[Captured, ...], tuple[Doubt, ...]]:
    """Return the invoices on the pages and what does not fit on the first, which is the one that is filled in."""
    try:
        found = read_paper(content, media_type=media_type_of(content))
    except PaperError as error:
        return (), (Doubt(code=error.code),)
    return found, found[0].doubts if found else ()


def gone_through(company: Company, texts: Mapping[str, str], *, language: str) -> Gone:
    """Return what the fields come to; `language` is in whose way of writing they are."""
    typed = invoice_of(texts, language=language, company=company)
    sums = sums_of(typed, words_in=language)
    missing = [path for path in NEEDED if not texts.get(path, "").strip()]
    return Gone(sums=sums, faults=(*typed.faults, *sums.faults), missing=tuple(missing))


def confirm(company: Company, document_id: UUID, texts: Mapping[str, str], *, language: str, actor: str) -> Gone:
    """Archive what was confirmed as an e-invoice beside the pages and hand it on; return what it comes to.

    While anything cannot be read or is missing, nothing is done. Raises Document.DoesNotExist, ActionRefused.
    """
    gone = gone_through(company, texts, language=language)
    if gone.faults or gone.missing:
        return gone
    with acting_for(company.pk):
        document = Document.objects.get(pk=document_id)
        pages = _pages(document_id)
    files = attached(document.file_name, pages, DraftFile)
    reading = read(written(with_files(gone.sums.invoice, files)))
    with acting_for(company.pk):
        confirm_transcript(document_id, reading, actor=actor)
    return gone


def scan_to_confirm(document: Document) -> PaperReading | None:
    """Return what was read of a scan that waits to be confirmed; None when it does not, or is not read yet."""
    if not waits_for_a_person(document):
        return None
    return PaperReading.objects.filter(document=document).exclude(read_at=None).first()


def _pages(document_id: UUID) -> bytes:
    return content_of(next(file for file in files_of(document_id) if file.role == FileRole.ORIGINAL))
