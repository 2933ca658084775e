"""Finding what an address names, among the rows of the caller's company alone. Called inside `acting_for`."""

from __future__ import annotations

from uuid import UUID

from depesch.api.problems import ApiProblem
from depesch.hub.flows.models import Document
from depesch.hub.flows.reach import within_programs_reach


def document_of(document_id: UUID) -> Document:
    """Return a document of the company acted for; another company's is `not-found`, as if it did not exist."""
    found = Document.objects.filter(within_programs_reach(), pk=document_id).first()
    if found is None:
        raise ApiProblem("not-found", 404, what="document", value=document_id)
    return found
