"""Programs fetch what came in: what nobody has said to have yet, the oldest first, until they say so.

At least once: whoever breaks off before the acknowledgement is handed the same documents again, under the same ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import Q

from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.queries import BadKey
from depesch.hub.flows.transitions import locked
from depesch.hub.history.kinds.collecting import DocumentCollected
from depesch.hub.history.record import record
from depesch.kit.clock import now

MOST = 200
# What programs may fetch: scanned paper waits until a person has gone through it, and of a scan
# that was divided its parts are fetched.
TO_COLLECT = Q(direction=Direction.IN, collected_at=None, problem_code="") & ~Q(state=DocumentState.UNPACKED)


class Waiting(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Documents to be fetched, the oldest first, and whether there are more after them."""

    documents: Sequence[Document]
    more: bool


def to_collect(*, after: UUID | None = None, limit: int = 50, send_mode: str | None = None) -> Waiting:
    """Return incoming documents that no program has acknowledged, those after `after` if given. In `acting_for`.

    With a send mode, only the documents of that one. Raises BadKey when `after` is no incoming document of the company.
    """
    waiting = Document.objects.filter(TO_COLLECT)
    if send_mode is not None:
        waiting = waiting.filter(send_mode=send_mode)
    if after is not None:
        last = Document.objects.filter(direction=Direction.IN, id=after).values_list("received_at", "id").first()
        if last is None:
            raise BadKey(f"{after} is no document that came in")
        waiting = waiting.extra(where=["(received_at, id) > (%s, %s)"], params=last)
    found = list(waiting.order_by("received_at", "id")[: min(limit, MOST) + 1])
    return Waiting(documents=found[:limit], more=len(found) > limit)


def acknowledge(document_id: UUID, *, actor: str) -> datetime | None:
    """Note that a program has the incoming document and return since when; None when it is none that came in.

    Said again, it stays with the first time. Call it inside `acting_for`; raises Document.DoesNotExist.
    """
    document = locked(document_id)
    if document.direction != Direction.IN:
        return None
    if document.collected_at is None:
        document.collected_at, document.collected_by = now(), actor
        document.save(update_fields=["collected_at", "collected_by"])
        record(DocumentCollected(), document_id=document.id, actor=actor, at=document.collected_at)
    return document.collected_at
