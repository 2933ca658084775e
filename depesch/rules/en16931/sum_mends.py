"""Mends of sums: the lines are the truth, and the totals that stand there have to confirm each mend.

One total is mended only where all others then agree, so that it alone was off. A VAT row is computed anew only where
total without VAT and total with VAT come out as they are stated. What was rounded to the currency's coins at the end
goes to the rounding amount (BT-114), since what is to be paid was stated.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Totals, VatBreakdown
from depesch.model.totals import vat_breakdown
from depesch.rules.making import ZERO, round_2

_UNTAXED = frozenset({"Z", "E", "AE", "K", "G"})
_TAXED = frozenset({"S", "L", "M", "B"})
_RARE = frozenset({"L", "M", "B"})  # of few regions: rather a slip on the line than on the row
# What sums are rounded to when they are paid; a difference in another currency may be anything.
_COINS = {
    **dict.fromkeys(("SEK", "NOK", "ISK", "CZK"), Decimal(1)),
    "DKK": Decimal("0.5"),
    "HUF": Decimal(5),
    **dict.fromkeys(("EUR", "CHF"), Decimal("0.05")),
}
_CHAIN = (
    "line_net_amount", "allowance_amount", "charge_amount", "amount_excl_vat", "vat_amount", "amount_incl_vat",
)  # fmt: skip


def total_mender(field: str) -> Callable[[Invoice], Invoice]:
    """Return the mend of one total: it is set right where it alone of all totals is off."""

    def mended(invoice: Invoice) -> Invoice:
        right = _expected(invoice, field)
        if invoice.totals is None or right is None:
            return invoice
        totals = msgspec.structs.replace(invoice.totals, **{field: right})
        better = msgspec.structs.replace(invoice, totals=totals)
        return better if _all_agree(better) and _due_is_near(better) else invoice

    return mended


def with_amount_due(invoice: Invoice) -> Invoice:
    """Return the invoice with its amount due (BT-115) where it is missing, else with what was rounded (BT-114)."""
    totals = invoice.totals
    if totals is None or totals.amount_incl_vat is None or not _all_agree(invoice):
        return invoice
    before_rounding = totals.amount_incl_vat - (totals.paid_amount or ZERO)
    if totals.amount_due is None:
        better = msgspec.structs.replace(totals, amount_due=before_rounding + (totals.rounding_amount or ZERO))
    elif not totals.rounding_amount and _due_is_near(invoice) and totals.amount_due != before_rounding:
        better = msgspec.structs.replace(totals, rounding_amount=totals.amount_due - before_rounding)
    else:
        return invoice
    return msgspec.structs.replace(invoice, totals=better)


def with_vat_rows(invoice: Invoice) -> Invoice:
    """Return the invoice with VAT rows as lines, allowances and charges have them, where the totals confirm them."""
    if not _can_be_summed(invoice):
        return invoice
    pairs = _paired(invoice.vat_breakdown, list(vat_breakdown(invoice)))
    if pairs is None:
        return invoice
    for rows in (
        tuple(_with_stated_tax(computed, stated) for stated, computed in pairs),
        tuple(_with_stated_base(computed, stated) for stated, computed in pairs),
    ):
        if _is_confirmed(invoice, rows):
            return _with_rows(invoice, rows)
    return invoice


def with_vat_total(invoice: Invoice) -> Invoice:
    """Return the invoice with the VAT total (BT-110) as its rows have it, or with the rows as the total has them."""
    better = total_mender("vat_amount")(invoice)
    return better if better != invoice else with_vat_rows(invoice)


def _expected(invoice: Invoice, field: str) -> Decimal | None:
    """Return what a total should be by what stands before it; None where that is nothing, or cannot be told."""
    totals = invoice.totals or Totals()
    match field:
        case "line_net_amount":
            return _sum([line.net_amount for line in invoice.lines]) if invoice.lines else None
        case "allowance_amount":
            return _sum_of(invoice.allowances)
        case "charge_amount":
            return _sum_of(invoice.charges)
        case "amount_excl_vat":
            lines, charges = totals.line_net_amount, totals.charge_amount or ZERO
            return None if lines is None else round_2(lines - (totals.allowance_amount or ZERO) + charges)
        case "vat_amount":
            return _sum([row.tax_amount for row in invoice.vat_breakdown]) if invoice.vat_breakdown else None
        case _:
            excluding = totals.amount_excl_vat
            return None if excluding is None else round_2(excluding + (totals.vat_amount or ZERO))


def _sum_of(nodes: tuple[AllowanceCharge, ...]) -> Decimal | None:
    return _sum([node.amount for node in nodes]) if nodes else None


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    """Return the sum, None where one of the amounts is missing."""
    given = [amount for amount in amounts if amount is not None]
    return round_2(sum(given, ZERO)) if len(given) == len(amounts) else None


def _all_agree(invoice: Invoice) -> bool:
    """Return whether every total up to the one with VAT is what it should be."""
    totals = invoice.totals or Totals()
    return all((getattr(totals, field) or ZERO) == (_expected(invoice, field) or ZERO) for field in _CHAIN)


def _due_is_near(invoice: Invoice) -> bool:
    """Return whether what is to be paid is right, or was plainly rounded to the currency's coins with none stated."""
    totals = invoice.totals or Totals()
    if totals.amount_due is None or totals.amount_incl_vat is None:
        return totals.amount_due is None
    right = totals.amount_incl_vat - (totals.paid_amount or ZERO) + (totals.rounding_amount or ZERO)
    difference = totals.amount_due - right
    if not difference:
        return True
    coin = _COINS.get(invoice.currency or "")
    return not totals.rounding_amount and coin is not None and abs(difference) < coin and not totals.amount_due % coin


