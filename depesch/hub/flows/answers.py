"""The business answer: what the receiver's people make of an invoice, told to its sender as an Invoice Response.

An answer is archived and recorded with the receiver in one transaction. To a sender on this hub a round carries it in
a transaction of its own, since two companies' histories are never written in one; to others it goes by mail.

Source: Peppol BIS Invoice Response 3 (profile 63), T111; code list UNCL4343-T111.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec
from django.db import connection
from django.utils import timezone

from depesch.documents.reading import read
from depesch.exchange.mail.message import BadAddress, parse_address
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.readable import readable_of
from depesch.hub.archive.store import content_of, files_of, get, keep_file
from depesch.hub.directory.identifiers import of_company, of_seller
from depesch.hub.flows.announcing import announce
from depesch.hub.flows.models import AnswerState, BusinessAnswer, BusinessStatus, Direction, Document
from depesch.hub.flows.transitions import Impossible, locked
from depesch.hub.history.kinds.answers import AnswerArrived, DocumentAnswered, answer_word
from depesch.hub.history.record import record
from depesch.hub.mailing.composing import Enclosure
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.retry import wait_s
from depesch.messages.invoice_response import MESSAGE, REASONS, NotAnswerable, write
from depesch.messages.invoice_status import NEEDS_REASON, PARTLY_PAID, InvoiceStatus, following
from depesch.messages.opening import message_in
from depesch.model.invoice import Identifier, Invoice, Party
from depesch.model.responses import InvoiceResponse, Reason
from depesch.rendering.words import language_of_country
from depesch.syntaxes import UnreadableDocument

S = BusinessStatus
CODES = {
    S.ACKNOWLEDGED: InvoiceStatus.ACKNOWLEDGED,
    S.IN_PROCESS: InvoiceStatus.IN_PROCESS,
    S.UNDER_QUERY: InvoiceStatus.UNDER_QUERY,
    S.CONDITIONALLY_ACCEPTED: InvoiceStatus.CONDITIONALLY_ACCEPTED,
    S.REJECTED: InvoiceStatus.REJECTED,
    S.APPROVED: InvoiceStatus.ACCEPTED,
    S.PAID: InvoiceStatus.PAID,
}
STATUSES = {code: status for status, code in CODES.items()}
# OPStatusReason of Peppol's Invoice Response 3, in its order; PPD goes with a payment alone.
REASON_CODES = ("NON", "REF", "LEG", "REC", "QUA", "DEL", "PRI", "QTY", "ITM", "PAY", "UNR", "FIN", "OTH")
LONGEST_TEXT = 1000
SYNTAX = MESSAGE.name
_ACTOR = "network"
_AT_ONCE = 20
_NEXT_LOOK = timedelta(seconds=30)  # when a worker dies while it carries an answer


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said of a document."""

    status: BusinessStatus
    reason_code: str = ""  # one of REASON_CODES, or PPD
    text: str = ""


class AnswerRefused(Exception):
    """It cannot be said. `code`: not-received, not-in-order, reason-needed, unknown-reason, too-long, no-address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def needs_reason(status: BusinessStatus) -> bool:
    """Return whether the status is said with a reason and a text only."""
    return CODES[status] in NEEDS_REASON


def last_answer(document_id: UUID) -> BusinessAnswer | None:
    """Return the last word on a document, ours or the buyer's; call it inside `acting_for`."""
    return BusinessAnswer.objects.filter(document_id=document_id).order_by("-said_at", "-id").first()


def may_say(last: BusinessAnswer | None) -> tuple[BusinessStatus, ...]:
    """Return what may be said next, in the order of an invoice's way."""
    before = CODES[BusinessStatus(last.status)] if last else None
    partly = last is not None and last.reason_code == PARTLY_PAID
    allowed = following(before, partly_paid=partly)
    return tuple(status for status, code in CODES.items() if code in allowed)


def answer(company_id: UUID, document_id: UUID, said: Said, *, actor: str) -> BusinessAnswer:
    """Archive, record and put in line what the company says of a document it received; return it, after the commit.

    Saying the last word once more gives the same answer. Who may say it is the caller's to check. Raises
    Document.DoesNotExist, and AnswerRefused.
    """
    _must_be_sayable(said)
    with acting_for(company_id):
        document = locked(document_id)
        if document.direction != Direction.IN:
            raise AnswerRefused("not-received")
        last = last_answer(document_id)
        if last is not None and (last.status, last.reason_code, last.text) == (
            said.status, said.reason_code, said.text
        ):  # fmt: skip
            return last
        if said.status not in may_say(last):
            raise AnswerRefused("not-in-order")
        return _say(document, said, actor=actor)


