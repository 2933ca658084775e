"""Read the history: a document's events, and whether a company's chain is whole."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from depesch.hub.history.event import Event
from depesch.hub.history.events import event_from
from depesch.hub.history.models import ChainHead, EventRow
from depesch.hub.history.record import FIRST_HASH, link_hash
from depesch.hub.tenancy.scope import acting_for


class RecordedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event with when it happened, by whom (`user:<id>`, `token:<id>`, `worker`, `system`) and its link."""

    event: Event
    at: datetime
    actor: str
    sequence: int
    hash: str


class ChainReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a walk along a company's chain found; it stops at the first broken place."""

    company_id: UUID
    events: int  # that were found sound
    broken_at: int | None = None  # sequence of the first event that is changed, missing or too much
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        """Return whether nothing is changed, missing or out of order."""
        return self.broken_at is None


def events_of(document_id: UUID) -> list[RecordedEvent]:
    """Return what happened to the document, the oldest first. Call it inside `acting_for`."""
    rows = EventRow.objects.filter(document_id=document_id).order_by("sequence")
    return [
        RecordedEvent(
            event=event_from(row.kind, row.payload), at=row.at, actor=row.actor, sequence=row.sequence, hash=row.hash
        )
        for row in rows
    ]


def verify_chain(company_id: UUID) -> ChainReport:
    """Walk the company's chain from its first event to its head and return the first fault, if any."""
    with acting_for(company_id):
        head = ChainHead.objects.first()
        expected = (head.sequence, head.hash) if head else (0, FIRST_HASH)
        sequence, last_hash = 0, FIRST_HASH
        # What is recorded while we walk stands behind the head that we read, and is left for the next walk.
        rows = EventRow.objects.filter(sequence__lte=head.sequence) if head else EventRow.objects.all()
        for row in rows.order_by("sequence").iterator(chunk_size=2000):
            fault = _fault(row, sequence + 1, last_hash)
            if fault:
                return ChainReport(company_id=company_id, events=sequence, broken_at=sequence + 1, reason=fault)
            sequence, last_hash = row.sequence, row.hash
    if (sequence, last_hash) != expected:
        reason = f"the chain's head says {expected[0]} events, {sequence} are there"
        return ChainReport(company_id=company_id, events=sequence, broken_at=sequence + 1, reason=reason)
    return ChainReport(company_id=company_id, events=sequence)


def _fault(row: EventRow, sequence: int, last_hash: str) -> str:
    if row.sequence != sequence:
        return f"event {sequence} is missing, the next one is {row.sequence}"
    if row.previous_hash != last_hash:
        return f"event {sequence} does not follow from the one before it"
    if row.hash != link_hash(row):
        return f"event {sequence} ({row.kind}) was changed after it was recorded"
    return ""
