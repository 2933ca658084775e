"""E-mail by SMTP.

The Message-ID comes from the parcel's message id alone and the whole mail is the same bytes at every try, so a repeat
after a crash in mid hand-over is recognisable to every receiver. SMTP cannot be asked about an earlier mail: `find`
stays Unknown, and `resend_when_unknown` tells the hub that a repeat is allowed after a wait.

Source: RFC 5321, 6.1 and 4.5.4.1 (responsibility, retries); RFC 5322, 3.6.4 (Message-ID).
"""

from __future__ import annotations

from typing import assert_never

from depesch.channels import (
    Channel,
    Check,
    Delivered,
    Outcome,
    Parcel,
    Reachable,
    Recipient,
    Refused,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    file_name,
    forbid_certification,
)
from depesch.channels.email.letter import write_letter
from depesch.channels.email.settings import Settings
from depesch.exchange.mail.message import (
    BadAddress,
    Mail,
    MailFile,
    mail_bytes,
    message_id_header,
    parse_address,
)
from depesch.exchange.mail.smtp import Accepted, Handover, NotTaken, Rejected, Unsure, hand_over
from depesch.kit.clock import now

_LONG_WAIT = {"smtp-login-failed", "smtp-host-unknown", "smtp-tls-failed"}  # a person has to correct the settings
_LONG_WAIT_S = 900.0


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
        reply_to = parse_address(parcel.reply_to) if parcel.reply_to else None
    except BadAddress as error:  # the sender's own slip: no reason to send paper instead
        return TryLater(code="reply-address-invalid", detail=str(error), retry_after_s=_LONG_WAIT_S)
    mail = mail_bytes(_mail(settings, parcel, recipient, reply_to))
    if len(mail) > settings.max_bytes:
        detail = f"the mail has {len(mail)} bytes, at most {settings.max_bytes} are sent by e-mail"
        return Refused(code="mail-too-large", detail=detail)
    handover = hand_over(settings.relay(), sender=parse_address(settings.from_address), recipient=recipient, mail=mail)
    return _outcome(handover, message_id_header(parcel.message_id))


def find(_settings: Settings, parcel: Parcel, _services: Services) -> Outcome:
    """Say Unknown: no question of SMTP tells what became of an earlier mail."""
    detail = f"SMTP cannot be asked what became of {message_id_header(parcel.message_id)}"
    return Unknown(code="smtp-cannot-ask", detail=detail)


def _mail(settings: Settings, parcel: Parcel, recipient: str, reply_to: str | None) -> Mail:
    letter = write_letter(parcel)
    companions = parcel.attachments if parcel.rendering is None else (parcel.rendering, *parcel.attachments)
    files = (*companions[:1], parcel.main, *companions[1:]) if parcel.rendering else (parcel.main, *companions)
    return Mail(
        message_id=message_id_header(parcel.message_id),
        date=parcel.created_at or now(),
        sender_name=parcel.sender_name,
        sender=parse_address(settings.from_address),
        recipient_name=parcel.recipient.name,
        recipient=recipient,
        subject=letter.subject,
        language=letter.language,
        text=letter.text,
        html=letter.html,
        files=tuple(
            MailFile(name=file_name(f.name, parcel.send_mode), media_type=f.media_type, content=f.content)
            for f in files
        ),
        reply_to=reply_to,
    )


def _outcome(handover: Handover, message_id: str) -> Outcome:
    match handover:
        case Accepted(reply=reply):
            return Delivered(receipt=f"{message_id}\r\n{reply}\r\n".encode(), reference=message_id)
        case NotTaken(code=code, detail=detail):
            return TryLater(code=code, detail=detail, retry_after_s=_LONG_WAIT_S if code in _LONG_WAIT else None)
        case Rejected(code=code, detail=detail, reply=reply):
            return Refused(code=code, detail=detail, receipt=reply.encode())
        case Unsure(code=code, detail=detail):
            return Unknown(code=code, detail=detail)
        case _:
            assert_never(handover)


CHANNEL = Channel(
    name="email",
    title="E-mail",
    titles={"sv": "E-post", "nb": "E-post"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    wants_rendering=True,
    resend_when_unknown=True,
)
