"""What follows from an ebInterface as a whole, when its elements are read.

Amounts are positive in a credit note, as in the model. The format states no total but with VAT: those of lines,
allowances, charges and VAT are the sums that they are defined as, where every amount is there. The code of a way to pay
follows from what is told of it. A row of the VAT breakdown at 0 percent has no VAT. Lines without numbers are numbered,
when none of them has one.

Source: ebInterface 6.1, documentation of the elements (AUSTRIAPRO).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from depesch.model.invoice import Invoice, Line, Payment, PaymentMeans, Totals, VatBreakdown
from depesch.syntaxes.ebinterface.names import CARD, SEPA_DEBIT, SEPA_TRANSFER, TRANSFER
from depesch.syntaxes.implied import summed, taken_off
from depesch.syntaxes.markup import digits
from depesch.syntaxes.payment import is_iban

replace = msgspec.structs.replace


def finish(invoice: Invoice) -> Invoice:
    """Return the invoice with what follows from its parts together."""
    invoice = replace(invoice, vat_breakdown=tuple(map(_with_amount, invoice.vat_breakdown)))
    return replace(
        invoice,
        payment=_with_codes(invoice.payment) if invoice.payment is not None else None,
        totals=_with_sums(invoice.totals or Totals(), invoice),
        lines=_numbered(invoice.lines),
    )


def _with_amount(row: VatBreakdown) -> VatBreakdown:
    """Return a row of the VAT breakdown with no VAT where there is none: its amount may then be left out."""
    is_none = row.tax_amount is None and row.rate is not None and digits(row.rate) is not None and row.rate == 0
    return replace(row, tax_amount=Decimal(0)) if is_none else row


def _with_codes(payment: Payment) -> Payment:
    if not payment.means and payment.direct_debit is not None:
        return replace(payment, means=(PaymentMeans(code=SEPA_DEBIT),))
    return replace(payment, means=tuple(replace(one, code=code_of(one)) for one in payment.means))


def code_of(means: PaymentMeans) -> str:
    """Return BT-81 of a way to pay: by card, by SEPA with an IBAN, else by another transfer."""
    if means.card is not None:
        return CARD
    account = means.credit_transfer.account if means.credit_transfer is not None else None
    return SEPA_TRANSFER if account and is_iban(account) else TRANSFER


def _with_sums(totals: Totals, invoice: Invoice) -> Totals:
    net = _sum(line.net_amount for line in invoice.lines)
    allowances = _sum(one.amount for one in invoice.allowances)
    charges = _sum(one.amount for one in invoice.charges)
    knows_all = (allowances is not None or not invoice.allowances) and (charges is not None or not invoice.charges)
    excl = summed((taken_off(net, allowances or Decimal(0)), charges)) if net is not None and knows_all else None
    vat = summed(row.tax_amount for row in invoice.vat_breakdown) if invoice.vat_breakdown else None
    return replace(
        totals,
        line_net_amount=net,
        allowance_amount=allowances,
        charge_amount=charges,
        amount_excl_vat=excl,
        vat_amount=vat,
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of amounts that are all there, None when one is missing or there is none at all."""
    found = list(amounts)
    if not found or any(one is None or digits(one) is None for one in found):
        return None
    return summed(found)


def _numbered(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if any(line.identifier is not None for line in lines):
        return lines
    return tuple(replace(line, identifier=str(number)) for number, line in enumerate(lines, 1))
