"""Lines: a number, a quantity, a price and a VAT category, where amount, position and rate imply them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

from msgspec.structs import replace

from depesch.documents.completing.allowances import with_reason
from depesch.documents.completing.notes import Notes
from depesch.documents.completing.rates import Rates, change_of_rate, rate_of, stated_rates
from depesch.model.invoice import Invoice, Line, LineVat, Price, VatBreakdown
from depesch.model.money import ZERO
from depesch.model.totals import line_net_amount
from depesch.syntaxes import Done
from depesch.syntaxes.implied import summed

ONE_PIECE = "C62"  # UN/ECE Recommendation 20: one
_MOST_DECIMALS = 6
_MOST_DIGITS = 15


def complete_lines(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with its lines completed."""
    only = invoice.vat_breakdown[0] if len(invoice.vat_breakdown) == 1 else None
    rates = stated_rates(invoice)
    lines = tuple(_completed(line, index, only, rates, notes) for index, line in enumerate(invoice.lines))
    return replace(invoice, lines=lines) if lines != invoice.lines else invoice


def _completed(line: Line, index: int, only: VatBreakdown | None, rates: Rates, notes: Notes) -> Line:
    path = f"lines[{index}]."

    def put(why: str, **values: Any) -> None:
        nonlocal line
        line = replace(line, **values)
        for field, value in values.items():
            if not isinstance(value, Price):
                notes.add(path + field, value, why)

    if not line.identifier:
        put("a line has to have a number; its position is written", identifier=str(index + 1))
    line = _with_reasons(_with_price_above_zero(line, path, notes), path, notes)
    if line.net_amount is None and _tells_amount(line):
        put("the amount that quantity and price give", net_amount=line_net_amount(line))
    if line.quantity is None and (quantity := _quantity(line)) is not None:
        put("the quantity that amount and price give; an amount alone is one piece", quantity=quantity)
    if line.quantity is not None and not (line.unit or "").strip():
        put("a quantity has to have a unit; C62 stands for pieces", unit=ONE_PIECE)
    price = _price(line)
    if price is not None and price != line.price:
        before = line.price or Price()
        put("", price=price)
        why = "the price that the line's amount and quantity give"
        for field in ("net_price", "base_quantity", "base_quantity_unit"):
            if getattr(price, field) != getattr(before, field):
                notes.add(f"{path}price.{field}", getattr(price, field), why)
    return _with_vat(line, only, rates, path, notes)


def _tells_amount(line: Line) -> bool:
    """Whether quantity, price, allowances and charges are numbers of which an amount can be computed."""
    if line.quantity is None or line.price is None or line.price.net_price is None:
        return False
    numbers = [line.quantity, line.price.net_price, line.price.base_quantity]
    numbers += [one.amount for one in (*line.allowances, *line.charges)]
    return all(number is None or (number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS) for number in numbers)


def _with_price_above_zero(line: Line, path: str, notes: Notes) -> Line:
    """Return the line with the sign of its price at the quantity: -1 piece at 5 is what 1 piece at -5 is."""
    price, quantity = line.price, line.quantity
    if price is None or quantity is None or not quantity.is_finite() or not quantity:
        return line
    net, gross = price.net_price, price.gross_price
    if net is None or not net.is_finite() or net >= ZERO or price.discount:
        return line
    if gross is not None and (not gross.is_finite() or gross > ZERO):
        return line
    why = "a price is not below zero; its sign stands with the quantity"
    notes.add(f"{path}quantity", quantity, why, Done.CHANGED)
    notes.add(f"{path}price.net_price", net, why, Done.CHANGED)
    if gross:
        notes.add(f"{path}price.gross_price", gross, why, Done.CHANGED)
    turned = replace(price, net_price=net.copy_negate(), gross_price=gross.copy_negate() if gross else gross)
    return replace(line, quantity=quantity.copy_negate(), price=turned)


def _with_reasons(line: Line, path: str, notes: Notes) -> Line:
    if not line.allowances and not line.charges:
        return line
    allowances = (with_reason(a, "allowances", f"{path}allowances[{i}]", notes) for i, a in enumerate(line.allowances))
    charges = (with_reason(one, "charges", f"{path}charges[{i}]", notes) for i, one in enumerate(line.charges))
    return replace(line, allowances=tuple(allowances), charges=tuple(charges))


def _quantity(line: Line) -> Decimal | None:
    """Return the quantity that amount and price imply: one without a price, none where it would not end."""
    price, amount = line.price or Price(), _before_allowances(line)
    if amount is None:
        return None
    if price.net_price is None or price.net_price == amount:
        return Decimal(1)
    base = Decimal(1) if price.base_quantity is None else price.base_quantity
    if not all(one.is_finite() and one and abs(one.adjusted()) < _MOST_DIGITS for one in (price.net_price, base)):
        return None
    with localcontext() as context:
        context.prec = 50
        return _exactly(amount * base, price.net_price)


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


def _with_vat(line: Line, only: VatBreakdown | None, rates: Rates, path: str, notes: Notes) -> Line:
    """Return the line with its category: the standard one of its rate, or the only one of the invoice; and its rate."""
    vat = before = line.vat or LineVat()
    if vat.category is None and vat.rate:
        vat = replace(vat, category="S")
    elif vat.category is None and vat.rate is None and only is not None and only.category is not None:
        vat = LineVat(category=only.category, rate=only.rate)
    vat = replace(vat, rate=rate_of(vat.category, vat.rate, rates))
    if vat == before:
        return line
    if vat.category != before.category:
        notes.add(f"{path}vat.category", vat.category, "the only VAT that the invoice can mean here")
    if vat.rate != before.rate:
        notes.add(f"{path}vat.rate", *change_of_rate(before.rate, vat.rate))
    return replace(line, vat=vat)
