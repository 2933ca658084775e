"""The company's own mail texts over the API: listed, read, written, refused with each fault, removed."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse

from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.mail_text.fields import FIELDS
from tests.api.programs import Program, body, problem

pytestmark = pytest.mark.django_db
HERE = "/api/v1/mail-texts/invoice/de"
OWN = {"subject": "Rechnung {InvoiceNumber}", "body": "Guten Tag {customername}"}


def put(program: Program, value: object, path: str = HERE) -> HttpResponse:
    return program.put(path, json.dumps(value).encode())


@pytest.mark.row("D-06", "S-074")
def test_list_has_every_text_and_the_fields(administrators_program: Program) -> None:
    put(administrators_program, OWN)
    listed = body(administrators_program.get("/api/v1/mail-texts"))
    assert [(each["kind"], each["language"]) for each in listed["items"] if each["is_own"]] == [("invoice", "de")]
    assert len(listed["items"]) == 12
    assert "Faktura {InvoiceNumber} från {CompanyName}" in {each["subject"] for each in listed["items"]}
    assert [each["name"] for each in listed["fields"]] == [field.name for field in FIELDS]


@pytest.mark.row("S-076")
def test_text_is_written_read_and_removed_and_each_may_be_repeated(
    administrators_program: Program, nordbygg: Company
) -> None:
    first, second = body(put(administrators_program, OWN)), body(put(administrators_program, OWN))
    assert first == second == body(administrators_program.get(HERE))
    assert (first["is_own"], first["body"]) == (True, "Guten Tag {customername}")
    for _ in range(2):
        assert administrators_program.delete(HERE).status_code == 204
    assert body(administrators_program.get(HERE))["subject"] == "Rechnung {InvoiceNumber} von {CompanyName}"
    with acting_for(nordbygg.pk):
        kinds = list(
            EventRow.objects.filter(kind__startswith="mail_text").order_by("id").values_list("kind", flat=True)
        )
    assert kinds == ["mail_text.set", "mail_text.removed"]


def test_every_fault_is_told_with_its_place_and_the_near_field(administrators_program: Program) -> None:
    wrong = {"subject": "a\nb", "body": "Hallo\n{DueDat}\n{"}
    refusal = problem(put(administrators_program, wrong), 422)
    assert refusal["code"] == "bad-mail-text"
    assert refusal["faults"] == [
        {"place": "subject", "text": "line-break"},
        {"place": "body:2", "text": "unknown-field {DueDat}, did you mean {DueDate}?"},
        {"place": "body:3", "text": "lone-brace {"},
    ]
    assert body(administrators_program.get(HERE))["is_own"] is False


def test_text_that_another_changed_meanwhile_is_not_written_over(administrators_program: Program) -> None:
    mark = body(administrators_program.get(HERE))["mark"]
    put(administrators_program, OWN)
    other = {"subject": "Andere", "body": "Text", "seen": mark}
    assert problem(put(administrators_program, other), 409)["code"] == "mail-text-changed"
    now = body(administrators_program.get(HERE))["mark"]
    assert body(put(administrators_program, other | {"seen": now}))["subject"] == "Andere"


@pytest.mark.parametrize("path", ["invoice/xx", "reminder/de", "invoice/DE"])
def test_text_that_there_is_none_of_is_not_found(administrators_program: Program, path: str) -> None:
    assert problem(administrators_program.get(f"/api/v1/mail-texts/{path}"), 404)["code"] == "unknown-address"
    assert put(administrators_program, OWN, f"/api/v1/mail-texts/{path}").status_code == 404


def test_another_companys_texts_are_its_own(administrators_program: Program, fjordtre: Company) -> None:
    put(administrators_program, OWN)
    stranger = Program(fjordtre, Role.ADMINISTRATOR)
    assert body(stranger.get(HERE))["is_own"] is False
