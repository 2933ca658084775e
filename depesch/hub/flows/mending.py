"""Mend and send: a refused document goes out in its mended form, as a document of its own, once.

The refused one stays in the archive as it was handed over and is put away; the history of each names the other.
"""

from __future__ import annotations

from uuid import UUID

import msgspec

from depesch.channels import File
from depesch.documents.changes import Change
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.examination import BROKEN_RULES, Examined, beside
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.submission import Submission, is_stopped, submit
from depesch.hub.flows.transitions import locked, move
from depesch.hub.flows.trial import try_out
from depesch.hub.history.kinds.documents import DocumentMended, DocumentMends
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import split_suffix


def changes_of(document: Document) -> tuple[Change, ...]:
    """Return the changes that are offered for a refused document; none when it cannot be mended with certainty."""
    return msgspec.convert(document.mending or [], tuple[Change, ...])


def may_be_mended(document: Document) -> bool:
    """Return whether the mended form can be sent in the document's place."""
    is_refused = document.state == DocumentState.REFUSED and document.problem_code == BROKEN_RULES
    return document.direction == Direction.OUT and is_refused and bool(document.mending)


def mend_and_send(company_id: UUID, document_id: UUID, *, actor: str, route: str) -> Submission:
    """Hand over the mended form of a refused document and return it, after the commit; the same at every call.

    Exactly the changes that were offered are made. Raises ActionRefused: `not-mendable`, `invoicing-stopped`, or
    `mending-changed` when the rules or the receiver's demands are others by now; then what is offered has been brought
    up to date.
    """
    with acting_for(company_id):
        document = Document.objects.get(id=document_id)
        if (done := _done_before(document)) is not None:
            return done
        if not may_be_mended(document):
            raise ActionRefused("not-mendable")
        if is_stopped(company_id):
            raise ActionRefused("invoicing-stopped")
        files = files_of(document_id)
        content = content_of(_original(files))
    examined = try_out(company_id, content, files_beside=beside(files)).examined
    if examined.data is None or examined.mends != changes_of(document):
        _offer_anew(company_id, document_id, examined)
        raise ActionRefused("mending-changed")
    with acting_for(company_id):
        return _send(company_id, document_id, examined, examined.data, files, actor=actor, route=route)


def _offer_anew(company_id: UUID, document_id: UUID, examined: Examined) -> None:
    with acting_for(company_id):
        document = locked(document_id)
        if may_be_mended(document):
            document.mending = msgspec.to_builtins(examined.mends) if examined.mends else None
            document.save(update_fields=["mending"])


def _send(
    company_id: UUID,
    document_id: UUID,
    examined: Examined,
    data: bytes,
    files: list[ArchivedFile],
    *,
    actor: str,
    route: str,
) -> Submission:
    """Hand the mended form over and put the refused document away, in the caller's transaction."""
    document = locked(document_id)
    if (done := _done_before(document)) is not None:  # a second click, at the same moment
        return done
    if not may_be_mended(document):
        raise ActionRefused("not-mendable")
    submission = submit(
        data,
        company_id=company_id,
        actor=actor,
        route=route,
        file_name=f"{split_suffix(document.file_name or document.number)[0]}.mended.xml",
        send_mode=document.send_mode,
        attachments=_attachments(files),
    )
    Document.objects.filter(id=submission.document_id).update(mends=document)
    terms = tuple(dict.fromkeys(change.term or change.path for change in examined.mends))
    record(DocumentMends(original=str(document.id), terms=terms), document_id=submission.document_id, actor=actor)
    move(
        document,
        DocumentState.CANCELLED,
        DocumentMended(successor=str(submission.document_id), terms=terms),
        actor=actor,
    )
    return submission


def _done_before(document: Document) -> Submission | None:
    earlier = Document.objects.filter(mends=document).values_list("id", flat=True).first()
    return Submission(document_id=earlier, created=False) if earlier else None


def _original(files: list[ArchivedFile]) -> ArchivedFile:
    return next(file for file in files if file.role == FileRole.ORIGINAL)


def _attachments(files: list[ArchivedFile]) -> list[File]:
    """Return the files beside the refused document, which go with the mended one too."""
    return [
        File(name=file.name, media_type=file.media_type, content=content_of(file))
        for file in files
        if file.role == FileRole.ATTACHMENT
    ]
