"""Amounts: those with zeros after the second decimal are written with two, which is the same amount.

Source: EN 16931-1, BR-DEC-01 to BR-DEC-28. An amount with real further decimals stays, and is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.model.invoice import AllowanceCharge, Invoice, Line, Totals, VatBreakdown
from depesch.model.money import CENT

_MOST_DIGITS = 15
_OF_ALLOWANCE = ("amount", "base_amount")
_OF_ROW = ("taxable_amount", "tax_amount")
T = TypeVar("T", Line, AllowanceCharge, VatBreakdown, Totals)


def complete_amounts(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with amounts of two decimals wherever that is the same amount. Nothing is to be named."""
    if not any(_is_long(amount) for amount in _amounts(invoice)):
        return invoice
    return replace(
        invoice,
        lines=tuple(map(_line, invoice.lines)),
        allowances=tuple(_short(one, _OF_ALLOWANCE) for one in invoice.allowances),
        charges=tuple(_short(one, _OF_ALLOWANCE) for one in invoice.charges),
        vat_breakdown=tuple(_short(one, _OF_ROW) for one in invoice.vat_breakdown),
        totals=_short(invoice.totals, Totals.__struct_fields__) if invoice.totals else None,
    )


def _amounts(invoice: Invoice) -> Iterable[Decimal | None]:
    for line in invoice.lines:
        yield line.net_amount
        for one in (*line.allowances, *line.charges):
            yield from (one.amount, one.base_amount)
    for one in (*invoice.allowances, *invoice.charges):
        yield from (one.amount, one.base_amount)
    for row in invoice.vat_breakdown:
        yield from (row.taxable_amount, row.tax_amount)
    if invoice.totals is not None:
        yield from (getattr(invoice.totals, field) for field in Totals.__struct_fields__)


def _is_long(amount: Decimal | None) -> bool:
    """Whether the amount has more than two decimals, those after the second being zeros."""
    if amount is None or not amount.is_finite() or amount.adjusted() >= _MOST_DIGITS:
        return False
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and -_MOST_DIGITS < exponent < -2 and amount == amount.quantize(CENT)


def _line(line: Line) -> Line:
    return replace(
        _short(line, ("net_amount",)),
        allowances=tuple(_short(one, _OF_ALLOWANCE) for one in line.allowances),
        charges=tuple(_short(one, _OF_ALLOWANCE) for one in line.charges),
    )


def _short(group: T, fields: Iterable[str]) -> T:
    changes = {field: getattr(group, field).quantize(CENT) for field in fields if _is_long(getattr(group, field))}
    return replace(group, **changes) if changes else group
