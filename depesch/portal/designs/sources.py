"""A design of one's own in typst: uploaded, tried at once, and refused with the line and the reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.documents.design_trial import SourceRefused
from depesch.hub.directory.designs import BadDesign, current_version, look_of, save_design
from depesch.hub.directory.models import Design, DesignVersion
from depesch.hub.flows.designing import save_source
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.designs.editing import SHOWN_VERSIONS
from depesch.portal.designs.finding import design_called
from depesch.portal.designs.forms import SourceForm, whom_initial
from depesch.portal.person import PortalRequest


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER, acting=False)
def design_upload_new(request: PortalRequest) -> HttpResponseBase:
    """Make a design of a file."""
    return _page(request, None, None, [])


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER, acting=False)
def design_upload(request: PortalRequest, design_id: UUID) -> HttpResponseBase:
    """Give a design a new source, or change whom it is for."""
    with acting_for(company_at(request).pk):
        design = design_called(design_id)
        version = current_version(design)
        versions = list(design.versions.defer("picture", "source").order_by("-number")[:SHOWN_VERSIONS])
    return _page(request, design, version, versions)


def _page(
    request: PortalRequest, design: Design | None, version: DesignVersion | None, versions: list[DesignVersion]
) -> HttpResponseBase:
    posted = request.method == "POST"
    form = SourceForm(request.POST if posted else None, request.FILES if posted else None, initial=whom_initial(design))
    has_source = version is not None and version.source is not None
    form.fields["source"].required = not has_source  # without a file, the present one stays
    refused = _kept(request, form, design, version) if form.is_valid() else None
    if posted and form.is_valid() and refused is None:
        messages.success(request, _("Saved. It holds for what is sent from now on."))
        return redirect("designs")
    page = {
        "form": form, "design": design, "version": version, "versions": versions, "has_source": has_source,
        "refused": refused, "why": _why(refused), "tried_on": _sample(refused.sample) if refused else "",
    }  # fmt: skip
    return render(request, "designs/upload.html", page, status=422 if posted else 200)


def _kept(
    request: PortalRequest, form: SourceForm, design: Design | None, version: DesignVersion | None
) -> SourceRefused | None:
    """Save, or say at the form why not."""
    company, actor = company_at(request), person_at(request).actor
    source = form.cleaned_data["source"]
    try:
        if source:
            save_source(company, form.facts(), source, design=design, actor=actor)
        elif version is not None:
            with acting_for(company.pk):
                save_design(form.facts(), look_of(version), design=design, actor=actor)
    except BadDesign as bad:
        form.refuse(bad)
    except SourceRefused as refused:
        return refused
    return None


def _sample(name: str) -> str:
    words = {
        "a short invoice": _("a short invoice"),
        "an invoice of 120 lines": _("an invoice of 120 lines"),
        "a credit note": _("a credit note"),
        "an invoice with several VAT rates": _("an invoice with several VAT rates"),
        "an invoice in a foreign currency": _("an invoice in a foreign currency"),
        "an invoice in test mode": _("an invoice in test mode"),
    }
    return words.get(name, name)


def _why(refused: SourceRefused | None) -> str:
    if refused is None:
        return ""
    words = {
        "template-faulty": _("The template has a fault, or asks for something that it may not have."),
        "timed-out": _("It takes too long."),
        "out-of-memory": _("It takes too much memory."),
        "not-text": _("The file is no text in UTF-8."),
        "too-large": _("The file is too large."),
        "too-large-pdf": _("The PDF becomes too large."),
        "says-too-little": _("The pages do not say what a reader has to know. This is missing:"),
        "logo-unreadable": _("The logo cannot be set."),
    }
    return words.get(refused.code) or _("It does not become a PDF that can be sent.")
