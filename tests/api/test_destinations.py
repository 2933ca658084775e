"""Servers that documents are brought to, over the API: set, read without secrets, tried, removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.http import HttpResponse

from depesch.api.resources import destinations
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.destinations import own_server
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.models import Customer, Destination
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from tests.api.programs import Program, body, problem
from tests.channels.ftps.server import Ftpd, ftpd

pytestmark = pytest.mark.django_db(transaction=True)
ALL = "/api/v1/destinations"
OWN = f"{ALL}/own/sftp"
SETTINGS = {"host": "sftp.example.com", "user": "nordbygg", "password": "hemligt-1", "port": 2222}


@pytest.fixture
def erp(nordbygg: Company) -> Program:
    """A program of Nordbygg's that may administer."""
    return Program(nordbygg, Role.ADMINISTRATOR)


@pytest.fixture
def customer(nordbygg: Company) -> Customer:
    """A customer of Nordbygg's outside the network."""
    identifier = canonical("0192", "991825827")
    assert identifier is not None
    with acting_for(nordbygg.pk):
        return add_customer("Brønnøy Bygg AS", identifiers=[identifier], country="NO")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ftpd]:
    """A receiver's FTP server, on this machine."""
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")
    with ftpd(tmp_path / "ftpd") as running:
        yield running


def put(program: Program, path: str, settings: dict[str, object] = SETTINGS, **more: object) -> HttpResponse:
    return program.put(path, json.dumps({"settings": settings, **more}).encode())


def test_the_companys_own_server_is_set_and_read_without_its_secrets(erp: Program, nordbygg: Company) -> None:
    made = body(put(erp, OWN, format="cii_d16b"))
    assert (made["customer"], made["channel"], made["format"], made["enabled"], made["usable"]) == (
        None, "sftp", "cii_d16b", True, True,
    )  # fmt: skip
    assert made["settings"]["host"] == "sftp.example.com"
    assert made["secrets"] == ["password"]
    assert body(erp.get(OWN)) == made
    assert body(erp.get(ALL))["items"] == [made]
    assert "hemligt" not in erp.get(ALL).content.decode()
    with acting_for(nordbygg.pk):
        assert "hemligt" not in str(EventRow.objects.values())


def test_the_same_request_again_changes_nothing_and_a_secret_left_out_stays(erp: Program, nordbygg: Company) -> None:
    first = body(put(erp, OWN))
    again = body(put(erp, OWN))
    assert {**again, "set_at": ""} == {**first, "set_at": ""}
    put(erp, OWN, {"host": "sftp2.example.com", "user": "nordbygg"})
    with acting_for(nordbygg.pk):
        kept = own_server()
        assert Destination.objects.count() == 1
    assert kept is not None
    assert (kept.settings.host, kept.settings.password.reveal()) == ("sftp2.example.com", "hemligt-1")  # type: ignore[union-attr]  # of SFTP


def test_another_channel_takes_the_place_of_the_own_one(erp: Program) -> None:
    put(erp, OWN)
    put(erp, f"{ALL}/own/https_push", {"url": "https://erp.example.com/in"}, enabled=False)
    assert [(each["channel"], each["enabled"]) for each in body(erp.get(ALL))["items"]] == [("https_push", False)]
    assert problem(erp.get(OWN), 404)["code"] == "not-found"


