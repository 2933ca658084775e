"""The invoice as the recipient gets it, before it is sent: the PDF in the page and alone, and the way it will go."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from depesch.hub.drafts.look import gather, looked
from depesch.hub.drafts.models import DraftState
from depesch.hub.drafts.preview import NoPreview, pdf_of
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import safe_file_name
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.faults import not_rendered
from depesch.portal.formatting import language
from depesch.portal.invoice.page import exempt_of, heading_of
from depesch.portal.invoice.result import result_of
from depesch.portal.invoice.writing import found
from depesch.portal.navigation import menu_of
from depesch.portal.person import PortalRequest
from depesch.rendering import RenderingFailed

log = structlog.get_logger(__name__)
# Our own PDF, shown inside our own page: browsers do not show one in a sandbox.
SHOWN_INSIDE = "default-src 'none'; frame-ancestors 'self'"


@require_GET
@for_member(acting=False)
def preview_page(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Show the PDF in the page, the sums and the way."""
    company = company_at(request)
    with acting_for(company.pk):
        draft = found(draft_id)
        gathered = gather(company, draft, language=language())
        menu_of(request)
    look = looked(company, gathered)
    page = {
        "draft": draft,
        "heading": heading_of(draft),
        "look": result_of(look, draft.fields, language(), is_exempt=exempt_of(draft)),
        "is_written": draft.state == DraftState.EDITING,
        "asks_approval": gathered.situation.four_eyes,
        "may_send": person_at(request).may_send,
    }
    return render(request, "invoice/preview.html", page)


@require_GET
@xframe_options_sameorigin
@for_member(acting=False)
def draft_pdf(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Hand out the PDF of the draft as it stands."""
    company = company_at(request)
    with acting_for(company.pk):
        draft = found(draft_id)
    try:
        content = pdf_of(company, draft)
    except (NoPreview, RenderingFailed) as error:
        log.warning("draft.not_rendered", draft=str(draft.pk), error=repr(error))
        return not_rendered(request)
    answer = HttpResponse(content, content_type="application/pdf")
    name = safe_file_name(f"{draft.number or 'invoice'}.pdf")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    answer["Content-Security-Policy"] = SHOWN_INSIDE
    return answer
