"""The company's logo: shown, changed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from depesch.hub.accounts.logo import MOST_BYTES, BadLogo, remove_logo, save_logo
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import CompanyLogo
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.company.details import details_page
from depesch.portal.person import PortalRequest


@require_GET
@for_member()
def logo(request: PortalRequest) -> HttpResponseBase:
    """Hand out the picture as the picture that it is: its own type, nothing guessed, nothing run."""
    found = CompanyLogo.objects.first()
    if found is None:
        raise Http404
    tag = f'"{found.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = f'inline; filename="logo.{"png" if found.media_type == "image/png" else "jpg"}"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    return response


@require_POST
@for_member(Permission.ADMINISTER)
def logo_change(request: PortalRequest) -> HttpResponseBase:
    """Take a new logo over."""
    file = request.FILES.get("logo")
    if file is None:
        return details_page(request, logo_fault=_("Choose a file first."))
    if (file.size or 0) > MOST_BYTES:
        return details_page(request, logo_fault=_words("too-many-bytes"))
    try:
        save_logo(company_at(request), file.read(), actor=person_at(request).actor)
    except BadLogo as bad:
        return details_page(request, logo_fault=_words(bad.code))
    messages.success(request, _("The logo is saved. It stands on the start page and on the PDF of your invoices."))
    return redirect("company_settings")


@require_POST
@for_member(Permission.ADMINISTER)
def logo_remove(request: PortalRequest) -> HttpResponseBase:
    """Take the logo away."""
    remove_logo(company_at(request), actor=person_at(request).actor)
    messages.success(request, _("The logo is removed. Invoices that were sent keep it."))
    return redirect("company_settings")


def _words(code: str) -> str:
    words = {
        "too-many-bytes": _("The file is larger than 1 MB. Save the logo smaller and choose it again."),
        "not-a-picture": _("The file is neither PNG nor JPEG, whatever its name says. Save the logo as PNG."),
        "broken-picture": _(
            "The picture in the file is damaged or of a kind that we cannot show. Save it anew as PNG."
        ),
        "too-large": _("The picture is more than 4000 pixels wide or high. Save the logo smaller."),
        "too-small": _("The picture is less than 16 pixels wide or high. Choose a larger one."),
    }
    return words[code]
