"""Run one job: the one place where an exception of any kind is caught.

A job takes its document as far as it goes. Whoever works on a document holds an advisory lock on it, which the database
lets go of when the worker dies; so a living but slow worker is never overtaken.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from depesch.hub.flows.attempts import ACTOR
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.jobs import Job
from depesch.hub.flows.models import Delivery, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.states import may_move
from depesch.hub.flows.transitions import ProblemNote, locked, move
from depesch.hub.history.kinds.documents import DocumentFailed, DocumentRefused
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.retry import wait_s
from depesch.rendering import RenderingFailed

log = structlog.get_logger(__name__)

TRIES_AT_SETTING = 2  # of a document that takes more time or memory to set as pages than one may
_TOO_MUCH_TO_SET = frozenset({"timed-out", "out-of-memory"})
MOST_TRIES = 5  # of a job that raises; then its document is a dead letter with the operator as its owner
BUSY_WAIT = timedelta(seconds=2)  # when another worker holds the document


class Again(Exception):
    """The job is to run again after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"again in {wait.total_seconds():.1f} s")
        self.wait = wait


def run(job: Job, *, tries: int, share: float) -> None:
    """Run the job; raises Again when it is to come back.

    `tries` counts how often it came back already, `share` (0..1) is drawn for the back-off. A database that is away is
    nobody's fault and not counted against the document.
    """
    try:
        with own_connection(), _held(job.document_id):
            deliver(job.company_id, job.document_id, process(job.company_id, job.document_id))
    except Again:
        raise
    except (OperationalError, InterfaceError) as error:
        log.warning("job.database_away", document=str(job.document_id), error=str(error))
        raise Again(BUSY_WAIT) from error
    except Exception as error:
        log.exception("job.failed", document=str(job.document_id), kind=job.kind, tries=tries)
        too_much = isinstance(error, RenderingFailed) and error.code in _TOO_MUCH_TO_SET
        if tries + 1 < (TRIES_AT_SETTING if too_much else MOST_TRIES):
            raise Again(timedelta(seconds=wait_s(tries + 1, share))) from error
        with own_connection():
            if not (too_much and give_back(job, str(error))):
                give_up(job, f"{type(error).__name__}: {error}")


def give_back(job: Job, reason: str) -> bool:
    """Refuse a document that cannot be set as pages, which only its sender can mend; False when it is under way."""
    with acting_for(job.company_id):
        document = locked(job.document_id)
        if not may_move(DocumentState(document.state), DocumentState.REFUSED):
            return False
        note = ProblemNote(code="cannot-be-set", values={"detail": reason[:500]})
        refused = DocumentRefused(code=note.code, findings=0)
        move(document, DocumentState.REFUSED, refused, actor=ACTOR, problem=note)
    return True


def give_up(job: Job, reason: str) -> None:
    """Make the document a dead letter: nothing is lost, the operator sees it and can let it try again."""
    with acting_for(job.company_id):
        document = locked(job.document_id)
        if not may_move(DocumentState(document.state), DocumentState.FAILED):
            return
        Delivery.objects.filter(document=document).update(state=DocumentState.FAILED)
        note = ProblemNote(code="internal", values={"detail": reason[:500]})
        move(document, DocumentState.FAILED, DocumentFailed(code="internal"), actor=ACTOR, problem=note)


@contextmanager
def own_connection() -> Iterator[None]:
    """Give this thread's connection back to the pool at the end, as a web request does."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()


@contextmanager
def _held(document_id: UUID) -> Iterator[None]:
    """Hold the document while inside; raises Again when another worker does."""
    key = document_id.int & 0x7FFF_FFFF_FFFF_FFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (held,) = cursor.fetchone()
    if not held:
        raise Again(BUSY_WAIT)
    try:
        yield
    finally:
        _let_go(key)


def _let_go(key: int) -> None:
    """Release the lock; when the connection is gone, the database has let go of it by itself."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    except (OperationalError, InterfaceError) as error:
        log.warning("job.lock_lost", error=str(error))
        connection.close()
