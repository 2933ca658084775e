"""TEAPPSXML 2.7.2 and 3.0: the traps of the format, the shared templates, and the schema of what is written."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, partial
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from depesch.documents.opening import documents_in
from depesch.documents.reading import read
from depesch.model.invoice import (
    Attachment,
    CreditTransfer,
    Identifier,
    Invoice,
    Line,
    Note,
    Party,
    Payment,
    PaymentMeans,
    Price,
    SupportingDocument,
    Totals,
)
from depesch.model.issue import Severity
from depesch.model.json import from_json
from depesch.model.terms import terms
from depesch.syntaxes import Done, Reading, UnreadableDocument
from tests.drawn import drawn_anything, drawn_invoices
from tests.shared_data import needs_shared, shared
from tests.syntaxes.documents import written

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
OURS = GOLDEN / "teappsxml272"


def document(name: str) -> bytes:
    return (OURS / name / "document.xml").read_bytes()


write = partial(written, "teappsxml272")


# What is wrong in a document that is right otherwise: a value, and what stands there instead.
FAULTS = (
    (b"<INVOICE_TYPE>00<", b"<INVOICE_TYPE>99<"),  # a test invoice is never taken for one that counts
    (b"<MONTH>5<", b"<MONTH>13<"),
    (b"<DAY>03<", b"<DAY>x<"),
    (b">3</CHARGED>", b">three</CHARGED>"),
    (b'<AMOUNT SIGN="+" VAT="EXCLUDED">200.61', b'<AMOUNT SIGN="-" VAT="EXCLUDED">-200.61'),  # may be a plus
    (b'<AMOUNT SIGN="+" VAT="EXCLUDED">601.83', b'<AMOUNT SIGN="x" VAT="EXCLUDED">601.83'),
    (b"<RATE>22<", b"<RATE>22 %<"),
    (b">734.20<", b">734,20<"),
    (b">-0.03<", b">n/a<"),
    (b"<FORMAT_VERSION>2.7.2<", b"<FORMAT_VERSION>2.9<"),
)


def faulty() -> Reading:
    data = document("rounding")
    for right, wrong in FAULTS:
        assert right in data, right
        data = data.replace(right, wrong, 1)
    return read(data)


def changed(name: str, old: bytes, new: bytes) -> Reading:
    data = document(name)
    assert data.count(old) >= 1, old
    return read(data.replace(old, new, 1))


@needs_shared
@pytest.mark.parametrize(
    ("name", "syntax"),
    [("empty.xml", "teappsxml272"), ("empty-default.xml", "teappsxml272"), ("3.0__empty-default.xml", "teappsxml30")],
)
def test_the_shared_templates_are_read_without_a_fault(name: str, syntax: str) -> None:
    """The three files that there are, of the format's owner: each a template, which states no version."""
    reading = read(shared("samples", "teappsxml", name).read_bytes())
    assert reading.syntax.name == syntax
    assert [issue for issue in reading.issues if issue.severity is Severity.FATAL] == []
    assert len(reading.invoice.lines) == 1


@needs_shared
def test_the_values_of_a_template_are_read_as_they_stand() -> None:
    invoice = read(shared("samples", "teappsxml", "empty.xml").read_bytes()).invoice
    assert str(invoice.issue_date) == "2118-07-06"  # century 21, as the template has it
    assert invoice.type_code == "380"
    assert str(invoice.lines[0].quantity) == "42"
    assert {path for path, _ in terms(invoice)} >= {"due_date", "period.start", "delivery.delivery_date"}


def test_an_amount_with_vat_becomes_one_without_and_says_so_where_it_does_not_come_out_even() -> None:
    reading = read(document("vat_included"))
    assert [str(line.net_amount) for line in reading.invoice.lines] == ["100.00", "8.06", "50.01"]
    assert [(issue.rule, issue.severity.value, issue.path, issue.value) for issue in reading.issues] == [
        ("READ-VAT-INCLUDED", "warning", "lines[1].net_amount", "10.00"),
        ("READ-VAT-INCLUDED", "warning", "lines[1].price.net_price", "3.34"),
    ]


