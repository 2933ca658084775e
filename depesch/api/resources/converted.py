"""`/documents/{id}/as/{format}`: a document in another format, its losses, and what lies beside it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Router, Schema

from depesch.api.callers import caller_who_may
from depesch.api.language import language_of
from depesch.api.lookups import document_of
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.documents.converting import Conversion, UnknownFormat, convert, target_named
from depesch.documents.reading import read
from depesch.hub.archive.readable import readable_content
from depesch.hub.archive.store import files_of
from depesch.hub.flows.document_pdf import pdf_of_document
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import safe_file_name, safe_stem
from depesch.kit.hashing import sha256_hex
from depesch.rendering import RenderingFailed
from depesch.syntaxes import UnreadableDocument

RESOURCE = Router(tags=["documents"])
PDF = "pdf"
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails, 422: ProblemDetails}
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_LOSSES = {
    "description": "How many values the format could not hold as they were.",
    "schema": {"type": "integer"},
}


class BesideOut(Schema):
    """A file that the format has no place for, and that goes with the document outside."""

    number: int
    name: str
    media_type: str
    size: int
    sha256: str


class BesideListOut(Schema):
    """What lies beside a document in a format."""

    items: list[BesideOut]


@RESOURCE.get(
    "/documents/{uuid:document_id}/as/{slug:format_name}",
    response={200: None, **_PROBLEMS},
    operation_id="converted",
    openapi_extra={"responses": {200: {"content": _BYTES, "headers": {"Depesch-Losses": _LOSSES}}}},
)
def converted(request: HttpRequest, document_id: UUID, format_name: str) -> HttpResponse:
    """The document written in the format of that name (`depesch formats` lists them), made from the original.

    `pdf` is the document for people, in the caller's language, with its XML inside.
    """
    document, content = _original(request, document_id)
    if format_name == PDF:
        return _answer(document, ".pdf", "application/pdf", _pdf(request, document, content))
    made, target = _converted(content, format_name), target_named(format_name)
    response = _answer(document, target.suffix, target.media_type, made.data)
    response["Depesch-Losses"] = str(len(made.losses) + len(made.unread))
    return response


@RESOURCE.get(
    "/documents/{uuid:document_id}/as/{slug:format_name}/beside",
    response={200: BesideListOut, **_PROBLEMS},
    operation_id="beside",
)
def beside(request: HttpRequest, document_id: UUID, format_name: str) -> BesideListOut:
    """The attached files that the format has no place for; those of formats that hold files stand inside."""
    _, content = _original(request, document_id)
    return BesideListOut(
        items=[
            BesideOut(
                number=number, name=safe_file_name(each.filename or "attachment"),
                media_type=each.mime_code or "application/octet-stream", size=len(each.content),
                sha256=sha256_hex(each.content),
            )
            for number, each in enumerate(_converted(content, format_name).beside)
        ]
    )  # fmt: skip


@RESOURCE.get(
    "/documents/{uuid:document_id}/as/{slug:format_name}/beside/{int:number}",
    response={200: None, **_PROBLEMS},
    operation_id="besideFile",
    openapi_extra={"responses": {200: {"content": _BYTES}}},
)
def beside_file(request: HttpRequest, document_id: UUID, format_name: str, number: int) -> HttpResponse:
    """The bytes of one of these files."""
    _, content = _original(request, document_id)
    files = _converted(content, format_name).beside
    if number >= len(files):
        raise ApiProblem("not-found", 404, what="file", value=number)
    name = safe_file_name(files[number].filename or "attachment")
    return _download(name, "application/octet-stream", files[number].content)


def _original(request: HttpRequest, document_id: UUID) -> tuple[Document, bytes]:
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        document = document_of(document_id)
        return document, readable_content(files_of(document_id))


def _converted(content: bytes, format_name: str) -> Conversion:
    try:
        return convert(content, to=format_name)
    except UnknownFormat as error:
        raise ApiProblem("invalid-request", 422, value=str(error)) from error
    except (UnreadableDocument, RenderingFailed) as error:
        raise ApiProblem("not-convertible", 422, what=format_name, value=str(error)) from error


def _pdf(request: HttpRequest, document: Document, content: bytes) -> bytes:
    """Return the document for people; what the company sends has its logo and its design."""
    try:
        return pdf_of_document(document, read(content), language=language_of(request))
    except (UnreadableDocument, RenderingFailed) as error:
        raise ApiProblem("not-convertible", 422, what="PDF", value=str(error)) from error


def _answer(document: Document, suffix: str, media_type: str, content: bytes) -> HttpResponse:
    return _download(safe_stem(document.number or "document", max_bytes=100) + suffix, media_type, content)


def _download(name: str, media_type: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response
