"""The path of a document, step by step in this process: process, then deliver. Real channels, real database."""

from __future__ import annotations

from uuid import UUID

import msgspec
import pytest

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.actions import ActionRefused, cancel, send_again
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.inbox import HubInbox, Receipt
from depesch.hub.flows.models import Attempt, Delivery, Direction, Document, DocumentState, SendingSettings
from depesch.hub.flows.processing import process
from depesch.hub.flows.services import exchange_folder, services_for
from depesch.hub.flows.submission import submit
from depesch.hub.flows.transitions import Impossible
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice

S = DocumentState


@pytest.fixture
def network(nordbygg: Company, fjordtre: Company) -> None:
    """Nordbygg sends, Fjordtre receives on the same hub in the format that the sender uses."""
    register_company(fjordtre, syntax="ubl21")


def given(company: Company, content: bytes, send_mode: str = "production") -> UUID:
    return submit(content, company_id=company.id, actor="user:astrid", route="api", send_mode=send_mode).document_id


def go(company: Company, document_id: UUID) -> Document:
    """Do what the worker's job does, and return what became of the document."""
    deliver(company.id, document_id, process(company.id, document_id), draw=lambda: 0.0)
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def sent(company: Company, content: bytes, send_mode: str = "production") -> Document:
    return go(company, given(company, content, send_mode))


def arrived(company: Company) -> list[Document]:
    with acting_for(company.id):
        return list(Document.objects.filter(direction=Direction.IN).order_by("received_at"))


def file_of(document: Document, role: FileRole) -> bytes:
    with acting_for(document.tenant_id):
        return next(content_of(file) for file in files_of(document.id) if file.role == role)


def tags(document: Document) -> list[str]:
    with acting_for(document.tenant_id):
        return [tag_of(each.event) for each in events_of(document.id)]


def test_an_invoice_arrives_in_the_other_companys_inbox(network: None, nordbygg: Company, fjordtre: Company) -> None:
    document = sent(nordbygg, ubl_invoice("F-1042"))
    (received,) = arrived(fjordtre)
    assert (document.state, document.number, document.problem_code) == (S.DELIVERED, "F-1042", "")
    assert (received.state, received.number, received.seller_name) == (S.ARRIVED, "F-1042", "Nordbygg Fasad AB")
    assert file_of(received, FileRole.ORIGINAL) == file_of(document, FileRole.ORIGINAL)


