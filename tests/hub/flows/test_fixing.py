"""Fix in place and choosing a receiver: what is typed goes out in a document of its own, the original stays."""

from __future__ import annotations

from uuid import UUID

import pytest

from depesch.documents.editing import Kind, Refused, edited, parsed, spots
from depesch.documents.reading import read
from depesch.exchange.mail.message import BadAddress
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.models import Customer
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.choosing import Choice, choose_and_send
from depesch.hub.flows.examination import examine
from depesch.hub.flows.fixing import Fix, NotFixable, fix_and_send, may_be_fixed, spots_of, suggestions, try_fix
from depesch.hub.flows.models import Delivery, Direction, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import Submission, submit
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import events_of, verify_chain
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice

S = DocumentState
ASTRID = "user:astrid"
DUE = "totals.amount_due"


@pytest.fixture
def network(nordbygg: Company, fjordtre: Company) -> None:
    """Fjordtre receives on this hub."""
    register_company(fjordtre, syntax="ubl21")


def given(company: Company, content: bytes) -> Document:
    document_id = submit(content, company_id=company.id, actor=ASTRID, route="api").document_id
    process(company.id, document_id)
    return anew(company, document_id)


def anew(company: Company, document_id: UUID) -> Document:
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def original(company: Company, document_id: UUID) -> bytes:
    with acting_for(company.id):
        return next(content_of(file) for file in files_of(document_id) if file.role == FileRole.ORIGINAL)


@pytest.mark.row("D-11")
def test_a_new_value_goes_out_in_a_document_of_its_own(network: None, nordbygg: Company, fjordtre: Company) -> None:
    content = ubl_invoice("F-9", wrong_by="7")
    refused = given(nordbygg, content)
    assert (refused.state, may_be_fixed(refused)) == (S.REFUSED, True)
    assert [(spot.path, spot.value, spot.kind) for spot in spots_of(refused)] == [(DUE, "132.00", Kind.NUMBER)]
    sent = fix_and_send(nordbygg.id, refused.id, {DUE: "125,00"}, actor=ASTRID, route="portal")
    assert isinstance(sent, Submission)
    assert sent.created
    process(nordbygg.id, sent.document_id)
    assert anew(nordbygg, sent.document_id).state == S.SENDING
    assert anew(nordbygg, sent.document_id).mends_id == refused.id
    assert anew(nordbygg, refused.id).state == S.CANCELLED
    assert original(nordbygg, refused.id) == content
    fixed = original(nordbygg, sent.document_id)
    assert fixed == content.replace(b">132.00<", b">125.00<") or read(fixed).invoice.totals.amount_due == 125  # type: ignore[union-attr]
    with acting_for(nordbygg.id):
        assert "document.mended" in [tag_of(each.event) for each in events_of(refused.id)]
        assert "document.mends" in [tag_of(each.event) for each in events_of(sent.document_id)]
    assert verify_chain(nordbygg.id).is_sound


def test_a_second_click_gives_the_same_document(network: None, nordbygg: Company) -> None:
    refused = given(nordbygg, ubl_invoice("F-9", wrong_by="7"))
    first, second = (
        fix_and_send(nordbygg.id, refused.id, {DUE: "125.00"}, actor=ASTRID, route="portal") for _ in range(2)
    )
    assert isinstance(first, Submission)
    assert isinstance(second, Submission)
    assert (first.document_id, second.created) == (second.document_id, False)


@pytest.mark.row("D-11")
def test_what_is_still_wrong_is_told_and_nothing_goes_out(network: None, nordbygg: Company) -> None:
    refused = given(nordbygg, ubl_invoice("F-9", wrong_by="7"))
    answer = fix_and_send(nordbygg.id, refused.id, {DUE: "126"}, actor=ASTRID, route="portal")
    assert isinstance(answer, Fix)
    assert answer.examined is not None
    assert answer.examined.problem is not None
    assert [issue.rule for issue in answer.examined.problem.findings if issue.path == DUE] == ["BR-CO-16"]
    assert anew(nordbygg, refused.id).state == S.REFUSED
    assert Fix(edited=try_fix(nordbygg.id, refused.id, {DUE: "many"}).edited).edited.faults == {DUE: "not-a-number"}


def test_only_what_the_findings_name_can_be_changed(network: None, nordbygg: Company) -> None:
    refused = given(nordbygg, ubl_invoice("F-9", wrong_by="7"))
    fix = try_fix(nordbygg.id, refused.id, {DUE: "125", "number": "F-10"})
    assert fix.edited.data is not None
    assert [change.path for change in fix.edited.changes] == [DUE]


def test_a_delivered_document_is_not_fixed(network: None, nordbygg: Company) -> None:
    sound = given(nordbygg, ubl_invoice("F-9"))
    with pytest.raises(NotFixable):
        try_fix(nordbygg.id, sound.id, {DUE: "1"})


def test_a_value_that_could_not_be_read_is_changed_in_the_file(nordbygg: Company) -> None:
    content = ubl_invoice("F-9").replace(b"<cbc:IssueDate>2026-11-02<", b"<cbc:IssueDate>2 november<")
    examined = examine(content)
    assert examined.problem is not None
    at = spots(examined.problem.findings)
    assert [(spot.path, spot.kind, spot.value) for spot in at] == [("issue_date", Kind.DAY, "2 november")]
    assert examined.reading is not None
    made = edited(examined.reading, at, {"issue_date": "02.11.2026"})
    assert made.data is not None
    assert examine(made.data).problem is None
    assert b"<cbc:IssueDate>2026-11-02<" in made.data


