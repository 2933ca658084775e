"""Print a document: choose the printer when there are several, then its PDF goes there by mail."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from depesch.hub.directory.printers import printers
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.printing import ask_print, may_be_printed, printer_of
from depesch.hub.flows.problems import problem
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import document_of_company, for_member, person_at
from depesch.portal.documents.naming import heading_of
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.network.choosing import choose
from depesch.portal.person import PortalRequest


class PrintForm(PortalForm):
    """On which printer; `asked_as` names the wish, so that pressing twice prints once."""

    printer = forms.ChoiceField(label=gettext_lazy("Printer"), widget=forms.RadioSelect)
    asked_as = forms.RegexField("^[0-9a-f]{32}$", widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def print_document(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Ask on which printer, then send the document's PDF there."""
    document = document_of_company(document_id)
    if not may_be_printed(document):
        raise Http404
    known = {str(each.pk): each for each in printers()}
    usual = printer_of(document)
    initial = {"printer": str(usual.pk) if usual else "", "asked_as": uuid4().hex}
    form = PrintForm(request.POST if request.method == "POST" else None, initial=initial)
    choose(form, "printer", [(pk, each.name) for pk, each in known.items()])
    if form.is_valid():
        chosen, actor = known[form.cleaned_data["printer"]], person_at(request).actor
        try:
            ask_print(document.pk, chosen, asked_as=f"print:{document.pk.hex}:{form.cleaned_data['asked_as']}",
                      actor=actor)  # fmt: skip
        except ActionRefused as refusal:
            messages.error(request, problem(refusal.code, language()).title)
        else:
            messages.success(request, _("It is on its way to the mail of {name}.").format(name=chosen.name))
        return redirect("document", document.pk)
    page = {"form": form, "document": document, "heading": heading_of(document), "known": known}
    return render(request, "printers/print.html", page, status=422 if form.is_bound else 200)
