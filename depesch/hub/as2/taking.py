"""A message that was posted to us: who may be meant, what is in it, and its receipt.

The documents are taken and the receipt is stored in one transaction, before the answer. A message that comes again
under its id gets the same receipt byte for byte and is not taken again; one that was refused is looked at anew, for the
partner may have mended what was wrong. The partner is told a general word, the company and the log the details.

Source: RFC 4130, 7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import msgspec
import structlog
from django.db import connection, transaction

from depesch.channels import File
from depesch.exchange.as2.algorithms import MODERN, STRONG, Cipher, Digest
from depesch.exchange.as2.certificates import Identity
from depesch.exchange.as2.faults import As2Error, Fault
from depesch.exchange.as2.message import File as Content
from depesch.exchange.as2.names import BadName, read_name
from depesch.exchange.as2.opening import Accepts, Opened, open_message
from depesch.exchange.as2.receipt import POSITIVE, Carried, Told, failed, write_receipt
from depesch.exchange.as2.wanted import Wanted, wanted_receipt
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.as2.models import As2Delivery, As2Message, As2Partner
from depesch.hub.as2.partners import certificates_of
from depesch.hub.as2.station import Station, station
from depesch.hub.flows.own_receipts import OWN_RECEIPT_NAME
from depesch.hub.flows.submission import SubmissionRefused, submit
from depesch.hub.server.config import load
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.kit.xml import MAX_BYTES

log = structlog.get_logger(__name__)

_MESSAGE_ID = re.compile(r"[!-~]([ -~]{0,993}[!-~])?")
_KEPT = ("AS2-From", "AS2-To", "Message-ID", "Date", "AS2-Version", "MIME-Version")  # with the signed message
_NO_DIGEST = "failed/failure: unsupported MIC-algorithms"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What goes back over HTTP."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


class _Case(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One message with all that is known of it before it is opened."""

    company_id: UUID
    partner: As2Partner
    side: Station
    message_id: str
    wanted: Wanted
    headers: Mapping[str, str]
    at: datetime


def take_message(headers: Mapping[str, str], body: bytes) -> Answer:
    """Return the answer to a message, after the commit. Names of headers are small."""
    try:
        own_name, partner_name = read_name(headers.get("as2-to", "")), read_name(headers.get("as2-from", ""))
    except BadName as error:
        return _words(400, _unreadable(headers) or f"AS2-To or AS2-From: {error}")
    message_id = headers.get("message-id", "").strip()
    if not _MESSAGE_ID.fullmatch(message_id):
        return _words(400, _unreadable(headers) or f"Message-ID: {message_id[:140]!r} is none (RFC 5322)")
    wanted = wanted_receipt(headers)
    known = _partner(own_name, partner_name)
    if known is None:
        log.warning("as2.unknown_partner", own=own_name, partner=partner_name)
        return _to_a_stranger(own_name, partner_name, message_id, wanted)
    company_id, partner_id = known
    with acting_for(company_id):
        partner, side = As2Partner.objects.filter(id=partner_id, enabled=True).first(), station()
        accepted = certificates_of(partner) if partner else ()
    if partner is None or side is None:
        return _to_a_stranger(own_name, partner_name, message_id, wanted)
    case = _Case(
        company_id=company_id, partner=partner, side=side, message_id=message_id, wanted=wanted, headers=headers,
        at=now(),
    )  # fmt: skip
    if wanted.url and not _was_agreed(wanted.url, partner):
        return _not_taken(case, "receipt-address", f"a receipt was asked for to {wanted.url[:300]}")
    accepts = Accepts(
        own=side.identities,
        partner=accepted,
        must_be_signed=partner.must_be_signed,
        must_be_encrypted=partner.must_be_encrypted,
        digests=frozenset(Digest) if partner.takes_sha1 else MODERN,
        ciphers=frozenset(Cipher) if partner.takes_3des else STRONG,
        most_bytes=MAX_BYTES,
    )
    try:
        opened: Opened | As2Error = open_message(headers, body, accepts, at=case.at)
    except As2Error as error:
        opened = error
    return _settled(case, opened)


def _unreadable(headers: Mapping[str, str]) -> str:
    """Return which header that is needed has nothing in it; the web server gives one beyond ASCII as an empty one."""
    missing = next((name for name in ("AS2-From", "AS2-To", "Message-ID") if not headers.get(name.lower())), "")
    return missing and f"{missing} is missing, empty or not in ASCII (RFC 4130, 6.2): write it in ASCII letters"