def test_the_history_tells_the_way_and_both_chains_are_sound(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    document = sent(nordbygg, ubl_invoice())
    assert tags(document) == [
        "document.submitted",
        "document.checked",
        "document.planned",
        "delivery.attempted",
        "document.delivered",
    ]
    assert tags(arrived(fjordtre)[0]) == ["document.arrived"]
    assert verify_chain(nordbygg.id).is_sound
    assert verify_chain(fjordtre.id).is_sound


def test_the_receiver_gets_the_format_that_it_chose(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="cii_d16b")
    document = sent(nordbygg, ubl_invoice())
    (received,) = arrived(fjordtre)
    assert (received.syntax, b"CrossIndustryInvoice" in file_of(received, FileRole.ORIGINAL)) == ("cii_d16b", True)
    assert file_of(document, FileRole.SENT) == file_of(received, FileRole.ORIGINAL)
    assert "document.converted" in tags(document)


def test_lesson_26_the_receipt_is_in_the_archive_with_the_delivery(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    document = sent(nordbygg, ubl_invoice())
    receipt = msgspec.json.decode(file_of(document, FileRole.RECEIPT), type=Receipt)
    (received,) = arrived(fjordtre)
    assert (receipt.document_id, receipt.sha256) == (received.id, received.original_sha256)


def test_broken_rules_go_back_to_the_sender_with_their_findings(network: None, nordbygg: Company) -> None:
    document = sent(nordbygg, ubl_invoice(wrong_by="1"))
    assert (document.state, document.problem_code) == (S.REFUSED, "broken-rules")
    assert "BR-CO-16" in [finding["rule"] for finding in document.findings]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<Invoice>", "not-xml"),
        (b"no xml at all", "not-xml"),
        (b"<order xmlns='urn:trade'/>", "unknown-format"),
        (b"<!DOCTYPE x [<!ENTITY e 'x'>]><x>&e;</x>", "dtd-forbidden"),
        (ubl_invoice()[:900], "not-xml"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_stable_code(
    network: None, nordbygg: Company, content: bytes, code: str
) -> None:
    document = sent(nordbygg, content)
    assert (document.state, document.problem_code) == (S.REFUSED, code)


def test_a_duplicate_is_refused_and_names_the_earlier_document(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    first, second = sent(nordbygg, ubl_invoice("F-7")), sent(nordbygg, ubl_invoice("F-7"))
    assert (second.state, second.problem_code) == (S.REFUSED, "duplicate")
    assert second.problem_values["earlier"] == str(first.id)
    assert len(arrived(fjordtre)) == 1


def test_numbers_that_differ_far_behind_are_not_the_same(network: None, nordbygg: Company) -> None:
    long = "F" * 250
    assert [sent(nordbygg, ubl_invoice(long + end)).state for end in "12"] == [S.DELIVERED, S.DELIVERED]


def test_a_number_may_come_back_in_another_fiscal_year(network: None, nordbygg: Company) -> None:
    sent(nordbygg, ubl_invoice("F-7", issue_date="2025-11-02"))
    assert sent(nordbygg, ubl_invoice("F-7", issue_date="2026-01-02")).state == S.DELIVERED


def test_the_fiscal_year_begins_when_the_company_says(network: None, nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        SendingSettings.objects.create(tenant=nordbygg, fiscal_year_starts=9)
    sent(nordbygg, ubl_invoice("F-7", issue_date="2025-11-02"))
    assert sent(nordbygg, ubl_invoice("F-7", issue_date="2026-01-02")).problem_code == "duplicate"


def test_duplicate_control_can_be_switched_off(network: None, nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        SendingSettings.objects.create(tenant=nordbygg, duplicate_control=False)
    assert [sent(nordbygg, ubl_invoice("F-7")).state for _ in range(2)] == [S.DELIVERED, S.DELIVERED]


def test_a_refused_document_does_not_keep_its_number(network: None, nordbygg: Company) -> None:
    sent(nordbygg, ubl_invoice("F-7", wrong_by="1"))
    assert sent(nordbygg, ubl_invoice("F-7")).state == S.DELIVERED


def test_a_test_document_does_not_use_up_the_number(network: None, nordbygg: Company) -> None:
    sent(nordbygg, ubl_invoice("F-7"), "test")
    assert sent(nordbygg, ubl_invoice("F-7")).state == S.DELIVERED


def test_lesson_31_sending_a_duplicate_anyway_is_an_explicit_act(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    sent(nordbygg, ubl_invoice("F-7"))
    second = sent(nordbygg, ubl_invoice("F-7"))
    with acting_for(nordbygg.id):
        send_again(second.id, "user:astrid")
    assert go(nordbygg, second.id).state == S.DELIVERED
    assert len(arrived(fjordtre)) == 2


def test_lesson_31_a_delivered_document_is_not_sent_again(network: None, nordbygg: Company) -> None:
    document = sent(nordbygg, ubl_invoice())
    with acting_for(nordbygg.id), pytest.raises(ActionRefused, match="already-delivered"):
        send_again(document.id, "user:astrid")


def test_an_unknown_receiver_is_named_and_can_be_added(nordbygg: Company, fjordtre: Company) -> None:
    document = sent(nordbygg, ubl_invoice())
    assert (document.state, document.problem_code) == (S.REFUSED, "unknown-receiver")
    assert "0192:999000053" in document.problem_values["tried"]
    register_company(fjordtre)
    with acting_for(nordbygg.id):
        send_again(document.id, "user:astrid")
    assert go(nordbygg, document.id).state == S.DELIVERED


def test_contradictory_identifiers_send_to_nobody(
    network: None, nordbygg: Company, fjordtre: Company, havneby: Company
) -> None:
    register_company(havneby)
    document = sent(nordbygg, ubl_invoice(vat="DK13585628"))
    assert document.problem_code == "contradictory-receiver"
    assert arrived(fjordtre) == arrived(havneby) == []


def test_a_buyer_without_any_identifier_is_told_so(network: None, nordbygg: Company) -> None:
    assert sent(nordbygg, ubl_invoice(endpoint=None)).problem_code == "receiver-without-identifier"


def test_certification_goes_the_whole_way_and_sends_nothing(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    document = sent(nordbygg, ubl_invoice(), "certification")
    assert (document.state, arrived(fjordtre)) == (S.CERTIFIED, [])
    assert tags(document)[-2:] == ["document.planned", "document.certified"]
    with acting_for(nordbygg.id):
        assert not Attempt.objects.exists()


def test_a_test_document_arrives_marked_as_one(network: None, nordbygg: Company, fjordtre: Company) -> None:
    sent(nordbygg, ubl_invoice(), "test")
    assert [document.send_mode for document in arrived(fjordtre)] == ["test"]


def test_a_receiver_that_takes_no_tests_gets_none(network: None, nordbygg: Company, fjordtre: Company) -> None:
    fjordtre.takes_test_documents = False
    fjordtre.save()
    assert sent(nordbygg, ubl_invoice(), "test").problem_code == "test-not-taken"


def test_without_any_way_the_sender_is_told_why(nordbygg: Company) -> None:
    identifier = canonical("0192", "999000053")
    assert identifier is not None
    with acting_for(nordbygg.id):
        add_customer("Fjordtre", identifiers=[identifier], run=["email"])
    document = sent(nordbygg, ubl_invoice())
    assert (document.state, document.problem_code) == (S.UNDELIVERABLE, "no-way-out")
    assert document.problem_values["reasons"] == "email: channel-off"


def test_a_folder_gets_the_document_with_its_rendering(nordbygg: Company) -> None:
    folder = exchange_folder(nordbygg.id) / "fjordtre"
    folder.mkdir(parents=True)
    identifier = canonical("0192", "999000053")
    assert identifier is not None
    with acting_for(nordbygg.id):
        save_settings("folder", {})
        add_customer("Fjordtre", identifiers=[identifier], folder="fjordtre", language="nb")
    document = sent(nordbygg, ubl_invoice("F-1"))
    assert document.state == S.DELIVERED
    assert sorted(path.suffix for path in folder.iterdir()) == [".pdf", ".xml"]
    assert file_of(document, FileRole.RENDERING).startswith(b"%PDF-")


def test_a_folder_that_is_away_is_waited_for_and_then_used(nordbygg: Company) -> None:
    folder = exchange_folder(nordbygg.id) / "fjordtre"
    identifier = canonical("0192", "999000053")
    assert identifier is not None
    folder.mkdir(parents=True)
    with acting_for(nordbygg.id):
        save_settings("folder", {})
        add_customer("Fjordtre", identifiers=[identifier], folder="fjordtre")
    document_id = given(nordbygg, ubl_invoice())
    dispatch = process(nordbygg.id, document_id)
    folder.rmdir()
    deliver(nordbygg.id, document_id, dispatch, draw=lambda: 0.0)
    with acting_for(nordbygg.id):
        document = Document.objects.get(id=document_id)
        delivery = Delivery.objects.get(document=document)
        assert (document.state, document.problem_code, delivery.tries) == (S.WAITING, "waiting", 1)
        assert delivery.try_at is not None
        Delivery.objects.update(try_at=document.received_at)
    folder.mkdir(parents=True)
    assert go(nordbygg, document_id).state == S.DELIVERED


def test_lesson_29_every_try_of_a_step_carries_the_same_message_id(nordbygg: Company) -> None:
    test_a_folder_that_is_away_is_waited_for_and_then_used(nordbygg)
    with acting_for(nordbygg.id):
        attempts = Attempt.objects.order_by("number")
        assert [attempt.number for attempt in attempts] == [1, 2]
        assert len({attempt.message_id for attempt in attempts}) == 1
        assert len({attempt.sent_sha256 for attempt in attempts}) == 1


def test_a_received_document_can_be_withdrawn(network: None, nordbygg: Company, fjordtre: Company) -> None:
    document_id = given(nordbygg, ubl_invoice())
    with acting_for(nordbygg.id):
        cancel(document_id, "user:astrid")
    assert (go(nordbygg, document_id).state, arrived(fjordtre)) == (S.CANCELLED, [])


def test_a_delivered_document_cannot_be_withdrawn(network: None, nordbygg: Company) -> None:
    document = sent(nordbygg, ubl_invoice())
    with acting_for(nordbygg.id), pytest.raises(ActionRefused, match="already-handed-over"):
        cancel(document.id, "user:astrid")


def test_lesson_25_processing_twice_sends_once(network: None, nordbygg: Company, fjordtre: Company) -> None:
    document = sent(nordbygg, ubl_invoice())
    go(nordbygg, document.id)
    assert len(arrived(fjordtre)) == 1


def test_lesson_28_after_a_crash_in_mid_delivery_the_receivers_side_is_asked(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    document_id = given(nordbygg, ubl_invoice())
    dispatch = process(nordbygg.id, document_id)
    assert dispatch is not None
    dispatch.channel.send(
        dispatch.settings, dispatch.parcel, services_for(nordbygg.id)
    )  # handed over, and then the worker dies
    assert go(nordbygg, document_id).state == S.DELIVERED
    with acting_for(nordbygg.id):
        assert [attempt.outcome for attempt in Attempt.objects.all()] == ["delivered"]
    assert len(arrived(fjordtre)) == 1


def test_after_a_crash_before_the_hand_over_it_is_sent_under_the_same_id(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    document_id = given(nordbygg, ubl_invoice())
    process(nordbygg.id, document_id)  # the attempt is committed, and then the worker dies
    assert go(nordbygg, document_id).state == S.DELIVERED
    assert len(arrived(fjordtre)) == 1


def test_lesson_30_a_parcel_that_comes_twice_gives_the_same_receipt(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    dispatch = process(nordbygg.id, given(nordbygg, ubl_invoice()))
    assert dispatch is not None
    first, second = (HubInbox().put(str(fjordtre.id), dispatch.parcel) for _ in range(2))
    assert first == second
    assert len(arrived(fjordtre)) == 1


def test_lesson_32_another_content_under_a_known_id_is_an_alarm(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    dispatch = process(nordbygg.id, given(nordbygg, ubl_invoice()))
    assert dispatch is not None
    HubInbox().put(str(fjordtre.id), dispatch.parcel)
    other = msgspec.structs.replace(dispatch.parcel.main, content=ubl_invoice("F-2"))
    with pytest.raises(Impossible):
        HubInbox().put(str(fjordtre.id), msgspec.structs.replace(dispatch.parcel, main=other))