def test_a_customers_servers_are_set_and_removed(erp: Program, customer: Customer) -> None:
    place = f"{ALL}/{customer.pk}/sftp"
    put(erp, OWN)
    put(erp, place)
    put(erp, f"{ALL}/{customer.pk}/ftps")
    owners = [(each["customer"], each["channel"]) for each in body(erp.get(ALL))["items"]]
    assert owners == [(None, "sftp"), (str(customer.pk), "ftps"), (str(customer.pk), "sftp")]
    assert erp.delete(place).status_code == 204
    assert problem(erp.delete(place), 404)["code"] == "not-found"
    assert erp.get(OWN).status_code == 200


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        (OWN, {"settings": {}}, 422),
        (OWN, {"settings": {**SETTINGS, "port": 0}}, 422),
        (OWN, {"settings": {**SETTINGS, "colour": "red"}}, 422),
        (OWN, {"settings": {**SETTINGS, "host": ["a"]}}, 422),
        (OWN, {"settings": SETTINGS, "format": "word97"}, 422),
        (OWN, {"settings": SETTINGS, "colour": "red"}, 422),
        (OWN, {"settings": {**SETTINGS, "password": 7}}, 422),
        (f"{ALL}/own/email", {"settings": {}}, 404),
        (f"{ALL}/own/fax", {"settings": {}}, 404),
        (f"{ALL}/nobody/sftp", {"settings": SETTINGS}, 404),
        (f"{ALL}/{uuid4()}/sftp", {"settings": SETTINGS}, 404),
    ],
)
def test_what_cannot_be_is_refused_and_no_secret_is_repeated(
    path: str, sent: dict[str, object], status: int, erp: Program, nordbygg: Company
) -> None:
    refused = erp.put(path, json.dumps(sent).encode())
    assert "hemligt" not in json.dumps(problem(refused, status))
    with acting_for(nordbygg.pk):
        assert not Destination.objects.exists()


def test_a_customers_server_has_no_format(erp: Program, customer: Customer) -> None:
    problem(put(erp, f"{ALL}/{customer.pk}/sftp", format="ubl21"), 422)


def test_a_server_is_tried_and_nothing_is_left_there(erp: Program, server: Ftpd) -> None:
    place = f"{ALL}/own/ftps"
    put(erp, place, server.settings())
    assert body(erp.post(f"{place}/try")) == {"answers": True, "code": "", "detail": ""}
    assert list(server.folder.iterdir()) == []
    put(erp, place, server.settings(password="fel"))
    wrong = body(erp.post(f"{place}/try"))
    assert (wrong["answers"], wrong["code"]) == (False, "ftps-login-failed")
    assert "fel" not in wrong["detail"]
    server.stop()
    away = body(erp.post(f"{place}/try"))
    assert (away["answers"], away["code"]) == (False, "ftps-unreachable")


def test_a_server_inside_is_not_tried_unless_the_operator_permits_it(erp: Program) -> None:
    put(erp, OWN, {**SETTINGS, "host": "127.0.0.1"})
    assert body(erp.post(f"{OWN}/try"))["code"] == "sftp-address-not-allowed"


def test_what_cannot_be_asked_without_sending_is_not_claimed_to_answer(
    erp: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")
    put(erp, f"{ALL}/own/https_push", {"url": "https://127.0.0.1/in"})
    assert body(erp.post(f"{ALL}/own/https_push/try"))["answers"] is None


def test_so_many_are_tried_at_once_and_no_more(erp: Program) -> None:
    put(erp, OWN)
    for _ in range(2):
        assert destinations.TRIALS.acquire(blocking=False)
    try:
        refused = erp.post(f"{OWN}/try")
    finally:
        destinations.TRIALS.release(2)
    assert (problem(refused, 429)["code"], refused["Retry-After"]) == ("too-many-requests", "10")


def test_a_stranger_cannot_tell_that_it_is_there(erp: Program, carls_company: Company, customer: Customer) -> None:
    place = f"{ALL}/{customer.pk}/sftp"
    put(erp, place)
    put(erp, OWN)
    stranger = Program(carls_company, Role.ADMINISTRATOR)
    assert body(stranger.get(ALL)) == {"items": []}
    for path in (OWN, place):
        asked = (stranger.get(path), stranger.delete(path), stranger.post(f"{path}/try"))
        assert [answer.status_code for answer in asked] == [404, 404, 404]
    assert put(stranger, place).status_code == 404
    assert len(body(erp.get(ALL))["items"]) == 2


def test_only_who_administers_sees_destinations(nordbygg: Company, erp: Program) -> None:
    put(erp, OWN)
    for role in (Role.PROGRAM, Role.ISSUER, Role.READER):
        program = Program(nordbygg, role)
        assert [program.get(ALL).status_code, put(program, OWN).status_code, program.delete(OWN).status_code] == [
            403
        ] * 3
