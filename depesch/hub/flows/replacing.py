"""A better form of a refused document goes out in its place, as a document of its own, once.

The refused one stays in the archive as it was handed over and is put away; the history of each names the other.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from depesch.channels import File
from depesch.documents.changes import Change
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.readable import readable_content
from depesch.hub.archive.store import content_of
from depesch.hub.flows.examination import BROKEN_RULES
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.submission import Submission, submit
from depesch.hub.flows.transitions import move
from depesch.hub.history.kinds.documents import DocumentMended, DocumentMends
from depesch.hub.history.record import record
from depesch.kit.filenames import split_suffix


def is_refused_by_rules(document: Document) -> bool:
    """Return whether a document of the company's own was refused for what it says."""
    is_refused = document.state == DocumentState.REFUSED and document.problem_code == BROKEN_RULES
    return document.direction == Direction.OUT and is_refused


def done_before(document: Document) -> Submission | None:
    """Return the document that has taken this one's place, if one has."""
    earlier = Document.objects.filter(mends=document).values_list("id", flat=True).first()
    return Submission(document_id=earlier, created=False) if earlier else None


def original_of(files: Sequence[ArchivedFile]) -> bytes:
    """Return the bytes that were handed over, of paper its transcript."""
    return readable_content(files)


def replace(
    document: Document,
    data: bytes,
    changes: Sequence[Change],
    files: Sequence[ArchivedFile],
    *,
    by: str,
    actor: str,
    route: str,
) -> Submission:
    """Hand the better form over and put the locked, refused document away, in the caller's transaction.

    `by` (`mended`, `fixed`) goes into the new file's name; the changes, with which the page of the put away document
    tells what is different, are kept with it. The files beside the refused document go with the new one too.
    """
    submission = submit(
        data,
        company_id=document.tenant_id,
        actor=actor,
        route=route,
        file_name=f"{split_suffix(document.file_name or document.number)[0]}.{by}.xml",
        send_mode=document.send_mode,
        attachments=_attachments(files),
    )
    Document.objects.filter(id=submission.document_id).update(mends=document)
    terms = tuple(dict.fromkeys(change.term or change.path for change in changes))
    record(DocumentMends(original=str(document.id), terms=terms), document_id=submission.document_id, actor=actor)
    document.mending = msgspec.to_builtins(tuple(changes))
    move(
        document,
        DocumentState.CANCELLED,
        DocumentMended(successor=str(submission.document_id), terms=terms),
        actor=actor,
        changed=("mending",),
    )
    return submission


def _attachments(files: Sequence[ArchivedFile]) -> list[File]:
    return [
        File(name=file.name, media_type=file.media_type, content=content_of(file))
        for file in files
        if file.role == FileRole.ATTACHMENT
    ]
