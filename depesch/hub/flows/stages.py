"""How far a document is on the way from the order to the payment: ten stages, and which of them it left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from depesch.hub.flows.models import BusinessStatus, Direction, Document, DocumentState
from depesch.hub.flows.replacing import is_refused_by_rules
from depesch.hub.history.kinds.answers import AnswerArrived, DocumentAnswered
from depesch.hub.history.kinds.collecting import DocumentCollected
from depesch.hub.history.kinds.destinations import DocumentBrought
from depesch.hub.history.kinds.documents import (
    DocumentArrived,
    DocumentChecked,
    DocumentConverted,
    DocumentDelivered,
    DocumentMended,
    DocumentSubmitted,
    DocumentTakenOut,
    DocumentUnpacked,
)
from depesch.hub.history.reading import RecordedEvent


class StageName(StrEnum):
    """The stages in their order."""

    ORDER = "order"  # the invoice names the order it answers to (BT-13)
    CREATED = "created"  # the invoice was made (BT-2)
    HANDED_OVER = "handed_over"  # the network has it
    SORTED = "sorted"  # received, read, and its kind known
    CHECKED = "checked"  # held against the rules
    CONVERTED = "converted"  # written in the format that the receiver takes
    DELIVERED = "delivered"  # the receiver's side gave a receipt
    TAKEN_OVER = "taken_over"  # the receiver's system or people have it in hand
    APPROVED = "approved"  # the receiver's people checked and approved it
    PAID = "paid"


class StageState(StrEnum):
    """Where one stage stands."""

    DONE = "done"
    NOW = "now"  # the document is at it
    STOPPED = "stopped"  # the document went no further; its state says why
    SKIPPED = "skipped"  # the document went on without it
    ELSEWHERE = "elsewhere"  # the sender's side saw to it, before the document came to this company
    AHEAD = "ahead"


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One stage: how it stands and when it was done, as far as that is known."""

    name: StageName
    state: StageState
    at: datetime | None = None


_EVENTS: Mapping[type, StageName] = {
    DocumentSubmitted: StageName.HANDED_OVER,
    DocumentTakenOut: StageName.HANDED_OVER,
    DocumentUnpacked: StageName.SORTED,
    DocumentChecked: StageName.CHECKED,
    DocumentConverted: StageName.CONVERTED,
    DocumentDelivered: StageName.DELIVERED,
    DocumentArrived: StageName.DELIVERED,
    DocumentCollected: StageName.TAKEN_OVER,
    DocumentBrought: StageName.TAKEN_OVER,
}
_ANSWERS: Mapping[str, StageName] = {
    BusinessStatus.ACKNOWLEDGED: StageName.TAKEN_OVER,
    BusinessStatus.IN_PROCESS: StageName.TAKEN_OVER,
    BusinessStatus.UNDER_QUERY: StageName.TAKEN_OVER,
    BusinessStatus.REJECTED: StageName.TAKEN_OVER,
    BusinessStatus.CONDITIONALLY_ACCEPTED: StageName.APPROVED,
    BusinessStatus.APPROVED: StageName.APPROVED,
    BusinessStatus.PAID: StageName.PAID,
}
_SENDERS = (StageName.HANDED_OVER, StageName.CHECKED, StageName.CONVERTED)
_ENDED = (DocumentState.REFUSED, DocumentState.FAILED, DocumentState.UNDELIVERABLE, DocumentState.CANCELLED)
_HAS_NO_MORE = (DocumentState.CERTIFIED, DocumentState.UNPACKED)  # the stages after it are none of this document's


def stages(document: Document, events: Sequence[RecordedEvent], *, names_order: bool) -> tuple[Stage, ...]:
    """Return the ten stages, the first first. `names_order`: whether the invoice names an order (BT-13)."""
    done = _done(document, events, names_order=names_order)
    order = tuple(StageName)
    last = max(order.index(name) for name in done)
    return tuple(_stage(document, name, done, place=place, last=last) for place, name in enumerate(order))


def _stage(
    document: Document, name: StageName, done: Mapping[StageName, datetime | None], *, place: int, last: int
) -> Stage:
    if name in done:
        return Stage(name=name, state=StageState.DONE, at=done[name])
    if place > last:
        return Stage(name=name, state=_state_after(document, is_next=place == last + 1))
    is_senders = document.direction == Direction.IN and name in _SENDERS
    return Stage(name=name, state=StageState.ELSEWHERE if is_senders else StageState.SKIPPED)


def _state_after(document: Document, *, is_next: bool) -> StageState:
    if document.state in _HAS_NO_MORE:
        return StageState.SKIPPED
    if not is_next:
        return StageState.AHEAD
    is_ended = document.state in _ENDED or document.business_status == BusinessStatus.REJECTED
    return StageState.STOPPED if is_ended else StageState.NOW


def _done(
    document: Document, events: Sequence[RecordedEvent], *, names_order: bool
) -> dict[StageName, datetime | None]:
    """Return what is done, each with its first time; the later of two answers may leave an earlier stage out."""
    done: dict[StageName, datetime | None] = {StageName.CREATED: None}
    if names_order:
        done[StageName.ORDER] = None
    for each in events:
        if (name := _of(each.event)) is not None:
            done.setdefault(name, each.at)
    if document.syntax:  # it was read, at the latest when it was checked
        done.setdefault(StageName.SORTED, done.get(StageName.CHECKED) or document.received_at)
    if document.direction == Direction.IN and document.processed_at is not None:
        done.setdefault(StageName.TAKEN_OVER, document.processed_at)
    was_replaced = any(isinstance(each.event, DocumentMended) for each in events)
    if is_refused_by_rules(document) or was_replaced:  # checked, and it did not pass
        done.pop(StageName.CHECKED, None)
    return done


def _of(event: object) -> StageName | None:
    if isinstance(event, DocumentAnswered | AnswerArrived):
        return _ANSWERS.get(event.answer)
    return _EVENTS.get(type(event))
