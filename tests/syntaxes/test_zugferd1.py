"""ZUGFeRD 1.0: all real files are read, also out of PDFs; what is faulty is named where it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from depesch.documents.embedded import embedded_files
from depesch.documents.reading import read
from depesch.model.invoice import Identifier, Invoice, Totals
from depesch.syntaxes import Reading, UnreadableDocument, syntaxes
from tests.shared_data import needs_shared, shared
from tests.syntaxes.documents import golden, issue_with

MINIMAL = golden("zugferd1", "minimal")
FULL = golden("zugferd1", "full")


def totals(reading: Reading) -> Totals:
    assert reading.invoice.totals is not None
    return reading.invoice.totals


@cache
def real_files() -> dict[str, bytes]:
    """Return the files of the corpus, and those that stand in a PDF, by name."""
    found = {path.name: path.read_bytes() for path in shared("corpus", "national", "zugferd1").rglob("*.xml")}
    for path in shared("corpus", "facturx-pdf").rglob("*.pdf"):
        for file in embedded_files(path.read_bytes()):
            if file.name == "ZUGFeRD-invoice.xml":
                found[path.name] = file.content
    return found


@needs_shared
def test_all_real_files_are_read() -> None:
    readings = [read(data) for data in real_files().values()]
    assert len(readings) == 13
    assert {reading.syntax.name for reading in readings} == {"zugferd1"}
    assert all(reading.invoice.lines and reading.invoice.totals for reading in readings)


@needs_shared
def test_the_only_faulty_value_in_them_is_a_date_that_is_none() -> None:
    found = {(name, issue.rule, issue.value) for name, data in real_files().items() for issue in read(data).issues}
    assert found == {("tests__fixtures__xml__zugferd-extended.xml", "READ-DATE", "20139102")}


@needs_shared
def test_an_invoice_with_discounts_reads_as_it_says() -> None:
    invoice = read(real_files()["demodata__zugferd10__ZUGFeRD_1p0_COMFORT_Rabatte.xml"]).invoice
    assert (invoice.number, invoice.issue_date, invoice.due_date) == ("471102", date(2013, 6, 5), date(2013, 7, 4))
    assert (invoice.buyer_reference, invoice.order_reference) == ("AB-312", "2013-471331")
    assert invoice.despatch_advice_reference == "2013-51112"
    assert invoice.seller is not None
    assert (invoice.seller.vat_identifier, invoice.seller.tax_registration) == ("DE123456789", "201/113/40209")
    assert [str(one.amount) for one in invoice.allowances] == ["1.00", "13.73"]
    assert [(str(one.amount), one.reason) for one in invoice.charges] == [("5.80", "Versandkosten")]
    first = invoice.lines[0]
    assert first.item is not None
    assert first.item.standard_identifier == Identifier(value="4012345001235", scheme="0160")
    assert first.price is not None
    assert (str(first.price.gross_price), str(first.price.discount), str(first.price.net_price)) == (
        "4.0000",
        "0.6667",
        "3.3333",
    )
    assert (first.quantity, first.unit, first.net_amount) == (Decimal("3.0000"), "MTK", Decimal("10.00"))
    assert invoice.totals is not None
    assert (str(invoice.totals.paid_amount), str(invoice.totals.amount_due)) == ("50.00", "165.14")


@needs_shared
def test_a_text_between_the_lines_is_a_note_and_no_line() -> None:
    """The first element of the lines has only a text; the five others have goods."""
    reading = read(real_files()["tests__fixtures__xml__zugferd-extended.xml"])
    assert len(reading.invoice.lines) == 5
    assert (reading.invoice.notes[-1].text or "").startswith("Wichtige Information: Bei Bestellungen")
    place = reading.locate("lines[0].net_amount")
    assert place is not None
    assert "IncludedSupplyChainTradeLineItem[2]/" in place.where


@needs_shared
def test_a_week_is_the_seven_days_from_monday() -> None:
    period = read(real_files()["tests__fixtures__xml__zugferd-extended.xml"]).invoice.lines[1].period
    assert period is not None
    assert (period.start, period.end) == (date(2013, 9, 16), date(2013, 9, 22))  # week 38 of 2013


@needs_shared
def test_the_pdf_gives_its_invoice_and_the_other_file_beside_it() -> None:
    path = "ZUGFeRDv1__correct__4s4u__additional-data-sample-1.pdf"
    reading = read(shared("corpus", "facturx-pdf", "zfcorpus", path).read_bytes())
    assert reading.syntax.name == "zugferd1"
    assert [file.filename for file in reading.files] == ["additional_data-logistics-invoice-1.0-unique.xml"]


@needs_shared
def test_all_terms_come_through_cii() -> None:
    write = syntaxes()["cii_d16b"].write
    assert write is not None
    for name, data in real_files().items():
        invoice = read(data).invoice
        assert read(write(invoice).data).invoice == invoice, name


def test_the_amount_due_that_a_basic_invoice_leaves_out_is_the_total_less_what_is_paid() -> None:
    assert b"DuePayableAmount" not in MINIMAL
    assert totals(read(MINIMAL)).amount_due == Decimal("119.00")
    paid = MINIMAL.replace(
        b"119.00</ram:GrandTotalAmount>",
        b"119.00</ram:GrandTotalAmount><ram:TotalPrepaidAmount>19.50</ram:TotalPrepaidAmount>",
    )
    assert totals(read(paid)).amount_due == Decimal("99.50")


def test_a_delivery_within_the_union_has_the_category_of_the_standard() -> None:
    assert [row.category for row in read(FULL).invoice.vat_breakdown] == ["S", "K"]


def test_several_reductions_of_a_price_are_one_discount() -> None:
    price = read(FULL).invoice.lines[0].price
    assert price is not None
    assert str(price.discount) == "2.0000"


@pytest.mark.parametrize(
    ("old", "new", "rule", "where", "value"),
    [
        (b"20260531", b"20263105", "READ-DATE", "IssueDateTime/DateTimeString", "20263105"),
        (b'format="102"', b'format="610"', "READ-DATE", "IssueDateTime/DateTimeString", "20260531"),
        (b">119.00<", b">119,00<", "READ-NUMBER", "GrandTotalAmount", "119,00"),
        (b">2</ram:Billed", b">zwei</ram:Billed", "READ-NUMBER", "BilledQuantity", "zwei"),
        (b'BasisAmount currencyID="EUR"', b'BasisAmount currencyID="USD"', "READ-CURRENCY", "BasisAmount", "USD"),
    ],
)
def test_a_faulty_value_is_named_with_its_place(old: bytes, new: bytes, rule: str, where: str, value: str) -> None:
    issue = issue_with(MINIMAL, old, new)
    assert (issue.rule, issue.value) == (rule, value)
    assert where in (issue.where or "")


def test_an_allowance_that_does_not_say_what_it_is_has_no_place() -> None:
    reading = read(
        FULL.replace(
            b"<udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:CalculationPercent>10",
            b"<udt:Indicator>nein</udt:Indicator></ram:ChargeIndicator><ram:CalculationPercent>10",
        )
    )
    assert [(issue.rule, issue.value) for issue in reading.issues] == [("READ-INDICATOR", "nein")]
    assert reading.invoice.allowances == ()
    assert any(one.value == "Treuerabatt" for one in reading.unread())


@pytest.mark.parametrize(
    "content",
    [b"9" * 5000, b"-" * 300, b"1e99", b"NaN", "١٢".encode(), b"", b"\xef\xbb\xbf", b"<a>" * 90 + b"</a>" * 90],
)
def test_whatever_stands_for_a_value_gives_a_reading_or_a_refusal(content: bytes) -> None:
    for value in (b"119.00", b"20260531", b"F-1", b"S", b"380"):
        try:
            reading = read(MINIMAL.replace(b">" + value + b"<", b">" + content + b"<"))
        except UnreadableDocument:
            continue
        assert isinstance(reading.invoice, Invoice)
        reading.unread()
