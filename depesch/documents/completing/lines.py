"""Lines: a number, a quantity, a price and a VAT category, where amount, position and rate imply them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.model.invoice import Invoice, Line, LineVat, Price, VatBreakdown
from depesch.model.money import ZERO
from depesch.model.totals import line_net_amount
from depesch.syntaxes.implied import summed

ONE_PIECE = "C62"  # UN/ECE Recommendation 20: one
_MOST_DECIMALS = 6
_MOST_DIGITS = 15


def complete_lines(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with its lines completed."""
    only = invoice.vat_breakdown[0] if len(invoice.vat_breakdown) == 1 else None
    lines = tuple(_completed(line, index, only, notes) for index, line in enumerate(invoice.lines))
    return replace(invoice, lines=lines) if lines != invoice.lines else invoice


def _completed(line: Line, index: int, only: VatBreakdown | None, notes: Notes) -> Line:
    path = f"lines[{index}]."

    def put(why: str, **values: Any) -> None:
        nonlocal line
        line = replace(line, **values)
        for field, value in values.items():
            if not isinstance(value, (Price, LineVat)):
                notes.add(path + field, value, why)

    if not line.identifier:
        put("a line has to have a number; its position is written", identifier=str(index + 1))
    if line.net_amount is None and _tells_amount(line):
        put("the amount that quantity and price give", net_amount=line_net_amount(line))
    if line.quantity is None and line.net_amount is not None and _stands_for_one(line):
        put("a line with an amount alone is one piece", quantity=Decimal(1))
    if line.quantity is not None and line.unit is None:
        put("a quantity has to have a unit; C62 stands for pieces", unit=ONE_PIECE)
    price = _price(line)
    if price is not None and price != line.price:
        before = line.price or Price()
        put("", price=price)
        why = "the price that the line's amount and quantity give"
        for field in ("net_price", "base_quantity", "base_quantity_unit"):
            if getattr(price, field) != getattr(before, field):
                notes.add(f"{path}price.{field}", getattr(price, field), why)
    vat = _vat(line, only)
    if vat is not None and vat != line.vat:
        before_vat = line.vat or LineVat()
        put("", vat=vat)
        for field in ("category", "rate"):
            if getattr(vat, field) != getattr(before_vat, field):
                notes.add(f"{path}vat.{field}", getattr(vat, field), "the only VAT that the invoice can mean here")
    return line


def _tells_amount(line: Line) -> bool:
    """Whether quantity, price, allowances and charges are numbers of which an amount can be computed."""
    if line.quantity is None or line.price is None or line.price.net_price is None:
        return False
    numbers = [line.quantity, line.price.net_price, line.price.base_quantity]
    numbers += [one.amount for one in (*line.allowances, *line.charges)]
    return all(number is None or (number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS) for number in numbers)


def _stands_for_one(line: Line) -> bool:
    """Whether the amount is that of one piece: there is no price, or it is the price."""
    return line.price is None or line.price.net_price in (None, _before_allowances(line))


def _price(line: Line) -> Price | None:
    """Return the price that amount and quantity imply, None when there is one already or none can be told."""
    price = line.price or Price()
    amount = _before_allowances(line)
    quantity = line.quantity
    if price.net_price is not None or amount is None or quantity is None or not quantity.is_finite() or not quantity:
        return None
    if (amount < ZERO) != (quantity < ZERO) and amount:
        return None
    per_piece = _exactly(amount, quantity)
    if per_piece is not None:
        return replace(price, net_price=per_piece, base_quantity=None, base_quantity_unit=None)
    if quantity < ZERO:
        return None
    return replace(price, net_price=abs(amount), base_quantity=quantity, base_quantity_unit=line.unit)


def _before_allowances(line: Line) -> Decimal | None:
    if line.net_amount is None or not line.net_amount.is_finite() or line.net_amount.adjusted() >= _MOST_DIGITS:
        return None
    return line.net_amount + summed(one.amount for one in line.allowances) - summed(one.amount for one in line.charges)


def _exactly(amount: Decimal, quantity: Decimal) -> Decimal | None:
    """Return the price of one when it has few decimals, so that quantity times price is the amount again."""
    with localcontext() as context:
        context.prec = 50
        price = amount / quantity
        if price == round(price, _MOST_DECIMALS):
            return round(price, _MOST_DECIMALS).normalize() if price else Decimal(0)
    return None


def _vat(line: Line, only: VatBreakdown | None) -> LineVat | None:
    """Return the VAT of a line without a category: the standard one of its rate, or the only one of the invoice."""
    vat = line.vat or LineVat()
    if vat.category is not None:
        return None
    if vat.rate:
        return replace(vat, category="S")
    if vat.rate is None and only is not None and only.category is not None:
        return LineVat(category=only.category, rate=only.rate)
    return None
