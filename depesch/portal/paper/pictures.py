"""A page of a print or a scan as a picture: pixels that we drew in a confined process, nothing of the file itself."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from depesch.capture.showing import NotShown, page_picture
from depesch.documents.media_types import PICTURES
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import content_of
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, document_of_company, for_member
from depesch.portal.document.files import NOTHING_RUNS, guarded
from depesch.portal.person import PortalRequest

_ON_PAPER = frozenset({"application/pdf", *PICTURES.values()})


@require_GET
@for_member(acting=False)
def paper_page(request: PortalRequest, document_id: UUID, number: int) -> HttpResponseBase:
    """Hand out a page of the original as PNG; pages count from 1."""
    with acting_for(company_at(request).pk):
        document = document_of_company(document_id)
        original = ArchivedFile.objects.filter(document_id=document.pk, role=FileRole.ORIGINAL).first()
        if original is None or original.media_type not in _ON_PAPER:
            raise Http404
        content = content_of(original)
    try:
        shown = page_picture(content, number)
    except NotShown as error:
        raise Http404(error.code) from error
    response = HttpResponse(shown.picture, content_type="image/png")
    guarded(response, NOTHING_RUNS)
    response["Cache-Control"] = "private, max-age=3600"  # an original never changes
    return response
