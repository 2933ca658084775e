"""What an invoice implies without saying it: terms that EN 16931 asks for and EDIFACT leaves to the reader.

Each follows from what is stated, exactly: nothing is added up over lines.

Source: EN 16931-1, rules BR-CO-15, BR-CO-16, BR-CO-14; EANCOM 1997 part II, INVOIC, segment TAX of the header.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.model.invoice import Invoice, Line, LineVat, Totals, VatBreakdown
from depesch.syntaxes.implied import summed, taken_off

_MOST_DIGITS = 15


def implied(invoice: Invoice, header_vat: LineVat | None = None) -> Invoice:
    """Return the invoice with the terms that it implies.

    - The total without VAT (BT-109) is the one with VAT less the VAT, where only the other two are stated.
    - The amount due (BT-115) is the total with VAT, where nothing is said to be due or paid.
    - The rounding (BT-114) is what the amount due, not one unit of the currency, differs from the total less what is
      paid.
    - The VAT of the header is a row, where there is none. The only VAT row has the taxable amount and the tax of the
      totals, where it states neither.
    - The discount on a price (BT-147) is what the gross price has more than the net price.
    - A line, allowance or charge without VAT has that of the header, else of the only VAT row.
    """
    totals = _totals(invoice.totals) if invoice.totals is not None else None
    rows = invoice.vat_breakdown
    if not rows and header_vat is not None and totals is not None:
        rows = (VatBreakdown(category=header_vat.category, rate=header_vat.rate),)
    rows = _rows(rows, totals)
    vat = header_vat or _only(rows)
    changes: dict[str, object] = {}
    if totals != invoice.totals:
        changes["totals"] = totals
    if rows != invoice.vat_breakdown:
        changes["vat_breakdown"] = rows
    if vat is not None:
        changes |= _with_vat(invoice, vat)
    lines = tuple(_with_discount(_with_its_vat(line, vat)) for line in invoice.lines)
    if any(line is not before for line, before in zip(lines, invoice.lines, strict=True)):
        changes["lines"] = lines
    return msgspec.structs.replace(invoice, **changes) if changes else invoice


def _with_its_vat(line: Line, vat: LineVat | None) -> Line:
    return msgspec.structs.replace(line, vat=vat) if vat is not None and line.vat is None else line


def _with_discount(line: Line) -> Line:
    price = line.price
    if price is None or price.discount is not None or price.gross_price is None or price.net_price is None:
        return line
    discount = taken_off(price.gross_price, price.net_price)
    return msgspec.structs.replace(line, price=msgspec.structs.replace(price, discount=discount))


def _totals(totals: Totals) -> Totals:
    changes: dict[str, Decimal] = {}
    excl, vat, incl = totals.amount_excl_vat, totals.vat_amount, totals.amount_incl_vat
    if excl is None and vat is not None and incl is not None:
        difference = taken_off(incl, vat)
        if len(difference.as_tuple().digits) <= _MOST_DIGITS:  # more than EDIFACT holds were never amounts of money
            changes["amount_excl_vat"] = difference
    if totals.rounding_amount is None and incl is not None:
        if totals.amount_due is None and totals.paid_amount is None:
            changes["amount_due"] = incl
        elif totals.amount_due is not None:
            differs = taken_off(summed((totals.amount_due, totals.paid_amount)), incl)
            if differs and abs(differs) < 1:
                changes["rounding_amount"] = differs
    return msgspec.structs.replace(totals, **changes) if changes else totals


def _rows(rows: tuple[VatBreakdown, ...], totals: Totals | None) -> tuple[VatBreakdown, ...]:
    if len(rows) != 1 or totals is None or rows[0].taxable_amount is not None or rows[0].tax_amount is not None:
        return rows
    row = msgspec.structs.replace(rows[0], taxable_amount=totals.amount_excl_vat, tax_amount=totals.vat_amount)
    return (row,)


def _only(rows: tuple[VatBreakdown, ...]) -> LineVat | None:
    if len(rows) != 1 or (rows[0].category is None and rows[0].rate is None):
        return None
    return LineVat(category=rows[0].category, rate=rows[0].rate)


def _with_vat(invoice: Invoice, vat: LineVat) -> dict[str, object]:
    changes: dict[str, object] = {}
    for field in ("allowances", "charges"):
        all_of_them = getattr(invoice, field)
        if any(one.vat_category is None and one.vat_rate is None for one in all_of_them):
            changes[field] = tuple(
                msgspec.structs.replace(one, vat_category=vat.category, vat_rate=vat.rate)
                if one.vat_category is None and one.vat_rate is None
                else one
                for one in all_of_them
            )
    return changes
