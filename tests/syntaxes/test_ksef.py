"""KSeF FA(2) and FA(3): the Ministry's examples are read; rates, corrections, prepayments mean what they say."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from depesch.documents.reading import read
from depesch.model.invoice import Identifier, Invoice, Totals
from depesch.model.terms import terms
from depesch.syntaxes import Reading, UnreadableDocument, syntaxes
from depesch.syntaxes.ksef import codes
from tests.shared_data import needs_shared, shared
from tests.syntaxes.documents import issue_with

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
MINIMAL = (GOLDEN / "ksef_fa3" / "minimal" / "document.xml").read_bytes()
FULL = (GOLDEN / "ksef_fa3" / "full" / "document.xml").read_bytes()


def golden(name: str) -> Invoice:
    return read((GOLDEN / name / "document.xml").read_bytes()).invoice


def totals_of(invoice: Invoice) -> Totals:
    assert invoice.totals is not None
    return invoice.totals


@cache
def real_files() -> dict[str, bytes]:
    """Return the files by version and number in the Ministry's list: `3/14`; FA(1) has no version in its name."""
    found = {}
    for path in shared("samples", "ksef").glob("*.xml"):
        version = path.name[3] if path.name[:3].upper() == "FA_" else "1"
        found[f"{version}/{path.stem.rpartition('_')[2].rpartition(' ')[2]}"] = path.read_bytes()
    return found


def real(name: str) -> Reading:
    return read(real_files()[name])


@needs_shared
def test_all_real_files_are_read_but_for_the_trial_version() -> None:
    counted: Counter[str] = Counter()
    for name, data in real_files().items():
        try:
            reading = read(data)
        except UnreadableDocument as refusal:
            counted[f"{name[0]} {refusal.code}"] += 1
            continue
        counted[f"{name[0]} {reading.syntax.name}"] += 1
        assert reading.issues == (), name
    assert counted == {"3 ksef_fa3": 15, "2 ksef_fa2": 12, "1 unknown-format": 14}


@needs_shared
def test_the_trial_version_is_refused_by_its_name() -> None:
    with pytest.raises(UnreadableDocument, match=r"FA\(1\), the version of KSeF before September 2023, is not read"):
        real("1/4")


@needs_shared
def test_an_invoice_reads_as_it_says() -> None:
    invoice = real("3/4").invoice
    assert (invoice.number, str(invoice.issue_date), str(invoice.due_date)) == (
        "FV2026/02/150",
        "2026-02-15",
        "2026-03-15",
    )
    assert invoice.seller is not None
    assert (invoice.seller.name, invoice.seller.vat_identifier) == ("ABC AGD sp. z o. o.", "PL9999999999")
    assert invoice.buyer is not None
    assert invoice.buyer.identifiers == (Identifier(value="fdfd778343"),)
    assert invoice.payee is not None
    assert invoice.payee.name == "Bank Bankowości Bankowej S. A. BBB Faktoring"
    assert (invoice.order_reference, invoice.despatch_advice_reference) == ("4354343", "44343434/2026")
    assert [str(line.net_amount) for line in invoice.lines] == ["16260.10", "18000", "18000"]
    price = invoice.lines[1].price
    assert price is not None
    assert (str(price.gross_price), str(price.discount), str(price.net_price)) == ("1000", "100", "900")
    totals = totals_of(invoice)
    assert (str(totals.amount_excl_vat), str(totals.vat_amount)) == ("52260.10", "12019.82")
    assert (str(totals.amount_incl_vat), str(totals.paid_amount), str(totals.amount_due)) == (
        "64279.92",
        "1000",
        "63279.92",
    )


@needs_shared
def test_a_correction_downwards_is_a_credit_note_of_positive_amounts() -> None:
    invoice = real("3/3").invoice
    assert invoice.type_code == "381"
    assert [(one.number, str(one.issue_date)) for one in invoice.preceding_invoices] == [
        ("FV2026/02/150", "2026-02-15")
    ]
    (line,) = invoice.lines
    assert line.price is not None
    assert (str(line.quantity), str(line.price.net_price), str(line.net_amount)) == ("1", "162.60", "162.60")
    totals = totals_of(invoice)
    assert (str(totals.amount_excl_vat), str(totals.vat_amount), str(totals.amount_due)) == ("162.60", "37.40", "200")
    assert invoice.notes[0].text == "obniżka ceny o 200 zł z uwagi na uszkodzenia estetyczne"


