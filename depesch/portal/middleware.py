"""Who is asking, for which company, in which language and time zone: decided once for each request."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from depesch.hub.tenancy.access import memberships
from depesch.hub.tenancy.models import User
from depesch.portal.person import COMPANY_KEY, PortalRequest, person_of


class PersonMiddleware:
    """Sets `request.person`; a signed-in person's own language goes before the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(PortalRequest, plain)
        request.person = None
        if not plain.path.startswith(("/api/", "/static/")) and isinstance(request.user, User):
            person = person_of(request.user, memberships(request.user), request.session.get(COMPANY_KEY))
            request.person = person
            translation.activate(person.user.language)
            zone = person.company.time_zone if person.company else "UTC"
            with timezone.override(ZoneInfo(zone)):
                return self.get_response(request)
        return self.get_response(request)
