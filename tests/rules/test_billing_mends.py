"""Mends of billing rules: done where one answer is left, left alone where people have to choose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from depesch.model.invoice import Invoice, Note
from depesch.rules.billing.mends import with_one_currency, with_one_note, with_percentages, with_process
from tests.rules.german import changed
from tests.rules.samples import put
from tests.rules.samples_peppol import PROCESS, peppol_invoice


def with_share(amount: str, base: str) -> Invoice:
    """Return an invoice whose first allowance has an amount and a base amount, but no percentage."""
    share = {"amount": Decimal(amount), "base_amount": Decimal(base), "percentage": None}
    return changed(peppol_invoice(), {f"allowances[0].{name}": value for name, value in share.items()})


@pytest.mark.parametrize(("amount", "base", "percentage"), [("5.00", "50.00", "10"), ("1.25", "50.00", "2.5")])
def test_a_percentage_that_comes_out_even_is_filled_in(amount: str, base: str, percentage: str) -> None:
    assert str(with_percentages(with_share(amount, base)).allowances[0].percentage) == percentage


@pytest.mark.parametrize(("amount", "base"), [("1.00", "3.00"), ("1.00", "0.00"), ("-5.00", "50.00")])
def test_a_percentage_that_does_not_is_left_open(amount: str, base: str) -> None:
    broken = with_share(amount, base)
    assert with_percentages(broken) == broken


def test_notes_become_one_and_keep_their_words() -> None:
    several = put(peppol_invoice(), "notes", (Note(text="Thank you"), Note(text="Welcome back")))
    assert with_one_note(several).notes == (Note(text="Thank you\nWelcome back"),)


def test_notes_on_different_subjects_stay_apart() -> None:
    several = put(peppol_invoice(), "notes", (Note(text="Thank you"), Note(text="Late fee", subject_code="AAI")))
    assert with_one_note(several) == several


@pytest.mark.parametrize("accounting", [None, "same"])
def test_a_currency_stated_twice_is_stated_once(accounting: str | None) -> None:
    invoice = peppol_invoice()
    assert invoice.totals is not None
    vat = invoice.totals.vat_amount if accounting else None
    twice = changed(invoice, {"vat_currency": " SEK", "totals.vat_amount_accounting": vat})
    assert with_one_currency(twice) == invoice


def test_two_different_amounts_of_vat_are_left_to_people() -> None:
    twice = changed(peppol_invoice(), {"vat_currency": "SEK", "totals.vat_amount_accounting": Decimal("9.12")})
    assert with_one_currency(twice) == twice


def test_a_stated_process_is_never_replaced() -> None:
    other = put(peppol_invoice(), "business_process", "urn:example:process")
    assert with_process(PROCESS)(other) == other
    assert with_process(PROCESS)(put(other, "business_process", " ")).business_process == PROCESS
