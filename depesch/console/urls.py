"""Every address of the hub: the API under /api/v1/, the probes, the gateways over HTTP, and the portal's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from depesch.api.application import addresses, unknown_address
from depesch.api.application import bad_request as api_bad_request
from depesch.api.application import server_error as api_server_error
from depesch.api.probes import healthz, readyz
from depesch.gateways import addresses as gateway_addresses
from depesch.portal import faults

_API = "api/v1/"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path(_API, addresses()),
    path(f"{_API}<path:rest>", unknown_address),
    *gateway_addresses(),
    path("", include("depesch.portal.urls")),
]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is taken to no page, such as one under a foreign host name: a problem, or a page."""
    if _is_of_program(request):
        return api_bad_request(request, exception)
    return faults.not_taken(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that we failed at: a program gets a problem, a person a page."""
    if _is_of_program(request):
        return api_server_error(request)
    return faults.broken(request)


def _is_of_program(request: HttpRequest) -> bool:
    return request.path.startswith((f"/{_API}", "/drop/"))


handler400 = bad_request
handler403 = "depesch.portal.faults.forbidden"
handler404 = "depesch.portal.faults.not_found"
handler500 = server_error