def test_what_the_model_does_not_know_stays_in_the_file(nordbygg: Company) -> None:
    content = ubl_invoice("F-9", wrong_by="7").replace(
        b"<cbc:IssueDate>", b"<cbc:UUID>7f6c1c2e-0000-4000-8000-000000000000</cbc:UUID><cbc:IssueDate>", 1
    )
    examined = examine(content)
    assert examined.problem is not None
    assert examined.reading is not None
    made = edited(examined.reading, spots(examined.problem.findings), {DUE: "125.00"})
    assert made.refused is not Refused.WOULD_LOSE
    assert made.data is not None
    assert b"7f6c1c2e-0000-4000-8000-000000000000" in made.data


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.NUMBER, "1 234,50", "1234.50"),
        (Kind.NUMBER, "1.234,50", "1234.50"),
        (Kind.NUMBER, "1,234.50", "1234.50"),
        (Kind.NUMBER, "\u22125", "-5"),
        (Kind.DAY, "20.11.2026", "2026-11-20"),
        (Kind.DAY, "2026-11-20", "2026-11-20"),
        (Kind.TEXT, "  RV1 ", "RV1"),
    ],
)
def test_numbers_and_days_are_understood_as_people_write_them(kind: Kind, text: str, value: str) -> None:
    assert str(parsed(kind, text)) == value


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.NUMBER, "NaN"), (Kind.NUMBER, "12 kr"), (Kind.DAY, "31.11.2026"), (Kind.TEXT, "x" * 1001)]
)
def test_what_is_none_is_said_to_be_none(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match=r"not-a-number|not-a-day|too-long"):
        parsed(kind, text)


@pytest.mark.row("D-11")
def test_an_address_given_here_reaches_an_unknown_receiver(nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        save_settings("email", {"host": "127.0.0.1", "port": 2525, "tls": "none", "from_address": "a@nordbygg.example"})
    refused = given(nordbygg, ubl_invoice("F-3"))
    assert refused.problem_code == "unknown-receiver"
    with acting_for(nordbygg.id):
        choose_and_send(refused.id, Choice(email="faktura@fjordtre.example"), actor=ASTRID)
    process(nordbygg.id, refused.id)
    with acting_for(nordbygg.id):
        delivery = Delivery.objects.get(document_id=refused.id)
        assert delivery.recipient["email"] == "faktura@fjordtre.example"
        assert not Customer.objects.exists()


@pytest.mark.row("D-11")
def test_a_choice_that_is_kept_holds_for_the_next_document(
    network: None, nordbygg: Company, carls_company: Company
) -> None:
    unknown = {"endpoint": ("0192", "974760673"), "buyer_name": "Ødegård Transport AS"}
    refused = given(nordbygg, ubl_invoice("F-3", **unknown))  # type: ignore[arg-type]
    with acting_for(nordbygg.id):
        card = add_customer("Ødegård", folder="odegard", run=("folder",))
        save_settings("folder", {})
        choose_and_send(refused.id, Choice(customer_id=card.id, keep=True), actor=ASTRID)
    process(nordbygg.id, refused.id)
    assert anew(nordbygg, refused.id).customer_id == card.id
    assert given(nordbygg, ubl_invoice("F-4", **unknown)).customer_id == card.id  # type: ignore[arg-type]
    with acting_for(carls_company.id):
        assert not Document.objects.filter(direction=Direction.OUT).exists()


def test_a_choice_that_cannot_be_is_refused(nordbygg: Company, fjordtre: Company) -> None:
    refused = given(nordbygg, ubl_invoice("F-3"))
    with acting_for(nordbygg.id), pytest.raises(BadAddress):
        choose_and_send(refused.id, Choice(email="nobody"), actor=ASTRID)
    register_company(fjordtre, syntax="ubl21")
    sound = given(nordbygg, ubl_invoice("F-5"))
    with acting_for(nordbygg.id), pytest.raises(ActionRefused):
        choose_and_send(sound.id, Choice(email="a@b.example"), actor=ASTRID)


def test_what_is_right_once_another_value_is_keeps_its_value(network: None, nordbygg: Company) -> None:
    wrong = ubl_invoice("F-9").replace(b">125.00</cbc:TaxInclusiveAmount>", b">124.00</cbc:TaxInclusiveAmount>")
    refused = given(nordbygg, wrong)
    expected = {spot.path: (spot.value, spot.expected) for spot in spots_of(refused)}
    assert expected == {"totals.amount_incl_vat": ("124.00", "125.00"), DUE: ("125.00", "124.00")}
    right = suggestions(nordbygg.id, refused.id)
    assert right == {"totals.amount_incl_vat": "125.00"}
    fix = try_fix(nordbygg.id, refused.id, right)
    assert fix.examined is not None
    assert fix.examined.problem is None


def test_values_that_are_wrong_by_themselves_are_all_suggested(network: None, nordbygg: Company) -> None:
    wrong = ubl_invoice("F-9", wrong_by="7").replace(
        b">125.00</cbc:TaxInclusiveAmount>", b">124.00</cbc:TaxInclusiveAmount>"
    )
    refused = given(nordbygg, wrong)
    right = suggestions(nordbygg.id, refused.id)
    assert right == {"totals.amount_incl_vat": "125.00", DUE: "125.00"}
    fix = try_fix(nordbygg.id, refused.id, right)
    assert fix.examined is not None
    assert fix.examined.problem is None
