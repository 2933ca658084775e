"""Nothing goes in silence: each element either makes a difference to the reading or is named as unread."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from lxml import etree

from depesch.documents.reading import read
from depesch.syntaxes import Reading, Syntax

HERE = Path(__file__).parents[1] / "golden" / "syntaxes"
FULL = {name: (HERE / name / "full" / "document.xml").read_bytes() for name in ("ubl21", "cii_d16b")}

# What only says which element is meant, or has to stand beside a term.
SILENT = {
    "ID",  # of a tax scheme
    "TypeCode",
    "DocumentTypeCode",
    "NetworkID",
    "TaxScheme",
    "Name",  # of a project in CII
    "PaymentID",  # said again with each of the payment means
    "DateString",  # the tax point date, said again with each VAT row
}


def _again(syntax: Syntax, root: etree._Element) -> Reading:
    return syntax.read(b"", root)


@pytest.mark.parametrize("name", FULL)
def test_an_element_without_effect_is_named_or_known(name: str) -> None:
    """Take out one element at a time: the model changes, or a reading of the whole has it as unread or known."""
    reading = read(FULL[name])
    for index, element in enumerate(reading.root.iter()):
        if element is reading.root or len(element):
            continue
        changed = copy.deepcopy(reading.root)
        gone = list(changed.iter())[index]
        parent = gone.getparent()
        assert parent is not None
        parent.remove(gone)
        again = _again(reading.syntax, changed)
        if again.invoice == reading.invoice and not again.issues:
            assert etree.QName(element).localname in SILENT, etree.QName(element).localname


@pytest.mark.parametrize("name", FULL)
def test_an_unknown_element_anywhere_is_named(name: str) -> None:
    reading = read(FULL[name])
    for index, _ in enumerate(list(reading.root.iter())):
        changed = copy.deepcopy(reading.root)
        into = list(changed.iter())[index]
        if not len(into):
            continue
        etree.SubElement(into, "{urn:x}Stranger").text = "hello"
        assert [unread.value for unread in _again(reading.syntax, changed).unread()] == ["hello"]


@pytest.mark.parametrize("name", FULL)
def test_an_unknown_attribute_anywhere_is_named(name: str) -> None:
    reading = read(FULL[name])
    for index, _ in enumerate(list(reading.root.iter())):
        changed = copy.deepcopy(reading.root)
        list(changed.iter())[index].set("stranger", "hello")
        unread = _again(reading.syntax, changed).unread()
        assert [one.value for one in unread] == ["hello"]
        assert unread[0].where.endswith("/@stranger")


@pytest.mark.parametrize("name", FULL)
def test_text_between_elements_is_named(name: str) -> None:
    root = read(FULL[name]).root
    root[0].tail = "stray"
    assert [one.value for one in _again(read(FULL[name]).syntax, root).unread()] == ["stray"]


def _ubl(old: bytes, new: bytes) -> Reading:
    assert FULL["ubl21"].count(old) >= 1, old
    return read(FULL["ubl21"].replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "rule", "path", "value"),
    [
        (b">2026-05-20<", b">2026-05-32<", "READ-DATE", "issue_date", "2026-05-32"),
        (b">2026-06-19<", b">19.6.2026<", "READ-DATE", "due_date", "19.6.2026"),
        (b">500.00<", b">500,00<", "READ-NUMBER", "lines[1].price.net_price", "500,00"),
        (b">25</cbc:Percent>", b">25 %</cbc:Percent>", "READ-NUMBER", "allowances[0].vat_rate", "25 %"),
        (b">false<", b">maybe<", "READ-INDICATOR", "", "maybe"),
        (b">JVBERi0x", b">%PDF", "READ-BASE64", "supporting_documents[0].attachment", None),
    ],
)
def test_a_value_that_is_none_is_named_with_its_place(
    old: bytes, new: bytes, rule: str, path: str, value: str | None
) -> None:
    (issue,) = _ubl(old, new).issues
    assert (issue.rule, issue.path) == (rule, path)
    assert value is None or issue.value == value
    assert issue.where is not None
    assert issue.line is not None


def test_a_value_that_is_none_is_kept_out_of_the_model() -> None:
    price = _ubl(b">500.00<", b">500,00<").invoice.lines[1].price
    assert price is not None
    assert price.net_price is None


def test_an_amount_in_another_currency_is_named_and_kept() -> None:
    reading = _ubl(b'<cbc:LineExtensionAmount currencyID="SEK">900', b'<cbc:LineExtensionAmount currencyID="EUR">900')
    (issue,) = reading.issues
    assert (issue.rule, issue.path, issue.value, issue.expected) == (
        "READ-CURRENCY",
        "lines[0].net_amount",
        "EUR",
        "SEK",
    )
    assert str(reading.invoice.lines[0].net_amount) == "900.00"


def test_a_payment_reference_that_differs_from_the_first_is_named() -> None:
    data = FULL["ubl21"]
    at = data.rindex(b"<cbc:PaymentID>") + len(b"<cbc:PaymentID>")
    reading = read(data[:at] + b"other" + data[data.index(b"<", at) :])
    assert [(one.where, one.value) for one in reading.unread()] == [("/Invoice/PaymentMeans[4]/PaymentID", "other")]


def test_a_second_of_what_is_single_is_named() -> None:
    reading = _ubl(b"<cbc:BuyerReference>", b"<cbc:BuyerReference>first</cbc:BuyerReference><cbc:BuyerReference>")
    assert reading.invoice.buyer_reference == "first"
    assert [one.where for one in reading.unread()] == ["/Invoice/BuyerReference[2]"]


def test_a_tax_that_is_not_vat_is_named_and_not_taken_for_vat() -> None:
    reading = _ubl(
        b"<cac:ClassifiedTaxCategory>\n        <cbc:ID>S</cbc:ID>\n        <cbc:Percent>25</cbc:Percent>\n"
        b"        <cac:TaxScheme>\n          <cbc:ID>VAT",
        b"<cac:ClassifiedTaxCategory>\n        <cbc:ID>S</cbc:ID>\n        <cbc:Percent>25</cbc:Percent>\n"
        b"        <cac:TaxScheme>\n          <cbc:ID>GST",
    )
    assert reading.invoice.lines[0].vat is None
    assert [one.value for one in reading.unread()] == ["S", "25", "GST"]
