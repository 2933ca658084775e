"""Signs: a format that writes a credit note with negative amounts, and the model that has them positive."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice


def opposite(invoice: Invoice) -> Invoice:
    """Return the invoice with every amount and quantity of the other sign; prices, rates and zeros stay.

    Done twice, it gives the invoice back.
    """
    return msgspec.structs.replace(
        invoice,
        totals=None if invoice.totals is None else _negated(invoice.totals),
        vat_breakdown=tuple(_negated(row, "rate") for row in invoice.vat_breakdown),
        allowances=_all_negated(invoice.allowances),
        charges=_all_negated(invoice.charges),
        lines=tuple(
            msgspec.structs.replace(
                _negated(one), allowances=_all_negated(one.allowances), charges=_all_negated(one.charges)
            )
            for one in invoice.lines
        ),
    )


def has_negative_total(invoice: Invoice) -> bool:
    """Whether the total of the invoice (BT-112, else BT-115) is less than nothing."""
    totals = invoice.totals
    if totals is None:
        return False
    total = totals.amount_incl_vat if totals.amount_incl_vat else totals.amount_due
    return total is not None and total < 0


def _all_negated(all_of_them: tuple[AllowanceCharge, ...]) -> tuple[AllowanceCharge, ...]:
    return tuple(_negated(one, "percentage", "vat_rate") for one in all_of_them)


def _negated(group: Any, *stay: str) -> Any:
    changes = {
        name: value.copy_negate()
        for name in group.__struct_fields__
        if isinstance(value := getattr(group, name), Decimal) and value and name not in stay
    }
    return msgspec.structs.replace(group, **changes)
