"""Totals: the one rounding core, on random invoices with discounts, and the differences that go to BT-114."""

from __future__ import annotations

from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from depesch.model.invoice import AllowanceCharge, Invoice, Line, LineVat, Price, Totals
from depesch.model.money import rounded
from depesch.model.totals import completed, document_totals, vat_breakdown
from depesch.rules import rule_sets
from depesch.rules.engine import run

SUMS = {
    "BR-CO-10", "BR-CO-11", "BR-CO-12", "BR-CO-13", "BR-CO-14", "BR-CO-15", "BR-CO-16", "BR-CO-17", "BR-CO-18",
    "BR-S-08", "BR-S-09", "BR-Z-08", "BR-Z-09", "BR-E-08", "BR-E-09", "BR-AE-08", "BR-AE-09", "BR-O-08", "BR-O-09",
    "BR-S-01", "BR-Z-01", "BR-E-01", "BR-AE-01", "BR-O-01",
}  # fmt: skip

amounts = st.decimals(min_value=0, max_value=100_000, places=2)
vats = st.sampled_from(
    [("S", Decimal(25)), ("S", Decimal("25.00")), ("S", Decimal(12)), ("S", Decimal(6)), ("Z", Decimal(0)),
     ("E", Decimal(0)), ("AE", Decimal(0)), ("O", None)]
)  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line with price, base quantity, discount and surcharge."""
    category, rate = draw(vats)
    allowances = tuple(AllowanceCharge(amount=a) for a in draw(st.lists(amounts, max_size=2)))
    charges = tuple(AllowanceCharge(amount=a) for a in draw(st.lists(amounts, max_size=2)))
    return Line(
        quantity=draw(st.decimals(min_value=-1000, max_value=1000, places=3)),
        price=Price(
            net_price=draw(st.decimals(min_value=0, max_value=10_000, places=4)),
            base_quantity=draw(st.none() | st.sampled_from([Decimal(1), Decimal(100), Decimal("0.5")])),
        ),
        allowances=allowances,
        charges=charges,
        vat=LineVat(category=category, rate=rate),
    )


@st.composite
def discounts(draw: st.DrawFn) -> AllowanceCharge:
    """A discount or charge on the whole invoice."""
    category, rate = draw(vats)
    return AllowanceCharge(amount=draw(amounts), vat_category=category, vat_rate=rate, reason="agreed")


invoices = st.builds(
    Invoice,
    currency=st.just("SEK"),
    lines=st.lists(lines(), min_size=1, max_size=8).map(tuple),
    allowances=st.lists(discounts(), max_size=3).map(tuple),
    charges=st.lists(discounts(), max_size=3).map(tuple),
    totals=st.builds(Totals, paid_amount=st.none() | amounts),
)


def sum_findings(invoice: Invoice, syntax: str) -> list[str]:
    """Return which rules about sums the invoice breaks."""
    return [i.rule for i in run(rule_sets()["en16931"], invoice, syntax) if i.rule in SUMS]


@given(invoices)
def test_computed_totals_satisfy_the_official_rules_in_ubl(invoice: Invoice) -> None:
    assert sum_findings(completed(invoice), "ubl21") == []


@given(invoices)
def test_computed_totals_satisfy_the_official_rules_in_cii(invoice: Invoice) -> None:
    assert sum_findings(completed(invoice), "cii_d16b") == []


@given(invoices, st.sampled_from([Decimal("0.05"), Decimal("0.50"), Decimal(1)]))
def test_cash_rounding_goes_to_the_rounding_amount_and_nowhere_else(invoice: Invoice, step: Decimal) -> None:
    plain, cash = completed(invoice), completed(invoice, amount_due_step=step)
    assert plain.totals is not None
    assert cash.totals is not None
    assert cash.lines == plain.lines
    assert cash.totals.amount_due is not None
    assert cash.totals.amount_due % step == 0
    assert cash.totals.amount_due - (cash.totals.rounding_amount or 0) == plain.totals.amount_due


@given(invoices)
def test_vat_has_one_row_for_each_category_and_rate(invoice: Invoice) -> None:
    keys = [(row.category, row.rate) for row in vat_breakdown(completed(invoice))]
    assert len(keys) == len(set(keys))


@given(st.decimals(min_value=-1_000_000, max_value=1_000_000, places=4))
def test_a_credit_note_is_rounded_as_its_invoice(amount: Decimal) -> None:
    assert rounded(-amount) == -rounded(amount)


def test_discounts_of_one_rate_are_taken_from_the_same_vat_row() -> None:
    line = Line(net_amount=Decimal("100.00"), vat=LineVat(category="S", rate=Decimal(25)))
    discount = AllowanceCharge(amount=Decimal("10.00"), vat_category="S", vat_rate=Decimal("25.00"))
    (row,) = vat_breakdown(Invoice(lines=(line,), allowances=(discount,)))
    assert (row.taxable_amount, row.tax_amount) == (Decimal("90.00"), Decimal("22.50"))


def test_exemption_reasons_stay_with_their_rows() -> None:
    line = Line(net_amount=Decimal("100.00"), vat=LineVat(category="E", rate=Decimal(0)))
    first = Invoice(lines=(line,))
    (row,) = vat_breakdown(first)
    with_reason = msgspec.structs.replace(row, exemption_reason="Education")
    (again,) = vat_breakdown(msgspec.structs.replace(first, vat_breakdown=(with_reason,)))
    assert again.exemption_reason == "Education"


def test_lesson_4_a_difference_never_goes_into_a_line() -> None:
    line = Line(net_amount=Decimal("74.99"), vat=LineVat(category="S", rate=Decimal(25)))
    totals = document_totals(Invoice(lines=(line,)), amount_due_step=Decimal(1))
    assert (totals.line_net_amount, totals.amount_due, totals.rounding_amount) == (
        Decimal("74.99"), Decimal("75.00"), Decimal("0.01"),
    )  # fmt: skip


def test_lesson_5_rows_are_merged_for_every_category() -> None:
    line = Line(net_amount=Decimal("10.00"), vat=LineVat(category="AE", rate=Decimal(0)))
    assert len(vat_breakdown(Invoice(lines=(line, line, line)))) == 1