def carry_due(at: datetime) -> int:
    """Carry the answers that are due to senders on this hub and return how many arrived."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, answer FROM flows_answers_due_v1(%s, %s)", [at, _AT_ONCE])
        due = cursor.fetchall()
    return sum(_carry(company_id, answer, at) for company_id, answer in due)


def sender_of(document_id: UUID) -> tuple[UUID, UUID] | None:
    """Return the company on this hub that sent a received document, and its document there; else None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, document_id FROM flows_sender_of_v1(%s)", [document_id])
        found: tuple[UUID, UUID] | None = cursor.fetchone()
    return found


def _must_be_sayable(said: Said) -> None:
    if len(said.text) > LONGEST_TEXT:
        raise AnswerRefused("too-long")
    known = (*REASON_CODES, PARTLY_PAID) if said.status is S.PAID else REASON_CODES
    if said.reason_code and said.reason_code not in known:
        raise AnswerRefused("unknown-reason")
    if needs_reason(said.status) and not (said.reason_code and said.text.strip()):
        raise AnswerRefused("reason-needed")


def _say(document: Document, said: Said, *, actor: str) -> BusinessAnswer:
    at, answer_id = now(), uuid4()
    invoice = _invoice_of(document)
    response = _response(document, invoice, said, answer_id, at)
    try:
        content = write(response)
    except NotAnswerable as error:
        raise AnswerRefused("no-address") from error
    sender = sender_of(document.id)
    row = BusinessAnswer(
        tenant_id=document.tenant_id, document=document, answer_id=answer_id, is_given=True, status=said.status,
        reason_code=said.reason_code, text=said.text, said_by=actor, said_at=at, state=AnswerState.NO_WAY,
    )  # fmt: skip
    row.sha256 = keep_file(
        document.id, FileRole.SENT, f"{answer_id}.xml", "application/xml", content, syntax=SYNTAX
    ).sha256
    if sender is not None:
        row.route, row.state, row.try_at = "hub", AnswerState.WAITING, at
        row.to_company, row.to_document = sender
    elif _mail(document, invoice, said, content):
        row.route, row.state, row.ended_at = "mail", AnswerState.POSTED, at
    row.save(force_insert=True)
    event = DocumentAnswered(answer=said.status, reason=said.reason_code, route=row.route, sha256=row.sha256)
    _note(document, said.status, at, event, actor=actor)
    return row


def _note(
    document: Document, status: BusinessStatus, at: datetime, event: DocumentAnswered | AnswerArrived, *, actor: str
) -> None:
    """Write the status into the document's row, unless a later word is there already, and record the event."""
    if document.business_status_since is None or at >= document.business_status_since:
        document.business_status, document.business_status_since = status, at
        document.save(update_fields=["business_status", "business_status_since"])
    record(event, document_id=document.id, actor=actor, at=now())
    announce(document, (event,), actor=actor)


def _invoice_of(document: Document) -> Invoice | None:
    original = readable_of(files_of(document.id))
    if original is None or not document.syntax:
        return None
    try:
        return read(content_of(original)).invoice
    except UnreadableDocument:
        return None


def _response(
    document: Document, invoice: Invoice | None, said: Said, answer_id: UUID, at: datetime
) -> InvoiceResponse:
    company = document.tenant
    reason = Reason(
        code=said.reason_code or None, code_list=REASONS if said.reason_code else None, text=said.text or None
    )
    local = timezone.localtime(at)
    return InvoiceResponse(
        number=str(answer_id),
        issue_date=local.date(),
        issue_time=local.strftime("%H:%M:%S"),
        sender=Party(name=company.name, electronic_address=_own_address(company, invoice)),
        receiver=_seller(document, invoice),
        status=CODES[said.status],
        effective_date=local.date(),
        reasons=(reason,) if said.reason_code or said.text else (),
        invoice_number=document.number or None,
        invoice_date=document.issue_date,
        invoice_type=document.type_code or None,
    )


