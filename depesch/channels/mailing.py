"""What the channels that hand a mail over have in common: the files inside a document, and what SMTP's answer means."""

from __future__ import annotations

from typing import assert_never

from depesch.channels import Delivered, File, Outcome, Parcel, Refused, TryLater, Unknown
from depesch.documents.reading import read
from depesch.exchange.mail.message import message_id_header
from depesch.exchange.mail.smtp import Accepted, Handover, NotTaken, Rejected, Unsure
from depesch.kit.filenames import safe_file_name
from depesch.syntaxes import UnreadableDocument

LONG_WAIT_S = 900.0
_LONG_WAIT = {"smtp-login-failed", "smtp-host-unknown", "smtp-tls-failed"}  # a person has to correct the settings


def outcome_of(handover: Handover, parcel: Parcel, *, left_out: tuple[str, ...] = ()) -> Outcome:
    """Return what the mail server's answer means for the parcel; its last reply is the receipt."""
    message_id = message_id_header(parcel.message_id)
    match handover:
        case Accepted(reply=reply):
            return Delivered(receipt=f"{message_id}\r\n{reply}\r\n".encode(), reference=message_id, left_out=left_out)
        case NotTaken(code=code, detail=detail):
            return TryLater(code=code, detail=detail, retry_after_s=LONG_WAIT_S if code in _LONG_WAIT else None)
        case Rejected(code=code, detail=detail, reply=reply):
            return Refused(code=code, detail=detail, receipt=reply.encode())
        case Unsure(code=code, detail=detail):
            return Unknown(code=code, detail=detail)
        case _:
            assert_never(handover)


def cannot_ask(parcel: Parcel) -> Unknown:
    """Return the answer of `find`: no question of SMTP tells what became of an earlier mail."""
    detail = f"SMTP cannot be asked what became of {message_id_header(parcel.message_id)}"
    return Unknown(code="smtp-cannot-ask", detail=detail)


def files_inside(main: File) -> tuple[File, ...]:
    """Return the attachments that lie inside the document (BT-125): without it, they go beside the PDF.

    A document that nobody can look into goes itself, so that nothing of it is left behind.
    """
    try:
        invoice = read(main.content).invoice
    except UnreadableDocument:
        return (main,)
    held = [each.attachment for each in invoice.supporting_documents if each.attachment is not None]
    return tuple(
        File(
            name=safe_file_name(one.filename or f"attachment-{number}"),
            media_type=one.mime_code or "application/octet-stream",
            content=one.content,
        )
        for number, one in enumerate(held, 1)
    )
