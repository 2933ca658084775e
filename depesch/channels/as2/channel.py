"""AS2 out: delivered is what a positive receipt, signed by the receiver and with the check of our message, says so.

Every copy has the Message-ID that comes from the parcel's id, by which a receiver that keeps to the rules knows a
repeat; but RFC 4130 does not oblige it to, so nothing is sent again by itself when the fate of a message is unknown:
`find` looks at the receipts that have come, and otherwise a person decides.

Source: RFC 4130, 5 to 7; draft-duker-as2-reliability (repeats keep their Message-ID).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from depesch.channels import (
    As2Side,
    Channel,
    Check,
    Delivered,
    InboxUnavailable,
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
from depesch.channels.as2.settings import Encryption, ReceiptWhen, Settings
from depesch.exchange.as2.algorithms import Digest
from depesch.exchange.as2.faults import As2Error, Fault
from depesch.exchange.as2.judging import Judgement, Verdict, judge
from depesch.exchange.as2.message import File, build, checks_of
from depesch.exchange.as2.receipt import Carried, read_receipt
from depesch.exchange.http.guarding import BadUrl, checked_url
from depesch.exchange.http.posting import Answer, Limits, post
from depesch.exchange.mail.message import message_id_header
from depesch.kit.clock import now

_LONG_WAIT_S = 900.0
_SHORTEST_BETWEEN_S = 600.0  # between two copies, when a receipt said no until somebody mends something
_MOST_RECEIPT_BYTES = 1_000_000
_SLOWEST_BYTES_S = 20_000
_LATER = (408, 425, 429, 503)
# What the partner's administrator or ours has to mend; nothing was taken, and another way would not be right.
_FOR_A_PERSON = frozenset({Fault.AUTHENTICATION.value, Fault.DECRYPTION.value, Fault.INSUFFICIENT.value})


def check_recipient(settings: Settings, _recipient: Recipient, services: Services) -> Check:
    """Tell whether the address may be talked to; asks nobody."""
    try:
        checked_url(settings.url, private_too=services.private_too, plain_too=settings.encrypt is not Encryption.NONE)
    except BadUrl as error:
        return Unreachable(code="as2-address-not-allowed", detail=str(error))
    return Reachable()


def send(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Post the message; a receipt that has come for it before says that it need not be posted again."""
    forbid_certification(parcel)
    message_id, at = message_id_header(parcel.message_id), now()
    try:
        side = services.as2.side() if services.as2 else None
        if services.as2 is None or side is None:
            return _wait("as2-not-set-up", "the company has no AS2 name and certificate of its own yet")
        earlier = _judged(settings, parcel, services, side)
        if isinstance(earlier, Delivered) or (isinstance(earlier, TryLater) and _was_just_sent(services, message_id)):
            return earlier
        if not side.identity.certificate.is_valid_at(at):
            return _wait("as2-own-certificate-expired", "the company's own certificate is not valid now")
        reader = settings.reader(at)
        if reader is None and settings.encrypt is not Encryption.NONE:
            return _wait("as2-certificate-expired", "none of the receiver's certificates is valid now")
        services.as2.sending(message_id, parcel_id=parcel.message_id, to=settings.partner_name)
    except InboxUnavailable as error:
        return TryLater(code="as2-hub-unavailable", detail=str(error))
    built = build(
        _files(settings, parcel), settings.terms(side.name, side.receipt_url), side.identity, reader,
        message_id=message_id, subject=parcel.subject.get("number", ""), at=at,
    )  # fmt: skip
    answer = post(
        settings.url, built.headers, built.body, private_too=services.private_too,
        plain_too=settings.encrypt is not Encryption.NONE, limits=_limits(settings, built.body),
    )  # fmt: skip
    return _after(answer, settings, parcel, services, side)


