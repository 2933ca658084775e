"""Write an event, in the transaction of the change it tells of, as the next link of the company's chain.

The hash of a link is SHA-256 over the hash before it and the row in canonical JSON. The row lock on the chain's head
makes the sequence gapless: it is held until the transaction ends, so record late in it, and never for two companies in
one transaction (two deliveries in opposite directions would wait for each other).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from depesch.hub.history.event import Event
from depesch.hub.history.events import payload_of, tag_of
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

FIRST_HASH = "0" * 64  # stands before a company's first event

# Locks the head until the transaction ends; makes it with the company's first event.
_LOCK_HEAD = """
INSERT INTO history_chainhead (tenant_id, sequence, hash)
VALUES (%s, 0, %s)
    ON CONFLICT (tenant_id) DO UPDATE SET sequence = history_chainhead.sequence
RETURNING sequence, hash
"""
# One round trip for the rows and the new head.
_ROW = "(%s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s)"
_APPEND = """
WITH appended AS (
    INSERT INTO history_eventrow
           (tenant_id, sequence, kind, document_id, actor, payload, at, previous_hash, hash)
    VALUES {rows}
    RETURNING id
), moved AS (
    UPDATE history_chainhead
       SET sequence = %s, hash = %s
     WHERE tenant_id = %s
)
SELECT id FROM appended
"""


def record(event: Event, *, document_id: UUID | None, actor: str, at: datetime | None = None) -> EventRow:
    """Append `event` to the history of the present company and return its row. Call it inside `acting_for`."""
    return record_all((event,), document_id=document_id, actor=actor, at=at)[0]


def record_all(
    events: Sequence[Event], *, document_id: UUID | None, actor: str, at: datetime | None = None
) -> list[EventRow]:
    """Append `events` in their order, in two round trips, and return their rows. Call it inside `acting_for`."""
    if not events:
        return []
    at = (at or now()).astimezone(UTC)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_HEAD, [tenant_id(), FIRST_HASH])
        sequence, head = cursor.fetchone()
        rows: list[EventRow] = []
        for event in events:
            row = EventRow(
                tenant_id=tenant_id(), sequence=sequence + len(rows) + 1, kind=tag_of(event), document_id=document_id,
                actor=actor, payload=payload_of(event), at=at, previous_hash=head,
            )  # fmt: skip
            row.hash = head = link_hash(row)
            rows.append(row)
        cursor.execute(_append_statement(len(rows)), [*_values(rows), rows[-1].sequence, head, tenant_id()])
        for row, (number,) in zip(rows, sorted(cursor.fetchall()), strict=True):
            row.id = number
    return rows


def _append_statement(count: int) -> str:
    return _APPEND.format(rows=", ".join([_ROW] * count))


def _values(rows: Sequence[EventRow]) -> Iterator[Any]:
    for row in rows:
        yield from (row.tenant_id, row.sequence, row.kind, row.document_id, row.actor, json.dumps(row.payload))
        yield from (row.at, row.previous_hash, row.hash)


def link_hash(row: EventRow) -> str:
    """Return the hash that the row must carry: over the hash before it and its own canonical form."""
    return sha256(row.previous_hash.encode() + canonical(row)).hexdigest()


def canonical(row: EventRow) -> bytes:
    """Return the row in canonical JSON: keys sorted, no blanks, UTF-8, the moment in UTC with microseconds."""
    content: dict[str, Any] = {
        "tenant": str(row.tenant_id),
        "sequence": row.sequence,
        "kind": row.kind,
        "document": str(row.document_id) if row.document_id else None,
        "actor": row.actor,
        "payload": row.payload,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