def _settled(case: _Case, opened: Opened | As2Error) -> Answer:
    """Take what was opened, or note why not, and return the answer; one at a time for each message id."""
    with acting_for(case.company_id):
        _lock(case)
        row = As2Message.objects.filter(partner=case.partner, message_id=case.message_id).first()
        if row is not None and not row.fault:
            return _repeated(case, row, opened)
        row = row or As2Message(
            id=uuid4(), tenant_id=case.company_id, partner=case.partner, message_id=case.message_id, came_at=case.at
        )  # fmt: skip
        told = _taken(case, row, opened)
        _write(case, row, told)
        row.save()
        _archive(case, row, opened)
    log.info("as2.message", message=str(row.id), partner=str(case.partner.id), fault=row.fault, detail=row.detail)
    return _answer(row, case.wanted)


def _lock(case: _Case) -> None:
    """Let nobody else take a message of this id until the transaction ends."""
    key = int(sha256_hex(f"{case.partner.id}\0{case.message_id}".encode())[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _taken(case: _Case, row: As2Message, opened: Opened | As2Error) -> Told:
    """Hand the documents over, all or none, and return what the receipt says."""
    row.fault = row.detail = row.mic = ""
    if isinstance(opened, As2Error):
        return _fault(case, row, opened.fault.value, opened.detail)
    if case.wanted.is_wanted and not case.wanted.can_be_signed:
        row.fault, row.detail = "unsupported-mic", "a receipt signed in a way that we cannot was required"
        return Told(message_id=case.message_id, disposition=_NO_DIGEST)
    try:
        with transaction.atomic():
            row.document_ids = [str(_submitted(case, files, n)) for n, files in enumerate(opened.documents)]
    except SubmissionRefused as refused:
        return _fault(case, row, Fault.UNEXPECTED.value, str(refused))
    row.mic, digest = opened.mic(case.wanted.digest)
    return Told(message_id=case.message_id, disposition=POSITIVE, mic=row.mic, mic_name=case.wanted.named(digest))


def _fault(case: _Case, row: As2Message, fault: str, detail: str) -> Told:
    row.fault, row.detail = fault, detail[:500]
    return Told(message_id=case.message_id, disposition=failed(Fault(fault)))


def _submitted(case: _Case, files: tuple[Content, ...], number: int) -> UUID:
    main, *beside = [File(name=each.name, media_type=each.media_type, content=each.content) for each in files]
    key = f"as2:{sha256_hex(f'{case.partner.id} {case.message_id}'.encode())}:{number}"
    return submit(
        main.content, company_id=case.company_id, actor=f"as2:{case.partner.name}", route="as2", file_name=main.name,
        send_mode=case.partner.send_mode, attachments=beside, idempotency_key=key,
    ).document_id  # fmt: skip


def _write(case: _Case, row: As2Message, told: Told) -> None:
    """Put the receipt into the row."""
    wanted = case.wanted
    row.receipt_url, row.tries, row.try_at = wanted.url, 0, case.at if wanted.url else None
    if not wanted.is_wanted:
        row.receipt, row.receipt_headers, row.receipt_body = As2Delivery.NONE, {}, b""
        return
    row.receipt = As2Delivery.WAITING if wanted.url else As2Delivery.ANSWERED
    carried = write_receipt(
        told, own_name=case.side.name, partner_name=case.partner.name, receipt_id=receipt_id(), at=case.at,
        own=case.side.signer if wanted.is_signed or not wanted.can_be_signed else None, digest=wanted.signing_digest,
    )  # fmt: skip
    row.receipt_headers, row.receipt_body = dict(carried.headers), carried.body


def receipt_id() -> str:
    """Return a new Message-ID for a receipt."""
    return f"<{uuid4()}@{urlsplit(load().url).hostname or 'localhost'}>"


def _archive(case: _Case, row: As2Message, opened: Opened | As2Error) -> None:
    """Keep with each document the receipt as it was given, and what the partner signed, which proves who wrote it."""
    receipt = _head(row.receipt_headers) + b"\r\n" + bytes(row.receipt_body) if row.receipt_body else b""
    signed = opened.signed if isinstance(opened, Opened) else b""
    told = {name: case.headers[name.lower()] for name in _KEPT if name.lower() in case.headers}
    for document_id in row.document_ids:
        if receipt:
            keep_file(UUID(document_id), FileRole.RECEIPT, OWN_RECEIPT_NAME, "message/rfc822", receipt)
        if signed:
            content = _head(told) + signed  # which begins with the headers of its own
            keep_file(UUID(document_id), FileRole.ENVELOPE, "as2-message.eml", "message/rfc822", content)


def _head(headers: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode(errors="replace")


def _repeated(case: _Case, row: As2Message, opened: Opened | As2Error) -> Answer:
    """Return the first receipt again; other content under a used id is refused, and the first message stands."""
    if isinstance(opened, Opened) and row.mic not in {opened.mic(digest)[0] for digest in Digest}:
        log.warning("as2.id_used_twice", message=str(row.id), partner=str(case.partner.id))
        told = Told(message_id=case.message_id, disposition=failed(Fault.UNEXPECTED))
        carried = write_receipt(
            told, own_name=case.side.name, partner_name=case.partner.name, receipt_id=receipt_id(), at=case.at,
            own=case.side.signer,
        )  # fmt: skip
        return Answer(status=200 if case.wanted.is_wanted else 422, headers=carried.headers, body=carried.body)
    row.repeats += 1
    if row.receipt_url and row.receipt != As2Delivery.WAITING:
        row.receipt, row.tries, row.try_at = As2Delivery.WAITING, 0, case.at
    row.save(update_fields=["repeats", "receipt", "tries", "try_at"])
    return _answer(row, case.wanted)


def _not_taken(case: _Case, fault: str, detail: str) -> Answer:
    """Note a message that was not looked into, unless its id was used before, and say so without a receipt."""
    with acting_for(case.company_id):
        _lock(case)
        As2Message.objects.get_or_create(
            partner=case.partner, message_id=case.message_id,
            defaults={
                "tenant_id": case.company_id, "came_at": case.at, "fault": fault, "detail": detail,
                "receipt": As2Delivery.NONE,
            },
        )  # fmt: skip
    return _words(403, "Receipt-Delivery-Option leads to an address that was not agreed; nothing was taken")


def _answer(row: As2Message, wanted: Wanted) -> Answer:
    if row.receipt_body and not row.receipt_url:
        return Answer(status=200, headers=row.receipt_headers, body=bytes(row.receipt_body))
    if row.fault and not wanted.is_wanted:
        return _words(422, "the message was not taken")
    return Answer(status=200)


def _to_a_stranger(own_name: str, partner_name: str, message_id: str, wanted: Wanted) -> Answer:
    """Answer whom nobody here knows: the same for a name of ours as for none, unsigned, and never to an address."""
    if not wanted.is_wanted or wanted.url:
        return _words(403, "the message was not taken: AS2-From and AS2-To are no pair that is known here")
    told = Told(message_id=message_id, disposition=failed(Fault.AUTHENTICATION))
    nobody: Identity | None = None
    carried: Carried = write_receipt(
        told, own_name=own_name, partner_name=partner_name, receipt_id=receipt_id(), at=now(), own=nobody
    )
    return Answer(status=200, headers=carried.headers, body=carried.body)


def _was_agreed(url: str, partner: As2Partner) -> bool:
    """Return whether a later receipt may go there: to the partner's own host, or to the very address agreed."""
    if partner.receipt_url and url == partner.receipt_url:
        return True
    try:
        asked, own = urlsplit(url), urlsplit(partner.url)
    except ValueError:
        return False
    return asked.scheme in ("http", "https") and bool(own.hostname) and asked.hostname == own.hostname


def _partner(own_name: str, partner_name: str) -> tuple[UUID, UUID] | None:
    """Return whose partner it is; works before a company is chosen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, partner_id FROM as2_partner_named_v1(%s, %s)", [own_name, partner_name])
        found: tuple[UUID, UUID] | None = cursor.fetchone()
    return found


def company_named(own_name: str) -> UUID | None:
    """Return whose AS2 name it is; works before a company is chosen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT as2_station_named_v1(%s)", [own_name])
        found = cursor.fetchone()
    return found[0] if found else None


def _words(status: int, text: str) -> Answer:
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return Answer(status=status, headers={"Content-Type": "text/plain; charset=utf-8"}, body=f"{printable}\n".encode())
