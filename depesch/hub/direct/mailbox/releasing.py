"""What waited long enough: an invoice is handed over, an attachment that waited in vain is refused.

One file that cannot be released holds up none of the others. It is tried again after a minute, then after two, four and
eight; then it is refused with words, so that it stands in `errors/` and in the cockpit and can be put again. Only what
the archive cannot give goes on waiting, for there is nothing to show: the log says so at each try.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection

from depesch.hub.archive.file_store import ArchiveDamaged
from depesch.hub.archive.store import get
from depesch.hub.direct.mailbox.alone import refused_alone
from depesch.hub.direct.mailbox.held import KEPT_FOR, Sender, hand_over, has_attachment, lock_stem
from depesch.hub.direct.mailbox.pairing import stem_of
from depesch.hub.direct.models import DirectLogin, HeldFile
from depesch.hub.direct.repeats import SAME_FOR
from depesch.hub.flows.models import Document
from depesch.hub.flows.submission import SubmissionRefused
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.filenames import safe_file_name

AT_ONCE = 100
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 5  # with the waits between them, a quarter of an hour
_log = structlog.get_logger()


def release_due(at: datetime) -> int:
    """Release what is due in all companies, each file in a transaction of its own, and return how many were looked at.

    Raises what the database raises when it is away.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, held_id FROM direct_held_due_v1(%s, %s)", [at, AT_ONCE])
        due = cursor.fetchall()
    for company_id, held_id in due:
        try:
            with acting_for(company_id):
                _release(held_id, at)
        except Exception as error:  # noqa: BLE001  # whatever it is, the files due after this one are not at fault
            _stand_back(company_id, held_id, at, error)
    return len(due)


def _release(held_id: UUID, at: datetime) -> None:
    row = _locked(held_id, at)
    if row is None:
        return
    sender = _sender_of(row.login, row.route)
    if row.is_invoice:
        _release_invoice(sender, row)
    else:
        _release_attachment(sender, row)


def _stand_back(company_id: UUID, held_id: UUID, at: datetime, error: Exception) -> None:
    """Have the file wait longer each time; after the last try, refuse it with words."""
    with acting_for(company_id):
        row = _locked(held_id, at)
        if row is None:
            return
        tries = row.tries + 1
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(row.tries, 20))
        HeldFile.objects.filter(id=held_id).update(tries=tries, due_at=at + wait)
        told = {"held": str(held_id), "login": str(row.login_id), "document": row.name, "tries": tries}
    event = "held.archive_damaged" if isinstance(error, ArchiveDamaged) else "held.failed"
    _log.error(event, **told, again_in_s=int(wait.total_seconds()), exc_info=error)
    if tries >= MOST_TRIES:
        _give_up(company_id, held_id, told)


def _give_up(company_id: UUID, held_id: UUID, told: dict[str, object]) -> None:
    try:
        with acting_for(company_id):
            row = _locked(held_id, None)
            if row is not None:
                refused_alone(
                    _sender_of(row.login, row.route), row.name, get(row.sha256), code="held-failed",
                    values={"file": row.name, "tries": str(row.tries)},
                )  # fmt: skip
                row.delete()
    except Exception:  # noqa: BLE001  # it waits on, and is tried again
        _log.exception("held.not_refused", **told)


def _locked(held_id: UUID, at: datetime | None) -> HeldFile | None:
    """Return a file that still waits, and was due by `at` unless that is None, with its stem's lock."""
    rows = HeldFile.objects.filter(id=held_id).select_related("login")
    found = rows.first()
    if found is None:
        return None
    lock_stem(found.login_id, found.name)
    return rows.first() if at is None else rows.filter(due_at__lte=at).first()


def _release_invoice(sender: Sender, row: HeldFile) -> None:
    content = get(row.sha256)
    try:
        hand_over(sender, row.name, content)
    except SubmissionRefused as refused:  # since it was put: the company stopped invoicing, attachments are too large
        refused_alone(sender, row.name, content, code=refused.code, values={"detail": refused.detail})
    row.delete()


def _release_attachment(sender: Sender, row: HeldFile) -> None:
    """Refuse it, unless its invoice still waits, or it came a second time and an invoice of its stem has it."""
    invoice = HeldFile.objects.filter(login_id=row.login_id, stem=row.stem, is_invoice=True).first()
    if invoice is not None:
        row.due_at = invoice.due_at + KEPT_FOR
        row.save(update_fields=["due_at"])
        return
    if not any(has_attachment(each, row) for each in _invoices_of(sender, row.stem)):
        values = {"file": row.name, "minutes": str(int(KEPT_FOR.total_seconds() // 60))}
        refused_alone(sender, row.name, get(row.sha256), code="attachment-alone", values=values)
    row.delete()


def _invoices_of(sender: Sender, stem: str) -> list[UUID]:
    """Return what the login handed over under this stem during the last days."""
    since = now() - SAME_FOR
    rows = Document.objects.filter(direction="out", submitted_by=sender.actor, received_at__gte=since)
    begin = stem_of(safe_file_name(f"{stem}.xml"))
    found = rows.filter(file_name__startswith=begin).order_by("-received_at").values_list("id", "file_name")
    return [document_id for document_id, name in found[:AT_ONCE] if stem_of(name) == begin]


def _sender_of(login: DirectLogin, route: str) -> Sender:
    return Sender(company_id=login.tenant_id, login_id=login.id, send_mode=login.send_mode, route=route)