def test_an_amount_with_vat_of_which_nobody_knows_the_rate_is_named_and_kept_out() -> None:
    reading = changed("vat_included", b"<RATE>24.00</RATE>", b"")
    (issue,) = [one for one in reading.issues if one.severity is Severity.FATAL and one.path == "lines[0].net_amount"]
    assert (issue.rule, issue.value) == ("READ-VAT-INCLUDED", "124.00")
    assert reading.invoice.lines[0].net_amount is None


def test_headings_and_subtotals_are_no_lines_and_are_named() -> None:
    reading = read(document("vat_included"))
    assert [line.item.name for line in reading.invoice.lines if line.item] == ["Lauta", "Naulat", "Työ"]
    assert {"Toimitus 1", "Yhteensä"} <= {one.value for one in reading.unread()}
    place = reading.locate("lines[0].item.name")
    assert place is not None
    assert place.where.endswith("/ROWS/ROW[2]/ARTICLE/ARTICLE_NAME")


def _totals(reading: Reading) -> list[str]:
    totals = reading.invoice.totals
    assert totals is not None
    return [str(one) for one in (totals.amount_incl_vat, totals.rounding_amount, totals.amount_due)]


def test_the_rounding_is_in_the_total_as_the_guide_has_it() -> None:
    assert _totals(read(document("rounding"))) == ["734.23", "-0.03", "734.20"]


def test_the_total_that_others_imply_has_the_decimals_of_what_is_to_be_paid() -> None:
    totals = Totals(amount_excl_vat=Decimal("25"), vat_amount=Decimal("100.10"), paid_amount=Decimal("4.257744"))
    once = read(written("teappsxml272", Invoice(totals=totals)).data).invoice
    assert once.totals is not None
    assert str(once.totals.amount_incl_vat) == "125.100000"
    again = read(written("teappsxml272", once).data).invoice
    assert again.totals == once.totals


def test_a_code_of_payment_is_added_to_an_account_and_noted_where_there_is_none() -> None:
    means = (PaymentMeans(credit_transfer=CreditTransfer(account="1")), PaymentMeans(code="30"))
    losses = write(Invoice(payment=Payment(means=means))).losses
    assert [(one.path, one.value, one.done) for one in losses if one.path.endswith(".code")] == [
        ("payment.means[0].code", "30", Done.ADDED),
        ("payment.means[1].code", "30", Done.NOTED),
    ]


def test_a_price_for_less_than_nothing_stays_as_it_is() -> None:
    price = Price(net_price=Decimal("-0.99"), base_quantity=Decimal("-0.05"))
    line = Line(quantity=Decimal("-5"), price=price)
    writing = write(Invoice(type_code="381", lines=(line,)))
    (back,) = read(writing.data).invoice.lines
    assert back.price is not None
    assert str(back.price.net_price) == "-0.99"
    assert "lines[0].price.base_quantity" in {one.path for one in writing.losses}


def test_the_rounding_is_outside_the_total_where_the_sums_show_it() -> None:
    reading = changed("rounding", b">734.20<", b">734.23<")
    assert _totals(reading) == ["734.23", "-0.03", "734.20"]


def test_an_advance_payment_is_not_in_what_is_due() -> None:
    paid = b'</ROUNDINGS><ADVANCE_PAYMENT><AMOUNT SIGN="+" VAT="INCLUDED">34.23</AMOUNT></ADVANCE_PAYMENT>'
    data = document("rounding").replace(b"</ROUNDINGS>", paid).replace(b">734.20<", b">699.97<")
    assert _totals(read(data)) == ["734.23", "-0.03", "699.97"]


