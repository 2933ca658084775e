"""Svefaktura 1.0: what real files say, what is written fits the schema, and what bad input gives."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from depesch.documents.reading import read
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    CreditTransfer,
    DirectDebit,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Note,
    Party,
    Payment,
    PaymentMeans,
    PostalAddress,
    Price,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.model.json import from_json
from depesch.model.terms import terms
from depesch.syntaxes import Done, NamedFile, Reading, UnreadableDocument
from tests.shared_data import needs_shared, shared
from tests.syntaxes.documents import GOLDEN, golden, written

HUNDRED, TEN = Decimal("100.00"), Decimal("10.00")
SAMPLES = "Specifications in english.zip"


write = partial(written, "svefaktura1")


def back(invoice: Invoice) -> Invoice:
    return read(write(invoice).data).invoice


@cache
def real_files() -> dict[str, Reading]:
    """Return the readings of the three files of the corpus and the five of SFTI, by their names."""
    found = {path.name: path.read_bytes() for path in shared("corpus", "national", "svefaktura").glob("*/*.xml")}
    with zipfile.ZipFile(shared("specs", "svefaktura", SAMPLES)) as archive:
        for name in archive.namelist():
            if "/fsv/test/svefaktura" in name and name.endswith(".xml"):
                found[name.rpartition("/")[2]] = archive.read(name)
    return {name: read(data) for name, data in found.items()}


@cache
def schema() -> etree.XMLSchema:
    """Return the schema, whose files lie in one folder here and name each other in three."""
    folder = shared("specs", "xsd", "svefaktura-1.0")

    class Flat(etree.Resolver):
        def resolve(self, url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]  # the stubs lack the context
            return self.resolve_filename(str(folder / url.rpartition("/")[2]), context)  # type: ignore[attr-defined]  # nor the method

    parser = etree.XMLParser()
    parser.resolvers.add(Flat())
    return etree.XMLSchema(etree.parse(str(folder / "SFTI-BasicInvoice-1.0.xsd"), parser))


def faults(data: bytes) -> list[str]:
    schema().validate(etree.fromstring(data))
    return [error.message for error in schema().error_log]  # type: ignore[attr-defined]  # the stubs lack it


@needs_shared
def test_every_real_file_is_read_without_a_fault() -> None:
    assert len(real_files()) == 8
    assert {name: reading.issues for name, reading in real_files().items() if reading.issues} == {}
    assert {reading.syntax.name for reading in real_files().values()} == {"svefaktura1"}


@needs_shared
def test_terms_of_real_files_are_those_that_stand_there() -> None:
    invoice = real_files()["svefaktura m ext ref.xml"].invoice
    assert invoice.totals == Totals(
        line_net_amount=Decimal("6225"),
        amount_excl_vat=Decimal("6225"),
        vat_amount=Decimal("1556.25"),
        amount_incl_vat=Decimal("7781.25"),
        rounding_amount=Decimal("0.25"),
        amount_due=Decimal("7781.50"),
    )
    assert invoice.seller is not None
    assert (invoice.seller.tax_registration, invoice.seller.additional_legal_information) == (
        "Godkänd för F-skatt",
        "Säte Stockholm, SE",
    )
    assert [line.unit for line in invoice.lines] == ["LTR", "H87"]
    assert {line.vat for line in invoice.lines} == {LineVat(category="S", rate=Decimal("25"))}
    assert (invoice.buyer_reference, invoice.buyer_accounting_reference) == ("50", "Pelle")
    assert invoice.supporting_documents == (SupportingDocument(reference="271"),)


@needs_shared
def test_codes_of_real_files_are_those_of_the_model() -> None:
    (invoice,) = [reading.invoice for name, reading in real_files().items() if name.endswith("m-koder.xml")]
    assert invoice.seller is not None
    assert invoice.seller.identifiers == (Identifier(value="7365565245845", scheme="0088"),)
    assert invoice.payment is not None
    assert [(one.code, one.credit_transfer) for one in invoice.payment.means] == [
        ("30", CreditTransfer(account="542481", provider="SE:PLUSGIRO")),
        ("30", CreditTransfer(account="4624581", provider="SE:BANKGIRO")),
        ("30", CreditTransfer(account="9551548524585", provider="SKIASESS")),
    ]
    assert invoice.lines[0].item is not None
    assert invoice.lines[0].item.standard_identifier == Identifier(value="7305424567898", scheme="0160")


@needs_shared
def test_what_stays_unread_of_real_files() -> None:
    """Numbers of addresses, fax, references of further accounts, VAT in a currency that the document does not name."""
    places = {
        re.sub(r"\[\d+\]", "", one.where.removeprefix("/Invoice/"))
        for reading in real_files().values()
        for one in reading.unread()
    }
    assert places == {
        "BuyerParty/Party/Address/ID",
        "SellerParty/Party/Address/ID",
        "SellerParty/Party/Contact/Telefax",
        "PaymentMeans/PayeeFinancialAccount/PaymentInstructionID",
        "TaxTotal/TaxSubTotal/TaxCurrencyTaxAmount",
        "TaxTotal/TaxSubTotal/TaxCurrencyTaxAmount/@amountCurrencyID",
    }


@needs_shared
def test_real_files_are_written_again_with_every_term_and_fit_the_schema() -> None:
    for name, reading in real_files().items():
        writing = write(reading.invoice)
        assert sorted(map(str, terms(read(writing.data).invoice))) == sorted(map(str, terms(reading.invoice))), name
        assert writing.losses == (), name
        assert faults(writing.data) == [], name


@needs_shared
def test_every_golden_invoice_fits_the_schema() -> None:
    """Whatever format it came in, but for what no schema could take: an amount without a currency or a day unknown."""
    refused = {}
    for path in sorted(GOLDEN.glob("*/*/invoice.json")):
        invoice = from_json(path.read_bytes())
        found = faults(write(invoice).data)
        if found and invoice.currency is not None and invoice.issue_date is not None:
            refused[f"{path.parts[-3]}/{path.parts[-2]}"] = found
    assert refused == {}


def test_the_rounding_is_in_the_total() -> None:
    totals = Totals(
        line_net_amount=HUNDRED,
        amount_excl_vat=HUNDRED,
        vat_amount=Decimal("25.25"),
        amount_incl_vat=Decimal("125.25"),
        rounding_amount=Decimal("-0.25"),
        amount_due=Decimal("125.00"),
    )
    data = write(Invoice(totals=totals)).data
    assert b"TaxInclusiveTotalAmount>125.00<" in data
    assert b"RoundOffAmount>-0.25<" in data
    assert read(data).invoice.totals == totals


def test_who_has_paid_a_part_is_not_asked_for_it_again() -> None:
    totals = Totals(
        line_net_amount=HUNDRED, amount_incl_vat=Decimal("125.00"), paid_amount=TEN, amount_due=Decimal("115.00")
    )
    writing = write(Invoice(totals=totals))
    after = read(writing.data).invoice
    assert after.totals is not None
    assert (after.totals.amount_due, after.totals.amount_incl_vat) == (Decimal("115.00"), Decimal("125.00"))
    assert after.notes == (Note(text="Redan betalt: 10.00"),)
    assert [loss.done for loss in writing.losses if loss.path == "totals.paid_amount"] == [Done.SUMMED]


def test_a_credit_note_is_positive() -> None:
    invoice = read(golden("svefaktura1", "credit_note")).invoice
    assert invoice.is_credit_note
    assert invoice.totals is not None
    assert invoice.totals.amount_due == HUNDRED
    assert invoice.lines[0].quantity == 1
    assert back(invoice) == invoice


@pytest.mark.parametrize(("code", "kind"), [("389", "Självfaktura"), ("875", "Fakturatyp: 875")])
def test_another_kind_of_invoice_stands_in_words(code: str, kind: str) -> None:
    after = back(Invoice(type_code=code))
    assert (after.type_code, after.notes) == ("380", (Note(text=kind),))


@pytest.mark.parametrize("category", ["AE", "K", "G", "Z"])
def test_what_is_without_vat_is_exempt_and_says_why(category: str) -> None:
    row = VatBreakdown(taxable_amount=HUNDRED, tax_amount=Decimal(0), category=category, rate=Decimal(0))
    writing = write(Invoice(vat_breakdown=(row,), lines=(Line(identifier="1", vat=LineVat(category=category)),)))
    (after,) = read(writing.data).invoice.vat_breakdown
    assert after.category == "E"
    assert after.exemption_reason
    assert ("vat_breakdown[0].category", Done.CHANGED) in [(loss.path, loss.done) for loss in writing.losses]


def test_an_invoice_outside_vat_states_that_there_is_none_and_no_category() -> None:
    row = VatBreakdown(taxable_amount=HUNDRED, tax_amount=Decimal(0), category="O", exemption_reason="Bidrag")
    line = Line(identifier="1", net_amount=HUNDRED, vat=LineVat(category="O"))
    writing = write(Invoice(totals=Totals(vat_amount=Decimal(0)), vat_breakdown=(row,), lines=(line,)))
    assert b"TaxCategory" not in writing.data
    after = read(writing.data).invoice
    assert [one.category for one in after.vat_breakdown] == ["O"]
    assert after.lines[0].vat == LineVat(category="O")
    assert after.notes == (Note(text="Bidrag"),)
    assert "vat_breakdown[0].exemption_reason" in [loss.path for loss in writing.losses]


def test_a_stated_reason_of_an_exemption_stays() -> None:
    row = VatBreakdown(taxable_amount=HUNDRED, category="AE", rate=Decimal(0), exemption_reason="Byggmoms")
    assert back(Invoice(vat_breakdown=(row,))).vat_breakdown[0].exemption_reason == "Byggmoms"


def test_lines_without_vat_get_none_when_there_are_two_rates() -> None:
    assert read(golden("svefaktura1", "sparse")).invoice.lines[0].vat is None


def test_the_currency_of_the_total_is_that_of_the_invoice() -> None:
    reading = read(golden("svefaktura1", "sparse"))
    assert reading.invoice.currency == "EUR"
    place = reading.locate("currency")
    assert place is not None


def test_an_attached_file_goes_beside_by_the_number_of_its_object() -> None:
    file = Attachment(content=b"%PDF-", mime_code="application/pdf", filename="tid.pdf")
    documents = (
        SupportingDocument(reference="TID-5", attachment=file),
        SupportingDocument(attachment=file),
        SupportingDocument(reference="R-1"),
        SupportingDocument(reference="https://n.example/1", location="https://n.example/1"),
    )
    writing = write(Invoice(supporting_documents=documents))
    assert [(one.filename, one.reference) for one in writing.beside if isinstance(one, NamedFile)] == [
        ("tid.pdf", "TID-5"),
        ("tid.pdf", "tid.pdf"),
    ]
    after = read(writing.data).invoice.supporting_documents
    assert [one.reference for one in after] == ["TID-5", "tid.pdf", "R-1", "https://n.example/1"]


def test_no_account_is_written_for_what_is_drawn() -> None:
    payment = Payment(means=(PaymentMeans(code="49"),), direct_debit=DirectDebit(mandate_reference="M-1"))
    after = back(Invoice(payment=payment))
    assert after.payment is None or after.payment.means == ()
    assert after.notes == (Note(text="Betalningssätt: 49\nAutogiro: medgivande M-1"),)


def test_the_fourth_account_stands_in_words() -> None:
    means = tuple(PaymentMeans(code="30", credit_transfer=CreditTransfer(account=f"{n}")) for n in range(4))
    after = back(Invoice(payment=Payment(means=means)))
    assert after.payment is not None
    assert len(after.payment.means) == 3
    assert after.notes == (Note(text="Konto: 3"),)


@pytest.mark.parametrize(
    ("account", "currency", "code"),
    [("SE4550000000058398257466", "EUR", "58"), ("SE4550000000058398257466", "SEK", "30"), ("50501055", "EUR", "30")],
)
def test_an_iban_in_euro_is_paid_by_sepa(account: str, currency: str, code: str) -> None:
    payment = Payment(means=(PaymentMeans(code=code, credit_transfer=CreditTransfer(account=account)),))
    invoice = Invoice(currency=currency, payment=payment)
    assert back(invoice).payment == payment
    assert "payment.means[0].code" not in [loss.path for loss in write(invoice).losses]


def test_several_allowances_of_a_line_become_one() -> None:
    line = Line(
        identifier="1",
        net_amount=Decimal("85.00"),
        allowances=(AllowanceCharge(amount=TEN, reason="Mängd"), AllowanceCharge(amount=TEN)),
        charges=(AllowanceCharge(amount=Decimal("5.00")),),
    )
    (after,) = back(Invoice(lines=(line,))).lines
    assert (after.allowances, after.charges) == ((AllowanceCharge(amount=Decimal("15.00")),), ())
    assert after.note == "Rabatt: Mängd"


def test_a_country_unknown_to_the_schema_stands_in_words() -> None:
    after = back(Invoice(buyer=Party(name="Kupac", address=PostalAddress(city="Beograd", country="RS"))))
    assert after.buyer is not None
    assert after.buyer.address == PostalAddress(city="Beograd")
    assert after.notes == (Note(text="Köparens land: RS"),)


def test_a_word_for_a_unit_is_read_as_its_code() -> None:
    line = Line(quantity=TEN, unit="styck", price=Price(base_quantity=TEN, base_quantity_unit="timmar"))
    (after,) = back(Invoice(lines=(line,))).lines
    assert (after.unit, after.price) == ("H87", Price(base_quantity=TEN, base_quantity_unit="HUR"))
    assert back(Invoice(lines=(Line(quantity=TEN, unit="ST"),))).lines[0].unit == "ST"


def test_a_note_of_a_line_holds_what_has_no_element() -> None:
    item = Item(name="Regel", description="Hyvlad", origin_country="SE")
    (after,) = back(Invoice(lines=(Line(note="Två omgångar", item=item),))).lines
    assert after.note == "Två omgångar\nHyvlad\nUrsprungsland: SE"


@pytest.mark.parametrize(
    ("good", "bad", "rule", "where"),
    [
        ("2026-05-20<", "2026-02-30<", "READ-DATE", "/Invoice/IssueDate"),
        (">3770.25<", ">3 770,25<", "READ-NUMBER", "/Invoice/LegalTotal/TaxInclusiveTotalAmount"),
        (">10</cbc:Inv", ">tio</cbc:Inv", "READ-NUMBER", "/Invoice/InvoiceLine[1]/InvoicedQuantity"),
        ("2026-05-15T00:00:00", "15/5", "READ-DATE", "/Invoice/Delivery/ActualDeliveryDateTime"),
        ("<LineItemCountNumeric>2", "<LineItemCountNumeric>3", "READ-NUMBER", "/Invoice/LineItemCountNumeric"),
        (">8.5<", ">enligt lag<", "READ-NUMBER", "/Invoice/PaymentTerms/PenaltySurchargePercent"),
    ],
)
def test_a_broken_value_is_named_with_line_place_and_value(good: str, bad: str, rule: str, where: str) -> None:
    text = golden("svefaktura1", "full").decode()
    assert text.count(good) >= 1
    (issue,) = read(text.replace(good, bad, 1).encode()).issues
    assert (issue.rule, issue.where) == (rule, where)
    assert issue.line is not None
    assert issue.value
    assert issue.value in bad.replace("&amp;", "&")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_hostile_values_are_read_or_refused(data: st.DataObject) -> None:
    root = etree.fromstring(golden("svefaktura1", "full"))
    elements = list(root.iter())
    for _ in range(data.draw(st.integers(1, 8))):
        element = data.draw(st.sampled_from(elements))
        nasty = data.draw(
            st.sampled_from(["9" * 300, "-0", "NaN", "1e400", "\ufeff", "0x10", " ", "٣", "2026-05-20T99"])
        )
        element.text = nasty
        if data.draw(st.booleans()):
            element.clear()
    try:
        reading = read(etree.tostring(root))
    except UnreadableDocument:
        return
    reading.unread()
    write(reading.invoice)


@pytest.mark.parametrize("depth", [200, 5000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    inside = "<cac:Item>" * depth + "</cac:Item>" * depth
    data = golden("svefaktura1", "minimal").decode().replace("<cac:Item>", f"{inside}<cac:Item>", 1).encode()
    if depth > 256:
        with pytest.raises(UnreadableDocument, match="too-deep"):
            read(data)
    else:
        assert read(data).syntax.name == "svefaktura1"


def test_the_declared_encoding_is_read() -> None:
    latin = golden("svefaktura1", "full").decode().replace("UTF-8", "ISO-8859-1", 1).encode("iso-8859-1")
    assert read(latin).invoice == read(golden("svefaktura1", "full")).invoice


def test_a_file_that_breaks_off_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(golden("svefaktura1", "full")[:2000])
    assert caught.value.line is not None


def test_characters_of_markup_come_back() -> None:
    text = "<Järn> & \"trä\" ]]> 'å'\n\tslut\r"
    assert back(Invoice(payment_terms=text)).payment_terms == text
