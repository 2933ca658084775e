"""What a document by CEN BII means as a whole: the rates of its VAT categories, and the total without its rounding.

It has a category for each rate above zero (S, H, AA, R), and says the rate with the VAT totals, where a line need not.
EN 16931 has one (S), whatever the rate. The amount with VAT holds the rounding, where that is how the totals add up;
BT-112 does not.

Source: CEN BII 2, UNCL5305, and rule BII2-T10-R017 and its kin; EHF Invoice 2.0, tax categories and totals.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, LineVat, Totals
from depesch.syntaxes.implied import summed, taken_off

_RATED = frozenset({"S", "H", "AA", "R"})
_changed = msgspec.structs.replace

Rates = dict[str | None, Decimal | None]


def meant(invoice: Invoice) -> Invoice:
    """Return what the invoice means whose elements gave this one."""
    rates = _rates(invoice)
    return _changed(
        invoice,
        totals=_without_rounding(invoice.totals) if invoice.totals is not None else None,
        vat_breakdown=tuple(_changed(row, category=_category(row.category)) for row in invoice.vat_breakdown),
        allowances=tuple(_allowance(one, rates) for one in invoice.allowances),
        charges=tuple(_allowance(one, rates) for one in invoice.charges),
        lines=tuple(_line(line, rates) for line in invoice.lines),
    )


def _rates(invoice: Invoice) -> Rates:
    """Return the rate of each category that has one and only one."""
    found: dict[str | None, set[Decimal | None]] = {}
    for row in invoice.vat_breakdown:
        found.setdefault(row.category, set()).add(row.rate)
    return {category: next(iter(rates)) for category, rates in found.items() if len(rates) == 1}


def _without_rounding(totals: Totals) -> Totals:
    """Return the totals, the rounding taken out of the amount with VAT where it was added to it."""
    including, rounding = totals.amount_incl_vat, totals.rounding_amount
    if including is None or not rounding:
        return totals
    parts = (totals.amount_excl_vat, totals.vat_amount, rounding)
    if summed(parts) != including or summed((totals.amount_due, totals.paid_amount)) != including:
        return totals
    return _changed(totals, amount_incl_vat=taken_off(including, rounding))


def _category(code: str | None) -> str | None:
    return "S" if code is not None and code.strip() in _RATED else code


def _allowance(one: AllowanceCharge, rates: Rates) -> AllowanceCharge:
    if one.vat_category is None:
        return one
    rate = rates.get(one.vat_category) if one.vat_rate is None else one.vat_rate
    return _changed(one, vat_category=_category(one.vat_category), vat_rate=rate)


def _line(line: Line, rates: Rates) -> Line:
    vat = line.vat
    if vat is None or vat.category is None:
        return line
    rate = rates.get(vat.category) if vat.rate is None else vat.rate
    return _changed(line, vat=LineVat(category=_category(vat.category), rate=rate))
