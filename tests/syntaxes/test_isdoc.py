"""ISDOC 6: the shared files, advances, foreign currency, a credit note with a minus, archives with a manifest."""

from __future__ import annotations

import zipfile
from functools import partial
from io import BytesIO

import pytest

from depesch.documents.beside import whole_invoice
from depesch.documents.reading import read
from depesch.model.issue import Severity
from depesch.syntaxes import Reading, UnreadableDocument
from tests.shared_data import needs_shared, shared
from tests.syntaxes.documents import golden, issue_with

PHIVE = "phive-rules-isdoc__src__test__resources__external__test-files__6.0.2__{}.isdoc"

document = partial(golden, "isdoc6")


def real(name: str) -> Reading:
    if name == "sample-no-reference":
        return read(shared("samples", "isdoc", f"{name}.isdoc").read_bytes())
    return read(shared("corpus", "national", "isdoc", "phive", PHIVE.format(name)).read_bytes())


@needs_shared
@pytest.mark.parametrize("name", ["sample-no-reference", "doklad", "priklad2-egov"])
def test_the_three_shared_files_are_read_without_a_fault(name: str) -> None:
    reading = real(name)
    assert reading.syntax.name == "isdoc6"
    assert reading.issues == ()
    assert reading.invoice.lines


@needs_shared
def test_an_invoice_in_euro_after_advances_has_the_terms_that_stand_in_it() -> None:
    invoice = real("doklad").invoice
    totals = invoice.totals
    assert totals is not None
    assert (invoice.number, str(invoice.issue_date), invoice.type_code) == ("FV-111999/2011", "2013-02-28", "380")
    assert (invoice.currency, invoice.vat_currency) == ("EUR", "CZK")
    assert invoice.seller is not None
    assert invoice.seller.vat_identifier == "CZ25097563"
    assert [str(line.net_amount) for line in invoice.lines] == ["4.30", "8.70", "1"]
    assert [str(line.price.net_price) for line in invoice.lines if line.price] == ["0.043", "0.0087", "1"]
    # 14.70 were claimed with advances that are taxed, 1 was a deposit; the VAT is that of the whole: 15.80 - 14.
    assert [str(one) for one in (totals.amount_incl_vat, totals.paid_amount, totals.vat_amount)] == [
        "15.80",
        "15.70",
        "1.80",
    ]
    assert str(totals.vat_amount_accounting) == "45.18"
    assert invoice.payment is not None
    assert invoice.payment.remittance_information == "111999"
    assert [means.code for means in invoice.payment.means] == ["10", "42", "42", "42", "42"]


@needs_shared
def test_a_file_without_the_namespace_is_read_all_the_same() -> None:
    invoice = real("sample-no-reference").invoice
    assert (invoice.number, invoice.order_reference, invoice.sales_order_reference) == ("12345", "EOI-1", "SOI-1")
    assert invoice.seller is not None
    assert invoice.seller.legal_registration is not None
    assert invoice.seller.legal_registration.scheme == "0154"


def test_advances_are_what_was_paid_and_the_sums_hold() -> None:
    totals = read(document("full")).invoice.totals
    assert totals is not None
    due, gross, paid, rounding = totals.amount_due, totals.amount_incl_vat, totals.paid_amount, totals.rounding_amount
    assert gross is not None
    assert paid is not None
    assert rounding is not None
    assert due == gross - paid + rounding
    assert str(totals.vat_amount) == "480.00"


def test_a_price_in_foreign_currency_that_does_not_come_out_even_is_not_made_up() -> None:
    reading = read(document("foreign_currency"))
    first, second = reading.invoice.lines
    assert first.price is not None
    assert str(first.price.net_price) == "12.50"
    assert second.price is None
    assert "83.33" in {one.value for one in reading.unread()}


def test_a_credit_note_with_a_minus_is_positive_in_the_model() -> None:
    invoice = read(document("credit_note")).invoice
    assert invoice.type_code == "381"
    assert invoice.totals is not None
    assert str(invoice.totals.amount_due) == "121.00"
    assert [(str(line.quantity), str(line.net_amount)) for line in invoice.lines] == [("1", "100.00")]


