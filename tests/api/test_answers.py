"""What the receiver says of a document, and the evidence of it, over the API."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from uuid import uuid4

import pytest

from depesch.hub.flows.inbox import HubInbox
from depesch.hub.tenancy.models import Company, Role
from tests.api.programs import INVOICE, Program, body, problem
from tests.hub.flows.parcels import parcel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def erp(nordbygg: Company) -> Program:
    """Nordbygg's program."""
    return Program(nordbygg, Role.PROGRAM)


@pytest.fixture
def arrived(erp: Program, nordbygg: Company) -> str:
    """The address of a document that came in."""
    HubInbox().put(str(nordbygg.id), parcel(INVOICE, message_id=f"{uuid4()}@hub.example"))
    return f"/api/v1/documents/{body(erp.get('/api/v1/inbox'))['items'][0]['id']}"


def say(program: Program, place: str, **said: str):  # type: ignore[no-untyped-def]
    return program.post(f"{place}/answers", json.dumps(said).encode(), media_type="application/json")


def test_an_answer_is_kept_and_shown_with_the_document(erp: Program, arrived: str) -> None:
    told = body(say(erp, arrived, status="approved"))
    assert (told["status"], told["is_ours"]) == ("approved", True)
    assert body(say(erp, arrived, status="approved"))["id"] == told["id"], "said again, nothing is added"
    assert [each["status"] for each in body(erp.get(f"{arrived}/answers"))["items"]] == ["approved"]
    assert body(erp.get(arrived))["business_status"] == "approved"


def test_a_rejection_needs_a_reason(erp: Program, arrived: str) -> None:
    assert problem(say(erp, arrived, status="rejected"), 422)["code"] == "answer-refused"
    assert say(erp, arrived, status="rejected", reason_code="REF", text="Ange beställare.").status_code == 200


def test_what_one_sent_oneself_is_not_answered(erp: Program) -> None:
    place = f"/api/v1/documents/{erp.submitted()}"
    assert problem(say(erp, place, status="approved"), 409)["code"] == "answer-refused"


def test_a_stranger_answers_nothing(arrived: str, carls_program: Program) -> None:
    assert say(carls_program, arrived, status="approved").status_code == 404
    assert carls_program.get(f"{arrived}/evidence").status_code == 404


def test_the_evidence_holds_the_original(erp: Program, arrived: str) -> None:
    answer = erp.get(f"{arrived}/evidence")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as pack:
        assert INVOICE in {pack.read(name) for name in pack.namelist()}
        assert "index.html" in pack.namelist()
