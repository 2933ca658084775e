"""Text to model and back, field by field and for whole invoices; faults where nothing can be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesch.hub.drafts.back import fields_of
from depesch.hub.drafts.fields import FIELDS, Field, Kind
from depesch.hub.drafts.sums import sums_of
from depesch.hub.drafts.typed import EN_SPECIFICATION, STEPS, invoice_of, path_of_place, text_of, text_of_field
from depesch.model.invoice import Invoice, Line, Totals
from depesch.model.terms import terms
from depesch.model.totals import completed
from tests.strategies import invoices

DAY = date(2026, 11, 22)
SAMPLES: dict[Kind, tuple[str, Any]] = {
    Kind.TEXT: ("Åsa & Söner <1>", "Åsa & Söner <1>"),
    Kind.NOTE: ("första\r\nandra", "första\nandra"),
    Kind.DATE: ("22/11", DAY),
    Kind.AMOUNT: ("1 234,50", Decimal("1234.50")),
    Kind.PRICE: ("0,1234", Decimal("0.1234")),
    Kind.QUANTITY: ("-3", Decimal("-3")),
    Kind.PERCENT: ("12,5 %", Decimal("12.5")),
    Kind.CODE: ("ZZZ", "ZZZ"),
    Kind.IDENTIFIER: ("556601-0103", "556601-0103"),
    Kind.COUNTRY: ("Sverige", "SE"),
    Kind.UNIT: ("tim", "HUR"),
    Kind.CURRENCY: ("sek", "SEK"),
}
OF_MODEL = [field for field in FIELDS if field.place]


def numbered(path: str) -> str:
    return path.replace("N", "0")


def at(invoice: Invoice, place: str) -> Any:
    found: Any = invoice
    for name in place.split("."):
        found = found[0] if name == "N" else getattr(found, name)
    return found


@pytest.mark.parametrize("field", OF_MODEL, ids=lambda field: field.path)
def test_each_field_lands_at_its_place_and_comes_back(field: Field) -> None:
    text, value = SAMPLES[field.kind]
    if field.path == "specification":
        text = value = EN_SPECIFICATION
    path = numbered(field.path)
    fields = {path: text} | _companions(path)
    typed = invoice_of(fields, language="sv", today=DAY)
    assert typed.faults == ()
    found = at(typed.invoice, field.place)
    assert (found.value if field.kind is Kind.IDENTIFIER else found) == value
    back = fields_of(typed.invoice, "nb")
    assert invoice_of(back, language="nb", today=DAY).invoice == typed.invoice


def _companions(path: str) -> dict[str, str]:
    """Return what makes a row count that has only something which the form puts there by itself."""
    if path.endswith(".scheme"):
        whole = path.removesuffix(".scheme")
        return {f"{whole}.code" if "classifications" in path else whole: "1"}
    if path.startswith("lines.0."):
        return {"lines.0.note": "x"} if path != "lines.0.note" else {}
    if path.startswith(("allowances", "charges")):
        return {f"{path.split('.')[0]}.0.base_amount": "1"} if not path.endswith("base_amount") else {}
    return {"notes.0.text": "x"} if path.endswith("subject_code") else {}


def test_what_cannot_be_read_is_a_fault_with_what_was_typed() -> None:
    fields = {
        "lines.0.price": "tolv", "lines.0.quantity": "1.000", "lines.0.name": "Plank", "issue_date": "i morgon",
        "lines.0.unit": "skopa", "currency": "kronor", "buyer.name": "a\x00b", "nonsense.3": "x",
        "buyer.contact.name": "x" * 10_001,
    }  # fmt: skip
    typed = invoice_of(fields, language="sv", today=DAY)
    assert {fault.path: fault.code for fault in typed.faults} == {
        "lines.0.price": "not-a-number", "lines.0.quantity": "two-numbers", "issue_date": "not-a-date",
        "lines.0.unit": "unknown-choice", "currency": "unknown-choice", "buyer.name": "unwritable",
        "nonsense.3": "unknown-field", "buyer.contact.name": "too-much-text",
    }  # fmt: skip
    assert all(fault.value == fields[fault.path] and fault.words for fault in typed.faults)
    assert typed.invoice.lines == (Line(item=typed.invoice.lines[0].item),)


def test_a_profile_of_another_standard_is_a_fault() -> None:
    (fault,) = invoice_of({"specification": "urn:factur-x.eu:1p0:basic"}, language="sv", today=DAY).faults
    assert fault.code == "not-a-profile"


def test_a_number_with_noughts_before_it_names_no_row() -> None:
    typed = invoice_of({"lines.0.name": "a", "lines.00.name": "b", "lines.12345.name": "c"}, language="sv", today=DAY)
    assert [fault.code for fault in typed.faults] == ["unknown-field", "unknown-field"]
    assert len(typed.invoice.lines) == 1


def test_a_row_with_nothing_but_what_the_form_put_there_is_not_on_the_invoice() -> None:
    blank = {"unit": "C62", "vat_category": "S", "vat_rate": "25", "quantity": " "}
    fields = {f"lines.{row}.{name}": text for row in (0, 1, 7) for name, text in blank.items()}
    typed = invoice_of({**fields, "lines.7.name": "Plank", "allowances.0.vat_category": "S"}, language="sv", today=DAY)
    assert len(typed.invoice.lines) == 1
    assert typed.rows["lines"] == (7,)
    assert typed.invoice.allowances == ()


def test_a_place_in_the_model_leads_to_the_row_of_the_form() -> None:
    fields = {"lines.3.name": "a", "lines.8.name": "b", "lines.8.classifications.2.code": "1", "lines.8.price": "2"}
    rows = invoice_of(fields, language="sv", today=DAY).rows
    assert path_of_place("lines[1].price.net_price", rows) == "lines.8.price"
    assert path_of_place("lines[1].item.classifications[0].code", rows) == "lines.8.classifications.2.code"
    assert path_of_place("lines[0].item.name", rows) == "lines.3.name"
    assert path_of_place("totals.amount_due", rows) is None


def test_one_persons_numbers_are_not_read_as_anothers() -> None:
    assert text_of_field("lines.0.price", "1,234", "sv", "en") == "1.234"
    assert text_of_field("lines.0.price", "1,234", "en", "sv") == "1234"
    assert text_of_field("issue_date", "2026-11-02", "sv", "nb") == "02.11.2026"
    assert text_of_field("lines.0.price", "tolv", "sv", "en") == "tolv"
    assert text_of_field("buyer.name", "1,234", "sv", "en") == "1,234"


AMOUNTS = st.decimals("-99999", "99999", places=2)
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "quantity": st.decimals("-999", "9999", places=3),
            "price": st.decimals("0", "99999", places=4),
            "vat_category": st.sampled_from(["S", "Z", "E", "AE"]),
            "vat_rate": st.sampled_from([Decimal(25), Decimal(12), Decimal("25.00"), Decimal(0)]),
            "name": st.just("Plank"),
        }
    ),
    min_size=1,
    max_size=6,
)


@given(LINES, st.sampled_from(["sv", "nb", "en"]), st.sampled_from(["", "whole", "half"]), AMOUNTS)
@settings(derandomize=True, deadline=None)
def test_sums_are_those_of_the_one_core(
    lines: list[dict[str, Any]], language: str, rounding: str, allowance: Decimal
) -> None:
    fields = {
        f"lines.{2 * number}.{name}": text_of(value, language)
        for number, line in enumerate(lines)
        for name, value in line.items()
    }
    fields |= {"rounding": rounding, "currency": "SEK"}
    fields |= {"allowances.0.amount": text_of(allowance, language), "allowances.0.vat_category": "S",
               "allowances.0.vat_rate": "25"}  # fmt: skip
    typed = invoice_of(fields, language=language, today=DAY)
    sums = sums_of(typed)
    assert typed.faults == ()
    expected = completed(typed.invoice, amount_due_step=STEPS.get(rounding))
    assert sums.totals == expected.totals
    assert [line.net_amount for line in sums.invoice.lines] == [line.net_amount for line in expected.lines]
    assert list(sums.lines) == [2 * number for number in range(len(lines))]
    if rounding:
        assert (sums.totals.amount_due or Decimal(1)) % STEPS[rounding] == 0


@given(invoices(), st.sampled_from(["sv", "nb", "en"]))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_invoice_shown_and_typed_again_is_the_same(invoice: Invoice, language: str) -> None:
    """Whatever the form can hold of any invoice comes back; a second time round nothing changes any more.

    What it cannot hold is told at its field: a row of nothing else is not in the invoice until it is mended.
    """
    fields = fields_of(invoice, language)
    shown = invoice_of(fields, language=language, today=DAY)
    readable = {path: text for path, text in fields.items() if path not in {fault.path for fault in shown.faults}}
    typed = invoice_of(readable, language=language, today=DAY)
    again = invoice_of(fields_of(typed.invoice, language), language=language, today=DAY)
    assert (typed.faults, again.faults) == ((), ())
    assert again.invoice == typed.invoice
    held = {path_of_place(place, typed.rows): value for place, value in terms(typed.invoice)}
    for place, value in terms(invoice):
        path = path_of_place(place, {})
        if path in held and isinstance(value, Decimal | date):
            assert held[path] == value
    assert typed.invoice.number == ((invoice.number or "").strip() or None)


def test_a_party_of_which_only_a_scheme_was_chosen_is_no_party() -> None:
    fields = {"payee.legal_registration.scheme": "0007", "lines.0.name": "Plank"}
    assert invoice_of(fields, language="sv", today=DAY).invoice.payee is None


def test_rows_of_which_one_cannot_be_read_keep_their_numbers_in_the_form() -> None:
    fields = {"preceding_invoices.0.issue_date": "1899-01-01", "preceding_invoices.1.issue_date": "2000-01-01"}
    typed = invoice_of(fields, language="sv", today=DAY)
    assert [fault.path for fault in typed.faults] == ["preceding_invoices.0.issue_date"]
    assert path_of_place("preceding_invoices[0].issue_date", typed.rows) == "preceding_invoices.1.issue_date"


def test_a_rate_gives_the_vat_in_the_other_currency_and_is_found_again() -> None:
    fields = {
        "currency": "EUR", "vat_currency": "SEK", "vat_exchange_rate": "11,4372", "lines.0.name": "Plank",
        "lines.0.quantity": "1", "lines.0.price": "100", "lines.0.vat_category": "S", "lines.0.vat_rate": "25",
    }  # fmt: skip
    sums = sums_of(invoice_of(fields, language="sv", today=DAY))
    assert sums.totals.vat_amount_accounting == Decimal("285.93")
    back = fields_of(sums.invoice, "sv")
    again = sums_of(invoice_of(back, language="sv", today=DAY))
    assert again.totals == sums.totals


def test_amounts_that_no_rate_can_stand_for_give_none() -> None:
    totals = Totals(vat_amount=Decimal("0.01"), vat_amount_accounting=Decimal("9" * 27))
    assert "vat_exchange_rate" not in fields_of(Invoice(currency="DKK", vat_currency="GBP", totals=totals), "sv")


def test_an_allowance_in_percent_is_of_the_rows_or_of_its_own_base() -> None:
    fields = {
        "lines.0.name": "Plank", "lines.0.quantity": "2", "lines.0.price": "100",
        "lines.0.allowances.0.percentage": "10",
        "allowances.0.percentage": "5", "charges.0.percentage": "10 %", "charges.0.base_amount": "50",
    }  # fmt: skip
    invoice = sums_of(invoice_of(fields, language="sv", today=DAY)).invoice
    assert invoice.lines[0].allowances[0].amount == Decimal("20.00")
    assert invoice.lines[0].net_amount == Decimal("180.00")
    assert (invoice.allowances[0].amount, invoice.allowances[0].base_amount) == (Decimal("9.00"), Decimal("180.00"))
    assert invoice.charges[0].amount == Decimal("5.00")
    assert (invoice.totals or Totals()).amount_excl_vat == Decimal("176.00")


def test_a_net_price_follows_from_the_gross_one() -> None:
    fields = {
        "lines.0.gross_price": "120",
        "lines.0.price_discount": "20",
        "lines.0.quantity": "3",
        "lines.0.name": "x",
    }
    line = sums_of(invoice_of(fields, language="sv", today=DAY)).invoice.lines[0]
    assert (line.net_amount, line.price and line.price.net_price) == (Decimal("300.00"), Decimal(100))
