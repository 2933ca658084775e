"""Files that were put and wait: an attachment for its invoice, an invoice for its attachments.

An attachment waits for the invoice of its stem, which takes along all that wait for it. An invoice goes at once, unless
its login says how long invoices wait for attachments that are put after them. Each file is a row, its bytes in the
archive, so that a client whose `put` succeeded has nothing to fear from a crash, and the invoice may come to another
machine than its attachment. Whoever changes what waits for one stem of a login holds that stem's lock.

Nothing is lost: an attachment that waits in vain becomes a document that is refused, with the reason, in `errors/`.
Nothing is doubled: an invoice that is put again is known by its login, name and content, whatever waits for it, and so
are the attachments that it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection
from django.db.models import Count, Sum

from depesch.channels import File
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import get, put
from depesch.hub.direct.mailbox import MailboxError, Reason, Waits
from depesch.hub.direct.mailbox.pairing import stem_of
from depesch.hub.direct.models import HeldFile
from depesch.hub.direct.repeats import key_and_document
from depesch.hub.flows.submission import submit
from depesch.kit.clock import now
from depesch.kit.filenames import media_type_of, safe_file_name
from depesch.kit.hashing import sha256_hex

KEPT_FOR = timedelta(hours=1)  # an attachment, for its invoice
MOST_FILES = 500  # of one login at once
MOST_BYTES = 1024 * 1024 * 1024  # of one login at once


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """The login for which a file is handed over, and the protocol that it came over."""

    company_id: UUID
    login_id: UUID
    send_mode: str
    route: str

    @property
    def actor(self) -> str:
        """Return the name that the history keeps."""
        return f"login:{self.login_id}"


def lock_stem(login_id: UUID, name: str) -> None:
    """Have what waits for one stem of a login to oneself until the transaction ends. Inside `acting_for`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"held {login_id} {stem_of(name)}"])


def waiting_of(login_id: UUID) -> list[HeldFile]:
    """Return what waits for a login, by name. Inside `acting_for`."""
    return list(HeldFile.objects.filter(login_id=login_id).order_by("name"))


def forget(login_id: UUID, name: str) -> bool:
    """Forget a file that waits; False when none of this name does. Inside `acting_for`."""
    lock_stem(login_id, name)
    return bool(HeldFile.objects.filter(login_id=login_id, name=name).delete()[0])


def known_document(sender: Sender, name: str, content: bytes) -> UUID | None:
    """Return the document that the same file was handed over as, if it still counts. Inside `acting_for`."""
    return key_and_document(_told(sender, name, content), prefix="put")[1]


def hold(sender: Sender, name: str, content: bytes, *, is_invoice: bool, until: datetime) -> Waits:
    """Keep a file that waits, in place of one of its name. Inside `acting_for`, with the stem's lock.

    Raises MailboxError FULL, and SubmissionRefused.
    An invoice of that name with other content is another one: it is handed over first.
    """
    sha256, waits = sha256_hex(content), Waits.ATTACHMENTS if is_invoice else Waits.INVOICE
    before = HeldFile.objects.filter(login_id=sender.login_id, name=name).first()
    if before is not None and before.is_invoice:
        if is_invoice and before.sha256 == sha256:
            return waits
        hand_over(sender, name, get(before.sha256))
    if before is not None:
        before.delete()
    _must_have_room(sender.login_id)
    put(content)
    HeldFile.objects.create(
        tenant_id=sender.company_id, login_id=sender.login_id, name=name, stem=stem_of(name), is_invoice=is_invoice,
        sha256=sha256, size=len(content), route=sender.route, put_at=now(), due_at=until,
    )  # fmt: skip
    return waits


def hand_over(sender: Sender, name: str, content: bytes) -> UUID:
    """Hand a document over with the attachments that wait for it. Inside `acting_for`, with the stem's lock.

    Raises SubmissionRefused.
    """
    key, known = key_and_document(_told(sender, name, content), prefix="put")
    rows = HeldFile.objects.filter(login_id=sender.login_id, stem=stem_of(name), is_invoice=False).order_by("name")
    beside = list(rows)
    if known is not None:
        for row in beside:
            if has_attachment(known, row):
                row.delete()
        return known
    submission = submit(
        content, company_id=sender.company_id, actor=sender.actor, route=sender.route, file_name=name,
        send_mode=sender.send_mode, attachments=[_file(row) for row in beside], idempotency_key=key,
    )  # fmt: skip
    HeldFile.objects.filter(id__in=[row.id for row in beside]).delete()
    return submission.document_id


def has_attachment(document_id: UUID, row: HeldFile) -> bool:
    """Return whether a document has a file that waits, by name and content. Inside `acting_for`."""
    files = ArchivedFile.objects.filter(document_id=document_id, role=FileRole.ATTACHMENT, sha256=row.sha256)
    return files.filter(name=safe_file_name(row.name)).exists()


def _file(row: HeldFile) -> File:
    return File(name=row.name, media_type=media_type_of(row.name), content=get(row.sha256))


def _told(sender: Sender, name: str, content: bytes) -> Sequence[str]:
    """Return what makes a file the same one as before; not what goes with it, which may come in any order."""
    return (str(sender.login_id), name, sha256_hex(content), sender.send_mode)


def _must_have_room(login_id: UUID) -> None:
    told = HeldFile.objects.filter(login_id=login_id).aggregate(count=Count("id"), size=Sum("size"))
    if told["count"] >= MOST_FILES or (told["size"] or 0) > MOST_BYTES:
        words = f"{told['count']} files wait for their invoices; put these, or remove some first"
        raise MailboxError(Reason.FULL, words)
