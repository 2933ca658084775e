"""Handing over, and what became of it: `out` and `sent` of a drop."""

from __future__ import annotations

import threading
import time
from functools import cache
from hashlib import sha256
from uuid import UUID

from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from depesch.gateways.drop import soap
from depesch.gateways.drop.answers import answer, answering
from depesch.gateways.drop.bodies import Handed, handed_over
from depesch.gateways.drop.callers import Caller, caller_of
from depesch.gateways.drop.levels import hand_over, is_pending
from depesch.gateways.drop.problems import DocumentRefused, DropProblem
from depesch.hub.direct.claims import Contradiction, must_agree
from depesch.hub.direct.repeats import key_of
from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.reach import is_kept_in_archive, within_programs_reach
from depesch.hub.flows.submission import Submission, SubmissionRefused, submit
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.hashing import sha256_hex

MOST_WAIT_S = 10.0
_LOOK_EVERY_S = 0.1
_ROUTE = "drop"
_STATUS = {"empty": 400, "too-large": 413, "idempotency-conflict": 409, "invoicing-stopped": 409}


@answering("POST", "PUT")
def out(request: HttpRequest, drop: str, mode: str, name: str = "") -> HttpResponse:
    """Take a file over and answer after the commit: 202 with its id, 200 for one that was handed over before."""
    caller = caller_of(request, drop, mode)
    if not caller.may_send:
        raise DropProblem("may-not-send", 403)
    wait_s = _wait_s(request)
    handed = handed_over(request, name)
    soap.note(request, handed.content)
    submission = _submitted(caller, handed)
    document = _awaited(caller, submission.document_id, wait_s)
    return _told(request, caller, document, is_new=submission.created)


@answering("GET", "HEAD")
def sent(request: HttpRequest, drop: str, mode: str, document_id: UUID) -> HttpResponse:
    """Tell what became of a file that was handed over, at all three levels; `?wait=` as when it is handed over."""
    caller = caller_of(request, drop, mode)
    if not caller.may_send:
        raise DropProblem("may-not-send", 403)
    document = _awaited(caller, document_id, _wait_s(request))
    with acting_for(caller.company_id):
        body = hand_over(document, caller.root, translation.get_language() or "en")
    return answer(request, body, root="handOver")


def _submitted(caller: Caller, handed: Handed) -> Submission:
    """Hand the file over for the caller's company; raises DropProblem, also for an SBDH that says something else."""
    with acting_for(caller.company_id):
        _must_agree(caller, handed)
        key = handed.key or key_of(_told_by(caller, handed), prefix=_ROUTE)
    try:
        return submit(
            handed.content, company_id=caller.company_id, actor=caller.actor, route=_ROUTE,
            file_name=handed.file_name, send_mode=caller.send_mode.value, attachments=handed.attachments,
            idempotency_key=key,
        )  # fmt: skip
    except SubmissionRefused as refused:
        raise DocumentRefused(refused.code, _STATUS.get(refused.code, 422), detail=refused.detail) from refused


def _must_agree(caller: Caller, handed: Handed) -> None:
    try:
        must_agree(handed.content, Company.objects.get(id=caller.company_id))
    except Contradiction as error:
        raise DropProblem(error.code, 422, value=error.value, inside=error.inside) from error


def _told_by(caller: Caller, handed: Handed) -> tuple[str, ...]:
    """Return what makes a file the same one as before."""
    beside = sha256()
    for file in handed.attachments:
        beside.update(file.name.encode() + b"\0" + sha256(file.content).digest())
    content = sha256_hex(handed.content)
    return (caller.actor, handed.file_name, caller.send_mode.value, content, beside.hexdigest())


def _told(request: HttpRequest, caller: Caller, document: Document, *, is_new: bool) -> HttpResponse:
    language = translation.get_language() or "en"
    with acting_for(caller.company_id):
        body = hand_over(document, caller.root, language, is_repeated=not is_new)
    response = answer(request, body, root="handOver", status=202 if is_new else 200)
    response["Location"] = body.href
    if not is_new:
        response["Idempotency-Replayed"] = "true"
    return response


def _wait_s(request: HttpRequest) -> float:
    """Return how long the caller would wait for the message level, in seconds; raises DropProblem for no number."""
    told = request.GET.get("wait", "")
    if not told:
        return 0.0
    if not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise DropProblem("invalid-request", 422, value="wait: 0 to 10 seconds")
    return min(float(told), MOST_WAIT_S)


def _awaited(caller: Caller, document_id: UUID, wait_s: float) -> Document:
    """Return the document as soon as it was read, at the latest after the time; raises DropProblem `not-found`.

    Half of the web server's threads may wait at once; when these do, the answer comes without waiting.
    """
    document = _document(caller, document_id)
    if wait_s <= 0 or not is_pending(document) or not _waiting().acquire(blocking=False):
        return document
    try:
        until = time.monotonic() + wait_s
        while is_pending(document) and time.monotonic() < until:
            close_old_connections()
            time.sleep(_LOOK_EVERY_S)
            document = _document(caller, document_id)
    finally:
        _waiting().release()
    return document


@cache
def _waiting() -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(max(1, load().web_threads // 2))


def _document(caller: Caller, document_id: UUID) -> Document:
    with acting_for(caller.company_id):
        mine = Document.objects.filter(direction=Direction.OUT, send_mode=caller.send_mode.value)
        document = mine.filter(within_programs_reach(), id=document_id).first()
        if document is None:
            code = "in-archive" if is_kept_in_archive(document_id, within_programs_reach()) else "not-found"
            raise DropProblem(code, 404, value=document_id)
    return document
