"""Numbers with as many decimals as ebInterface takes: two for amounts and rates, four for quantities and prices."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from depesch.syntaxes.leaves import MOST_DIGITS
from depesch.syntaxes.markup import digits

_WHOLE = Context(prec=2 * MOST_DIGITS, rounding=ROUND_HALF_UP)
_CENT, _SMALL = Decimal("0.01"), Decimal("0.0001")


def cents(value: Decimal | None) -> Decimal | None:
    """Return an amount with two decimals at most, None when it cannot be written.

    >>> cents(Decimal("1.005")), cents(Decimal("3")), cents(Decimal("NaN"))
    (Decimal('1.01'), Decimal('3'), None)
    """
    return _at_most(value, _CENT)


def small(value: Decimal | None) -> Decimal | None:
    """Return a quantity or price with four decimals at most, None when it cannot be written."""
    return _at_most(value, _SMALL)


def _at_most(value: Decimal | None, step: Decimal) -> Decimal | None:
    if value is None or digits(value) is None:
        return None
    rounded = _WHOLE.quantize(value, step)
    return value if rounded == value else rounded