def test_a_credit_note_is_positive_in_the_model_and_has_a_minus_in_the_document() -> None:
    invoice = read(document("credit_note")).invoice
    assert invoice.totals is not None
    assert (str(invoice.totals.amount_due), str(invoice.lines[0].quantity)) == ("100.00", "1")
    data = write(invoice).data
    assert data.count(b'SIGN="-"') == 6
    assert b'<CHARGED SIGN="-" Q_UNIT="C62">1</CHARGED>' in data
    assert b'<PRICE_PER_UNIT><AMOUNT SIGN="+"' in data


def test_a_credit_note_with_a_minus_where_it_must_be_only_is_understood() -> None:
    reading = read(document("careless_credit_note"))
    totals = reading.invoice.totals
    assert totals is not None
    assert [str(line.quantity) for line in reading.invoice.lines] == ["10", "2"]
    assert [str(one) for one in (totals.amount_excl_vat, totals.vat_amount, totals.amount_due)] == [
        "120.00",
        "28.80",
        "148.80",
    ]
    assert str(reading.invoice.vat_breakdown[0].tax_amount) == "28.80"
    assert reading.issues == ()


def test_a_credit_note_with_a_positive_total_stays_as_it_is_and_says_so() -> None:
    reading = read(document("credit_note").replace(b'SIGN="-"', b'SIGN="+"'))
    assert [(issue.rule, issue.severity.value) for issue in reading.issues] == [("READ-SIGN", "warning")]
    assert reading.invoice.totals is not None
    assert str(reading.invoice.totals.amount_due) == "100.00"


def test_a_credit_note_of_less_than_nothing_is_written_as_an_invoice() -> None:
    less = Decimal(-100)
    totals = Totals(amount_excl_vat=less, amount_incl_vat=less, amount_due=less)
    writing = write(Invoice(type_code="381", totals=totals))
    back = read(writing.data).invoice
    assert back.type_code == "380"
    assert back.totals is not None
    assert str(back.totals.amount_due) == "100"
    assert {"type_code", "totals.amount_due"} <= {loss.path for loss in writing.losses}


@pytest.mark.parametrize(
    ("rule", "path", "value"),
    [
        ("READ-CODE", "type_code", "99"),
        ("READ-DATE", "issue_date", "20 26-13-20"),
        ("READ-DATE", "due_date", "20 26-06-x"),
        ("READ-NUMBER", "lines[0].quantity", "three"),
        ("READ-NUMBER", "lines[0].price.net_price", "- -200.61"),
        ("READ-NUMBER", "lines[0].net_amount", "x 601.83"),
        ("READ-NUMBER", "lines[0].vat.rate", "22 %"),
        ("READ-NUMBER", "totals.amount_due", "734,20"),
        ("READ-NUMBER", "totals.rounding_amount", "n/a"),
        ("READ-VERSION", "", "2.9"),
    ],
)
def test_a_value_that_is_none_is_named_with_its_place(rule: str, path: str, value: str) -> None:
    (issue,) = [one for one in faulty().issues if (one.rule, one.path) == (rule, path)]
    assert issue.value == value
    assert issue.where is not None
    assert issue.line is not None


def test_a_text_that_was_encoded_twice_is_kept_and_named() -> None:
    twice = "Metsälän Puu Oy".encode().decode("latin-1").encode("latin-1").decode("latin-1")
    data = document("rounding").decode("latin-1").replace("ISO-8859-1", "UTF-8").replace("Metsälän Puu Oy", twice)
    reading = read(data.encode())
    (issue,) = reading.issues
    assert (issue.rule, issue.value, issue.expected) == ("READ-ENCODED-TWICE", twice, "Metsälän Puu Oy")
    assert issue.path == "seller.name"
    assert reading.invoice.seller is not None
    assert reading.invoice.seller.name == twice


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "ISO-8859-15", "IBM850", "CP437", "UTF-8", "UTF-16"])
def test_a_file_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    text = document("rounding").decode("latin-1").replace("'ISO-8859-1'", f"'{encoding}'")
    seller = read(text.encode(encoding)).invoice.seller
    assert seller is not None
    assert seller.name == "Metsälän Puu Oy"


