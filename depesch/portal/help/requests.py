"""Questions to those who run the hub: asked with the document if one wants, answered, and both read here."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.flows.models import Document
from depesch.hub.mailing.composing import Enclosure
from depesch.hub.support.requests import LARGEST_ENCLOSURE, answer, ask, requests_of_all, requests_of_company
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import document_of_company, for_member, for_operator, person_at
from depesch.portal.documents.naming import heading_of
from depesch.portal.forms import PortalForm
from depesch.portal.operator.tabs import cockpit_page
from depesch.portal.person import PortalRequest


class QuestionForm(PortalForm):
    """What somebody needs help with."""

    subject = forms.CharField(label=_("What is it about?"), max_length=200)
    text = forms.CharField(
        label=_("What happened, and what did you expect?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    with_file = forms.BooleanField(
        label=_("Send the document along"), required=False, initial=True,
        help_text=_("Those who answer see what stands in it. Without it they see its number and state alone."),
    )  # fmt: skip


class AnswerForm(PortalForm):
    """What is answered."""

    text = forms.CharField(label=_("Answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))


@require_http_methods(["GET", "POST"])
@for_member(Permission.READ)
def ask_for_help(request: PortalRequest) -> HttpResponseBase:
    """Ask those who run the hub; about a document, when the address names one."""
    document = _document(request.GET.get("document", ""))
    heading = heading_of(document) if document else ""
    form = QuestionForm(request.POST or None, initial={"subject": heading})
    if document is None:
        del form.fields["with_file"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        enclosure = _original(document) if document and given["with_file"] else None
        ask(
            person=person_at(request).user, subject=given["subject"], text=given["text"],
            document_id=document.pk if document else None, enclosure=enclosure,
        )  # fmt: skip
        messages.success(request, _("Your question is on its way. The answer comes by mail and stands here."))
        return redirect("help_requests")
    return render(request, "help/ask.html", {"form": form, "document": document, "heading": heading})


@require_GET
@for_member(Permission.READ)
def help_requests(request: PortalRequest) -> HttpResponseBase:
    """Show what the company asked and what was answered."""
    return render(request, "help/requests.html", {"requests": requests_of_company()})


@require_GET
@for_operator
def operator_support(request: PortalRequest) -> HttpResponseBase:
    """Show what the companies ask, the oldest first."""
    all_too = "all" in request.GET
    found = requests_of_all(person_at(request).user.pk, only_open=not all_too)
    return cockpit_page(request, "help/operator.html", {"requests": found, "all_too": all_too}, here="operator_support")


@require_http_methods(["GET", "POST"])
@for_operator
def operator_support_answer(request: PortalRequest, asking_company: UUID, support_id: UUID) -> HttpResponseBase:
    """Answer one question; the answer is mailed to who asked."""
    user = person_at(request).user
    asked = next((each for each in requests_of_all(user.pk, only_open=False) if each.request_id == support_id), None)
    if asked is None or asked.company_id != asking_company:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if answer(asking_company, support_id, form.cleaned_data["text"], operator=user):
            messages.success(request, _("The answer is on its way to %(name)s.") % {"name": asked.asker_name})
        else:
            messages.warning(request, _("Somebody else answered meanwhile. Nothing was sent."))
        return redirect("operator_support")
    return cockpit_page(request, "help/operator_answer.html", {"asked": asked, "form": form}, here="operator_support")


def _document(text: str) -> Document | None:
    """Return the document that the address names; 404 for another company's, None when it names none."""
    if not text:
        return None
    try:
        return document_of_company(UUID(text))
    except ValueError:
        raise Http404 from None


def _original(document: Document) -> Enclosure | None:
    """Return the document's original as it goes along; one that no mail takes stays here."""
    original = next((file for file in files_of(document.pk) if file.role == FileRole.ORIGINAL), None)
    if original is None:
        return None
    content = content_of(original)
    if len(content) > LARGEST_ENCLOSURE:
        return None
    return Enclosure(name=original.name, media_type=original.media_type, content=content)
