"""`/me`: who calls, and what it may do."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from depesch.api.callers import caller_who_may
from depesch.api.shapes import CompanyOut, MeOut, ProblemDetails
from depesch.hub.tenancy.access import Permission, may
from depesch.hub.tenancy.models import Company

RESOURCE = Router(tags=["me"])


@RESOURCE.get("/me", response={200: MeOut, 401: ProblemDetails}, operation_id="me")
def me(request: HttpRequest) -> MeOut:
    """Who calls: the token's company, its role and what that role may do."""
    caller = caller_who_may(request, Permission.READ)
    company = Company.objects.get(pk=caller.company_id)
    return MeOut(
        company=CompanyOut(
            id=company.id,
            name=company.name,
            country=company.country,
            organisation_number=company.organisation_number,
        ),
        role=caller.role,
        permissions=[permission.value for permission in Permission if may(caller.role, permission)],
    )
