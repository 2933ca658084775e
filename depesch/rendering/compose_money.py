"""The money of the view: document level allowances and charges, the VAT breakdown and the totals."""

from __future__ import annotations

from decimal import Decimal

from depesch.model.invoice import AllowanceCharge, Invoice, Totals, VatBreakdown
from depesch.rendering import formats, wording
from depesch.rendering.view import Column, Table, Total
from depesch.rendering.words import Words


def adjustments_table(invoice: Invoice, words: Words) -> Table | None:
    """Return BG-20 and BG-21 as one table, allowances first and with a minus sign; None where there are none."""
    rows = [_adjustment(a, invoice, words, is_allowance=True) for a in invoice.allowances]
    rows += [_adjustment(c, invoice, words, is_allowance=False) for c in invoice.charges]
    if not rows:
        return None
    columns = (
        Column(label=words.adjustments),
        Column(label=words.base_amount, numeric=True),
        Column(label=words.percentage, numeric=True),
        Column(label=words.vat, numeric=True),
        Column(label=_with_currency(words.amount, invoice.currency), numeric=True),
    )
    return Table(heading=words.adjustments, columns=columns, rows=tuple(rows))


def _adjustment(change: AllowanceCharge, invoice: Invoice, words: Words, *, is_allowance: bool) -> tuple[str, ...]:
    reason = wording.joined((change.reason, f"({change.reason_code})" if change.reason_code else None), " ")
    return (
        wording.joined((words.allowance if is_allowance else words.charge, reason), ": "),
        _plain(change.base_amount, invoice.currency, words),
        formats.percent(change.percentage, words) if change.percentage is not None else "",
        wording.vat(change.vat_category, change.vat_rate, words),
        _plain(_less(change.amount) if is_allowance else change.amount, invoice.currency, words),
    )


def vat_table(invoice: Invoice, words: Words) -> Table | None:
    """Return BG-23, one row for each category and rate; None where there is no breakdown."""
    if not invoice.vat_breakdown:
        return None
    columns = (
        Column(label=words.vat_breakdown),
        Column(label=words.vat_rate, numeric=True),
        Column(label=_with_currency(words.taxable_amount, invoice.currency), numeric=True),
        Column(label=words.tax_amount, numeric=True),
    )
    rows = tuple(_vat_row(row, invoice.currency, words) for row in invoice.vat_breakdown)
    return Table(heading=words.vat_breakdown, columns=columns, rows=rows)


def _vat_row(row: VatBreakdown, currency: str | None, words: Words) -> tuple[str, ...]:
    code = row.category or ""
    name = words.vat_categories.get(code, "")
    why = wording.joined(
        (row.exemption_reason, f"({row.exemption_reason_code})" if row.exemption_reason_code else None), " "
    )
    kind = f"{name} ({code})" if name else code
    return (
        wording.joined((kind, why), ". "),
        formats.percent(row.rate, words) if row.rate is not None else "",
        _plain(row.taxable_amount, currency, words),
        _plain(row.tax_amount, currency, words),
    )


def totals_rows(invoice: Invoice, words: Words) -> tuple[Total, ...]:
    """Return BG-22 in the order in which it is added up, what is to be paid last."""
    totals, currency = invoice.totals or Totals(), invoice.currency
    rows = [
        (words.line_net_amount, totals.line_net_amount, currency),
        (words.allowance_amount, _less(totals.allowance_amount), currency),
        (words.charge_amount, totals.charge_amount, currency),
        (words.amount_excl_vat, totals.amount_excl_vat, currency),
        (words.vat_amount, totals.vat_amount, currency),
        (words.vat_amount_accounting, totals.vat_amount_accounting, invoice.vat_currency),
        (words.amount_incl_vat, totals.amount_incl_vat, currency),
        (words.paid_amount, _less(totals.paid_amount), currency),
        (words.rounding_amount, totals.rounding_amount, currency),
    ]
    shown = [Total(label=label, value=formats.amount(v, c, words)) for label, v, c in rows if v is not None]
    if totals.amount_due is not None:
        label = due_label(invoice, words)
        shown.append(Total(label=label, value=formats.amount(totals.amount_due, currency, words), is_main=True))
    return tuple(shown)


def due_label(invoice: Invoice, words: Words) -> str:
    """Return what BT-115 is called: to be paid, or credited."""
    return words.amount_credited if invoice.is_credit_note else words.amount_due


def _less(value: Decimal | None) -> Decimal | None:
    """Return the amount as one that is taken away; exact, where `-value` would round to the context's 28 digits."""
    return None if value is None else value.copy_negate()


def _plain(value: Decimal | None, currency: str | None, words: Words) -> str:
    return formats.plain_amount(value, currency, words) if value is not None else ""


def _with_currency(label: str, currency: str | None) -> str:
    return f"{label} ({currency})" if currency else label
