"""A program's request that makes something is answered once: the same key gives the same answer, whatever came between.

The answer is written in the transaction of what it tells of. It is kept for a month, sealed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from django.db import connection

from depesch.hub.server.secrets import decrypt, encrypt
from depesch.hub.tenancy.models import AnsweredRequest, Company
from depesch.hub.tenancy.scope import acting_for, tenant_id
from depesch.kit.clock import now

KEPT = timedelta(days=30)


class KeyUsedOtherwise(Exception):
    """The key was used for another request."""


class EarlierAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered the first time."""

    status: int
    body: bytes


def earlier_answer(key: str, request_sha256: str) -> EarlierAnswer | None:
    """Return what the acting company's request was answered before; None the first time. Raises KeyUsedOtherwise.

    Who comes with the same key meanwhile waits until the first transaction has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{tenant_id()} {key}"])
    row = AnsweredRequest.objects.filter(key=key).first()
    if row is None:
        return None
    if row.request_sha256 != request_sha256:
        raise KeyUsedOtherwise(key)
    return EarlierAnswer(status=row.status, body=decrypt(row.sealed).encode())


def keep_answer(key: str, request_sha256: str, *, status: int, body: bytes) -> None:
    """Keep what the request is answered, as part of the present transaction."""
    AnsweredRequest.objects.create(
        tenant_id=tenant_id(), key=key, request_sha256=request_sha256, status=status,
        sealed=encrypt(body.decode()), made_at=now(),
    )  # fmt: skip


def forget_answers(at: datetime) -> int:
    """Delete the answers that are a month old, company by company, and return how many."""
    gone = 0
    for company_id in Company.objects.order_by("id").values_list("id", flat=True).iterator():
        with acting_for(company_id):
            gone += AnsweredRequest.objects.filter(made_at__lt=at - KEPT).delete()[0]
    return gone
