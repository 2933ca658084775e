"""Jobs: PgQueuer behind the few calls that the hub makes.

A job is put in inside the business transaction, so that it exists exactly when the row does. It may run more than
once (at least once is all that a queue can promise), so every handler looks at its document's state first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import cast
from uuid import UUID

import msgspec
from django.db import connection
from pgqueuer.adapters.persistence.queries import SyncQueries
from pgqueuer.ports.driver import SyncDriver
from psycopg import RawCursor
from psycopg.rows import dict_row


class JobKind(StrEnum):
    """What is to be done with a document. The names stand in the queue's table: never renamed."""

    PROCESS = "process"  # read, check, plan
    DELIVER = "deliver"  # the next try of its delivery


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One job. `turn` keeps two jobs for one try from standing in the queue at once."""

    kind: JobKind
    company_id: UUID
    document_id: UUID
    turn: int = 0

    @property
    def key(self) -> str:
        """Return the name by which the queue knows that the same job waits already."""
        return f"{self.kind}:{self.document_id}:{self.turn}"


class _DjangoDriver(SyncDriver):
    """PgQueuer's synchronous driver on Django's own connection, so that a rollback takes the job back."""

    def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        connection.ensure_connection()
        with RawCursor(connection.connection, row_factory=dict_row) as cursor:
            return cast("list[dict[str, object]]", cursor.execute(query, args or None).fetchall())


_queue = SyncQueries(_DjangoDriver())


def enqueue(job: Job, *, after: timedelta | None = None) -> None:
    """Put the job in, as part of the present transaction; a job with the same key that still waits is enough."""
    enqueue_all((job,), after=after)


def enqueue_all(jobs: Sequence[Job], *, after: timedelta | None = None) -> int:
    """Put the jobs in with one statement and return how many were not there already."""
    if not jobs:
        return 0
    ids = _queue.enqueue(
        [job.kind.value for job in jobs],
        [msgspec.json.encode(job) for job in jobs],
        [0] * len(jobs),
        [after] * len(jobs),
        [job.key for job in jobs],
        on_conflict="skip",
    )
    return sum(1 for each in ids if each is not None)


def connection_parameters() -> dict[str, object]:
    """Return how to reach the database that Django uses, in asyncpg's words."""
    settings = connection.settings_dict
    return {
        "host": settings["HOST"] or None,
        "port": int(settings["PORT"]) if settings["PORT"] else None,
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "database": settings["NAME"],
    }
