"""Signs: a format that writes a credit note with negative amounts, and the model that has them positive."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, Struct

S = TypeVar("S", bound=Struct)


def opposite(invoice: Invoice) -> Invoice:
    """Return the invoice with every amount and quantity of the other sign; prices, rates and zeros stay.

    Done twice, it gives the invoice back.
    """
    totals = invoice.totals
    return msgspec.structs.replace(
        invoice,
        totals=None if totals is None else _negated(totals, *totals.__struct_fields__),
        vat_breakdown=tuple(_negated(row, "taxable_amount", "tax_amount") for row in invoice.vat_breakdown),
        allowances=_all_negated(invoice.allowances),
        charges=_all_negated(invoice.charges),
        lines=tuple(map(_line, invoice.lines)),
    )


def has_negative_total(invoice: Invoice) -> bool:
    """Whether the total of the invoice (BT-112, else BT-115) is less than nothing."""
    totals = invoice.totals
    if totals is None:
        return False
    total = totals.amount_incl_vat if totals.amount_incl_vat else totals.amount_due
    return total is not None and total < 0


def negated(amount: Decimal | None) -> Decimal | None:
    """Return the amount with the other sign; zero has none."""
    return amount.copy_negate() if amount else amount


def _line(line: Line) -> Line:
    return msgspec.structs.replace(
        line,
        quantity=negated(line.quantity),
        net_amount=negated(line.net_amount),
        allowances=_all_negated(line.allowances),
        charges=_all_negated(line.charges),
    )


def _all_negated(all_of_them: tuple[AllowanceCharge, ...]) -> tuple[AllowanceCharge, ...]:
    return tuple(_negated(one, "amount", "base_amount") for one in all_of_them) if all_of_them else ()


def _negated(group: S, *fields: str) -> S:
    return msgspec.structs.replace(group, **{field: negated(getattr(group, field)) for field in fields})
