"""Every address of the hub: the API under /api/v1/, the probes, the gateways over HTTP, and the portal's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from depesch.api.application import addresses, unknown_address
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


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that we failed at: a program gets a problem, a person a page."""
    if request.path.startswith((f"/{_API}", "/drop/")):
        return api_server_error(request)
    return faults.broken(request)


handler403 = "depesch.portal.faults.forbidden"
handler404 = "depesch.portal.faults.not_found"
handler500 = server_error
