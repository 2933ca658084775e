"""`/documents/{id}/coding` and the registers over HTTP: an ERP brings its books, reads a proposal, saves a coding."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import pytest

from depesch.hub.books.models import CodingVersion
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from tests.api.programs import Program, body, problem
from tests.portal.ledger import STORY, keep_ledger

pytestmark = pytest.mark.django_db(transaction=True)
STEGET = {"name": "Steget AB", "country": "SE", "organisation_number": "556123-4567", "purchase_account": "4600"}


@pytest.fixture
def erp(nordbygg: Company) -> Program:
    """The ERP of Nordbygg, which brought its books along."""
    program = Program(nordbygg, Role.PROGRAM)
    for number, name in (("4600", "Legoarbeten"), ("5210", "Hyra ställning"), ("6990", "Övrigt")):
        put(program, "ledger-accounts", {"number": number, "name": name})
    supplier = put(program, "suppliers", STEGET)
    put(program, "articles", {
        "number": "S-014", "name": "Ställning", "cost_account": "5210", "suppliers": [supplier["id"]],
    })  # fmt: skip
    return program


@pytest.fixture
def invoice(nordbygg: Company, astrid: User) -> UUID:
    """An invoice of Steget's in Nordbygg's inbox."""
    entries = [entry for entry in STORY if entry.number == "4471"]
    return keep_ledger(nordbygg, entries, actor=f"user:{astrid.pk}")["4471"]


def put(program: Program, register: str, what: Mapping[str, object], key: str = "") -> dict[str, object]:
    headers = {"idempotency_key": key} if key else {}
    answer = program.post(f"/api/v1/{register}", json.dumps(what).encode(), media_type="application/json", **headers)
    assert answer.status_code == 201, answer.content
    return body(answer)


def coding_of(rows: Sequence[Mapping[str, object]], version: int = 0) -> bytes:
    return json.dumps({"version": version, "rows": rows}).encode()


def both(first: Sequence[Mapping[str, object]], version: int = 0) -> bytes:
    return coding_of([{"row": 0, "parts": first}, {"row": 1, "parts": [{"account": "5210"}]}], version)


@pytest.mark.row("S-057", "D-02", "D-03")
def test_a_proposal_is_read_and_a_coding_saved(erp: Program, invoice: UUID) -> None:
    address = f"/api/v1/documents/{invoice}/coding"
    told = body(erp.get(address))
    assert (told["state"], told["version"]) == ("proposed", 0)
    assert told["supplier"]["by"] == "organisation_number"
    assert [row["proposal"]["account"] for row in told["rows"]] == ["4600", "5210"]
    assert [row["proposal"]["code"] for row in told["rows"]] == ["supplier", "article"]
    assert told["rows"][1]["proposal"]["reason"] == "Your article S-014, Ställning, is bought from Steget AB."
    split = [{"account": "6990", "amount": "568.00"}, {"account": "4600"}]
    told = body(erp.put(address, both(split)))
    assert (told["state"], told["version"]) == ("saved", 1)
    assert told["rows"][0]["parts"] == [
        {"account": "6990", "amount": "568.00", "origin": "hand"},
        {"account": "4600", "amount": "17000.00", "origin": "supplier"},
    ]


def test_the_same_again_changes_nothing_and_an_older_version_does_not_win(
    erp: Program, invoice: UUID, nordbygg: Company
) -> None:
    address = f"/api/v1/documents/{invoice}/coding"
    for _ in range(2):
        assert body(erp.put(address, both([{"account": "4600"}])))["version"] == 1
    assert problem(erp.put(address, both([{"account": "6990"}])), 409)["code"] == "coding-changed"
    assert body(erp.put(address, both([{"account": "6990"}], version=1)))["version"] == 2
    with acting_for(nordbygg.pk):
        assert CodingVersion.objects.count() == 2  # both are kept


def test_every_fault_of_a_coding_is_told_with_its_place(erp: Program, invoice: UUID) -> None:
    address = f"/api/v1/documents/{invoice}/coding"
    told = problem(
        erp.put(address, both([{"account": "4600", "amount": "1"}, {"account": "9999", "amount": "2"}])), 422
    )
    assert told["code"] == "bad-coding"
    assert [fault["place"] for fault in told["faults"]] == ["rows[0].parts[1].account", "rows[0].parts[1].amount"]
    assert problem(erp.put(address, coding_of([{"row": 7, "parts": []}])), 422)["code"] == "invalid-request"
    twice = coding_of([{"row": 0, "parts": []}, {"row": 0, "parts": []}])
    assert problem(erp.put(address, twice), 422)["code"] == "invalid-request"


def test_strangers_and_readers_save_no_coding(
    erp: Program, invoice: UUID, nordbygg: Company, carls_company: Company
) -> None:
    address = f"/api/v1/documents/{invoice}/coding"
    stranger = Program(carls_company, Role.ADMINISTRATOR)
    assert problem(stranger.get(address), 404)["code"] == "not-found"
    assert problem(stranger.put(address, both([{"account": "4600"}])), 404)["code"] == "not-found"
    assert body(stranger.get("/api/v1/ledger-accounts"))["items"] == []
    assert body(stranger.get("/api/v1/suppliers"))["items"] == []
    assert problem(Program(nordbygg, Role.READER).put(address, both([])), 403)["code"] == "forbidden"


def test_registers_are_read_changed_and_emptied(erp: Program) -> None:
    supplier = body(erp.get("/api/v1/suppliers?text=556123"))["items"][0]
    assert supplier["organisation_number"] == "5561234567"
    changed = erp.put(f"/api/v1/suppliers/{supplier['id']}", json.dumps(STEGET | {"bankgiro": "50501055"}).encode())
    assert body(changed)["bankgiro"] == "5050-1055"
    article = body(erp.get("/api/v1/articles"))["items"][0]
    assert article["suppliers"] == [supplier["id"]]
    assert erp.delete(f"/api/v1/suppliers/{supplier['id']}").status_code == 204
    assert body(erp.get("/api/v1/articles"))["items"][0]["suppliers"] == []
    assert erp.delete(f"/api/v1/articles/{article['id']}").status_code == 204
    assert problem(erp.delete(f"/api/v1/articles/{article['id']}"), 404)["code"] == "not-found"
    account = body(erp.get("/api/v1/ledger-accounts"))["items"][0]
    closed = {"number": account["number"], "name": account["name"], "is_active": False}
    told = body(erp.put(f"/api/v1/ledger-accounts/{account['id']}", json.dumps(closed).encode()))
    assert told["is_active"] is False


def test_a_register_refuses_what_it_cannot_hold_and_repeats_an_answer(erp: Program) -> None:
    added = {"number": "7000", "name": "Lön"}
    assert put(erp, "ledger-accounts", added, "k1") == put(erp, "ledger-accounts", added, "k1")
    for register, wrong in (
        ("ledger-accounts", added),
        ("suppliers", STEGET),
        ("suppliers", STEGET | {"organisation_number": "5561234568"}),
        ("suppliers", STEGET | {"organisation_number": "", "bankgiro": "50501055", "purchase_account": "9999"}),
        ("articles", {"number": "X", "name": "X", "suppliers": [str(uuid4())]}),
        ("articles", {"number": "X", "name": "X", "gtin": "123"}),
    ):
        answer = erp.post(f"/api/v1/{register}", json.dumps(wrong).encode(), media_type="application/json")
        assert problem(answer, 422)["code"] == "invalid-request"


def test_pages_of_a_register_go_on_from_the_last(erp: Program) -> None:
    for number in ("50501055", "54029681"):
        put(erp, "suppliers", {"name": f"Giro {number}", "country": "SE", "bankgiro": number})
    names, address = [], "/api/v1/suppliers?limit=1"
    while address:
        page = body(erp.get(address))
        names += [each["name"] for each in page["items"]]
        address = page["next"]
    assert names == ["Giro 50501055", "Giro 54029681", "Steget AB"]
