"""Printing because a person asked for it: a document's PDF, or a test page, mailed to a printer's own address.

It is no delivery and changes no document. The wish is written with an event; a round commits that a try begins, sends,
and writes down what came of it. What is asked for twice under one name is printed once. A mail of unknown fate is not
sent again by itself: it may lie on the printer already.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import structlog
from django.db import connection

from depesch.channels import Delivered, File, Outcome, Parcel, Recipient, Refused, SendMode, TryLater, Unknown
from depesch.hub.archive.file_store import ArchiveDamaged
from depesch.hub.directory.models import Customer, Printer
from depesch.hub.directory.printers import set_up
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.models import Document, PrintJob, PrintState
from depesch.hub.flows.printing_paper import CannotBePrinted, Paper, page_for_test, paper_of
from depesch.hub.flows.services import services_for
from depesch.hub.history.kinds.printing import PrintAsked, PrintFailed, PrintHanded
from depesch.hub.history.record import record
from depesch.hub.server.config import load
from depesch.hub.tenancy.scope import acting_for, tenant_id
from depesch.kit.clock import now
from depesch.kit.retry import wait_s
from depesch.rendering import RenderingFailed

log = structlog.get_logger(__name__)

ACTOR = "worker"
AT_ONCE = 10
OF_EACH_COMPANY = 3
GIVEN_UP_AFTER = timedelta(days=1)
_CLAIMED_FOR = timedelta(minutes=15)  # longer than a try takes


def may_be_printed(document: Document) -> bool:
    """Return whether there is anything to print: it was read, and its mode lets it leave the hub."""
    return bool(document.syntax) and document.send_mode != SendMode.CERTIFICATION


def printer_of(document: Document) -> Printer | None:
    """Return the printer of the document's customer, else the default one. Call it inside `acting_for`."""
    cards = Customer.objects.select_related("printer")
    card = cards.filter(id=document.customer_id).first() if document.customer_id else None
    if card is not None and card.printer is not None:
        return card.printer
    return Printer.objects.filter(is_default=True).first()


def ask_print(document_id: UUID, printer: Printer | None, *, asked_as: str, actor: str) -> PrintJob:
    """Ask for a document's PDF on a printer, None: the one that `printer_of` gives. Call it inside `acting_for`.

    `asked_as` names the wish; asked again under the same name, the first print is returned. Raises ActionRefused:
    `nothing-to-print`, `no-printer`; Document.DoesNotExist.
    """
    document = Document.objects.select_related("tenant").get(pk=document_id)
    if not may_be_printed(document):
        raise ActionRefused("nothing-to-print")
    wanted = printer or printer_of(document)
    if wanted is None:
        raise ActionRefused("no-printer")
    return _asked(wanted, document, language=document.tenant.language, asked_as=asked_as, actor=actor)


def ask_test_page(printer: Printer, *, language: str, asked_as: str, actor: str) -> PrintJob:
    """Ask for a test page. Call it inside `acting_for`."""
    return _asked(printer, None, language=language, asked_as=asked_as, actor=actor)


def _asked(printer: Printer, document: Document | None, *, language: str, asked_as: str, actor: str) -> PrintJob:
    at, job_id = now(), uuid4()
    message_id = f"{job_id}-print@{urlsplit(load().url).hostname or 'localhost'}"
    values = {
        "id": job_id, "document": document, "printer": printer.name, "address": printer.address, "language": language,
        "message_id": message_id, "actor": actor, "asked_at": at, "try_at": at,
    }  # fmt: skip
    job, is_new = PrintJob.objects.get_or_create(tenant_id=tenant_id(), asked_as=asked_as[:80], defaults=values)
    if is_new:
        _record(job, PrintAsked(printer=job.printer, message_id=message_id), actor)
    return job


