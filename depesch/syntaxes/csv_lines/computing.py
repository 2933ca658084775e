"""What a file has no column for and its columns imply: counted by `model/totals.py`, so that a plain export is whole.

Only what has no column is computed: a file that has the column says what it says, also with an empty cell, and what
Depesch writes has all of these columns. No amount is computed where a number could not be read.

- the number of a line (BT-126): its position;
- the VAT category of a line (BT-151): S where its rate is above zero; no rate says nothing else;
- the amount of a line's discount given in percent (BT-136): of quantity times price;
- a line's net amount (BT-131), from quantity, price, discounts and charges;
- the VAT breakdown (BG-23), where each line, allowance and charge has a category;
- the totals (BT-106 to BT-115), those with VAT only with a breakdown; a total that is given is kept;
- the type (BT-3): 380, where nothing is credited and nothing negative is to be paid.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, LineVat, Totals
from depesch.model.money import ZERO
from depesch.model.totals import allowance_or_charge_amount, document_totals, line_net_amount, vat_breakdown

_WITH_VAT = ("vat_amount", "amount_incl_vat", "amount_due")
_TOTALS = ("line_net_amount", "allowance_amount", "charge_amount", "amount_excl_vat", *_WITH_VAT)
# For numbers of two hundred digits, which are nobody's amounts and must not stop the reading.
_ENORMOUS = decimal.Context(prec=1200)

Has = Callable[[str], bool]


def completed(invoice: Invoice, has: Has, *, sums: bool = True) -> Invoice:
    """Return the invoice with what its columns imply; `has` tells whether there is a column at or below a place.

    Without `sums`, no amount is computed.
    """
    try:
        return _completed(invoice, has, sums)
    except decimal.InvalidOperation:
        with decimal.localcontext(_ENORMOUS):
            return _completed(invoice, has, sums)


def _completed(invoice: Invoice, has: Has, sums: bool) -> Invoice:
    changed = msgspec.structs.replace
    if not invoice.lines:
        return invoice
    line_of = _line_completer(has, sums)
    invoice = changed(invoice, lines=tuple(line_of(index, line) for index, line in enumerate(invoice.lines)))
    if not sums:
        return invoice
    if not has("vat_breakdown") and _has_categories(invoice):
        invoice = changed(invoice, vat_breakdown=vat_breakdown(invoice))
    lacking = [name for name in _TOTALS if not has(f"totals.{name}")]
    if not invoice.vat_breakdown:
        lacking = [name for name in lacking if name not in _WITH_VAT]
    if lacking and _has_amounts(invoice):
        counted = document_totals(invoice)
        given = invoice.totals or Totals()
        invoice = changed(invoice, totals=changed(given, **{name: getattr(counted, name) for name in lacking}))
    due = invoice.totals.amount_due if invoice.totals else None
    if not has("type_code") and due is not None and due >= ZERO and not invoice.preceding_invoices:
        invoice = changed(invoice, type_code="380")
    return invoice


def _line_completer(has: Has, sums: bool) -> Callable[[int, Line], Line]:
    numbers, categories = not has("lines[].identifier"), not has("lines[].vat.category")
    amounts = sums and not has("lines[].net_amount") and has("lines[].price.net_price")
    discounts = sums and has("lines[].allowances[0].percentage") and not has("lines[].allowances[0].amount")
    vats: dict[Decimal, LineVat] = {}  # one object for each rate

    def complete(index: int, line: Line) -> Line:
        made: dict[str, object] = {}
        if numbers:
            made["identifier"] = str(index + 1)
        rate = line.vat.rate if categories and line.vat else None
        if rate is not None and rate > 0:
            made["vat"] = vats.setdefault(rate, LineVat(category="S", rate=rate))
        if discounts and line.allowances and line.allowances[0].percentage is not None:
            made["allowances"] = (_discount(line), *line.allowances[1:])
        if amounts:
            counted = msgspec.structs.replace(line, **made) if "allowances" in made else line
            made["net_amount"] = line_net_amount(counted)
        return msgspec.structs.replace(line, **made) if made else line

    return complete


def _discount(line: Line) -> AllowanceCharge:
    discount = line.allowances[0]
    base = line_net_amount(msgspec.structs.replace(line, allowances=(), charges=()))
    percentage = discount.percentage or ZERO
    return msgspec.structs.replace(discount, amount=allowance_or_charge_amount(base, percentage), base_amount=base)


def _has_categories(invoice: Invoice) -> bool:
    return all(line.vat is not None and line.vat.category is not None for line in invoice.lines) and all(
        one.vat_category is not None for one in (*invoice.allowances, *invoice.charges)
    )


def _has_amounts(invoice: Invoice) -> bool:
    return all(line.net_amount is not None for line in invoice.lines)
