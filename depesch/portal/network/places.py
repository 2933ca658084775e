"""The places within the network, as tabs above its pages, and what waits there."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from depesch.hub.tenancy.scope import acting_for, is_acting
from depesch.portal.access import company_at, person_at
from depesch.portal.addresses import Waiting, screen_of
from depesch.portal.person import Person, PortalRequest
from depesch.portal.waiting import waiting_for

_SCREENS = ("network", "customers", "requests", "routing")
_TABS = (
    ("network", _("Search")),
    ("customers", _("Customers")),
    ("requests", _("Requests")),
    ("routing_orders", _("Routing orders")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One place within the network."""

    url: str
    label: str | Promise
    here: bool
    count: int


def in_network(match: ResolverMatch) -> bool:
    """Return whether an address is one of the network's pages."""
    return screen_of(match) in _SCREENS and match.url_name != "network_settings"


def waiting(person: Person) -> Waiting | None:
    """Return how many requests wait for the company, and how many answers nobody has seen."""
    found = waiting_for(person).network
    count = found.to_answer + found.answered
    words = ngettext("%(count)s request or answer", "%(count)s requests or answers", count) % {"count": count}
    return Waiting(count, words, is_new=True) if count else None


def network_page(
    request: PortalRequest, template: str, here: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page of the network with its tabs; may be called inside or outside `acting_for`."""
    inside = nullcontext() if is_acting() else acting_for(company_at(request).pk)
    with inside:
        found = waiting_for(person_at(request)).network
        numbers = {"requests": found.to_answer + found.answered, "routing_orders": found.routes}
        tabs = [Tab(reverse(name), label, name == here, numbers.get(name, 0)) for name, label in _TABS]
        return render(request, template, {**context, "tabs": tabs}, status=status)


def plain(request: HttpRequest, name: str, most: int = 200) -> str:
    """Return one value of the address, cut and without what no text has."""
    return request.GET.get(name, "").replace("\0", "").strip()[:most]
