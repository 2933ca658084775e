"""What an OIOUBL document means as a whole, beyond what each element says.

BT-109 is not stated, and is the sum that OIOUBL makes it: lines less allowances plus charges. `TaxInclusiveAmount`
holds the rounding; BT-112 does not. Duties that are no VAT are charges (BG-21); their VAT is that of the row whose
taxable amount they make up. ZeroRated is Z, and E where the document says why it is exempt.

Source: OIOUBL guides on totals and taxes; rules F-INV126 to F-INV133 and F-INV348 of the Danish schematron.
"""

from __future__ import annotations

from decimal import Context, Decimal
from operator import is_

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line, LineVat, Totals, VatBreakdown
from depesch.syntaxes.implied import summed
from depesch.syntaxes.leaves import MOST_DIGITS
from depesch.syntaxes.markup import digits
from depesch.syntaxes.oioubl.codes import EXCISE

EXACT = Context(prec=3 * MOST_DIGITS)
_CENT = Decimal("0.01")

_changed = msgspec.structs.replace


def meant(invoice: Invoice) -> Invoice:
    """Return what the invoice means whose elements gave this one."""
    invoice = _with_zero_rates(invoice)
    lines = tuple(map(_line, invoice.lines))
    if not all(map(is_, lines, invoice.lines)):
        invoice = _changed(invoice, lines=lines)
    return _with_totals(invoice)


def known(amount: Decimal | None) -> Decimal | None:
    """Return the amount, None where it is not one that a document can hold."""
    return None if amount is None or digits(amount) is None else amount


def _with_zero_rates(invoice: Invoice) -> Invoice:
    rows = tuple(map(_row, invoice.vat_breakdown))
    zero = {row.category for row in rows if row.category in ("Z", "E")}
    if not all(map(is_, rows, invoice.vat_breakdown)):
        invoice = _changed(invoice, vat_breakdown=rows)
    if zero != {"E"}:
        return invoice
    return _changed(
        invoice,
        allowances=tuple(map(_exempt, invoice.allowances)),
        charges=tuple(map(_exempt, invoice.charges)),
        lines=tuple(map(_exempt_line, invoice.lines)),
    )


def _row(row: VatBreakdown) -> VatBreakdown:
    if row.category == "Z" and (row.exemption_reason or row.exemption_reason_code):
        return _changed(row, category="E")
    return row


def _exempt(one: AllowanceCharge) -> AllowanceCharge:
    return _changed(one, vat_category="E") if one.vat_category == "Z" else one


def _exempt_line(line: Line) -> Line:
    vat = line.vat
    return _changed(line, vat=_changed(vat, category="E")) if vat is not None and vat.category == "Z" else line


def _line(line: Line) -> Line:
    """Return the line; a base quantity that its amount was not divided by says how a unit is packed, and no more."""
    price = line.price
    if price is None or price.base_quantity is None or known(price.base_quantity) in (None, 1):
        return line
    quantity, net, amount = known(line.quantity), known(price.net_price), known(line.net_amount)
    if quantity is None or net is None or amount is None:
        return line
    if EXACT.abs(EXACT.subtract(EXACT.multiply(quantity, net), amount)) >= _CENT:
        return line
    return _changed(line, price=_changed(price, base_quantity=None, base_quantity_unit=None))


def _with_totals(invoice: Invoice) -> Invoice:
    totals = invoice.totals
    if totals is None:
        return invoice
    duties = [one.amount for one in invoice.charges if one.vat_category == EXCISE]
    if duties:
        invoice, totals = _with_duties(invoice, totals, summed(duties))
    if totals.vat_amount is None and invoice.vat_breakdown:
        totals = _changed(totals, vat_amount=summed(row.tax_amount for row in invoice.vat_breakdown))
    without_vat = amount_without_vat(totals)
    including = _less_rounding(totals, without_vat)
    if without_vat is not totals.amount_excl_vat or including is not totals.amount_incl_vat:
        totals = _changed(totals, amount_excl_vat=without_vat, amount_incl_vat=including)
    return invoice if totals is invoice.totals else _changed(invoice, totals=totals)


def amount_without_vat(totals: Totals) -> Decimal | None:
    """Return BT-109 as OIOUBL has it: the lines less allowances plus charges."""
    lines = known(totals.line_net_amount)
    if lines is None:
        return None
    allowances, charges = known(totals.allowance_amount), known(totals.charge_amount)
    amount = lines if allowances is None else EXACT.subtract(lines, allowances)
    return amount if charges is None else EXACT.add(amount, charges)


def adds_up(totals: Totals, including: Decimal, *, rounding: Decimal) -> bool:
    """Whether an amount is the one without VAT plus VAT plus so much rounding."""
    without, vat = amount_without_vat(totals), known(totals.vat_amount)
    if without is None:
        return False
    return including == EXACT.add(EXACT.add(without, vat or Decimal(0)), rounding)


def _less_rounding(totals: Totals, without_vat: Decimal | None) -> Decimal | None:
    including, rounding = known(totals.amount_incl_vat), known(totals.rounding_amount)
    if including is None or not rounding or not adds_up(totals, including, rounding=rounding):
        return totals.amount_incl_vat
    return EXACT.subtract(including, rounding)


def _with_duties(invoice: Invoice, totals: Totals, duties: Decimal) -> tuple[Invoice, Totals]:
    """Return the invoice whose duties have the VAT that they bear, and the totals with them among the charges."""
    vat = _vat_of_duties(invoice, duties)
    charges = tuple(
        _changed(one, vat_category=vat.category, vat_rate=vat.rate) if one.vat_category == EXCISE else one
        for one in invoice.charges
    )
    totals = _changed(totals, charge_amount=summed((totals.charge_amount, duties)))
    return _changed(invoice, charges=charges), totals


def _vat_of_duties(invoice: Invoice, duties: Decimal) -> LineVat:
    """Return the one VAT whose taxable amount holds the duties beside all else that it is on; none if there is none."""
    found = [
        LineVat(category=row.category, rate=row.rate)
        for row in invoice.vat_breakdown
        if known(row.taxable_amount) is not None and row.taxable_amount == summed((_base(invoice, row), duties))
    ]
    return found[0] if len(found) == 1 else LineVat()


def _base(invoice: Invoice, row: VatBreakdown) -> Decimal:
    kind = (row.category, row.rate)
    lines = [one.net_amount for one in invoice.lines if one.vat and (one.vat.category, one.vat.rate) == kind]
    charges = [one.amount for one in invoice.charges if (one.vat_category, one.vat_rate) == kind]
    allowances = [one.amount for one in invoice.allowances if (one.vat_category, one.vat_rate) == kind]
    return EXACT.subtract(summed((*lines, *charges)), summed(allowances))