def _own_address(company: Company, invoice: Invoice | None) -> Identifier | None:
    stated = invoice.buyer.electronic_address if invoice and invoice.buyer else None
    if stated is not None and stated.scheme:
        return stated
    own = of_company(company.country, company.organisation_number, company.vat_number)
    return Identifier(value=own[0].value, scheme=own[0].scheme) if own else None


def _seller(document: Document, invoice: Invoice | None) -> Party:
    seller = (invoice.seller if invoice else None) or Party()
    address = seller.electronic_address if seller.electronic_address and seller.electronic_address.scheme else None
    if address is None:
        known = next((each for each in of_seller(seller) if each.scheme.isdigit()), None)
        address = Identifier(value=known.value, scheme=known.scheme) if known else None
    if address is None and (email := _email(invoice)):
        address = Identifier(value=email, scheme="EM")
    return Party(name=seller.name or document.seller_name or None, electronic_address=address)


def _email(invoice: Invoice | None) -> str:
    """Return the address of the seller's contact (BT-43), empty when there is none that mail can be sent to."""
    contact = invoice.seller.contact if invoice and invoice.seller else None
    try:
        return parse_address(contact.email or "") if contact else ""
    except BadAddress:
        return ""


def _mail(document: Document, invoice: Invoice | None, said: Said, content: bytes) -> bool:
    """Write the answer to the sender's address in the document; False when it has none."""
    to = _email(invoice)
    if not to or invoice is None or invoice.seller is None:
        return False
    country = invoice.seller.address.country if invoice.seller.address else None
    language = language_of_country(country)
    language = language if language in ("sv", "nb") else "en"
    write_letter(
        "business-answer",
        to=to,
        language=language,
        name=invoice.seller.name or "",
        company_id=document.tenant_id,
        sender_name=document.tenant.name,
        reply_to=document.tenant.contact_email,
        values={
            "company": document.tenant.name,
            "number": document.number,
            "answer": answer_word(said.status, language),
            "text": said.text or "–",
        },
        enclosures=(
            Enclosure(name=f"{document.number or 'answer'}.xml", media_type="application/xml", content=content),
        ),
    )
    return True


def _carry(company_id: UUID, row_id: UUID, at: datetime) -> int:
    """Carry one answer over: claim it, write it into the sender's books, note that it arrived. Each by itself."""
    with acting_for(company_id):
        waiting = BusinessAnswer.objects.select_for_update(skip_locked=True, of=("self",)).select_related("tenant")
        row = waiting.filter(id=row_id, state=AnswerState.WAITING, try_at__lte=at).first()
        if row is None:
            return 0
        row.tries += 1
        row.try_at = at + max(_NEXT_LOOK, timedelta(seconds=wait_s(row.tries, random.random())))  # noqa: S311 - jitter
        row.save(update_fields=["tries", "try_at"])
        content, buyer = get(row.sha256), row.tenant.name
    if row.to_company is None or row.to_document is None:
        raise Impossible("an answer that is carried over knows to whom")
    with acting_for(row.to_company):
        _take(row.to_document, row, content, buyer)
    with acting_for(company_id):
        BusinessAnswer.objects.filter(id=row_id).update(state=AnswerState.ARRIVED, ended_at=at, try_at=None)
    return 1


def _take(document_id: UUID, given: BusinessAnswer, content: bytes, buyer: str) -> None:
    """Write the buyer's answer into the sender's books, once; what counts is what the response itself says."""
    document = locked(document_id)
    if BusinessAnswer.objects.filter(answer_id=given.answer_id).exists():
        return
    message = message_in(content)
    if message is None or not isinstance(message.content, InvoiceResponse):
        raise Impossible("what was archived as an answer is an Invoice Response")
    said = message.content
    status = STATUSES[InvoiceStatus(said.status or "")]
    reason = said.reasons[0] if said.reasons else Reason()
    file = keep_file(document.id, FileRole.RECEIPT, f"{given.answer_id}.xml", "application/xml", content, syntax=SYNTAX)
    BusinessAnswer.objects.create(
        tenant_id=document.tenant_id, document=document, answer_id=given.answer_id, is_given=False, status=status,
        reason_code=reason.code or "", text=reason.text or "", said_by=buyer, said_at=given.said_at,
        sha256=file.sha256, route="hub", state=AnswerState.ARRIVED, ended_at=now(),
    )  # fmt: skip
    event = AnswerArrived(answer=status, reason=reason.code or "", buyer=buyer, sha256=file.sha256)
    _note(document, status, given.said_at, event, actor=_ACTOR)
