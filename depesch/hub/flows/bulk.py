"""One action on many documents: asked for once, done by a worker in small commits, seen by whoever asked.

`done` counts in the same transaction as what was done, so a worker that dies takes back both: the next one goes on
where the last commit was, and no document is acted on twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from hashlib import sha256
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec
import structlog
from django.db import connection, transaction

from depesch.hub.flows.actions import ActionRefused, cancel, send_again
from depesch.hub.flows.errors import mark_handled
from depesch.hub.flows.exports import Export, write_export
from depesch.hub.flows.models import BulkAction, BulkPart, Document
from depesch.hub.flows.printing import ask_print
from depesch.hub.flows.reach import within_reach
from depesch.hub.history.kinds.lists import BulkAsked
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import acting_for, tenant_id
from depesch.kit.clock import now

log = structlog.get_logger(__name__)

MOST = 10_000  # documents in one action
KEPT = timedelta(days=7)  # how long the file of an export can be fetched
_AT_ONCE = 20  # documents in one commit
_TURN_S = 10.0  # then other rounds have their turn
_COMPANIES = 50


class BulkKind(StrEnum):
    """What is done. The values are stored: never renamed, never used for another meaning."""

    CANCEL = "cancel"
    SEND_AGAIN = "send_again"
    HANDLED = "handled"
    CSV = "export_csv"
    ZIP = "export_zip"
    PRINT = "print"

    @property
    def is_export(self) -> bool:
        """Return whether it makes a file and changes nothing."""
        return self in (BulkKind.CSV, BulkKind.ZIP)


class TooMany(ValueError):
    """More documents than one action takes."""


def ask(
    kind: BulkKind, document_ids: Sequence[UUID], *, actor: str, wishes: dict[str, Any] | None = None
) -> BulkAction:
    """Put the action in line for the workers and return it. Call it inside `acting_for`; raises TooMany.

    Only documents of the company acted for are taken; whether the actor may do this is the caller's to check.
    """
    if len(document_ids) > MOST:
        raise TooMany(f"{len(document_ids)} documents, at most {MOST} at once")
    wanted = list(dict.fromkeys(document_ids))
    ours = set(Document.objects.filter(within_reach(), id__in=wanted).values_list("id", flat=True))
    ids = [str(each) for each in wanted if each in ours]
    action = BulkAction.objects.create(
        tenant_id=tenant_id(), kind=kind.value, document_ids=ids, actor=actor, asked_at=now(), wishes=wishes or {}
    )
    record(BulkAsked(action=kind.value, count=len(ids), bulk_id=str(action.pk)), document_id=None, actor=actor)
    return action


def work_on_bulk(now: datetime) -> int:
    """Go on with what was asked for, and delete the files of old exports; return how many documents were done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, action_id FROM flows_bulk_due_v1(%s, %s)", [now - KEPT, _COMPANIES])
        due = cursor.fetchall()
    ends, done = monotonic() + _TURN_S, 0
    for company_id, action_id in due:
        while monotonic() < ends and (count := _next(company_id, action_id, now)):
            done += count
    return done


def _next(company_id: UUID, action_id: UUID, at: datetime) -> int:
    """Do the next few documents of an action in one transaction; 0 when it has ended or another worker holds it."""
    with acting_for(company_id), transaction.atomic():
        action = BulkAction.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=action_id).first()
        if action is None:
            return 0
        if action.ended_at is not None:
            _forget(action, at)
            return 0
        kind, ids = BulkKind(action.kind), action.document_ids[action.done : action.done + _AT_ONCE]
        refused = _export(action, ids) if kind.is_export else _act(kind, ids, action)
        action.done += len(ids)
        action.refused = [*action.refused, *refused]
        if action.done >= len(action.document_ids):
            action.ended_at = now()
            action.result_sha256 = _hash_of(action) if kind.is_export else ""
            log.info("bulk.ended", action=str(action.pk), kind=action.kind, refused=len(action.refused))
        action.save(update_fields=["done", "refused", "ended_at", "result_size", "result_sha256"])
    return len(ids)


def _act(kind: BulkKind, ids: Sequence[str], action: BulkAction) -> list[list[str]]:
    """Do it to each document and return those that it could not be done to, with the problem's code."""
    actions: dict[BulkKind, Callable[[UUID, str], None]] = {
        BulkKind.CANCEL: cancel, BulkKind.SEND_AGAIN: _send_again, BulkKind.HANDLED: mark_handled,
        BulkKind.PRINT: partial(_print, action),
    }  # fmt: skip
    does = actions[kind]
    refused = []
    for each in ids:
        try:
            with transaction.atomic():
                does(UUID(each), action.actor)
        except ActionRefused as refusal:
            refused.append([each, refusal.code])
    return refused


def _send_again(document_id: UUID, actor: str) -> None:
    """Send again what may go again by itself: a used number is one document's decision, with a reason."""
    if Document.objects.filter(pk=document_id, state="refused", problem_code="duplicate").exists():
        raise ActionRefused("duplicate")
    send_again(document_id, actor)


def _print(action: BulkAction, document_id: UUID, actor: str) -> None:
    ask_print(document_id, None, asked_as=f"bulk:{action.pk.hex}:{document_id.hex}", actor=actor)


def _export(action: BulkAction, ids: Sequence[str]) -> list[list[str]]:
    is_last = action.done + len(ids) >= len(action.document_ids)
    export = Export(
        number=BulkPart.objects.filter(action=action).count(), offset=action.result_size, is_last=is_last,
        is_zip=action.kind == BulkKind.ZIP, wishes=action.wishes,
    )  # fmt: skip
    part = write_export(export, [UUID(each) for each in ids], lambda: _entries(action))
    BulkPart.objects.create(
        tenant_id=tenant_id(), action=action, number=export.number, content=part.content,
        entries=msgspec.to_builtins(part.entries),
    )  # fmt: skip
    action.result_size += len(part.content)
    return [[str(each), "gone-from-archive"] for each in part.missing]


def _entries(action: BulkAction) -> list[Any]:
    """Return what the file's table of contents has so far."""
    parts = BulkPart.objects.filter(action=action).order_by("number").values_list("entries", flat=True)
    return [entry for entries in parts for entry in entries]


def _hash_of(action: BulkAction) -> str:
    """Return the SHA-256 of the whole file, a piece at a time."""
    digest = sha256()
    for piece in pieces(action):
        digest.update(piece)
    return digest.hexdigest()


def pieces(action: BulkAction) -> Iterator[bytes]:
    """Give the file of an export piece by piece. Call it inside `acting_for`."""
    parts = BulkPart.objects.filter(action=action)
    for number in range(parts.count()):
        yield bytes(parts.values_list("content", flat=True).get(number=number))


def _forget(action: BulkAction, at: datetime) -> None:
    """Delete the file of an export that is older than it is kept."""
    if action.ended_at is None or action.ended_at >= at - KEPT or action.forgotten_at is not None:
        return
    BulkPart.objects.filter(action=action).delete()
    action.forgotten_at = at
    action.save(update_fields=["forgotten_at"])
