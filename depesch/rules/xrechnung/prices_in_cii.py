"""The price of a line in CII, where XRechnung judges it as Peppol does not: by its gross price and what is on it."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.model.facts import SaidGrossPrice
from depesch.model.invoice import Line
from depesch.rules import Context, Scope
from depesch.rules.billing.allowances import net_price, net_price_fits
from depesch.rules.billing.german_statements import said
from depesch.rules.billing.in_cii import with_every_amount
from depesch.rules.billing.lines import line_amount
from depesch.rules.billing.making import TWO_CENTS
from depesch.rules.billing.parties import Repeated
from depesch.rules.billing.paths import at
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import ZERO, cii, round_2
from depesch.rules.scopes import LINES

HALF_A_FORINT = Decimal("0.5")

_GROSS_PRICES = Scope(
    name="gross prices with more on them",
    nodes=lambda context: said(context).gross_prices,
    paths=lambda context: [f"{one.place}.price" for one in said(context).gross_prices],
)


def tolerance(context: Context) -> Decimal:
    """Return how far an amount may be off: two cents, or half a forint, which has no small coins."""
    return HALF_A_FORINT if context.invoice.currency == "HUF" else TWO_CENTS


def _counted_by_gross(context: Context) -> dict[int, Decimal]:
    """Return, by the line's identity, the base quantity of the gross price where that of the net price is nothing."""
    found = {}
    for one in said(context).base_quantities:
        line = at(context.invoice, one.place)
        if line is not None and line.price and line.price.base_quantity == ZERO:
            found[id(line)] = Decimal(normalised(one.value))
    return found


def _amount(line: Line, context: Context) -> Decimal:
    quantity = context.once(_counted_by_gross).get(id(line))
    line = with_every_amount(line, context)
    if quantity is not None and line.price is not None:
        line = msgspec.structs.replace(line, price=msgspec.structs.replace(line.price, base_quantity=quantity))
    return line_amount(line, context)


def amount_fits(line: Line, context: Context) -> bool:
    """Hold when the net amount is what price, quantity, allowances and charges give, more or less."""
    return abs((line.net_amount or ZERO) - _amount(line, context)) <= tolerance(context)


def _with_more_on_price(context: Context) -> frozenset[int]:
    return frozenset(id(at(context.invoice, one.place)) for one in said(context).gross_prices)


def plain_price_fits(line: Line, context: Context) -> bool:
    """Hold as in UBL; the prices with more on them than one discount are judged as the source has them."""
    return net_price_fits(line, context) or id(line) in context.once(_with_more_on_price)


def price_fits(price: SaidGrossPrice, context: Context) -> bool:
    """Hold when the net price is the gross price less what stands on it, be it called a charge."""
    if len(price.amounts) > 1:
        raise Repeated(f"{len(price.amounts)} allowances and charges stand on one price")
    return price.gross is None or price.net == price.gross - sum(price.amounts, ZERO)


def has_no_charge(price: SaidGrossPrice, context: Context) -> bool:
    """Hold when what stands on the price is called an allowance, plainly."""
    return not price.amounts or "false" in price.indicators


LINE_AMOUNT = cii(LINES, amount_fits, "net_amount", lambda line, context: round_2(_amount(line, context)))
PRICE_CHARGE = cii(_GROSS_PRICES, has_no_charge, "indicators")
PRICE_DIFFERENCE = (
    cii(LINES, plain_price_fits, "price.net_price", net_price),
    cii(_GROSS_PRICES, price_fits, "net"),
)
