"""The invoice as it is meant, of the model as the elements give it: rates, prepayments, signs and sums.

Computed, since the format does not state them: the sums of lines (BT-106), taxable amounts (BT-109) and VAT (BT-110);
the amount due (BT-115) where it is not stated; the rounding (BT-114), by which a total differs from its parts, of less
than one unit of the currency; after prepayments, what they took off each rate, as an allowance; PLN as the currency of
VAT (BT-6) where VAT is stated in it too; the code of a reason (BT-121) that the category says in itself. A correction
states differences: one with a negative total is a credit note, whose amounts are positive in the model.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, LineVat, Totals, VatBreakdown
from depesch.syntaxes.implied import summed, taken_off
from depesch.syntaxes.ksef.codes import (
    CORRECTED,
    CREDIT_NOTE,
    INVOICE,
    MARGIN_WORDS,
    OLDER_RATES,
    REASONS,
    SELF_BILLED,
    SELF_BILLED_CREDIT,
)
from depesch.syntaxes.ksef.made import EXACT, turned
from depesch.syntaxes.signs import negated

_CENTS = Decimal("0.01")
_CREDITS = {CORRECTED: CREDIT_NOTE, SELF_BILLED: SELF_BILLED_CREDIT}
_PREPAID = "Faktura zaliczkowa"


def finished(invoice: Invoice) -> Invoice:
    """Return the invoice as it is meant."""
    rates = {line.vat.rate for line in invoice.lines if line.vat is not None and line.vat.category == "S"}
    rows = tuple(_row(row, rates) for row in invoice.vat_breakdown)
    if any(row.exemption_reason == MARGIN_WORDS for row in rows):
        invoice = msgspec.structs.replace(invoice, lines=tuple(map(_of_margin, invoice.lines)))
    allowances = _prepaid(invoice, rows)
    invoice = msgspec.structs.replace(
        invoice, vat_breakdown=rows, allowances=allowances, totals=_totals(invoice, rows, allowances)
    )
    totals = invoice.totals
    if totals is not None and totals.vat_amount_accounting is not None:
        invoice = msgspec.structs.replace(invoice, vat_currency="PLN")
    if totals is not None and invoice.type_code in _CREDITS and (totals.amount_incl_vat or 0) < 0:
        return _credited(invoice, totals)
    return invoice


def _row(row: VatBreakdown, rates: set[Decimal | None]) -> VatBreakdown:
    """Return the row with its rate as the lines have it, and no VAT where there is none."""
    if row.category != "S":
        code = row.exemption_reason_code or REASONS.get(row.category or "")
        return msgspec.structs.replace(row, tax_amount=Decimal(0), exemption_reason_code=code)
    older = OLDER_RATES.get(row.rate) if row.rate is not None else None
    if older is not None and older in rates:
        row = msgspec.structs.replace(row, rate=None if row.rate in rates else older)
    if row.rate is None and older is None and len(foreign := rates - set(OLDER_RATES) - {None}) == 1:
        row = msgspec.structs.replace(row, rate=next(iter(foreign)))
    return row


def _of_margin(line: Line) -> Line:
    """Return the line with the category of the margin scheme, under which a line has an amount and no rate."""
    if line.vat is not None or line.net_amount is None:
        return line
    return msgspec.structs.replace(line, vat=LineVat(category="E", rate=Decimal(0)))


def _prepaid(invoice: Invoice, rows: tuple[VatBreakdown, ...]) -> tuple[AllowanceCharge, ...]:
    """Return what prepayments took off: the lines are whole, the taxable amounts are what is left."""
    if invoice.type_code != INVOICE or not invoice.preceding_invoices:
        return ()
    found = []
    for row in rows:
        lines = summed(
            line.net_amount
            for line in invoice.lines
            if line.vat is not None and (line.vat.category, line.vat.rate) == (row.category, row.rate)
        )
        less = taken_off(lines, row.taxable_amount)
        if less > 0:
            found.append(AllowanceCharge(amount=less, vat_category=row.category, vat_rate=row.rate, reason=_PREPAID))
    return tuple(found)


def _totals(invoice: Invoice, rows: tuple[VatBreakdown, ...], allowances: tuple[AllowanceCharge, ...]) -> Totals | None:
    stated = invoice.totals
    if stated is None:
        return None
    changes: dict[str, Decimal | None] = {}
    if any(line.net_amount is not None for line in invoice.lines):
        lines = summed(line.net_amount for line in invoice.lines)
        changes["line_net_amount"] = EXACT.quantize(lines, _CENTS)
    if rows:
        changes["amount_excl_vat"] = summed(row.taxable_amount for row in rows)
        changes["vat_amount"] = summed(row.tax_amount for row in rows)
        changes |= _rounded(stated, summed((changes["amount_excl_vat"], changes["vat_amount"])))
    if allowances:
        changes["allowance_amount"] = summed(one.amount for one in allowances)
    if stated.amount_due is None and stated.amount_incl_vat is not None:
        changes["amount_due"] = taken_off(stated.amount_incl_vat, stated.paid_amount or Decimal(0))
    return msgspec.structs.replace(stated, **changes)


def _rounded(stated: Totals, total: Decimal) -> dict[str, Decimal | None]:
    """Return the total of the parts and the rounding, where the total that is stated was rounded."""
    if stated.amount_incl_vat is None:
        return {}
    rounding = taken_off(stated.amount_incl_vat, total)
    return {"amount_incl_vat": total, "rounding_amount": rounding} if 0 < abs(rounding) < 1 else {}


def _credited(invoice: Invoice, totals: Totals) -> Invoice:
    rows = tuple(
        msgspec.structs.replace(row, taxable_amount=negated(row.taxable_amount), tax_amount=negated(row.tax_amount))
        for row in invoice.vat_breakdown
    )
    amounts = {name: negated(getattr(totals, name)) for name in Totals.__struct_fields__}
    return msgspec.structs.replace(
        invoice,
        type_code=_CREDITS[invoice.type_code or ""],
        vat_breakdown=rows,
        totals=Totals(**amounts),
        lines=tuple(map(turned, invoice.lines)),
    )
