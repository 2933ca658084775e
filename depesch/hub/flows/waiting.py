"""What waits for the acting company, as its menu shows it on every page: in one statement."""

from __future__ import annotations

import msgspec
from django.db import connection

from depesch.hub.directory.connections import COUNTS, Counts
from depesch.hub.flows.errors import COUNT_LIMIT, OPEN_ERRORS
from depesch.hub.flows.handling import UNPROCESSED
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.scope import tenant_id


class WaitingCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How much waits; COUNT_LIMIT documents mean at least so many."""

    errors: int
    unprocessed: int
    network: Counts


def waiting_counts() -> WaitingCounts:
    """Return what waits. Call it inside `acting_for`."""
    wanted = (Document.objects.filter(condition).order_by().values("pk")[:COUNT_LIMIT] for condition in _CONDITIONS)
    (errors, of_errors), (unprocessed, of_unprocessed) = (each.query.sql_with_params() for each in wanted)
    network = COUNTS.replace("%(us)s", "%s")
    statement = (
        f"SELECT (SELECT count(*) FROM ({errors}) AS errors), "  # noqa: S608  Django's own statements, values bound
        f"(SELECT count(*) FROM ({unprocessed}) AS unprocessed), network.* FROM ({network}) AS network"
    )
    us = [tenant_id()] * COUNTS.count("%(us)s")
    with connection.cursor() as cursor:
        cursor.execute(statement, [*of_errors, *of_unprocessed, *us])
        row = cursor.fetchone()
    return WaitingCounts(errors=row[0], unprocessed=row[1], network=Counts(*row[2:]))


_CONDITIONS = (OPEN_ERRORS, UNPROCESSED)
