"""Receipts (MDNs): written for what came in, read for what was sent.

Source: RFC 4130, 7.4 and 7.5; RFC 8098, 3 (which replaces RFC 3798).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from email.utils import format_datetime

import msgspec

from depesch.exchange.as2.algorithms import Digest, digest_named
from depesch.exchange.as2.certificates import Certificate, Identity
from depesch.exchange.as2.entity import Entity, free_boundary, multipart, parts_of, read_entity, write_entity
from depesch.exchange.as2.faults import As2Error, Fault
from depesch.exchange.as2.message import FEATURES, VERSION, sign_entity
from depesch.exchange.as2.names import write_name
from depesch.exchange.as2.opening import Accepts, open_message
from depesch.kit.hashing import sha256_hex

POSITIVE = "processed"
_MODE = "automatic-action/MDN-sent-automatically"
_DISPOSITION = re.compile(
    r"\s*([\w-]+)\s*/\s*([\w-]+)\s*;\s*([\w-]+)\s*(?:/\s*([^:]{1,100}?)\s*(?::\s*(.{0,300}))?)?\s*"
)
_MIC = re.compile(r"\s*([A-Za-z0-9+/=]{1,200})\s*,\s*([A-Za-z0-9_-]{1,20})\s*")
_MESSAGE_ID = re.compile(r"[!-~][ -~]{0,993}[!-~]")
_REPORT = ("multipart/report", "disposition-notification")
_WORDS_TAKEN = "The AS2 message has been received and its content was processed."
_WORDS_NOT_TAKEN = "The AS2 message was received, but its content was not taken."


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt says of a message. `disposition` is `processed`, or with an error behind it."""

    message_id: str
    disposition: str
    mic: str = ""
    mic_name: str = ""  # the digest as the sender of the message writes it


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt or message as it goes over HTTP."""

    headers: Mapping[str, str]
    body: bytes


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt that was read; `signer` is None when it is not signed."""

    message_id: str
    kind: str  # processed, failed, ...
    modifier: str  # empty, or such as error, warning, failure
    words: str  # behind the modifier: authentication-failed and so on
    mic: str
    digest: Digest | None
    signer: Certificate | None

    @property
    def is_positive(self) -> bool:
        """Return whether it says that the message was taken; a warning says so too (RFC 4130, 7.5.5)."""
        return self.kind in (POSITIVE, "displayed") and self.modifier.lower() in ("", "warning")

    @property
    def disposition(self) -> str:
        """Return what it says, as one text."""
        behind = f"/{self.modifier}" if self.modifier else ""
        return f"{self.kind}{behind}{f': {self.words}' if self.words else ''}"


def failed(fault: Fault) -> str:
    """Return the disposition of a message that was not taken."""
    return f"{POSITIVE}/error: {fault.value}"


def write_receipt(
    told: Told,
    *,
    own_name: str,
    partner_name: str,
    receipt_id: str,
    at: datetime,
    own: Identity | None,
    digest: Digest = Digest.SHA256,
) -> Carried:
    """Return the receipt, signed with `own`'s key; unsigned when it is None."""
    machine = [
        "Reporting-UA: Depesch",
        f"Original-Recipient: rfc822; {write_name(own_name)}",
        f"Final-Recipient: rfc822; {write_name(own_name)}",
        f"Original-Message-ID: {told.message_id}",
        f"Disposition: {_MODE}; {told.disposition}",
    ]
    if told.mic:
        machine.append(f"Received-Content-MIC: {told.mic}, {told.mic_name}")
    words = _WORDS_TAKEN if told.disposition == POSITIVE else _WORDS_NOT_TAKEN
    parts = (
        _seven_bit("text/plain; charset=us-ascii", f"{words}\r\n").raw,
        _seven_bit("message/disposition-notification", "\r\n".join([*machine, ""])).raw,
    )
    seed = sha256_hex(receipt_id.encode())[:24]
    report = multipart("report", parts, free_boundary(seed, *parts), "; report-type=disposition-notification")
    entity = report if own is None else sign_entity(report, own, digest, at=at)
    headers = {
        "AS2-Version": VERSION,
        "EDIINT-Features": FEATURES,
        "AS2-From": write_name(own_name),
        "AS2-To": write_name(partner_name),
        "Message-ID": receipt_id,
        "Date": format_datetime(at),
        "MIME-Version": "1.0",
        **dict(entity.headers),
    }
    return Carried(headers=headers, body=entity.body)