def test_what_is_written_is_in_the_encoding_that_it_declares() -> None:
    note = "Ä ö € 請求 \x80\x85 Ã¤"
    data = write(Invoice(notes=(Note(text=note),))).data
    assert data.startswith(b'<?xml version="1.0" encoding="ISO-8859-1"?>')
    assert read(data).invoice.notes == (Note(text=note),)


def test_letters_that_could_be_taken_for_utf_8_are_written_as_references() -> None:
    data = write(Invoice(seller=Party(name="Ã¤"))).data
    assert data.isascii()
    assert read(data).invoice.seller == Party(name="Ã¤")


def test_each_invoice_of_a_batch_is_a_file_of_its_own_with_its_frames() -> None:
    data = document("full")
    begin, end = data.index(b"<INVOICE>"), data.index(b"</INVOICES>")
    second = data[begin:end].replace(b"F-1042", b"F-1043")
    summary = b"<BLOCK_SUMMARY><COUNT>2</COUNT></BLOCK_SUMMARY><INVOICES>"
    batch = (data[:end] + second + data[end:]).replace(b"<INVOICES>", summary)
    readings = [read(part.data) for part in documents_in(batch)]
    assert [reading.invoice.number for reading in readings] == ["F-1042", "F-1043"]
    alone = read(data).invoice
    assert [msgspec.structs.replace(r.invoice, number="F-1042") for r in readings] == [alone, alone]
    assert [r.root.findtext("TRANSPORT_FRAME/BATCH_ID") for r in readings] == ["E-77", "E-77"]
    assert [r.root.find(".//BLOCK_SUMMARY") for r in readings] == [None, None]


def test_invoices_of_several_content_frames_keep_each_its_own() -> None:
    data = document("minimal")
    begin, end = data.index(b"<CONTENT_FRAME>"), data.index(b"</INVOICE_CENTER>")
    other = (
        data[begin:end].replace(b"<BLOCK_ID>F-1<", b"<BLOCK_ID>X-9<").replace(b"<INVOICE_ID>F-1<", b"<INVOICE_ID>X-9<")
    )
    parts = documents_in(data[:end] + other + data[end:])
    roots = [etree.fromstring(part.data) for part in parts]
    assert [(r.findtext(".//BLOCK_ID"), r.findtext(".//INVOICE_ID")) for r in roots] == [("F-1", "F-1"), ("X-9", "X-9")]


def test_an_acknowledgement_is_no_invoice() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read(
            b"<INVOICE_CENTER><TRANSPORT_FRAME><REQUEST_MESSAGE>POS</REQUEST_MESSAGE></TRANSPORT_FRAME></INVOICE_CENTER>"
        )
    assert refused.value.code == "empty"


def test_an_attached_file_goes_beside_under_the_name_that_the_invoice_says() -> None:
    one = SupportingDocument(reference="T-1", attachment=Attachment(content=b"x", filename="Tid rapport å.pdf"))
    writing = write(Invoice(supporting_documents=(one, one)))
    assert [file.filename for file in writing.beside] == ["Tid_rapport__.pdf", "Tid_rapport__-2.pdf"]
    names = [document.reference for document in read(writing.data).invoice.supporting_documents]
    assert names == [file.filename for file in writing.beside]
    assert {loss.done for loss in writing.losses if ".attachment." in loss.path} == {Done.BESIDE}


def test_an_identifier_says_whose_it_is_by_name() -> None:
    party = Party(identifiers=(Identifier(value="735", scheme="0088"), Identifier(value="1", scheme="0007")))
    data = write(Invoice(seller=party)).data
    assert b'AUTHORITY="GLN">735<' in data
    assert b'AUTHORITY="0007">1<' in data
    assert read(data).invoice.seller == party


