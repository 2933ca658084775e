"""Groups of the model that the Polish invoice states otherwise: lines, payment, notes, accounts.

Computed here, as the law and the schema define them: the net amount of a line that states its amount with VAT (tax is
amount x rate / (100 + rate), article 106e (7) of the VAT act); the price of such a line, its net amount for its whole
quantity. A line that says how things were before a correction counts with the opposite sign.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

import msgspec

from depesch.model.invoice import (
    AllowanceCharge,
    CreditTransfer,
    Item,
    Line,
    LineVat,
    Note,
    Payment,
    PaymentMeans,
    Period,
    Price,
)
from depesch.syntaxes.implied import taken_off
from depesch.syntaxes.ksef.codes import PAYMENT_MEANS, RATES
from depesch.syntaxes.leaves import MOST_DIGITS
from depesch.syntaxes.signs import negated

EXACT = Context(prec=8 * MOST_DIGITS, rounding=ROUND_HALF_UP)
_CENTS = Decimal("0.01")


def line(
    *,
    net_amount: Decimal | None = None,
    amount_with_vat: Decimal | None = None,
    vat_in_it: Decimal | None = None,
    quantity: Decimal | None = None,
    unit: str | None = None,
    identifier: str | None = None,
    period: Period | None = None,
    price: Price | None = None,
    reduction: Decimal | None = None,
    vat: LineVat | None = None,
    item: Item | None = None,
    was_so_before: str | None = None,
) -> Line:
    """Return a line of the invoice."""
    if net_amount is None and amount_with_vat is not None:
        net_amount = _without_vat(amount_with_vat, vat_in_it, vat)
        if price is None and quantity:
            price = Price(net_price=net_amount, base_quantity=quantity, base_quantity_unit=unit)
    made = Line(
        identifier=identifier,
        quantity=quantity,
        unit=unit,
        net_amount=net_amount,
        period=period,
        price=price,
        vat=vat,
        item=item,
    )
    if reduction is not None:
        made = _reduced(made, reduction)
    return turned(made) if was_so_before == "1" else made


def turned(one: Line) -> Line:
    """Return the line with the opposite sign: of its price when that is negative, else of its quantity."""
    price, net = one.price, one.net_amount
    changes: dict[str, object] = {"net_amount": negated(net)}
    if price is not None and price.net_price is not None and price.net_price < 0:
        changes["price"] = msgspec.structs.replace(
            price,
            net_price=negated(price.net_price),
            gross_price=negated(price.gross_price),
            discount=negated(price.discount),
        )
    else:
        changes["quantity"] = negated(one.quantity)
    if one.allowances:
        changes["allowances"] = tuple(msgspec.structs.replace(a, amount=negated(a.amount)) for a in one.allowances)
    return msgspec.structs.replace(one, **changes)


def _without_vat(amount: Decimal, tax: Decimal | None, vat: LineVat | None) -> Decimal:
    if tax is None:
        rate = (vat.rate if vat is not None else None) or Decimal(0)
        tax = EXACT.quantize(EXACT.divide(EXACT.multiply(amount, rate), EXACT.add(Decimal(100), rate)), _CENTS)
    return taken_off(amount, tax)


def _reduced(one: Line, reduction: Decimal) -> Line:
    """Return the line with what was taken off: off the price of one, where the amount tells so, else off the line."""
    price, quantity, net = one.price, one.quantity, one.net_amount
    if price is not None and price.net_price is not None and quantity is not None and net is not None:
        after = taken_off(price.net_price, reduction)
        if EXACT.quantize(EXACT.multiply(after, quantity), _CENTS) == EXACT.quantize(net, _CENTS):
            reduced = Price(net_price=after, gross_price=price.net_price, discount=reduction)
            return msgspec.structs.replace(one, price=reduced)
    return msgspec.structs.replace(one, allowances=(AllowanceCharge(amount=reduction, reason="Opust"),))


def line_vat(code: str | None = None, rate: Decimal | None = None) -> LineVat:
    """Return the VAT of a line by its code, or by a foreign rate."""
    category, known = RATES.get(code or "", (None, None)) if code is not None else ("S", rate)
    return LineVat(category=category, rate=known)


def one_day(start: date | None = None) -> Period:
    """Return the period of a day, on which the line was delivered."""
    return Period(start=start, end=start)


def described(key: str | None = None, text: str | None = None) -> Note:
    """Return a note of a further description, which is a key and a value."""
    return Note(text=": ".join(one for one in (key, text) if one))


def payment(
    form: str | None = None,
    other_form: str | None = None,
    means: tuple[PaymentMeans, ...] = (),
    remittance_information: str | None = None,
) -> Payment:
    """Return the payment: each account with the way to pay, which is stated once for all of them."""
    code, text = PAYMENT_MEANS.get(form or "", (None, None))
    if code is None and other_form is not None:
        code, text = "ZZZ", other_form
    if code is not None:
        means = tuple(msgspec.structs.replace(one, code=code, text=text) for one in means or (PaymentMeans(),))
    return Payment(means=means, remittance_information=remittance_information)


def account(number: str | None = None, provider: str | None = None) -> PaymentMeans:
    """Return an account to pay to."""
    return PaymentMeans(credit_transfer=CreditTransfer(account=number, provider=provider))
