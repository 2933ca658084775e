"""Receipts that are sent later, in messages of their own: claimed, posted, tried again for three days.

Source: RFC 4130, 7.2 (asynchronous receipts).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog
from django.db import connection

from depesch.exchange.http.posting import Answer, Limits, post
from depesch.hub.as2.models import As2Delivery, As2Message
from depesch.hub.server.config import load
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now as the_clock

log = structlog.get_logger(__name__)

AT_ONCE = 40
THREADS = 8
CLAIMED_FOR = timedelta(seconds=120)  # longer than the longest try
LIMITS = Limits(connect_s=10.0, read_s=30.0, whole_s=60.0, most_bytes=1000)
WAITS = tuple(timedelta(seconds=each) for each in (30, 120, 600, 1800, 7200, 18000, 36000, 50400, 72000, 72000))


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A claimed receipt with all that is needed to send it; no database from here on."""

    company_id: UUID
    message_id: UUID
    url: str
    headers: dict[str, str]
    body: bytes


def send_receipts(now: datetime) -> int:
    """Send what is due and return how many were tried.

    Never more are claimed than are posted at once, so that no claim ends while its receipt still waits for its turn.
    """
    waiting, tried = due("receipt", now), 0
    for start in range(0, len(waiting), THREADS):
        claimed = [each for ids in waiting[start : start + THREADS] if (each := _claimed(*ids, now)) is not None]
        if claimed:
            _send(claimed)
        tried += len(claimed)
    return tried


def _send(claimed: Sequence[Outgoing]) -> None:
    private_too = load().private_channels
    with ThreadPoolExecutor(len(claimed), thread_name_prefix="as2") as pool:
        answers = pool.map(lambda each: _posted(each, private_too=private_too), claimed)
        for outgoing, answer in zip(claimed, answers, strict=True):
            _note(outgoing, answer)


def due(kind: str, now: datetime) -> list[tuple[UUID, UUID]]:
    """Return companies and rows of a kind (receipt, test) that are due, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, row_id FROM as2_due_v1(%s, %s, %s)", [kind, now, AT_ONCE])
        found: list[tuple[UUID, UUID]] = cursor.fetchall()
    return found


def claimed_until(now: datetime) -> datetime:
    """Return until when a claim holds that is made in a round which began at `now`."""
    return max(now, the_clock()) + CLAIMED_FOR


def _claimed(company_id: UUID, message_id: UUID, now: datetime) -> Outgoing | None:
    """Claim what is due; None when another worker has claimed it."""
    with acting_for(company_id):
        waiting = As2Message.objects.filter(id=message_id, receipt=As2Delivery.WAITING, try_at__lte=now)
        if not waiting.update(try_at=claimed_until(now)):
            return None
        row = As2Message.objects.get(id=message_id)
    return Outgoing(
        company_id=company_id, message_id=message_id, url=row.receipt_url, headers=row.receipt_headers,
        body=bytes(row.receipt_body),
    )  # fmt: skip


def _posted(outgoing: Outgoing, *, private_too: bool) -> Answer:
    return post(outgoing.url, outgoing.headers, outgoing.body, private_too=private_too, plain_too=True, limits=LIMITS)


def _note(outgoing: Outgoing, answer: Answer) -> None:
    with acting_for(outgoing.company_id):
        row = As2Message.objects.select_for_update().get(id=outgoing.message_id)
        row.tries += 1
        if answer.is_taken:
            row.receipt, row.try_at = As2Delivery.SENT, None
        elif row.tries > len(WAITS):
            row.receipt, row.try_at = As2Delivery.FAILED, None
        else:
            row.try_at = the_clock() + WAITS[row.tries - 1] * (0.9 + 0.2 * random.random())  # noqa: S311 - jitter
        row.save(update_fields=["tries", "receipt", "try_at"])
    log.info("as2.receipt_tried", message=str(row.id), status=answer.status, code=answer.code, state=row.receipt)
