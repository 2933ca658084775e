"""What a request hands over: the document's bytes, its name and the files beside it, from the body or a form.

The length is looked at before the body is read, so that a body over the cap costs nothing; one that broke off is
refused, since acknowledged it would be half a document.

Sources: RFC 9110 section 8.6 (Content-Length); RFC 7578 (multipart/form-data).
"""

from __future__ import annotations

import re

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from depesch.channels import File
from depesch.gateways.drop.names import checked, name_of
from depesch.gateways.drop.problems import DropProblem
from depesch.kit.xml import MAX_BYTES

FORM_OVERHEAD = 1024 * 1024  # boundaries, headers and small fields round the files of a form
_DOCUMENT, _ATTACHMENTS = ("document", "file"), ("attachments", "attachment")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_FORM = "multipart/form-data"


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """One file as it was handed over; the key is the caller's own, None when it gave none."""

    content: bytes
    file_name: str
    attachments: tuple[File, ...]
    key: str | None


def handed_over(request: HttpRequest, in_address: str) -> Handed:
    """Return what the request hands over; raises DropProblem for what is refused before a byte of it is kept."""
    is_form = request.content_type == _FORM
    length = _length(request, MAX_BYTES + (FORM_OVERHEAD if is_form else 0))
    key = _own_key(request)
    name = name_of(request, in_address)
    if len(request.body) != length:
        raise DropProblem("broken-off", 400, value=f"{len(request.body)}/{length}")
    if is_form:
        return _of_form(request, name, key)
    return Handed(content=request.body, file_name=name, attachments=(), key=key)


def _length(request: HttpRequest, limit: int) -> int:
    told = request.headers.get("Content-Length", "")
    if not told:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            raise DropProblem("length-required", 411)
        return 0
    if not told.isdecimal():
        raise DropProblem("invalid-request", 400, value=f"Content-Length: {told[:40]}")
    if int(told) > limit:
        raise DropProblem("too-large", 413, value=told, limit=limit)
    return int(told)


def _own_key(request: HttpRequest) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise DropProblem("invalid-request", 422, value="Idempotency-Key: 1 to 200 visible ASCII characters")
    return key


def _of_form(request: HttpRequest, name: str, key: str | None) -> Handed:
    files = {field: request.FILES.getlist(field) for field in request.FILES}
    document = _document(files)
    if (document.size or 0) > MAX_BYTES:
        raise DropProblem("too-large", 413, value=document.size, limit=MAX_BYTES)
    return Handed(
        content=document.read(),
        file_name=name or checked(document.name or ""),
        attachments=tuple(
            _file(each) for field in _ATTACHMENTS for each in files.get(field, []) if each is not document
        ),
        key=key,
    )


def _document(files: dict[str, list[UploadedFile[bytes]]]) -> UploadedFile[bytes]:
    """Return the one file that is the document: the field says so, or there is no other file at all."""
    unknown = [field for field in files if field not in (*_DOCUMENT, *_ATTACHMENTS)]
    named = [each for field in _DOCUMENT for each in files.get(field, [])]
    count = sum(len(each) for each in files.values())
    if count == 1 and unknown:
        return files[unknown[0]][0]
    if len(named) != 1 or unknown:  # which file belongs where is not guessed, and none is left behind
        raise DropProblem("document-missing", 422, value=count)
    return named[0]


def _file(file: UploadedFile[bytes]) -> File:
    media_type = file.content_type or "application/octet-stream"
    return File(name=checked(file.name or ""), media_type=media_type, content=file.read())
