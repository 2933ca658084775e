"""Mends of EN 16931: what is certain is mended, and what may mean two things is left to people."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from depesch.model.codelists import codes
from depesch.model.invoice import Identifier, Invoice, Totals
from depesch.model.totals import completed
from depesch.rules.en16931 import number_mends, sum_mends
from depesch.rules.en16931.code_mends import country_code, unit_code, with_currency, with_mime_codes
from depesch.rules.en16931.unit_words import UNITS
from tests.rules.samples import full_invoice, put

Mend = Callable[[Invoice], Invoice]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("st", "H87"), ("St.", "H87"), ("pcs", "H87"), ("tim", "HUR"), ("kg", "KGM"), ("h", "HUR"), ("m²", "MTK"),
        ("h87", "H87"), ("c62", "C62"), (" dagar ", "DAY"),
    ],
)  # fmt: skip
def test_common_words_for_units_become_codes(written: str, code: str) -> None:
    assert unit_code(written) == code


@pytest.mark.parametrize("written", ["ton", "t", "time", "paket", "foo", "nar", "H87", None, ""])
def test_units_that_may_mean_two_things_stay(written: str | None) -> None:
    assert unit_code(written) == written


def test_every_word_for_a_unit_stands_for_a_code_of_the_list() -> None:
    assert set(UNITS.values()) <= codes("unit")


def test_a_word_is_never_taken_for_the_code_that_its_capitals_happen_to_be() -> None:
    """ST is a sheet, STK a cigarette, MND a dry kilogram."""
    assert (unit_code("st"), unit_code("stk"), unit_code("mnd")) == ("H87", "H87", "MON")


@pytest.mark.parametrize(
    ("written", "code"),
    [("se", "SE"), ("Sverige", "SE"), ("NORGE", "NO"), ("Noreg", "Noreg"), ("swe", "SE"), ("United Kingdom", "GB"),
     ("Storbritannien", "GB"), ("UK", "GB"), ("Danmark", "DK"), ("Suomi", "FI"), ("Georgia ", "GE")],
)  # fmt: skip
def test_countries_by_name_become_codes(written: str, code: str) -> None:
    assert country_code(written) == code


def test_an_unknown_country_stays() -> None:
    assert country_code("Norrland") == "Norrland"


def test_crowns_are_told_apart_by_the_country_of_both_parties() -> None:
    crowns = put(full_invoice(), "currency", "kr")
    assert with_currency(crowns).currency == "kr"
    assert with_currency(put(crowns, "buyer.address.country", "SE")).currency == "SEK"


def test_the_kind_of_a_file_is_told_by_its_bytes_alone() -> None:
    path = "supporting_documents[0].attachment"
    pdf = put(full_invoice(), f"{path}.mime_code", "pdf")
    file = with_mime_codes(pdf).supporting_documents[0].attachment
    assert file is not None
    assert file.mime_code == "application/pdf"
    word = put(put(full_invoice(), f"{path}.mime_code", "pdf"), f"{path}.content", b"PK\x03\x04")
    assert with_mime_codes(word) == word


def test_a_total_that_alone_is_off_is_set_right() -> None:
    broken = put(full_invoice(), "totals.amount_excl_vat", Decimal("1.00"))
    assert sum_mends.total_mender("amount_excl_vat")(broken) == full_invoice()


@pytest.mark.parametrize("field", ["line_net_amount", "amount_excl_vat", "vat_amount", "amount_incl_vat"])
def test_two_wrong_totals_are_left_to_people(field: str) -> None:
    broken = put(full_invoice(), f"totals.{field}", Decimal("1.00"))
    broken = put(broken, "totals.charge_amount", Decimal("77.00"))
    assert sum_mends.total_mender(field)(broken) == broken


def test_a_total_is_not_bent_to_a_line_that_may_be_the_wrong_one() -> None:
    broken = put(full_invoice(), "lines[0].net_amount", Decimal("1.00"))
    assert sum_mends.total_mender("line_net_amount")(broken) == broken


def test_what_was_rounded_to_whole_kronor_is_rounding() -> None:
    rounded = put(put(full_invoice(), "totals.rounding_amount", None), "totals.amount_due", Decimal("496.00"))
    mended = sum_mends.with_amount_due(rounded).totals
    assert mended is not None
    assert (mended.rounding_amount, mended.amount_due) == (Decimal("-0.25"), Decimal("496.00"))


@pytest.mark.parametrize(("currency", "due"), [("SEK", "496.10"), ("EUR", "496.00"), ("USD", "496.00")])
def test_what_is_no_rounding_of_the_currency_is_left_to_people(currency: str, due: str) -> None:
    broken = put(put(full_invoice(), "totals.rounding_amount", None), "totals.amount_due", Decimal(due))
    broken = put(broken, "currency", currency)
    assert sum_mends.with_amount_due(broken) == broken


def test_an_amount_due_that_is_off_by_more_may_be_a_payment_and_stays() -> None:
    broken = put(full_invoice(), "totals.amount_due", Decimal("1.00"))
    assert sum_mends.with_amount_due(broken) == broken


def test_vat_rows_are_computed_where_the_totals_confirm_them() -> None:
    assert sum_mends.with_vat_rows(put(full_invoice(), "vat_breakdown", ())) == full_invoice()


def test_vat_rows_stay_where_the_totals_say_otherwise() -> None:
    broken = put(put(full_invoice(), "vat_breakdown", ()), "totals.amount_incl_vat", Decimal("1.00"))
    assert sum_mends.with_vat_rows(broken) == broken


def test_two_rows_of_one_kind_may_have_their_reasons_and_stay() -> None:
    exempt = full_invoice("E", "0")
    broken = put(exempt, "vat_breakdown", exempt.vat_breakdown * 2)
    assert sum_mends.with_vat_rows(broken) == broken


def test_a_row_that_lost_its_category_gets_it_back_and_keeps_its_reason() -> None:
    exempt = full_invoice("E", "0")
    assert sum_mends.with_vat_rows(put(exempt, "vat_breakdown[0].category", None)) == exempt


def test_a_line_of_another_category_without_tax_may_be_the_wrong_one() -> None:
    broken = put(full_invoice("AE", "0"), "lines[1].vat.category", "G")
    assert sum_mends.with_vat_rows(broken) == broken


def test_a_line_of_another_category_with_the_same_rate_may_be_the_wrong_one() -> None:
    broken = put(full_invoice(), "lines[1].vat.category", "L")
    assert sum_mends.with_vat_rows(broken) == broken


def test_a_row_of_another_category_than_the_lines_may_be_the_right_one() -> None:
    broken = put(full_invoice(), "vat_breakdown[0].category", "L")
    assert sum_mends.with_vat_rows(broken) == broken


def test_a_category_that_the_rows_own_rate_belies_is_set_right() -> None:
    assert sum_mends.with_vat_rows(put(full_invoice(), "vat_breakdown[0].category", "Z")) == full_invoice()


def test_a_rate_that_its_own_tax_belies_is_set_right() -> None:
    assert sum_mends.with_vat_rows(put(full_invoice(), "vat_breakdown[0].rate", Decimal(12))) == full_invoice()


def test_a_row_that_is_missing_beside_right_ones_is_added() -> None:
    mixed = completed(put(full_invoice(), "lines[1].vat.rate", Decimal(12)))
    lacking = put(mixed, "vat_breakdown", mixed.vat_breakdown[:1])
    assert sum_mends.with_vat_rows(lacking) == mixed


@pytest.mark.parametrize(("category", "rate"), [("G", "7"), ("", "25"), ("S", "0"), ("O", "0")])
def test_no_row_is_made_for_a_line_whose_rate_its_category_cannot_have(category: str, rate: str) -> None:
    broken = put(full_invoice(), "lines[1].vat.category", category)
    broken = put(put(broken, "lines[1].vat.rate", Decimal(rate)), "vat_breakdown", ())
    assert sum_mends.with_vat_rows(broken) == broken


def test_tax_within_the_tolerance_stays_as_it_was_stated() -> None:
    invoice = full_invoice()
    assert invoice.totals is not None
    assert invoice.totals.vat_amount is not None
    assert invoice.totals.amount_incl_vat is not None
    tax = invoice.totals.vat_amount + Decimal("0.01")
    nudged = put(put(invoice, "totals.vat_amount", tax), "vat_breakdown[0].tax_amount", tax)
    nudged = put(nudged, "totals.amount_incl_vat", invoice.totals.amount_incl_vat + Decimal("0.01"))
    wrong_base = put(nudged, "vat_breakdown[0].taxable_amount", Decimal("1.00"))
    assert sum_mends.with_vat_rows(wrong_base) == nudged


def test_without_totals_nothing_can_be_confirmed() -> None:
    bare = Invoice(totals=Totals())
    for mend in (sum_mends.with_amount_due, sum_mends.with_vat_rows, sum_mends.with_vat_total):
        assert mend(bare) == bare


def address_after(scheme: str | None, value: str, country: str = "SE") -> Identifier:
    broken = put(full_invoice(), "seller.electronic_address", Identifier(value=value, scheme=scheme))
    seller = number_mends.with_address_schemes(put(broken, "seller.address.country", country)).seller
    assert seller is not None
    assert seller.electronic_address is not None
    return seller.electronic_address


@pytest.mark.parametrize(
    ("value", "country", "scheme", "plain"),
    [
        ("7350053850019", "SE", "0088", "7350053850019"),
        ("556036-0793", "SE", "0007", "5560360793"),
        ("991 825 827", "NO", "0192", "991825827"),
        ("88146328", "DK", "0184", "88146328"),
    ],
)
def test_a_bare_address_that_proves_itself_gets_its_scheme(value: str, country: str, scheme: str, plain: str) -> None:
    assert address_after(None, value, country) == Identifier(value=plain, scheme=scheme)


@pytest.mark.parametrize(
    ("value", "country"),
    [
        ("7350053850018", "SE"),  # check digit
        ("5560360794", "SE"),  # check digit
        ("5560360793", "NO"),  # a Swedish number in Norway
        ("8112189876", "SE"),  # a person's
        ("0000000000000", "SE"),
        ("info@nordbygg.example", "SE"),
    ],
)
def test_an_address_that_proves_nothing_stays(value: str, country: str) -> None:
    assert address_after(None, value, country) == Identifier(value=value)


@pytest.mark.parametrize("scheme", ["SE:ORGNR", "7", "007"])
def test_a_scheme_by_another_name_becomes_the_code_when_the_number_proves_it(scheme: str) -> None:
    assert address_after(scheme, "5560360793") == Identifier(value="5560360793", scheme="0007")
    assert address_after(scheme, "5560360794") == Identifier(value="5560360794", scheme=scheme)


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        ("556036079301", "SE", "SE556036079301"),
        ("se556036079301", "SE", "SE556036079301"),
        ("991825827MVA", "NO", "NO991825827MVA"),
        ("556036079301", "NO", "556036079301"),
        ("556036079401", "SE", "556036079401"),
        ("5560360793", "SE", "5560360793"),
    ],
)
def test_a_vat_number_gets_its_letters_where_country_and_check_digits_agree(
    number: str, country: str, expected: str
) -> None:
    broken = put(put(full_invoice(), "seller.vat_identifier", number), "seller.address.country", country)
    seller = number_mends.with_vat_prefixes(broken).seller
    assert seller is not None
    assert seller.vat_identifier == expected


@pytest.mark.parametrize(("amount", "short"), [("9.1200", "9.12"), ("9.125", "9.125"), ("9.1", "9.1"), ("9", "9")])
def test_only_needless_zeros_are_cut(amount: str, short: str) -> None:
    broken = put(full_invoice(), "lines[0].net_amount", Decimal(amount))
    assert str(number_mends.trimmer("lines", "net_amount")(broken).lines[0].net_amount) == short
