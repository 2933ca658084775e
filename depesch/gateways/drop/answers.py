"""Answers as the caller asks for them: JSON, XML or plain lines, and refusals as problems in JSON or XML.

Sources: RFC 9110 section 12.5.1 (Accept); RFC 9457 (application/problem+json, application/problem+xml).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from typing import Any

import msgspec
import psycopg.errors
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from lxml import etree

from depesch.gateways.drop import soap
from depesch.gateways.drop.problems import DocumentRefused, DropProblem
from depesch.gateways.drop.words import sentence
from depesch.hub.flows import problems as of_documents

NAMESPACE = "urn:depesch:drop:1"
_PROBLEM_NAMESPACE = "urn:ietf:rfc:7807"  # as RFC 9457, appendix B, still has it
_FULL = (28, 122)  # ENOSPC, EDQUOT
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_REALM = 'Basic realm="depesch", charset="UTF-8", Bearer realm="depesch"'


class Kind(StrEnum):
    """How an answer is written."""

    JSON = "json"
    XML = "xml"
    PLAIN = "plain"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a refusal."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    next: str


def kind_of(request: HttpRequest, *, plain: bool = False) -> Kind:
    """Return what the caller's Accept prefers, JSON when it does not say; plain lines only where there are any."""
    best, found = 0.0, Kind.JSON
    for wish in request.headers.get("Accept", "").split(","):
        media_type, _, parameters = wish.partition(";")
        kind = _kind(media_type.strip().lower())
        weight = _weight(parameters)
        if kind is not None and weight > best and (kind is not Kind.PLAIN or plain):
            best, found = weight, kind
    return found


def answer(request: HttpRequest, body: msgspec.Struct, *, root: str, status: int = 200) -> HttpResponse:
    """Return `body` in SOAP, XML or JSON, as the request is or asks for; `root` is the XML element's name."""
    version = soap.version_of(request)
    told = msgspec.to_builtins(body)
    if version is not None:
        return soap.answer(_element(root, told), version)
    if kind_of(request) is Kind.XML:
        return HttpResponse(_xml(_element(root, told)), status=status, content_type="application/xml; charset=utf-8")
    return HttpResponse(msgspec.json.encode(body), status=status, content_type="application/json")


def answering(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Make a view answer every refusal as a problem, never as a page, and take these methods alone."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt  # no browser's form comes here, and no cookie says who it is
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = _answered(view, methods, request, *args, **kwargs)
            response["X-Content-Type-Options"] = "nosniff"
            response["Cache-Control"] = "no-store"
            return response

        return guarded

    return decorate


def _answered(
    view: Callable[..., HttpResponse], methods: tuple[str, ...], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    try:
        if request.method not in methods:
            allowed = ", ".join(methods)
            raise DropProblem("method-not-allowed", 405, value=request.method, allowed=allowed)
        return view(request, *args, **kwargs)
    except DropProblem as problem:
        response = refusal(request, problem)
    except (MultiPartParserError, SuspiciousOperation) as error:  # more fields or files than Django takes
        response = refusal(request, DropProblem("invalid-request", 400, value=str(error)))
    except (OSError, OperationalError) as error:
        if not _is_full(error):
            raise
        response = refusal(request, DropProblem("no-room", 503))
    if response.status_code == 405:
        response["Allow"] = ", ".join(methods)
    return response


def refusal(request: HttpRequest, problem: DropProblem) -> HttpResponse:
    """Return the answer to a request that is refused, in the caller's language and form."""
    body = _problem(problem, translation.get_language() or "en")
    version = soap.version_of(request)
    if version is not None:
        response = soap.fault(_element("problem", msgspec.to_builtins(body)), body.title, problem.status, version)
    elif kind_of(request) is Kind.XML:
        element = _element("problem", msgspec.to_builtins(body), namespace=_PROBLEM_NAMESPACE)
        response = HttpResponse(_xml(element), status=problem.status, content_type="application/problem+xml")
    else:
        content = msgspec.json.encode(body)
        response = HttpResponse(content, status=problem.status, content_type="application/problem+json")
    if problem.status == 401:
        response["WWW-Authenticate"] = _REALM
    if problem.status == 429:
        response["Retry-After"] = str(problem.values["value"])
    return response


def _problem(problem: DropProblem, language: str) -> Problem:
    if isinstance(problem, DocumentRefused):
        words = of_documents.problem(problem.code, language, {"detail": str(problem.values["detail"])})
        title, detail, next_step = words.title, words.detail or words.title, words.what_next
    else:
        said = sentence(problem.code, language)
        filled = {name: str(value) for name, value in {"value": "", **problem.values}.items()}
        title, next_step = said.title.format(**filled).strip(), said.next_step.format(**filled)
        detail = title
    return Problem(
        type=f"urn:depesch:problem:{problem.code}", title=title, status=problem.status, code=problem.code,
        detail=detail, next=next_step,
    )  # fmt: skip


def _kind(media_type: str) -> Kind | None:
    if media_type in ("application/json", "application/problem+json", "application/*", "*/*"):
        return Kind.JSON
    if media_type in ("application/xml", "text/xml", "application/problem+xml"):
        return Kind.XML
    return Kind.PLAIN if media_type in ("text/plain", "text/*") else None


def _weight(parameters: str) -> float:
    """Return the number of `q=0.8`; 1 when there is none, 0 when it cannot be read."""
    for each in parameters.split(";"):
        name, _, number = each.strip().partition("=")
        if name.strip().lower() == "q":
            try:
                return float(number)
            except ValueError:
                return 0.0
    return 1.0


def _element(name: str, value: object, *, namespace: str = NAMESPACE) -> etree._Element:
    """Return a value as an element: of a mapping, one child for each name; of a list, one `item` for each."""
    element = etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})  # type: ignore[dict-item]  # the stubs know no default namespace
    if isinstance(value, Mapping):
        element.extend([_element(each, inner, namespace=namespace) for each, inner in value.items()])
    elif isinstance(value, list | tuple):
        element.extend([_element("item", inner, namespace=namespace) for inner in value])
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", str(value))
    return element


def _xml(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8")


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error.__cause__, psycopg.errors.DiskFull)
