"""The addresses that are told of what happens, over the API."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from depesch.hub.tenancy.models import Company, Role
from depesch.hub.webhooks.models import WebhookEndpoint
from tests.api.programs import Program, body, problem

pytestmark = pytest.mark.django_db(transaction=True)
WEBHOOKS = "/api/v1/webhooks"
URL = "https://erp.example.com/depesch"


@pytest.fixture
def erp(nordbygg: Company) -> Program:
    """A program of Nordbygg's that may administer."""
    return Program(nordbygg, Role.ADMINISTRATOR)


def add(program: Program, key: str = "", **wanted: object) -> dict[str, object]:
    headers = {"idempotency_key": key} if key else {}
    answer = program.post(
        WEBHOOKS, json.dumps({"url": URL, **wanted}).encode(), media_type="application/json", **headers
    )
    assert answer.status_code == 201, answer.content
    return body(answer)


def test_an_address_is_added_with_a_secret_that_is_shown_once(erp: Program) -> None:
    made = add(erp, events=["document.delivered"])
    assert str(made["secret"]).startswith("whsec_")
    shown = body(erp.get(f"{WEBHOOKS}/{made['id']}"))
    assert (shown["url"], shown["events"], shown["enabled"]) == (URL, ["document.delivered"], True)
    assert "secret" not in shown


def test_a_repeated_request_gives_the_same_address_and_the_same_secret(erp: Program) -> None:
    first, second = add(erp, "k-1"), add(erp, "k-1")
    assert first == second
    assert len(body(erp.get(WEBHOOKS))["items"]) == 1


def test_a_key_used_for_something_else_is_refused(erp: Program) -> None:
    add(erp, "k-1")
    other = json.dumps({"url": URL + "/2"}).encode()
    refused = erp.post(WEBHOOKS, other, media_type="application/json", idempotency_key="k-1")
    assert problem(refused, 409)["code"] == "idempotency-conflict"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"url": "http://erp.example.com/"}, "bad-webhook-url"),
        ({"url": "https://169.254.169.254/latest/"}, "bad-webhook-url"),
        ({"url": URL, "events": ["document.exploded"]}, "invalid-request"),
        ({"url": URL, "colour": "red"}, "invalid-request"),
        ({"url": 7}, "invalid-request"),
    ],
)
def test_what_cannot_be_is_refused(wanted: dict[str, object], code: str, erp: Program) -> None:
    answer = erp.post(WEBHOOKS, json.dumps(wanted).encode(), media_type="application/json")
    assert problem(answer, 422)["code"] == code


def test_an_address_is_changed_tested_and_removed(erp: Program) -> None:
    made = add(erp)
    place = f"{WEBHOOKS}/{made['id']}"
    changed = body(erp.put(place, json.dumps({"url": URL + "/v2", "enabled": True}).encode()))
    assert changed["url"] == URL + "/v2"
    told = body(erp.post(f"{place}/test"))
    assert (told["type"], told["state"]) == ("test", "waiting")
    assert [each["id"] for each in body(erp.get(f"{place}/messages"))["items"]] == [told["id"]]
    again = json.dumps({"message": told["id"]}).encode()
    assert body(erp.post(f"{place}/send-again", again, media_type="application/json")) == {"count": 1}
    assert erp.delete(place).status_code == 204
    assert erp.get(place).status_code == 404


def test_a_new_secret_is_another_one(erp: Program) -> None:
    made = add(erp)
    other = body(erp.post(f"{WEBHOOKS}/{made['id']}/secret"))
    assert other["secret"] != made["secret"]


def test_a_stranger_cannot_tell_that_it_is_there(erp: Program, carls_company: Company) -> None:
    stranger = Program(carls_company, Role.ADMINISTRATOR)
    place = f"{WEBHOOKS}/{add(erp)['id']}"
    assert [stranger.get(place).status_code, stranger.get(f"{WEBHOOKS}/{uuid4()}").status_code] == [404, 404]
    assert stranger.delete(place).status_code == 404
    assert stranger.post(f"{place}/test").status_code == 404
    assert WebhookEndpoint._base_manager.filter(removed_at=None).count() == 0, "row security hides it from everybody"


def test_messages_come_in_pages(erp: Program) -> None:
    place = f"{WEBHOOKS}/{add(erp)['id']}"
    wanted = {body(erp.post(f"{place}/test"))["id"] for _ in range(5)}
    seen, page = [], body(erp.get(f"{place}/messages?limit=2"))
    while True:
        seen += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        page = body(erp.get(page["next"]))
    assert set(seen) == wanted
    assert len(seen) == 5