@needs_shared
def test_a_line_before_its_correction_counts_with_the_opposite_sign() -> None:
    invoice = real("2/2").invoice
    assert [str(line.net_amount) for line in invoice.lines] == ["1626.01", "-1463.41"]
    assert [str(line.quantity) for line in invoice.lines] == ["1", "-1"]
    assert str(totals_of(invoice).line_net_amount) == "162.60"


@needs_shared
def test_a_correction_upwards_is_a_corrected_invoice() -> None:
    invoice = real("3/12").invoice
    assert (invoice.type_code, str(totals_of(invoice).amount_due)) == ("384", "10000")


@needs_shared
def test_vat_in_the_national_currency_is_kept_beside_that_of_the_invoice() -> None:
    invoice = real("3/21").invoice
    assert (invoice.currency, invoice.vat_currency) == ("EUR", "PLN")
    totals = totals_of(invoice)
    assert (str(totals.vat_amount), str(totals.vat_amount_accounting)) == ("3118.80", "13768.14")


@needs_shared
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("3/22", [("K", "0", "4000", "VATEX-EU-IC")]),
        ("3/23", [("G", "0", "8000", "VATEX-EU-G")]),
        ("2/9", [("S", "23", "2000", None), ("E", "0", "300", None)]),
        ("2/19", [("S", "23", "813", None), ("E", "0", "2000", "VATEX-EU-D")]),
    ],
)
def test_each_sum_is_a_row_of_the_breakdown(name: str, rows: list[tuple[str, str, str, str | None]]) -> None:
    found = real(name).invoice.vat_breakdown
    assert [(r.category, str(r.rate), str(r.taxable_amount), r.exemption_reason_code) for r in found] == rows


@needs_shared
def test_what_prepayments_took_off_is_an_allowance_of_each_rate() -> None:
    invoice = real("3/14").invoice
    assert [(str(one.amount), str(one.vat_rate)) for one in invoice.allowances] == [("399.84", "23"), ("27322.41", "8")]
    totals = totals_of(invoice)
    assert (str(totals.line_net_amount), str(totals.amount_excl_vat)) == ("312000.00", "284277.75")


@needs_shared
def test_a_rounded_total_is_stated_with_its_rounding() -> None:
    totals = totals_of(real("3/1").invoice)
    assert (str(totals.amount_incl_vat), str(totals.rounding_amount)) == ("2050.99", "0.01")
    assert (str(totals.paid_amount), str(totals.amount_due)) == ("2051", "0")


def stated(invoice: Invoice) -> Counter[tuple[str, object]]:
    """Return the terms; the order of a party's identifiers says nothing."""
    return Counter((re.sub(r"identifiers\[\d+\]", "identifiers", path), value) for path, value in terms(invoice))


@needs_shared
def test_all_terms_come_through_cii_and_ubl() -> None:
    for name in ("cii_d16b", "ubl21"):
        write = syntaxes()[name].write
        assert write is not None
        for path, data in real_files().items():
            if not path.startswith("1/"):
                invoice = read(data).invoice
                writing = write(invoice)
                assert stated(read(writing.data).invoice) == stated(invoice) or writing.losses, path


def test_amounts_with_vat_give_net_amounts_as_the_law_computes_them() -> None:
    """100.98 x 23 / 123 = 18.88; the second line states its VAT."""
    invoice = golden("ksef_fa3/priced_with_vat")
    assert [str(line.net_amount) for line in invoice.lines] == ["82.10", "8.14"]
    assert [line.price and (str(line.price.net_price), str(line.price.base_quantity)) for line in invoice.lines] == [
        ("82.10", "3"),
        ("8.14", "1"),
    ]
    assert str(totals_of(invoice).line_net_amount) == "90.24"


@pytest.mark.parametrize("code", sorted(codes.RATES))
def test_every_rate_of_a_line_has_a_category(code: str) -> None:
    vat = read(MINIMAL.replace(b"<P_12>23<", f"<P_12>{code}<".encode())).invoice.lines[0].vat
    assert vat is not None
    assert (vat.category, vat.rate) == codes.RATES[code]


@pytest.mark.parametrize(("lines", "rate"), [("23", "23"), ("22", "22"), ("8", "23")])
def test_the_older_rate_of_a_sum_is_the_one_that_its_lines_have(lines: str, rate: str) -> None:
    (row,) = read(MINIMAL.replace(b"<P_12>23<", f"<P_12>{lines}<".encode())).invoice.vat_breakdown
    assert str(row.rate) == rate


