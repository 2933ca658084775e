"""EHF 2 and its kin: every real file is read, with schemes, rates and references as EN 16931 has them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.model.invoice import Invoice, Totals
from depesch.syntaxes import Reading
from depesch.syntaxes.ehf2.meaning import meant
from tests.shared_data import needs_shared
from tests.syntaxes.dialects import by_end, found_by_schema, hostile, readings, unnamed
from tests.syntaxes.documents import golden, outcomes

FOLDERS = ("samples/ehf-2.0", "corpus/national/ehf2", "corpus/national/peppol-bis2", "corpus/national/si-ubl1")


@cache
def real() -> tuple[dict[str, Reading], dict[str, str]]:
    return readings(*FOLDERS)


def former() -> dict[str, Reading]:
    return {name: reading for name, reading in real()[0].items() if reading.syntax.name == "ehf2"}


@needs_shared
def test_every_real_file_is_read() -> None:
    found, refused = real()
    assert refused == {}
    assert len(former()) == 97
    # Payment requests of EHF 3, and a file that names no customization, are plain UBL.
    others = [reading.invoice.specification for name, reading in found.items() if name not in former()]
    assert sorted(others, key=str) == [None, *["urn:fdc:anskaffelser.no:2019:ehf:spec:payment-request:3.0"] * 3]


@needs_shared
def test_only_amounts_in_other_currencies_are_faulty_in_real_files() -> None:
    assert {issue.rule for reading in former().values() for issue in reading.issues} == {"READ-CURRENCY"}


@needs_shared
def test_no_category_of_a_real_file_names_a_rate() -> None:
    codes = {row.category for reading in former().values() for row in reading.invoice.vat_breakdown}
    codes |= {line.vat.category for one in former().values() for line in one.invoice.lines if line.vat}
    assert codes & {"AA", "H", "R"} == set()
    assert codes >= {"S", "E", "AE"}


@needs_shared
def test_rates_of_real_files_come_from_the_totals_where_lines_state_none() -> None:
    lines = [
        (reading.invoice, line)
        for reading in former().values()
        for line in reading.invoice.lines
        if line.vat is not None and line.vat.category == "S"
    ]
    with_rate = [line for _, line in lines if line.vat is not None and line.vat.rate is not None]
    assert len(with_rate) > 250
    for invoice, line in lines:
        if line.vat is not None and line.vat.rate is None:
            rates = {row.rate for row in invoice.vat_breakdown if row.category == "S"}
            assert len(rates) != 1 or rates == {None}


@needs_shared
def test_terms_of_a_real_norwegian_invoice() -> None:
    invoice = by_end(former(), "T10-Valuta-EUR.xml").invoice
    seller, buyer, payment, totals = invoice.seller, invoice.buyer, invoice.payment, invoice.totals
    assert seller is not None
    assert buyer is not None
    assert payment is not None
    assert totals is not None
    assert seller.electronic_address is not None
    assert (seller.electronic_address.value, seller.electronic_address.scheme) == ("123456785", "0192")
    assert (seller.name, seller.trading_name) == ("Leverendøren ASA", None)
    assert seller.vat_identifier == "NO123456785MVA"
    assert buyer.identifiers[0].scheme is None
    assert invoice.buyer_reference == "3150Kun"
    assert (str(invoice.due_date), payment.remittance_information) == ("2013-07-20", "0003434323213231")
    account = payment.means[0].credit_transfer
    assert account is not None
    assert (account.account, account.provider) == ("NO9386011117947", "DNBANOKK")
    assert (invoice.vat_currency, str(totals.vat_amount_accounting)) == ("NOK", "2160.00")


@needs_shared
def test_credit_notes_have_their_type_from_the_root() -> None:
    types = {
        reading.invoice.type_code for reading in former().values() if str(reading.root.tag).endswith("}CreditNote")
    }
    assert types == {"381"}


@needs_shared
@pytest.mark.parametrize("name", ["ubl21", "puf20", "oioubl21"])
def test_real_files_are_written_in_formats_of_today_and_every_loss_is_named(name: str) -> None:
    for file, reading in former().items():
        assert (file, unnamed(name, reading.invoice)) == (file, set())


@needs_shared
def test_sound_files_fit_the_danish_schema_too() -> None:
    sound = {name: one for name, one in former().items() if one.syntax.schema_issues and not _schema(one)}
    incomplete = {name for name, one in sound.items() if found_by_schema("oioubl21", one.invoice)}
    assert len(sound) > 90
    assert incomplete <= {name for name in sound if "invalid-profile05" in name or "error" in name}


def _schema(reading: Reading) -> tuple[object, ...]:
    assert reading.syntax.schema_issues is not None
    return reading.syntax.schema_issues(reading.root)


def test_reasons_of_allowances_are_of_another_list_and_named() -> None:
    unread = read(golden("ehf2", "rates_with_the_totals")).unread()
    assert ("/Invoice/AllowanceCharge/AllowanceChargeReasonCode", "94") in [(one.where, one.value) for one in unread]


def test_a_document_of_a_former_agreement_is_held_against_what_any_invoice_must_keep() -> None:
    verdict = check(golden("ehf2", "rates_with_the_totals"))
    assert (verdict.syntax, verdict.schema_valid, verdict.accepted) == ("ehf2", True, True)
    assert [used.name for used in verdict.rule_sets] == ["common"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "value"),
    [
        (b">333.61<", b">333,61<", "READ-NUMBER", "333,61"),
        (b">2016-03-31<", b">31.03.2016<", "READ-DATE", "31.03.2016"),
        (b"<cbc:ChargeIndicator>true", b"<cbc:ChargeIndicator>ja", "READ-INDICATOR", "ja"),
    ],
)
def test_a_faulty_value_is_named_with_its_line(old: bytes, new: bytes, rule: str, value: str) -> None:
    document = golden("ehf2", "rates_with_the_totals").replace(old, new)
    (issue,) = read(document).issues
    assert (issue.rule, issue.value) == (rule, value)
    assert issue.line is not None
    assert value.encode() in document.splitlines()[issue.line - 1]


def test_hostile_documents_are_read_or_refused() -> None:
    assert outcomes(hostile(golden("ehf2", "full"))) >= {"ehf2", "not-xml"}


@pytest.mark.parametrize(
    ("including", "due", "read_as"),
    [("1471.00", "1471.00", "1470.70"), ("1470.70", "1471.00", "1470.70"), ("1471.00", "1471.30", "1471.00")],
)
def test_the_rounding_is_taken_out_of_the_total_only_where_it_was_added(including: str, due: str, read_as: str) -> None:
    amounts = {"amount_excl_vat": "1177.00", "vat_amount": "293.70", "rounding_amount": "0.30"}
    amounts |= {"amount_incl_vat": including, "amount_due": due}
    done = meant(Invoice(totals=Totals(**{field: Decimal(amount) for field, amount in amounts.items()}))).totals
    assert done is not None
    assert str(done.amount_incl_vat) == read_as
