"""Certain mends of rules on billing: what else stands in the invoice leaves one answer, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, Note
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import HUNDRED, ZERO, round_2


def with_process(process: str) -> Callable[[Invoice], Invoice]:
    """Return the mend that states the business process (BT-23) of this specification where none is stated."""

    def mend(invoice: Invoice) -> Invoice:
        if normalised(invoice.business_process):
            return invoice
        return msgspec.structs.replace(invoice, business_process=process)

    return mend


def with_one_note(invoice: Invoice) -> Invoice:
    """Return the invoice with its notes in one, a line each, unless one of them has a subject of its own."""
    if len(invoice.notes) < 2 or any(note.subject_code is not None for note in invoice.notes):
        return invoice
    text = "\n".join(note.text for note in invoice.notes if note.text)
    return msgspec.structs.replace(invoice, notes=(Note(text=text),))


def with_one_currency(invoice: Invoice) -> Invoice:
    """Return the invoice without a currency for VAT accounting that is its own, and without the VAT stated twice."""
    totals = invoice.totals
    if invoice.vat_currency is None or normalised(invoice.vat_currency) != normalised(invoice.currency):
        return invoice
    if totals is None or totals.vat_amount_accounting is None:
        return msgspec.structs.replace(invoice, vat_currency=None)
    if totals.vat_amount_accounting != totals.vat_amount:
        return invoice
    once = msgspec.structs.replace(totals, vat_amount_accounting=None)
    return msgspec.structs.replace(invoice, vat_currency=None, totals=once)


def with_percentages(invoice: Invoice) -> Invoice:
    """Return the invoice with the percentage that amount and base amount give, where it comes out even."""
    return msgspec.structs.replace(
        invoice,
        allowances=tuple(map(_with_percentage, invoice.allowances)),
        charges=tuple(map(_with_percentage, invoice.charges)),
        lines=tuple(map(_of_line, invoice.lines)),
    )


def _of_line(line: Line) -> Line:
    if not line.allowances and not line.charges:
        return line
    return msgspec.structs.replace(
        line,
        allowances=tuple(map(_with_percentage, line.allowances)),
        charges=tuple(map(_with_percentage, line.charges)),
    )


def _with_percentage(node: AllowanceCharge) -> AllowanceCharge:
    """Return the allowance or charge with its percentage: one of at most two decimals that gives the amount exactly."""
    if node.percentage is not None or not node.base_amount or node.amount is None:
        return node
    percentage = round_2(node.amount * HUNDRED / node.base_amount)
    if percentage < ZERO or node.base_amount * percentage / HUNDRED != node.amount:
        return node
    whole = percentage == percentage.to_integral_value()
    short = percentage.quantize(Decimal(1)) if whole else percentage.normalize()
    return msgspec.structs.replace(node, percentage=short)
