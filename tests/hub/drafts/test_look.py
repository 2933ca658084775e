"""What is said of a draft: at which field, by which rules, which way it would go; what is sent is what was shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.documents.targets import targets, write_as
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.models import Customer
from depesch.hub.directory.rule_packs import keep_pack
from depesch.hub.drafts.finishing import NotFinished
from depesch.hub.drafts.look import Look, look_over
from depesch.hub.drafts.models import Draft
from depesch.hub.drafts.sending import send_now
from depesch.hub.drafts.sums import sums_of
from depesch.hub.drafts.typed import invoice_of
from depesch.hub.flows.attempts import run_of
from depesch.hub.flows.models import Delivery, DocumentState
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Totals
from depesch.rules.packs import pack_from
from depesch.syntaxes import syntaxes
from tests.hub.drafts.forms import ACTOR, arrived_at, customer_of, everything, finished, typed, worked_on

EXEMPT = {"lines.0.vat_category": "E", "lines.0.vat_rate": "0"}


@pytest.fixture
def fjord(nordbygg: Company, fjordtre: Company) -> Customer:
    return customer_of(nordbygg, fjordtre)


def looked(company: Company, customer: Customer | None, fields: dict[str, str] | None = None, **more: str) -> Look:
    return look_over(company, typed(company, customer, fields, **more), language="en")


def at_fields(look: Look) -> dict[str, set[str]]:
    return {path: {finding.rule or "typed" for finding in found} for path, found in look.findings.items()}


@pytest.mark.row("S-004")
def test_a_sound_one_has_nothing_said_of_it_and_passes_the_official_rules(nordbygg: Company, fjord: Customer) -> None:
    look = looked(nordbygg, fjord)
    assert (dict(look.findings), look.general, look.problem, look.can_be_sent) == ({}, (), None, True)
    verdict = check(look.content)
    assert verdict.accepted
    assert verdict.issues == ()
    assert {"en16931", "peppol_bis3"} <= {used.name for used in verdict.rule_sets}
    assert look.sums.totals.amount_due == Decimal("19289.06")


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"number": ""}, "number"),
        ({"issue_date": ""}, "issue_date"),
        ({"currency": ""}, "currency"),
        ({"buyer_reference": ""}, "buyer_reference"),
        ({"buyer.name": ""}, "buyer.name"),
        ({"buyer.address.country": ""}, "buyer.address.country"),
        ({"buyer.electronic_address": ""}, "buyer.electronic_address"),
        ({"seller.name": ""}, "seller.name"),
        ({"seller.vat_identifier": "SE1"}, "seller.vat_identifier"),
        ({"lines.0.quantity": ""}, "lines.0.quantity"),
        ({"lines.0.unit": ""}, "lines.0.unit"),
        ({"lines.0.name": ""}, "lines.0.name"),
        ({"lines.0.price": ""}, "lines.0.price"),
        ({"lines.0.price": "-5"}, "lines.0.price"),
        ({"lines.0.vat_category": ""}, "lines.0.vat_category"),
        ({"lines.0.vat_rate": ""}, "lines.0.vat_rate"),
        ({"lines.3.name": "Skruv", "lines.3.price": "5", "lines.3.quantity": "x"}, "lines.3.quantity"),
        ({"lines.3.name": "Skruv", "lines.3.price": "5", "lines.3.quantity": "1", "lines.3.unit": "C62"},
         "lines.3.vat_category"),
        ({"payment.means.0.code": ""}, "payment.means.0.code"),
        ({"payment.means.0.account": ""}, "payment.means.0.account"),
        ({"allowances.0.amount": "10", "allowances.0.vat_category": "S", "allowances.0.vat_rate": "25"},
         "allowances.0.reason"),
        ({"allowances.0.amount": "10", "allowances.0.reason": "Rabatt"}, "allowances.0.vat_category"),
        ({"lines.0.charges.0.amount": "10"}, "lines.0.charges.0.reason"),
        ({"vat_currency": "EUR"}, "vat_exchange_rate"),
        ({"period.start": "2026-11-30", "period.end": "2026-11-01"}, "period.end"),
        ({"delivery.address.city": "Voss"}, "delivery.address.country"),
        ({"preceding_invoices.0.issue_date": "2026-11-01"}, "preceding_invoices.0.number"),
        ({"lines.0.classifications.0.code": "123"}, "lines.0.classifications.0.code"),
        ({"lines.0.attributes.0.name": "Färg"}, "lines.0.attributes.0.name"),
        (EXEMPT, "lines.0.exemption_reason"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(
    fields: dict[str, str], path: str, nordbygg: Company, fjord: Customer
) -> None:
    look = looked(nordbygg, fjord, fields)
    assert path in look.findings, (at_fields(look), [finding.rule for finding in look.general])
    assert any(finding.stops and finding.words for finding in look.findings[path])
    assert not look.can_be_sent


def test_what_is_wrong_elsewhere_is_told_too_while_something_is_left_out(nordbygg: Company, fjord: Customer) -> None:
    """The schema lets no rule speak of a document without a number; in the form they speak all the same."""
    look = looked(nordbygg, fjord, {"number": "", "buyer_reference": "", "lines.0.vat_rate": ""})
    assert {"number", "buyer_reference", "lines.0.vat_rate"} <= set(look.findings)
    assert not any(finding.rule == "XSD" for finding in look.all_findings())


def test_an_empty_form_is_told_what_it_lacks_and_breaks_nothing(nordbygg: Company) -> None:
    look = look_over(nordbygg, {}, language="sv")
    assert {"number", "issue_date", "currency", "seller.name", "buyer.name", "lines.0.name"} <= set(look.findings)
    assert not look.can_be_sent


def test_nothing_more_is_said_at_a_field_that_cannot_be_read(nordbygg: Company, fjord: Customer) -> None:
    look = looked(nordbygg, fjord, {"lines.0.price": "tolv", "issue_date": "snart"})
    assert at_fields(look)["lines.0.price"] == {"typed"}
    assert at_fields(look)["issue_date"] == {"typed"}


def test_findings_speak_the_readers_language_and_way_of_writing(nordbygg: Company, fjord: Customer) -> None:
    draft = typed(nordbygg, fjord, {"lines.0.price": "-1234,5"})
    said = {
        language: look_over(nordbygg, draft, language=language).findings["lines.0.price"][0].words
        for language in ("sv", "nb", "en")
    }
    assert len(set(said.values())) == 3
    assert "-1234,5" in said["sv"]
    assert "-1234.5" in said["en"]


@pytest.mark.row("S-191", "S-192", "S-193")
def test_exemption_with_its_reason_on_all_rows(nordbygg: Company, fjord: Customer) -> None:
    reverse = {"vat_category": "AE", "vat_rate": "0", "exemption_reason_code": "VATEX-EU-AE",
               "exemption_reason": "Omvänd betalningsskyldighet"}  # fmt: skip
    rows = {f"lines.{row}.{name}": text for row in (0, 1) for name, text in reverse.items()}
    look = looked(
        nordbygg, fjord,
        {**rows, "lines.1.name": "Skruv", "lines.1.quantity": "1", "lines.1.price": "5", "lines.1.unit": "C62"},
    )  # fmt: skip
    (group,) = look.sums.vat
    assert look.can_be_sent, (at_fields(look), look.general)
    assert (group.category, group.rate, group.tax_amount) == ("AE", Decimal(0), Decimal(0))
    assert (group.exemption_reason_code, group.exemption_reason) == ("VATEX-EU-AE", "Omvänd betalningsskyldighet")


@pytest.mark.row("S-194")
@pytest.mark.parametrize("rate", ["", "25"])
def test_an_exempt_row_has_a_rate_and_it_is_nought(rate: str, nordbygg: Company, fjord: Customer) -> None:
    fields = {"lines.0.vat_category": "E", "lines.0.vat_rate": rate, "lines.0.exemption_reason": "Vård"}
    look = looked(nordbygg, fjord, fields)
    assert any(finding.stops for finding in look.findings["lines.0.vat_rate"])


def test_two_reasons_in_one_vat_group_are_a_fault_at_the_second(nordbygg: Company, fjord: Customer) -> None:
    row = {"lines.1.name": "x", "lines.1.quantity": "1", "lines.1.price": "5", "lines.1.unit": "C62",
           "lines.1.vat_category": "E", "lines.1.vat_rate": "0", "lines.1.exemption_reason": "Utbildning"}  # fmt: skip
    look = looked(nordbygg, fjord, {**EXEMPT, "lines.0.exemption_reason": "Vård", **row})
    assert [finding.rule for finding in look.findings["lines.1.exemption_reason"]] == [""]


@pytest.mark.row("S-195", "S-196")
def test_discounts_and_charges_with_vat_of_their_own(nordbygg: Company, fjord: Customer) -> None:
    look = looked(
        nordbygg, fjord,
        {
            "allowances.0.percentage": "10", "allowances.0.reason": "Rabatt", "allowances.0.vat_category": "S",
            "allowances.0.vat_rate": "25", "charges.0.amount": "100", "charges.0.reason": "Frakt",
            "charges.0.vat_category": "E", "charges.0.vat_rate": "0", "charges.0.exemption_reason": "Porto",
            "lines.0.allowances.0.amount": "31,25", "lines.0.allowances.0.reason": "Kantstött",
        },
    )  # fmt: skip
    assert look.can_be_sent, (at_fields(look), look.general)
    groups = {(row.category, row.rate): (row.taxable_amount, row.exemption_reason) for row in look.sums.vat}
    assert groups == {("S", Decimal(25)): (Decimal("13860.00"), None), ("E", Decimal(0)): (Decimal("100.00"), "Porto")}


@pytest.mark.row("S-197")
def test_an_invoice_in_euro_with_its_vat_in_crowns(nordbygg: Company, fjord: Customer) -> None:
    look = looked(
        nordbygg, fjord, {"currency": "EUR", "vat_currency": "SEK", "vat_exchange_rate": "11,4372", "rounding": "whole"}
    )  # fmt: skip
    assert look.can_be_sent, (at_fields(look), look.general)
    assert look.sums.totals.vat_amount_accounting == Decimal("44122.54")
    verdict = check(look.content)
    assert verdict.accepted


@pytest.mark.row("S-198")
def test_the_total_is_rounded_and_no_row_is(nordbygg: Company, fjord: Customer) -> None:
    look = looked(nordbygg, fjord, {"rounding": "whole"})
    totals: Totals = look.sums.totals
    assert (totals.rounding_amount, totals.amount_due) == (Decimal("-0.06"), Decimal("19289.00"))
    assert look.sums.lines == {0: Decimal("15431.25")}
    assert look.can_be_sent


@pytest.mark.row("S-199", "S-200")
def test_several_accounts_of_several_kinds(nordbygg: Company, fjord: Customer) -> None:
    look = looked(
        nordbygg, fjord,
        {
            "payment.remittance_information": "1042", "payment.means.1.code": "30",
            "payment.means.1.account": "54029681", "payment.means.1.provider": "SE:BANKGIRO",
            "payment.means.2.code": "30", "payment.means.2.account": "41585", "payment.means.2.provider": "SE:PLUSGIRO",
        },
    )  # fmt: skip
    assert look.can_be_sent, (at_fields(look), look.general)
    payment = look.typed.invoice.payment
    assert payment is not None
    assert [m.credit_transfer and m.credit_transfer.provider for m in payment.means] == [
        None,
        "SE:BANKGIRO",
        "SE:PLUSGIRO",
    ]


@pytest.mark.row("S-189")
def test_what_the_receiver_demands_is_said_in_the_form_and_holds_for_what_is_sent(
    nordbygg: Company, fjordtre: Company, fjord: Customer
) -> None:
    demands: list[dict[str, Any]] = [
        {"kind": "mandatory", "key": "order", "terms": ["BT-13"]},
        {"kind": "pattern", "key": "cost", "term": "BT-133", "pattern": "[0-9]{4}", "example": "4010"},
    ]
    with acting_for(fjordtre.id):
        keep_pack(pack_from(msgspec.json.encode({"receiver": fjordtre.name, "demands": demands})), actor="user:frida")
    draft = typed(nordbygg, fjord, {"lines.0.buyer_accounting_reference": "hyra"})
    look = look_over(nordbygg, draft, language="sv")
    assert at_fields(look) == {"order_reference": {"PACK-order"}, "lines.0.buyer_accounting_reference": {"PACK-cost"}}
    assert look.demanded == {"order_reference"}  # a form of a text is not a demand to have one
    with pytest.raises(NotFinished):
        finished(nordbygg, draft)
    sound = {"order_reference": "PO-7", "lines.0.buyer_accounting_reference": "4010"}
    assert looked(nordbygg, fjord, sound).can_be_sent


def test_an_unknown_receiver_is_told_with_what_was_tried(nordbygg: Company) -> None:
    fields = {"buyer.name": "Okänd AB", "buyer.electronic_address": "5566030303", "buyer.address.country": "SE",
              "buyer.electronic_address.scheme": "0007"}  # fmt: skip
    look = looked(nordbygg, None, fields)
    assert look.problem_code == "unknown-receiver"
    assert look.problem is not None
    assert "5566030303" in look.problem.detail


def test_a_number_used_before_is_told(nordbygg: Company, fjord: Customer) -> None:
    first = finished(nordbygg, typed(nordbygg, fjord, {"number": "F-7"}))
    worked_on(nordbygg, send_now(nordbygg.id, first.id, actor=ACTOR))
    assert looked(nordbygg, fjord, {"number": "F-7"}).problem_code == "duplicate"
    assert looked(nordbygg, fjord, {"number": "F-7"}, send_mode="test").problem_code == ""


@pytest.mark.row("S-007")
def test_three_receivers_get_the_same_form_in_three_formats(
    nordbygg: Company, fjordtre: Company, carls_company: Company, jarvipuu: Company
) -> None:
    takes = {fjordtre.id: "peppol-bis3", carls_company.id: "svefaktura1", jarvipuu.id: "finvoice30"}
    for number, buyer in enumerate((fjordtre, carls_company, jarvipuu)):
        Company.objects.filter(pk=buyer.pk).update(street="Torget 1", postal_code="11122", city="Staden")
        buyer.refresh_from_db()
        customer = customer_of(nordbygg, buyer, takes=takes[buyer.id])
        draft = typed(nordbygg, customer, {"number": f"F-{number}"})
        look = look_over(nordbygg, draft, language="en")
        assert look.can_be_sent, (takes[buyer.id], at_fields(look), look.general, look.problem)
        document = worked_on(nordbygg, send_now(nordbygg.id, finished(nordbygg, draft).id, actor=ACTOR))
        assert document.state == DocumentState.DELIVERED
        with acting_for(nordbygg.id):  # the way that was shown is the way that it went
            assert tuple(run_of(Delivery.objects.get(document=document))) == look.way.steps
        (received,) = arrived_at(buyer)
        with acting_for(buyer.id):
            (original,) = (file for file in files_of(received.id) if file.role == FileRole.ORIGINAL)
            said = check(content_of(original))
        assert said.syntax == {"peppol-bis3": "ubl21"}.get(takes[buyer.id], takes[buyer.id])
        assert said.accepted, said.issues
        assert said.syntax in syntaxes()
        assert received.amount_due == Decimal("19289.06")


def test_the_formats_own_wants_are_said_at_the_field(nordbygg: Company, fjordtre: Company) -> None:
    customer = customer_of(nordbygg, fjordtre, takes="xrechnung")
    look = looked(nordbygg, customer, {"seller.contact.name": "", "seller.contact.email": ""})
    assert look.problem_code == "unfit-format"
    assert look.findings


def test_a_look_at_fifty_rows_asks_the_database_no_more_than_one_at_one_row(nordbygg: Company, fjord: Customer) -> None:
    one, fifty = (_statements(nordbygg, typed(nordbygg, fjord, _rows(count))) for count in (1, 50))
    assert one == fifty


def _rows(count: int) -> dict[str, str]:
    row = {"name": "Plank", "quantity": "2", "price": "10,5", "unit": "C62", "vat_category": "S", "vat_rate": "25"}
    return {f"lines.{number}.{name}": text for number in range(count) for name, text in row.items()}


def _statements(company: Company, draft: Draft) -> int:
    look_over(company, draft, language="sv")  # what is read once and kept
    with CaptureQueriesContext(connection) as asked:
        look_over(company, draft, language="sv")
    return len(asked)


def test_whatever_the_form_can_hold_is_in_what_is_handed_over() -> None:
    """Every field of the catalogue filled in at once: our UBL holds all of it and reading gives it back."""
    invoice = sums_of(invoice_of(everything(), language="sv")).invoice
    writing = write_as(targets()["ubl21"], invoice)
    assert writing.losses == ()
    assert read(writing.data).invoice == invoice


def test_of_a_quantity_that_cannot_be_read_the_unit_is_not_missing(nordbygg: Company, fjordtre: Company) -> None:
    draft = typed(nordbygg, customer_of(nordbygg, fjordtre), {"lines.0.quantity": "många"})
    look = look_over(nordbygg, draft, language="sv")
    assert {path for path in look.findings if path.startswith("lines.0.")} == {"lines.0.quantity"}