def test_a_long_text_stands_in_several_and_is_named() -> None:
    writing = write(Invoice(lines=(Line(note="x" * 1500),)))
    assert [(loss.path, loss.done) for loss in writing.losses if "note" in loss.path] == [
        ("lines[0].note", Done.CHANGED)
    ]
    assert read(writing.data).invoice.lines[0].note == "x" * 1024 + "\n" + "x" * 476


def test_a_finnish_reference_and_an_international_one_have_their_own_elements() -> None:
    data = document("full")
    for reference, tag in (
        (b"1234561", b"FI_PAYMENT_REFERENCE"),
        (b"RF471234567890", b"IPI_REFERENCE"),
        (b"X", b"FREE_TEXT"),
    ):
        invoice = read(data.replace(b">1042004<", b">" + reference + b"<")).invoice
        assert b"<DETAILS_OF_PAYMENT><" + tag in write(invoice).data


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared("specs", "xsd", "teapps", name)))


def _valid(schema: etree.XMLSchema, data: bytes) -> str:
    return "" if schema.validate(etree.fromstring(data)) else str(schema.error_log)


@needs_shared
@pytest.mark.parametrize(
    ("syntax", "schema"),
    [("teappsxml272", "TEAPPSXMLv272_schema_INVOICES.xsd"), ("teappsxml30", "teappsxmlv30_schema_invoices_0.xsd")],
)
def test_the_golden_documents_fit_the_schema(syntax: str, schema: str) -> None:
    loaded = _schema(schema)
    found = {path.parent.name: _valid(loaded, path.read_bytes()) for path in (GOLDEN / syntax).glob("*/document.xml")}
    assert set(found.values()) == {""}


@needs_shared
def test_every_golden_invoice_of_every_format_is_written_so_that_it_fits_the_schema() -> None:
    schema = _schema("TEAPPSXMLv272_schema_INVOICES.xsd")
    paths = sorted(GOLDEN.glob("*/*/invoice.json"))
    faults = {str(path): _valid(schema, write(from_json(path.read_bytes())).data) for path in paths}
    assert len(faults) > 10
    assert {path: fault for path, fault in faults.items() if fault} == {}


@needs_shared
def test_whatever_is_written_fits_the_schema() -> None:
    """What makes sense, and what does not."""
    for invoice in (*drawn_invoices(), *drawn_anything()):
        assert _valid(_schema("TEAPPSXMLv272_schema_INVOICES.xsd"), write(invoice).data) == ""


def test_what_was_read_is_written_and_read_again_the_same() -> None:
    for name in ("minimal", "full", "credit_note", "rounding", "careless_credit_note"):
        invoice = read(document(name)).invoice
        writing = write(invoice)
        assert read(writing.data).invoice == invoice, name
        assert writing.losses == (), name


@pytest.mark.parametrize("value", [b"9" * 300, b"1e999", b"NaN", b"-", b"1.2.3", b"<![CDATA[]]>"])
def test_hostile_values_are_kept_out_of_the_model(value: bytes) -> None:
    data = document("rounding")
    for old in (b">601.83<", b">20<", b">00<", b">-0.03<"):
        data = data.replace(old, b">" + value + b"<")
    invoice = read(data).invoice
    assert invoice.type_code is None
    assert invoice.lines[0].net_amount is None
    assert invoice.totals is not None
    assert invoice.totals.rounding_amount is None


@pytest.mark.parametrize("value", [b"&#0;", b"<", b"&lol;"])
def test_what_is_no_xml_is_refused(value: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read(document("rounding").replace(b">601.83<", b">" + value + b"<"))
    assert refused.value.code == "not-xml"
    assert refused.value.line is not None


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read(b"<INVOICE_CENTER>" + b"<CONTENT_FRAME>" * 300 + b"</CONTENT_FRAME>" * 300 + b"</INVOICE_CENTER>")
    assert refused.value.code == "too-deep"
