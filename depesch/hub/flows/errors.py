"""The error queue: documents that wait until somebody corrects, sends again, withdraws or notes them as handled."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import connection
from django.db.models import Q

from depesch.hub.flows.actions import ActionRefused, send_again
from depesch.hub.flows.filters import OPEN, ErrorKind
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.sql import sql
from depesch.hub.flows.transitions import locked
from depesch.hub.history.kinds.lists import DuplicateAllowed, ErrorHandled
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

ERROR_STATES = (DocumentState.REFUSED, DocumentState.UNDELIVERABLE, DocumentState.FAILED)
OPEN_ERRORS = Q(direction=Direction.OUT, state__in=ERROR_STATES) & OPEN
COUNT_LIMIT = 1_000  # counts end here and mean "at least so many"
LONGEST_REASON = 500


def is_handled(document: Document) -> bool:
    """Return whether somebody saw to the error that the document has now."""
    return document.processed_at is not None and document.processed_at >= document.state_since


def count_open() -> int:
    """Return how many errors nobody has seen to, COUNT_LIMIT meaning at least so many; call it in `acting_for`."""
    return Document.objects.filter(OPEN_ERRORS)[:COUNT_LIMIT].count()


def counts_by_kind() -> Mapping[ErrorKind, int]:
    """Return how many open errors are of files and of documents, each counted up to COUNT_LIMIT."""
    with connection.cursor() as cursor:
        cursor.execute(sql("error_counts"), {"tenant": tenant_id(), "limit": COUNT_LIMIT})
        return {ErrorKind(kind): count for kind, count in cursor.fetchall()}


def mark_handled(document_id: UUID, actor: str) -> None:
    """Note that somebody saw to the error: nobody is reminded of it, the document stays as it is. In `acting_for`.

    Raises ActionRefused: `not-possible-now` for a document without an error. A second time changes nothing.
    """
    document = locked(document_id)
    if document.direction != Direction.OUT or document.state not in ERROR_STATES:
        raise ActionRefused("not-possible-now")
    if is_handled(document):
        return
    document.processed_at, document.processed_by = now(), actor
    document.save(update_fields=["processed_at", "processed_by"])
    record(ErrorHandled(), document_id=document.pk, actor=actor)


def send_although_used(document_id: UUID, actor: str, reason: str) -> None:
    """Send a document although its number was used before, and keep why. Call it inside `acting_for`.

    Raises ActionRefused: `not-possible-now` when it was not refused for its number; ValueError without a reason.
    """
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise ValueError("a number is used twice for a reason, and none was given")
    document = locked(document_id)
    if document.state != DocumentState.REFUSED or document.problem_code != "duplicate":
        raise ActionRefused("not-possible-now")
    record(DuplicateAllowed(reason=reason), document_id=document.pk, actor=actor)
    send_again(document_id, actor)
