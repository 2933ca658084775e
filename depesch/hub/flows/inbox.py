"""The inbox: a parcel becomes the receiving company's own document, once per message id, before the answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from django.db import IntegrityError, InterfaceError, OperationalError

from depesch.channels import File, Inbox, InboxUnavailable, Parcel
from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.announcing import announce
from depesch.hub.flows.bringing_begun import begin_bringing
from depesch.hub.flows.facts import fill
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.transitions import Impossible
from depesch.hub.history.kinds.documents import DocumentArrived
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.filenames import safe_file_name
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
        known = _id_of(company_id)
        try:
            company = Company.objects.filter(id=known).first() if known else None
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
        """Return the receipt of an earlier `put`; None also for an inbox that does not exist."""
        known = _id_of(company_id)
        if known is None:
            return None
        try:
            with acting_for(known):
                document = Document.objects.filter(message_id=_key(message_id)).first()
        except (OperationalError, InterfaceError) as error:
            raise InboxUnavailable(str(error)) from error
        return _receipt(document) if document else None


def _id_of(company_id: str) -> UUID | None:
    """Return the id, None when it is none: the text comes from a directory and may be anything."""
    try:
        return UUID(company_id)
    except ValueError:
        return None


def _store(company: Company, parcel: Parcel) -> bytes:
    at, sender = now(), _told(parcel.sender_name, 300)
    with acting_for(company.id):
        earlier = Document.objects.filter(message_id=_key(parcel.message_id)).first()
        if earlier is not None:
            return _same(earlier, parcel)
        document = Document(
            id=uuid4(), tenant_id=company.id, direction=Direction.IN, state=DocumentState.ARRIVED, state_since=at,
            send_mode=parcel.send_mode.value, route_in="network", file_name=safe_file_name(parcel.main.name),
            original_sha256=sha256_hex(parcel.main.content), submitted_by=_ACTOR, received_at=at,
            message_id=_key(parcel.message_id), seller_name=sender,
        )  # fmt: skip
        syntax = _describe(document, parcel)
        document.save(force_insert=True)
        _keep(document, FileRole.ORIGINAL, parcel.main, syntax=syntax)
        if parcel.rendering is not None:
            _keep(document, FileRole.RENDERING, parcel.rendering)
        for file in parcel.attachments:
            _keep(document, FileRole.ATTACHMENT, file)
        event = DocumentArrived(sender=sender, message_id=_key(parcel.message_id))
        record(event, document_id=document.id, actor=_ACTOR, at=at)
        announce(document, (event,), actor=_ACTOR)
        begin_bringing(document, at=at)
    return _receipt(document)


def _keep(document: Document, role: FileRole, file: File, *, syntax: str = "") -> None:
    """Archive a file under a name that harms nobody; the sender chose it."""
    name, media_type = safe_file_name(file.name), _told(file.media_type, 100)
    keep_file(document.id, role, name, media_type, file.content, syntax=syntax)


def _key(message_id: str) -> str:
    """Return the id as the row holds it: the hash of one that is too long or holds signs that no header has."""
    return message_id if len(message_id) <= 200 and message_id.isprintable() else sha256_hex(message_id.encode())


def _told(text: str, most: int) -> str:
    """Return somebody's text as the database can hold it."""
    return "".join(sign for sign in text if sign.isprintable())[:most]


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
        document.number = _told(parcel.subject.get("number", ""), 200)
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
