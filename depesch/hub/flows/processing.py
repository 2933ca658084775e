"""Process: read, check, find the receiver, plan the run, and begin the first attempt.

Computing holds no lock: the document is looked at, worked on, and looked at again before anything is written. When a
worker dies in between, nothing has changed and the job, or the sweep, starts over.
"""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError

from depesch.channels import SendMode
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.recipients import Match
from depesch.hub.flows.attempts import Dispatch
from depesch.hub.flows.deciding import Work, decide
from depesch.hub.flows.examination import beside, examine, opened
from depesch.hub.flows.forms import make_form
from depesch.hub.flows.models import Delivery, Document, DocumentState
from depesch.hub.flows.planner import Plan
from depesch.hub.flows.routing import look_up, make_plan
from depesch.hub.flows.services import services_for
from depesch.hub.flows.transitions import locked
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now


def process(company_id: UUID, document_id: UUID) -> Dispatch | None:
    """Take a received document as far as its first attempt and return that, ready to be sent.

    None when there is nothing to send: refused, certified, postponed, or no longer to be processed.
    """
    with acting_for(company_id):
        document = Document.objects.get(id=document_id)
        if not is_to_be_processed(document):
            return None
        files = files_of(document_id)
        content = content_of(next(file for file in files if file.role == FileRole.ORIGINAL))
    work = Work(company_id=company_id, at=now(), files=files, examined=opened(content))
    _examine(work)
    _find_the_way(work, SendMode(document.send_mode))
    try:
        return _decide(document_id, work)
    except IntegrityError as error:  # another document took the number at the same moment
        if "issued_once" not in str(error):
            raise
        return _decide(document_id, work)


def _decide(document_id: UUID, work: Work) -> Dispatch | None:
    with acting_for(work.company_id):
        document = locked(document_id)
        return decide(document, work) if is_to_be_processed(document) else None


def is_to_be_processed(document: Document) -> bool:
    """Return whether the document still has no plan: it was received, or a look-up is to be repeated."""
    if document.state == DocumentState.RECEIVED:
        return True
    planned = Delivery.objects.exclude(run=[]).filter(document=document)
    return document.state == DocumentState.WAITING and not planned.exists()


def _examine(work: Work) -> None:
    """Look up the receiver, whose own demands count too, and check the document."""
    reading = work.examined.reading
    if reading is None:
        return
    with acting_for(work.company_id):
        work.situation = look_up(reading.invoice)
    demands = work.situation.demands
    work.examined = examine(work.examined, demands=demands, files_beside=beside(work.files))


def _find_the_way(work: Work, send_mode: SendMode) -> None:
    """Ask the channels, plan, and make what the first step sends."""
    reading = work.examined.reading
    if work.examined.problem is not None or reading is None or work.situation is None:
        return
    match = work.situation.found
    if not isinstance(match, Match):
        return
    services = services_for(work.company_id)
    work.planned = make_plan(
        match, work.situation, services, send_mode=send_mode, syntax=reading.syntax.name, now=work.at
    )
    if isinstance(work.planned, Plan) and work.planned.steps:
        step, language = work.planned.steps[0], match.recipient.language
        work.form = make_form(
            reading, syntax=step.syntax, rendering=step.rendering, language=language, send_mode=send_mode
        )
