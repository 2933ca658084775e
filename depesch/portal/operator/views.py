"""Operation: what stands still in every company of the hub, for those who run it; no contents of documents."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from depesch.hub.flows import queries
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import for_operator
from depesch.portal.person import PortalRequest

MOST = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A document that stands still, and whose it is."""

    company: Company
    document: Document


@require_GET
@for_operator
def operator(request: PortalRequest) -> HttpResponseBase:
    """Show the dead letters of all companies, the longest waiting first, and the jobs that the queue gave up."""
    letters = [Letter(company, document) for company in Company.objects.order_by("name") for document in _of(company)]
    letters.sort(key=lambda letter: letter.document.state_since)
    page = {"letters": letters[:MOST], "jobs": queries.failed_jobs()}
    return render(request, "operator/operator.html", page)


def _of(company: Company) -> list[Document]:
    # Company by company: row security lets nobody, not even the operator, read across companies in one query.
    with acting_for(company.pk):
        return queries.dead_letters(MOST)
