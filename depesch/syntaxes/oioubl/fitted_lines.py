"""Lines and prices as OIOUBL has them: amounts before allowances, prices for one unit.

A line's allowances and charges go to the document, with the line's VAT; the totals follow. What is to be paid does not
change.

Source: rules F-INV129, F-INV130 and F-INV348 of the Danish schematron.
"""

from __future__ import annotations

from decimal import Context, Decimal, Inexact

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, Price, Totals
from depesch.syntaxes.implied import summed
from depesch.syntaxes.oioubl.meaning import EXACT, known

_changed = msgspec.structs.replace
_ONE = Decimal(1)
_DIVIDING = Context(prec=20)


def promoted(invoice: Invoice) -> Invoice:
    """Return the invoice with its lines' allowances and charges among the document's."""
    if not any(line.allowances or line.charges for line in invoice.lines):
        return invoice
    allowances = [_with_vat(one, line) for line in invoice.lines for one in line.allowances]
    charges = [_with_vat(one, line) for line in invoice.lines for one in line.charges]
    return _changed(
        invoice,
        lines=tuple(_before_allowances(line) for line in invoice.lines),
        allowances=(*invoice.allowances, *allowances),
        charges=(*invoice.charges, *charges),
        totals=None if invoice.totals is None else _totals(invoice.totals, _sum(allowances), _sum(charges)),
    )


def _with_vat(one: AllowanceCharge, line: Line) -> AllowanceCharge:
    vat = line.vat
    if vat is None:
        return _changed(one, vat_category=None, vat_rate=None)
    return _changed(one, vat_category=vat.category, vat_rate=vat.rate)


def _sum(all_of_them: list[AllowanceCharge] | tuple[AllowanceCharge, ...]) -> Decimal:
    return summed(one.amount for one in all_of_them)


def _before_allowances(line: Line) -> Line:
    if not line.allowances and not line.charges:
        return line
    net = known(line.net_amount)
    if net is None:
        return _changed(line, allowances=(), charges=())
    before = EXACT.subtract(summed((net, _sum(line.allowances))), _sum(line.charges))
    return _changed(line, net_amount=before, allowances=(), charges=())


def _totals(totals: Totals, allowances: Decimal, charges: Decimal) -> Totals:
    lines = known(totals.line_net_amount)
    return _changed(
        totals,
        line_net_amount=None if lines is None else EXACT.subtract(summed((lines, allowances)), charges),
        allowance_amount=summed((totals.allowance_amount, allowances)) if allowances else totals.allowance_amount,
        charge_amount=summed((totals.charge_amount, charges)) if charges else totals.charge_amount,
    )


def with_unit_price(price: Price) -> Price:
    """Return the price for one unit; as it is where the division leaves a remainder."""
    base = known(price.base_quantity)
    if not base or base == 1:
        return price
    context = _DIVIDING.copy()
    prices = {
        name: context.divide(amount, base)
        for name in ("net_price", "gross_price", "discount")
        if (amount := known(getattr(price, name))) is not None
    }
    if context.flags[Inexact]:
        return price
    return _changed(price, base_quantity=_ONE, **prices)
