"""Test messages to a partner: a few words, signed and encrypted, and what its receipt says. A round sends them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
import structlog

from depesch.exchange.as2.algorithms import Digest
from depesch.exchange.as2.certificates import Certificate
from depesch.exchange.as2.faults import As2Error
from depesch.exchange.as2.judging import Judgement, Verdict, judge
from depesch.exchange.as2.message import Built, File, Terms, build
from depesch.exchange.as2.receipt import Carried, read_receipt
from depesch.exchange.http.posting import Limits, post
from depesch.hub.as2.arriving import keep_receipt
from depesch.hub.as2.later import claimed_until, due
from depesch.hub.as2.models import As2Partner, As2Sent
from depesch.hub.as2.partners import certificates_of
from depesch.hub.as2.station import station
from depesch.hub.as2.taking import receipt_id
from depesch.hub.server.config import load
from depesch.hub.tenancy.scope import acting_for, tenant_id
from depesch.kit.clock import now as the_clock

log = structlog.get_logger(__name__)

WAITING = "waiting"
FAILED = "failed"  # it did not get there, or no receipt came back
_LIMITS = Limits(connect_s=10.0, read_s=45.0, whole_s=60.0, most_bytes=200_000)
_FILE = File(name="depesch-test.txt", media_type="text/plain", content=b"This is a test message of Depesch.\r\n")


class CannotTry(ValueError):
    """A test message cannot be sent; `code` is no-url, no-certificate, no-station."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    company_id: UUID
    row_id: UUID
    url: str
    message_id: str
    built: Built
    accepted: tuple[Certificate, ...]


def try_partner(partner: As2Partner) -> As2Sent:
    """Put a test message in line and return its row. Raises CannotTry. Call it inside `acting_for`."""
    if not partner.url:
        raise CannotTry("no-url")
    if station() is None:
        raise CannotTry("no-station")
    if not certificates_of(partner):
        raise CannotTry("no-certificate")
    return As2Sent.objects.create(
        tenant_id=tenant_id(), message_id=receipt_id(), to=partner.name, sent_at=the_clock(), partner=partner,
        state=WAITING, try_at=the_clock(),
    )  # fmt: skip


def send_tests(now: datetime) -> int:
    """Send the test messages that are due and return how many; each is tried once, people look at what came of it."""
    rows = due("test", now)
    for company_id, row_id in rows:
        outgoing = _claimed(company_id, row_id, now)
        if outgoing is not None:
            _note(outgoing, *_tried(outgoing))
    return len(rows)


def _claimed(company_id: UUID, row_id: UUID, now: datetime) -> _Outgoing | None:
    with acting_for(company_id):
        waiting = As2Sent.objects.filter(id=row_id, state=WAITING, try_at__lte=now)
        if not waiting.update(try_at=claimed_until(now)):
            return None
        row = As2Sent.objects.select_related("partner").get(id=row_id)
        side, partner = station(), row.partner
        accepted = certificates_of(partner) if partner else ()
        reader = next((each for each in accepted if each.may_encrypt), None)
        if side is None or partner is None or reader is None:
            row.state, row.try_at = FAILED, None
            row.detail = "no-reader there is no certificate to encrypt to, or none to sign with"
            row.save(update_fields=["state", "detail", "try_at"])
            return None
    terms = Terms(own_name=side.name, partner_name=partner.name)
    built = build(
        (_FILE,), terms, side.signer, reader, message_id=row.message_id, subject="Test message", at=the_clock()
    )
    return _Outgoing(
        company_id=company_id, row_id=row_id, url=partner.url, message_id=row.message_id, built=built,
        accepted=accepted,
    )  # fmt: skip


def _tried(outgoing: _Outgoing) -> tuple[Judgement, Carried | None]:
    answer = post(
        outgoing.url, outgoing.built.headers, outgoing.built.body, private_too=load().private_channels,
        plain_too=True, limits=_LIMITS,
    )  # fmt: skip
    if not answer.is_taken or not answer.body:
        words = answer.detail if answer.status is None else f"HTTP {answer.status}"
        return Judgement(verdict=Verdict.UNCLEAR, code=answer.code or "no-receipt", detail=words), None
    carried = Carried(headers=answer.headers, body=answer.body)
    try:
        receipt = read_receipt(
            answer.headers, answer.body, outgoing.accepted, digests=frozenset(Digest), at=the_clock()
        )
    except As2Error as error:
        return Judgement(verdict=Verdict.UNCLEAR, code="receipt-unreadable", detail=str(error)), carried
    return judge(receipt, message_id=outgoing.message_id, mics=outgoing.built.mics), carried


def _note(outgoing: _Outgoing, judgement: Judgement, receipt: Carried | None) -> None:
    with acting_for(outgoing.company_id):
        row = As2Sent.objects.select_for_update().get(id=outgoing.row_id)
        row.state = FAILED if judgement.verdict is Verdict.UNCLEAR else judgement.verdict.value
        row.detail, row.try_at = f"{judgement.code} {judgement.detail}".strip()[:500], None
        row.save(update_fields=["state", "detail", "try_at"])
        if receipt is not None:
            keep_receipt(row, receipt)
    log.info("as2.test", row=str(row.id), state=row.state, detail=row.detail)
