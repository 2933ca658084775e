"""Sums that Finvoice implies: what a reading gives, and what a writing therefore need not say."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from depesch.model.invoice import Line, Price, Totals
from depesch.syntaxes.leaves import MOST_DIGITS
from depesch.syntaxes.markup import digits

EXACT = Context(prec=4 * MOST_DIGITS, rounding=ROUND_HALF_UP)
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


def cents(price: Decimal) -> Decimal:
    """Return a price in hundredths of the currency in the currency itself.

    >>> cents(Decimal("2.253"))
    Decimal('0.02253')
    """
    return price.scaleb(-2, EXACT)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return the number with so many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)


def share(amount: Decimal, percentage: Decimal) -> Decimal:
    """Return so many percent of an amount, to the cent."""
    return EXACT.quantize(EXACT.multiply(amount, percentage).scaleb(-2, EXACT), _CENT)


def net_of(gross: Decimal, rate: Decimal) -> Decimal:
    """Return the net amount in one with VAT, to the cent.

    >>> net_of(Decimal("12.95"), Decimal(24))
    Decimal('10.44')
    """
    return rounded(EXACT.divide(EXACT.multiply(gross, _HUNDRED), EXACT.add(rate, _HUNDRED)), 2)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return their sum, exactly."""
    found = Decimal(0)
    for amount in amounts:
        found = EXACT.add(found, amount)
    return found


def turned(value: Decimal | None) -> Decimal | None:
    """Return the amount with the other sign; zero has none."""
    return value.copy_negate() if value else value


def line_total(totals: Totals, lines: tuple[Line, ...]) -> Decimal | None:
    """Return the sum of the lines (BT-106), for versions without an element for it.

    These know neither allowances nor charges on the document: the total without VAT is that sum, and taken for it where
    the lines say the same.
    """
    excl = totals.amount_excl_vat
    amounts = [line.net_amount for line in lines]
    if excl is None or not amounts or None in amounts or not excl.is_finite():
        return None
    return excl if total(amount for amount in amounts if amount is not None) == excl else None


def discount_amount(line: Line) -> Decimal | None:
    """Return the amount of a line's only allowance that is stated by its percentage alone.

    It is what price and quantity are more than the net amount, if that is the percentage to the cent.
    """
    if len(line.allowances) != 1 or line.charges or line.price is None:
        return None
    (allowance,), price, net = line.allowances, line.price.net_price, line.net_amount
    percentage, quantity = allowance.percentage, line.quantity
    if allowance.amount is not None or line.price.base_quantity is not None:
        return None
    if percentage is None or price is None or net is None or quantity is None:
        return None
    full = EXACT.multiply(price, quantity)
    amount = EXACT.subtract(full, net)
    implied = share(full, percentage)
    return rounded(amount, 2) if implied == amount else None


def net_price(price: Price) -> Decimal | None:
    """Return the net price (BT-146): as stated, else the gross price less the discount."""
    if price.net_price is not None or price.gross_price is None or price.discount is None:
        return price.net_price
    if digits(price.gross_price) is None or digits(price.discount) is None:
        return None
    return EXACT.subtract(price.gross_price, price.discount)
