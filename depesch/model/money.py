"""The one place where amounts are rounded.

Half up, away from zero: -0.005 becomes -0.01, so that a credit note mirrors its invoice to the cent. (EN 16931-1
says half up; the validation artefacts let a half go towards positive infinity, which matters only to their own sums.)
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def rounded(amount: Decimal, step: Decimal = CENT) -> Decimal:
    """Return the amount rounded half up to a multiple of `step`, with at least two decimals written.

    `step` may be any positive amount: 0.01 for cents, 0.05 or 0.50 for cash, 1 for whole crowns.

    >>> rounded(Decimal("2.005")), rounded(Decimal("-2.005")), rounded(Decimal("1249.50"), Decimal(1))
    (Decimal('2.01'), Decimal('-2.01'), Decimal('1250.00'))
    """
    if step <= 0:
        raise ValueError(f"a step to round to is positive, not {step}")
    steps = (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    result = steps * step
    return result.quantize(CENT) if result.as_tuple().exponent > -2 or step == CENT else result  # type: ignore[operator]  # finite
