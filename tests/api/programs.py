"""Programs that call the API: each with a token of one company, in one role."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.http import HttpResponse
from django.test import Client

from depesch.hub.directory.participants import register_company
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token
from tests.console.running import SAMPLES

DOCUMENTS = "/api/v1/documents"
INVOICE = (SAMPLES / "invoice-municipality.xml").read_bytes()


class Program:
    """A program of a company."""

    def __init__(self, company: Company, role: Role) -> None:
        _, secret = create_token(company.id, f"the program of {role}", role)
        self.company = company
        self._client = Client(headers={"authorization": f"Bearer {secret.reveal()}"}, raise_request_exception=True)

    def get(self, path: str, language: str = "en") -> HttpResponse:
        """Ask for a resource."""
        return self._client.get(path, headers={"accept-language": language})  # type: ignore[return-value]

    def post(
        self, path: str, content: bytes = b"", *, media_type: str = "application/xml", **headers: str
    ) -> HttpResponse:
        """Hand something over; `idempotency_key="..."` becomes the header Idempotency-Key."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.post(path, content, content_type=media_type, headers=named)  # type: ignore[return-value]

    def put(self, path: str, content: bytes, language: str = "en") -> HttpResponse:
        """Put JSON in place of what there was."""
        headers = {"accept-language": language}
        return self._client.put(path, content, content_type="application/json", headers=headers)  # type: ignore[return-value]

    def delete(self, path: str) -> HttpResponse:
        """Take something away."""
        return self._client.delete(path)  # type: ignore[return-value]

    def post_form(self, path: str, fields: dict[str, Any], **headers: str) -> HttpResponse:
        """Hand over a form with files."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.post(path, fields, headers=named)  # type: ignore[return-value]

    def submitted(self, content: bytes = INVOICE, **headers: str) -> UUID:
        """Hand over a document and return its id."""
        answer = self.post(DOCUMENTS, content, **headers)
        assert answer.status_code == 202, answer.content
        return UUID(body(answer)["id"])


def body(answer: HttpResponse) -> dict[str, Any]:
    """Return the JSON of an answer."""
    return msgspec.json.decode(answer.content, type=dict[str, Any])


def problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    """Return the problem that an answer must be; it has a code, a sentence and a next step."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = json.loads(answer.content)
    assert told["status"] == status
    assert all(told[key] for key in ("code", "title", "detail", "next"))
    return told


@pytest.fixture
def astrids_program(nordbygg: Company) -> Program:
    """Astrid's: it may send for Nordbygg."""
    return Program(nordbygg, Role.ISSUER)


@pytest.fixture
def bos_program(nordbygg: Company) -> Program:
    """Bo's: it may only read what Nordbygg has."""
    return Program(nordbygg, Role.READER)


@pytest.fixture
def administrators_program(nordbygg: Company) -> Program:
    """One that may also settle how Nordbygg works."""
    return Program(nordbygg, Role.ADMINISTRATOR)


@pytest.fixture
def carls_program(carls_company: Company) -> Program:
    """Carl's: it may everything in another company."""
    return Program(carls_company, Role.ADMINISTRATOR)


@pytest.fixture
def alvsala(db: None) -> Company:
    """Älvsala kommun, to whom the sample invoice is addressed."""
    company = create_company(
        name="Älvsala kommun",
        country="SE",
        organisation_number="2120009804",
        vat_number="SE212000980401",
        language="sv",
    )
    with acting_for(company.id):
        register_company(company)
    return company
