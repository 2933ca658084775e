"""The kinds of node of an invoice that any rule set may speak of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from depesch.model.invoice import Invoice, Party, Payee, Period, PrecedingInvoice, Struct, TaxRepresentative
from depesch.rules import Context, Scope


def _one(name: str, find: Callable[[Invoice], Any], empty: Struct | None = None) -> Scope:
    """Return the scope of a group that stands at most once; without the group there is no node.

    `empty` is the node when the source has the group with nothing in it, which the model takes for absent.
    """

    def nodes(context: Context) -> Sequence[Any]:
        node = find(context.invoice)
        if node is None and empty is not None and name in context.facts.empty_groups:
            return (empty,)
        return () if node is None else (node,)

    return Scope(name=name, nodes=nodes, paths=lambda context: (name,))


def _many(name: str, find: Callable[[Invoice], Sequence[Any]]) -> Scope:
    """Return the scope of a group that repeats."""
    return Scope(
        name=name,
        nodes=lambda context: find(context.invoice),
        paths=lambda context: [f"{name}[{i}]" for i in range(len(find(context.invoice)))],
    )


def _in_lines(name: str, field: str) -> Scope:
    """Return the scope of what repeats within lines, all lines' together."""
    return Scope(
        name=f"lines.{name}",
        nodes=lambda context: [node for line in context.invoice.lines for node in getattr(line, field)],
        paths=lambda context: [
            f"lines[{i}].{field}[{j}]"
            for i, line in enumerate(context.invoice.lines)
            for j in range(len(getattr(line, field)))
        ],
    )


def _in_items(field: str) -> Scope:
    """Return the scope of what repeats within the items of lines."""
    return Scope(
        name=f"lines.item.{field}",
        nodes=lambda c: [node for line in c.invoice.lines if line.item for node in getattr(line.item, field)],
        paths=lambda c: [
            f"lines[{i}].item.{field}[{j}]"
            for i, line in enumerate(c.invoice.lines)
            if line.item
            for j in range(len(getattr(line.item, field)))
        ],
    )


_NO_REFERENCE = PrecedingInvoice()
DOCUMENT = Scope(name="document", nodes=lambda context: (context.invoice,), paths=lambda context: ("",))
TOTALS = _one("totals", lambda i: i.totals)
SELLER = _one("seller", lambda i: i.seller, Party())
BUYER = _one("buyer", lambda i: i.buyer)
PAYEE = _one("payee", lambda i: i.payee, Payee())
TAX_REPRESENTATIVE = _one("tax_representative", lambda i: i.tax_representative, TaxRepresentative())
DELIVERY = _one("delivery", lambda i: i.delivery)
PERIOD = _one("period", lambda i: i.period, Period())
NOTES = _many("notes", lambda i: i.notes)
PRECEDING_INVOICES = Scope(
    name="preceding_invoices",
    nodes=lambda c: (
        *c.invoice.preceding_invoices,
        *(_NO_REFERENCE,) * c.facts.empty_groups.count("preceding_invoices"),
    ),
    paths=lambda c: [
        *(f"preceding_invoices[{i}]" for i in range(len(c.invoice.preceding_invoices))),
        *("preceding_invoices",) * c.facts.empty_groups.count("preceding_invoices"),
    ],
)
ALLOWANCES = _many("allowances", lambda i: i.allowances)
CHARGES = _many("charges", lambda i: i.charges)
VAT_BREAKDOWN = _many("vat_breakdown", lambda i: i.vat_breakdown)
SUPPORTING_DOCUMENTS = _many("supporting_documents", lambda i: i.supporting_documents)
PAYMENT_MEANS = _many("payment.means", lambda i: i.payment.means if i.payment else ())
LINES = _many("lines", lambda i: i.lines)
LINE_ALLOWANCES = _in_lines("allowances", "allowances")
LINE_CHARGES = _in_lines("charges", "charges")
ITEM_ATTRIBUTES = _in_items("attributes")
ITEM_CLASSIFICATIONS = _in_items("classifications")
LINE_PERIODS = Scope(
    name="lines.period",
    nodes=lambda context: [line.period for line in context.invoice.lines if line.period is not None],
    paths=lambda context: [f"lines[{i}].period" for i, line in enumerate(context.invoice.lines) if line.period],
)