def is_receipt(headers: Mapping[str, str], body: bytes) -> bool:
    """Return whether a message is a receipt, signed or not; names of headers are small."""
    try:
        entity = _entity(headers, body)
        if entity.media_type == "multipart/signed":
            entity = read_entity((parts_of(entity) or [b""])[0])
        return (entity.media_type, entity.parameter("report-type").lower()) == _REPORT
    except As2Error:
        return False


def read_receipt(
    headers: Mapping[str, str],
    body: bytes,
    accepted: Sequence[Certificate],
    *,
    digests: Set[Digest],
    at: datetime,
) -> Receipt:
    """Return what the receipt says; raises As2Error when it is none, or its signature does not hold."""
    carried = {name.lower(): value for name, value in headers.items()}
    report, signer = _report(carried, body, accepted, digests, at)
    if report.media_type != "multipart/report":
        raise As2Error(Fault.UNEXPECTED, f"the answer is {report.media_type}, not a receipt")
    parts = [read_entity(raw) for raw in parts_of(report)]
    machine = next((each for each in parts if each.media_type == "message/disposition-notification"), None)
    if machine is None:
        raise As2Error(Fault.UNEXPECTED, "the receipt has no message/disposition-notification")
    return _read(machine, signer)


def original_message_id(headers: Mapping[str, str], body: bytes) -> str:
    """Return which message a receipt speaks of, without looking at its signature; raises As2Error."""
    carried = {name.lower(): value for name, value in headers.items()}
    entity = _entity(carried, body)
    if entity.media_type == "multipart/signed":
        entity = read_entity((parts_of(entity) or [b""])[0])
    for part in parts_of(entity):
        found = read_entity(part)
        if found.media_type == "message/disposition-notification":
            return _read(found, None).message_id
    raise As2Error(Fault.UNEXPECTED, "the receipt has no message/disposition-notification")


def _entity(headers: Mapping[str, str], body: bytes) -> Entity:
    carried = tuple((name, headers[name]) for name in ("content-type", "content-transfer-encoding") if name in headers)
    return Entity(headers=carried, body=body)


def _report(
    headers: Mapping[str, str], body: bytes, accepted: Sequence[Certificate], digests: Set[Digest], at: datetime
) -> tuple[Entity, Certificate | None]:
    entity = _entity(headers, body)
    if entity.media_type != "multipart/signed":
        return entity, None
    accepts = Accepts(own=(), partner=accepted, must_be_encrypted=False, digests=digests)
    opened = open_message(headers, body, accepts, at=at)
    return read_entity(opened.checked), opened.signer


def _read(machine: Entity, signer: Certificate | None) -> Receipt:
    fields = read_entity(machine.content().strip() + b"\r\n\r\n")
    disposition = _DISPOSITION.fullmatch(fields.value("disposition"))
    if disposition is None:
        raise As2Error(Fault.UNEXPECTED, "the receipt has no Disposition that can be read")
    check = _MIC.fullmatch(fields.value("received-content-mic"))
    message_id = fields.value("original-message-id").strip()
    return Receipt(
        message_id=message_id if _MESSAGE_ID.fullmatch(message_id) else "",
        kind=disposition[3].lower(),
        modifier=(disposition[4] or "").strip(),
        words=_printable(disposition[5] or ""),
        mic=check[1] if check else "",
        digest=digest_named(check[2]) if check else None,
        signer=signer,
    )


def _printable(text: str) -> str:
    return "".join(sign for sign in text.strip() if sign.isprintable())


def _seven_bit(media_type: str, text: str) -> Entity:
    return write_entity((("Content-Type", media_type), ("Content-Transfer-Encoding", "7bit")), text.encode("ascii"))
