"""Order to invoice: what was ordered as the invoice for it, for the seller to complete."""

from __future__ import annotations

from datetime import date

from depesch.model.invoice import Delivery, Invoice, Line
from depesch.model.ordering import Order, OrderedDelivery, OrderLine
from depesch.model.totals import completed

_INVOICE = "380"
_TERMS = (
    "currency", "buyer_reference", "buyer_accounting_reference", "sales_order_reference", "contract_reference",
    "project_reference", "seller", "payment_terms", "allowances", "charges",
)  # fmt: skip


def invoice_from(
    order: Order, *, number: str | None = None, issue_date: date | None = None, lines: tuple[str, ...] | None = None
) -> Invoice:
    """Return the invoice for an order, or for those of its `lines` (their identifiers), with sums and VAT computed.

    The buyer is whom the order names to be invoiced, else who ordered. Each line names the line of the order, and the
    invoice the order (BT-13). What an order does not say stays out: due date, payment, the day of delivery. Quotation,
    originator and the period that was asked for are matters of the order. Raises LookupError for a line that the order
    does not have.
    """
    chosen = _chosen(order, lines)
    invoice = Invoice(
        number=number,
        issue_date=issue_date,
        type_code=_INVOICE,
        order_reference=order.number,
        buyer=order.invoicee or order.buyer,
        delivery=_delivery(order.delivery),
        lines=tuple(_line(line, place) for place, line in enumerate(chosen, 1)),
        **{name: getattr(order, name) for name in _TERMS},
    )
    return completed(invoice)


def _chosen(order: Order, lines: tuple[str, ...] | None) -> tuple[OrderLine, ...]:
    if lines is None:
        return order.lines
    known = {line.identifier: line for line in order.lines}
    missing = [name for name in lines if name not in known]
    if missing:
        raise LookupError(f"the order {order.number} has no line {', '.join(missing)}")
    return tuple(known[name] for name in lines)


def _delivery(asked: OrderedDelivery | None) -> Delivery | None:
    if asked is None or (asked.party_name, asked.location, asked.address) == (None, None, None):
        return None
    return Delivery(party_name=asked.party_name, location=asked.location, address=asked.address)


def _line(line: OrderLine, place: int) -> Line:
    return Line(
        identifier=str(place),
        note=line.note,
        quantity=line.quantity,
        unit=line.unit,
        net_amount=line.net_amount,
        order_line_reference=line.identifier,
        buyer_accounting_reference=line.buyer_accounting_reference,
        allowances=line.allowances,
        charges=line.charges,
        price=line.price,
        vat=line.vat,
        item=line.item,
    )
