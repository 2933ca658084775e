"""Going through a print: it opens in the invoice form, with its pages beside it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from depesch.hub.drafts.editing import DraftRefused
from depesch.hub.paper.reading_through import read_through
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import document_of_company, for_member, person_at
from depesch.portal.invoice.refusals import refusal
from depesch.portal.person import PortalRequest


@require_POST
@for_member(Permission.SEND)
def read_through_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Open a print that waits for a person in the form."""
    document = document_of_company(document_id)
    try:
        draft = read_through(document.pk, actor=person_at(request).actor)
    except DraftRefused as no:
        messages.error(request, refusal(no.code))
        return redirect("document", document.pk)
    return redirect("draft", draft.pk)
