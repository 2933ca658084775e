"""`/documents/{id}/files`: what the archive keeps of a document, and the bytes themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router

from depesch.api import described
from depesch.api.callers import Caller, caller_who_may
from depesch.api.lookups import document_of
from depesch.api.problems import ApiProblem
from depesch.api.shapes import FileListOut, ProblemDetails
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.history.kinds.documents import DocumentDownloaded
from depesch.hub.history.record import record
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["documents"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails}


@RESOURCE.get("/documents/{uuid:document_id}/files", response={200: FileListOut, **_PROBLEMS}, operation_id="files")
def files(request: HttpRequest, document_id: UUID) -> FileListOut:
    """The files of a document: the original, what was sent, renderings and receipts."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        document_of(document_id)
        return FileListOut(items=[described.file(archived) for archived in files_of(document_id)])


@RESOURCE.get(
    "/documents/{uuid:document_id}/files/{uuid:file_id}",
    response={200: None, **_PROBLEMS},
    operation_id="file",
    openapi_extra={
        "responses": {
            200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
        }
    },
)
def file(request: HttpRequest, document_id: UUID, file_id: UUID) -> HttpResponse:
    """The bytes of one file, as archived; their SHA-256 is checked before they are given out."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        document_of(document_id)
        archived = next((one for one in files_of(document_id) if one.id == file_id), None)
        if archived is None:
            raise ApiProblem("not-found", 404, what="file", value=file_id)
        content = content_of(archived)
        _note_download(archived, caller)
    response = HttpResponse(content, content_type=archived.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=archived.name) or ""
    response["ETag"] = f'"{archived.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _note_download(archived: ArchivedFile, caller: Caller) -> None:
    event = DocumentDownloaded(role=archived.role, sha256=archived.sha256)
    record(event, document_id=archived.document_id, actor=caller.actor)
