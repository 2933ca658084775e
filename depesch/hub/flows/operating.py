"""What those who run the hub see of its companies: volumes, habits, who has fallen silent, what waits in the queue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection, transaction

from depesch.hub.flows.models import CompanyNumbers

LEAST_SENDING_DAYS = 4  # of eight weeks: below that nobody has a habit
LEAST_SILENCE_DAYS = 4  # a weekend is no alarm
MOST = 200


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """A company that used to send and has been silent for longer than its habit, in numbers."""

    company_id: UUID
    company_name: str
    last_sent_at: datetime
    silent_days: int
    sending_days: int  # on which it sent, in the eight weeks before
    longest_gap_days: int


class WaitingJobs(msgspec.Struct, frozen=True, kw_only=True):
    """The jobs of one kind that the queue holds in one state, and since when the oldest is due."""

    entrypoint: str
    status: str
    count: int
    oldest: datetime


_SILENT = """
SELECT numbers.company_id, company.name AS company_name, numbers.last_sent_at,
       floor(extract(epoch FROM %(now)s - numbers.last_sent_at) / 86400)::integer AS silent_days,
       numbers.sending_days, numbers.longest_gap_days
  FROM flows_companynumbers AS numbers
  JOIN tenancy_company AS company ON company.id = numbers.company_id
 WHERE company.closed_at IS NULL AND numbers.sending_days >= %(days)s
   AND numbers.last_sent_at < %(now)s - make_interval(days => greatest(%(least)s, 2 * numbers.longest_gap_days))
 ORDER BY numbers.last_sent_at
 LIMIT %(most)s
"""
_WAITING = """
SELECT entrypoint, status::text, count(*), min(execute_after)
  FROM pgqueuer
 WHERE status::text IN ('queued', 'picked') AND execute_after <= now()
 GROUP BY 1, 2
 ORDER BY 1, 2
"""


def count_if_due(now: datetime) -> int:
    """Count anew what the cockpit shows, at most once an hour; return how many companies were counted.

    One process counts at a time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('depesch company numbers'))")
        if not _first(cursor.fetchone()):
            return 0
        cursor.execute("SELECT flows_count_companies_v1(%s)", [now])
        return _first(cursor.fetchone())


def _first(row: tuple[int, ...] | None) -> int:
    return row[0] if row else 0


@contextmanager
def as_operator(operator_id: UUID) -> Iterator[None]:
    """Let what is inside read the numbers of all companies, if the database agrees that this user runs the hub."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.operator', %s, true)", [str(operator_id)])
        yield
        cursor.execute("SELECT set_config('depesch.operator', '', true)")


def numbers_of(operator_id: UUID, companies: list[UUID]) -> dict[UUID, CompanyNumbers]:
    """Return the numbers of these companies; none for who does not run the hub, nor of who was not counted yet."""
    with as_operator(operator_id):
        return CompanyNumbers.objects.in_bulk(companies)


def silences(operator_id: UUID, now: datetime) -> list[Silence]:
    """Return the companies that are silent for longer than twice their longest pause, the longest silent first."""
    wanted: dict[str, datetime | int] = {
        "now": now, "days": LEAST_SENDING_DAYS, "least": LEAST_SILENCE_DAYS, "most": MOST
    }  # fmt: skip
    with as_operator(operator_id), connection.cursor() as cursor:
        cursor.execute(_SILENT, wanted)
        return [Silence(**dict(zip(Silence.__struct_fields__, row, strict=True))) for row in cursor.fetchall()]


def waiting_jobs() -> list[WaitingJobs]:
    """Return what the queue holds that is due, by kind and state: of no company in particular."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return [WaitingJobs(**dict(zip(WaitingJobs.__struct_fields__, row, strict=True))) for row in cursor.fetchall()]
