"""Finding what an address names, among the rows of the caller's company alone. Called inside `acting_for`."""

from __future__ import annotations

from uuid import UUID

from depesch.api.problems import ApiProblem
from depesch.hub.flows.models import Document
from depesch.hub.flows.reach import is_kept_in_archive, within_programs_reach


def document_of(document_id: UUID) -> Document:
    """Return a document of the company acted for; another company's is `not-found`, as if it did not exist, and its own
    that only the e-archive service reaches is `in-archive`.
    """
    found = Document.objects.filter(within_programs_reach(), pk=document_id).first()
    if found is None:
        if is_kept_in_archive(document_id, within_programs_reach()):
            raise ApiProblem("in-archive", 404, value=document_id)
        raise ApiProblem("not-found", 404, what="document", value=document_id)
    return found
