"""The guides, all and one, in the reader's language."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.views.decorators.http import require_GET

from depesch.portal.access import for_person
from depesch.portal.addresses import screen_of
from depesch.portal.formatting import language
from depesch.portal.help.content import guides_in
from depesch.portal.person import PortalRequest


def in_help(match: ResolverMatch) -> bool:
    """Return whether an address is a page of the help; the answers to questions are given in the cockpit."""
    return screen_of(match) == "help" and not (match.url_name or "").startswith("operator")


@require_GET
@for_person
def guides(request: PortalRequest) -> HttpResponseBase:
    """Show the guides, in the order in which people need them."""
    return render(request, "help/guides.html", {"guides": list(guides_in(language()).values())})


@require_GET
@for_person
def guide(request: PortalRequest, guide_name: str) -> HttpResponseBase:
    """Show one guide, with a way to each page that it speaks of."""
    found = guides_in(language()).get(guide_name)
    if found is None:
        raise Http404
    steps = [{"step": step, "url": reverse(step.page) if step.page else ""} for step in found.steps]
    names = list(guides_in(language()))
    place = names.index(guide_name)
    after = guides_in(language())[names[place + 1]] if place + 1 < len(names) else None
    return render(request, "help/guide.html", {"guide": found, "steps": steps, "after": after})