def test_a_credit_note_that_is_positive_already_stays_so() -> None:
    invoice = read(document("credit_note").replace(b">-", b">")).invoice
    assert invoice.totals is not None
    assert str(invoice.totals.amount_due) == "121.00"


def test_a_seller_that_is_stated_twice_in_two_ways_is_named() -> None:
    data = document("full")
    at = data.index(b"<SellerSupplierParty>")
    unread = read(data[:at] + data[at:].replace(b"Severostav", b"Jihostav", 1)).unread()
    assert [one.value for one in unread if one.value == "Jihostav s.r.o."] == ["Jihostav s.r.o."]


def archive(**files: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return packed.getvalue()


MANIFEST = b'<manifest xmlns="http://isdoc.cz/namespace/2013/manifest"><maindocument filename="f.isdoc"/></manifest>'


def test_the_manifest_of_an_archive_says_which_file_is_the_invoice() -> None:
    files = {"manifest_DOT_xml": MANIFEST, "f_DOT_isdoc": document("full"), "vykaz_DOT_pdf": b"%PDF-1.4 x"}
    reading = read(archive(**files, old__g_DOT_isdoc=document("minimal")))
    assert reading.invoice.number == "F-1042"
    assert [file.filename for file in reading.files] == ["vykaz.pdf", "g.isdoc"]
    first = whole_invoice(reading).supporting_documents[0]
    assert first.attachment is not None
    assert (first.reference, first.attachment.content) == ("vykaz.pdf", b"%PDF-1.4 x")


def test_an_archive_without_a_manifest_is_opened_as_any_other() -> None:
    reading = read(archive(f_DOT_isdoc=document("full"), vykaz_DOT_pdf=b"%PDF-1.4 x"))
    assert [file.filename for file in reading.files] == ["vykaz.pdf"]


@pytest.mark.parametrize("manifest", [MANIFEST.replace(b"f.isdoc", b"gone.isdoc"), b"<manifest", b""])
def test_a_manifest_that_names_nothing_there_does_not_hide_the_invoice(manifest: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read(archive(manifest_DOT_xml=manifest, f_DOT_isdoc=document("full"), g_DOT_isdoc=document("minimal")))
    assert refused.value.code == "not-one-document"


@pytest.mark.parametrize(
    ("old", "new", "rule", "path"),
    [
        (b"<IssueDate>2026-05-20<", b"<IssueDate>20.5.2026<", "READ-DATE", "issue_date"),
        (b"<DocumentType>1<", b"<DocumentType>9<", "READ-CODE", "type_code"),
        (b">4.5</InvoicedQuantity>", b">4,5</InvoicedQuantity>", "READ-NUMBER", "lines[1].quantity"),
        (b"<PayableAmount>3025.40<", b"<PayableAmount>3 025,40<", "READ-NUMBER", "totals.amount_due"),
        (b"<UnitPrice>100.00<", b"<UnitPrice><", "READ-NUMBER", "lines[0].price"),
    ],
)
def test_a_value_that_is_none_is_named_with_its_place(old: bytes, new: bytes, rule: str, path: str) -> None:
    issue = issue_with(document("full"), old, new)
    assert (issue.rule, issue.path) == (rule, path)


def test_another_version_is_read_and_named() -> None:
    (issue,) = read(document("minimal").replace(b'version="6.0.1"', b'version="5.2"')).issues
    assert (issue.rule, issue.severity, issue.value) == ("READ-VERSION", Severity.WARNING, "5.2")


@pytest.mark.parametrize("value", [b"9" * 300, b"1e999", b"NaN", b"-"])
def test_hostile_numbers_are_kept_out_of_the_model(value: bytes) -> None:
    data = document("minimal").replace(b">200.00<", b">" + value + b"<").replace(b">2<", b">" + value + b"<")
    (line,) = read(data).invoice.lines
    assert (line.net_amount, line.quantity) == (None, None)
