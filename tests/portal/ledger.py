"""A company's documents in every state, told as a story of six weeks: for page tests, Chromium and the docs' pictures.

Everything is made from whole invoices in the archive and real events; only the sending itself is told, not done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.examination import examine
from depesch.hub.flows.facts import fill
from depesch.hub.flows.models import Attempt, Delivery, Direction, Document, DocumentState
from depesch.hub.flows.planner import Step, Why
from depesch.hub.history.event import Event
from depesch.hub.history.kinds import documents as told
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.hashing import sha256_hex
from depesch.model.invoice import Attachment as Embedded
from depesch.model.invoice import Identifier, Invoice, Party, PostalAddress, SupportingDocument
from depesch.syntaxes.ubl21 import SYNTAX
from tests.rendering.samples import FJELLHUS, HAVNEN, JARVI, NORDBYGG, REGION, credit_note, invoice_of, line

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Entry:
    """One document of the story."""

    number: str
    party: Party
    net: str
    state: DocumentState
    days_ago: int
    currency: str = "SEK"
    channels: tuple[str, ...] = ("email",)
    incoming: bool = False
    opened: bool = True
    send_mode: str = "production"
    problem: str = ""
    broken: bool = False
    mendable: bool = False
    unreadable: bool = False
    is_credit_note: bool = False


def party(name: str, number: str, city: str, country: str, scheme: str = "0007") -> Party:
    """Return somebody with an address."""
    return Party(
        name=name,
        legal_registration=Identifier(value=number, scheme=scheme),
        electronic_address=Identifier(value=number, scheme=scheme),
        address=PostalAddress(line_1="Strandgatan 3", city=city, post_code="111 22", country=country),
    )


SOLSKEN = party("Bageri Solsken", "5560360793", "Hamnby", "SE")
ODEGARD = party("Ødegård Transport AS", "974760673", "Hamar", "NO", "0192")
VATTEN = party("Kustens Vatten och Avlopp AB", "2120000142", "Kustholm", "SE")
BRYGGAN = party("Bostadsföreningen Bryggan i Norra Hamnen", "7696123458", "Hamnby", "SE")
STEGET = party("Ställningsbolaget Steget AB", "5561234567", "Västerdal", "SE")
KALK = party("Kalk & Puts Grossist AB", "5569876543", "Hamnby", "SE")

S = DocumentState
STORY = (
    Entry("20261184", VATTEN, "18400", S.RECEIVED, 0),
    Entry("20261183", BRYGGAN, "64250.50", S.SENDING, 0, channels=("portal_inbox", "email")),
    Entry("20261182", FJELLHUS, "38650", S.DELIVERED, 0, "NOK", ("portal_inbox",)),
    Entry("20261181", JARVI, "1284", S.WAITING, 0, "EUR", ("email",), problem="waiting"),
    Entry("20261180", SOLSKEN, "3196", S.UNCERTAIN, 1, channels=("email",), problem="uncertain"),
    Entry("20261178", REGION, "169960", S.REFUSED, 1, broken=True, problem="broken-rules"),
    Entry("20261185", FJELLHUS, "9720", S.REFUSED, 0, "NOK", mendable=True, problem="broken-rules"),
    Entry(
        "20261179",
        party("Okända Hus HB", "9697654321", "Hamnby", "SE"),
        "7400",
        S.REFUSED,
        1,
        problem="unknown-receiver",
    ),
    Entry("faktura-scan-4471.pdf", SOLSKEN, "0", S.REFUSED, 1, unreadable=True, problem="pdf-without-invoice"),
    Entry("20261177", ODEGARD, "7896", S.DELIVERED, 2, "NOK", ("portal_inbox",)),
    Entry("20261176", HAVNEN, "5800", S.DELIVERED, 2, "DKK", ("folder",)),
    Entry("20261175", SOLSKEN, "920", S.UNDELIVERABLE, 3, channels=("email",), problem="undeliverable"),
    Entry("20261190", REGION, "2533.86", S.DELIVERED, 3, channels=("portal_inbox",), is_credit_note=True),
    Entry("20261174", REGION, "48000", S.DELIVERED, 4, channels=("portal_inbox",)),
    Entry("20261173", VATTEN, "12000", S.CANCELLED, 5),
    Entry("20261172", BRYGGAN, "51400", S.CERTIFIED, 6, send_mode="certification"),
    Entry("20261171", JARVI, "1200", S.DELIVERED, 6, "EUR", ("portal_inbox", "email"), send_mode="test"),
    Entry("4471", STEGET, "21960", S.ARRIVED, 0, incoming=True, opened=False),
    Entry("88-2031", KALK, "4316.75", S.ARRIVED, 1, incoming=True, opened=False),
    Entry("4458", STEGET, "9120", S.ARRIVED, 6, incoming=True),
    Entry("88-1977", KALK, "1250", S.ARRIVED, 12, incoming=True, is_credit_note=True),
)
OLDER = tuple(
    Entry(
        number=f"2026{1170 - n}",
        party=(REGION, FJELLHUS, SOLSKEN, VATTEN, BRYGGAN, ODEGARD)[n % 6],
        net=f"{1900 + 731 * (n * 7 % 23)}",
        state=S.DELIVERED,
        days_ago=7 + n,
        currency="NOK" if n % 6 in (1, 5) else "SEK",
        channels=(("portal_inbox", "email", "folder")[n % 3],),
    )
    for n in range(44)
)


def keep_ledger(
    company: Company, entries: Sequence[Entry] = STORY, *, actor: str = "token:demo", today: date = TODAY
) -> dict[str, UUID]:
    """Write the story into the company's books and return the documents' ids by their numbers."""
    with acting_for(company.pk):
        return {entry.number: _keep(company, entry, actor, today) for entry in entries}


def invoice_for(entry: Entry, today: date) -> Invoice:
    """Return the whole invoice of an entry."""
    base = credit_note() if entry.is_credit_note else invoice_of(())
    work, hire = _price(entry, "0.8"), _price(entry, "0.2", days=26)
    where = "Hantverkargatan 12, inklusive väderskydd"
    rows = (
        line(1, "Fasadrenovering, etapp 2", "1", "C62", work, seller_identifier="F-210"),
        line(2, "Ställning, hyra", "26", "DAY", hire, seller_identifier="S-014", description=where),
    )
    issued = today - timedelta(days=entry.days_ago)
    made = invoice_of(rows, currency=entry.currency, number=entry.number, issue_date=issued)
    attachment = Embedded(content=b"%PDF-1.4\n% a plan\n", mime_code="application/pdf", filename="ritning-A4.pdf")
    return msgspec.structs.replace(
        made,
        type_code="381" if entry.is_credit_note else "380",
        due_date=issued + timedelta(days=30),
        seller=entry.party if entry.incoming else NORDBYGG,
        buyer=NORDBYGG if entry.incoming else entry.party,
        buyer_reference=None if entry.broken else made.buyer_reference,
        preceding_invoices=base.preceding_invoices,
        supporting_documents=(SupportingDocument(reference="A4", description="Ritning", attachment=attachment),),
    )


def _price(entry: Entry, share: str, *, days: int = 1) -> str:
    return str((Decimal(entry.net) * Decimal(share) / days).quantize(Decimal("0.01")))


def _keep(company: Company, entry: Entry, actor: str, today: date) -> UUID:
    at = datetime(today.year, today.month, today.day, 8, 12, 4, tzinfo=UTC) - timedelta(days=entry.days_ago)
    content = _bytes(entry, today)
    document = Document(
        id=uuid4(), tenant=company, direction=Direction.IN if entry.incoming else Direction.OUT, state=entry.state,
        state_since=at + timedelta(seconds=3), send_mode=entry.send_mode,
        route_in="network" if entry.incoming else "api",
        file_name=_file_name(entry), original_sha256=sha256_hex(content), submitted_by=actor, received_at=at,
        problem_code=entry.problem, message_id=f"{uuid4()}-portal_inbox" if entry.incoming else None,
    )  # fmt: skip
    if not entry.unreadable:
        examined = examine(content)
        assert examined.reading is not None
        assert examined.verdict is not None
        fill(document, examined.reading.invoice, SYNTAX.name)
        document.findings = msgspec.to_builtins(examined.verdict.findings) if entry.broken or entry.mendable else []
        document.mending = msgspec.to_builtins(examined.mends) if entry.mendable else None
    document.save(force_insert=True)
    media_type = "application/pdf" if entry.unreadable else "application/xml"
    keep_file(document.pk, FileRole.ORIGINAL, document.file_name, media_type, content, syntax=document.syntax)
    _tell(document, entry, at, actor, content)
    if not entry.incoming and entry.state not in (S.RECEIVED, S.REFUSED, S.CANCELLED):
        _deliver(document, entry, at, content)
    return document.pk


def _bytes(entry: Entry, today: date) -> bytes:
    if entry.unreadable:
        return b"%PDF-1.4\n% a scanned page\n"
    invoice = invoice_for(entry, today)
    if entry.broken and invoice.totals is not None:
        wrong = msgspec.structs.replace(invoice.totals, amount_incl_vat=Decimal("212449.00"))
        invoice = msgspec.structs.replace(invoice, totals=wrong, payment_terms=None, due_date=None)
    assert SYNTAX.write is not None
    data = SYNTAX.write(invoice).data
    return data.replace(b'unitCode="DAY"', b'unitCode="day"') if entry.mendable else data


def _file_name(entry: Entry) -> str:
    return entry.number if entry.unreadable else f"faktura-{entry.number}.xml"


def _tell(document: Document, entry: Entry, at: datetime, actor: str, content: bytes) -> None:
    """Record what happened to it."""

    def happened(event: Event, seconds: float, who: str = "worker") -> None:
        record(event, document_id=document.pk, actor=who, at=at + timedelta(seconds=seconds))

    if entry.incoming:
        happened(told.DocumentArrived(sender=entry.party.name or "", message_id=document.message_id or ""), 0, "system")
        if entry.opened:
            happened(told.DocumentOpened(), 5400, actor)
        return
    size = len(content)
    happened(
        told.DocumentSubmitted(route="api", file_name=document.file_name, sha256=document.original_sha256, size=size),
        0,
        actor,
    )
    if entry.state is S.RECEIVED:
        return
    if not entry.unreadable:
        fatal = sum(1 for issue in document.findings if issue["severity"] == "fatal")
        happened(told.DocumentChecked(rule_sets=("en16931",), fatal=fatal, warnings=0), 1)
    if entry.state is S.REFUSED:
        happened(told.DocumentRefused(code=entry.problem, findings=len(document.findings)), 1.2)
    elif entry.state is S.CANCELLED:
        happened(told.DocumentCancelled(), 90, actor)
    elif entry.state is S.CERTIFIED:
        happened(told.DocumentPlanned(run=entry.channels), 1.4)
        happened(told.DocumentCertified(), 1.6)
    else:
        happened(told.DocumentPlanned(run=entry.channels), 1.4)


def _deliver(document: Document, entry: Entry, at: datetime, content: bytes) -> None:
    """Tell the way it went: every channel but the last said no; the last one's answer is the state's."""
    steps = [Step(channel=name, syntax=SYNTAX.name, why=Why.AS_SUBMITTED) for name in entry.channels]
    state = entry.state
    delivery = Delivery.objects.create(
        tenant_id=document.tenant_id, document=document, run=msgspec.to_builtins(steps), step=len(steps) - 1,
        state=state, recipient={"name": document.buyer_name},
        channel=entry.channels[-1] if state is S.DELIVERED else "",
        try_at=at + timedelta(minutes=8) if state is S.WAITING else None,
        delivered_at=at + timedelta(seconds=3) if state is S.DELIVERED else None,
    )  # fmt: skip
    outcomes = {S.DELIVERED: "delivered", S.WAITING: "try_later", S.UNCERTAIN: "unknown", S.UNDELIVERABLE: "refused"}
    for number, name in enumerate(entry.channels):
        is_last = number == len(steps) - 1
        outcome = outcomes.get(state, "") if is_last else "refused"
        message_id = f"{document.pk}-{name}"
        receipt = sha256_hex(message_id.encode()) if outcome == "delivered" else ""
        started = at + timedelta(seconds=2 + number)
        Attempt.objects.create(
            tenant_id=document.tenant_id, delivery=delivery, number=number + 1, step=number, channel=name,
            message_id=message_id, syntax=SYNTAX.name, sent_sha256=document.original_sha256, started_at=started,
            ended_at=started + timedelta(milliseconds=340) if outcome else None, outcome=outcome,
            receipt_sha256=receipt,
        )  # fmt: skip
        _tell_attempt(document, name, number + 1, outcome, receipt, started)
    if state is S.DELIVERED:
        keep_file(document.pk, FileRole.RECEIPT, "kvittens.txt", "text/plain", f"{document.pk} mottagen".encode())
    elif state is S.UNDELIVERABLE:
        record(told.DocumentUndeliverable(), document_id=document.pk, actor="worker", at=at + timedelta(seconds=5))


def _tell_attempt(document: Document, channel: str, number: int, outcome: str, receipt: str, at: datetime) -> None:
    message_id = f"{document.pk}-{channel}"
    first = told.DeliveryAttempted(channel=channel, message_id=message_id, number=number)
    record(first, document_id=document.pk, actor="worker", at=at)
    after: dict[str, Event] = {
        "delivered": told.DocumentDelivered(channel=channel, receipt_sha256=receipt),
        "try_later": told.DeliveryPostponed(
            channel=channel, code="connection-refused", retry_at=at + timedelta(minutes=8)
        ),
        "refused": told.DeliveryRefused(channel=channel, code="mailbox-unknown"),
        "unknown": told.DeliveryUncertain(channel=channel, code="no-answer"),
    }
    if outcome in after:
        record(after[outcome], document_id=document.pk, actor="worker", at=at + timedelta(milliseconds=340))
