"""Rates of VAT: those that a category has by definition, and the one that its only row of the breakdown states.

Source: EN 16931-1, BR-Z-05, BR-E-05, BR-AE-05, BR-IC-05, BR-G-05 (a rate of 0) and BR-O-05 (none).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from depesch.model.invoice import Invoice
from depesch.model.totals import UNTAXED
from depesch.syntaxes import Done

Rates = Mapping[str, Decimal]
_OUT_OF_SCOPE = "O"
_WHY_ADDED = "the rate that its category has"
_WHY_GONE = "what is not subject to VAT has no rate, not even one of 0"


def stated_rates(invoice: Invoice) -> Rates:
    """Return the rate of each category of which the breakdown has one row."""
    found: dict[str, set[Decimal | None]] = {}
    for row in invoice.vat_breakdown:
        if row.category is not None:
            found.setdefault(row.category, set()).add(row.rate)
    return {
        category: rate
        for category, rates in found.items()
        if len(rates) == 1 and (rate := next(iter(rates))) is not None
    }


def rate_of(category: str | None, rate: Decimal | None, rates: Rates) -> Decimal | None:
    """Return the rate of something of that category.

    >>> rate_of("AE", None, {}), rate_of("O", Decimal("0.00"), {}), rate_of("S", None, {"S": Decimal(25)})
    (Decimal('0'), None, Decimal('25'))
    """
    if category is None:
        return rate
    if category == _OUT_OF_SCOPE:
        return None if rate is not None and rate.is_finite() and not rate else rate
    if rate is None:
        return Decimal(0) if category in UNTAXED else rates.get(category)
    return rate


def change_of_rate(before: Decimal | None, after: Decimal | None) -> tuple[object, str, Done]:
    """Return the value, the reason and the kind of the note that a changed rate gets."""
    if after is None:
        return before, _WHY_GONE, Done.CHANGED
    return after, _WHY_ADDED, Done.ADDED
