"""E-mail by SMTP.

The Message-ID comes from the parcel's message id alone and the whole mail is the same bytes at every try, so a repeat
after a crash in mid hand-over is recognisable to every receiver. SMTP cannot be asked about an earlier mail: `find`
stays Unknown, and `resend_when_unknown` tells the hub that a repeat is allowed after a wait.

Source: RFC 5321, 6.1 and 4.5.4.1 (responsibility, retries); RFC 5322, 3.6.4 (Message-ID).
"""

from __future__ import annotations

import msgspec

from depesch.channels import (
    Channel,
    Check,
    File,
    Outcome,
    Parcel,
    Reachable,
    Recipient,
    Refused,
    Services,
    TryLater,
    Unreachable,
    file_name,
    forbid_certification,
)
from depesch.channels.email.settings import Contents, Settings
from depesch.channels.letter import write_letter
from depesch.channels.mailing import LONG_WAIT_S, cannot_ask, files_inside, outcome_of
from depesch.exchange.mail.message import (
    BadAddress,
    Mail,
    MailFile,
    mail_bytes,
    message_id_header,
    parse_address,
)
from depesch.exchange.mail.smtp import hand_over
from depesch.kit.clock import now


def check_recipient(_settings: Settings, recipient: Recipient, _services: Services) -> Check:
    """Tell whether the recipient has a usable mail address; asks nobody."""
    if not recipient.email:
        return Unreachable(code="no-email", detail="the receiver has no mail address")
    try:
        parse_address(recipient.email)
    except BadAddress as error:
        return Unreachable(code="email-address-invalid", detail=str(error))
    return Reachable()


def send(settings: Settings, parcel: Parcel, _services: Services) -> Outcome:
    """Hand the mail over to the relay, whose last reply is the receipt."""
    forbid_certification(parcel)
    try:
        recipient = parse_address(parcel.recipient.email or "")
    except BadAddress as error:
        return Refused(code="email-address-invalid", detail=str(error))
    try:
        wanted = settings.reply_to or parcel.reply_to
        reply_to = parse_address(wanted) if wanted else None
    except BadAddress as error:  # the sender's own slip: no reason to send paper instead
        return TryLater(code="reply-address-invalid", detail=str(error), retry_after_s=LONG_WAIT_S)
    mail = mail_bytes(_mail(settings, parcel, recipient, reply_to))
    if len(mail) > settings.max_bytes:
        detail = f"the mail has {len(mail)} bytes, at most {settings.max_bytes} are sent by e-mail"
        return Refused(code="mail-too-large", detail=detail)
    handover = hand_over(settings.relay(), sender=parse_address(settings.from_address), recipient=recipient, mail=mail)
    return outcome_of(handover, parcel)


def find(_settings: Settings, parcel: Parcel, _services: Services) -> Outcome:
    """Say Unknown: no question of SMTP tells what became of an earlier mail."""
    return cannot_ask(parcel)


def _mail(settings: Settings, parcel: Parcel, recipient: str, reply_to: str | None) -> Mail:
    name = settings.sender_name or parcel.sender_name
    letter = write_letter(msgspec.structs.replace(parcel, sender_name=name))
    return Mail(
        message_id=message_id_header(parcel.message_id),
        date=parcel.created_at or now(),
        sender_name=name,
        sender=settings.sender(),
        recipient_name=parcel.recipient.name,
        recipient=recipient,
        subject=letter.subject,
        language=letter.language,
        text=letter.text,
        html=letter.html,
        files=tuple(
            MailFile(name=file_name(f.name, parcel.send_mode), media_type=f.media_type, content=f.content)
            for f in _files(settings, parcel)
        ),
        reply_to=reply_to,
    )


def _files(settings: Settings, parcel: Parcel) -> tuple[File, ...]:
    """Return what lies in the mail, the PDF first."""
    if parcel.rendering is None:
        return (parcel.main, *parcel.attachments)
    if settings.contents is Contents.ADVANCED:
        return (parcel.rendering, parcel.main, *parcel.attachments)
    there = {file.content for file in parcel.attachments}
    inside = tuple(file for file in files_inside(parcel.main) if file.content not in there)
    return (parcel.rendering, *inside, *parcel.attachments)


def prefers(settings: Settings, document_type: str) -> str:
    """Return the format that the company wants mails of such documents to hold; empty when any will do."""
    return settings.credit_note_format if document_type == "credit_note" else settings.invoice_format


CHANNEL = Channel(
    name="email",
    title="E-mail",
    titles={"sv": "E-post", "nb": "E-post"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    prefers=prefers,
    wants_rendering=True,
    resend_when_unknown=True,
    own_texts=True,
)
