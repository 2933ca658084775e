"""One request: bounded before a byte is read, whole before it is looked into, answered after the commit."""

from __future__ import annotations

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from depesch.exchange.as2.receipt import is_receipt
from depesch.hub.as2.arriving import take_receipt
from depesch.hub.as2.taking import Answer, take_message
from depesch.kit.xml import MAX_BYTES

log = structlog.get_logger(__name__)

OVERHEAD = 4 * 1024 * 1024  # of signatures, MIME headers and the encryption
MOST_BYTES = MAX_BYTES + OVERHEAD
_HOP = frozenset({"content-length", "connection", "transfer-encoding", "host", "date"})


@csrf_exempt  # other machines post here; each message says itself whose it is
def receive(request: HttpRequest) -> HttpResponse:
    """Take a message or a receipt and answer it."""
    if request.method != "POST":
        refused = _refused(405, "AS2 messages are posted here (RFC 4130)")
        refused["Allow"] = "POST"
        return refused
    body = _body(request)
    if isinstance(body, HttpResponse):
        return body
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        answer = take_receipt(headers, body) if is_receipt(headers, body) else take_message(headers, body)
    except (OperationalError, InterfaceError) as error:  # perhaps after the commit: the repeat gets the same receipt
        log.warning("as2.database_away", error=str(error))
        refused = _refused(503, "the hub cannot take messages just now; send it again under the same Message-ID")
        refused["Retry-After"] = "60"
        return refused
    return _response(answer)


def _body(request: HttpRequest) -> bytes | HttpResponse:
    """Return the whole message, or what is answered to one that is too long or broke off."""
    length = request.headers.get("Content-Length", "")
    is_chunked = not length and bool(request.META.get("wsgi.input_terminated"))
    if not is_chunked and not (length.isascii() and length.isdecimal()):
        return _refused(411, "Content-Length is needed, or the message in chunks")
    if not is_chunked and int(length) > MOST_BYTES:
        return _refused(413, f"the message has {length} bytes, at most {MOST_BYTES} are taken")
    try:
        # Django reads as many bytes as Content-Length says, so none of a message in chunks, which OpenAS2 for one
        # sends; a web server that says `wsgi.input_terminated` (Granian does) has put the chunks together already.
        body: bytes = request.META["wsgi.input"].read(MOST_BYTES + 1) if is_chunked else request.body
    except (UnreadablePostError, OSError):
        return _refused(400, "the message broke off")
    if len(body) > MOST_BYTES:
        return _refused(413, f"at most {MOST_BYTES} bytes are taken")
    if not is_chunked and len(body) != int(length):
        return _refused(400, f"the message broke off: {len(body)} of {length} bytes came")
    return body


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status)
    del response["Content-Type"]
    for name, value in answer.headers.items():
        if name.lower() not in _HOP:
            response[name] = value
    response["Cache-Control"] = "no-store"
    return response


def _refused(status: int, words: str) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
