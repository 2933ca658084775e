"""The golden folders of the formats: `document.*` reads as `invoice.json`, fits its schema and is written again.

A folder below `tests/golden/syntaxes/<format>/` is a test; its name is the test's name. A document with more than the
model has a term for names it in `unread.txt`, one with faulty values in `issues.txt`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.documents.reading import read
from depesch.kit.lazily import Lazily
from depesch.model.invoice import Invoice
from depesch.model.json import from_json, to_json
from depesch.model.terms import TERMS, term_of, terms
from depesch.syntaxes import Syntax, syntaxes
from tests.golden_files import same_as_golden

HERE = Path(__file__).parents[1] / "golden" / "syntaxes"
FOLDERS = sorted(path.parent for path in HERE.glob("*/*/document.*"))
each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
with_schema = pytest.mark.parametrize(
    "folder",
    [path for path in FOLDERS if syntaxes()[path.parent.name].schema_issues],
    ids=lambda folder: f"{folder.parent.name}-{folder.name}",
)
by_name = pytest.mark.parametrize("name", list(syntaxes()))
# Formats that write every text as the model has it, but for BT-8, for which CII has another code list.
PLAIN = ("ubl21", "cii_d16b")
WRITTEN = [name for name, syntax in syntaxes().items() if syntax.write]
written = pytest.mark.parametrize("name", WRITTEN)


def _invoice(folder: Path) -> Invoice:
    return from_json((folder / "invoice.json").read_bytes())


def _document(folder: Path) -> bytes:
    return (folder / f"document{syntaxes()[folder.parent.name].suffix}").read_bytes()


@by_name
def test_every_format_has_the_three_folders(name: str) -> None:
    assert {path.name for path in FOLDERS if path.parent.name == name} >= {"minimal", "full", "credit_note"}


@each
def test_the_document_reads_as_the_invoice(folder: Path) -> None:
    reading = read(_document(folder))
    assert reading.syntax.name == folder.parent.name
    same_as_golden(folder / "invoice.json", to_json(reading.invoice, indent=2).decode() + "\n")


@each
def test_what_is_unread_or_faulty_is_named(folder: Path) -> None:
    reading = read(_document(folder))
    unread = "".join(f"{one.where}: {one.value}\n" for one in reading.unread())
    issues = "".join(f"{one.rule} {one.where}: {one.value}\n" for one in reading.issues)
    for name, text in (("unread.txt", unread), ("issues.txt", issues)):
        if text or (folder / name).exists():
            same_as_golden(folder / name, text)


@with_schema
def test_the_document_fits_its_schema(folder: Path) -> None:
    reading = read(_document(folder))
    assert reading.syntax.schema_issues is not None
    assert reading.syntax.schema_issues(reading.root) == ()


@pytest.mark.parametrize("name", [name for name in WRITTEN if syntaxes()[name].schema_issues])
@each
def test_what_is_written_fits_the_schema(folder: Path, name: str) -> None:
    """Every golden invoice, whatever format it came in, written in every format."""
    syntax = syntaxes()[name]
    assert syntax.write is not None
    assert syntax.schema_issues is not None
    assert syntax.schema_issues(read(syntax.write(_invoice(folder)).data).root) == ()


@each
def test_no_other_format_claims_the_document(folder: Path) -> None:
    reading = read(_document(folder))
    name = folder.parent.name
    if reading.syntax.parse is None:
        claiming = [
            s for s in syntaxes().values() if s.recognises(reading.root) and s.name != reading.syntax.dialect_of
        ]
    else:
        claiming = [s for s in syntaxes().values() if s.recognises_text and s.recognises_text(_document(folder))]
    assert [syntax.name for syntax in claiming] == [name]


@each
def test_every_term_can_be_located_where_its_value_stands(folder: Path) -> None:
    reading = read(_document(folder))
    for path, value in terms(reading.invoice):
        place = reading.locate(path)
        assert place is not None
        assert place.line is not None
        if isinstance(value, str) and reading.syntax.name in PLAIN and path != "tax_point_date_code":
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


@written
def test_the_golden_documents_state_every_term_that_the_format_holds(name: str) -> None:
    """BT-7 excludes BT-8 (BR-CO-03), and an exemption the standard rate: the credit note has the others."""
    syntax = syntaxes()[name]
    assert syntax.write is not None
    invoices = [_invoice(HERE / name / folder) for folder in ("full", "credit_note")]
    stated = {term_of(path) for invoice in invoices for path, _ in terms(invoice)}
    most = [_invoice(HERE / "ubl21" / folder) for folder in ("full", "credit_note")]
    kept = {term_of(path) for one in most for path, _ in terms(read(syntax.write(one).data).invoice)}
    assert kept - _SCHEMES - stated == set()


def test_the_fullest_golden_documents_state_every_term() -> None:
    for name in ("ubl21", "cii_d16b"):
        invoices = [_invoice(HERE / name / folder) for folder in ("full", "credit_note")]
        stated = {term_of(path) for invoice in invoices for path, _ in terms(invoice)}
        groups = {term for term in TERMS.values() if term.startswith("BG-")}
        assert set(TERMS.values()) - groups - _SCHEMES == stated - _SCHEMES


_SCHEMES = {term for place, term in TERMS.items() if place.endswith(".scheme") and "classif" not in place}


def test_a_term_that_is_absent_is_located_at_its_nearest_ancestor() -> None:
    reading = read(_document(HERE / "ubl21" / "minimal"))
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


@pytest.mark.parametrize("syntax", syntaxes().values(), ids=lambda syntax: syntax.name)
def test_what_a_format_loads_when_first_used_is_there(syntax: Syntax) -> None:
    for field in syntax.__struct_fields__:
        if isinstance(function := getattr(syntax, field), Lazily):
            assert callable(function.resolve())
