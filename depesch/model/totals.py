"""Totals of an invoice, computed once for all of Depesch: lines (BT-131), document (BT-106..BT-115), VAT (BG-23).

VAT is grouped strictly by (category, rate), whatever the category. Each amount is rounded once, half up, at its own
end. A difference that rounding or a cash step leaves goes to the rounding amount (BT-114), never into a line.

Source: EN 16931-1, BR-CO-10 to BR-CO-17, and the calculations of BT-106 to BT-117.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, Totals, VatBreakdown
from depesch.model.money import CENT, ZERO, rounded

HUNDRED = Decimal(100)
# Categories without VAT: their rows carry no tax, whatever rate stands with them.
UNTAXED = frozenset({"Z", "E", "AE", "K", "G", "O"})


def line_net_amount(line: Line) -> Decimal:
    """Return BT-131 of one line, in the invoice currency, excluding VAT.

    Price per base quantity times quantity, less line allowances, plus line charges; rounded half up to 2 decimals,
    once, at the end. Absent quantity counts as 1, absent price as 0, an absent or zero base quantity as 1.

    Source: EN 16931-1 BG-25/BT-131; Peppol BIS Billing 3.0, rule PEPPOL-EN16931-R120.

    >>> from depesch.model.invoice import Price
    >>> line_net_amount(Line(quantity=Decimal("3"), price=Price(net_price=Decimal("33.333"))))
    Decimal('100.00')
    """
    price = line.price
    unit_price = (price.net_price if price else None) or ZERO
    base_quantity = (price.base_quantity if price else None) or Decimal(1)
    quantity = Decimal(1) if line.quantity is None else line.quantity
    return rounded(quantity * unit_price / base_quantity + _sum(line.charges) - _sum(line.allowances))


def allowance_or_charge_amount(base_amount: Decimal, percentage: Decimal) -> Decimal:
    """Return the amount of an allowance or charge given in percent, rounded half up to 2 decimals.

    >>> allowance_or_charge_amount(Decimal("99.90"), Decimal("12.5"))
    Decimal('12.49')
    """
    return rounded(base_amount * percentage / HUNDRED)


def vat_breakdown(invoice: Invoice) -> tuple[VatBreakdown, ...]:
    """Return one row (BG-23) for each pair of category and rate on lines, allowances and charges, first seen first.

    Exemption reasons of rows that stand in the invoice already are kept. 25 and 25.00 are one rate.
    """
    bases: dict[tuple[str | None, Decimal | None], Decimal] = {}

    def add(category: str | None, rate: Decimal | None, amount: Decimal | None) -> None:
        key = (category, None if category == "O" else rate)
        bases[key] = bases.get(key, ZERO) + (amount or ZERO)

    for line in invoice.lines:
        add(line.vat.category if line.vat else None, line.vat.rate if line.vat else None, line.net_amount)
    for charge in invoice.charges:
        add(charge.vat_category, charge.vat_rate, charge.amount)
    for allowance in invoice.allowances:
        add(allowance.vat_category, allowance.vat_rate, -(allowance.amount or ZERO))
    known = {(row.category, row.rate): row for row in invoice.vat_breakdown}
    return tuple(_row(key, base, known.get(key)) for key, base in bases.items())


def document_totals(invoice: Invoice, *, amount_due_step: Decimal | None = None) -> Totals:
    """Return BT-106 to BT-115 from the invoice's lines, allowances, charges, VAT breakdown and paid amount (BT-113).

    The paid amount and the VAT in the accounting currency (BT-111) are taken from the invoice as they stand. With
    `amount_due_step` (cash: 1 for whole crowns, 0.50, 0.05) the amount due is rounded to it and the difference
    becomes BT-114; without it a rounding amount that stands in the invoice is kept.
    """
    given = invoice.totals or Totals()
    lines = sum((line.net_amount or ZERO for line in invoice.lines), ZERO)
    allowances, charges = _sum(invoice.allowances), _sum(invoice.charges)
    excluding = rounded(lines - allowances + charges)
    vat = sum((row.tax_amount or ZERO for row in invoice.vat_breakdown), ZERO)
    including = rounded(excluding + vat)
    before_rounding = including - (given.paid_amount or ZERO)
    rounding = given.rounding_amount
    if amount_due_step is not None:
        difference = rounded(before_rounding, amount_due_step) - before_rounding
        rounding = difference.quantize(CENT) if difference else None
    return msgspec.structs.replace(
        given,
        line_net_amount=rounded(lines),
        allowance_amount=rounded(allowances) if invoice.allowances else None,
        charge_amount=rounded(charges) if invoice.charges else None,
        amount_excl_vat=excluding,
        vat_amount=rounded(vat),
        amount_incl_vat=including,
        rounding_amount=rounding,
        amount_due=rounded(before_rounding + (rounding or ZERO)),
    )


def completed(invoice: Invoice, *, amount_due_step: Decimal | None = None) -> Invoice:
    """Return the invoice with line amounts, VAT breakdown and totals computed anew from quantities and prices."""
    lines = tuple(msgspec.structs.replace(line, net_amount=line_net_amount(line)) for line in invoice.lines)
    invoice = msgspec.structs.replace(invoice, lines=lines)
    invoice = msgspec.structs.replace(invoice, vat_breakdown=vat_breakdown(invoice))
    return msgspec.structs.replace(invoice, totals=document_totals(invoice, amount_due_step=amount_due_step))


def _row(key: tuple[str | None, Decimal | None], base: Decimal, known: VatBreakdown | None) -> VatBreakdown:
    category, rate = key
    taxed = category not in UNTAXED and rate is not None
    return VatBreakdown(
        taxable_amount=rounded(base),
        tax_amount=rounded(rounded(base) * rate / HUNDRED) if taxed and rate is not None else ZERO,
        category=category,
        rate=rate,
        exemption_reason=known.exemption_reason if known else None,
        exemption_reason_code=known.exemption_reason_code if known else None,
    )


def _sum(nodes: tuple[AllowanceCharge, ...]) -> Decimal:
    return sum((node.amount or ZERO for node in nodes), ZERO)
