"""The way to every page of the settings that the person may open."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch
from django.views.decorators.http import require_GET

from depesch.portal.access import for_person, person_at
from depesch.portal.addresses import settings_places
from depesch.portal.navigation import places
from depesch.portal.person import PortalRequest


@require_GET
@for_person
def settings(request: PortalRequest) -> HttpResponseBase:
    """Show the pages of the settings, those of the person and those of the company."""
    elsewhere = [place for place in places(person_at(request), request.resolver_match) if place.wide]
    return render(request, "settings/settings.html", {"elsewhere": elsewhere})


def in_settings(match: ResolverMatch) -> bool:
    """Return whether an address is one of the settings' pages."""
    pages = {name for place in settings_places() for name in (place.address, *place.also)}
    return match.url_name == "settings" or match.url_name in pages
