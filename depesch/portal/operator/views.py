"""Operation: what stands still in every company of the hub, for those who run it; no contents of documents."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from depesch.hub.flows import queries
from depesch.portal.access import for_operator, person_at
from depesch.portal.person import PortalRequest


@require_GET
@for_operator
def operator(request: PortalRequest) -> HttpResponseBase:
    """Show the dead letters of all companies, the longest waiting first, and the jobs that the queue gave up."""
    letters = queries.dead_letters(person_at(request).user.pk)
    return render(request, "operator/operator.html", {"letters": letters, "jobs": queries.failed_jobs()})
