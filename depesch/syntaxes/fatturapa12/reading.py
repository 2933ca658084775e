"""FatturaPA to the model, and a file of several invoices to one for each.

Computed, since the format does not state them: the sum of the lines (BT-106, rounded half up to 2 decimals, since lines
have up to 8), of allowances and charges (BT-107, BT-108), of what is taxed (BT-109) and of VAT (BT-110); the total
(BT-112) and the amount due (BT-115) where the document leaves them out; the total before rounding where it is stated
after; a quantity of one where a price without a quantity is the amount of the line.
"""

from __future__ import annotations

from copy import deepcopy
from decimal import ROUND_HALF_UP, Context, Decimal

import msgspec
from lxml import etree

from depesch.kit.xml import children, namespace_of, standing_alone
from depesch.model.invoice import AllowanceCharge, Invoice, Line, LineVat, Totals
from depesch.syntaxes import Reading, Unread
from depesch.syntaxes.fatturapa12 import OLDER, SYNTAX
from depesch.syntaxes.fatturapa12.codes import SPLIT_PAYMENT
from depesch.syntaxes.fatturapa12.plan import PLAN
from depesch.syntaxes.implied import summed, taken_off
from depesch.syntaxes.leaves import MOST_DIGITS
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.versions import version_warning

_BODY = "FatturaElettronicaBody"
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_CENTS = Context(prec=3 * MOST_DIGITS, rounding=ROUND_HALF_UP)
_VERSION_MARK = "/FatturaElettronica/@versione"  # says which schema the file follows


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`; one of the version before says so in an issue."""
    reading = _BINDING.read(SYNTAX, data, root)
    older = OLDER.get(namespace_of(root))
    if older is None:
        return reading
    detail = f"this is FatturaPA {older}, which is read as 1.2"
    issue = version_warning(root, "/FatturaElettronica", older, "1.2", detail=detail)
    return msgspec.structs.replace(reading, issues=(issue, *reading.issues))


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return tuple(one for one in _BINDING.unread(reading) if one.where != _VERSION_MARK)


def split(data: bytes, root: etree._Element) -> tuple[bytes, ...]:
    """Return each invoice of the file with the head that they share; without the signature, which is of the whole."""
    bodies = [at for at, child in enumerate(children(root)) if child.tag == _BODY]
    if len(bodies) < 2:
        return (data,)
    return tuple(_with_one_body(root, at) for at in bodies)


def _with_one_body(root: etree._Element, body: int) -> bytes:
    copy = etree.Element(root.tag, nsmap=root.nsmap)  # type: ignore[arg-type]  # prefixes as they were
    for name, value in root.attrib.items():
        copy.set(name, value)
    for at, child in enumerate(children(root)):
        if at == body or child.tag not in (_BODY, _SIGNATURE):
            copy.append(deepcopy(child))
    return standing_alone(copy)


def _finished(invoice: Invoice) -> Invoice:
    """Return the invoice with what the format implies."""
    totals = _totals(invoice)
    split_rates = {row.rate for row in invoice.vat_breakdown if row.category == SPLIT_PAYMENT}
    lines = tuple(_line(one, split_rates) for one in invoice.lines)
    charges = tuple(_charge(one, split_rates) for one in invoice.charges)
    return msgspec.structs.replace(invoice, lines=lines, charges=charges, totals=totals)


def _line(line: Line, split_rates: set[Decimal | None]) -> Line:
    vat, price = line.vat, line.price
    if vat is not None and vat.category == "S" and vat.rate in split_rates:
        line = msgspec.structs.replace(line, vat=LineVat(category=SPLIT_PAYMENT, rate=vat.rate))
    unit_price = price.net_price if price is not None else None
    if line.quantity is None and unit_price is not None and unit_price == line.net_amount:
        line = msgspec.structs.replace(line, quantity=Decimal(1))
    return line


def _charge(charge: AllowanceCharge, split_rates: set[Decimal | None]) -> AllowanceCharge:
    if charge.vat_category == "S" and charge.vat_rate in split_rates:
        return msgspec.structs.replace(charge, vat_category=SPLIT_PAYMENT)
    return charge


def _totals(invoice: Invoice) -> Totals | None:
    stated = invoice.totals or Totals()
    rows = invoice.vat_breakdown
    if not rows:
        return invoice.totals
    lines = _rounded(summed(line.net_amount for line in invoice.lines))
    taken, added = summed(one.amount for one in invoice.allowances), summed(one.amount for one in invoice.charges)
    taxed, vat = summed(row.taxable_amount for row in rows), summed(row.tax_amount for row in rows)
    # A reduction of the total is within the amounts that are taxed, or comes off after them: the sums tell.
    if taken_off(summed((lines, added)), taken) != taxed:
        after = summed(one.amount for one in invoice.charges if one.vat_rate is None)
        taxed = taken_off(summed((taxed, after)), taken)
    rounding, due = stated.rounding_amount, stated.amount_due
    total = stated.amount_incl_vat if stated.amount_incl_vat is not None else summed((taxed, vat))
    if rounding is not None and total == summed((taxed, vat, rounding)):
        total = summed((taxed, vat))  # what the document states is after rounding, BT-112 is before
    return msgspec.structs.replace(
        stated,
        line_net_amount=lines,
        allowance_amount=taken if invoice.allowances else None,
        charge_amount=added if invoice.charges else None,
        amount_excl_vat=taxed,
        vat_amount=vat,
        amount_incl_vat=total,
        amount_due=due if due is not None else summed((total, rounding)),
    )


def _rounded(amount: Decimal) -> Decimal:
    return _CENTS.quantize(amount, Decimal("0.01"))


_BINDING = Binding(PLAN, finish=_finished)
locate, path_of = _BINDING.locate, _BINDING.path_of
