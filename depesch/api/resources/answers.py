"""`/documents/{id}/answers`: what the receiver says of it; `/documents/{id}/evidence`: all there is of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from depesch.api.callers import caller_who_may
from depesch.api.language import language_of
from depesch.api.lookups import document_of
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.hub.flows.answers import LONGEST_TEXT, AnswerRefused, Said, answer
from depesch.hub.flows.evidence import evidence_of
from depesch.hub.flows.models import BusinessAnswer, BusinessStatus
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["documents"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails}


class AnswerIn(Schema):
    """What is said; a rejection needs a reason code and a text."""

    model_config = ConfigDict(extra="forbid")

    status: BusinessStatus
    reason_code: str = Field("", pattern="^[A-Z]{0,3}$", description="Of Peppol Invoice Response: OPStatusReason.")
    text: Annotated[str, Field(max_length=LONGEST_TEXT, pattern=r"^[^\x00]*$")] = ""


class AnswerOut(Schema):
    """What was said, by whom, and whether the sender has it."""

    id: UUID
    status: BusinessStatus
    reason_code: str
    text: str
    said_at: datetime
    is_ours: bool
    state: str


class AnswerListOut(Schema):
    """What was said of a document, the first word first."""

    items: list[AnswerOut]


@RESOURCE.get(
    "/documents/{uuid:document_id}/answers", response={200: AnswerListOut, **_PROBLEMS}, operation_id="answers"
)
def answers(request: HttpRequest, document_id: UUID) -> AnswerListOut:
    """What was said of a document: by us of one that came in, by the receiver of one that we sent."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        document_of(document_id)
        rows = list(BusinessAnswer.objects.filter(document_id=document_id).order_by("said_at", "id"))
    return AnswerListOut(items=[_out(row) for row in rows])


@RESOURCE.post(
    "/documents/{uuid:document_id}/answers",
    response={200: AnswerOut, 409: ProblemDetails, 422: ProblemDetails, **_PROBLEMS},
    operation_id="answerDocument",
)
def answer_document(request: HttpRequest, document_id: UUID, wanted: AnswerIn) -> AnswerOut:
    """Say what your people make of a document that came in; saying the last word again changes nothing."""
    caller = caller_who_may(request, Permission.PROCESS)
    with acting_for(caller.company_id):
        document_of(document_id)
    said = Said(status=wanted.status, reason_code=wanted.reason_code, text=wanted.text)
    try:
        return _out(answer(caller.company_id, document_id, said, actor=caller.actor))
    except AnswerRefused as refused:
        status = 409 if refused.code in ("not-received", "not-in-order") else 422
        raise ApiProblem("answer-refused", status, value=refused.code) from refused


@RESOURCE.get(
    "/documents/{uuid:document_id}/evidence",
    response={200: None, **_PROBLEMS},
    operation_id="evidence",
    openapi_extra={
        "responses": {200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def evidence(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """All there is of a document in one ZIP that opens offline: original, what was sent, receipts, history, hashes."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        document_of(document_id)
        packed = evidence_of(document_id, language=language_of(request), actor=caller.actor)
    response = HttpResponse(packed.content, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=packed.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _out(row: BusinessAnswer) -> AnswerOut:
    return AnswerOut(
        id=row.answer_id, status=BusinessStatus(row.status), reason_code=row.reason_code, text=row.text,
        said_at=row.said_at, is_ours=row.is_given, state=row.state,
    )  # fmt: skip
