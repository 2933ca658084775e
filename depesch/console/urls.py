"""Every address of the hub: the API under /api/v1/, the probes, and the portal's pages."""

from __future__ import annotations

from django.urls import include, path

from depesch.api.application import api
from depesch.api.probes import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/", api.urls),
    path("", include("depesch.portal.urls")),
]

handler403 = "depesch.portal.faults.forbidden"
handler404 = "depesch.portal.faults.not_found"
handler500 = "depesch.portal.faults.broken"
