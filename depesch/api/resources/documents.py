"""`/documents`: hand a document over, find it, see what became of it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from depesch.api import described
from depesch.api.callers import caller_who_may
from depesch.api.intake import BODY, intake_of
from depesch.api.language import language_of
from depesch.api.listing import ListQuery, page_of
from depesch.api.lookups import document_of
from depesch.api.problems import refusal_response
from depesch.api.shapes import AcceptedOut, DocumentListOut, DocumentOut, ProblemDetails
from depesch.channels import SendMode
from depesch.hub.flows.submission import SubmissionRefused, submit
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["documents"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails}
_INTAKE = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "description": "The same key with the same bytes gives the same document: a request may be repeated.",
            "schema": {"type": "string", "maxLength": 200},
        }
    ],
    "requestBody": BODY,
}
_STATUS = {"empty": 400, "too-large": 413, "idempotency-conflict": 409, "invoicing-stopped": 409}


@RESOURCE.post(
    "/documents",
    response={
        202: AcceptedOut, 400: ProblemDetails, 401: ProblemDetails, 403: ProblemDetails, 409: ProblemDetails,
        411: ProblemDetails, 413: ProblemDetails, 422: ProblemDetails,
    },
    operation_id="submit",
    openapi_extra=_INTAKE,
)  # fmt: skip
def submit_document(
    request: HttpRequest,
    file_name: Annotated[str, Query(max_length=255, description="What the file is called at yours.")] = "",
    send_mode: Annotated[SendMode, Query(description="production, test or certification")] = SendMode.PRODUCTION,
) -> HttpResponse:
    """Hand over an invoice or credit note in any supported format, or a PDF that carries one.

    The format is known by its content. The answer comes when the document is safely stored; what becomes of it
    stands under `href`.
    """
    caller = caller_who_may(request, Permission.SEND)
    intake = intake_of(request, file_name=file_name, send_mode=send_mode)
    try:
        submission = submit(
            intake.content,
            company_id=caller.company_id,
            actor=caller.actor,
            route="api",
            file_name=intake.file_name,
            send_mode=intake.send_mode.value,
            attachments=intake.attachments,
            idempotency_key=intake.idempotency_key,
        )
    except SubmissionRefused as refused:
        return refusal_response(request, refused.code, _STATUS.get(refused.code, 422), refused.detail)
    with acting_for(caller.company_id):
        document = document_of(submission.document_id)
    return described.accepted(document, is_new=submission.created)


@RESOURCE.get("/documents", response={200: DocumentListOut, 422: ProblemDetails, **_PROBLEMS}, operation_id="documents")
def documents(request: HttpRequest, query: Annotated[ListQuery, Query()]) -> DocumentListOut:
    """One page of a list; `next` leads on for as long as there is more."""
    caller = caller_who_may(request, Permission.READ)
    return page_of(request, caller.company_id, query)


@RESOURCE.get("/documents/{uuid:document_id}", response={200: DocumentOut, **_PROBLEMS}, operation_id="document")
def document(request: HttpRequest, document_id: UUID) -> DocumentOut:
    """One document: its state, whose turn it is, the findings in words, its deliveries and every try."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return described.in_full(document_of(document_id), language_of(request))
