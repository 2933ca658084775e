"""OIOUBL: every real file is read as it was meant, and whatever is written obeys the rules of Danish totals."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, partial

import pytest
from lxml import etree

from depesch.documents.reading import read
from depesch.documents.unreadable import Code
from depesch.model.invoice import (
    AllowanceCharge,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Party,
    Payment,
    PaymentMeans,
    Price,
    Totals,
    VatBreakdown,
)
from depesch.model.issue import Severity
from depesch.syntaxes import Done, Loss, Reading, UnreadableDocument
from depesch.syntaxes.oioubl.codes import payment_form, payment_reference
from tests.shared_data import needs_shared
from tests.syntaxes.dialects import by_end, found_by_schema, hostile, readings, unnamed
from tests.syntaxes.documents import golden, outcomes, written

FOLDERS = ("samples/oioubl-2.02", "corpus/national/oioubl")
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"


@cache
def real() -> tuple[dict[str, Reading], dict[str, str]]:
    return readings(*FOLDERS)


def danish() -> dict[str, Reading]:
    return {name: reading for name, reading in real()[0].items() if reading.syntax.name.startswith("oioubl")}


write = partial(written, "oioubl21")


def losses(invoice: Invoice) -> dict[str, Loss]:
    return {loss.path: loss for loss in write(invoice).losses}


@needs_shared
def test_every_real_file_is_read_and_only_orders_are_refused() -> None:
    found, refused = real()
    assert len([one for one in found.values() if one.syntax.name == "oioubl202"]) == 18
    assert len([one for one in found.values() if one.syntax.name == "oioubl21"]) == 11
    # OIOUBL 3 is EN 16931 in plain UBL.
    assert sorted(name for name, one in found.items() if one.syntax.name == "ubl21") == sorted(
        name for name in found if "__3.0.1__" in name
    )
    assert len(refused) == 5
    assert all("Order" in name for name in refused)
    assert {reason.partition(":")[0] for reason in refused.values()} <= {"unknown-format", "other-document"}


@needs_shared
def test_no_value_of_a_real_file_is_faulty() -> None:
    assert [(name, one.issues) for name, one in danish().items() if one.issues] == []


@needs_shared
def test_totals_of_real_files_add_up_as_in_en_16931() -> None:
    """OIOUBL states the taxes where UBL has the amount without VAT, and the rounding within the amount with VAT."""
    odd = "test__data__parse__used-invoice_real.xml"  # shows every field, and adds up nowhere
    for name, reading in danish().items():
        totals = reading.invoice.totals
        assert totals is not None
        assert totals.amount_excl_vat is not None
        assert totals.vat_amount is not None
        assert totals.amount_due is not None
        with_vat = totals.amount_excl_vat + totals.vat_amount
        due = with_vat - (totals.paid_amount or 0) + (totals.rounding_amount or 0)
        if name != odd:
            assert (name, totals.amount_incl_vat, totals.amount_due) == (name, with_vat, due)


@needs_shared
def test_prices_of_real_files_make_the_amounts_of_the_lines() -> None:
    for name, reading in danish().items():
        for line in reading.invoice.lines:
            price = line.price
            assert price is not None
            assert price.net_price is not None
            assert line.quantity is not None
            quantity = line.quantity / (price.base_quantity or 1)
            assert (name, quantity * price.net_price) == (name, line.net_amount)


@needs_shared
def test_rounding_within_the_total_of_a_real_credit_note() -> None:
    invoice = by_end(danish(), "negative-rounding_real.xml").invoice
    totals = invoice.totals
    assert totals is not None
    assert invoice.type_code == "381"
    assert (invoice.order_reference, invoice.sales_order_reference) == (None, "30013")
    assert str(totals.amount_excl_vat) == "90.90"
    assert str(totals.amount_incl_vat) == "113.63"
    assert str(totals.rounding_amount) == "-0.01"
    assert str(totals.amount_due) == "113.62"


@needs_shared
def test_duties_of_a_real_invoice_are_charges_with_the_vat_they_bear() -> None:
    invoice = by_end(danish(), "excise-charge_real.xml").invoice
    totals = invoice.totals
    assert totals is not None
    assert [(str(one.amount), one.vat_category, str(one.vat_rate), one.reason) for one in invoice.charges] == [
        ("100.00", "Z", "0", "Fragt (momsfri)"),
        ("50.00", "S", "25", "Chokolade- og sukkerafgift"),
        ("120.00", "S", "25", "Chokolade- og sukkerafgift"),
    ]
    assert (str(totals.charge_amount), str(totals.amount_excl_vat)) == ("270.00", "1270.00")
    assert str(totals.vat_amount) == "292.50"


@needs_shared
def test_parties_of_a_real_invoice_have_their_schemes_as_codes() -> None:
    invoice = by_end(danish(), "OIOUBL_InvoiceCerticate.xml").invoice
    seller, buyer = invoice.seller, invoice.buyer
    assert seller is not None
    assert buyer is not None
    assert seller.electronic_address == Identifier(value="5798000416604", scheme="0088")
    assert seller.identifiers == (Identifier(value="5798000416642", scheme="0088"),)
    assert seller.legal_registration == buyer.legal_registration == Identifier(value="16356709", scheme="0184")


@needs_shared
def test_a_payment_form_of_a_real_invoice_goes_before_the_notes_of_transfers() -> None:
    reading = by_end(danish(), "used-invoice_real.xml")
    payment = reading.invoice.payment
    assert payment is not None
    assert payment.remittance_information == "04#1234567890123456"
    assert [one.code for one in payment.means] == ["42", "31", "31", "50", "93", "48", "49", "97"]
    account = payment.means[4].credit_transfer
    assert account is not None
    assert account.account == "12345678"
    transfer = payment.means[1].credit_transfer
    assert transfer is not None
    assert transfer.provider == "DADABKKK"
    assert any("PaymentNote" in one.where and one.value == "Til modtager" for one in reading.unread())


@needs_shared
@pytest.mark.parametrize("end", ["prices-advanced_real.xml"])
def test_a_price_for_packed_units_is_that_of_the_unit_ordered(end: str) -> None:
    lines = by_end(danish(), end).invoice.lines
    prices = [None if line.price is None else line.price.net_price for line in lines]
    assert [line.unit for line in lines] == ["BO", "BO", "CS", "CS", "BLL"]
    assert prices == [60, 120, 720, 720, 720]
    assert [line.price and line.price.base_quantity for line in lines] == [1, None, 1, None, None]


@needs_shared
def test_real_files_keep_every_term_that_is_not_named_and_fit_the_schema() -> None:
    for name, reading in danish().items():
        assert (name, unnamed("oioubl21", reading.invoice)) == (name, set())
        assert (name, found_by_schema("oioubl21", reading.invoice)) == (name, ())
        assert read(write(reading.invoice).data).unread() == ()


@needs_shared
def test_what_real_files_lose_when_they_are_written_anew_is_their_version_and_process_only() -> None:
    lost = {
        loss.path
        for name, reading in danish().items()
        if "used-invoice" not in name
        for loss in write(reading.invoice).losses
    }
    assert lost <= {
        "specification",
        "seller.tax_registration",
        "notes[0].text",
        "notes[1].text",
        "lines[0].net_amount",
        "lines[0].charges[0].amount",
    }


def test_reminders_and_statements_are_told_and_refused() -> None:
    for kind in ("Reminder", "Statement"):
        document = (
            f'<{kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{kind}-2" xmlns:cbc="{CBC[1:-1]}">'
            f"<cbc:CustomizationID>OIOUBL-2.02</cbc:CustomizationID></{kind}>"
        )
        with pytest.raises(UnreadableDocument) as refused:
            read(document.encode())
        assert refused.value.code == Code.OTHER_DOCUMENT
        assert kind in refused.value.detail


def test_a_version_that_is_not_known_is_read_and_said() -> None:
    reading = read(golden("oioubl21", "later_version"))
    assert reading.syntax.name == "oioubl21"
    (code, version) = reading.issues
    assert (code.rule, code.value, code.line) == ("READ-CODE", "Reduced", 82)
    assert code.where == "/Invoice/TaxTotal/TaxSubtotal/TaxCategory/ID"
    assert (version.rule, version.severity, version.value) == ("READ-VERSION", Severity.WARNING, "OIOUBL-2.2")


@pytest.mark.parametrize(
    ("old", "new", "rule", "value"),
    [
        (b">1000.00<", b">tusind<", "READ-NUMBER", "tusind"),
        (b">2026-05-20<", b">20-05-2026<", "READ-DATE", "20-05-2026"),
        (b">StandardRated<", b">Normal<", "READ-CODE", "Normal"),
        (b"<cbc:ChargeIndicator>true", b"<cbc:ChargeIndicator>ja", "READ-INDICATOR", "ja"),
        (b">0.10<", b">ti<", "READ-NUMBER", "ti"),
    ],
)
def test_a_faulty_value_is_named_with_its_line_and_kept_out(old: bytes, new: bytes, rule: str, value: str) -> None:
    document = golden("oioubl21", "duties")
    assert old in document
    issues = [one for one in read(document.replace(old, new)).issues if one.rule == rule]
    assert issues
    for issue in issues:
        assert issue.value == value
        assert issue.line is not None
        assert issue.where is not None
        line = document.replace(old, new).splitlines()[issue.line - 1]
        assert new.strip(b"<>").rpartition(b">")[2] in line


@pytest.mark.parametrize("folder", ["full", "duties", "payment_forms"])
def test_hostile_documents_are_read_or_refused(folder: str) -> None:
    assert outcomes(hostile(golden("oioubl21", folder))) >= {"oioubl21", "not-xml"}


def invoice_with(**fields: object) -> Invoice:
    return Invoice(number="1", type_code="380", currency="DKK", **fields)  # type: ignore[arg-type]  # by the caller


def test_a_cvr_number_has_its_country_in_oioubl_only() -> None:
    party = Party(
        name="Kystgrossisten A/S",
        electronic_address=Identifier(value="12345674", scheme="0184"),
        legal_registration=Identifier(value="12345674", scheme="0184"),
        vat_identifier="DK12345674",
    )
    writing = write(invoice_with(seller=party))
    root = etree.fromstring(writing.data)
    endpoint = root.find(f".//{CBC}EndpointID")
    assert endpoint is not None
    assert (endpoint.text, endpoint.get("schemeID")) == ("DK12345674", "DK:CVR")
    assert [one.get("schemeID") for one in root.iter(f"{CBC}CompanyID")] == ["DK:SE", "DK:CVR"]
    assert read(writing.data).invoice.seller == party


def test_a_legal_registration_elsewhere_loses_its_scheme_and_says_so() -> None:
    party = Party(name="Nordbygg AB", legal_registration=Identifier(value="5566778899", scheme="0007"))
    named = losses(invoice_with(seller=party))
    assert named["seller.legal_registration.scheme"].done is Done.CHANGED
    seller = read(write(invoice_with(seller=party)).data).invoice.seller
    assert seller is not None
    assert seller.legal_registration == Identifier(value="5566778899")


def test_a_tax_registration_goes_into_a_note() -> None:
    invoice = invoice_with(seller=Party(name="Nordbygg AB", tax_registration="Godkänd för F-skatt"))
    assert losses(invoice)["seller.tax_registration"].done is Done.NOTED
    (note,) = read(write(invoice).data).invoice.notes
    assert note.text == "Tax registration of the seller: Godkänd för F-skatt"


@pytest.mark.parametrize(
    ("code", "account", "becomes"),
    [
        ("30", "DK5000400440116243", "31"),
        ("30", "1234567890", "42"),
        ("58", "DE89370400440532013000", "31"),
        ("59", None, "49"),
        ("54", None, "48"),
        ("ZZZ", None, "1"),
        ("42", "1234567890", "42"),
    ],
)
def test_means_of_payment_are_those_that_denmark_has(code: str, account: str | None, becomes: str) -> None:
    transfer = None if account is None else CreditTransfer(account=account)
    invoice = invoice_with(payment=Payment(means=(PaymentMeans(code=code, credit_transfer=transfer),)))
    payment = read(write(invoice).data).invoice.payment
    assert payment is not None
    assert [(one.code, one.credit_transfer) for one in payment.means] == [(becomes, transfer)]
    assert ("payment.means[0].code" in losses(invoice)) == (code != becomes)


@pytest.mark.parametrize("reference", ["71#123456789012345", "73#", "INV-1", "75#12345678901234567890"])
def test_a_joint_payment_form_is_written_by_kind_and_number(reference: str) -> None:
    means = PaymentMeans(code="93", credit_transfer=CreditTransfer(account="81234567"))
    payment = Payment(remittance_information=reference, means=(means,))
    writing = write(invoice_with(payment=payment))
    assert read(writing.data).invoice.payment == payment
    kind = etree.fromstring(writing.data).findtext(f".//{CBC}PaymentID")
    assert kind == reference.partition("#")[0]
    assert payment_reference("93", *payment_form("93", reference)) == reference


def line(**fields: object) -> Line:
    vat = LineVat(category="S", rate=Decimal(25))
    return Line(identifier="1", quantity=Decimal(10), unit="EA", item=Item(name="Vare"), vat=vat, **fields)  # type: ignore[arg-type]  # by the caller


def test_allowances_of_a_line_go_to_the_document_and_nothing_is_paid_otherwise() -> None:
    allowance = AllowanceCharge(amount=Decimal("100.00"), reason="Rabat")
    price = Price(net_price=Decimal("100.00"))
    totals = Totals(
        line_net_amount=Decimal("900.00"),
        amount_excl_vat=Decimal("900.00"),
        vat_amount=Decimal("225.00"),
        amount_incl_vat=Decimal("1125.00"),
        amount_due=Decimal("1125.00"),
    )
    row = VatBreakdown(taxable_amount=Decimal("900.00"), tax_amount=Decimal("225.00"), category="S", rate=Decimal(25))
    one = line(net_amount=Decimal("900.00"), allowances=(allowance,), price=price)
    invoice = invoice_with(lines=(one,), totals=totals, vat_breakdown=(row,))
    after = read(write(invoice).data).invoice
    assert after.totals is not None
    assert [str(line.net_amount) for line in after.lines] == ["1000.00"]
    assert [(str(a.amount), a.vat_category, a.reason) for a in after.allowances] == [("100.00", "S", "Rabat")]
    assert (str(after.totals.line_net_amount), str(after.totals.allowance_amount)) == ("1000.00", "100.00")
    assert (after.totals.amount_excl_vat, after.totals.amount_due) == (Decimal("900.00"), Decimal("1125.00"))
    assert losses(invoice)["lines[0].net_amount"].done is Done.CHANGED


def test_the_price_of_many_is_written_as_that_of_one() -> None:
    price = Price(net_price=Decimal("250.00"), base_quantity=Decimal(100), base_quantity_unit="EA")
    after = read(write(invoice_with(lines=(line(net_amount=Decimal("25.00"), price=price),))).data).invoice
    assert after.lines[0].price == Price(net_price=Decimal("2.5"), base_quantity=Decimal(1), base_quantity_unit="EA")


def test_a_price_that_cannot_be_divided_is_kept_as_it_is() -> None:
    price = Price(net_price=Decimal("10.00"), base_quantity=Decimal(3), base_quantity_unit="EA")
    invoice = invoice_with(lines=(line(net_amount=Decimal("33.33"), price=price),))
    assert read(write(invoice).data).invoice.lines[0].price == price


def test_what_is_exempt_stays_exempt_by_its_reason() -> None:
    row = VatBreakdown(
        taxable_amount=Decimal(100),
        tax_amount=Decimal(0),
        category="E",
        rate=Decimal(0),
        exemption_reason="Undervisning",
    )
    one = Line(identifier="1", net_amount=Decimal(100), vat=LineVat(category="E", rate=Decimal(0)))
    invoice = invoice_with(vat_breakdown=(row,), lines=(one,), totals=Totals(vat_amount=Decimal(0)))
    writing = write(invoice)
    assert b">ZeroRated<" in writing.data
    after = read(writing.data).invoice
    assert [row.category for row in after.vat_breakdown] == ["E"]
    assert [line.vat and line.vat.category for line in after.lines] == ["E"]


@pytest.mark.parametrize(("category", "rate", "becomes"), [("K", "0", "Z"), ("G", "0", "Z"), ("L", "7", "S")])
def test_a_category_that_denmark_has_not_is_changed_and_named(category: str, rate: str, becomes: str) -> None:
    invoice = invoice_with(lines=(Line(identifier="1", vat=LineVat(category=category, rate=Decimal(rate))),))
    vat = read(write(invoice).data).invoice.lines[0].vat
    assert vat is not None
    assert vat.category == becomes
    assert losses(invoice)["lines[0].vat.category"].done is Done.CHANGED
