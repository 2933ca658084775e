"""What TEAPPSXML implies of amounts: the totals, lines whose amounts include VAT, the signs of a credit note.

- INVOICE_TOTAL with VAT is what is to be paid (BT-115). BT-112 is what BR-CO-16 makes of it: less ROUNDINGS, plus the
  advance payment. Where the sum without VAT and the VAT give it without the rounding, ROUNDINGS is not in it.
- A line that states its total with VAT only has BT-131 computed: that total less the line's VAT amount, else the
  share without VAT by its rate. Where the cents do not come out even it is rounded half up, and a warning says so.
- A credit note has its amounts with SIGN="-", at least the row and invoice totals; the model has them positive.

Source: TEAPPSXML 2.7.2 Implementation Guide, 1.6, 4.7.3, 4.8; 3.0 empty invoice with explanations (BT-109 to BT-115).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, LineVat, Price, Totals, VatBreakdown
from depesch.syntaxes import signs
from depesch.syntaxes.teapps.codes import vat_category

_EXACT = Context(prec=700, rounding=ROUND_HALF_UP)
_CENT, _MILLIONTH = Decimal("0.01"), Decimal("0.000001")
_HUNDRED = Decimal(100)


def without_vat(
    with_vat: Decimal, vat_amount: Decimal | None, rate: Decimal | None, step: Decimal = _CENT
) -> tuple[Decimal | None, bool]:
    """Return the amount without VAT, and whether it is exact; None when neither VAT amount nor rate is stated.

    >>> without_vat(Decimal("124.00"), None, Decimal("24")), without_vat(Decimal("10.00"), None, Decimal("24"))
    ((Decimal('100.00'), True), (Decimal('8.06'), False))
    """
    if vat_amount is not None:
        return _EXACT.subtract(with_vat, vat_amount), True
    if rate is None or rate <= -_HUNDRED:
        return None, False
    whole, share = _EXACT.multiply(with_vat, _HUNDRED), _EXACT.add(_HUNDRED, rate)
    net = _EXACT.quantize(_EXACT.divide(whole, share), step)
    return net, _EXACT.multiply(net, share) == whole


def line(
    *,
    net_amount: Decimal | None = None,
    amount_with_vat: Decimal | None = None,
    vat_amount: Decimal | None = None,
    vat: LineVat | None = None,
    price: dict[str, Any] | None = None,
    **terms: Any,
) -> Line:
    """Return the invoice line of what a row says."""
    rate = vat.rate if vat is not None else None
    if net_amount is None and amount_with_vat is not None:
        net_amount, _ = without_vat(amount_with_vat, vat_amount, rate)
    return Line(net_amount=net_amount, vat=vat, price=_price(price, rate) if price else None, **terms)


def _price(terms: dict[str, Any], rate: Decimal | None) -> Price | None:
    for name in ("net_price", "gross_price", "discount"):
        with_vat = terms.pop(f"{name}_with_vat", None)
        if name not in terms and with_vat is not None:
            net, _ = without_vat(with_vat, None, rate, _MILLIONTH)
            terms[name] = net
    return Price(**terms) if any(value is not None for value in terms.values()) else None


def line_vat(*, category: str | None = None, rate: Decimal | None = None) -> LineVat:
    """Return the VAT of a line."""
    return LineVat(category=vat_category(category, rate), rate=rate)


def vat_row(*, category: str | None = None, rate: Decimal | None = None, **terms: Any) -> VatBreakdown:
    """Return a row of the VAT breakdown."""
    return VatBreakdown(category=vat_category(category, rate), rate=rate, **terms)


def allowance(*, vat: LineVat | None = None, **terms: Any) -> AllowanceCharge:
    """Return an allowance or charge of the invoice, with its VAT (3.0)."""
    if vat is None:
        return AllowanceCharge(**terms)
    return AllowanceCharge(vat_category=vat.category, vat_rate=vat.rate, **terms)


def totals(
    *,
    excluding: Decimal | None = None,
    including: Decimal | None = None,
    before_excluding: Decimal | None = None,
    before_including: Decimal | None = None,
    vat_amount: Decimal | None = None,
    rounding_amount: Decimal | None = None,
    paid_amount: Decimal | None = None,
    allowance_amount: Decimal | None = None,
    **terms: Decimal | None,
) -> Totals:
    """Return the totals; `before_...` are those before the advance payment (3.0)."""
    net = before_excluding if before_excluding is not None else excluding
    due = including if including is not None else excluding if vat_amount is None else None
    gross = before_including
    if gross is None and due is not None:
        gross, due = _gross_and_due(due, net, vat_amount, rounding_amount or Decimal(0), paid_amount or Decimal(0))
    elif gross is None and net is not None and vat_amount is not None:
        paid, rounding = paid_amount or Decimal(0), rounding_amount or Decimal(0)
        due = _EXACT.add(_EXACT.subtract(_EXACT.add(net, vat_amount), paid), rounding)
        # With the decimals of what is to be paid, as it is had from that when the total is stated.
        gross, due = _gross_and_due(due, net, vat_amount, rounding, paid)
    if net is None and gross is not None and vat_amount is not None:
        net = _EXACT.subtract(gross, vat_amount)
    return Totals(
        amount_excl_vat=net,
        vat_amount=vat_amount,
        amount_incl_vat=gross,
        paid_amount=paid_amount,
        rounding_amount=rounding_amount,
        amount_due=due,
        # Stated as what it does to the total (-) or as what it is (+): both are a sum of allowances.
        allowance_amount=abs_of(allowance_amount),
        **terms,
    )


def _gross_and_due(
    stated: Decimal, net: Decimal | None, vat: Decimal | None, rounding: Decimal, paid: Decimal
) -> tuple[Decimal, Decimal]:
    """Return BT-112 and BT-115 of the total that is stated."""
    before_payment = _EXACT.add(stated, paid) if paid else _EXACT.plus(stated)  # plus makes -0 a 0
    if not rounding:
        return before_payment, stated
    if net is not None and vat is not None and _EXACT.add(net, vat) == before_payment:
        return before_payment, _EXACT.add(stated, rounding)
    return _EXACT.subtract(before_payment, rounding), stated


def abs_of(amount: Decimal | None) -> Decimal | None:
    """Return the amount without its sign."""
    return None if amount is None else amount.copy_abs()


def finish(invoice: Invoice) -> Invoice:
    """Return the invoice with the signs of the model: a credit note's amounts and quantities are positive.

    One with a positive total is not written as the format wants it, and stays as it is.
    """
    total = invoice.totals.amount_due if invoice.totals is not None else None
    if not invoice.is_credit_note or (total is not None and total > 0):
        return invoice
    turned = opposite(invoice)
    lines = tuple(map(_with_its_quantity, invoice.lines, turned.lines))
    if invoice.totals is None or turned.totals is None or not _only_vat_is_positive(invoice.totals):
        return msgspec.structs.replace(turned, lines=lines)
    return msgspec.structs.replace(
        turned,
        lines=lines,
        totals=msgspec.structs.replace(turned.totals, vat_amount=invoice.totals.vat_amount),
        vat_breakdown=tuple(
            msgspec.structs.replace(row, tax_amount=said.tax_amount, taxable_amount=said.taxable_amount)
            for row, said in zip(turned.vat_breakdown, invoice.vat_breakdown, strict=True)
        ),
    )


def opposite(invoice: Invoice) -> Invoice:
    """Return the invoice with every amount and quantity of the other sign but BT-107, which has none here."""
    turned = signs.opposite(invoice)
    if turned.totals is None or invoice.totals is None:
        return turned
    allowance_amount = invoice.totals.allowance_amount
    return msgspec.structs.replace(
        turned, totals=msgspec.structs.replace(turned.totals, allowance_amount=allowance_amount)
    )


def _only_vat_is_positive(totals: Totals) -> bool:
    """Whether the sum with VAT shows that the VAT is credited too, though it has no minus."""
    net, vat, gross = totals.amount_excl_vat, totals.vat_amount, totals.amount_incl_vat
    if net is None or vat is None or gross is None:
        return False
    return _EXACT.add(net, vat) != gross and _EXACT.subtract(net, vat) == gross


def _with_its_quantity(said: Line, turned: Line) -> Line:
    """Return the line with the quantity as stated where it is positive beside a negative total, as many write it."""
    net, quantity = said.net_amount, said.quantity
    price = said.price.net_price if said.price is not None else None
    if not net or not quantity or (price is not None and price < 0) or not net < 0 < quantity:
        return turned
    return msgspec.structs.replace(turned, quantity=quantity)


def due_of(gross: Decimal, paid: Decimal | None, rounding: Decimal | None) -> Decimal:
    """Return BT-115 that BT-112, BT-113 and BT-114 imply, with the digits of BT-112 where there is nothing else."""
    due = _EXACT.subtract(gross, paid) if paid else gross
    return _EXACT.add(due, rounding) if rounding else due


def divided(amount: Decimal, by: Decimal) -> Decimal:
    """Return the amount for one of so many."""
    whole = _EXACT.divide(amount, by)
    return whole if _EXACT.quantize(whole, _MILLIONTH) == whole else _EXACT.quantize(whole, _MILLIONTH)
