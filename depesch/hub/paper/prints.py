"""Prints: what a program of the company's own printed becomes an invoice, by itself when nothing is in doubt.

A print that was read for certain gets a transcript and goes its way under its own id. It is certain when the company
wants that (`certain_prints`), the company itself is the seller, nothing was in doubt, and the invoice that comes of it
breaks no rule, has a way to its receiver and amounts to what is printed. Every other one waits for a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from depesch.capture import Captured, PaperError, read_paper
from depesch.capture.captured import LABEL, Doubt
from depesch.capture.showing import NotShown
from depesch.documents.envelopes import Part
from depesch.documents.media_types import media_type_of
from depesch.hub.drafts.look import SYNTAX, look_over
from depesch.hub.drafts.models import DraftFile
from depesch.hub.flows.examination import Examined, opened
from depesch.hub.flows.models import Document, DocumentState, SendingSettings
from depesch.hub.flows.paper import READ_THROUGH
from depesch.hub.flows.transcripts import keep_transcript
from depesch.hub.flows.transitions import ProblemNote
from depesch.hub.history.kinds.paper import PaperRead
from depesch.hub.history.record import record_all
from depesch.hub.paper.attaching import attached, pages_in
from depesch.hub.paper.dividing import pages_apart
from depesch.hub.paper.filling import LANGUAGE, Filled, filled
from depesch.hub.paper.keeping import keep_reading
from depesch.hub.paper.models import PaperReading
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

ACTOR = "worker"
NEEDED = ("BT-1", "BT-2", "BT-112")  # number, date, total with VAT: not to be guessed
_LOCKED = {"encrypted": "encrypted", "damaged": "broken-pdf", "too-large": "too-large"}  # nothing to show to anybody
_PASSING = frozenset({"", "look-up-failed", "duplicate"})  # told when it is sent, as of any other document


def read_print(document: Document, content: bytes) -> Examined | tuple[Part, ...]:
    """Return the reading of a certain print, the problem of any other, or the prints in a file of several."""
    with acting_for(document.tenant_id):
        earlier = _same_before(document)
    if earlier is not None:
        return Examined(problem=_duplicate(document, earlier))
    try:
        found: Sequence[Captured] = read_paper(content, media_type=media_type_of(content), file_name=document.file_name)
    except PaperError as error:
        if error.code in _LOCKED:
            return Examined(problem=_not_opened(error, media_type_of(content)))
        return _to_a_person(document, content, None, (Doubt(code=error.code),))
    if len(found) > 1:
        return _several(found, content)
    return _one(document, content, found[0])


def _not_opened(error: PaperError, media_type: str) -> ProblemNote:
    is_picture = error.code == "damaged" and media_type != "application/pdf"
    return ProblemNote(code="not-xml" if is_picture else _LOCKED[error.code], values={"detail": str(error)})


def _one(document: Document, content: bytes, captured: Captured) -> Examined:
    company = Company.objects.get(pk=document.tenant_id)
    with acting_for(company.pk):
        settings = SendingSettings.objects.first() or SendingSettings()
        form = filled(company, captured.invoice)
    transcript = _certain(company, document, content, captured, form) if settings.certain_prints else None
    if transcript is None:
        return _to_a_person(document, content, captured, captured.doubts, form)
    with acting_for(company.pk):
        read = keep_reading(document, captured, captured.doubts, form.texts, page_count=captured.last_page)
        kept = keep_transcript(document, transcript, SYNTAX, engine=captured.engine)
        record_all((read, kept), document_id=document.id, actor=ACTOR)
    return opened(transcript)


def _certain(company: Company, document: Document, content: bytes, captured: Captured, form: Filled) -> bytes | None:
    """Return the invoice that a person would send unchanged, None where anything is left to look at."""
    is_sure = all(captured.confidence(term) >= LABEL for term in NEEDED)
    if captured.doubts or not is_sure or not form.is_own or not captured.invoice.lines:
        return None
    if any(field.confidence < LABEL for field in captured.fields):
        return None
    files = attached(document.file_name, content, DraftFile)
    if not files:  # too large to go along
        return None
    look = look_over(company, form.texts, language=LANGUAGE, send_mode=document.send_mode, files=files)
    printed, made = captured.invoice.totals, look.sums.invoice.totals
    if look.faults or look.problem_code not in _PASSING or printed is None or made is None:
        return None
    is_same = printed.amount_incl_vat == made.amount_incl_vat and printed.amount_due in (None, made.amount_due)
    return look.content if is_same else None


def _to_a_person(
    document: Document,
    content: bytes,
    captured: Captured | None,
    doubts: Sequence[Doubt],
    form: Filled | None = None,
) -> Examined:
    count = pages_in(content)
    with acting_for(document.tenant_id):
        read = keep_reading(document, captured, doubts, form.texts if form else {}, page_count=count)
        record_all((read,), document_id=document.id, actor=ACTOR)
    return Examined(problem=ProblemNote(code=READ_THROUGH, values=_told(read)))


def _told(read: PaperRead) -> dict[str, str]:
    return {"fields": str(read.fields), "doubts": str(read.doubts)}


def _several(found: Sequence[Captured], content: bytes) -> Examined | tuple[Part, ...]:
    """Return each print as a PDF of its own; where two share a page or one cannot be drawn, nobody can tell."""
    ends = [one.last_page for one in found]
    try:
        if not any(a >= b.first_page for a, b in zip(ends, found[1:], strict=False)):
            return tuple(Part(data=pages_apart(content, one.pages)) for one in found)
    except NotShown:
        pass
    detail = f"{len(found)} invoices are on these pages"
    return Examined(problem=ProblemNote(code="not-one-document", values={"detail": detail}))


def _same_before(document: Document) -> Document | None:
    """Return an earlier document of the same pages that is on its way, arrived, or waits to be gone through."""
    if document.duplicate_allowed or not _controls_duplicates():
        return None
    ids = PaperReading.objects.filter(sha256=document.original_sha256).values_list("document_id", flat=True)
    gone = Q(state__in=(DocumentState.CANCELLED, DocumentState.FAILED, DocumentState.UNDELIVERABLE))
    refused = Q(state=DocumentState.REFUSED) & ~Q(problem_code=READ_THROUGH)
    rows = Document.objects.filter(pk__in=[each for each in ids if each != document.pk], direction=document.direction)
    return rows.filter(send_mode=document.send_mode).exclude(gone | refused).order_by("received_at").first()


def _controls_duplicates() -> bool:
    settings = SendingSettings.objects.first()
    return settings is None or settings.duplicate_control


def _duplicate(document: Document, earlier: Document) -> ProblemNote:
    """Return the problem; a print that still waits for a person was not sent, so no number and day are told."""
    values = {"earlier": str(earlier.id), "date": earlier.received_at.date().isoformat(), "same_content": "yes"}
    if earlier.state != DocumentState.REFUSED:
        values["number"] = earlier.number
    return ProblemNote(code="duplicate", values=values)
