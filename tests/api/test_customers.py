"""Customers over the API: added once, changed whole, found by name and number, gone when removed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.programs import Program, body, problem

pytestmark = pytest.mark.django_db(transaction=True)
CUSTOMERS = "/api/v1/customers"
REGION: dict[str, Any] = {
    "name": "Region Västerdal", "country": "SE", "language": "sv", "email": "faktura@vasterdal.example",
    "identifiers": ["0007:2321009938", "customer:K-17"],
}  # fmt: skip


def add(program: Program, key: str = "", /, **wanted: Any) -> dict[str, Any]:
    headers = {"idempotency_key": key} if key else {}
    answer = program.post(CUSTOMERS, json.dumps(wanted).encode(), media_type="application/json", **headers)
    assert answer.status_code == 201, answer.content
    return body(answer)


def test_a_customer_is_added_and_found_by_its_numbers(astrids_program: Program) -> None:
    made = add(astrids_program, **REGION)
    assert made["identifiers"] == ["0007:2321009938", "customer:K-17"]
    for text in ("västerdal", "K-17", "232100-9938"):
        assert [each["id"] for each in body(astrids_program.get(f"{CUSTOMERS}?text={text}"))["items"]] == [made["id"]]
    assert body(astrids_program.get(f"{CUSTOMERS}?text=nobody"))["items"] == []


def test_a_repeated_request_adds_one_customer(astrids_program: Program) -> None:
    assert add(astrids_program, "k", **REGION) == add(astrids_program, "k", **REGION)
    assert len(body(astrids_program.get(CUSTOMERS))["items"]) == 1


def test_a_number_of_another_customer_is_refused_and_nothing_is_left_behind(astrids_program: Program) -> None:
    add(astrids_program, **REGION)
    other = json.dumps({**REGION, "name": "En annan"}).encode()
    refused = astrids_program.post(CUSTOMERS, other, media_type="application/json")
    assert problem(refused, 409)["code"] == "identifier-taken"
    assert len(body(astrids_program.get(CUSTOMERS))["items"]) == 1


def test_a_card_is_changed_whole(astrids_program: Program) -> None:
    made = add(astrids_program, **REGION)
    place = f"{CUSTOMERS}/{made['id']}"
    changed = body(astrids_program.put(place, json.dumps({"name": "Region V", "format": "svefaktura1"}).encode()))
    assert (changed["name"], changed["format"], changed["email"], changed["identifiers"]) == (
        "Region V", "svefaktura1", "", [],
    )  # fmt: skip


@pytest.mark.parametrize(
    "fault",
    [{"format": "word97"}, {"run": ["pigeon"]}, {"email": "no address"}, {"country": "Sweden"}, {"name": ""},
     {"identifiers": ["0007:"]}, {"colour": "red"}, {"name": "a\u0000b"}],
)  # fmt: skip
def test_what_cannot_be_is_refused(fault: dict[str, Any], astrids_program: Program) -> None:
    wanted = json.dumps({**REGION, **fault}).encode()
    assert problem(astrids_program.post(CUSTOMERS, wanted, media_type="application/json"), 422)["code"]


def test_a_removed_customer_is_gone(astrids_program: Program) -> None:
    made = add(astrids_program, **REGION)
    place = f"{CUSTOMERS}/{made['id']}"
    assert astrids_program.delete(place).status_code == 204
    assert astrids_program.get(place).status_code == 404
    assert body(astrids_program.get(CUSTOMERS))["items"] == []


def test_pages_of_customers_follow_each_other(astrids_program: Program) -> None:
    for number in range(5):
        add(astrids_program, name=f"Kund {number}")
    seen, page = [], body(astrids_program.get(f"{CUSTOMERS}?limit=2"))
    while True:
        seen += [each["name"] for each in page["items"]]
        if page["next"] is None:
            break
        page = body(astrids_program.get(page["next"]))
    assert seen == [f"Kund {number}" for number in range(5)]


def test_a_stranger_sees_no_customer_of_ours(astrids_program: Program, carls_program: Program) -> None:
    place = f"{CUSTOMERS}/{add(astrids_program, **REGION)['id']}"
    assert carls_program.get(place).status_code == 404
    assert carls_program.delete(place).status_code == 404
    assert body(carls_program.get(CUSTOMERS))["items"] == []
