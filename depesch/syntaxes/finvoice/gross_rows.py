"""Rows that state their amount with VAT only, as invoices to consumers do."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.model.invoice import Invoice, Line
from depesch.syntaxes import Reading
from depesch.syntaxes.binding import Element
from depesch.syntaxes.finvoice.arithmetic import EXACT, net_of, total, turned
from depesch.syntaxes.finvoice.finishing import completed_line
from depesch.syntaxes.finvoice.values import CURRENCY, amount_of
from depesch.syntaxes.tracing import Binding

_GROSS, _VAT = "RowAmount", "RowVatAmount"


def with_net_amounts(reading: Reading, binding: Binding) -> Reading:
    """Return the reading with the net amounts of rows that state none, if all lines are then the stated total."""
    invoice = reading.invoice
    if all(line.net_amount is not None for line in invoice.lines):
        return reading
    tracer = binding.tracer(reading)
    sign = -1 if _is_turned(invoice, reading.root) else 1
    found: list[Line] = []
    sources: list[tuple[str, Element]] = []
    for index, line in enumerate(invoice.lines):
        if line.net_amount is None:
            row = tracer.places[f"lines[{index}]"][0]
            net = _net(row, line)
            if net is None:
                return reading
            line = completed_line(msgspec.structs.replace(line, net_amount=net if sign == 1 else turned(net)))
            sources.extend((f"lines[{index}].net_amount", one) for one in row.iterchildren(_GROSS, _VAT))
        found.append(line)
    if not _is_stated(invoice, found):
        return reading
    for path, element in sources:
        tracer.note(path, element)
        tracer.used_attributes.add((element, CURRENCY))
    return msgspec.structs.replace(reading, invoice=msgspec.structs.replace(invoice, lines=tuple(found)))


def _net(row: Element, line: Line) -> Decimal | None:
    """Return a row's amount without VAT, to the cent; None when it does not say enough."""
    gross, vat = (amount_of(row.find(tag)) for tag in (_GROSS, _VAT))
    rate = line.vat.rate if line.vat else None
    if gross is None:
        return None
    if vat is not None:
        return EXACT.subtract(gross, vat)
    return net_of(gross, rate) if rate is not None and rate >= 0 else None


def _is_stated(invoice: Invoice, lines: list[Line]) -> bool:
    totals = invoice.totals
    stated = None if totals is None else totals.line_net_amount or totals.amount_excl_vat
    return stated is not None and total(line.net_amount or Decimal(0) for line in lines) == stated


def _is_turned(invoice: Invoice, root: Element) -> bool:
    """Whether the amounts of the document have the other sign than the model's."""
    stated = amount_of(root.find("InvoiceDetails/InvoiceTotalVatIncludedAmount"))
    ours = invoice.totals.amount_incl_vat if invoice.totals else None
    return stated is not None and ours is not None and stated != ours
