"""The round that turns notices into letters: one for each thing, one for all when many come at once, one each morning.

Whoever goes the round holds a company while it writes that company's letters, so that a burst is seen whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from depesch.hub.notices.letters import write_digest, write_notice
from depesch.hub.notices.models import Notice
from depesch.hub.notices.telling import sql_due
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.people import roles_of_people
from depesch.hub.tenancy.scope import acting_for

BURST = 10  # letters of their own to one person ...
BURST_WITHIN = timedelta(minutes=5)  # ... in this time; what is more comes in one letter at its end
AT_ONCE = 500  # notices of one company in one turn
FORGOTTEN_AFTER = timedelta(days=2)


def post_notices(now: datetime) -> int:
    """Write the letters of what is due, company by company, and return how many notices were told."""
    with connection.cursor() as cursor:
        cursor.execute(sql_due(), {"at": now, "most": AT_ONCE})
        companies = [row[0] for row in cursor.fetchall()]
    return sum(_post_of(company_id, now) for company_id in companies)


def _post_of(company_id: UUID, now: datetime) -> int:
    with acting_for(company_id), transaction.atomic():
        if not _held(company_id):
            return 0
        due = Notice.objects.filter(Q(is_daily=False) | Q(due_at__lte=now), told_at=None).order_by("user_id", "id")
        rows = list(due[:AT_ONCE])
        readers = _readers(row.user_id for row in rows)
        company = Company.objects.get(pk=company_id)
        told = 0
        for user_id, of_person in groupby(rows, key=lambda row: row.user_id):
            told += _post_to(readers.get(user_id), company, list(of_person), now)
        Notice.objects.filter(told_at__lt=now - FORGOTTEN_AFTER).delete()
    return told


def _held(company_id: UUID) -> bool:
    """Take the company until the transaction ends; False when another worker has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('notices'), hashtext(%s))", [str(company_id)])
        (held,) = cursor.fetchone()
    return bool(held)


def _readers(user_ids: Iterable[UUID]) -> dict[UUID, User]:
    """Return those who still are members or administer the group: somebody who left is told nothing more."""
    there = roles_of_people().keys() & set(user_ids)
    return {user.pk: user for user in User.objects.filter(pk__in=there, is_active=True)}


def _post_to(reader: User | None, company: Company, rows: Sequence[Notice], now: datetime) -> int:
    if reader is None:
        return _told(rows, now, alone=False)
    daily, at_once = [row for row in rows if row.is_daily], [row for row in rows if not row.is_daily]
    told = 0
    if daily:
        write_digest(reader, company, daily)
        told += _told(daily, now, alone=False)
    if not at_once:
        return told
    if len(at_once) + _lately(reader, now) <= BURST:
        for row in at_once:
            write_notice(reader, company, row)
        return told + _told(at_once, now, alone=True)
    ends = at_once[0].made_at + BURST_WITHIN
    if now < ends:  # the rest of the burst is waited for
        Notice.objects.filter(pk__in=[row.pk for row in at_once]).update(due_at=ends)
        return told
    write_digest(reader, company, at_once)
    return told + _told(at_once, now, alone=False)


def _lately(reader: User, now: datetime) -> int:
    recently = Notice.objects.filter(user_id=reader.pk, told_alone=True, told_at__gt=now - BURST_WITHIN)
    return recently.filter(made_at__gt=now - 2 * BURST_WITHIN).count()


def _told(rows: Sequence[Notice], now: datetime, *, alone: bool) -> int:
    return Notice.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=now, told_alone=alone)
