"""What is brought to the company's own server: the document in the format that the company chose, with its PDF and its
attachments. It is archived before the first try, so that every try brings the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from depesch.channels import File, Parcel, Recipient, SendMode
from depesch.documents.passing_on import xml_passed_on
from depesch.documents.reading import read
from depesch.documents.targets import targets
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.readable import readable_of
from depesch.hub.archive.store import content_of, files_of, keep_file
from depesch.hub.flows.forms import Forms
from depesch.hub.flows.models import Bringing, Document
from depesch.kit.filenames import safe_file_name, safe_stem
from depesch.rendering.pdf import render_pdf
from depesch.syntaxes import Reading, UnreadableDocument


class CannotBeMade(Exception):
    """The document cannot be in the chosen format. `code` is not-convertible or unfit-format."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """How it is brought: in which format (empty: as it came), with a PDF or without, and the PDF's language."""

    syntax: str
    rendering: bool
    language: str


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What is brought; `syntax` is empty for a document that goes as it came."""

    main: File
    syntax: str = ""
    rendering: File | None = None
    beside: tuple[File, ...] = ()


def make(document: Document, original: File, came_with: File | None, wanted: Wanted) -> Made:
    """Return what is brought. Pure computing, no database.

    The PDF is the one that came with the document, else it is set here. Raises CannotBeMade, RenderingFailed.
    """
    syntax, language = wanted.syntax, wanted.language
    came_with = came_with if wanted.rendering else None
    try:
        reading = read(original.content)
    except UnreadableDocument as error:
        if syntax:
            raise CannotBeMade("not-convertible", str(error)) from error
        return Made(main=original, rendering=came_with)
    if not syntax:
        pdf = came_with or (_pdf(document, reading, language) if wanted.rendering else None)
        return Made(main=original, rendering=pdf)
    if syntax not in targets():
        raise CannotBeMade("not-convertible", f"the hub no longer writes the format {syntax}")
    forms = Forms(reading, language=language, send_mode=SendMode(document.send_mode))
    if refusals := forms.refusals(syntax):
        rules = ", ".join(list(dict.fromkeys(issue.rule for issue in refusals))[:3])
        raise CannotBeMade("unfit-format", f"{targets()[syntax].title}: {rules}")
    form = forms.make(syntax, rendering=wanted.rendering and came_with is None)
    return Made(main=form.main, syntax=syntax, rendering=came_with or form.rendering, beside=form.beside)


def keep(bringing: Bringing, made: Made) -> None:
    """Archive what is brought and note it in the row, which the caller saves. Call it inside `acting_for`."""
    document_id, main = bringing.document_id, made.main
    sent = keep_file(document_id, FileRole.SENT, main.name, main.media_type, main.content, syntax=made.syntax)
    bringing.syntax, bringing.sent_sha256, bringing.rendering_sha256 = made.syntax, sent.sha256, ""
    for file in made.beside:
        keep_file(document_id, FileRole.BESIDE, file.name, file.media_type, file.content, syntax=made.syntax)
    if made.rendering is not None:
        pdf = made.rendering
        kept = keep_file(document_id, FileRole.RENDERING, pdf.name, pdf.media_type, pdf.content)
        bringing.rendering_sha256 = kept.sha256


def original_of(files: Sequence[ArchivedFile]) -> tuple[File, File | None]:
    """Return the document as it came, of paper its transcript, and the PDF that came with it."""
    original = readable_of(files)
    assert original is not None, "a document is written together with its original"  # noqa: S101
    pdf = next((file for file in files if file.role == FileRole.RENDERING), None)
    return _file(original), _file(pdf) if pdf else None


def parcel_of(bringing: Bringing, document: Document) -> Parcel:
    """Return the parcel, from what was archived for it. Call it inside `acting_for`."""
    files = files_of(document.id)
    of = {(file.role, file.sha256): file for file in files}
    pdf = of.get((FileRole.RENDERING.value, bringing.rendering_sha256))
    beside = [f for f in files if f.role == FileRole.BESIDE and bringing.syntax and f.syntax == bringing.syntax]
    attachments = [f for f in files if f.role == FileRole.ATTACHMENT]
    company = document.tenant
    return Parcel(
        message_id=bringing.message_id,
        document_id=str(document.id),
        send_mode=SendMode(document.send_mode),
        sender_name=document.seller_name,
        recipient=Recipient(name=company.name, company_id=str(company.id), country=company.country),
        subject={"number": document.number},
        main=_file(of[FileRole.SENT.value, bringing.sent_sha256]),
        rendering=_file(pdf) if pdf else None,
        attachments=tuple(_file(file) for file in (*beside, *attachments)),
        created_at=document.received_at,
    )


def _pdf(document: Document, reading: Reading, language: str) -> File:
    content = render_pdf(reading.invoice, language=language, xml=xml_passed_on(reading), send_mode=document.send_mode)
    name = safe_file_name(f"{safe_stem(document.number or str(document.id), max_bytes=100)}.pdf")
    return File(name=name, media_type="application/pdf", content=content)


def _file(archived: ArchivedFile) -> File:
    return File(name=archived.name, media_type=archived.media_type, content=content_of(archived))
