"""`/documents/{id}/history`: what happened to a document, in the caller's language."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from depesch.api.callers import caller_who_may
from depesch.api.language import language_of
from depesch.api.lookups import document_of
from depesch.api.shapes import EventOut, HistoryOut, ProblemDetails
from depesch.hub.history.events import payload_of, tag_of
from depesch.hub.history.reading import RecordedEvent, events_of
from depesch.hub.history.words import describe
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["documents"])


@RESOURCE.get(
    "/documents/{uuid:document_id}/history",
    response={200: HistoryOut, 401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails},
    operation_id="history",
)
def history(request: HttpRequest, document_id: UUID) -> HistoryOut:
    """What happened to a document, the first first; `hash` chains each event to the company's one before."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        document_of(document_id)
        return HistoryOut(items=[_event(recorded, language_of(request)) for recorded in events_of(document_id)])


def _event(recorded: RecordedEvent, language: str) -> EventOut:
    return EventOut(
        sequence=recorded.sequence,
        event=tag_of(recorded.event),
        at=recorded.at,
        actor=recorded.actor,
        text=describe(recorded.event, language),
        data=payload_of(recorded.event),
        hash=recorded.hash,
    )
