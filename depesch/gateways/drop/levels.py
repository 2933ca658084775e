"""The three levels of an answer: protocol (the file is safe), message (it is an invoice), business (what came of it).

Each level has a state that programs compare; the words beside it are for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never
from uuid import UUID

import msgspec

from depesch.hub.flows import problems
from depesch.hub.flows.models import Delivery, Document, DocumentState
from depesch.model.issue import Issue
from depesch.rules.explaining import explain
from depesch.syntaxes import syntaxes

MOST_PARTS, MOST_FINDINGS = 1000, 200
S = DocumentState


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """The file is here: `accepted`, or `repeated` when an earlier request had handed it over."""

    state: str
    at: datetime


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """Why it went no further."""

    code: str
    title: str
    detail: str
    next: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule has to say."""

    rule: str
    severity: str
    message: str
    where: str
    value: str


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What the file is: `pending`, `accepted`, `refused` (by the rules, or unreadable), `stopped` (a fault here)."""

    state: str
    documents: int  # how many are in the file; 0 until it is known
    format: str
    type_code: str
    number: str
    problem: Why | None
    findings: tuple[Found, ...]


class Business(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it at the receiver.

    `pending`, `delivered`, `undeliverable`, `uncertain`, `certified` (nothing left the hub), `cancelled`, `parts` (each
    document of the file has its own), `none` (it went no further than the message level). `answer` is what the
    receiver's people say, once they do: acknowledged, in_process, under_query, conditionally_accepted, rejected,
    approved, paid.
    """

    state: str
    since: datetime
    channel: str
    problem: Why | None
    answer: str
    answered_at: datetime | None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One document out of a file of several."""

    id: UUID
    href: str
    message: Message
    business: Business


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was handed over, at all three levels."""

    id: UUID
    href: str
    file_name: str
    sha256: str
    send_mode: str
    protocol: Protocol
    message: Message
    business: Business
    parts: tuple[Part, ...]


def hand_over(document: Document, root: str, language: str, *, is_repeated: bool = False) -> HandOver:
    """Return what is known of a document that was handed over. Inside `acting_for`."""
    query = Document.objects.filter(unpacked_from=document).order_by("position")
    parts = list(query[:MOST_PARTS]) if document.state == S.UNPACKED else []
    deliveries = {each.document_id: each for each in Delivery.objects.filter(document__in=[document, *parts])}
    return HandOver(
        id=document.id, href=_href(root, document.id), file_name=document.file_name, sha256=document.original_sha256,
        send_mode=document.send_mode,
        protocol=Protocol(state="repeated" if is_repeated else "accepted", at=document.received_at),
        message=_message(document, language, documents=query.count() if parts else None),
        business=_business(document, deliveries.get(document.id), language),
        parts=tuple(
            Part(
                id=each.id, href=_href(root, each.id), message=_message(each, language),
                business=_business(each, deliveries.get(each.id), language),
            ) for each in parts
        ),
    )  # fmt: skip


def is_pending(document: Document) -> bool:
    """Return whether the message level has still to be decided."""
    return document.state == S.RECEIVED


def _href(root: str, document_id: UUID) -> str:
    return f"{root}/sent/{document_id}"


def _message(document: Document, language: str, *, documents: int | None = None) -> Message:
    state = _message_state(DocumentState(document.state), is_read=bool(document.syntax))
    syntax = syntaxes().get(document.syntax)
    if documents is None:
        documents = 1 if document.syntax else 0
    return Message(
        state=state, documents=documents, format=syntax.name if syntax else "", type_code=document.type_code,
        number=document.number, problem=_why(document, language) if state in ("refused", "stopped") else None,
        findings=_findings(document, language),
    )  # fmt: skip


def _message_state(state: DocumentState, *, is_read: bool) -> str:
    match state:
        case S.RECEIVED:
            return "pending"
        case S.REFUSED:
            return "refused"
        case S.FAILED:
            return "accepted" if is_read else "stopped"
        case S.CANCELLED:
            return "accepted" if is_read else "pending"
        case S.SENDING | S.WAITING | S.UNCERTAIN | S.DELIVERED | S.UNDELIVERABLE | S.CERTIFIED | S.UNPACKED | S.ARRIVED:
            return "accepted"
        case _:
            assert_never(state)


def _business(document: Document, delivery: Delivery | None, language: str) -> Business:
    state = _business_state(DocumentState(document.state))
    return Business(
        state=state, since=document.state_since, channel=delivery.channel if delivery is not None else "",
        problem=_why(document, language) if state in ("undeliverable", "uncertain") else None,
        answer=document.business_status, answered_at=document.business_status_since,
    )  # fmt: skip


def _business_state(state: DocumentState) -> str:
    match state:
        case S.RECEIVED | S.SENDING | S.WAITING | S.FAILED:
            return "pending"
        case S.REFUSED | S.ARRIVED:
            return "none"
        case S.UNPACKED:
            return "parts"
        case S.UNCERTAIN | S.DELIVERED | S.UNDELIVERABLE | S.CANCELLED | S.CERTIFIED:
            return state.value
        case _:
            assert_never(state)


def _why(document: Document, language: str) -> Why | None:
    if not document.problem_code:
        return None
    words = problems.problem_of(document, language)
    return Why(code=document.problem_code, title=words.title, detail=words.detail, next=words.what_next)


def _findings(document: Document, language: str) -> tuple[Found, ...]:
    issues: Sequence[Issue] = msgspec.convert(document.findings[:MOST_FINDINGS], list[Issue])
    return tuple(
        Found(
            rule=issue.rule, severity=issue.severity.value, message=explain(issue, language).message,
            where=issue.where or issue.path or "", value=issue.value or "",
        ) for issue in issues
    )  # fmt: skip
