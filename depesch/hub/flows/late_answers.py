"""Answers of a receiver's side that come later, by another way: the waiting delivery looks at them at once."""

from __future__ import annotations

from uuid import UUID

from depesch.channels import Refused
from depesch.hub.flows.attempts import ACTOR
from depesch.hub.flows.jobs import Job, JobKind, enqueue
from depesch.hub.flows.models import Attempt, Delivery, DocumentState
from depesch.hub.flows.transitions import ProblemNote, locked, move
from depesch.hub.history.kinds.documents import DeliveryRefused, DocumentUndeliverable
from depesch.kit.clock import now


def ask_now(message_id: str) -> None:
    """Let the delivery that waits for an answer to this message ask now. Call it inside `acting_for`."""
    attempt = Attempt.objects.filter(message_id=message_id).select_related("delivery").order_by("-number").first()
    if attempt is None:
        return
    document = locked(attempt.delivery.document_id)
    delivery = Delivery.objects.get(id=attempt.delivery_id)
    if document.state != DocumentState.UNCERTAIN or delivery.try_at is None:
        return
    delivery.try_at, delivery.turn = now(), delivery.turn + 1
    delivery.save(update_fields=["try_at", "turn"])
    job = Job(kind=JobKind.DELIVER, company_id=document.tenant_id, document_id=document.id, turn=delivery.turn)
    enqueue(job)


def came_back(document_id: UUID, message_id: str, no: Refused) -> bool:
    """Take a delivered document to the errors, because what was sent came back; False when it is not delivered.

    Call it inside `acting_for`. The sender corrects the address and sends again: nothing goes out by itself.
    """
    document = locked(document_id)
    attempt = Attempt.objects.filter(message_id=message_id, outcome="delivered").order_by("-number").first()
    if document.state != DocumentState.DELIVERED or attempt is None:
        return False
    delivery = Delivery.objects.get(id=attempt.delivery_id)
    if delivery.channel != attempt.channel:
        return False  # sent once more another way since
    attempt.outcome, attempt.code, attempt.detail = "refused", no.code, no.detail
    attempt.save(update_fields=["outcome", "code", "detail"])
    delivery.delivered_at, delivery.channel, delivery.state = None, "", DocumentState.UNDELIVERABLE
    delivery.save(update_fields=["delivered_at", "channel", "state"])
    document.duplicate_key = None
    values = {"channel": attempt.channel, "code": no.code, "detail": no.detail}
    move(
        document, DocumentState.UNDELIVERABLE, DeliveryRefused(channel=attempt.channel, code=no.code),
        DocumentUndeliverable(), actor=ACTOR, at=now(), problem=ProblemNote(code=no.code, values=values),
        changed=("duplicate_key",),
    )  # fmt: skip
    return True
