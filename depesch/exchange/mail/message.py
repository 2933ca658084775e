"""One mail in MIME, the same bytes at every try: text and HTML side by side, then the files.

Source: RFC 5322 (message), RFC 2045-2047 (MIME), RFC 2231 (file names), RFC 3834 (Auto-Submitted).
"""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import msgspec

from depesch.kit.hashing import sha256_hex

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?P<local>{_ATOM}(?:\.{_ATOM})*)@(?P<domain>{_LABEL}(?:\.{_LABEL})*)")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,126}")
_ADDRESS_IN_HEADER = re.compile(r"https?://[!-;=?-~]{1,900}")  # printable ASCII without < and >, in one line
_OWN_DOMAIN = "depesch.invalid"  # of an id without one: no setting may change it between two tries (RFC 2606)


class BadAddress(ValueError):
    """The text is no mail address that every server takes."""


class MailFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a mail."""

    name: str
    media_type: str
    content: bytes


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """What a mail says. Names and the subject may hold any text: what could break a header is taken out of them."""

    message_id: str  # in angle brackets, from `message_id_header`
    date: datetime
    sender_name: str
    sender: str
    recipient_name: str
    recipient: str
    subject: str
    language: str
    text: str
    html: str  # empty: the text alone
    files: tuple[MailFile, ...] = ()
    reply_to: str | None = None
    unsubscribe: str | None = None  # address that stops mails of this kind at one POST (RFC 8058)


def parse_address(text: str) -> str:
    """Return the address in ASCII (a domain in another script in its IDNA form); BadAddress when it is none.

    >>> parse_address("kund@blåbär.example")
    'kund@xn--blbr-noae.example'
    """
    local, at, domain = text.strip().rpartition("@")
    try:
        address = f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise BadAddress("the domain of the mail address is no name of a domain") from error
    is_word = "=?" in local  # would be read as an encoded word (RFC 2047) that hides another address
    if is_word or not _ADDRESS.fullmatch(address) or len(address) > 254 or len(local) > 64:
        raise BadAddress("the mail address is not of the form name@domain in ASCII")
    return address


def message_id_header(message_id: str) -> str:
    """Return the Message-ID for an id of ours: the same one for ever, whatever the settings are by then.

    An id of the form `left@right` is taken as it is; of another id with signs that a header cannot hold, the hash.

    >>> message_id_header("01890a5d@hub.example")
    '<01890a5d@hub.example>'
    """
    if len(message_id) <= 200 and _ADDRESS.fullmatch(message_id) and not message_id.endswith(_OWN_DOMAIN):
        return f"<{message_id}>"
    plain = len(message_id) <= 100 and re.fullmatch(r"[A-Za-z0-9_-]+", message_id)
    return f"<{message_id if plain else sha256_hex(message_id.encode())}@{_OWN_DOMAIN}>"


def mail_bytes(mail: Mail) -> bytes:
    """Return the mail as bytes for SMTP: ASCII, CRLF, lines of at most 998; the same bytes for the same `mail`."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.date)
    message["From"] = _named(mail.sender_name, mail.sender)
    message["To"] = _named(mail.recipient_name, mail.recipient)
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["Subject"] = header_text(mail.subject)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for file in mail.files:
        _attach(message, file)
    message["Content-Language"] = header_text(mail.language)  # last: the calls above move such headers into a part
    # Fixed boundaries keep the bytes equal at each try; "=_" occurs in no part, which are all quoted-printable
    # (where "=" is written "=3D") or base64 (where it only ends a line).
    seed = sha256_hex(mail.message_id.encode())[:32]
    multiparts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{number}_{seed}")
    return _unsubscribing(mail.unsubscribe) + message.as_bytes()


def _unsubscribing(address: str | None) -> bytes:
    """Return the header lines by which mail programs offer to stop such mails.

    Written by hand: Python's policies fold a long address as words in base64 or quoted-printable, which no program
    reads there (RFC 2369 forbids it).
    """
    if not address:
        return b""
    if not _ADDRESS_IN_HEADER.fullmatch(address):
        raise ValueError(f"{address!r} cannot stand in a header as an address")
    return f"List-Unsubscribe: <{address}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode("ascii")


def header_text(text: str) -> str:
    """Return `text` in one line without control characters and encoded words, at most 200 characters.

    Python's policies decode an encoded word (RFC 2047) in what is set as a header and, as of 3.11, write the line
    breaks out of it as they are: a number such as "=?utf-8?q?1=0d=0aBcc:..?=" would add a header, or begin the text.

    >>> header_text("Faktura 1\\r\\nBcc: all@example.com")
    'Faktura 1 Bcc: all@example.com'
    >>> header_text("=?utf-8?q?1=0d=0aBcc:_all=40example.com?=")
    '= ?utf-8?q?1=0d=0aBcc:_all=40example.com?='
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line.replace("=?", "= ?")[:200]


def _named(name: str, address: str) -> Address:
    return Address(display_name=header_text(name), addr_spec=address)


def _attach(message: EmailMessage, file: MailFile) -> None:
    media_type = file.media_type.lower().partition(";")[0].strip()
    if not _MEDIA_TYPE.fullmatch(media_type) or media_type.startswith(("multipart/", "message/")):
        media_type = "application/octet-stream"
    main, _, sub = media_type.partition("/")
    message.add_attachment(file.content, maintype=main, subtype=sub, filename=header_text(file.name))
