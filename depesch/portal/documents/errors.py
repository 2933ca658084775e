"""What is done with one error from its row: noted as handled, or sent although the number was used before."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.errors import LONGEST_REASON, mark_handled, send_although_used
from depesch.hub.flows.models import DocumentState
from depesch.hub.flows.problems import problem
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import document_of_company, for_member, person_at
from depesch.portal.documents.naming import heading_of
from depesch.portal.documents.troubles import trouble_of
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest


class ReasonForm(PortalForm):
    """Why a number goes out twice."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is to be sent all the same"), max_length=LONGEST_REASON,
        help_text=gettext_lazy("The history keeps it with your name, for whoever asks later."),
        error_messages={"required": gettext_lazy("Say why: a number that goes out twice is asked about later.")},
    )  # fmt: skip


@require_POST
@for_member(Permission.SEND)
def handled(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Note that somebody saw to the error, and go back to the errors."""
    document = document_of_company(document_id)
    try:
        mark_handled(document.pk, person_at(request).actor)
        messages.success(request, _("{document} is noted as handled.").format(document=heading_of(document)))
    except ActionRefused as refusal:
        messages.error(request, problem(refusal.code, language()).title)
    return redirect("documents", "errors")


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def send_although(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Ask why, then send a document whose number was used before."""
    document = document_of_company(document_id)
    if document.state != DocumentState.REFUSED or document.problem_code != "duplicate":
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            send_although_used(document.pk, person_at(request).actor, form.cleaned_data["reason"])
            messages.success(request, _("The document is on its way again."))
        except ActionRefused as refusal:
            messages.error(request, problem(refusal.code, language()).title)
        return redirect("document", document.pk)
    words = trouble_of(document)
    page = {"form": form, "document": document, "heading": heading_of(document), "words": words}
    return render(request, "documents/send_although.html", page)
