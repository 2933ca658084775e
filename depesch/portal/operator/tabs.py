"""The pages of the cockpit, beside each other on each of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext_lazy as _

from depesch.portal.person import PortalRequest

TABS = (
    ("operator", _("Standing still")),
    ("operator_companies", _("Companies")),
    ("operator_queue", _("Queue")),
    ("operator_letters", _("E-mail")),
    ("operator_scans", _("Scans")),
    ("operator_silence", _("Silence")),
    ("operator_dates", _("Dates")),
    ("operator_quotes", _("Offers")),
    ("operator_questions", _("Questions")),
    ("operator_support", _("Support")),
)


def in_operation(match: ResolverMatch) -> bool:
    """Return whether an address is one of the cockpit's pages, whichever screen brings it."""
    return (match.url_name or "").startswith("operator")


def cockpit_page(
    request: PortalRequest, template: str, page: dict[str, Any], *, here: str, status: int = 200
) -> HttpResponse:
    """Return a page of the cockpit with its tabs; `here` is the name of the tab that it belongs to."""
    tabs = [{"url": reverse(name), "label": label, "here": name == here} for name, label in TABS]
    return render(request, template, page | {"tabs": tabs}, status=status)
