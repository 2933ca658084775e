"""PUF billing 2.0: every real file is read; what is written fits the schema of PUF and loses nothing but its name."""

from __future__ import annotations

from functools import cache, partial

import pytest
from lxml import etree

from depesch.documents.reading import read
from depesch.syntaxes import Done, Reading, Writing
from tests.shared_data import needs_shared
from tests.syntaxes.dialects import by_end, hostile, puf_schema, readings, unnamed
from tests.syntaxes.documents import golden, outcomes, written

OWN = {"specification", "business_process"}


@cache
def real() -> tuple[dict[str, Reading], dict[str, str]]:
    return readings("corpus/national/puf")


write = partial(written, "puf20")


@needs_shared
def test_every_real_file_is_read() -> None:
    found, refused = real()
    assert refused == {}
    assert {reading.syntax.name for reading in found.values()} == {"puf20"}
    assert len(found) == 132


@needs_shared
def test_only_amounts_in_other_currencies_are_faulty_in_real_files() -> None:
    faulty = [(issue.rule, issue.value) for reading in real()[0].values() for issue in reading.issues]
    assert sorted(faulty) == [("READ-CURRENCY", ""), ("READ-CURRENCY", "EUILSR")]


@needs_shared
def test_terms_of_a_real_finnish_invoice() -> None:
    invoice = by_end(real()[0], "finland__PUF_Finland_Invoice.xml").invoice
    seller, buyer = invoice.seller, invoice.buyer
    assert seller is not None
    assert buyer is not None
    assert (invoice.number, str(invoice.due_date), invoice.buyer_reference) == ("123456", "2025-04-03", "Reference")
    assert (invoice.order_reference, invoice.sales_order_reference) == ("98776", "112233")
    assert (seller.name, seller.vat_identifier) == ("Supplier Registration Name", "FI07654321")
    assert seller.electronic_address is not None
    assert (seller.electronic_address.scheme, seller.electronic_address.value) == ("0216", "00370765432100001")
    assert [(one.scheme, one.value) for one in buyer.identifiers] == [("0213", "FI98765432"), ("0212", "9876543-2")]


@needs_shared
def test_the_number_of_a_building_is_told_once() -> None:
    streets = {
        party.address.line_1
        for reading in real()[0].values()
        for party in (reading.invoice.seller, reading.invoice.buyer)
        if party is not None and party.address is not None
    }
    assert streets >= {"Street Name 1", "ul. Polna 1"}
    assert "ul. Polna 1 1" not in streets


@needs_shared
def test_extensions_of_real_files_are_named() -> None:
    told = [one.where for reading in real()[0].values() for one in reading.unread() if "PageroExtension/" in one.where]
    assert len(told) > 300
    with_extensions = [
        name for name, reading in real()[0].items() if next(reading.root.iter("{*}PageroExtension"), None) is not None
    ]
    assert len(with_extensions) == 97
    for name in with_extensions:
        assert any("PageroExtension/" in one.where for one in real()[0][name].unread()), name


@needs_shared
def test_real_files_keep_every_term_and_fit_the_schema() -> None:
    for name, reading in real()[0].items():
        assert (name, unnamed("puf20", reading.invoice)) == (name, set())
        writing = write(reading.invoice)
        assert (name, {loss.path for loss in writing.losses} - _implied(writing)) == (name, set())
        root = etree.fromstring(writing.data)
        schema = puf_schema(etree.QName(root).localname)
        assert schema.validate(root), (name, schema.error_log)


def _implied(writing: Writing) -> set[str]:
    return {loss.path for loss in writing.losses if loss.done is Done.ADDED}


@needs_shared
@pytest.mark.parametrize("folder", ["minimal", "full", "credit_note"])
@pytest.mark.parametrize("name", ["ubl21", "cii_d16b", "oioubl21", "ehf2"])
def test_what_other_formats_state_fits_the_schema_of_puf(name: str, folder: str) -> None:
    writing = write(read(golden(name, folder)).invoice)
    root = etree.fromstring(writing.data)
    schema = puf_schema(etree.QName(root).localname)
    assert schema.validate(root), schema.error_log


@pytest.mark.parametrize("folder", ["minimal", "full", "credit_note"])
def test_nothing_is_lost_but_the_name_of_the_specification(folder: str) -> None:
    writing = write(read(golden("ubl21", folder)).invoice)
    assert {loss.path for loss in writing.losses} == OWN
    assert {loss.done for loss in writing.losses} == {Done.CHANGED}
    assert write(read(writing.data).invoice).losses == ()


def test_another_version_is_read_and_said() -> None:
    reading = read(golden("puf20", "minimal").replace(b"puf:billing:2.0", b"puf:billing:2.1"))
    (issue,) = reading.issues
    assert (issue.rule, issue.value) == ("READ-VERSION", "urn:pagero.com:puf:billing:2.1")
    assert reading.invoice.number == "F-1"


def test_the_presentation_is_an_attachment() -> None:
    (document,) = read(golden("puf20", "extensions")).invoice.supporting_documents
    assert document.description == "Commercial Invoice"
    assert document.attachment is not None
    assert (document.attachment.filename, document.attachment.content) == ("X-1.pdf", b"%PDF-1.7\n")


@pytest.mark.parametrize(
    ("old", "new", "rule", "value"),
    [(b">125.00<", b">125,00<", "READ-NUMBER", "125,00"), (b">2026-05-20<", b">20260520<", "READ-DATE", "20260520")],
)
def test_a_faulty_value_is_named_with_its_line(old: bytes, new: bytes, rule: str, value: str) -> None:
    document = golden("puf20", "extensions").replace(old, new)
    issues = read(document).issues
    assert issues
    for issue in issues:
        assert (issue.rule, issue.value) == (rule, value)
        assert issue.line is not None
        assert value.encode() in document.splitlines()[issue.line - 1]


def test_hostile_documents_are_read_or_refused() -> None:
    assert outcomes(hostile(golden("puf20", "full"))) >= {"puf20", "not-xml"}


@needs_shared
def test_a_line_has_the_vat_that_its_tax_total_states() -> None:
    reading = by_end(real()[0], "sweden__PUF_Sweden_Invoice.xml")
    vats = [(line.vat.category, str(line.vat.rate)) for line in reading.invoice.lines if line.vat is not None]
    assert vats == [("E", "0.00"), ("S", "25.00")]
    amounts = [one.where for one in reading.unread() if "InvoiceLine[2]" in one.where and "TaxTotal" in one.where]
    assert amounts == []


@needs_shared
def test_a_tax_that_is_no_vat_is_none_of_the_line() -> None:
    reading = by_end(real()[0], "india__PUF_India_Debit-note.xml")
    assert {line.vat for line in reading.invoice.lines} == {None}
    assert any("TaxTotal" in one.where for one in reading.unread())
