"""Handing over with curl: who comes, what is answered at each level, and that a file is one document however often."""

from __future__ import annotations

import pytest

from depesch.hub.flows.models import Direction
from depesch.hub.tenancy.models import Role
from depesch.hub.tenancy.tokens import create_token
from tests.gateways.drop.conftest import LOGIN, Hub, invoice


@pytest.mark.row("S-035")
@pytest.mark.row("D-14")
def test_a_file_that_curl_puts_is_delivered_and_answered_at_three_levels(hub: Hub) -> None:
    taken = hub.put(invoice())
    assert taken.status == 202
    told = taken.json
    assert (told["file_name"], told["send_mode"], told["protocol"]["state"]) == ("F-1.xml", "production", "accepted")
    assert told["message"]["state"] == "pending"
    assert taken.headers["location"] == told["href"] == f"/drop/{LOGIN}/production/sent/{told['id']}"
    hub.work()
    then = hub.curl(told["href"], *hub.basic).json
    assert (then["message"]["state"], then["message"]["format"], then["message"]["documents"]) == (
        "accepted",
        "ubl21",
        1,
    )
    assert then["business"]["state"] == "delivered"
    (document,) = hub.documents(hub.nordbygg)
    assert (document.route_in, str(document.id)) == ("drop", told["id"])
    assert document.submitted_by.startswith("login:")
    assert len(hub.documents(hub.fjordtre, Direction.IN)) == 1


def test_the_same_file_again_is_the_same_document(hub: Hub) -> None:
    first, second = hub.put(invoice()), hub.put(invoice())
    assert (first.status, second.status) == (202, 200)
    assert second.json["id"] == first.json["id"]
    assert second.json["protocol"]["state"] == "repeated"
    assert second.headers["idempotency-replayed"] == "true"
    assert hub.put(invoice(), name="other.xml").json["id"] != first.json["id"]
    assert hub.put(invoice("F-2")).json["id"] != first.json["id"]
    assert len(hub.documents(hub.nordbygg)) == 3


def test_an_own_key_decides_and_other_content_under_it_is_refused(hub: Hub) -> None:
    key = ("-H", "Idempotency-Key: run-7/F-1")
    first, second = hub.put(invoice(), *key), hub.put(invoice(), *key, name="renamed.xml")
    assert second.json["id"] == first.json["id"]
    conflict = hub.put(invoice("F-2"), *key)
    assert (conflict.status, conflict.json["code"]) == (409, "idempotency-conflict")
    bad = hub.put(invoice(), "-H", "Idempotency-Key: två ord")
    assert (bad.status, bad.json["code"]) == (422, "invalid-request")
    assert len(hub.documents(hub.nordbygg)) == 1


def test_a_file_that_was_refused_may_be_handed_over_again_as_it_was(hub: Hub) -> None:
    first = hub.put(b"<Note>hello</Note>")
    hub.work()
    refused = hub.curl(first.json["href"], *hub.basic).json
    assert (refused["message"]["state"], refused["business"]["state"]) == ("refused", "none")
    assert refused["message"]["problem"]["code"] == "unknown-format"
    assert refused["message"]["problem"]["next"]
    second = hub.put(b"<Note>hello</Note>")
    assert (second.status, second.json["id"] != first.json["id"]) == (202, True)


def test_xml_is_answered_to_who_asks_for_it(hub: Hub) -> None:
    taken = hub.put(invoice(), "-H", "Accept: application/xml")
    assert taken.headers["content-type"].startswith("application/xml")
    assert taken.xml.tag == "{urn:depesch:drop:1}handOver"
    assert taken.xml.findtext("{*}message/{*}state") == "pending"
    hub.work()
    told = hub.curl(taken.headers["location"], *hub.basic, "-H", "Accept: text/xml;q=0.9, application/json;q=0.1").xml
    assert told.findtext("{*}business/{*}state") == "delivered"
    problem = hub.curl(f"{hub.root}/sent/nothing", *hub.basic, "-H", "Accept: application/xml")
    assert (problem.status, problem.headers["content-type"]) == (404, "application/problem+xml")
    assert problem.xml.tag == "{urn:ietf:rfc:7807}problem"


def test_waiting_ends_with_the_time_when_nobody_reads_the_file(hub: Hub) -> None:
    taken = hub.curl(f"{hub.root}/out/F-1.xml?wait=1", *hub.basic, "-T", hub.file(invoice()))
    assert (taken.status, taken.json["message"]["state"]) == (202, "pending")
    hub.work()
    again = hub.curl(f"{taken.json['href']}?wait=9", *hub.basic)
    assert again.json["message"]["state"] == "accepted"
    assert hub.curl(f"{taken.json['href']}?wait=soon", *hub.basic).status == 422


def test_a_token_hands_over_at_the_companys_own_address(hub: Hub) -> None:
    _, token = create_token(hub.nordbygg.pk, "webshop", Role.PROGRAM)
    bearer = ("-H", f"Authorization: Bearer {token.reveal()}")
    given = ("-T", hub.file(invoice()))
    taken = hub.curl(f"/drop/{hub.nordbygg.pk}/test/out/", *bearer, *given)
    assert (taken.status, taken.json["send_mode"]) == (202, "test")
    elsewhere = hub.curl(f"/drop/{hub.fjordtre.pk}/test/out/", *bearer, *given)
    assert (elsewhere.status, elsewhere.json["code"]) == (403, "wrong-address")
    _, reader = create_token(hub.nordbygg.pk, "screen", Role.READER)
    may_not = hub.curl(f"/drop/{hub.nordbygg.pk}/test/out/", "-H", f"Authorization: Bearer {reader.reveal()}", *given)
    assert (may_not.status, may_not.json["code"]) == (403, "may-not-send")
    wrong = hub.curl(f"/drop/{hub.nordbygg.pk}/test/out/", "-H", "Authorization: Bearer dep_guess", *given)
    assert wrong.status == 401
    assert len(hub.documents(hub.nordbygg)) == 1
