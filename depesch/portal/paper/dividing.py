"""Dividing a scan of several invoices: a person says on which pages they begin."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.capture.pages import MOST_PAGES
from depesch.capture.showing import NotShown
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.problems import problem
from depesch.hub.paper.scans import begins_found, divide_scan, scan_to_confirm
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, document_of_company, for_member, person_at
from depesch.portal.documents.naming import heading_of
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A page and whether an invoice is taken to begin on it."""

    number: int
    url: str
    begins: bool


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS, acting=False)
def divide_scan_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show the pages of a scan and where invoices begin; a POST divides it there."""
    company = company_at(request)
    with acting_for(company.pk):
        document = document_of_company(document_id)
        reading = scan_to_confirm(document)
        if reading is None or reading.page_count < 2:
            raise Http404
        begins = begins_found(document)
    if request.method == "POST":
        begins = _chosen(request, reading.page_count)
        if begins:
            return _divided(request, document_id, begins)
    pages = [
        Thumbnail(number, reverse("paper_page", args=[document_id, number]), number in begins)
        for number in range(1, min(reading.page_count, MOST_PAGES) + 1)
    ]
    page = {
        "document": document, "heading": heading_of(document), "pages": pages, "is_tried": request.method == "POST"
    }  # fmt: skip
    return render(request, "paper/divide.html", page, status=422 if page["is_tried"] else 200)


def _chosen(request: PortalRequest, page_count: int) -> frozenset[int]:
    """Return the pages but for the first on which an invoice is said to begin."""
    said = (int(text) for text in request.POST.getlist("begins")[:MOST_PAGES] if text.isascii() and text.isdigit())
    return frozenset(number for number in said if 2 <= number <= page_count)


def _divided(request: PortalRequest, document_id: UUID, begins: frozenset[int]) -> HttpResponseBase:
    try:
        count = divide_scan(company_at(request), document_id, sorted(begins), actor=person_at(request).actor)
    except ActionRefused as no:
        messages.error(request, problem(no.code, language()).title)
    except NotShown:
        messages.error(request, _("A page cannot be drawn, so the file was left whole."))
    else:
        messages.success(request, _("Divided into %(count)d invoices. They are being read.") % {"count": count})
    return redirect("document", document_id)
