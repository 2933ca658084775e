"""Collecting: `in` of a drop lists what waits, gives it out, and is told when the caller has it.

At least once: what is not acknowledged is listed again, under the same address.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import quote
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from depesch.documents.converting import UnknownFormat, convert, target_named
from depesch.gateways.drop.answers import Kind, answer, answering, kind_of
from depesch.gateways.drop.callers import Caller, caller_of
from depesch.gateways.drop.problems import DropProblem
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.readable import READABLE, readable_of
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.direct.mailbox.names import incoming_stem
from depesch.hub.flows.collecting import MOST, acknowledge, to_collect
from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.queries import BadKey
from depesch.hub.flows.reach import is_kept_in_archive, within_programs_reach
from depesch.hub.history.kinds.documents import DocumentDownloaded
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import safe_file_name, split_suffix
from depesch.rendering import RenderingFailed
from depesch.syntaxes import UnreadableDocument

PAGE = 50
ORIGINAL = "original"
_BESIDE = (FileRole.ATTACHMENT, FileRole.RENDERING)


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A file that came beside a document."""

    href: str
    name: str
    role: str
    media_type: str
    size: int


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A document that waits to be collected."""

    id: UUID
    href: str
    name: str
    format: str  # that it came in
    type_code: str
    number: str
    seller_name: str
    issue_date: date | None
    received_at: datetime
    files: tuple[Beside, ...]


class WaitingList(msgspec.Struct, frozen=True, kw_only=True):
    """Some of what waits, the oldest first, and the address to go on at, `` at the end."""

    documents: tuple[Waiting, ...]
    next: str


class Acknowledged(msgspec.Struct, frozen=True, kw_only=True):
    """Since when the caller has the document."""

    id: UUID
    collected_at: datetime


@answering("GET", "HEAD")
def waiting(request: HttpRequest, drop: str, mode: str) -> HttpResponse:
    """List what waits in the address's send mode: as JSON, as XML, or as plain lines of addresses."""
    caller = _collector(request, drop, mode)
    limit = _limit(request)
    with acting_for(caller.company_id):
        try:
            found = to_collect(after=_after(request), limit=limit, send_mode=caller.send_mode.value)
        except BadKey as error:
            raise DropProblem("invalid-request", 422, value=f"after: {error}") from error
        files = _files(found.documents)
    documents = tuple(_waiting(caller, each, files.get(each.id, [])) for each in found.documents)
    further = f"{caller.root}/in/?after={documents[-1].id}&limit={limit}" if found.more else ""
    if kind_of(request, plain=True) is Kind.PLAIN:
        lines = "".join(f"{request.build_absolute_uri(each.href)}\n" for each in documents)
        response = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    else:
        response = answer(request, WaitingList(documents=documents, next=further), root="waiting")
    if further:
        response["Link"] = f'<{request.build_absolute_uri(further)}>; rel="next"'  # RFC 8288
    return response


@answering("GET", "DELETE", "POST")
def waiting_document(request: HttpRequest, drop: str, mode: str, document_id: UUID, name: str = "") -> HttpResponse:
    """Give out a document that came in, or be told that the caller has it (DELETE or POST)."""
    caller = _collector(request, drop, mode)
    with acting_for(caller.company_id):
        document = _document(caller, document_id)
        if request.method in ("DELETE", "POST"):
            at = acknowledge(document.id, actor=caller.actor) or document.received_at  # only what came in is found
            return answer(request, Acknowledged(id=document.id, collected_at=at), root="acknowledged")
        return _given_out(request, caller, document)


@answering("GET")
def waiting_file(
    request: HttpRequest, drop: str, mode: str, document_id: UUID, file_id: UUID, name: str = ""
) -> HttpResponse:
    """Give out a file that came beside a document: an attachment, or the readable invoice."""
    caller = _collector(request, drop, mode)
    with acting_for(caller.company_id):
        document = _document(caller, document_id)
        file = ArchivedFile.objects.filter(document_id=document.id, role__in=_BESIDE, id=file_id).first()
        if file is None:
            raise DropProblem("not-found", 404, value=file_id)
        _note_download(caller, file)
        return _file_response(content_of(file), file.media_type, file.name)


