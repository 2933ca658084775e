"""The totals of an invoice and its VAT by rate, from what stands outside the tables of lines."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.capture.captured import CROSS_CHECKED
from depesch.capture.figures import Figure
from depesch.capture.finding import Found
from depesch.capture.notes import Reading
from depesch.capture.sums import Sum, Sums, rates_of, sums_of
from depesch.model.invoice import Totals, VatBreakdown


def read_sums(reading: Reading) -> tuple[Sums, tuple[VatBreakdown, ...]]:
    """Return totals and VAT by rate, from what stands outside the tables of lines."""

    def outside(found: Found[object] | Figure) -> bool:
        return not any(table.holds(found.cell) for table in reading.tables)

    sums = sums_of(reading.sheets, comma=reading.comma, wanted=outside)
    return sums, rates_of(reading.sheets, sums, comma=reading.comma, wanted=outside)


def is_negative(sums: Sums) -> bool:
    known = [one.value for one in (sums.gross, sums.net, sums.payable) if one is not None]
    return bool(known) and all(value <= 0 for value in known) and any(known)


def totals_of(reading: Reading, sums: Sums, sign: int) -> Totals | None:
    """Return the totals; a credit note with amounts below zero has them turned, as the model wants them."""
    values: dict[str, Decimal] = {}
    code = reading.code
    for term, name, one, coded in (
        ("BT-106", "line_net_amount", sums.lines, None),
        ("BT-109", "amount_excl_vat", sums.net, None),
        ("BT-110", "vat_amount", sums.vat, code.vat if code else None),
        ("BT-112", "amount_incl_vat", sums.gross, None),
        ("BT-113", "paid_amount", sums.paid, None),
        ("BT-114", "rounding_amount", sums.rounding, None),
        ("BT-115", "amount_due", sums.payable, code.amount if code else None),
    ):
        if one is not None:
            values[name] = _sum(reading, term, name, one, sign, coded)
        elif coded is not None:
            reading.add_coded(term, str(coded), f"totals.{name}")
            values[name] = coded
    return Totals(**values) if values else None


def _sum(reading: Reading, term: str, name: str, one: Sum, sign: int, coded: Decimal | None) -> Decimal:
    value = abs(one.value) if name == "paid_amount" else one.value * sign
    same = coded is not None and reading.agrees(term, f"{value:.2f}", f"{coded:.2f}")
    reading.add(term, one.found, str(value), f"totals.{name}", CROSS_CHECKED if same else one.confidence)
    return value


def signed(row: VatBreakdown, sign: int) -> VatBreakdown:
    assert row.taxable_amount is not None  # noqa: S101 - made with both amounts
    assert row.tax_amount is not None  # noqa: S101 - likewise
    return msgspec.structs.replace(row, taxable_amount=row.taxable_amount * sign, tax_amount=row.tax_amount * sign)
