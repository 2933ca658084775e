"""The round that hands jobs to the print partner, over a channel that hands over once for each id.

A job's id and manifest are in the database before its first byte leaves. A process that is killed after the hand-over
and before its note hands the same bytes over under the same id again, and the journal at the partner's side knows them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection

from depesch.channels import (
    Delivered,
    File,
    Outcome,
    Parcel,
    Recipient,
    SendMode,
    Services,
    channels,
    load_settings,
)
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.letters.manifest import zip_of
from depesch.hub.letters.models import JobState, PrintJob
from depesch.hub.letters.partner import Partner, print_partner
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now as the_clock
from depesch.kit.retry import wait_s

log = structlog.get_logger(__name__)

AT_ONCE = 20
CLAIMED_FOR = timedelta(minutes=10)  # longer than the longest try


def hand_over_due(now: datetime) -> int:
    """Hand over what is due and return how many jobs were tried. Raises BadPartner."""
    if (partner := print_partner()) is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, job_id FROM letters_jobs_due_v1(%s, %s)", [now, AT_ONCE])
        due: list[tuple[UUID, UUID]] = cursor.fetchall()
    tried = 0
    for company_id, job_id in due:
        parcel = _claimed(company_id, job_id, now)
        if parcel is not None:
            _note(company_id, job_id, hand_over(partner, parcel))
            tried += 1
    return tried


def hand_over(partner: Partner, parcel: Parcel) -> Outcome:
    """Bring a job to the partner; no transaction is open. The same parcel twice arrives once."""
    channel = channels()[partner.hand_over.channel]
    settings = load_settings(channel, partner.hand_over.settings)
    # The place is the operator's own, so it may stand in the operator's network and anywhere on the machine.
    return channel.send(settings, parcel, Services(inbox=HubInbox(), private_too=True))


def _claimed(company_id: UUID, job_id: UUID, now: datetime) -> Parcel | None:
    """Claim a job and return what is handed over; None when another worker has it."""
    with acting_for(company_id):
        waiting = PrintJob.objects.filter(id=job_id, state=JobState.MADE, try_at__lte=now)
        if not waiting.update(try_at=max(now, the_clock()) + CLAIMED_FOR):
            return None
        job = PrintJob.objects.select_related("tenant").get(id=job_id)
        pdfs = {f"{each.id}.pdf": bytes(each.pdf) for each in job.letters.all()}
        partner = print_partner()
    content = zip_of(job.manifest.encode(), pdfs)
    return Parcel(
        message_id=f"print-job-{job.id}", document_id=str(job.id), send_mode=SendMode.PRODUCTION,
        sender_name=job.tenant.name, subject={}, created_at=job.made_at,
        recipient=Recipient(name=partner.name if partner else "", folder=partner.hand_over.folder if partner else ""),
        main=File(name=f"{job.id}.zip", media_type="application/zip", content=content),
    )  # fmt: skip


def _note(company_id: UUID, job_id: UUID, outcome: Outcome) -> None:
    """Note what came of a try: handed over, or to be tried again under the same id."""
    with acting_for(company_id):
        job = PrintJob.objects.select_for_update().get(id=job_id)
        at = the_clock()
        if isinstance(outcome, Delivered):
            job.state, job.handed_at, job.try_at, job.problem = JobState.HANDED, at, None, ""
            job.receipt = outcome.receipt
        else:
            job.tries += 1
            job.try_at = at + timedelta(seconds=wait_s(job.tries, 1.0))
            job.problem = f"{outcome.code}: {outcome.detail}"[:500]
        job.save(update_fields=["state", "handed_at", "try_at", "problem", "receipt", "tries"])
    log.info("letters.job_tried", job=str(job_id), state=job.state, problem=job.problem)
