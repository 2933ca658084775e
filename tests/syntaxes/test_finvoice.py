"""Finvoice: real files of all versions, both signs, what the schema lets stand, and faulty and hostile input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from depesch.documents.reading import read
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    Note,
    Party,
    Payment,
    PaymentMeans,
    PostalAddress,
    Price,
    SupportingDocument,
    Totals,
)
from depesch.model.json import from_json
from depesch.model.terms import terms
from depesch.syntaxes import Done, Reading, UnreadableDocument
from tests.drawn import drawn_anything
from tests.shared_data import SHARED, needs_shared, shared
from tests.syntaxes.documents import GOLDEN, golden, written

MINIMAL = golden("finvoice30", "minimal")
CREDIT = golden("finvoice30", "credit_note")
WRITTEN = ("finvoice30", "finvoice201")
SCHEMAS = {"finvoice30": "Finvoice3.0.xsd", "finvoice201": "Finvoice2.01.xsd", "finvoice13": "Finvoice1.3.xsd"}
both = pytest.mark.parametrize("name", WRITTEN)

# Files of the shared folder that are refused, with the code: a document type could name files and entities.
REFUSED = {
    "finvoice-rfinvoice/1.1.xml": "dtd-forbidden",
    "finvoice-rfinvoice/1.2.xml": "dtd-forbidden",
    "finvoice-rfinvoice/sample_soap.xml": "empty",  # a frame without its document
    "national/finvoice/pyfinv/docs__finvoice.xml": "dtd-forbidden",
}
# Without the document type, these are read as well.
OLD = [one for one, code in REFUSED.items() if code == "dtd-forbidden"]


def real_files() -> list[Path]:
    if SHARED is None:
        return []
    found = [*shared("samples").glob("finvoice-*/*.xml"), *shared("corpus", "national", "finvoice").rglob("*.xml")]
    return sorted(found)


def name_of(path: Path) -> str:
    return "/".join(path.parts[-2:]) if "samples" in path.parts else "/".join(path.parts[-4:])


READ = [path for path in real_files() if name_of(path) not in REFUSED]
each_read = pytest.mark.parametrize("path", READ, ids=lambda path: path.name)


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared("specs", "xsd", "finvoice", SCHEMAS[name])))


def sample(part: str) -> Reading:
    (path,) = [one for one in READ if part in str(one)]
    return read(path.read_bytes())


def changed(old: str, new: str, data: bytes = MINIMAL) -> bytes:
    assert old.encode() in data
    return data.replace(old.encode(), new.encode("iso-8859-15"))


# Real files


@needs_shared
def test_every_real_file_is_read_or_refused_for_a_stated_reason() -> None:
    versions = Counter(read(path.read_bytes()).syntax.name for path in READ)
    assert versions == {"finvoice30": 5, "finvoice201": 1, "finvoice13": 2}
    refused = {}
    for path in real_files():
        if path not in READ:
            with pytest.raises(UnreadableDocument) as refusal:
                read(path.read_bytes())
            refused[name_of(path)] = refusal.value.code
    assert refused == REFUSED


@needs_shared
@pytest.mark.parametrize("name", OLD)
def test_old_files_are_read_once_their_document_type_is_gone(name: str) -> None:
    (path,) = [one for one in real_files() if name_of(one) == name]
    reading = read(path.read_bytes().replace(b'<!DOCTYPE Finvoice SYSTEM "Finvoice.dtd">', b""))
    assert (reading.syntax.name, reading.issues) == ("finvoice13", ())
    assert reading.invoice.totals is not None
    assert reading.invoice.totals.amount_incl_vat in (Decimal("161.96"), Decimal("3352.98"))


@each_read
def test_real_files_have_no_faulty_values(path: Path) -> None:
    assert read(path.read_bytes()).issues == ()


@each_read
@both
def test_what_is_written_of_a_real_file_keeps_what_the_version_holds(path: Path, name: str) -> None:
    invoice = read(path.read_bytes()).invoice
    writing = written(name, invoice)
    assert schema(name).validate(etree.fromstring(writing.data)), schema(name).error_log
    again = read(writing.data)
    assert (again.issues, again.unread()) == ((), ())
    lost = {loss.path for loss in writing.losses}
    missing = {path for path, _ in terms(invoice)} - {path for path, _ in terms(again.invoice)}
    assert missing <= lost
    twice = written(name, again.invoice)
    assert twice.losses == ()
    assert read(twice.data).invoice == again.invoice


@needs_shared
def test_a_real_30_written_in_30_loses_only_what_it_implies() -> None:
    """One digit of an amount to pay apart, all there is comes back."""
    for path in READ:
        reading = read(path.read_bytes())
        if reading.syntax.name == "finvoice30":
            assert written("finvoice30", reading.invoice).losses == ()


@needs_shared
def test_a_company_s_electricity_invoice_reads_as_it_stands() -> None:
    invoice = sample("yrityslaskuesimerkki_20190405").invoice
    assert (invoice.number, invoice.issue_date, invoice.due_date) == ("72112700", date(2018, 8, 7), date(2018, 8, 21))
    assert (invoice.order_reference, invoice.buyer_reference) == ("420181122PO", "RakennusX")
    assert (invoice.tender_or_lot_reference, invoice.contract_reference) == ("00000123", "20115877")
    assert invoice.specification == "urn:cen.eu:en16931:2017"
    assert invoice.seller is not None
    assert invoice.buyer is not None
    assert invoice.seller.electronic_address == Identifier(value="003798765430", scheme="0037")
    assert invoice.seller.identifiers == (Identifier(value="003798765431", scheme="0037"),)
    assert invoice.buyer.identifiers == (Identifier(value="3512058"),)
    assert [(one.identifier, str(one.net_amount)) for one in invoice.lines] == [
        ("1", "175.00"),
        ("2", "0.00"),
        ("3", "2285.90"),
        ("4", "2484.00"),
        ("5", "0.00"),
        ("6", "0.00"),
        ("7", "8174.83"),
        ("8", "-2000.00"),
    ]
    assert [(str(row.taxable_amount), row.category, str(row.rate)) for row in invoice.vat_breakdown] == [
        ("13119.73", "S", "24"),
        ("-2000.00", "Z", "0"),
    ]
    assert invoice.payment is not None
    assert [means.credit_transfer for means in invoice.payment.means] == [
        CreditTransfer(account="FI1880012312345678", account_name="DANSKE BANK", provider="DABAFIHH"),
        CreditTransfer(account="FI0050000198765432", account_name="OP", provider="OKOYFIHH"),
    ]
    assert invoice.payment.remittance_information == "69875672083435364"


@needs_shared
def test_real_prices_in_cents_give_the_amounts_of_their_rows() -> None:
    for line in sample("yrityslaskuesimerkki_20190405").invoice.lines[1:3]:
        assert line.price is not None
        assert line.price.net_price is not None
        assert line.quantity is not None
        assert round(line.price.net_price * line.quantity, 2) == line.net_amount


@needs_shared
def test_a_consumer_s_invoice_with_prepayment_reads_with_net_amounts() -> None:
    invoice = sample("Ennakko_PaidAmount").invoice
    assert invoice.totals == Totals(
        line_net_amount=Decimal("178.29"),
        amount_excl_vat=Decimal("178.29"),
        vat_amount=Decimal("42.79"),
        amount_incl_vat=Decimal("221.08"),
        paid_amount=Decimal("189.46"),
        amount_due=Decimal("31.62"),
    )
    assert [str(line.net_amount) for line in invoice.lines] == ["10.44", "62.51", "19.25", "86.09"]


@needs_shared
def test_the_account_of_the_order_stands_before_the_seller_s_others() -> None:
    payment = sample("finvoice_201_example").invoice.payment
    assert payment is not None
    assert [means.credit_transfer.account for means in payment.means if means.credit_transfer] == [
        "FI7429501800000014",
        "FI2757800750155447",
    ]
    assert (payment.remittance_information, payment.means[0].code) == ("RF911234567890120", "58")


@needs_shared
def test_an_old_discount_by_percentage_gets_its_amount() -> None:
    line = sample("finvoice-1.3/finvoice.xml").invoice.lines[3]
    assert line.allowances == (AllowanceCharge(amount=Decimal("46.23"), percentage=Decimal(2)),)
    assert line.net_amount == Decimal("2265.21")


@needs_shared
def test_what_a_real_file_says_beyond_the_model_is_named() -> None:
    named = {one.where.rpartition("/")[2] for one in sample("Ennakko_PaidAmount").unread()}
    assert {"SubArticleName", "UnitPriceVatIncludedAmount", "SellerHomeTownName", "PaymentOverDueFinePercent"} <= named
    assert not {"InvoicePaidAmount", "RowFreeText", "ArticleName", "EpiInstructedAmount"} & named


# Signs


@both
def test_a_credit_note_is_negative_in_the_file_and_positive_in_the_model(name: str) -> None:
    invoice = read(CREDIT).invoice
    root = etree.fromstring(written(name, invoice).data)
    assert root.findtext("InvoiceDetails/InvoiceTypeCode") == "INV02"
    assert root.findtext("InvoiceDetails/InvoiceTotalVatIncludedAmount") == "-100,00"
    assert root.findtext("InvoiceRow/InvoicedQuantity") == "-1"
    assert root.findtext("InvoiceRow/UnitPriceAmount") == "100,00"
    assert root.findtext("InvoiceRow/RowVatExcludedAmount") == "-100,00"
    assert root.findtext("EpiDetails/EpiPaymentInstructionDetails/EpiInstructedAmount") == "-100,00"
    again = read(written(name, invoice).data).invoice
    assert (again.totals, again.lines[0].quantity) == (invoice.totals, Decimal(1))


def _to_be_paid() -> Invoice:
    """Return a credit note with a negative total: the buyer is to pay."""
    totals = Totals(amount_excl_vat=Decimal("-10.00"), amount_incl_vat=Decimal("-12.40"), amount_due=Decimal("-12.40"))
    line = Line(identifier="1", quantity=Decimal(-1), net_amount=Decimal("-10.00"))
    return Invoice(number="K", type_code="381", currency="EUR", totals=totals, lines=(line,))


def test_a_credit_note_that_is_to_be_paid_demands_payment() -> None:
    writing = written("finvoice30", _to_be_paid())
    root = etree.fromstring(writing.data)
    said = [root.findtext(f"InvoiceDetails/{tag}") for tag in ("InvoiceTypeCode", "InvoiceTypeCodeUN")]
    assert [*said, root.findtext(".//EpiInstructedAmount")] == ["INV01", "381", "12,40"]
    assert read(writing.data).invoice.totals == _to_be_paid().totals


def test_a_credit_note_that_is_to_be_paid_is_an_invoice_in_older_versions() -> None:
    writing = written("finvoice201", _to_be_paid())
    again = read(writing.data).invoice
    assert (again.type_code, again.totals and again.totals.amount_due) == ("380", Decimal("12.40"))
    assert {"type_code", "totals.amount_due", "lines[0].net_amount", "lines[0].quantity"} <= {
        loss.path for loss in writing.losses if loss.done is Done.CHANGED
    }


def test_zero_has_no_sign_in_a_credit_note() -> None:
    assert b"-0,00" not in written("finvoice30", read(CREDIT).invoice).data


# Rows


def test_rows_with_vat_that_do_not_give_the_stated_total_stay_without_net_amounts() -> None:
    data = changed('<RowVatExcludedAmount AmountCurrencyIdentifier="EUR">120,00</RowVatExcludedAmount>', "")
    assert read(data).invoice.lines[0].net_amount == Decimal("120.00")
    other = changed(">16,80</RowVatAmount>", ">16,79</RowVatAmount>", data)
    reading = read(other)
    assert reading.invoice.lines[0].net_amount is None
    assert "/Finvoice/InvoiceRow/RowAmount" in {one.where for one in reading.unread()}


def test_amounts_of_a_row_that_contradict_the_others_are_named() -> None:
    reading = read(changed(">136,80</RowAmount>", ">137,00</RowAmount>"))
    assert [(one.where, one.value) for one in reading.unread()][:1] == [("/Finvoice/InvoiceRow/RowAmount", "137,00")]


@pytest.mark.parametrize(
    ("quantities", "expected"),
    [
        ("<DeliveredQuantity>3</DeliveredQuantity>", "3"),
        ("<OrderedQuantity>4</OrderedQuantity>", "4"),
        ("<OrderedQuantity>4</OrderedQuantity><ConfirmedQuantity>5</ConfirmedQuantity>", "5"),
        ("<DeliveredQuantity>3</DeliveredQuantity><InvoicedQuantity>2</InvoicedQuantity>", "2"),
        ("<DeliveredQuantity>3</DeliveredQuantity><InvoicedQuantity></InvoicedQuantity>", "3"),
    ],
)
def test_a_row_is_charged_by_what_was_invoiced_else_delivered(quantities: str, expected: str) -> None:
    old = '<InvoicedQuantity QuantityUnitCode="kg" QuantityUnitCodeUN="KGM">100</InvoicedQuantity>'
    assert str(read(changed(old, quantities)).invoice.lines[0].quantity) == expected


@pytest.mark.parametrize(
    ("attributes", "unit"),
    [
        ('QuantityUnitCode="kpl"', "EA"),
        ('QuantityUnitCode="KK"', "MON"),
        ('QuantityUnitCode="ltk"', "ltk"),
        ('QuantityUnitCode="t"', "t"),
        ('QuantityUnitCode="kpl" QuantityUnitCodeUN="H87"', "H87"),
        ("", None),
    ],
)
def test_a_unit_is_a_code_or_a_text_in_use_for_one(attributes: str, unit: str | None) -> None:
    data = changed('QuantityUnitCode="kg" QuantityUnitCodeUN="KGM"', attributes)
    assert read(data).invoice.lines[0].unit == unit


def test_a_line_of_texts_alone_comes_back_as_a_line() -> None:
    line = Line(note="Leverans enligt avtal", item=Item(name="Rubrik"))
    again = read(written("finvoice30", Invoice(lines=(line,))).data).invoice
    assert (len(again.lines), again.notes) == (1, ())
    assert again.lines[0].note == "Leverans enligt avtal"


# What the schemas let stand


@both
def test_what_is_not_in_the_character_set_is_kept(name: str) -> None:
    texts = ("3 € ½ ¤ Š", "Łódź ☃ 請求書", "Åäö & <b> ×")
    writing = written(name, Invoice(notes=tuple(Note(text=text) for text in texts)))
    assert writing.data.startswith(b'<?xml version="1.0" encoding="ISO-8859-15"?>')
    assert b"3 \xa4 &#189; &#164; \xa6" in writing.data
    assert tuple(note.text for note in read(writing.data).invoice.notes) == texts


@both
def test_a_long_text_goes_on_and_is_not_cut(name: str) -> None:
    terms_of_payment = " ".join(["betalas"] * 60)
    note = " ".join(["ord"] * 400)
    again = read(written(name, Invoice(payment_terms=terms_of_payment, notes=(Note(text=note),))).data).invoice
    assert (again.payment_terms or "").split() == terms_of_payment.split()
    assert " ".join(one.text or "" for one in again.notes) == note


@both
def test_a_long_line_of_an_address_goes_on_in_a_free_one(name: str) -> None:
    address = PostalAddress(line_1="Kauppakeskus Suuri Itäinen Portti, sisäänkäynti 4", city="Espoo")
    again = read(written(name, Invoice(buyer=Party(name="Ky", address=address))).data).invoice
    assert again.buyer is not None
    assert again.buyer.address is not None
    lines = (again.buyer.address.line_1, again.buyer.address.line_2)
    assert lines == ("Kauppakeskus Suuri Itäinen Portti,", "sisäänkäynti 4")


def test_a_reference_is_never_cut_and_stands_in_the_free_text() -> None:
    writing = written("finvoice201", Invoice(order_reference="X" * 36, number="N" * 21))
    again = read(writing.data).invoice
    assert (again.order_reference, again.number) == (None, "N" * 20)
    assert [note.text for note in again.notes] == ["Invoice number: " + "N" * 21, "Order: " + "X" * 36]
    done = {loss.path: loss.done for loss in writing.losses}
    assert (done["order_reference"], done["number"]) == (Done.NOTED, Done.CHANGED)


@both
def test_a_reference_that_banks_do_not_take_stands_in_the_free_text(name: str) -> None:
    payment = Payment(remittance_information="Faktura 17-B", means=(PaymentMeans(code="30"),))
    writing = written(name, Invoice(payment=payment))
    again = read(writing.data).invoice
    assert [note.text for note in again.notes] == ["Payment reference: Faktura 17-B"]
    assert ("payment.remittance_information", Done.NOTED) in {(loss.path, loss.done) for loss in writing.losses}


@both
@pytest.mark.parametrize("reference", ["1232", "RF18539007547034", "00000000000000001232"])
def test_finnish_and_rf_references_are_kept(name: str, reference: str) -> None:
    writing = written(name, Invoice(payment=Payment(remittance_information=reference)))
    scheme = b'"ISO"' if reference.startswith("RF") else b'"SPY"'
    assert b"<EpiRemittanceInfoIdentifier IdentificationSchemeName=" + scheme in writing.data
    again = read(writing.data).invoice.payment
    assert again is not None
    assert again.remittance_information == reference


def test_a_bankgiro_is_an_account_and_its_bank_a_text() -> None:
    transfer = CreditTransfer(account="50501055", provider="SE:BANKGIRO")
    writing = written(
        "finvoice30", Invoice(payment=Payment(means=(PaymentMeans(code="30", credit_transfer=transfer),)))
    )
    assert b"SE:BANKGIRO</SellerBic>" not in writing.data
    assert [note.text for note in read(writing.data).invoice.notes] == ["Account: 50501055 (SE:BANKGIRO)"]


@both
@pytest.mark.parametrize(
    ("account", "scheme"), [("FI2112345600000785", b"IBAN"), ("FI21 1234 5600 0007 85", b"IBAN"), ("50501055", b"BBAN")]
)
def test_an_account_says_whether_it_is_an_iban(name: str, account: str, scheme: bytes) -> None:
    means = PaymentMeans(code="30", credit_transfer=CreditTransfer(account=account))
    writing = written(name, Invoice(payment=Payment(means=(means,))))
    plain = account.replace(" ", "").encode()
    for tag in (b"SellerAccountID", b"EpiAccountID"):
        assert b'<%s IdentificationSchemeName="%s">%s</%s>' % (tag, scheme, plain, tag) in writing.data
    assert len((read(writing.data).invoice.payment or Payment()).means) == 1


@pytest.mark.parametrize(
    ("value", "scheme", "read_as"),
    [
        ("003727418001", "0037", "0037"),
        ("00372741800100001", "0216", "0037"),
        ("7300010000001", "0088", None),
        ("FI2112345600000785", None, None),
    ],
)
def test_an_ovt_address_tells_its_scheme_where_the_version_cannot(
    value: str, scheme: str | None, read_as: str | None
) -> None:
    invoice = Invoice(buyer=Party(electronic_address=Identifier(value=value, scheme=scheme)))
    writing = written("finvoice201", invoice)
    buyer = read(writing.data).invoice.buyer
    assert buyer is not None
    assert buyer.electronic_address == Identifier(value=value, scheme=read_as)
    named = any(loss.path.startswith("buyer.electronic_address") for loss in writing.losses)
    assert named is (scheme != read_as)


@both
def test_files_travel_beside_the_invoice(name: str) -> None:
    file = Attachment(content=b"%PDF-", mime_code="application/pdf", filename="a.pdf")
    document = SupportingDocument(reference="A-1", description="Tidrapport", attachment=file)
    writing = written(name, Invoice(supporting_documents=(document,)))
    assert writing.beside == (file,)
    done = {loss.path.partition("]")[2]: loss.done for loss in writing.losses}
    assert done[".attachment.content"] is Done.BESIDE
    assert done[".reference"] is Done.NOTED


def test_what_is_missing_and_demanded_is_named_as_added() -> None:
    writing = written("finvoice30", Invoice(number="1"))
    assert {(loss.path, loss.value, loss.done) for loss in writing.losses} == {
        ("issue_date", "0001-01-01", Done.ADDED),
        ("due_date", "0001-01-01", Done.ADDED),
        ("type_code", "380", Done.ADDED),
        ("currency", "XXX", Done.ADDED),
        ("totals.amount_incl_vat", "0.00", Done.ADDED),
        ("totals.amount_due", "0.00", Done.ADDED),
    }


def test_dashes_where_the_schema_wants_a_text_are_nothing() -> None:
    again = read(written("finvoice30", Invoice(buyer=Party(address=PostalAddress(country="FI")))).data).invoice
    assert again.buyer == Party(address=PostalAddress(country="FI"))
    assert again.seller is None


def test_charges_on_the_document_are_rows_in_older_versions() -> None:
    allowance = AllowanceCharge(amount=Decimal("5.00"), vat_category="S", vat_rate=Decimal("25.5"), reason="Kampanja")
    charge = AllowanceCharge(amount=Decimal("9.00"), vat_category="S", vat_rate=Decimal("25.5"), reason="Rahti")
    totals = Totals(amount_excl_vat=Decimal("104.00"), amount_incl_vat=Decimal("130.52"))
    line = Line(net_amount=Decimal("100.00"))
    invoice = Invoice(totals=totals, lines=(line,), allowances=(allowance,), charges=(charge,))
    again = read(written("finvoice201", invoice).data).invoice
    assert [(one.item and one.item.name, str(one.net_amount)) for one in again.lines] == [
        (None, "100.00"),
        ("Kampanja", "-5.00"),
        ("Rahti", "9.00"),
    ]
    assert again.totals is not None
    assert again.totals.line_net_amount == Decimal("104.00")
    assert again.allowances == again.charges == ()


@both
@pytest.mark.parametrize(
    ("price", "expected"), [("12.5", "12.50"), ("0.1234567", "0.12346"), ("1250", "1250"), ("1E+16", None)]
)
def test_prices_have_the_decimals_that_the_schema_lets_stand(name: str, price: str, expected: str | None) -> None:
    line = Line(identifier="1", price=Price(net_price=Decimal(price)))
    writing = written(name, Invoice(lines=(line,)))
    (again,) = read(writing.data).invoice.lines
    assert (again.price and str(again.price.net_price)) == expected
    named = "lines[0].price.net_price" in {loss.path for loss in writing.losses}
    assert named is (price != expected)


@needs_shared
@both
def test_whatever_is_written_fits_the_schema(name: str) -> None:
    for invoice in drawn_anything():
        assert schema(name).validate(etree.fromstring(written(name, invoice).data)), schema(name).error_log


def golden_invoices() -> list[Path]:
    return sorted(GOLDEN.glob("*/*/invoice.json"))


@needs_shared
@both
def test_golden_invoices_of_all_formats_fit_the_schema(name: str) -> None:
    for path in golden_invoices():
        data = written(name, from_json(path.read_bytes())).data
        assert schema(name).validate(etree.fromstring(data)), (path, schema(name).error_log)


@needs_shared
def test_our_golden_documents_fit_the_schema_of_their_version() -> None:
    for name in SCHEMAS:
        for path in sorted((GOLDEN / name).glob("*/document.xml")):
            if path.parent.name != "unknown_version":
                assert schema(name).validate(etree.parse(path)), (path, schema(name).error_log)


# Faulty values


@pytest.mark.parametrize(
    ("old", "new", "rule", "element", "value"),
    [
        (">1,20</UnitPriceNet", ">1.250,00</UnitPriceNet", "READ-NUMBER", "UnitPriceNetAmount", "1.250,00"),
        (">16,80</InvoiceTotal", ">kuusi</InvoiceTotal", "READ-NUMBER", "InvoiceTotalVatAmount", "kuusi"),
        (">100</Invoiced", ">1 000</Invoiced", "READ-NUMBER", "InvoicedQuantity", "1 000"),
        (">14</RowVat", ">14 %</RowVat", "READ-NUMBER", "RowVatRatePercent", "14 %"),
        (">20260520</InvoiceDate", ">20260231</InvoiceDate", "READ-DATE", "InvoiceDate", "20260231"),
        (">20260603</InvoiceDueDate", ">3.6.2026</InvoiceDueDate", "READ-DATE", "InvoiceDueDate", "3.6.2026"),
        (">INV01<", ">ORD01<", "READ-CODE", "InvoiceTypeCode", "ORD01"),
        (">INV01<", ">TES01<", "READ-CODE", "InvoiceTypeCode", "TES01"),
        (">INV01<", ">INV02<", "READ-CODE", "InvoiceTypeCodeUN", "380"),
    ],
)
def test_a_faulty_value_is_kept_out_and_named_in_its_place(
    old: str, new: str, rule: str, element: str, value: str
) -> None:
    data = changed(old, new)
    (issue,) = read(data).issues
    assert (issue.rule, (issue.where or "").rpartition("/")[2], issue.value) == (rule, element, value)
    assert issue.line == data[: data.index(f"<{element}".encode())].count(b"\n") + 1


def test_a_date_in_another_format_is_no_date() -> None:
    old = '<InvoiceDueDate Format="CCYYMMDD">20260603'
    reading = read(changed(old, '<InvoiceDueDate Format="DDMMCCYY">03062026'))
    assert [one.rule for one in reading.issues] == ["READ-DATE"]
    assert reading.invoice.due_date == date(2026, 6, 3)  # by the order of payment


def test_an_amount_in_another_currency_is_told() -> None:
    old = '<InvoiceTotalVatAmount AmountCurrencyIdentifier="EUR">'
    (issue,) = read(changed(old, old.replace("EUR", "SEK"))).issues
    assert (issue.rule, issue.value, issue.path) == ("READ-CURRENCY", "SEK", "totals.vat_amount")


def test_elements_without_content_say_nothing() -> None:
    empty = "<OrderIdentifier/><AgreementIdentifier> </AgreementIdentifier>"
    empty += "<BuyerReferenceIdentifier>-</BuyerReferenceIdentifier>"
    reading = read(changed("<RowsTotalVat", empty + "<RowsTotalVat"))
    assert reading.invoice == read(MINIMAL).invoice
    assert reading.unread() == ()


@pytest.mark.parametrize(
    ("version", "name", "is_known"),
    [
        ("1.0", "finvoice13", True),
        ("1.2", "finvoice13", True),
        ("2.0", "finvoice201", True),
        ("2.1", "finvoice201", False),
        ("3.0", "finvoice30", True),
        ("4.0", "finvoice30", False),
        ("", "finvoice30", False),
    ],
)
def test_a_version_that_is_not_known_is_read_as_the_nearest_and_told(version: str, name: str, is_known: bool) -> None:
    reading = read(changed('Version="3.0"', f'Version="{version}"'))
    assert reading.syntax.name == name
    assert [(one.rule, one.value) for one in reading.issues] == ([] if is_known else [("READ-VERSION", version)])


# Hostile input


def _many(text: str, before: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(before.encode(), (text * 20_000 + before).encode(), 1)


def _for(old: str, new: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old.encode(), new)


@pytest.mark.parametrize(
    "change",
    [
        _for(">100<", b">" + b"9" * 5000 + b"<"),
        _for(">100<", b">1e999999<"),
        _for("120,00", b"9" * 190 + b",00"),
        _for(">14<", b">-100<"),
        _for("Koivuranta", b"\x80\xff\x00"),
        _for('ISO-8859-15"?>', b'UTF-8"?><!--\xf6-->'),
        _for("<ArticleName>", b"<a>" * 300 + b"<ArticleName>"),
        lambda data: data[: len(data) // 2],
        _many("<AnyPartyDetails/>", "<InvoiceDetails>"),
        _many(
            "<SellerPartyDetails><SellerOrganisationName>a</SellerOrganisationName></SellerPartyDetails>",
            "<InvoiceDetails>",
        ),
        _many("<SellerOrganisationName>a b</SellerOrganisationName>", "<SellerOrganisationTaxCode>"),
        _many("<SellerStreetName>a b</SellerStreetName>", "<SellerTownName>"),
        _many("<DeliveredQuantity>1</DeliveredQuantity>", "<InvoicedQuantity"),
        _many("<UnitPriceNetAmount>1</UnitPriceNetAmount>", "<InvoicedQuantity"),
        _many("<OriginalInvoiceNumber>1</OriginalInvoiceNumber>", "<RowVatRatePercent>"),
        _many("<InvoiceUrlText>a</InvoiceUrlText>", "</Finvoice>"),
        _many("<SellerAccountDetails/>", "<SellerAccountDetails>"),
        _many("<InvoiceRow><RowAmount>1</RowAmount></InvoiceRow>", "<InvoiceRow>"),
    ],
)
def test_hostile_input_is_read_or_refused(change: Callable[[bytes], bytes]) -> None:
    data = change(MINIMAL)
    assert data != MINIMAL
    with suppress(UnreadableDocument):
        reading = read(data)
        for name in WRITTEN:
            assert written(name, reading.invoice).data


TAGS = sorted({str(one.tag) for one in etree.fromstring(golden("finvoice30", "full")).iter()})


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_order_and_nesting_of_known_elements_is_read(data: Any) -> None:
    root = etree.Element("Finvoice", Version=data.draw(st.sampled_from(["1.3", "2.01", "3.0", "x"])))
    texts = st.sampled_from(["", "-", "1", "-1,00", "20260520", "INV02", "380", "EUR", "a b", "RF18539007547034", "\n"])
    for _ in range(data.draw(st.integers(0, 25))):
        at = data.draw(st.sampled_from(list(root.iter())))
        child = etree.SubElement(at, data.draw(st.sampled_from(TAGS)))
        child.text = data.draw(texts)
        child.set(
            data.draw(st.sampled_from(["AmountCurrencyIdentifier", "QuantityUnitCode", "Format", "SchemeID"])), "EUR"
        )
    reading = read(etree.tostring(root))
    reading.unread()
    for path, _ in terms(reading.invoice):
        assert reading.locate(path) is not None
    for name in WRITTEN:
        again = read(written(name, reading.invoice).data)
        assert again.unread() == ()


def test_a_struct_of_the_model_is_not_changed_by_writing() -> None:
    invoice = read(CREDIT).invoice
    before = msgspec.json.encode(invoice)
    written("finvoice201", invoice)
    assert msgspec.json.encode(invoice) == before
