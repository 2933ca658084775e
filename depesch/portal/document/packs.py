"""All of a document at once: its files in one archive, or the evidence pack that opens without us."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from depesch.hub.flows.evidence import Packed, all_files, evidence_of
from depesch.hub.flows.models import Document
from depesch.portal.access import for_member, person_at
from depesch.portal.document.files import NOTHING_RUNS, guarded
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest


@require_GET
@for_member()
def evidence(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Hand out the evidence pack, its first page in the reader's language."""
    try:
        return _download(evidence_of(document_id, language=language(), actor=person_at(request).actor))
    except Document.DoesNotExist:
        raise Http404 from None


@require_GET
@for_member()
def everything(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Hand out all of the document's files in one archive."""
    try:
        return _download(all_files(document_id, actor=person_at(request).actor))
    except Document.DoesNotExist:
        raise Http404 from None


def _download(packed: Packed) -> HttpResponse:
    response = HttpResponse(packed.content, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, packed.name) or "attachment"
    return guarded(response, NOTHING_RUNS)
