"""What people do with a document: withdraw it, or let it be tried again. Who may is the caller's to check."""

from __future__ import annotations

from uuid import UUID

from depesch.hub.flows.attempts import RELEASED, may_have_arrived
from depesch.hub.flows.jobs import Job, JobKind, enqueue
from depesch.hub.flows.models import Delivery, Direction, Document, DocumentState
from depesch.hub.flows.states import may_move
from depesch.hub.flows.transitions import locked, move
from depesch.hub.history.kinds.documents import DocumentCancelled, DocumentResent
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

_HANDED_OVER = (DocumentState.SENDING, DocumentState.UNCERTAIN, DocumentState.DELIVERED)


class ActionRefused(Exception):
    """It cannot be done in the document's state; `code` is one of `problems`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def cancel(document_id: UUID, actor: str) -> None:
    """Withdraw a document before it is handed over, or put away one with an error. Call it inside `acting_for`.

    Raises ActionRefused: `already-handed-over`, or `not-possible-now`. The archive keeps everything.
    """
    document = _out(document_id)
    state = DocumentState(document.state)
    if state in _HANDED_OVER:
        raise ActionRefused("already-handed-over")
    if not may_move(state, DocumentState.CANCELLED) or _may_have_arrived(document):
        raise ActionRefused("not-possible-now")
    document.duplicate_key = None
    Delivery.objects.filter(document=document).update(state=DocumentState.CANCELLED, try_at=None)
    move(document, DocumentState.CANCELLED, DocumentCancelled(), actor=actor, changed=("duplicate_key",))


def send_again(document_id: UUID, actor: str) -> None:
    """Let a document that was refused, undeliverable or stopped by a fault be tried again. Call it in `acting_for`.

    It is the same document: read, checked and planned anew, and sent under the same message ids as before, so that a
    receiver who has it already knows the repeat. For one refused as a duplicate it means "send it anyway"; for one of
    unknown fate, "send it once more without an answer": it counts as a repeat.
    Raises ActionRefused: `already-delivered`, `invoicing-stopped`, or `not-possible-now`.
    """
    document = _out(document_id)
    state = DocumentState(document.state)
    if state is DocumentState.DELIVERED:
        raise ActionRefused("already-delivered")
    if document.tenant.invoicing_stopped_at is not None:
        raise ActionRefused("invoicing-stopped")
    if not may_move(state, DocumentState.RECEIVED):
        raise ActionRefused("not-possible-now")
    if document.problem_code == "duplicate":
        document.duplicate_allowed = True
    delivery = Delivery.objects.filter(document=document).first()
    turn = delivery.turn + 1 if delivery else 1
    if delivery is not None and state is DocumentState.UNCERTAIN:
        delivery.attempts.filter(outcome="unknown").update(code=RELEASED)
    if delivery is not None:
        delivery.turn, delivery.try_at, delivery.state = turn, None, DocumentState.RECEIVED
        delivery.save(update_fields=["turn", "try_at", "state"])
    move(document, DocumentState.RECEIVED, DocumentResent(), actor=actor, at=now(), changed=("duplicate_allowed",))
    enqueue(Job(kind=JobKind.PROCESS, company_id=tenant_id(), document_id=document.id, turn=turn))


def _out(document_id: UUID) -> Document:
    document = locked(document_id)
    if document.direction != Direction.OUT:
        raise ActionRefused("not-possible-now")
    return document


def _may_have_arrived(document: Document) -> bool:
    """Return whether an attempt has an open end: then nobody may say that nothing was handed over."""
    delivery = Delivery.objects.filter(document=document).first()
    return delivery is not None and may_have_arrived(delivery)
