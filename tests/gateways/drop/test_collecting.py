"""Collecting with curl: what waits, in which format, what came beside it, and that it is told when it was got."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from depesch.channels import File, SendMode
from depesch.hub.direct.managing import Wanted
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.flows.models import Direction, Document
from depesch.hub.tenancy.models import Role
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token
from depesch.kit.clock import now
from tests.gateways.drop.conftest import Hub, invoice
from tests.hub.direct.making import a_login
from tests.hub.flows.parcels import parcel


def arrived(hub: Hub, *numbers: str, send_mode: SendMode = SendMode.PRODUCTION) -> None:
    """Lay invoices into Nordbygg's inbox as the network does."""
    for number in numbers:
        sent = parcel(invoice(number), message_id=f"{uuid4()}@hub.example")
        beside = (File(name="Tidrapport vecka 7.pdf", media_type="application/pdf", content=b"%PDF-1.7 seven"),)
        HubInbox().put(str(hub.nordbygg.pk), msgspec.structs.replace(sent, attachments=beside, send_mode=send_mode))


@pytest.mark.row("S-035")
@pytest.mark.row("D-14")
def test_what_came_in_is_listed_fetched_and_acknowledged(hub: Hub) -> None:
    arrived(hub, "F-1", "F-2")
    listed = hub.curl(f"{hub.root}/in/", *hub.basic).json["documents"]
    assert [each["number"] for each in listed] == ["F-1", "F-2"]
    got = hub.curl(listed[0]["href"], *hub.basic)
    assert (got.status, got.body) == (200, invoice("F-1"))
    assert listed[0]["name"] in got.headers["content-disposition"]
    assert listed[0]["name"].endswith(".xml")
    (beside,) = listed[0]["files"]
    assert (beside["role"], hub.curl(beside["href"], *hub.basic).body) == ("attachment", b"%PDF-1.7 seven")
    assert len(hub.curl(f"{hub.root}/in/", *hub.basic).json["documents"]) == 2, "fetching is no acknowledgement"
    first = hub.curl(listed[0]["href"], *hub.basic, "-X", "DELETE").json
    again = hub.curl(f"{hub.root}/in/{listed[0]['id']}", *hub.basic, "-X", "POST").json
    assert first == again
    assert [each["number"] for each in hub.curl(f"{hub.root}/in", *hub.basic).json["documents"]] == ["F-2"]
    document = hub.documents(hub.nordbygg, Direction.IN)[0]
    assert document.collected_by.startswith("login:")


def test_a_list_in_plain_lines_feeds_curl_itself(hub: Hub) -> None:
    arrived(hub, "F-1", "F-2", "F-3")
    page = hub.curl(f"{hub.root}/in/?limit=2", *hub.basic, "-H", "Accept: text/plain")
    lines = page.body.decode().splitlines()
    assert len(lines) == 2
    assert all(hub.curl(line, *hub.basic).status == 200 for line in lines)
    further = page.headers["link"].partition(">")[0].removeprefix("<")
    assert [each["number"] for each in hub.curl(further, *hub.basic).json["documents"]] == ["F-3"]
    for wrong in ("?after=7", f"?after={uuid4()}", "?limit=0", "?limit=x", "?limit=-1"):
        assert hub.curl(f"{hub.root}/in/{wrong}", *hub.basic).status == 422


def test_the_list_is_xml_for_who_asks_for_it(hub: Hub) -> None:
    arrived(hub, "F-1")
    told = hub.curl(f"{hub.root}/in/", *hub.basic, "-H", "Accept: application/xml").xml
    assert [each.text for each in told.iterfind("{*}documents/{*}item/{*}number")] == ["F-1"]


@pytest.mark.row("D-14")
def test_each_send_mode_has_its_own_address(hub: Hub) -> None:
    arrived(hub, "F-1")
    arrived(hub, "T-1", send_mode=SendMode.TEST)
    _, password = a_login(hub.nordbygg, "nordbygg-test", send_mode="test")
    trial = ("-u", f"nordbygg-test:{password}")
    (ours,) = hub.curl(f"{hub.root}/in/", *hub.basic).json["documents"]
    (theirs,) = hub.curl("/drop/nordbygg-test/test/in/", *trial).json["documents"]
    assert (ours["number"], theirs["number"]) == ("F-1", "T-1")
    assert hub.curl(f"/drop/nordbygg-test/test/in/{ours['id']}", *trial).status == 404


def test_a_login_collects_in_its_format_and_may_ask_for_the_original(hub: Hub) -> None:
    arrived(hub, "F-1")
    wanted = Wanted(protocols=("drop",), syntax="cii_d16b")
    _, password = a_login(hub.nordbygg, "nordbygg-cii", wanted=wanted)
    basic = ("-u", f"nordbygg-cii:{password}")
    (waiting,) = hub.curl("/drop/nordbygg-cii/production/in/", *basic).json["documents"]
    got = hub.curl(waiting["href"], *basic)
    assert b"CrossIndustryInvoice" in got.body
    assert got.headers["depesch-losses"].isdigit()
    assert hub.curl(f"{waiting['href']}?format=original", *basic).body == invoice("F-1")
    wrong = hub.curl(f"{waiting['href']}?format=word97", *basic)
    assert (wrong.status, wrong.json["code"]) == (422, "invalid-request")


def test_a_program_collects_with_its_token_and_one_that_only_sends_does_not(hub: Hub) -> None:
    arrived(hub, "F-1")
    statuses = {}
    for role in (Role.PROGRAM, Role.ISSUER):
        _, token = create_token(hub.nordbygg.pk, role.value, role)
        bearer = ("-H", f"Authorization: Bearer {token.reveal()}")
        statuses[role] = hub.curl(f"/drop/{hub.nordbygg.pk}/production/in/", *bearer).status
    assert statuses == {Role.PROGRAM: 200, Role.ISSUER: 403}


@pytest.mark.row("D-09", "S-058")
def test_d_09_what_only_the_e_archive_reaches_is_told_apart_from_what_is_not_there(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_E_ARCHIVE_FOR_ALL", "false")
    arrived(hub, "F-1")
    hub.put(invoice("F-2"))
    (came,), (went,) = hub.documents(hub.nordbygg, Direction.IN), hub.documents(hub.nordbygg)
    with acting_for(hub.nordbygg.pk):
        Document.objects.update(received_at=now() - timedelta(days=100), collected_at=now(), state="delivered")
    for way, document in (("in", came), ("sent", went)):
        answers = [hub.curl(f"{hub.root}/{way}/{each}", *hub.basic) for each in (document.pk, uuid4())]
        assert [each.status for each in answers] == [404, 404]
        assert [b"90 da" in each.body for each in answers] == [True, False]