def _collector(request: HttpRequest, drop: str, mode: str) -> Caller:
    caller = caller_of(request, drop, mode)
    if not caller.may_collect:
        raise DropProblem("may-not-collect", 403)
    return caller


def _document(caller: Caller, document_id: UUID) -> Document:
    mine = Document.objects.filter(direction=Direction.IN, send_mode=caller.send_mode.value)
    document = mine.filter(within_programs_reach(), id=document_id).first()
    if document is None:
        code = "in-archive" if is_kept_in_archive(document_id, within_programs_reach()) else "not-found"
        raise DropProblem(code, 404, value=document_id)
    return document


def _given_out(request: HttpRequest, caller: Caller, document: Document) -> HttpResponse:
    """Return the document in the caller's format, or in the one that it asks for by `?format=`."""
    original = _main(files_of(document.id))
    content, asked = content_of(original), request.GET.get("format", "") or caller.syntax
    if not asked or asked == ORIGINAL:
        response = _file_response(content, original.media_type, _name(document, original.name))
        response["ETag"] = f'"{original.sha256}"'
    else:
        response = _converted(document, content, asked)
    _note_download(caller, original)
    return response


def _converted(document: Document, content: bytes, asked: str) -> HttpResponse:
    try:
        made, target = convert(content, to=asked), target_named(asked)
    except UnknownFormat as error:
        raise DropProblem("invalid-request", 422, value=str(error)) from error
    except (UnreadableDocument, RenderingFailed) as error:
        raise DropProblem("not-in-format", 422, value=str(error)) from error
    response = _file_response(made.data, target.media_type, incoming_stem(document) + target.suffix)
    response["Depesch-Losses"] = str(len(made.losses) + len(made.unread))
    return response


def _file_response(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _note_download(caller: Caller, file: ArchivedFile) -> None:
    event = DocumentDownloaded(role=file.role, sha256=file.sha256)
    record(event, document_id=file.document_id, actor=caller.actor)


def _files(documents: Sequence[Document]) -> dict[UUID, list[ArchivedFile]]:
    found: dict[UUID, list[ArchivedFile]] = {}
    ids = [each.id for each in documents]
    rows = ArchivedFile.objects.filter(document_id__in=ids, role__in=(*READABLE, *_BESIDE))
    for row in rows.order_by("archived_at", "id"):
        found.setdefault(row.document_id, []).append(row)
    return found


def _waiting(caller: Caller, document: Document, files: list[ArchivedFile]) -> Waiting:
    href = f"{caller.root}/in/{document.id}"
    original = _main(files).name
    suffix = target_named(caller.syntax).suffix if caller.syntax else split_suffix(original)[1].lower()
    name = incoming_stem(document) + suffix
    beside = [each for each in files if each.role in _BESIDE]
    return Waiting(
        id=document.id, href=f"{href}/{quote(name)}", name=name, format=document.syntax, type_code=document.type_code,
        number=document.number, seller_name=document.seller_name, issue_date=document.issue_date,
        received_at=document.received_at,
        files=tuple(
            Beside(
                href=f"{href}/files/{each.id}/{quote(safe_file_name(each.name))}", name=each.name, role=each.role,
                media_type=each.media_type, size=each.size,
            ) for each in beside
        ),
    )  # fmt: skip


def _name(document: Document, original: str) -> str:
    return incoming_stem(document) + split_suffix(original)[1].lower()


def _main(files: Sequence[ArchivedFile]) -> ArchivedFile:
    found = readable_of(files)
    assert found is not None, "a document is written together with its original"  # noqa: S101
    return found


def _limit(request: HttpRequest) -> int:
    told = request.GET.get("limit", str(PAGE))
    if not (told.isascii() and told.isdecimal() and len(told) < 10 and 1 <= int(told) <= MOST):
        raise DropProblem("invalid-request", 422, value=f"limit: 1 to {MOST}")
    return int(told)


def _after(request: HttpRequest) -> UUID | None:
    told = request.GET.get("after", "")
    try:
        return UUID(told) if told else None
    except ValueError as error:
        raise DropProblem("invalid-request", 422, value="after: no id") from error
