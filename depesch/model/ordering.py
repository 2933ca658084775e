"""What goes before an invoice: order, order response and despatch advice, in the terms that an invoice has too.

Shape: as `model.invoice`; a missing term is None. Amounts are in the document's currency.
Source: Peppol BIS Order 3 (T01), Order Response 3 (T76), Despatch Advice 3 (T16).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from depesch.model.invoice import (
    AllowanceCharge,
    Identifier,
    Item,
    LineVat,
    Note,
    Party,
    Period,
    PostalAddress,
    Price,
    Struct,
    SupportingDocument,
    Totals,
)


class OrderedDelivery(Struct):
    """Where and when what was ordered is to be delivered."""

    party_name: str | None = None
    location: Identifier | None = None
    address: PostalAddress | None = None
    period: Period | None = None  # requested by the buyer, promised by the seller, or estimated


class OrderLine(Struct):
    """One line of an order, or of the seller's answer to it."""

    identifier: str | None = None
    note: str | None = None
    status: str | None = None  # of an answer: 1 added, 3 changed, 5 accepted, 7 not accepted, 42 already delivered
    quantity: Decimal | None = None
    unit: str | None = None
    net_amount: Decimal | None = None
    buyer_accounting_reference: str | None = None
    delivery: OrderedDelivery | None = None
    allowances: tuple[AllowanceCharge, ...] = ()
    charges: tuple[AllowanceCharge, ...] = ()
    price: Price | None = None
    vat: LineVat | None = None
    item: Item | None = None
    order_line_reference: str | None = None  # of an answer: the line of the order


class Order(Struct):
    """An order of a buyer."""

    specification: str | None = None
    business_process: str | None = None
    number: str | None = None
    sales_order_reference: str | None = None
    issue_date: date | None = None
    type_code: str | None = None  # UNTDID 1001: 220 order, 227 consignment order, ...
    notes: tuple[Note, ...] = ()
    currency: str | None = None
    buyer_reference: str | None = None
    buyer_accounting_reference: str | None = None
    valid_until: date | None = None
    quotation_reference: str | None = None
    earlier_order_reference: str | None = None
    originator_reference: str | None = None
    contract_reference: str | None = None
    project_reference: str | None = None
    supporting_documents: tuple[SupportingDocument, ...] = ()
    buyer: Party | None = None
    seller: Party | None = None
    originator: Party | None = None
    invoicee: Party | None = None  # who gets the invoice, when it is not the buyer
    delivery: OrderedDelivery | None = None
    payment_terms: str | None = None
    allowances: tuple[AllowanceCharge, ...] = ()
    charges: tuple[AllowanceCharge, ...] = ()
    totals: Totals | None = None
    lines: tuple[OrderLine, ...] = ()


class OrderResponse(Struct):
    """A seller's answer to an order: AP accepted, RE rejected, CA accepted with changes, AB received."""

    specification: str | None = None
    business_process: str | None = None
    number: str | None = None
    sales_order_reference: str | None = None
    issue_date: date | None = None
    status: str | None = None  # UNCL4343
    notes: tuple[Note, ...] = ()
    currency: str | None = None
    buyer_reference: str | None = None
    order_reference: str | None = None
    seller: Party | None = None
    buyer: Party | None = None
    delivery: OrderedDelivery | None = None
    lines: tuple[OrderLine, ...] = ()


class DespatchLine(Struct):
    """One line of what was sent."""

    identifier: str | None = None
    note: str | None = None
    quantity: Decimal | None = None  # delivered
    unit: str | None = None
    outstanding_quantity: Decimal | None = None  # still to come
    outstanding_reason: str | None = None
    order_line_reference: str | None = None
    order_reference: str | None = None
    item: Item | None = None


class DespatchAdvice(Struct):
    """What a seller has sent, told before it arrives."""

    specification: str | None = None
    business_process: str | None = None
    number: str | None = None
    issue_date: date | None = None
    notes: tuple[Note, ...] = ()
    order_reference: str | None = None
    seller: Party | None = None
    delivery_party: Party | None = None
    buyer: Party | None = None
    shipment: str | None = None
    carrier: str | None = None
    delivery: OrderedDelivery | None = None
    lines: tuple[DespatchLine, ...] = ()
