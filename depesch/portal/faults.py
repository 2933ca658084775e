"""The pages for what is not there, not allowed, or went wrong here."""

from __future__ import annotations

from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _

from depesch.hub.flows.reach import is_kept_in_archive, within_reach
from depesch.hub.server.config import load
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.navigation import SHEETS
from depesch.portal.person import Person


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: nothing is there, or nothing that this person may know of, or a document that the e-archive shows."""
    if _is_in_archive(request):
        return render(request, "documents/in_archive.html", status=404)
    return _page(
        request,
        404,
        _("There is nothing at this address"),
        _("The link may be old, or it leads to a document of another company. Search for it among your documents."),
    )


def _is_in_archive(request: HttpRequest) -> bool:
    person: Person | None = getattr(request, "person", None)
    document_id = request.resolver_match.kwargs.get("document_id") if request.resolver_match else None
    if document_id is None or person is None or person.company is None or not person.may(Permission.READ):
        return False
    with acting_for(person.company.pk):
        return is_kept_in_archive(document_id, within_reach())


def not_here(request: HttpRequest) -> HttpResponse:
    """Answer 404 at an address that a library has and the portal does not offer."""
    raise Http404


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: the person may see the thing but not do this."""
    return _page(
        request,
        403,
        _("Your role does not permit this"),
        _("You may read here. To send, cancel or send again, ask the administrator of your company for that role."),
    )


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: the form was open too long, or came from elsewhere."""
    return _page(
        request,
        403,
        _("The form was open too long"),
        _("Nothing was changed. Open the page anew and send the form once more."),
    )


def not_taken(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 before anything is known of a person: a foreign host name, or a request that no browser builds."""
    page = {
        "sheets": [static(f"portal/css/{name}.css") for name in SHEETS],
        "theme": "system",
        "address": load().url if isinstance(exception, DisallowedHost) else "",
    }
    return HttpResponse(render_to_string("not_taken.html", page), status=400)


def not_rendered(request: HttpRequest) -> HttpResponse:
    """Answer 502: the worker that sets PDFs failed; the document itself is whole."""
    return _page(
        request,
        502,
        _("The PDF could not be made"),
        _("The document itself is safe. Try again in a minute, or download the original under Files on its page."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500: our fault; asks nothing of the database, which may be what broke."""
    page = render_to_string(
        "broken.html",
        {"sheets": [static(f"portal/css/{name}.css") for name in SHEETS], "theme": "system"},
    )
    return HttpResponse(page, status=500)


def _page(request: HttpRequest, status: int, heading: str, what_next: str) -> HttpResponse:
    return render(request, "error.html", {"heading": heading, "what_next": what_next}, status=status)
