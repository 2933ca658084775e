"""`/counts`: how many documents each list has."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from depesch.api.callers import caller_who_may
from depesch.api.shapes import CountsOut, ProblemDetails
from depesch.hub.flows import queries
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["documents"])


@RESOURCE.get("/counts", response={200: CountsOut, 401: ProblemDetails}, operation_id="counts")
def counts(request: HttpRequest) -> CountsOut:
    """How many documents each list has; 10,000 means at least so many."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return CountsOut(**{view.value: number for view, number in queries.counts().items()})
