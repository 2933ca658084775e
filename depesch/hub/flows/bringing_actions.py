"""What a person says of a document that is to be brought to the company's own server: again, or not any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from depesch.hub.directory.destinations import own_server
from depesch.hub.flows.bringing_outcomes import CLAIMED_FOR, PERHAPS
from depesch.hub.flows.collecting import TO_COLLECT
from depesch.hub.flows.models import Bringing, BringingState, Direction, Document
from depesch.hub.flows.transitions import locked
from depesch.hub.history.kinds.destinations import BringingAgain, BringingEnded
from depesch.hub.history.record import record
from depesch.kit.clock import now

MOST_AT_ONCE = 500


class BringingRefused(Exception):
    """It cannot be done. `code`: not-received, no-own-server, not-needed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def troubled() -> QuerySet[Bringing]:
    """Return what stands still or waits for another try, the latest first. Call it inside `acting_for`."""
    states = (BringingState.STOPPED, BringingState.UNCERTAIN, BringingState.WAITING)
    rows = Bringing.objects.filter(state__in=states).exclude(state=BringingState.WAITING, code="")
    return rows.select_related("document").order_by("-state_since", "-id")


def bring_again(document_id: UUID, *, actor: str) -> None:
    """Bring a received document now: one that stands still, one that waits, one of before, or one that is there.

    What is there, or was ended, comes again as a copy under another id; all else keeps its id, so that it comes once.
    One that is under way is left to it. Call it inside `acting_for`; raises Document.DoesNotExist and BringingRefused.
    """
    document = locked(document_id)
    server = own_server()
    if document.direction != Direction.IN:
        raise BringingRefused("not-received")
    if server is None or not server.enabled:
        raise BringingRefused("no-own-server")
    at = now()
    bringing = Bringing.objects.select_for_update(of=("self",)).filter(document=document).first()
    if bringing is not None and _is_under_way(bringing, at):
        return
    bringing = bringing or Bringing(tenant_id=document.tenant_id, document=document)
    is_copy = bringing.state in (BringingState.BROUGHT, BringingState.ENDED) or bringing.code == PERHAPS
    if document.collected_at is not None or is_copy:
        bringing.copies += 1
        bringing.message_id, bringing.sent_sha256, bringing.channel = "", "", ""
    bringing.state, bringing.state_since, bringing.since = BringingState.WAITING, at, at
    bringing.try_at, bringing.tries, bringing.code, bringing.detail = at, 0, "", ""
    bringing.save()
    record(BringingAgain(channel=server.channel.name), document_id=document_id, actor=actor)


def _is_under_way(bringing: Bringing, at: datetime) -> bool:
    """Return whether a worker brings it at this moment; one that died is looked for when its claim is over."""
    return bringing.attempts.filter(ended_at=None, started_at__gt=at - CLAIMED_FOR).exists()


def end_bringing(document_id: UUID, *, actor: str) -> None:
    """Bring it no more: it stays in the inbox. Call it inside `acting_for`; raises BringingRefused."""
    bringing = Bringing.objects.select_for_update(of=("self",)).filter(document_id=document_id).first()
    if bringing is None or bringing.state in (BringingState.BROUGHT, BringingState.ENDED):
        raise BringingRefused("not-needed")
    bringing.state, bringing.state_since, bringing.try_at = BringingState.ENDED, now(), None
    bringing.save(update_fields=["state", "state_since", "try_at"])
    record(BringingEnded(channel=bringing.channel), document_id=document_id, actor=actor)


def bring_all_again(*, actor: str) -> int:
    """Bring what stands still, but for what is perhaps there; return how many. Call it inside `acting_for`."""
    stopped = Bringing.objects.filter(state=BringingState.STOPPED).exclude(code=PERHAPS)
    waiting = Bringing.objects.filter(state=BringingState.WAITING).exclude(code="")
    ids: Sequence[UUID] = [
        *stopped.values_list("document_id", flat=True)[:MOST_AT_ONCE],
        *waiting.values_list("document_id", flat=True)[:MOST_AT_ONCE],
    ]
    for document_id in ids:
        bring_again(document_id, actor=actor)
    return len(ids)


def bring_uncollected(*, actor: str) -> int:
    """Bring what came before the server was set up and nobody collected; return how many. In `acting_for`."""
    waiting = Document.objects.filter(TO_COLLECT, bringing=None)
    ids = list(waiting.order_by("received_at", "id").values_list("id", flat=True)[:MOST_AT_ONCE])
    for document_id in ids:
        bring_again(document_id, actor=actor)
    return len(ids)
