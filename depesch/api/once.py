"""Writes that make something, done once: the header Idempotency-Key, on every POST that would make a second thing.

Source: draft-ietf-httpapi-idempotency-key-header; the answers are ours to keep for a month.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from depesch.api.intake import idempotency_key
from depesch.api.problems import ApiProblem
from depesch.hub.tenancy.requests import KeyUsedOtherwise, earlier_answer, keep_answer
from depesch.hub.tenancy.scope import acting_for

PARAMETER = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "The same key with the same request gives the same answer: a request may be repeated.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[\x21-\x7e]+$"},
}


def once(request: HttpRequest, company_id: UUID, make: Callable[[], Any], *, status: int = 201) -> HttpResponse:
    """Return the answer with what `make` returns as JSON; asked again under one key, the first answer.

    `make` runs acting for the company, in the transaction that keeps the answer. Raises ApiProblem
    `idempotency-conflict` when the key was used for something else.
    """
    key = idempotency_key(request)
    digest = sha256(request.path.encode() + b"\0" + request.body).hexdigest()
    with acting_for(company_id):
        try:
            earlier = earlier_answer(key, digest) if key else None
        except KeyUsedOtherwise as error:
            raise ApiProblem("idempotency-conflict", 409, value=key) from error
        if earlier is not None:
            return _answer(earlier.status, earlier.body, replayed=True)
        body = msgspec.json.encode(make().model_dump(mode="json"))
        if key:
            keep_answer(key, digest, status=status, body=body)
    return _answer(status, body, replayed=False)


def _answer(status: int, body: bytes, *, replayed: bool) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type="application/json; charset=utf-8")
    if replayed:
        response["Idempotency-Replayed"] = "true"
    return response
