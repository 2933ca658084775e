"""The companies of a group for its administrators: who works where, and the way into each."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from depesch.hub.accounts.groups import companies_of_group
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Role
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.person import COMPANY_KEY, PortalRequest
from depesch.portal.users.forms import right_word


@require_GET
@for_member(Permission.ADMINISTER)
def group(request: PortalRequest) -> HttpResponseBase:
    """Show every company of the group with its people; for others than its administrators the page is not there."""
    person, company = person_at(request), company_at(request)
    if company.group is None or Role.GROUP_ADMINISTRATOR not in person.roles:
        raise Http404
    companies = [
        {
            "company": each.company,
            "free": max(0, each.company.seats - len(each.people)),
            "people": [
                {"id": one.user_id, "name": one.name, "email": one.email, "rights": [right_word(r) for r in one.roles]}
                for one in each.people
            ],
        }
        for each in companies_of_group(person.user, company.group.pk)
    ]
    return render(request, "users/group.html", {"group": company.group, "companies": companies})


@require_POST
@for_member(Permission.ADMINISTER)
def open_in_group(request: PortalRequest) -> HttpResponseBase:
    """Act for another company of the person's from now on, and go to its users, or to one of them."""
    chosen, member = request.POST.get("company", ""), request.POST.get("member", "")
    if chosen not in {str(company.pk) for company in person_at(request).companies}:
        raise Http404
    request.session[COMPANY_KEY] = chosen
    try:
        return redirect("user", member_id=UUID(member)) if member else redirect("users")
    except ValueError:
        raise Http404 from None