def test_a_sum_of_two_rates_has_none() -> None:
    line = MINIMAL[MINIMAL.index(b"<FaWiersz>") : MINIMAL.index(b"</Fa>")]
    both = MINIMAL.replace(line, line + line.replace(b"<P_12>23<", b"<P_12>22<"))
    assert [row.rate for row in read(both).invoice.vat_breakdown] == [None]


def test_the_rate_of_another_member_state_is_that_of_its_lines() -> None:
    data = MINIMAL.replace(b"P_13_1>", b"P_13_5>").replace(b"P_14_1>", b"P_14_5>")
    data = data.replace(b"<P_12>23</P_12>", b"<P_12_XII>19</P_12_XII>")
    invoice = read(data).invoice
    assert [(row.category, str(row.rate), str(row.tax_amount)) for row in invoice.vat_breakdown] == [
        ("S", "19", "23.00")
    ]
    assert invoice.lines[0].vat is not None
    assert (invoice.lines[0].vat.category, str(invoice.lines[0].vat.rate)) == ("S", "19")


def test_self_billing_has_its_own_types() -> None:
    flagged = MINIMAL.replace(b"<P_17>2<", b"<P_17>1<")
    assert read(flagged).invoice.type_code == "389"
    negative = flagged.replace(b"<P_15>123.00<", b"<P_15>-123.00<").replace(b">VAT</Rodzaj", b">KOR</Rodzaj")
    reading = read(negative)
    assert reading.invoice.type_code == "261"
    assert "KOR" in {one.value for one in reading.unread()}


@pytest.mark.parametrize("form", sorted(codes.PAYMENT_MEANS))
def test_every_way_to_pay_has_a_code_and_keeps_its_words(form: str) -> None:
    data = FULL.replace(b"<FormaPlatnosci>6<", f"<FormaPlatnosci>{form}<".encode())
    payment = read(data).invoice.payment
    assert payment is not None
    assert {(one.code, one.text) for one in payment.means} == {codes.PAYMENT_MEANS[form]}


@pytest.mark.parametrize(
    ("old", "new", "rule", "where", "value"),
    [
        (b"<P_1>2026-05-31<", b"<P_1>31.05.2026<", "READ-DATE", "P_1", "31.05.2026"),
        (b"<P_13_1>100.00<", b"<P_13_1>100,00<", "READ-NUMBER", "P_13_1", "100,00"),
        (b"<P_14_1>23.00<", b"<P_14_1>?<", "READ-NUMBER", "P_14_1", "?"),
        (b"<P_11>100.00<", b"<P_11>sto<", "READ-NUMBER", "P_11", "sto"),
        (b"<P_12>23<", b"<P_12>24<", "READ-CODE", "P_12", "24"),
        (b">VAT</Rodzaj", b">FOO</Rodzaj", "READ-CODE", "RodzajFaktury", "FOO"),
    ],
)
def test_a_faulty_value_is_named_with_its_place(old: bytes, new: bytes, rule: str, where: str, value: str) -> None:
    issue = issue_with(MINIMAL, old, new)
    assert (issue.rule, issue.value) == (rule, value)
    assert (issue.where or "").endswith("/" + where)


def test_vat_without_its_taxable_amount_has_no_place() -> None:
    reading = read(MINIMAL.replace(b"<P_13_1>100.00</P_13_1>", b""))
    assert reading.invoice.vat_breakdown == ()
    assert [one.where for one in reading.unread()] == ["/Faktura/Fa/P_14_1"]


@pytest.mark.parametrize("content", [b"9" * 5000, b"9" * 190, b"1e99", b"NaN", b"", b"-0", b"<a>" * 90 + b"</a>" * 90])
def test_whatever_stands_for_a_value_gives_a_reading(content: bytes) -> None:
    for value in (b"280.00", b"64.40", b"10", b"20.00", b"2.00", b"70.00", b"2026-05-31", b"8", b"1032.40", b"7.60"):
        reading = read(FULL.replace(b">" + value + b"<", b">" + content + b"<"))
        assert isinstance(reading.invoice, Invoice)
        reading.unread()


def test_a_total_of_nothing_is_no_credit() -> None:
    data = MINIMAL.replace(b">VAT</Rodzaj", b">KOR</Rodzaj").replace(b"<P_15>123.00<", b"<P_15>0<")
    invoice = read(data).invoice
    assert (invoice.type_code, totals_of(invoice).amount_due) == ("384", Decimal(0))
