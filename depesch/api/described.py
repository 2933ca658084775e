"""A document's rows as the API's shapes, with words in the caller's language. Called inside `acting_for`."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

import msgspec
from django.http import HttpResponse

from depesch.api.shapes import (
    AcceptedOut,
    AttemptOut,
    ChangeOut,
    DeliveryOut,
    DocumentOut,
    DocumentSummaryOut,
    FileOut,
    FindingOut,
    LostOut,
    LostValueOut,
    ProblemOut,
)
from depesch.documents.changes import Change, in_words
from depesch.documents.loss_words import why_in
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.flows import problems
from depesch.hub.flows.lost import LostValue, lost_from
from depesch.hub.flows.mending import changes_of, may_be_mended
from depesch.hub.flows.models import Attempt, Delivery, Document, DocumentState
from depesch.hub.flows.states import rule as rule_of_state
from depesch.hub.flows.unpacking import parts_of
from depesch.model.issue import Issue
from depesch.rules.explaining import explain, field_name

ROOT = "/api/v1/documents"


def summary(document: Document, language: str) -> DocumentSummaryOut:
    """Return a document as lists show it."""
    return DocumentSummaryOut(**_summary(document, language))


def in_full(document: Document, language: str) -> DocumentOut:
    """Return a document with its findings, deliveries and attempts: four queries, however many tries there were."""
    offered = changes_of(document) if may_be_mended(document) else ()
    mended = {change.rule for change in offered}
    deliveries = list(Delivery.objects.filter(document=document).order_by("id"))
    attempts = list(Attempt.objects.filter(delivery__in=deliveries).order_by("number"))
    return DocumentOut(
        **_summary(document, language),
        original_sha256=document.original_sha256,
        findings=[finding(issue, language, mended) for issue in msgspec.convert(document.findings, list[Issue])],
        mends=document.mends_id,
        mended_by=Document.objects.filter(mends=document).values_list("id", flat=True).first(),
        mending=[change(each, language) for each in offered] or None,
        unpacked_from=document.unpacked_from_id,
        parts=parts_of(document),
        deliveries=[_delivery(delivery, attempts, language) for delivery in deliveries],
    )


def accepted(document: Document, *, is_new: bool) -> HttpResponse:
    """Return the acknowledgement of a document; one that an earlier request made says so."""
    body = AcceptedOut(id=document.id, state=document.state, href=f"{ROOT}/{document.id}")
    response = HttpResponse(body.model_dump_json(), status=202, content_type="application/json")
    response["Location"] = body.href
    if not is_new:
        response["Idempotency-Replayed"] = "true"
    return response


def finding(issue: Issue, language: str, mended: Container[str] = ()) -> FindingOut:
    """Return a finding with its words; `mended` are the rules whose mend changes something in this document."""
    explained = explain(issue, language)
    return FindingOut(
        rule=issue.rule,
        severity=issue.severity.value,
        terms=list(issue.terms),
        fields=list(explained.fields),
        path=issue.path,
        where=issue.where,
        line=issue.line,
        row=explained.row,
        value=issue.value,
        expected=issue.expected,
        message=explained.message,
        mend=explained.mend if issue.rule in mended else None,
    )


def change(made: Change, language: str) -> ChangeOut:
    """Return a change that mending makes, with its words."""
    words = in_words(made, language)
    return ChangeOut(
        rule=made.rule, term=made.term, field=words.field, path=made.path, where=made.where, line=made.line,
        old=made.old, new=made.new, message=words.sentence,
    )  # fmt: skip


def file(archived: ArchivedFile) -> FileOut:
    """Return an archived file."""
    return FileOut(
        id=archived.id,
        href=f"{ROOT}/{archived.document_id}/files/{archived.id}",
        role=archived.role,
        name=archived.name,
        media_type=archived.media_type,
        syntax=archived.syntax,
        size=archived.size,
        sha256=archived.sha256,
        archived_at=archived.archived_at,
        retain_until=archived.retain_until,
    )


def _summary(document: Document, language: str) -> dict[str, Any]:
    return {
        "id": document.id,
        "href": f"{ROOT}/{document.id}",
        "direction": document.direction,
        "state": document.state,
        "state_since": document.state_since,
        "owner": rule_of_state(DocumentState(document.state)).owner.value,
        "send_mode": document.send_mode,
        "route_in": document.route_in,
        "file_name": document.file_name,
        "received_at": document.received_at,
        "syntax": document.syntax,
        "type_code": document.type_code,
        "number": document.number,
        "issue_date": document.issue_date,
        "due_date": document.due_date,
        "seller_name": document.seller_name,
        "buyer_name": document.buyer_name,
        "currency": document.currency,
        "amount_due": None if document.amount_due is None else f"{document.amount_due.normalize():f}",
        "business_status": document.business_status,
        "collected_at": document.collected_at,
        "problem": _problem(document, language),
    }


def _problem(document: Document, language: str) -> ProblemOut | None:
    if not document.problem_code:
        return None
    words = problems.problem_of(document, language)
    return ProblemOut(code=document.problem_code, title=words.title, detail=words.detail, next=words.what_next)


def _delivery(delivery: Delivery, attempts: Sequence[Attempt], language: str) -> DeliveryOut:
    return DeliveryOut(
        id=delivery.id,
        state=delivery.state,
        channel=delivery.channel,
        try_at=delivery.try_at,
        delivered_at=delivery.delivered_at,
        attempts=[_attempt(attempt, language) for attempt in attempts if attempt.delivery_id == delivery.id],
    )


def _attempt(attempt: Attempt, language: str) -> AttemptOut:
    return AttemptOut(
        number=attempt.number,
        channel=attempt.channel,
        message_id=attempt.message_id,
        syntax=attempt.syntax,
        sent_sha256=attempt.sent_sha256,
        started_at=attempt.started_at,
        ended_at=attempt.ended_at,
        outcome=attempt.outcome,
        code=attempt.code,
        detail=attempt.detail,
        receipt_sha256=attempt.receipt_sha256,
        lost=_lost(attempt, language),
    )


def _lost(attempt: Attempt, language: str) -> LostOut | None:
    lost = lost_from(attempt.lost)
    return (
        LostOut(total=lost.total, values=[_lost_value(each, language) for each in lost.values]) if lost.total else None
    )


def _lost_value(lost: LostValue, language: str) -> LostValueOut:
    return LostValueOut(
        at=lost.at.value,
        term=lost.term,
        name=field_name(lost.term, language) if lost.term else lost.place.rpartition("/")[2],
        place=lost.place,
        line=lost.line,
        value=lost.value,
        why=why_in(lost.why, language),
        done=lost.done,
    )
