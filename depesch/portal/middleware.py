"""Who is asking, for which company, in which language and time zone: decided once for each request."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from depesch.hub.saml.closing import closed_by
from depesch.hub.tenancy.access import memberships
from depesch.hub.tenancy.models import Membership, User
from depesch.portal.person import COMPANY_KEY, PortalRequest, person_of
from depesch.portal.sign_in_marks import REFUSED_KEY, open_places


class PersonMiddleware:
    """Sets `request.person`; a signed-in person's own language goes before the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(PortalRequest, plain)
        request.person = None
        if not plain.path.startswith(("/api/", "/static/")) and isinstance(request.user, User):
            places = memberships(request.user)
            reached = open_places(request.session, request.user, places)
            if places and not reached and not request.user.is_operator:  # its administrators closed it meanwhile
                return _signed_out(request, request.user, places[0])
            person = person_of(request.user, reached, request.session.get(COMPANY_KEY))
            request.person = person
            translation.activate(person.user.language)
            zone = person.company.time_zone if person.company else "UTC"
            with timezone.override(ZoneInfo(zone)):
                return self.get_response(request)
        return self.get_response(request)


def _signed_out(request: PortalRequest, user: User, place: Membership) -> HttpResponse:
    """End a session that reaches nothing any more, and say where the person signs in instead."""
    closing = closed_by(place.tenant, user.email)
    logout(request)
    if closing is not None:
        request.session[REFUSED_KEY] = str(closing)
    return redirect("saml_needed" if closing is not None else "account_login")
