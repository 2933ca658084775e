"""The sweep: what stands in a state of the hub's past its time gets its job again.

Jobs are put in with the row they are for, so this is the second net: for a queue that was emptied, a job that was
deleted by hand, a restored backup.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from depesch.hub.flows.jobs import Job, JobKind, enqueue_all
from depesch.hub.flows.models import Delivery, Document, DocumentState
from depesch.hub.flows.states import rule
from depesch.hub.flows.transitions import Impossible
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

GRACE = timedelta(seconds=15)  # how long a job that is due may take to be taken up
AT_ONCE = 500  # documents of one company in one sweep


def sweep(now: datetime) -> int:
    """Put in the missing jobs of every company and return how many there were."""
    found = 0
    for company_id in Company.objects.order_by("id").values_list("id", flat=True).iterator():
        with acting_for(company_id):
            found += enqueue_all(_overdue(now))
    return found


def _overdue(now: datetime) -> list[Job]:
    """Return the jobs of the acting company's documents that should have gone on by now."""
    received, sending = DocumentState.RECEIVED, DocumentState.SENDING
    without_plan = Document.objects.filter(state=received, state_since__lt=now - _timeout(received))
    jobs = [_job(JobKind.PROCESS, document) for document in without_plan.order_by("state_since")[:AT_ONCE]]
    due = Q(state=sending, document__state_since__lt=now - _timeout(sending)) | Q(
        state__in=(DocumentState.WAITING, DocumentState.UNCERTAIN), try_at__lt=now - GRACE
    )
    deliveries = Delivery.objects.filter(due, document__state=F("state")).select_related("document")
    jobs += [_job(JobKind.DELIVER, delivery.document, delivery.turn) for delivery in deliveries[:AT_ONCE]]
    return jobs


def _job(kind: JobKind, document: Document, turn: int = 0) -> Job:
    return Job(kind=kind, company_id=document.tenant_id, document_id=document.id, turn=turn)


def _timeout(state: DocumentState) -> timedelta:
    timeout = rule(state).timeout
    if timeout is None:
        raise Impossible(f"{state} is the hub's and has a timeout")
    return timeout
