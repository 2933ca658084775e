"""Allowances and charges of the document: amount, VAT and reason, where percentage and VAT breakdown imply them.

Source: EN 16931-1, BG-20 and BG-21, BR-32, BR-37, and BR-S-08 and its kin, by which the lines, allowances and charges
of a category and rate make up the taxable amount of its row.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Literal

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.documents.completing.rates import Rates, change_of_rate, rate_of, stated_rates
from depesch.model.invoice import AllowanceCharge, Invoice, VatBreakdown
from depesch.model.totals import allowance_or_charge_amount
from depesch.syntaxes.implied import summed

Kind = Literal["allowances", "charges"]
# UNTDID 5189 and 7161: discount; mutually defined.
REASONS: dict[Kind, str] = {"allowances": "95", "charges": "ZZZ"}
STATED = "it has to be stated; the invoice implies it"
_MOST_DIGITS = 15
_MOST_TRIED = 256


def complete_allowances(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with amount, VAT and reason of each of its allowances and charges."""
    only = invoice.vat_breakdown[0] if len(invoice.vat_breakdown) == 1 else None
    rates = stated_rates(invoice)
    allowances = _all(invoice.allowances, "allowances", only, rates, notes)
    charges = _all(invoice.charges, "charges", only, rates, notes)
    if allowances != invoice.allowances or charges != invoice.charges:
        invoice = replace(invoice, allowances=allowances, charges=charges)
    return _with_vat_that_adds_up(invoice, notes)


def with_reason(one: AllowanceCharge, kind: Kind, path: str, notes: Notes) -> AllowanceCharge:
    """Return the allowance or charge with a reason, be it only that it is one."""
    if one.reason is not None or one.reason_code is not None:
        return one
    notes.add(f"{path}.reason_code", REASONS[kind], STATED)
    return replace(one, reason_code=REASONS[kind])


def _all(
    some: tuple[AllowanceCharge, ...], kind: Kind, only: VatBreakdown | None, rates: Rates, notes: Notes
) -> tuple[AllowanceCharge, ...]:
    return tuple(_one(one, kind, f"{kind}[{index}]", only, rates, notes) for index, one in enumerate(some))


def _one(
    one: AllowanceCharge, kind: Kind, path: str, only: VatBreakdown | None, rates: Rates, notes: Notes
) -> AllowanceCharge:
    changes: dict[str, object] = {}
    base, percentage = one.base_amount, one.percentage
    if one.amount is None and _is_number(base) and _is_number(percentage):
        changes["amount"] = allowance_or_charge_amount(base, percentage)  # type: ignore[arg-type]  # numbers
    category, rate = one.vat_category, one.vat_rate
    if category is None and rate:
        changes["vat_category"] = category = "S"
    elif category is None and rate is None and only is not None and only.category is not None:
        changes["vat_category"] = category = only.category
        rate = only.rate
    for field, value in changes.items():
        notes.add(f"{path}.{field}", value, STATED)
    if (rate := rate_of(category, rate, rates)) != one.vat_rate:
        notes.add(f"{path}.vat_rate", *change_of_rate(one.vat_rate, rate))
        changes["vat_rate"] = rate
    return with_reason(replace(one, **changes) if changes else one, kind, path, notes)


def _with_vat_that_adds_up(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice whose allowances and charges without VAT have that by which each row adds up.

    Nothing is put in when there is no such way, or more than one.
    """
    open_: list[tuple[Kind, int]] = [("allowances", i) for i, one in enumerate(invoice.allowances) if _is_open(one)]
    open_ += [("charges", i) for i, one in enumerate(invoice.charges) if _is_open(one)]
    rows = invoice.vat_breakdown
    if not open_ or len(rows) ** len(open_) > _MOST_TRIED or not _can_be_added_up(invoice):
        return invoice
    gaps = [summed((row.taxable_amount, -_base(invoice, row))) for row in rows]
    signed = [
        -amount if kind == "allowances" else amount
        for kind, index in open_
        if (amount := getattr(invoice, kind)[index].amount) is not None
    ]
    found = [way for way in product(range(len(rows)), repeat=len(open_)) if _closes(way, signed, gaps)]
    if len(found) != 1:
        return invoice
    for (kind, index), row in zip(open_, found[0], strict=True):
        some = list(getattr(invoice, kind))
        vat = {"vat_category": rows[row].category, "vat_rate": rows[row].rate}
        some[index] = replace(some[index], **vat)
        for field, value in vat.items():
            if value is not None:
                notes.add(f"{kind}[{index}].{field}", value, "the only VAT with which the taxable amounts add up")
        invoice = replace(invoice, **{kind: tuple(some)})
    return invoice


def _is_open(one: AllowanceCharge) -> bool:
    return one.vat_category is None and one.vat_rate is None


def _can_be_added_up(invoice: Invoice) -> bool:
    rows = invoice.vat_breakdown
    amounts = [row.taxable_amount for row in rows] + [line.net_amount for line in invoice.lines]
    amounts += [one.amount for one in (*invoice.allowances, *invoice.charges)]
    kinds = {(row.category, row.rate) for row in rows}
    return (
        all(map(_is_number, amounts))
        and len(kinds) == len(rows)
        and all(category is not None for category, _ in kinds)
        and all(line.vat is not None and line.vat.category is not None for line in invoice.lines)
    )


def _base(invoice: Invoice, row: VatBreakdown) -> Decimal:
    """Return what is known to be of the category and rate of a row."""
    kind = (row.category, row.rate)
    amounts = [line.net_amount for line in invoice.lines if line.vat and (line.vat.category, line.vat.rate) == kind]
    amounts += [one.amount for one in invoice.charges if (one.vat_category, one.vat_rate) == kind]
    less = [one.amount for one in invoice.allowances if (one.vat_category, one.vat_rate) == kind]
    return summed((summed(amounts), -summed(less)))


def _closes(way: tuple[int, ...], signed: list[Decimal], gaps: list[Decimal]) -> bool:
    left = list(gaps)
    for row, amount in zip(way, signed, strict=True):
        left[row] -= amount
    return not any(left)


def _is_number(amount: Decimal | None) -> bool:
    return amount is not None and amount.is_finite() and amount.adjusted() < _MOST_DIGITS
