"""A file of several documents: each becomes a document of its own, in one transaction with the file's end.

The file stays in the archive as it was handed over, and each document tells which file it came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from depesch.channels import File, SendMode
from depesch.documents.envelopes import Part
from depesch.documents.opening import documents_in
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.flows.examination import BROKEN_RULES
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.submission import new_document, take_over
from depesch.hub.flows.transitions import ProblemNote, locked, move
from depesch.hub.history.kinds.documents import DocumentRefused, DocumentTakenOut, DocumentUnpacked
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import safe_file_name, split_suffix
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import UnreadableDocument

_ACTOR = "worker"
ORPHANS = "files-of-several"


def parts_in(content: bytes) -> tuple[Part, ...]:
    """Return the documents in a file that is not one document; none when its envelope cannot be opened."""
    try:
        return documents_in(content)
    except UnreadableDocument:
        return ()


def unpack(company_id: UUID, document_id: UUID, parts: Sequence[Part], files: Sequence[ArchivedFile]) -> None:
    """Make a document of each part; does nothing when the file was taken up by another worker meanwhile.

    Files that were handed over beside the file could belong to any of its documents: then it is refused.
    """
    beside = [file for file in files if file.role == FileRole.ATTACHMENT]
    with acting_for(company_id):
        document = locked(document_id)
        if document.state != DocumentState.RECEIVED:
            return
        if beside:
            values = {"count": str(len(parts)), "files": ", ".join(file.name for file in beside)}
            refused = DocumentRefused(code=ORPHANS, findings=0)
            note = ProblemNote(code=ORPHANS, values=values)
            move(document, DocumentState.REFUSED, refused, actor=_ACTOR, problem=note)
            return
        for position, part in enumerate(parts, 1):
            _take_out(document, part, position)
        move(document, DocumentState.UNPACKED, DocumentUnpacked(count=len(parts)), actor=_ACTOR)


def parts_of(document: Document) -> list[UUID]:
    """Return the documents out of a file of several, in its order; none for any other. Inside `acting_for`."""
    if document.state != DocumentState.UNPACKED:
        return []
    return list(Document.objects.filter(unpacked_from=document).order_by("position").values_list("id", flat=True))


def _take_out(document: Document, part: Part, position: int) -> None:
    inside = new_document(
        part.data, document.tenant_id, actor=document.submitted_by, route=document.route_in,
        file_name=_name(document, part, position), send_mode=SendMode(document.send_mode),
    )  # fmt: skip
    inside.unpacked_from, inside.position = document, position
    files = [
        File(
            name=safe_file_name(file.filename or f"attachment-{number}"),
            media_type=file.mime_code or "application/octet-stream",
            content=file.content,
        )
        for number, file in enumerate(part.files, 1)
    ]
    event = DocumentTakenOut(
        original=str(document.id), position=position, sha256=inside.original_sha256, size=len(part.data),
        remarks=tuple(f"{issue.rule} {issue.value or ''}".strip() for issue in part.issues),
    )  # fmt: skip
    take_over(inside, part.data, files, event, actor=document.submitted_by)
    fatal = [issue for issue in part.issues if issue.severity is Severity.FATAL]
    if fatal:
        _refuse(inside, fatal)


def _refuse(inside: Document, fatal: Sequence[Issue]) -> None:
    """Give a document back whose envelope is faulty where it concerns it, such as a file beside it that is damaged."""
    note = ProblemNote(
        code=BROKEN_RULES, values={"count": str(len(fatal)), "first": fatal[0].rule}, findings=tuple(fatal)
    )
    refused = DocumentRefused(code=BROKEN_RULES, findings=len(fatal))
    move(inside, DocumentState.REFUSED, refused, actor=_ACTOR, problem=note)


def _name(document: Document, part: Part, position: int) -> str:
    if part.name:
        return part.name
    stem, suffix = split_suffix(document.file_name)
    return f"{stem}-{position}{suffix}" if stem else ""