def print_due(at: datetime) -> int:
    """Send what is due and return how many tries that were."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT company_id, print_id FROM flows_prints_due_v1(%s, %s, %s)", [at, AT_ONCE, OF_EACH_COMPANY]
        )
        due = cursor.fetchall()
    return sum(_print(company_id, print_id, at) for company_id, print_id in due)


def _print(company_id: UUID, print_id: UUID, at: datetime) -> int:
    """Carry out one try; 0 when another worker has it, or when the last try's end is not known."""
    with acting_for(company_id):
        job = _claimed(print_id, at)
        if job is None:
            return 0
    with acting_for(company_id):  # apart: from here on, a process that dies leaves it claimed
        try:
            paper = paper_of(job.document) if job.document else page_for_test(job)
        except (CannotBePrinted, RenderingFailed, ArchiveDamaged) as error:
            _ended(job, PrintState.FAILED, code="nothing-to-print", detail=str(error))
            return 1
        parcel = _parcel(job, paper)
    way = set_up(job.printer, job.address)
    outcome: Outcome = Refused(code="printer-settings", detail=f"{job.address} cannot be used as an address")
    if way.settings is not None:
        outcome = way.channel.send(way.settings, parcel, services_for(company_id))
    with acting_for(company_id):
        _note(PrintJob.objects.select_for_update().get(pk=print_id), outcome)
    return 1


def _claimed(print_id: UUID, at: datetime) -> PrintJob | None:
    held = PrintJob.objects.select_for_update(of=("self",), skip_locked=True).select_related(
        "document__tenant", "tenant"
    )
    job = held.filter(pk=print_id, state=PrintState.WAITING, try_at__lte=at).first()
    if job is None:
        return None
    if job.begun_at is not None:  # the process died in the middle of it
        _ended(job, PrintState.UNCERTAIN, code="perhaps-printed", detail="the hub was stopped while it was handed over")
        return None
    job.begun_at, job.try_at, job.tries = at, at + _CLAIMED_FOR, job.tries + 1
    job.save(update_fields=["begun_at", "try_at", "tries"])
    return job


def _note(job: PrintJob, outcome: Outcome) -> None:
    """Write down what came of a try."""
    match outcome:
        case Delivered(left_out=left_out):
            job.state, job.ended_at, job.try_at, job.begun_at = PrintState.HANDED, now(), None, None
            job.code, job.detail = "", ", ".join(left_out)
            job.save(update_fields=["state", "ended_at", "try_at", "begun_at", "code", "detail"])
            _record(job, PrintHanded(printer=job.printer, left_out=left_out), ACTOR)
        case TryLater() if now() - job.asked_at < GIVEN_UP_AFTER:
            wait = timedelta(seconds=max(outcome.retry_after_s or 0.0, wait_s(job.tries, random.random())))  # noqa: S311  jitter
            job.try_at, job.begun_at, job.code, job.detail = now() + wait, None, outcome.code, outcome.detail
            job.save(update_fields=["try_at", "begun_at", "code", "detail"])
        case TryLater() | Refused():
            _ended(job, PrintState.FAILED, code=outcome.code, detail=outcome.detail)
        case Unknown():
            _ended(job, PrintState.UNCERTAIN, code=outcome.code, detail=outcome.detail)


def _ended(job: PrintJob, state: PrintState, *, code: str, detail: str) -> None:
    job.state, job.ended_at, job.try_at, job.begun_at = state, now(), None, None
    job.code, job.detail = code[:60], detail
    job.save(update_fields=["state", "ended_at", "try_at", "begun_at", "code", "detail"])
    _record(job, PrintFailed(printer=job.printer, code=job.code, detail=detail), ACTOR)
    log.info("print.ended", print=str(job.pk), state=state.value, code=job.code)


def _record(job: PrintJob, event: PrintAsked | PrintHanded | PrintFailed, actor: str) -> None:
    record(event, document_id=job.document_id, actor=actor)


def _parcel(job: PrintJob, paper: Paper) -> Parcel:
    document = job.document
    pdf = File(name=paper.name, media_type="application/pdf", content=paper.pdf)
    return Parcel(
        message_id=job.message_id,
        document_id=str(document.pk if document else job.pk),
        send_mode=SendMode(document.send_mode) if document else SendMode.PRODUCTION,
        sender_name=job.tenant.name,
        recipient=Recipient(name=job.printer, language=job.language),
        subject=paper.subject,
        main=paper.main or pdf,
        rendering=pdf if paper.main else None,
        attachments=paper.attachments,
        created_at=job.asked_at,
    )
