"""Forward what was received: by mail to an address, or to another company of the same person on this hub."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from depesch.channels import File, Parcel, Recipient, SendMode
from depesch.documents.passing_on import xml_passed_on
from depesch.documents.reading import read
from depesch.exchange.mail.message import parse_address
from depesch.hub.accounts.limits import FORWARD_COMPANY, Left, left_of, take
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.readable import readable_content, readable_of
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.flows.models import Direction, Document
from depesch.hub.history.kinds.answers import DocumentForwarded, DocumentHandedOn
from depesch.hub.history.record import record
from depesch.hub.mailing.composing import Enclosure
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import safe_file_name
from depesch.rendering import RenderingFailed
from depesch.rendering.pdf import render_pdf
from depesch.syntaxes import UnreadableDocument

MOST_BYTES = 15_000_000  # of all files of one mail: what most mail servers take, in base64
LONGEST_TEXT = 2000
_WITH_IT = (FileRole.ORIGINAL, FileRole.TRANSCRIPT, FileRole.ATTACHMENT)


class ForwardRefused(Exception):
    """It cannot be forwarded. `code`: not-received, too-large, same-company."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What goes with a forwarded document: who forwards it, in which language, what it is, and their own words."""

    person: str
    reply_to: str
    language: str
    heading: str
    text: str = ""


def forward_by_mail(company_id: UUID, document_id: UUID, to: str, note: Note, *, actor: str) -> int:
    """Write the mail with the document's files, record it, and return how many files go with it.

    The PDF is the one that came with the document, else it is set here, before the transaction. Raises
    Document.DoesNotExist, BadAddress, ForwardRefused, and TooOften when the company forwarded as many mails within a
    day as it may; what was refused does not count. Call it outside transactions.
    """
    to = parse_address(to)
    with acting_for(company_id):
        document = _received(document_id)
        files = files_of(document_id)
        content = readable_content(files)
        rendered = next((file for file in files if file.role == FileRole.RENDERING), None)
    pdf = None if rendered else _pdf(document, content, note.language)
    with acting_for(company_id):
        enclosures = [*([pdf] if pdf else []), *_enclosures(files)]
    if sum(len(each.content) for each in enclosures) > MOST_BYTES:
        raise ForwardRefused("too-large")
    take(FORWARD_COMPANY, str(company_id))
    with acting_for(company_id):
        letter = write_letter(
            "forwarded-document",
            to=to,
            language=note.language,
            company_id=company_id,
            sender_name=note.person,
            reply_to=note.reply_to,
            values={
                "person": note.person,
                "company": Company.objects.get(id=company_id).name,
                "heading": note.heading,
                "text": note.text.strip() or "–",
            },
            enclosures=enclosures,
        )
        event = DocumentForwarded(to=letter.recipient, files=len(enclosures))
        record(event, document_id=document_id, actor=actor)
    return len(enclosures)


def mails_left(company_id: UUID) -> Left:
    """Return how many documents the company may still forward by mail, and when it may all of them again."""
    return left_of(FORWARD_COMPANY, str(company_id))


def hand_on(company_id: UUID, document_id: UUID, to_company: UUID, *, actor: str) -> None:
    """Let the document arrive at another company too, once, and record it here. Who may is the caller's to check.

    The other company's books are written first, by themselves: two histories are never written in one transaction.
    Raises Document.DoesNotExist and ForwardRefused.
    """
    if company_id == to_company:
        raise ForwardRefused("same-company")
    with acting_for(company_id):
        document = _received(document_id)
        parcel = _parcel(document, files_of(document_id), to_company)
    HubInbox().put(str(to_company), parcel)
    name = Company.objects.values_list("name", flat=True).get(id=to_company)
    with acting_for(company_id):
        record(DocumentHandedOn(company=name), document_id=document_id, actor=actor)


def _received(document_id: UUID) -> Document:
    document = Document.objects.select_related("tenant").get(id=document_id)
    if document.direction != Direction.IN:
        raise ForwardRefused("not-received")
    return document


def _main(files: Sequence[ArchivedFile]) -> ArchivedFile:
    found = readable_of(files)
    assert found is not None, "a document is written together with its original"  # noqa: S101
    return found


def _pdf(document: Document, content: bytes, language: str) -> Enclosure | None:
    """Return the readable invoice; None for what cannot be read or set: then the original goes alone."""
    try:
        reading = read(content)
        pdf = render_pdf(reading.invoice, language=language, xml=xml_passed_on(reading), send_mode=document.send_mode)
    except (UnreadableDocument, RenderingFailed):
        return None
    name = safe_file_name(f"{document.number or document.id}.pdf")
    return Enclosure(name=name, media_type="application/pdf", content=pdf)


def _enclosures(files: Sequence[ArchivedFile]) -> list[Enclosure]:
    wanted = [file for file in files if file.role == FileRole.RENDERING][:1]
    wanted += [file for file in files if file.role in _WITH_IT]
    return [Enclosure(name=file.name, media_type=file.media_type, content=content_of(file)) for file in wanted]


def _parcel(document: Document, files: Sequence[ArchivedFile], to_company: UUID) -> Parcel:
    rendering = next((file for file in files if file.role == FileRole.RENDERING), None)
    return Parcel(
        message_id=f"{document.id}-handed-on-{to_company}",
        document_id=str(document.id),
        send_mode=SendMode(document.send_mode),
        sender_name=document.seller_name or document.tenant.name,
        recipient=Recipient(name="", company_id=str(to_company)),
        subject={"number": document.number},
        main=_file(_main(files)),
        rendering=_file(rendering) if rendering else None,
        attachments=tuple(_file(file) for file in files if file.role == FileRole.ATTACHMENT),
        created_at=document.received_at,
    )


def _file(archived: ArchivedFile) -> File:
    return File(name=archived.name, media_type=archived.media_type, content=content_of(archived))
