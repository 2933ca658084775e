"""What a request hands over: the document's bytes and the files beside it, taken from the body or from a form."""

from __future__ import annotations

import re

import msgspec
from django.http import HttpRequest
from django.utils.http import parse_header_parameters

from depesch.api.problems import ApiProblem
from depesch.channels import File, SendMode
from depesch.kit.xml import MAX_BYTES

# What stands around the files in a form: boundaries, headers, the small fields.
FORM_OVERHEAD = 1024 * 1024
# How a request that hands over a document is described.
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FORM = {
    "schema": {
        "type": "object",
        "required": ["document"],
        "properties": {
            "document": {"type": "string", "format": "binary"},
            "attachments": {"type": "array", "items": {"type": "string", "format": "binary"}},
        },
    }
}
BODY = {
    "required": True,
    "content": {
        # The format is known by the content; a type that says less, or nothing, does as well.
        "application/xml": _BINARY,
        "application/pdf": _BINARY,
        "application/EDIFACT": _BINARY,
        "text/csv": _BINARY,
        "application/json": _BINARY,
        "application/zip": _BINARY,
        "application/pkcs7-mime": _BINARY,
        "application/octet-stream": _BINARY,
        "multipart/form-data": _FORM,
    },
}
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """One document as it was handed over."""

    content: bytes
    file_name: str
    send_mode: SendMode
    attachments: tuple[File, ...]
    idempotency_key: str | None


def intake_of(request: HttpRequest, *, file_name: str, send_mode: SendMode) -> Intake:
    """Return what `request` hands over; raises ApiProblem for what is refused before a byte of it is kept.

    The length is looked at before the body is read, so that a body over the cap costs nothing.
    """
    is_form = request.content_type == "multipart/form-data"
    _must_fit(request, MAX_BYTES + (FORM_OVERHEAD if is_form else 0))
    key = idempotency_key(request)
    _must_be_whole(request)
    if is_form:
        return _of_form(request, send_mode=send_mode, idempotency_key=key)
    return Intake(
        content=request.body,
        file_name=file_name or _name_in(request.headers.get("Content-Disposition", "")),
        send_mode=send_mode,
        attachments=(),
        idempotency_key=key,
    )


def _of_form(request: HttpRequest, *, send_mode: SendMode, idempotency_key: str | None) -> Intake:
    document = request.FILES.get("document")
    if document is None or isinstance(document, list):
        raise ApiProblem("document-missing", 422)
    if (document.size or 0) > MAX_BYTES:
        raise ApiProblem("too-large", 413, value=document.size, limit=MAX_BYTES)
    return Intake(
        content=document.read(),
        file_name=document.name or "",
        send_mode=send_mode,
        attachments=tuple(
            File(name=file.name or "", media_type=file.content_type or "application/octet-stream", content=file.read())
            for file in request.FILES.getlist("attachments")
        ),
        idempotency_key=idempotency_key,
    )


def _must_fit(request: HttpRequest, limit: int) -> None:
    length = request.headers.get("Content-Length", "")
    if not length and "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        raise ApiProblem("length-required", 411)
    if length.isdecimal() and int(length) > limit:
        raise ApiProblem("too-large", 413, value=length, limit=limit)


def _must_be_whole(request: HttpRequest) -> None:
    """Refuse a body that broke off: acknowledged, half a document would be taken, and take its idempotency key."""
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and len(request.body) != int(length):
        raise ApiProblem("invalid-request", 400, value=f"{len(request.body)} of {length} bytes came")


def idempotency_key(request: HttpRequest) -> str | None:
    """Return the request's key, None when it has none; raises ApiProblem when it is no key."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise ApiProblem("invalid-request", 422, value="Idempotency-Key: 1 to 200 visible ASCII characters")
    return key


def _name_in(disposition: str) -> str:
    """Return the file's name of a Content-Disposition, without any folder in it."""
    try:
        _, parameters = parse_header_parameters(disposition)
    except (LookupError, ValueError):  # a character set that is none; a name is no reason to refuse a document
        return ""
    return re.split(r"[/\\]", parameters.get("filename", ""))[-1]
