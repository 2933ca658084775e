"""An invented invoice with a value for every field: for looking at a text before there is an invoice of one's own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from depesch.model.invoice import (
    Contact,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Party,
    Payment,
    PaymentMeans,
    Period,
    PrecedingInvoice,
    Price,
    Totals,
    VatBreakdown,
)
from depesch.rendering.mail_text import TextKind


def sample(kind: TextKind, *, company: str, customer: str, currency: str, today: date) -> Invoice:
    """Return an invoice or credit note of `company` to an invented customer of that name."""
    net, vat = Decimal("10000.00"), Decimal("2500.00")
    is_credit = kind is TextKind.CREDIT_NOTE
    return Invoice(
        number="1042", issue_date=today, type_code="381" if is_credit else "380", currency=currency,
        due_date=today + timedelta(days=30), buyer_reference="Kim", project_reference="P-12",
        contract_reference="C-7", order_reference="4711", sales_order_reference="S-88", payment_terms="30 days net",
        preceding_invoices=(PrecedingInvoice(number="1037"),) if is_credit else (),
        seller=Party(
            name=company,
            contact=Contact(name="Alex", telephone="+00 123 45 67", email="alex@company.example"),
        ),
        buyer=Party(
            name=customer, identifiers=(Identifier(value="K-17"),), contact=Contact(name="Kim"),
        ),
        period=Period(start=today.replace(day=1), end=today),
        payment=Payment(
            remittance_information="10421",
            means=(PaymentMeans(code="30", credit_transfer=CreditTransfer(account="00 0000 0000")),),
        ),
        totals=Totals(
            line_net_amount=net, amount_excl_vat=net, vat_amount=vat, amount_incl_vat=net + vat, amount_due=net + vat
        ),
        vat_breakdown=(VatBreakdown(taxable_amount=net, tax_amount=vat, category="S", rate=Decimal(25)),),
        lines=(
            Line(
                identifier="1", quantity=Decimal(10), unit="HUR", net_amount=net, price=Price(net_price=Decimal(1000)),
                vat=LineVat(category="S", rate=Decimal(25)), item=Item(name="Lorem ipsum"),
            ),
        ),
    )  # fmt: skip
