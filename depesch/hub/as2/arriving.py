"""Receipts that come in messages of their own, for what we sent: kept byte for byte, and the waiting document is asked
about at once. What a receipt is worth is judged by whoever knows the partner's certificates.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from depesch.exchange.as2.faults import As2Error
from depesch.exchange.as2.names import BadName, read_name
from depesch.exchange.as2.receipt import Carried, original_message_id
from depesch.hub.as2.models import As2Receipt, As2Sent
from depesch.hub.as2.taking import Answer, company_named
from depesch.hub.flows.late_answers import ask_now
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

log = structlog.get_logger(__name__)

MOST_BYTES = 1_000_000
MOST_RECEIPTS = 10  # for one message: anybody may send one, and only that of the partner counts
_KEPT_HEADERS = (
    "content-type", "content-transfer-encoding", "as2-from", "as2-to", "message-id", "date", "as2-version",
)  # fmt: skip


def take_receipt(headers: Mapping[str, str], body: bytes) -> Answer:
    """Keep the receipt and return the answer, after the commit. Names of headers are small."""
    try:
        company_id = company_named(read_name(headers.get("as2-to", "")))
        message_id = original_message_id(headers, body)
    except (BadName, As2Error) as error:
        log.warning("as2.receipt_unreadable", detail=str(error))
        return _words(400, "the receipt cannot be read")
    if len(body) > MOST_BYTES:
        return _words(413, f"a receipt has at most {MOST_BYTES} bytes")
    if company_id is None:
        return _words(404, "no message of that id was sent from here")
    with acting_for(company_id):
        sent = As2Sent.objects.select_for_update().filter(message_id=message_id).first()
        if sent is None:
            return _words(404, "no message of that id was sent from here")
        kept = keep_receipt(sent, Carried(headers=headers, body=body))
        if kept and sent.parcel_id:
            ask_now(sent.parcel_id)
    log.info("as2.receipt", sent=str(sent.id), kept=kept)
    return Answer(status=200)


def keep_receipt(sent: As2Sent, receipt: Carried) -> bool:
    """Keep a receipt once; False when there are too many. Call it inside `acting_for`."""
    digest = sha256_hex(receipt.body)
    if sent.receipts.filter(sha256=digest).update(came_at=now()):
        return True
    if sent.receipts.count() >= MOST_RECEIPTS:
        return False
    carried = {name.lower(): value for name, value in receipt.headers.items()}
    As2Receipt.objects.create(
        tenant_id=sent.tenant_id, sent=sent, body=receipt.body, sha256=digest, came_at=now(),
        headers={name: carried[name] for name in _KEPT_HEADERS if name in carried},
    )  # fmt: skip
    return True


def _words(status: int, text: str) -> Answer:
    return Answer(status=status, headers={"Content-Type": "text/plain; charset=utf-8"}, body=f"{text}\n".encode())
