"""Mend and send: the mended form of a refused document goes out once, as a document of its own."""

from __future__ import annotations

from uuid import UUID

import msgspec
import pytest

from depesch.channels import File
from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.participants import register_company
from depesch.hub.directory.rule_packs import keep_pack
from depesch.hub.flows.actions import ActionRefused, send_again
from depesch.hub.flows.mending import changes_of, may_be_mended, mend_and_send
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import Submission, submit
from depesch.hub.history.kinds.documents import DocumentMended, DocumentMends
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rules.packs import pack_from
from tests.hub.flows.papers import ubl_invoice

BROKEN = ubl_invoice("F-7").replace(b'unitCode="HUR"', b'unitCode="hur"')
ACTOR = "user:astrid"


@pytest.fixture(autouse=True)
def network(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="ubl21")


def refused(company: Company, content: bytes = BROKEN, *attachments: File, send_mode: str = "production") -> Document:
    submission = submit(
        content, company_id=company.id, actor=ACTOR, route="api", file_name="faktura.xml", send_mode=send_mode,
        attachments=attachments,
    )  # fmt: skip
    process(company.id, submission.document_id)
    document = of(company, submission.document_id)
    assert document.state == DocumentState.REFUSED
    return document


def of(company: Company, document_id: UUID) -> Document:
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def mend(company: Company, document: Document) -> Submission:
    return mend_and_send(company.id, document.id, actor=ACTOR, route="portal")


def original_of(company: Company, document_id: UUID) -> bytes:
    with acting_for(company.id):
        return next(content_of(file) for file in files_of(document_id) if file.role == FileRole.ORIGINAL)


def test_a_document_that_can_be_mended_says_what_would_be_changed(nordbygg: Company) -> None:
    document = refused(nordbygg)
    assert may_be_mended(document)
    assert [(each.term, each.old, each.new) for each in changes_of(document)] == [("BT-130", "hur", "HUR")]


def test_the_mended_form_is_sent_and_the_original_stays_as_it_was(nordbygg: Company) -> None:
    document = refused(nordbygg)
    submission = mend(nordbygg, document)
    process(nordbygg.id, submission.document_id)
    successor = of(nordbygg, submission.document_id)
    assert (successor.state, successor.number, successor.mends_id) == (DocumentState.SENDING, "F-7", document.id)
    assert of(nordbygg, document.id).state == DocumentState.CANCELLED
    assert original_of(nordbygg, document.id) == BROKEN
    assert read(original_of(nordbygg, successor.id)).invoice.lines[0].unit == "HUR"


def test_only_what_was_offered_is_changed(nordbygg: Company) -> None:
    submission = mend(nordbygg, refused(nordbygg))
    sent = read(original_of(nordbygg, submission.document_id))
    assert (sent.invoice, sent.syntax.name) == (read(ubl_invoice("F-7")).invoice, "ubl21")


def test_a_second_click_sends_nothing_more(nordbygg: Company) -> None:
    document = refused(nordbygg)
    first, second = mend(nordbygg, document), mend(nordbygg, document)
    assert (first.created, second.created, first.document_id) == (True, False, second.document_id)
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 2


def test_the_history_of_each_names_the_other(nordbygg: Company) -> None:
    document = refused(nordbygg)
    submission = mend(nordbygg, document)
    with acting_for(nordbygg.id):
        before = [each.event for each in events_of(document.id)][-1]
        after = [each.event for each in events_of(submission.document_id)][-1]
        assert verify_chain(nordbygg.id).is_sound
    assert before == DocumentMended(successor=str(submission.document_id), terms=("BT-130",))
    assert after == DocumentMends(original=str(document.id), terms=("BT-130",))


def test_files_beside_it_and_the_send_mode_go_along(nordbygg: Company) -> None:
    file = File(name="ritning.pdf", media_type="application/pdf", content=b"%PDF-1.4")
    submission = mend(nordbygg, refused(nordbygg, BROKEN, file, send_mode="test"))
    with acting_for(nordbygg.id):
        names = [each.name for each in files_of(submission.document_id) if each.role == FileRole.ATTACHMENT]
    assert (names, of(nordbygg, submission.document_id).send_mode) == (["ritning.pdf"], "test")


def test_what_is_not_certain_is_not_offered(nordbygg: Company) -> None:
    document = refused(nordbygg, BROKEN.replace(b"<cbc:BuyerReference>Ref 7</cbc:BuyerReference>", b"").replace(
        b"<cbc:InvoiceTypeCode>380<", b"<cbc:InvoiceTypeCode>999<"
    ))  # fmt: skip
    assert not may_be_mended(document)
    with pytest.raises(ActionRefused, match="not-mendable"):
        mend(nordbygg, document)


def test_what_would_still_be_refused_is_not_offered(nordbygg: Company, fjordtre: Company) -> None:
    demand(fjordtre)
    assert not may_be_mended(refused(nordbygg))


def test_a_demand_made_since_stops_the_mended_form(nordbygg: Company, fjordtre: Company) -> None:
    document = refused(nordbygg)
    demand(fjordtre)
    with pytest.raises(ActionRefused, match="mending-changed"):
        mend(nordbygg, document)
    assert not may_be_mended(of(nordbygg, document.id))
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 1


def test_a_document_under_way_is_not_mended(nordbygg: Company) -> None:
    document = refused(nordbygg)
    with acting_for(nordbygg.id):
        send_again(document.id, ACTOR)
    with pytest.raises(ActionRefused, match="not-mendable"):
        mend(nordbygg, document)


def test_a_stranger_cannot_mend(nordbygg: Company, carls_company: Company) -> None:
    document = refused(nordbygg)
    with pytest.raises(Document.DoesNotExist):
        mend(carls_company, document)


def demand(company: Company) -> None:
    demands = [{"kind": "mandatory", "key": "order", "terms": ["BT-13"]}]
    with acting_for(company.id):
        keep_pack(pack_from(msgspec.json.encode({"receiver": "Fjordtre AS", "demands": demands})), actor=ACTOR)
