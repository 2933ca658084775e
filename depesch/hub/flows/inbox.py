"""The inbox: a parcel becomes the receiving company's own document, once per message id, before the answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from django.db import IntegrityError, InterfaceError, OperationalError

from depesch.channels import Inbox, InboxUnavailable, Parcel
from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.facts import fill
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.transitions import Impossible
from depesch.hub.history.events import DocumentArrived
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.syntaxes import UnreadableDocument

_ACTOR = "network"


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the receiver's side says: which document it became, the hash of what was stored, and when."""

    message_id: str
    document_id: UUID
    sha256: str
    received_at: datetime


class HubInbox(Inbox):
    """The inboxes of this hub's companies."""

    def put(self, company_id: str, parcel: Parcel) -> bytes:
        """Store the parcel and return the receipt, the same at every call with one message id.

        A database that goes away while storing is no InboxUnavailable: the commit may have come through, so the error
        goes on to the job runner, and the next run asks with `find`.
        """
        try:
            company = Company.objects.filter(id=UUID(company_id)).first()
        except (OperationalError, InterfaceError) as error:
            raise InboxUnavailable(str(error)) from error
        if company is None:
            raise LookupError(company_id)
        try:
            return _store(company, parcel)
        except IntegrityError:  # another worker stored the same parcel at the same moment
            receipt = self.find(company_id, parcel.message_id)
            if receipt is None:
                raise
            return receipt

    def find(self, company_id: str, message_id: str) -> bytes | None:
        """Return the receipt of an earlier `put`, or None."""
        try:
            with acting_for(UUID(company_id)):
                document = Document.objects.filter(message_id=message_id).first()
        except (OperationalError, InterfaceError) as error:
            raise InboxUnavailable(str(error)) from error
        return _receipt(document) if document else None


def _store(company: Company, parcel: Parcel) -> bytes:
    at = now()
    with acting_for(company.id):
        earlier = Document.objects.filter(message_id=parcel.message_id).first()
        if earlier is not None:
            return _same(earlier, parcel)
        document = Document(
            id=uuid4(), tenant_id=company.id, direction=Direction.IN, state=DocumentState.ARRIVED, state_since=at,
            send_mode=parcel.send_mode.value, route_in="network", file_name=parcel.main.name,
            original_sha256=sha256_hex(parcel.main.content), submitted_by=_ACTOR, received_at=at,
            message_id=parcel.message_id, seller_name=parcel.sender_name,
        )  # fmt: skip
        syntax = _describe(document, parcel)
        document.save(force_insert=True)
        main = parcel.main
        keep_file(document.id, FileRole.ORIGINAL, main.name, main.media_type, main.content, syntax=syntax)
        if parcel.rendering is not None:
            pdf = parcel.rendering
            keep_file(document.id, FileRole.RENDERING, pdf.name, pdf.media_type, pdf.content)
        for file in parcel.attachments:
            keep_file(document.id, FileRole.ATTACHMENT, file.name, file.media_type, file.content)
        event = DocumentArrived(sender=parcel.sender_name, message_id=parcel.message_id)
        record(event, document_id=document.id, actor=_ACTOR, at=at)
    return _receipt(document)


def _same(earlier: Document, parcel: Parcel) -> bytes:
    """Return the receipt of the earlier parcel; another content under its id is an alarm, not a repeat."""
    if earlier.original_sha256 != sha256_hex(parcel.main.content):
        raise Impossible(f"message id {parcel.message_id} was used before for another content")
    return _receipt(earlier)


def _describe(document: Document, parcel: Parcel) -> str:
    """Fill the row from the document itself; one in a format that we only pass on keeps what the parcel says."""
    try:
        reading = read(parcel.main.content)
    except UnreadableDocument:
        document.number = parcel.subject.get("number", "")[:200]
        document.search_text = f"{document.number} {document.seller_name} {document.file_name}".lower()
        return ""
    fill(document, reading.invoice, reading.syntax.name)
    return reading.syntax.name


def _receipt(document: Document) -> bytes:
    return msgspec.json.encode(
        Receipt(
            message_id=document.message_id or "", document_id=document.id, sha256=document.original_sha256,
            received_at=document.received_at,
        )
    )  # fmt: skip
