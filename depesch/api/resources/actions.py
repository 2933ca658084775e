"""`/documents/{id}/cancel`, `/send-again` and `/mend`: what a sender does with a document that stands still."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from depesch.api import described
from depesch.api.callers import caller_who_may
from depesch.api.language import language_of
from depesch.api.lookups import document_of
from depesch.api.problems import refusal_response
from depesch.api.shapes import AcceptedOut, DocumentOut, ProblemDetails
from depesch.hub.flows.actions import ActionRefused, cancel, send_again
from depesch.hub.flows.mending import mend_and_send
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["documents"])
_ACTION = {200: DocumentOut, 401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails, 409: ProblemDetails}


@RESOURCE.post("/documents/{uuid:document_id}/cancel", response=_ACTION, operation_id="cancel")
def cancel_document(request: HttpRequest, document_id: UUID) -> DocumentOut | HttpResponse:
    """Withdraw a document before it is handed over, or put away one with an error; the archive keeps everything."""
    return _act(request, document_id, cancel)


@RESOURCE.post("/documents/{uuid:document_id}/send-again", response=_ACTION, operation_id="sendAgain")
def send_document_again(request: HttpRequest, document_id: UUID) -> DocumentOut | HttpResponse:
    """Let a document that stands still be tried again: the same document, under the same message ids."""
    return _act(request, document_id, send_again)


@RESOURCE.post(
    "/documents/{uuid:document_id}/mend",
    response={202: AcceptedOut, 401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails, 409: ProblemDetails},
    operation_id="mend",
)
def mend_document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Send the mended form of a refused document, with the changes that stand under `mending` and no others.

    It is a document of its own, which names the refused one; that one is put away. A repeat gives the same document.
    """
    caller = caller_who_may(request, Permission.SEND)
    with acting_for(caller.company_id):
        document_of(document_id)
    try:
        submission = mend_and_send(caller.company_id, document_id, actor=caller.actor, route="api")
    except ActionRefused as refused:
        return refusal_response(request, refused.code, 409, "")
    with acting_for(caller.company_id):
        return described.accepted(document_of(submission.document_id), is_new=submission.created)


def _act(request: HttpRequest, document_id: UUID, action: Callable[[UUID, str], None]) -> DocumentOut | HttpResponse:
    caller = caller_who_may(request, Permission.SEND)
    try:
        with acting_for(caller.company_id):
            document_of(document_id)
            action(document_id, caller.actor)
            return described.in_full(document_of(document_id), language_of(request))
    except ActionRefused as refused:
        return refusal_response(request, refused.code, 409, "")
