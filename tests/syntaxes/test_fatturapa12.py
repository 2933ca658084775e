"""FatturaPA: all real files are read; what the format implies is computed, what it says more is named."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from depesch.documents.checking import check
from depesch.documents.envelopes import Part
from depesch.documents.opening import documents_in
from depesch.documents.reading import read
from depesch.model.invoice import Identifier, Invoice, Totals
from depesch.syntaxes import Reading, UnreadableDocument, syntaxes
from depesch.syntaxes.fatturapa12 import codes
from tests.shared_data import needs_shared, shared
from tests.syntaxes.documents import golden, issue_with

MINIMAL = golden("fatturapa12", "minimal")
FULL = golden("fatturapa12", "full")
# Messages of the exchange system about an invoice, no invoices.
NO_INVOICES = {f"IT01234567890_11111_{kind}_001.xml" for kind in ("DT", "EC", "MT", "NS", "RC", "SE")}


def totals_of(invoice: Invoice) -> Totals:
    assert invoice.totals is not None
    return invoice.totals


@cache
def real_files() -> dict[str, bytes]:
    folders = (("samples", "fatturapa"), ("samples", "fatturapa-sdi"), ("corpus", "national", "fatturapa"))
    return {
        f"{path.parent.name}/{path.name}": path.read_bytes()
        for folder in folders
        for path in sorted(shared(*folder).rglob("*.xml"))
    }


def real(name: str) -> Reading:
    (data,) = (data for path, data in real_files().items() if path.endswith(name))
    return read(data)


@needs_shared
def test_all_real_invoices_are_read_and_only_what_is_none_is_refused() -> None:
    readings, refused = [], {}
    for name, data in real_files().items():
        try:
            readings += [read(part.data) for part in documents_in(data)]
        except UnreadableDocument as refusal:
            refused[name.rpartition("/")[2]] = refusal.code
    assert len(real_files()) == 34
    assert refused == dict.fromkeys(NO_INVOICES, "unknown-format")
    assert len(readings) == 30
    assert {reading.syntax.name for reading in readings} == {"fatturapa12"}
    assert {issue.rule for reading in readings for issue in reading.issues} == {"READ-ENCODING"}


@needs_shared
def test_real_invoices_whose_sums_agree_pass_the_check() -> None:
    """Those that do not: sums that contradict each other, line amounts of four decimals, no seller."""
    passed = [check(part.data).accepted for data in real_files().values() for part in _invoices(data)]
    assert (len(passed), sum(passed)) == (30, 20)


def _invoices(data: bytes) -> tuple[Part, ...]:
    try:
        return tuple(part for part in documents_in(data) if read(part.data))
    except UnreadableDocument:
        return ()


@needs_shared
def test_all_terms_come_through_cii_and_ubl() -> None:
    for name in ("cii_d16b", "ubl21"):
        write = syntaxes()[name].write
        assert write is not None
        for path, data in real_files().items():
            for part in documents_in(data) if path.rpartition("/")[2] not in NO_INVOICES else ():
                invoice = read(part.data).invoice
                writing = write(invoice)
                if not writing.losses:
                    assert read(writing.data).invoice == invoice, path


@needs_shared
def test_a_file_of_two_invoices_is_two_documents_with_one_head() -> None:
    (data,) = (data for path, data in real_files().items() if path.endswith("IT01234567890_FPA03.xml"))
    first, second = (read(part.data).invoice for part in documents_in(data))
    assert (first.number, str(first.issue_date), first.order_reference) == ("12", "2017-01-18", "66685")
    assert (second.number, str(second.issue_date), second.order_reference) == ("456", "2017-01-20", "85666")
    assert first.seller == second.seller
    assert first.seller is not None
    assert (first.seller.name, first.seller.vat_identifier) == ("ALPHA SRL", "IT01234567890")
    assert first.buyer is not None
    assert first.buyer.identifiers == (Identifier(value="09876543210", scheme="0210"),)
    assert first.buyer.electronic_address == Identifier(value="AAAAAA", scheme="0201")
    assert [len(one.notes) for one in (first, second)] == [2, 2]
    assert totals_of(first).amount_incl_vat == Decimal("30.50")
    assert second.lines[0].quantity == 1  # its price is its amount


@needs_shared
def test_a_credit_note_reads_as_it_says() -> None:
    invoice = real("fatturapa.gobl__invoice-credit-note.xml").invoice
    assert (invoice.type_code, invoice.number, str(invoice.issue_date)) == ("381", "CN-001", "2024-10-09")
    assert [(one.number, str(one.issue_date)) for one in invoice.preceding_invoices] == [("SAMPLE-001", "2023-03-02")]
    price = invoice.lines[0].price
    assert price is not None
    assert (str(price.gross_price), str(price.discount), str(price.net_price)) == ("90.00", "9.0000", "81.0000")
    assert (invoice.lines[0].unit, str(invoice.lines[0].net_amount)) == ("HUR", "1620.00")
    assert [row.category for row in invoice.vat_breakdown] == ["S", "O"]
    # The total is reduced after what is taxed: 1720.00 - 860.00 + 172.00.
    totals = totals_of(invoice)
    assert (str(totals.line_net_amount), str(totals.amount_excl_vat)) == ("1720.00", "1032.00")
    assert (str(totals.vat_amount), str(totals.amount_incl_vat)) == ("356.40", "1388.40")
    assert str(totals.amount_due) == "1388.40"


@needs_shared
def test_a_total_that_is_stated_after_rounding_is_read_before_it() -> None:
    totals = totals_of(real("gobl.fatturapa__out__invoice-simple-rounding.xml").invoice)
    assert (str(totals.amount_incl_vat), str(totals.rounding_amount)) == ("1388.40", "0.01")
    assert str(totals.amount_due) == "1388.41"


@needs_shared
def test_a_signature_is_not_taken_for_content() -> None:
    reading = real("fatturapa.gobl__invoice-simple.xml")
    assert b"X509Certificate" in reading.data
    assert not any("Signature" in one.where for one in reading.unread())


def test_what_is_taken_off_within_the_taxed_amounts_is_not_taken_off_again() -> None:
    data = MINIMAL.replace(
        b"</Numero>",
        b"</Numero><ScontoMaggiorazione><Tipo>SC</Tipo><Importo>10.00</Importo></ScontoMaggiorazione>",
    )
    within = data.replace(b"ImponibileImporto>100.00", b"ImponibileImporto>90.00")
    assert [str(totals_of(read(one).invoice).amount_excl_vat) for one in (data, within)] == ["90.00", "90.00"]


def test_with_split_payment_lines_charges_and_row_have_its_category() -> None:
    invoice = read(FULL).invoice
    assert [row.category for row in invoice.vat_breakdown] == ["B", "S", "E"]
    assert [line.vat and line.vat.category for line in invoice.lines] == ["B", "S", "E"]
    assert [one.vat_category for one in invoice.charges] == ["B", None]


def test_instalments_are_summed_and_the_later_dates_are_named() -> None:
    reading = read(FULL)
    assert (str(totals_of(reading.invoice).amount_due), str(reading.invoice.due_date)) == ("260.78", "2026-06-30")
    assert "2026-07-31" in {one.value for one in reading.unread()}


@pytest.mark.parametrize("code", sorted(codes.DOCUMENT_TYPES))
def test_every_document_type_has_a_code_and_those_that_say_more_are_named(code: str) -> None:
    reading = read(MINIMAL.replace(b">TD01<", f">{code}<".encode()))
    assert reading.invoice.type_code == codes.DOCUMENT_TYPES[code]
    named = code in {one.value for one in reading.unread()}
    assert named == (code not in ("TD01", "TD02", "TD04", "TD05"))


@pytest.mark.parametrize("code", sorted(codes.CATEGORIES))
def test_every_reason_for_no_vat_has_a_category(code: str) -> None:
    data = MINIMAL.replace(
        b"<AliquotaIVA>22.00</AliquotaIVA>", f"<AliquotaIVA>0.00</AliquotaIVA><Natura>{code}</Natura>".encode()
    )
    reading = read(data)
    vat = reading.invoice.lines[0].vat
    assert vat is not None
    assert vat.category == reading.invoice.vat_breakdown[0].category == codes.CATEGORIES[code]
    assert reading.issues == ()


@pytest.mark.parametrize("code", sorted(codes.PAYMENT_MEANS))
def test_every_way_to_pay_has_a_code_and_keeps_its_words(code: str) -> None:
    payment = read(FULL.replace(b">MP05<", f">{code}<".encode())).invoice.payment
    assert payment is not None
    assert (payment.means[0].code, payment.means[0].text) == codes.PAYMENT_MEANS[code]


@pytest.mark.parametrize(
    ("old", "new", "rule", "where", "value"),
    [
        (b">2026-05-31<", b">31/05/2026<", "READ-DATE", "Data", "31/05/2026"),
        (b">100.00</PrezzoTotale", b">100,00</PrezzoTotale", "READ-NUMBER", "PrezzoTotale", "100,00"),
        (b">TD01<", b">TD99<", "READ-CODE", "TipoDocumento", "TD99"),
        (b"<EsigibilitaIVA>I<", b"<EsigibilitaIVA>X<", "READ-CODE", "EsigibilitaIVA", "X"),
        (b"</AliquotaIVA>", b"</AliquotaIVA><Natura>N9</Natura>", "READ-CODE", "Natura", "N9"),
    ],
)
def test_a_faulty_value_is_named_with_its_place(old: bytes, new: bytes, rule: str, where: str, value: str) -> None:
    issue = issue_with(MINIMAL, old, new)
    assert (issue.rule, issue.value) == (rule, value)
    assert (issue.where or "").endswith("/" + where)


def test_the_version_before_is_read_and_says_so() -> None:
    older = b"http://www.fatturapa.gov.it/sdi/fatturapa/v1.1"
    reading = read(MINIMAL.replace(b"http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2", older))
    assert [(issue.rule, issue.severity, issue.value) for issue in reading.issues] == [
        ("READ-VERSION", "warning", "1.1")
    ]
    assert reading.invoice == read(MINIMAL).invoice


def test_the_simplified_invoice_is_another_format() -> None:
    root = (
        b'<p:FatturaElettronicaSemplificata xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.0"/>'
    )
    with pytest.raises(UnreadableDocument) as caught:
        read(root)
    assert caught.value.code == "unknown-format"


@pytest.mark.parametrize("content", [b"9" * 5000, b"9" * 190, b"1e99", b"NaN", b"", b"-0", b"<a>" * 90 + b"</a>" * 90])
def test_whatever_stands_for_a_value_gives_a_reading(content: bytes) -> None:
    for value in (b"100.00", b"22.00", b"12.50", b"2026-05-31", b"PZ", b"SC", b"20.00", b"IT", b"10.00"):
        reading = read(FULL.replace(b">" + value + b"<", b">" + content + b"<"))
        assert isinstance(reading.invoice, Invoice)
        reading.unread()
