"""Amounts that others imply, for a format that demands them: gross price, discount, VAT total."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

from depesch.syntaxes.leaves import MOST_DIGITS
from depesch.syntaxes.markup import digits

_EXACT = Context(prec=3 * MOST_DIGITS)


def added(net: Decimal | None, discount: Decimal) -> Decimal | None:
    """Return the gross price that net price and discount imply, or None when there is no saying."""
    if net is None or digits(net) is None or digits(discount) is None:
        return None
    return _EXACT.add(net, discount)


def taken_off(gross: Decimal, net: Decimal | None) -> Decimal:
    """Return the discount that gross and net price imply; none at all when there is no saying."""
    if net is None or digits(net) is None or digits(gross) is None:
        return Decimal(0)
    return _EXACT.subtract(gross, net)


def summed(amounts: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of the amounts that are there."""
    total = Decimal(0)
    for amount in amounts:
        if amount is not None and digits(amount) is not None:
            total = _EXACT.add(total, amount)
    return total
