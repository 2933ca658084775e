"""Scans that lead to no company: whose they are, or that they are nobody's; and a company's box at the centre."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from depesch.capture.showing import NotShown, page_picture
from depesch.hub.paper.boxes import close_box, open_box
from depesch.hub.paper.models import StrayScan
from depesch.hub.paper.strays import StrayRefused, assign, open_strays, put_away
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company
from depesch.portal.access import for_operator, person_at
from depesch.portal.document.files import NOTHING_RUNS, guarded
from depesch.portal.operator.tabs import cockpit_page
from depesch.portal.person import PortalRequest

REASONS = {
    "unknown-box": gettext_lazy("No company has this box now"),
    "no-box": gettext_lazy("The batch names no box for it"),
    "not-paper": gettext_lazy("It is no PDF and no picture"),
}
_REFUSALS = {
    "ended": gettext_lazy("Somebody has seen to it already."),
    "not-paper": gettext_lazy("It is no PDF and no picture, so no company can read it. Put it away."),
}


@require_GET
@for_operator
def operator_scans(request: PortalRequest) -> HttpResponseBase:
    """Show the scans that lead to nobody, the oldest first."""
    strays = [{"stray": each, "reason": REASONS.get(each.reason, each.reason)} for each in open_strays()]
    page = {"strays": strays, "has_centre": bool(load().scanning_address)}
    return cockpit_page(request, "operator/scans.html", page, here="operator_scans")


@require_GET
@for_operator
def operator_scan_page(request: PortalRequest, stray_id: UUID) -> HttpResponseBase:
    """Hand out the first page of a stray as a picture."""
    stray = StrayScan.objects.filter(pk=stray_id).first()
    if stray is None:
        raise Http404
    try:
        shown = page_picture(bytes(stray.content), 1)
    except NotShown as error:
        raise Http404(error.code) from error
    return guarded(HttpResponse(shown.picture, content_type="image/png"), NOTHING_RUNS)


@require_POST
@for_operator
def operator_scan(request: PortalRequest, stray_id: UUID) -> HttpResponseBase:
    """Give a stray to the company of the organisation number, or put it away when none is given and that is asked."""
    if not StrayScan.objects.filter(pk=stray_id).exists():
        raise Http404
    actor = f"operator:{person_at(request).user.pk}"
    try:
        if request.POST.get("action") == "put-away":
            put_away(stray_id, actor=actor)
            messages.success(request, _("Put away. It is kept."))
        elif (company := _company(request.POST.get("company", ""))) is not None:
            assign(stray_id, company.pk, actor=actor)
            messages.success(request, _("{company} has it now.").format(company=company.name))
        else:
            messages.error(request, _("No company, or more than one, has that organisation number."))
    except StrayRefused as no:
        messages.error(request, str(_REFUSALS[no.code]))
    return redirect("operator_scans")


@require_POST
@for_operator
def operator_box(request: PortalRequest, company_id: UUID) -> HttpResponseBase:
    """Give a company a box at the scanning centre, or end it."""
    company = Company.objects.filter(pk=company_id).first()
    if company is None:
        raise Http404
    actor = f"operator:{person_at(request).user.pk}"
    if request.POST.get("action") == "close":
        close_box(company, actor=actor)
        messages.success(request, _("The box is closed. What still comes to it waits under Scans."))
    else:
        box = open_box(company, actor=actor)
        messages.success(request, _("{company} has the box {code}.").format(company=company.name, code=box.code))
    return redirect("operator_company", company_id=company.pk)


def _company(number: str) -> Company | None:
    plain = "".join(sign for sign in number if sign.isalnum()).upper()
    found = list(Company.objects.filter(organisation_number=plain, closed_at=None)[:2]) if plain else []
    return found[0] if len(found) == 1 else None
