"""Sums: the VAT breakdown and the totals, where lines and rates imply them."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.documents.completing.rates import change_of_rate, rate_of
from depesch.model.invoice import Invoice, Totals, VatBreakdown
from depesch.model.money import ZERO, rounded
from depesch.model.totals import HUNDRED, UNTAXED, document_totals, vat_breakdown

_MOST_DIGITS = 15
_SUM = "the sum that the amounts of the invoice give"


def complete_rows(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with category and tax of each row of its VAT breakdown."""
    rows = tuple(_row(row, index, notes) for index, row in enumerate(invoice.vat_breakdown))
    return replace(invoice, vat_breakdown=rows)


def complete_sums(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with its VAT breakdown and totals; those that are stated stay as they are."""
    amounts = [line.net_amount for line in invoice.lines]
    amounts += [one.amount for one in (*invoice.allowances, *invoice.charges)]
    if not invoice.lines or not all(_can_be_summed(amount) for amount in amounts):
        return invoice
    if not invoice.vat_breakdown:
        invoice = replace(invoice, vat_breakdown=_computed(invoice, notes))
    stated = [getattr(invoice.totals, field) for field in Totals.__struct_fields__] if invoice.totals else []
    stated += [row.tax_amount for row in invoice.vat_breakdown]
    if not all(amount is None or _can_be_summed(amount) for amount in stated):
        return invoice
    given, computed = invoice.totals or Totals(), document_totals(invoice)
    needed = ["line_net_amount", "amount_excl_vat", "amount_incl_vat", "amount_due"]
    needed += ["allowance_amount"] if invoice.allowances else []
    needed += ["charge_amount"] if invoice.charges else []
    needed += ["vat_amount"] if invoice.vat_breakdown else []
    changes = {field: getattr(computed, field) for field in needed if getattr(given, field) is None}
    for field, value in changes.items():
        notes.add(f"totals.{field}", value, _SUM)
    return replace(invoice, totals=replace(given, **changes)) if changes else invoice


def _can_be_summed(amount: Decimal | None) -> bool:
    """Whether an amount is one, of a length that sums of amounts keep to the cent."""
    return amount is not None and amount.is_finite() and amount.adjusted() < _MOST_DIGITS


def _computed(invoice: Invoice, notes: Notes) -> tuple[VatBreakdown, ...]:
    """Return the rows that the lines give; none when a line tells no VAT, or they do not give the VAT stated."""
    known = all(
        line.vat is not None and line.vat.category is not None and _is_rate(line.vat.rate) for line in invoice.lines
    ) and all(
        one.vat_category is not None and _is_rate(one.vat_rate) for one in (*invoice.allowances, *invoice.charges)
    )
    rows = vat_breakdown(invoice) if known else ()
    stated = invoice.totals.vat_amount if invoice.totals else None
    if not rows or (stated is not None and sum(row.tax_amount or 0 for row in rows) != stated):
        return ()
    for index, row in enumerate(rows):
        for field in ("taxable_amount", "tax_amount", "category", "rate"):
            if getattr(row, field) is not None:
                notes.add(f"vat_breakdown[{index}].{field}", getattr(row, field), "the VAT that the lines give")
    return rows


def _is_rate(rate: Decimal | None) -> bool:
    return rate is None or _can_be_summed(rate)


def _row(row: VatBreakdown, index: int, notes: Notes) -> VatBreakdown:
    changes: dict[str, object] = {}
    if row.category is None and row.rate:
        changes["category"] = "S"
    if row.tax_amount is None and row.taxable_amount is not None and _can_be_summed(row.taxable_amount):
        if row.category in UNTAXED:
            changes["tax_amount"] = ZERO
        elif row.rate is not None and _can_be_summed(row.rate):
            changes["tax_amount"] = rounded(row.taxable_amount * row.rate / HUNDRED)
    for field, value in changes.items():
        notes.add(f"vat_breakdown[{index}].{field}", value, "what taxable amount and rate give")
    rate = rate_of(row.category or ("S" if "category" in changes else None), row.rate, {})
    if rate != row.rate:
        notes.add(f"vat_breakdown[{index}].rate", *change_of_rate(row.rate, rate))
        changes["rate"] = rate
    return replace(row, **changes) if changes else row