def find(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Look at the receipts that have come; Unknown as long as none of them says anything about the message."""
    try:
        side = services.as2.side() if services.as2 else None
        if side is None:
            return Unknown(code="as2-not-set-up", detail="the company has no AS2 name and certificate any more")
        return _judged(settings, parcel, services, side)
    except InboxUnavailable as error:
        return Unknown(code="as2-hub-unavailable", detail=str(error))


def _was_just_sent(services: Services, message_id: str) -> bool:
    """Return whether what the receipt says has to be mended can hardly have been mended since the message was sent.

    Without this wait a receipt that comes later brings the next copy at once, and that one the next receipt.
    """
    sent_at = services.as2.sent_at(message_id) if services.as2 else None
    return sent_at is not None and (now() - sent_at).total_seconds() < _SHORTEST_BETWEEN_S


def _after(answer: Answer, settings: Settings, parcel: Parcel, services: Services, side: As2Side) -> Outcome:
    """Return what the answer over HTTP means; a receipt in it is kept first."""
    if answer.status is None:
        if answer.was_not_sent:
            wait = None if answer.code in ("unreachable", "unknown-host") else _LONG_WAIT_S
            return TryLater(code=f"as2-{answer.code}", detail=answer.detail, retry_after_s=wait)
        return Unknown(code=f"as2-{answer.code}", detail=answer.detail)
    if not answer.is_taken:
        return _not_taken(answer)
    try:
        if answer.body and services.as2 and settings.receipt is ReceiptWhen.SYNC:
            carried = Carried(headers=answer.headers, body=answer.body)
            services.as2.keep(message_id_header(parcel.message_id), carried)
        return _judged(settings, parcel, services, side)
    except InboxUnavailable as error:
        return Unknown(code="as2-hub-unavailable", detail=str(error))


def _not_taken(answer: Answer) -> Outcome:
    status = answer.status or 0
    words = f"HTTP {status}"
    if status in _LATER:
        return TryLater(code="as2-later", detail=words)
    if status < 500:
        return _wait("as2-address-refused", f"{words}: the address is not one that takes our AS2 messages")
    return Unknown(code="as2-server-failed", detail=words)


def _judged(settings: Settings, parcel: Parcel, services: Services, side: As2Side) -> Outcome:
    """Return what the receipts that have come say; raises InboxUnavailable."""
    message_id = message_id_header(parcel.message_id)
    came: Sequence[Carried] = services.as2.receipts(message_id) if services.as2 else ()
    if not came:
        code = "as2-receipt-awaited" if settings.receipt is ReceiptWhen.ASYNC else "as2-no-receipt"
        return Unknown(code=code, detail="no receipt for the message has come")
    mics = checks_of(_files(settings, parcel), settings.terms(side.name, ""), message_id=message_id)
    judged = [(_judgement(each, settings, message_id, mics), each) for each in came]
    order = [Verdict.TAKEN, Verdict.NOT_TAKEN, Verdict.UNCLEAR]
    judgement, carried = min(judged, key=lambda pair: order.index(pair[0].verdict))
    match judgement.verdict:
        case Verdict.TAKEN:
            return Delivered(receipt=_as_file(carried), reference=message_id)
        case Verdict.NOT_TAKEN if judgement.detail.rpartition(": ")[2] in _FOR_A_PERSON:
            return _wait(judgement.code, judgement.detail)
        case Verdict.NOT_TAKEN:
            return Refused(code=judgement.code, detail=judgement.detail, receipt=_as_file(carried))
        case _:
            return Unknown(code=f"as2-{judgement.code}", detail=judgement.detail)


def _judgement(carried: Carried, settings: Settings, message_id: str, mics: Mapping[Digest, str]) -> Judgement:
    try:
        receipt = read_receipt(carried.headers, carried.body, settings.accepted(), digests=frozenset(Digest), at=now())
    except As2Error as error:
        return Judgement(verdict=Verdict.UNCLEAR, code="receipt-unreadable", detail=str(error))
    return judge(receipt, message_id=message_id, mics=mics)


def _files(settings: Settings, parcel: Parcel) -> tuple[File, ...]:
    beside = (*([parcel.rendering] if parcel.rendering else []), *parcel.attachments) if settings.attachments else ()
    return tuple(
        File(name=file_name(each.name, parcel.send_mode), media_type=each.media_type, content=each.content)
        for each in (parcel.main, *beside)
    )


def _as_file(carried: Carried) -> bytes:
    """Return a receipt as it is archived: its headers, an empty line, its body."""
    head = "".join(f"{name}: {value}\r\n" for name, value in carried.headers.items())
    return head.encode() + b"\r\n" + carried.body


def _limits(settings: Settings, body: bytes) -> Limits:
    whole_s = settings.timeout_s + len(body) / _SLOWEST_BYTES_S
    return Limits(
        connect_s=min(10.0, settings.timeout_s), read_s=settings.timeout_s, whole_s=whole_s,
        most_bytes=_MOST_RECEIPT_BYTES,
    )  # fmt: skip


def _wait(code: str, detail: str) -> TryLater:
    return TryLater(code=code, detail=detail, retry_after_s=_LONG_WAIT_S)


CHANNEL = Channel(
    name="as2",
    title="AS2 to the receiver's system",
    titles={"sv": "AS2 till mottagarens system", "nb": "AS2 til mottakerens system"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    wants_rendering=True,
    per_receiver=True,
)
