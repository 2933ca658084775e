"""A receiver's own demands on the way of a document: met before anything is sent, told to the sender, kept."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from depesch.channels import File
from depesch.hub.directory.participants import register_company
from depesch.hub.directory.rule_packs import keep_pack, remove_pack
from depesch.hub.flows.actions import send_again
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.kinds.documents import DocumentChecked
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.issue import Issue
from depesch.rules.explaining import explain
from depesch.rules.packs import pack_from
from tests.hub.flows.papers import ubl_invoice

ORDER_NUMBER = {"kind": "mandatory", "key": "order", "terms": ["BT-13"]}
SPECIFICATION = {"kind": "attachment", "key": "spec", "media_types": ["application/pdf"]}


@pytest.fixture(autouse=True)
def network(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="ubl21")


def demand(company: Company, *demands: dict[str, Any]) -> None:
    with acting_for(company.id):
        pack = pack_from(msgspec.json.encode({"receiver": company.name, "demands": demands}))
        keep_pack(pack, actor="user:frida")


def sent(company: Company, content: bytes, *attachments: File) -> Document:
    document_id = submit(content, company_id=company.id, actor="a", route="api", attachments=attachments).document_id
    process(company.id, document_id)
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def findings(document: Document) -> list[Issue]:
    return msgspec.convert(document.findings, list[Issue])


def test_a_document_that_lacks_what_its_receiver_demands_goes_back(nordbygg: Company, fjordtre: Company) -> None:
    demand(fjordtre, ORDER_NUMBER)
    document = sent(nordbygg, ubl_invoice())
    assert (document.state, document.problem_code) == (DocumentState.REFUSED, "broken-rules")
    (issue,) = [issue for issue in findings(document) if issue.rule == "PACK-order"]
    assert str(explain(issue, "sv")) == "Fjordtre AS kräver uppgiften ”Inköpsordernummer”. Fyll i den."


def test_the_history_keeps_which_version_the_document_was_held_against(nordbygg: Company, fjordtre: Company) -> None:
    demand(fjordtre, SPECIFICATION)
    demand(fjordtre, ORDER_NUMBER)
    document = sent(nordbygg, ubl_invoice())
    with acting_for(nordbygg.id):
        checked = [each.event for each in events_of(document.id) if isinstance(each.event, DocumentChecked)]
    assert checked[0].rule_sets[-1] == "pack Fjordtre AS 2"


def test_a_document_to_somebody_else_does_not_meet_them(nordbygg: Company, fjordtre: Company, havneby: Company) -> None:
    register_company(havneby, syntax="ubl21")
    demand(fjordtre, ORDER_NUMBER)
    document = sent(nordbygg, ubl_invoice(endpoint=("0184", "13585628"), buyer_name="Havneby Beton ApS"))
    assert document.state == DocumentState.SENDING


def test_the_senders_own_demands_are_for_those_who_send_to_it(nordbygg: Company) -> None:
    demand(nordbygg, ORDER_NUMBER)
    assert sent(nordbygg, ubl_invoice()).state == DocumentState.SENDING


def test_files_beside_the_document_count(nordbygg: Company, fjordtre: Company) -> None:
    demand(fjordtre, SPECIFICATION)
    assert sent(nordbygg, ubl_invoice("1")).state == DocumentState.REFUSED
    file = File(name="spec.pdf", media_type="application/pdf", content=b"%PDF-1.4")
    assert sent(nordbygg, ubl_invoice("2"), file).state == DocumentState.SENDING


def test_a_refused_document_goes_out_once_the_demand_is_gone(nordbygg: Company, fjordtre: Company) -> None:
    demand(fjordtre, ORDER_NUMBER)
    document = sent(nordbygg, ubl_invoice())
    with acting_for(fjordtre.id):
        remove_pack(actor="user:frida")
    with acting_for(nordbygg.id):
        send_again(document.id, "user:astrid")
    process(nordbygg.id, document.id)
    with acting_for(nordbygg.id):
        assert Document.objects.get(id=document.id).state == DocumentState.SENDING
