"""An attempt: one try over one channel. Its row, with the message id, is committed before the first byte leaves.

What it sends is archived under the same commit, so that a later run sends, or asks about, exactly these bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from depesch.channels import Channel, File, Parcel, SendMode
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import content_of, files_of, keep_file
from depesch.hub.flows.dressing import note_failure, told
from depesch.hub.flows.forms import Form
from depesch.hub.flows.lost import stored
from depesch.hub.flows.mail_texts import own_text_of
from depesch.hub.flows.models import Attempt, Delivery, Document, DocumentState
from depesch.hub.flows.planner import Step
from depesch.hub.flows.routing import recipient_of
from depesch.hub.flows.transitions import Impossible, move
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.documents import DeliveryAttempted, DocumentConverted
from depesch.hub.server.config import load
from depesch.model.invoice import CREDIT_NOTE_TYPES
from depesch.rendering.mail_text import FilledText

ACTOR = "worker"
RELEASED = "released"  # code of an attempt of unknown fate after which a person said: send once more
NOT_THERE = "not-there"  # code of an attempt of unknown fate whose message, it was answered later, did not arrive


class Dispatch(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """An attempt that is committed, and all that is needed to carry it out without the database.

    `ask_first` means that the document may be with the receiver already: `find` goes before `send`.
    """

    company_id: UUID
    document_id: UUID
    attempt_id: int
    channel: Channel
    settings: Any  # the channel's own Struct
    parcel: Parcel
    ask_first: bool = False


def message_id(document_id: UUID, channel: str, *, last: Attempt | None, sent_sha256: str, number: int) -> str:
    """Return the id under which a document goes over a channel: the last one's for the same bytes, so that a receiver
    knows a repeat; a new one for other bytes, which no receiver may take for a repeat.

    It ends in the name by which the hub is reached, as a Message-ID should (RFC 5322, 3.6.4). The row keeps it, so
    that a later change of that setting changes no id.
    """
    host = urlsplit(load().url).hostname or "localhost"
    if last is None:
        return f"{document_id}-{channel}@{host}"
    return last.message_id if last.sent_sha256 == sent_sha256 else f"{document_id}-{channel}-{number}@{host}"


def is_unknown(attempt: Attempt) -> bool:
    """Return whether the receiver may or may not have what was sent, and nobody said: send it once more."""
    return attempt.ended_at is None or (attempt.outcome == "unknown" and attempt.code not in (RELEASED, NOT_THERE))


def may_have_arrived(delivery: Delivery) -> bool:
    """Return whether an attempt is of unknown fate: another way could then bring a second copy."""
    return any(is_unknown(attempt) for attempt in delivery.attempts.all())


def run_of(delivery: Delivery) -> tuple[Step, ...]:
    """Return the steps as the row keeps them."""
    return msgspec.convert(delivery.run, tuple[Step, ...])


def begin(
    document: Document,
    delivery: Delivery,
    form: Form | None,
    *,
    at: datetime,
    repeat: bool = False,
    is_first: bool = False,
    before: Sequence[Event] = (),
    changed: Sequence[str] = (),
) -> Attempt:
    """Write the next attempt of the present step into the present transaction and return it.

    `form` is what is sent, None when this channel's last attempt archived it; `before` goes into the history first.
    `is_first` spares the look for earlier attempts.
    """
    step = run_of(delivery)[delivery.step]
    earlier = [] if is_first else list(delivery.attempts.order_by("number"))
    last = next((attempt for attempt in reversed(earlier) if attempt.channel == step.channel), None)
    number = len(earlier) + 1
    events = list(before)
    if form is not None:
        sent, rendering = _archive(document, form)
        lost = stored(form.lost)
        events += [_converted(document, form)] if form.converted else []
        events += told(form.dress)
        note_failure(form.dress, document.id)
    elif last is not None:
        sent, rendering, lost = last.sent_sha256, last.rendering_sha256, last.lost
    else:
        raise Impossible(f"no earlier attempt over {step.channel} archived what is to be sent")
    parcel_id = message_id(document.id, step.channel, last=last, sent_sha256=sent, number=number)
    is_same = last is not None and (last.message_id, last.rendering_sha256) == (parcel_id, rendering)
    own = last.own_text if last is not None and is_same else own_text_of(document, delivery, step.channel, form)
    attempt = Attempt(
        tenant_id=document.tenant_id, delivery=delivery, number=number, step=delivery.step, channel=step.channel,
        message_id=parcel_id, syntax=step.syntax, started_at=at, repeat=repeat, sent_sha256=sent,
        rendering_sha256=rendering, lost=lost, own_text=own,
    )  # fmt: skip
    attempt.save(force_insert=True)
    events.append(DeliveryAttempted(channel=step.channel, message_id=attempt.message_id, number=attempt.number))
    move(document, DocumentState.SENDING, *events, actor=ACTOR, at=at, changed=changed)
    return attempt


def _converted(document: Document, form: Form) -> Event:
    return DocumentConverted(from_syntax=document.syntax, to_syntax=form.syntax, losses=form.losses, unread=form.unread)


def parcel_of(
    document: Document,
    delivery: Delivery,
    attempt: Attempt,
    form: Form | None,
    files: Sequence[ArchivedFile] | None = None,
) -> Parcel:
    """Return the parcel of an attempt, from `form` or from what was archived when it began.

    `files` are the document's files, when the caller has looked at them already.
    """
    files = files_of(document.id) if files is None else files
    main, rendering = (form.main, form.rendering) if form else _archived(files, attempt)
    return Parcel(
        message_id=attempt.message_id,
        document_id=str(document.id),
        send_mode=SendMode(document.send_mode),
        sender_name=document.tenant.name,
        recipient=recipient_of(delivery.recipient),
        subject=subject_of(document),
        main=main,
        rendering=rendering,
        attachments=(*(form.beside if form else _beside(files, attempt)), *_attachments(files)),
        created_at=document.received_at,
        own_text=msgspec.convert(attempt.own_text, FilledText) if attempt.own_text else None,
    )


def _archive(document: Document, form: Form) -> tuple[str, str]:
    main, pdf = form.main, form.rendering
    sent = keep_file(document.id, FileRole.SENT, main.name, main.media_type, main.content, syntax=form.syntax)
    for file in form.beside:
        keep_file(document.id, FileRole.BESIDE, file.name, file.media_type, file.content, syntax=form.syntax)
    if pdf is None:
        return sent.sha256, ""
    return sent.sha256, keep_file(document.id, FileRole.RENDERING, pdf.name, pdf.media_type, pdf.content).sha256


def _attachments(files: Sequence[ArchivedFile]) -> tuple[File, ...]:
    return tuple(_file(file) for file in files if file.role == FileRole.ATTACHMENT)


def _beside(files: Sequence[ArchivedFile], attempt: Attempt) -> tuple[File, ...]:
    """Return the document's own attachments that its format has no place for, as the attempt's form had them."""
    return tuple(_file(file) for file in files if file.role == FileRole.BESIDE and file.syntax == attempt.syntax)


def _archived(files: Sequence[ArchivedFile], attempt: Attempt) -> tuple[File, File | None]:
    by_hash = {(file.role, file.sha256): file for file in files}
    main = by_hash[FileRole.SENT.value, attempt.sent_sha256]
    pdf = by_hash.get((FileRole.RENDERING.value, attempt.rendering_sha256))
    return _file(main), _file(pdf) if pdf else None


def _file(archived: ArchivedFile) -> File:
    return File(name=archived.name, media_type=archived.media_type, content=content_of(archived))


def subject_of(document: Document) -> dict[str, str]:
    """Return what the texts of a mail say of the document."""
    return {
        "number": document.number,
        "type": "credit_note" if document.type_code in CREDIT_NOTE_TYPES else "invoice",
        "amount": "" if document.amount_due is None else f"{document.amount_due.normalize():f}",
        "currency": document.currency,
        "due_date": document.due_date.isoformat() if document.due_date else "",
    }
