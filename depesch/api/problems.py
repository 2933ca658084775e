"""Refusals as application/problem+json (RFC 9457): a stable code, what is wrong, and what to do next."""

from __future__ import annotations

import errno
from collections.abc import Sequence

import msgspec
import psycopg.errors
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from depesch.api.language import language_of
from depesch.api.words import sentence
from depesch.hub.flows import problems as of_documents
from depesch.kit.strict import Fault

MEDIA_TYPE = "application/problem+json"


class ApiProblem(Exception):
    """A request that is refused. `code` is one of `words.WORDS`; the values fill its sentences."""

    def __init__(self, code: str, status: int, **values: object) -> None:
        super().__init__(f"{code}: {values}")
        self.code = code
        self.status = status
        self.values = values


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body of a refusal."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    next: str
    faults: tuple[Fault, ...] = ()


def problem_response(request: HttpRequest, code: str, status: int, **values: object) -> HttpResponse:
    """Return the answer to a request that the API itself refuses, in the caller's language."""
    words = sentence(code, language_of(request))
    title = words.title.format(**values)
    response = _answer(code, status, title=title, detail=title, next_step=words.next_step.format(**values))
    if status == 429:
        response["Retry-After"] = str(values["value"])
    return response


def refusal_response(request: HttpRequest, code: str, status: int, detail: str) -> HttpResponse:
    """Return the answer to a document that the hub refused before it acknowledged it."""
    words = of_documents.problem(code, language_of(request), {"detail": detail})
    return _answer(code, status, title=words.title, detail=words.detail or words.title, next_step=words.what_next)


def faults_response(request: HttpRequest, code: str, faults: Sequence[Fault]) -> HttpResponse:
    """Return the answer to something that has faults in several places, each named."""
    words = sentence(code, language_of(request))
    title, detail = words.title.format(count=len(faults)), "; ".join(str(fault) for fault in faults)
    return _answer(code, 422, title=title, detail=detail, next_step=words.next_step, faults=faults)


def _answer(
    code: str, status: int, *, title: str, detail: str, next_step: str, faults: Sequence[Fault] = ()
) -> HttpResponse:
    body = Problem(
        type=f"urn:depesch:problem:{code}", title=title, status=status, code=code, detail=detail, next=next_step,
        faults=tuple(faults),
    )  # fmt: skip
    response = HttpResponse(msgspec.json.encode(body), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="depesch"'
    return response


def answer_in_problems(api: NinjaAPI) -> None:
    """Make every refusal of `api`, its framework's own too, a problem."""

    @api.exception_handler(ApiProblem)
    def refused(request: HttpRequest, problem: ApiProblem) -> HttpResponse:
        return problem_response(request, problem.code, problem.status, **problem.values)

    @api.exception_handler(AuthenticationError)
    def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem_response(request, "unauthenticated", 401)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = (f"{'.'.join(str(step) for step in fault['loc'][1:])}: {fault['msg']}" for fault in error.errors)
        return problem_response(request, "invalid-request", 422, value="; ".join(faults))

    @api.exception_handler(HttpError)
    def malformed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem_response(request, "invalid-request", error.status_code, value=str(error))

    @api.exception_handler(MultiPartParserError)
    @api.exception_handler(SuspiciousOperation)  # more fields or files than Django takes, or too long a name
    def no_form(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem_response(request, "invalid-request", 400, value=str(error))

    @api.exception_handler(OSError)
    @api.exception_handler(OperationalError)
    def no_room(request: HttpRequest, error: Exception) -> HttpResponse:
        if not _is_full(error):
            raise error
        return problem_response(request, "no-room", 503)

    @api.exception_handler(Http404)
    def absent(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem_response(request, "unknown-address", 404, value=request.path)


def _is_full(error: Exception) -> bool:
    """Return whether a disk of the hub, or its database's, has no room left."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(error.__cause__, psycopg.errors.DiskFull)
