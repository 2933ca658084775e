"""The round that reminds people each morning of errors that nobody has seen to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import connection

from depesch.hub.flows.announcing import subject_of, why_in
from depesch.hub.flows.errors import ERROR_STATES, OPEN_ERRORS
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.states import rule
from depesch.hub.notices.facts import Facts, facts_of
from depesch.hub.notices.reminders import Reader, readers_today, remind
from depesch.hub.notices.telling import MORNING, ZONE
from depesch.hub.tenancy.scope import acting_for

FRESH = timedelta(hours=12)  # a newer error was told when it came about
MOST = 200  # errors looked at for one company; the letter shows fewer


def remind_of_errors(now: datetime) -> int:
    """Write today's reminders, once a day and company, and return how many letters there were."""
    if now.astimezone(ZONE).time() < MORNING:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT flows_companies_with_errors_v1()")
        companies = [row[0] for row in cursor.fetchall()]
    return sum(_remind(company_id, now) for company_id in companies)


def _remind(company_id: UUID, now: datetime) -> int:
    with acting_for(company_id):
        readers = readers_today(now.astimezone(ZONE).date())
        if not readers:
            return 0
        return sum(_remind_one(reader, now) for reader in readers)


def _remind_one(reader: Reader, now: datetime) -> int:
    errors = Document.objects.filter(OPEN_ERRORS, state_since__lt=now - FRESH, state_since__gt=now - _longest())
    if reader.only_own:
        errors = errors.filter(submitted_by=f"user:{reader.user.pk}")
    oldest = list(errors.order_by("state_since", "id")[:MOST])
    if not oldest:
        return 0
    remind(reader, _facts(oldest), count=len(oldest) if len(oldest) < MOST else errors.count())
    return 1


def _longest() -> timedelta:
    """Return how long somebody is reminded: until the time-out of the states of an error."""
    return max(rule(DocumentState(state)).timeout or timedelta() for state in ERROR_STATES)


def _facts(documents: Sequence[Document]) -> list[Facts]:
    return [facts_of(subject_of(each), partial(why_in, each)) for each in documents]
