"""`/inbox`: what came in and no program has acknowledged yet; fetched, then acknowledged."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from depesch.api import described
from depesch.api.callers import caller_who_may
from depesch.api.language import language_of
from depesch.api.lookups import document_of
from depesch.api.problems import ApiProblem
from depesch.api.shapes import DocumentListOut, ProblemDetails
from depesch.hub.flows.collecting import MOST, acknowledge, to_collect
from depesch.hub.flows.queries import BadKey
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["inbox"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails}


class AcknowledgedOut(Schema):
    """Since when a program has the document."""

    id: UUID
    collected_at: datetime


@RESOURCE.get("/inbox", response={200: DocumentListOut, 422: ProblemDetails, **_PROBLEMS}, operation_id="inbox")
def inbox(
    request: HttpRequest,
    after: Annotated[UUID | None, Query(description="The last document of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> DocumentListOut:
    """What came in and is not acknowledged, the oldest first; the same documents until they are acknowledged."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        try:
            waiting = to_collect(after=after, limit=limit)
        except BadKey as error:
            raise ApiProblem("invalid-request", 422, value=f"after: {error}") from error
        language = language_of(request)
        items = [described.summary(document, language) for document in waiting.documents]
    last = f"{request.path}?after={items[-1].id}&limit={limit}" if waiting.more else None
    return DocumentListOut(items=items, next=last)


@RESOURCE.post(
    "/documents/{uuid:document_id}/acknowledge",
    response={200: AcknowledgedOut, 404: ProblemDetails, 409: ProblemDetails, **_PROBLEMS},
    operation_id="acknowledge",
)
def acknowledge_document(request: HttpRequest, document_id: UUID) -> AcknowledgedOut:
    """Say that your program has it, when it is safely stored with you; from then on the inbox leaves it out."""
    caller = caller_who_may(request, Permission.PROCESS)
    with acting_for(caller.company_id):
        document_of(document_id)
        at = acknowledge(document_id, actor=caller.actor)
    if at is None:
        raise ApiProblem("not-incoming", 409, value=document_id)
    return AcknowledgedOut(id=document_id, collected_at=at)
