"""What follows from a Svefaktura as a whole, when its elements are read.

Amounts are positive in a credit note (381), as in the model. The total with VAT holds the rounding already: BT-112 is
that total less the rounding. BT-107 to BT-109, where they are not told, are the sums that the format defines them as.
The VAT of a line that states none is that of the breakdown, when that has one row; an invoice that states no VAT but
that it is zero is outside VAT.

Source: SFTI, Mapping of Svefaktura 1.0 onto EN 16931-1, version 1.4.
"""

from __future__ import annotations

import msgspec

from depesch.model.invoice import Invoice, Line, LineVat, Payment, PaymentMeans, Totals, VatBreakdown
from depesch.syntaxes.implied import summed, taken_off
from depesch.syntaxes.svefaktura1.names import ANY_MEANS, EXEMPTIONS, OUTSIDE, ZERO, transfer_code

replace = msgspec.structs.replace


def finish(invoice: Invoice) -> Invoice:
    """Return the invoice with what follows from its parts together."""
    payment, totals, lines = invoice.payment, invoice.totals, invoice.lines
    if payment is not None and payment.means:
        payment = _with_codes(payment, invoice.currency)
    if totals is not None:
        totals = _with_totals(totals, invoice)
    if not (invoice.vat_breakdown or invoice.allowances or invoice.charges):
        invoice = replace(invoice, vat_breakdown=_outside_vat(totals))
    vat = implied_vat(invoice)
    if vat is not None:
        lines = tuple(replace(line, vat=vat) if line.vat is None else line for line in lines)
    if payment is invoice.payment and totals is invoice.totals and lines is invoice.lines:
        return invoice
    return replace(invoice, payment=payment, totals=totals, lines=lines)


def _outside_vat(totals: Totals | None) -> tuple[VatBreakdown, ...]:
    """Return the breakdown of an invoice that states no VAT of any kind, but that it is zero: VAT law does not apply.

    Source: SFTI, Mapping of Svefaktura 1.0 onto EN 16931-1, appendix 1, case 3.
    """
    if totals is None or totals.vat_amount is None or totals.vat_amount != 0:
        return ()
    row = VatBreakdown(
        taxable_amount=totals.amount_excl_vat,
        tax_amount=totals.vat_amount,
        category=OUTSIDE,
        exemption_reason=EXEMPTIONS[OUTSIDE],
    )
    return (row,)


def implied_vat(invoice: Invoice) -> LineVat | None:
    """Return the VAT of lines that state none: that of the one row of the breakdown, which no other line contradicts.

    None also when there is no such line.
    """
    if len(invoice.vat_breakdown) != 1 or not any(line.vat is None for line in invoice.lines):
        return None
    (row,) = invoice.vat_breakdown
    if not row.category:
        return None
    vat = LineVat(category=row.category, rate=row.rate)
    return vat if all(_agrees(line, vat) for line in invoice.lines) else None


def _agrees(line: Line, vat: LineVat) -> bool:
    return line.vat is None or (line.vat.category, line.vat.rate) == (vat.category, vat.rate)


def _with_codes(payment: Payment, currency: str | None) -> Payment:
    return replace(payment, means=tuple(_with_code(one, currency) for one in payment.means))


def _with_code(means: PaymentMeans, currency: str | None) -> PaymentMeans:
    if means.credit_transfer is None or (means.code or ANY_MEANS).strip() != ANY_MEANS:
        return means
    return replace(means, code=transfer_code(means.credit_transfer.account or "", currency))


def _with_totals(totals: Totals, invoice: Invoice) -> Totals:
    incl, rounding = totals.amount_incl_vat, totals.rounding_amount
    if incl is not None and rounding is not None:
        incl = taken_off(incl, rounding)
    allowances = summed(one.amount for one in invoice.allowances) if invoice.allowances else None
    charges = summed(one.amount for one in invoice.charges) if invoice.charges else None
    excl = totals.amount_excl_vat
    if excl is None and totals.line_net_amount is not None:
        excl = summed((taken_off(totals.line_net_amount, allowances or ZERO), charges))
    return replace(
        totals,
        amount_excl_vat=excl,
        amount_incl_vat=incl,
        allowance_amount=allowances,
        charge_amount=charges,
    )
