"""A draft made from a document: its credit note, its copy, its correction; and a sent one taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from depesch.hub.drafts.copying import copy_of, correct, credit_of
from depesch.hub.drafts.editing import DraftRefused
from depesch.hub.drafts.models import Draft
from depesch.hub.flows.models import Direction
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, document_of_company, for_member, person_at
from depesch.portal.drafts.review import taken_back
from depesch.portal.formatting import language
from depesch.portal.invoice.refusals import refusal
from depesch.portal.person import PortalRequest


@require_POST
@for_member(Permission.SEND)
def credit_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Make the credit note of an invoice and open it."""
    return _made(request, document_id, credit_of)


@require_POST
@for_member(Permission.SEND)
def copy_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Make a new invoice with the same content and open it."""
    return _made(request, document_id, copy_of)


@require_POST
@for_member(Permission.SEND)
def correct_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Open a refused document in the form."""
    return _made(request, document_id, correct)


@require_POST
@for_member(Permission.SEND, acting=False)
def recall_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Take back a document that was written in the form; one that came otherwise can be cancelled."""
    with acting_for(company_at(request).pk):
        document_of_company(document_id)
        draft = Draft.objects.filter(document_id=document_id).only("pk").first()
    return redirect("cancel", document_id) if draft is None else taken_back(request, draft.pk)


def _made(request: PortalRequest, document_id: UUID, make: Callable[..., Any]) -> HttpResponseBase:
    document = document_of_company(document_id)
    if document.direction != Direction.OUT:
        messages.error(request, refusal("not-possible-now"))
        return redirect("document", document.pk)
    try:
        draft: Draft = make(document.pk, actor=person_at(request).actor, language=language())
    except DraftRefused as no:
        messages.error(request, refusal(no.code))
        return redirect("document", document.pk)
    if left := draft.layout.get("files_left_out"):
        words = _("These attachments could not be taken along: {names}. Attach them anew if they are needed.")
        messages.warning(request, words.format(names=", ".join(left)))
    tried = "?tried=1" if make is correct else ""
    return HttpResponseRedirect(reverse("draft", args=[draft.pk]) + tried)
