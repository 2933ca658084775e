"""A writing names every term that the format cannot hold as it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from depesch.documents.reading import read
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    Identifier,
    Invoice,
    Line,
    Note,
    Party,
    Payment,
    Price,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes import Done
from tests.syntaxes.documents import written

ONE, TWO = Decimal("1.00"), Decimal("2.00")
BOTH = ("ubl21", "cii_d16b")
_PRICE = Price(net_price=ONE, base_quantity_unit="C62")


@pytest.mark.parametrize(
    ("names", "invoice", "term", "path"),
    [
        (BOTH, Invoice(number="F\x00\ud800\ufffe1"), "BT-1", "number"),
        (
            BOTH,
            Invoice(seller=Party(legal_registration=Identifier(value="a\x01"))),
            "BT-30",
            "seller.legal_registration",
        ),
        (BOTH, Invoice(totals=Totals(amount_due=Decimal("NaN"))), "BT-115", "totals.amount_due"),
        (BOTH, Invoice(totals=Totals(amount_due=Decimal("-Infinity"))), "BT-115", "totals.amount_due"),
        (BOTH, Invoice(totals=Totals(amount_due=Decimal("1E+999999"))), "BT-115", "totals.amount_due"),
        (BOTH, Invoice(totals=Totals(vat_amount_accounting=ONE)), "BT-111", "totals.vat_amount_accounting"),
        (
            BOTH,
            Invoice(currency="SEK", vat_currency="SEK", totals=Totals(vat_amount_accounting=ONE)),
            "BT-111",
            "totals.vat_amount_accounting",
        ),
        (
            BOTH,
            Invoice(lines=(Line(allowances=(AllowanceCharge(amount=ONE, vat_category="S"),)),)),
            "",
            "lines[0].allowances[0].vat_category",
        ),
        (BOTH, Invoice(lines=(Line(unit="C62"),)), "BT-130", "lines[0].unit"),
        (BOTH, Invoice(lines=(Line(price=_PRICE),)), "BT-150", "lines[0].price.base_quantity_unit"),
        (
            ("ubl21",),
            Invoice(supporting_documents=(SupportingDocument(description="Drawing"),)),
            "BT-122",
            "supporting_documents[0].reference",
        ),
        (("ubl21",), Invoice(notes=(Note(text="#AAI#not a code"),)), "BT-22", "notes[0].text"),
        (("ubl21",), Invoice(notes=(Note(text="x", subject_code="A#B"),)), "BT-21", "notes[0].subject_code"),
        (
            ("ubl21",),
            Invoice(seller=Party(identifiers=(Identifier(value="SE1", scheme="SEPA"),))),
            "BT-29",
            "seller.identifiers[0]",
        ),
        (("ubl21",), Invoice(sales_order_reference="O-1"), "BT-13", "order_reference"),
        (
            ("ubl21",),
            Invoice(lines=(Line(price=Price(net_price=ONE, gross_price=TWO)),)),
            "BT-147",
            "lines[0].price.discount",
        ),
        (("ubl21",), Invoice(vat_breakdown=(VatBreakdown(tax_amount=ONE),)), "BT-110", "totals.vat_amount"),
        (("ubl21",), Invoice(payment=Payment(remittance_information="1")), "BT-81", "payment.means[0].code"),
        (("cii_d16b",), Invoice(tax_point_date_code="5"), "BT-8", "tax_point_date_code"),
        (
            ("cii_d16b",),
            Invoice(lines=(Line(price=Price(net_price=ONE, discount=ONE)),)),
            "BT-148",
            "lines[0].price.gross_price",
        ),
    ],
)
def test_what_cannot_be_held_is_named(names: tuple[str, ...], invoice: Invoice, term: str, path: str) -> None:
    for name in names:
        writing = written(name, invoice)
        assert [(loss.term, loss.path) for loss in writing.losses] == [(term, path)], name
        assert all(loss.why for loss in writing.losses)
        read(writing.data)


@pytest.mark.parametrize("name", BOTH)
def test_a_control_character_is_replaced_and_the_rest_kept(name: str) -> None:
    assert read(written(name, Invoice(number="F\x001")).data).invoice.number == "F\ufffd1"


@pytest.mark.parametrize("name", BOTH)
def test_a_replacement_character_of_the_sender_is_no_loss(name: str) -> None:
    assert written(name, Invoice(number="F\ufffd")).losses == ()


def test_the_discount_that_two_prices_imply_is_written() -> None:
    price = Price(net_price=Decimal("95.00"), gross_price=Decimal("100.00"))
    (line,) = read(written("ubl21", Invoice(lines=(Line(price=price),))).data).invoice.lines
    assert line.price is not None
    assert str(line.price.discount) == "5.00"


@pytest.mark.parametrize("name", BOTH)
def test_no_element_is_written_for_a_unit_of_nothing(name: str) -> None:
    assert b"Quantity" not in written(name, Invoice(lines=(Line(unit="C62", price=_PRICE),))).data


def test_a_supporting_document_without_a_reference_keeps_its_file() -> None:
    file = Attachment(content=b"%PDF-", mime_code="application/pdf", filename="a.pdf")
    documents = (SupportingDocument(), SupportingDocument(attachment=file))
    writing = written("ubl21", Invoice(supporting_documents=documents))
    assert [(loss.path, loss.value, loss.done) for loss in writing.losses] == [
        ("supporting_documents[1].reference", "NA", Done.ADDED)
    ]
    assert read(writing.data).invoice.supporting_documents == (SupportingDocument(reference="NA", attachment=file),)
