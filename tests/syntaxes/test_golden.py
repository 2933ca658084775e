"""The golden folders of the formats: `document.xml` reads as `invoice.json`, fits its schema and is written again.

A folder below `tests/golden/syntaxes/<format>/` is a test; its name is the test's name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.json import from_json, to_json
from depesch.model.terms import TERMS, term_of, terms
from depesch.syntaxes import Syntax, syntaxes
from tests.golden_files import same_as_golden

HERE = Path(__file__).parents[1] / "golden" / "syntaxes"
FOLDERS = sorted(path.parent for path in HERE.glob("*/*/document.xml"))
each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
with_schema = pytest.mark.parametrize(
    "folder",
    [path for path in FOLDERS if syntaxes()[path.parent.name].schema_issues],
    ids=lambda folder: f"{folder.parent.name}-{folder.name}",
)
by_name = pytest.mark.parametrize("name", list(syntaxes()))


def _invoice(folder: Path) -> Invoice:
    return from_json((folder / "invoice.json").read_bytes())


@by_name
def test_every_format_has_the_three_folders(name: str) -> None:
    assert {path.name for path in FOLDERS if path.parent.name == name} >= {"minimal", "full", "credit_note"}


@each
def test_the_document_reads_as_the_invoice(folder: Path) -> None:
    reading = read((folder / "document.xml").read_bytes())
    assert reading.syntax.name == folder.parent.name
    same_as_golden(folder / "invoice.json", to_json(reading.invoice, indent=2).decode() + "\n")


@each
def test_nothing_is_left_unread_or_faulty(folder: Path) -> None:
    reading = read((folder / "document.xml").read_bytes())
    assert (reading.unread(), reading.issues) == ((), ())


@with_schema
def test_the_document_fits_its_schema(folder: Path) -> None:
    reading = read((folder / "document.xml").read_bytes())
    assert reading.syntax.schema_issues is not None
    assert reading.syntax.schema_issues(reading.root) == ()


@with_schema
def test_what_is_written_fits_the_schema(folder: Path) -> None:
    syntax = syntaxes()[folder.parent.name]
    assert syntax.write is not None
    assert syntax.schema_issues is not None
    assert syntax.schema_issues(read(syntax.write(_invoice(folder)).data).root) == ()


@each
def test_no_other_format_claims_the_document(folder: Path) -> None:
    root = read((folder / "document.xml").read_bytes()).root
    assert [syntax.name for syntax in syntaxes().values() if syntax.recognises(root)] == [folder.parent.name]


@each
def test_every_term_can_be_located_where_its_value_stands(folder: Path) -> None:
    reading = read((folder / "document.xml").read_bytes())
    for path, value in terms(reading.invoice):
        place = reading.locate(path)
        assert place is not None
        assert place.line is not None
        if isinstance(value, str) and path != "tax_point_date_code":  # CII writes BT-8 in another code list
            assert value in _text_at(reading.root, place.where), path


def _text_at(root: object, where: str) -> str:
    """Return the text at an XPath of local names."""
    from lxml import etree

    assert isinstance(root, etree._Element)
    steps = []
    for step in where.strip("/").split("/"):
        if step.startswith("@"):
            steps.append(f"@*[local-name()='{step[1:]}']")
        else:
            name, _, position = step.partition("[")
            steps.append(f"*[local-name()='{name}']" + (f"[{position}" if position else ""))
    found = root.xpath("/" + "/".join(steps))
    assert isinstance(found, list)
    assert len(found) == 1, where
    first = found[0]
    return (first.text or "") if isinstance(first, etree._Element) else str(first)


@by_name
def test_the_golden_documents_state_every_term(name: str) -> None:
    """BT-7 excludes BT-8 (BR-CO-03), and an exemption the standard rate: the credit note has the others."""
    invoices = [_invoice(HERE / name / folder) for folder in ("full", "credit_note")]
    stated = {term_of(path) for invoice in invoices for path, _ in terms(invoice)}
    groups = {term for term in TERMS.values() if term.startswith("BG-")}
    schemes = {term for place, term in TERMS.items() if place.endswith(".scheme") and "classif" not in place}
    assert set(TERMS.values()) - groups - schemes == stated - schemes


def test_a_term_that_is_absent_is_located_at_its_nearest_ancestor() -> None:
    reading = read((HERE / "ubl21" / "minimal" / "document.xml").read_bytes())
    assert [
        getattr(reading.locate(path), "where", None)
        for path in ("lines[0].note", "lines[7].note", "payment.means[0].code", "seller.contact.name", "")
    ] == [
        "/Invoice/InvoiceLine",
        "/Invoice/InvoiceLine",
        "/Invoice",
        "/Invoice/AccountingSupplierParty/Party",
        "/Invoice",
    ]


@pytest.mark.parametrize("syntax", syntaxes().values(), ids=lambda syntax: syntax.name)
def test_every_format_names_its_source(syntax: Syntax) -> None:
    assert syntax.source