def _can_be_summed(invoice: Invoice) -> bool:
    """Return whether everything that bears VAT has its amount, and a rate that its category can have."""
    if not invoice.lines:
        return False
    charges = (*invoice.allowances, *invoice.charges)
    lines = all(
        line.net_amount is not None and line.vat is not None and _fits(line.vat.category, line.vat.rate)
        for line in invoice.lines
    )
    return lines and all(node.amount is not None and _fits(node.vat_category, node.vat_rate) for node in charges)


def _fits(category: str | None, rate: Decimal | None) -> bool:
    if category == "O":
        return rate is None
    if category in _UNTAXED:
        return rate is not None and not rate
    return category in _TAXED and rate is not None and rate > ZERO


def _paired(
    stated: tuple[VatBreakdown, ...], computed: list[VatBreakdown]
) -> list[tuple[VatBreakdown | None, VatBreakdown]] | None:
    """Return each computed row with the one that it stands for, in the order in which they stood.

    None where that is not certain: two rows of one kind, a row of a kind that nothing bears, and a new row without
    tax, or beside one that is off, since the totals cannot tell whether a line's category is wrong instead.
    """
    pairs: list[tuple[VatBreakdown | None, VatBreakdown]] = []
    left = list(computed)
    for row in stated:
        same = [each for each in left if _may_be(row, each)]
        if len(same) != 1:
            return None
        left.remove(same[0])
        pairs.append((row, same[0]))
    off = any(row is not None and row.taxable_amount != right.taxable_amount for row, right in pairs)
    if stated and left and (off or any(not row.tax_amount for row in left)):
        return None
    return [*pairs, *((None, row) for row in left)]


def _may_be(stated: VatBreakdown, computed: VatBreakdown) -> bool:
    """Return whether a row can be the computed one: the same kind as far as it says, or the same amounts under a
    kind that it cannot have: a category with a rate of another sort, or a rate that its own tax belies."""
    kinds = ((stated.category, computed.category), (stated.rate, computed.rate))
    if all(said is None or said == right for said, right in kinds):
        return True
    other = stated.category not in (None, computed.category)
    if other and (computed.category in _RARE or _fits(stated.category, stated.rate)):
        return False
    return stated.taxable_amount == computed.taxable_amount and stated.tax_amount == computed.tax_amount


def _with_stated_tax(computed: VatBreakdown, stated: VatBreakdown | None) -> VatBreakdown:
    """Return the row with the tax that was stated, where the rules take it for the same: less than one off."""
    row = _with_stated_base(computed, stated)
    tax = stated.tax_amount if stated else None
    if tax is None or not row.tax_amount or abs(tax - row.tax_amount) >= 1:
        return row
    return msgspec.structs.replace(row, tax_amount=tax)


def _with_stated_base(computed: VatBreakdown, stated: VatBreakdown | None) -> VatBreakdown:
    """Return the row with reasons, and with amounts written as they were where they are the same."""
    if stated is None:
        return computed
    return VatBreakdown(
        taxable_amount=_as_written(computed.taxable_amount, stated.taxable_amount),
        tax_amount=_as_written(computed.tax_amount, stated.tax_amount),
        category=computed.category,
        rate=_as_written(computed.rate, stated.rate),
        exemption_reason=stated.exemption_reason,
        exemption_reason_code=stated.exemption_reason_code,
    )


def _as_written(right: Decimal | None, stated: Decimal | None) -> Decimal | None:
    return stated if right is not None and stated == right else right


def _is_confirmed(invoice: Invoice, rows: tuple[VatBreakdown, ...]) -> bool:
    """Return whether the totals that are stated, without and with VAT, are those of the rows."""
    totals = invoice.totals or Totals()
    taxable, tax = _sum([row.taxable_amount for row in rows]), _sum([row.tax_amount for row in rows])
    if taxable is None or tax is None or totals.amount_excl_vat is None:
        return False
    return (
        totals.amount_excl_vat == taxable
        and totals.amount_incl_vat == taxable + tax
        and totals.vat_amount in (None, tax)
    )


def _with_rows(invoice: Invoice, rows: tuple[VatBreakdown, ...]) -> Invoice:
    totals = invoice.totals or Totals()
    if totals.vat_amount is None:
        totals = msgspec.structs.replace(totals, vat_amount=_sum([row.tax_amount for row in rows]))
    return msgspec.structs.replace(invoice, vat_breakdown=rows, totals=totals)
