"""Fetching what came in: the same documents until they are acknowledged, each once afterwards never again."""

from __future__ import annotations

from uuid import uuid4

import pytest

from depesch.hub.flows.inbox import HubInbox
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from tests.api.programs import INVOICE, Program, body, problem
from tests.hub.flows.parcels import parcel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def erp(nordbygg: Company) -> Program:
    """Nordbygg's program that fetches what came in."""
    return Program(nordbygg, Role.PROGRAM)


def arrived(company: Company, count: int) -> None:
    inbox = HubInbox()
    for _ in range(count):
        inbox.put(str(company.id), parcel(INVOICE, message_id=f"{uuid4()}@hub.example"))


def test_what_came_in_is_handed_out_until_it_is_acknowledged(erp: Program, nordbygg: Company) -> None:
    arrived(nordbygg, 2)
    first, second = body(erp.get("/api/v1/inbox"))["items"]
    assert [each["id"] for each in body(erp.get("/api/v1/inbox"))["items"]] == [first["id"], second["id"]]
    assert erp.post(f"/api/v1/documents/{first['id']}/acknowledge").status_code == 200
    assert [each["id"] for each in body(erp.get("/api/v1/inbox"))["items"]] == [second["id"]]


def test_an_acknowledgement_said_twice_stays_with_the_first_time(erp: Program, nordbygg: Company) -> None:
    arrived(nordbygg, 1)
    (one,) = body(erp.get("/api/v1/inbox"))["items"]
    answers = [body(erp.post(f"/api/v1/documents/{one['id']}/acknowledge")) for _ in range(2)]
    assert answers[0] == answers[1]
    with acting_for(nordbygg.id):
        kinds = [type(each.event).__name__ for each in events_of(one["id"])]
    assert kinds.count("DocumentCollected") == 1


def test_pages_of_the_inbox_follow_each_other(erp: Program, nordbygg: Company) -> None:
    arrived(nordbygg, 5)
    seen, page = [], body(erp.get("/api/v1/inbox?limit=2"))
    while True:
        seen += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        page = body(erp.get(page["next"]))
    assert len(seen) == len(set(seen)) == 5


def test_what_one_sent_oneself_cannot_be_acknowledged(erp: Program) -> None:
    sent = erp.submitted()
    assert problem(erp.post(f"/api/v1/documents/{sent}/acknowledge"), 409)["code"] == "not-incoming"


def test_a_stranger_cannot_acknowledge(erp: Program, nordbygg: Company, carls_program: Program) -> None:
    arrived(nordbygg, 1)
    (one,) = body(erp.get("/api/v1/inbox"))["items"]
    assert body(carls_program.get("/api/v1/inbox"))["items"] == []
    assert carls_program.post(f"/api/v1/documents/{one['id']}/acknowledge").status_code == 404


def test_a_place_that_is_none_is_refused(erp: Program) -> None:
    assert problem(erp.get(f"/api/v1/inbox?after={uuid4()}"), 422)["code"] == "invalid-request"


def test_a_document_is_had_in_another_format_with_its_losses(erp: Program, nordbygg: Company) -> None:
    arrived(nordbygg, 1)
    (one,) = body(erp.get("/api/v1/inbox"))["items"]
    answer = erp.get(f"/api/v1/documents/{one['id']}/as/svefaktura1")
    assert answer.status_code == 200
    assert b"SFTI" in answer.content[:2000]
    assert int(answer["Depesch-Losses"]) >= 0
    assert problem(erp.get(f"/api/v1/documents/{one['id']}/as/word97"), 422)["code"] == "invalid-request"


ATTACHED = (
    b"<cac:AdditionalDocumentReference><cbc:ID>hours</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject"
    b' mimeCode="text/csv" filename="../hours.csv">MTsy</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>'
    b"</cac:AdditionalDocumentReference><cac:AccountingSupplierParty>"
)


def test_a_document_is_had_as_pdf_for_people(erp: Program, nordbygg: Company, carls_program: Program) -> None:
    arrived(nordbygg, 1)
    (one,) = body(erp.get("/api/v1/inbox"))["items"]
    answer = erp.get(f"/api/v1/documents/{one['id']}/as/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert carls_program.get(f"/api/v1/documents/{one['id']}/as/pdf").status_code == 404


def test_what_a_format_has_no_place_for_lies_beside_it(erp: Program, nordbygg: Company, carls_program: Program) -> None:
    content = INVOICE.replace(b"<cac:AccountingSupplierParty>", ATTACHED, 1)
    HubInbox().put(str(nordbygg.id), parcel(content, message_id=f"{uuid4()}@hub.example"))
    (one,) = body(erp.get("/api/v1/inbox"))["items"]
    place = f"/api/v1/documents/{one['id']}/as/finvoice30/beside"
    files = {each["name"]: each for each in body(erp.get(place))["items"]}
    assert files["hours.csv"]["size"] == 3
    assert erp.get(f"{place}/{files['hours.csv']['number']}").content == b"1;2"
    assert problem(erp.get(f"{place}/{len(files)}"), 404)["code"] == "not-found"
    assert body(erp.get(f"/api/v1/documents/{one['id']}/as/ubl21/beside"))["items"] == []
    assert carls_program.get(place).status_code == 404


def test_what_cannot_be_read_is_refused_in_words(erp: Program, nordbygg: Company) -> None:
    HubInbox().put(str(nordbygg.id), parcel(b"no invoice", message_id=f"{uuid4()}@hub.example"))
    (one,) = body(erp.get("/api/v1/inbox"))["items"]
    for name in ("finvoice30", "pdf"):
        assert problem(erp.get(f"/api/v1/documents/{one['id']}/as/{name}"), 422)["code"] == "not-convertible"
