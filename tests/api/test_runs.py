"""Runs and printers over the API: made, ordered, named by a customer's card; a document is printed once per key."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.http import HttpResponse

from depesch.hub.directory.models import Printer, Run
from depesch.hub.directory.printers import save_printer
from depesch.hub.directory.runs import RunFacts, save_run
from depesch.hub.flows.models import PrintJob
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from tests.api.programs import Program, body, problem
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db(transaction=True)
RUN = {"name": "Myndigheter", "channels": ["portal_inbox", "printer"], "kinds": ["public"]}
OFFICE = {"name": "Kontoret", "address": "kontoret@print.example"}


@pytest.fixture
def erp(nordbygg: Company) -> Program:
    """A program of Nordbygg's that may administer."""
    return Program(nordbygg, Role.ADMINISTRATOR)


def post(program: Program, path: str, value: object, **headers: str) -> HttpResponse:
    return program.post(f"/api/v1/{path}", json.dumps(value).encode(), media_type="application/json", **headers)


def put(program: Program, path: str, value: object) -> HttpResponse:
    return program.put(f"/api/v1/{path}", json.dumps(value).encode())


@pytest.mark.row("D-04", "S-067")
def test_d_04_runs_are_made_ordered_and_named_by_a_card(erp: Program, nordbygg: Company) -> None:
    made = body(post(erp, "runs", RUN))
    assert (made["name"], made["channels"], made["countries"], made["kinds"]) == (
        "Myndigheter", ["portal_inbox", "printer"], [], ["public"],
    )  # fmt: skip
    other = body(post(erp, "runs", {"name": "Norge", "channels": ["email"], "countries": ["NO"]}))
    ordered = body(put(erp, "runs/order", {"ids": [other["id"], str(uuid4())]}))
    assert [each["name"] for each in ordered["items"]] == ["Norge", "Myndigheter"]
    assert body(put(erp, "runs/default", {"channels": ["email"]}))["default"] == ["email"]
    card = body(post(erp, "customers", {"name": "Kommunen", "named_run": made["id"]}))
    assert card["named_run"] == made["id"]
    assert erp.delete(f"/api/v1/runs/{made['id']}").status_code == 204
    assert body(erp.get(f"/api/v1/customers/{card['id']}"))["named_run"] is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("runs", {**RUN, "channels": ["sftp"]}),
        ("runs", {**RUN, "countries": ["Norge"]}),
        ("runs", {**RUN, "kinds": ["vip"]}),
        ("printers", {**OFFICE, "address": "inte en adress"}),
        ("customers", {"name": "K", "named_run": str(uuid4())}),
        ("customers", {"name": "K", "printer": str(uuid4())}),
    ],
)
def test_what_is_wrong_is_told(erp: Program, path: str, value: dict[str, object]) -> None:
    answer = post(erp, path, value)
    assert problem(answer, 422)["code"] == "invalid-request"


@pytest.mark.row("S-078", "S-079")
def test_s_079_a_document_is_printed_once_per_key(erp: Program, nordbygg: Company) -> None:
    printer = body(post(erp, "printers", OFFICE))
    assert printer["is_default"]
    document_id = submit(ubl_invoice("F-1"), company_id=nordbygg.pk, actor="user:astrid", route="api").document_id
    early = post(erp, f"documents/{document_id}/print", {})
    assert problem(early, 409)["code"] == "nothing-to-print"
    process(nordbygg.pk, document_id)
    answers = [body(post(erp, f"documents/{document_id}/print", {}, idempotency_key="k-1")) for _ in range(2)]
    assert answers[0] == answers[1]
    assert (answers[0]["printer"], answers[0]["state"]) == ("Kontoret", "waiting")
    assert post(erp, f"printers/{printer['id']}/test", {}).status_code == 202
    with acting_for(nordbygg.pk):
        assert PrintJob.objects.count() == 2
    assert erp.delete(f"/api/v1/printers/{printer['id']}").status_code == 204
    none = post(erp, f"documents/{document_id}/print", {})
    assert problem(none, 409)["code"] == "no-printer"


@pytest.mark.row("S-133")
def test_strangers_change_and_name_nothing(erp: Program, fjordtre: Company) -> None:
    with acting_for(fjordtre.pk):
        run = save_run(RunFacts(name="Papper", channels=("printer",)), actor="user:carl")
        printer = save_printer("Kontoret", "k@print.example", is_default=True, actor="user:carl")
    assert put(erp, f"runs/{run.pk}", RUN).status_code == 404
    assert erp.delete(f"/api/v1/runs/{run.pk}").status_code == 404
    assert put(erp, f"printers/{printer.pk}", OFFICE).status_code == 404
    assert erp.delete(f"/api/v1/printers/{printer.pk}").status_code == 404
    assert post(erp, f"printers/{printer.pk}/test", {}).status_code == 404
    assert post(erp, "customers", {"name": "K", "named_run": str(run.pk)}).status_code == 422
    assert post(erp, "customers", {"name": "K", "printer": str(printer.pk)}).status_code == 422
    assert body(erp.get("/api/v1/runs"))["items"] == []
    assert body(erp.get("/api/v1/printers"))["items"] == []
    with acting_for(fjordtre.pk):
        assert (Run.objects.count(), Printer.objects.count()) == (1, 1)
