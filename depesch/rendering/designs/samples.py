"""Invoices of companies that do not exist, to try a design on and to show it by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from depesch.model.invoice import (
    Contact,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Note,
    Party,
    Payment,
    PaymentMeans,
    PostalAddress,
    PrecedingInvoice,
    Price,
)
from depesch.model.totals import completed

_MANY = 120
_SELLER = Party(
    name="Exempelfasad AB",
    legal_registration=Identifier(value="5566010103", scheme="0007"),
    vat_identifier="SE556601010301",
    electronic_address=Identifier(value="5566010103", scheme="0007"),
    additional_legal_information="Godkänd för F-skatt",
    address=PostalAddress(line_1="Kajen 3", city="Umeå", post_code="903 20", country="SE"),
    contact=Contact(name="Astrid Lind", telephone="+46 90 555 01", email="faktura@exempelfasad.example"),
)
_BUYER = Party(
    name="Eksempelkunden AS",
    legal_registration=Identifier(value="999000053", scheme="0192"),
    electronic_address=Identifier(value="999000053", scheme="0192"),
    address=PostalAddress(line_1="Bryggen 12", city="Bergen", post_code="5003", country="NO"),
)
_ROWS = (("Fasadtvätt, södra sidan", "12", "HUR", "685.00", "25"), ("Ställning, per dygn", "4", "DAY", "1250.00", "25"))


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice with the language and the mode that it is set in."""

    name: str  # in English, for whoever writes a template
    invoice: Invoice
    language: str
    send_mode: str = "production"


def usual(seller: str = "") -> Invoice:
    """Return the invoice that designs are shown by, from a seller of that name."""
    invoice = _invoice("20261178", _ROWS)
    party = msgspec.structs.replace(_SELLER, name=seller or _SELLER.name)
    return msgspec.structs.replace(invoice, seller=party)


def samples() -> tuple[Sample, ...]:
    """Return what a source is tried on."""
    many = tuple((f"Ruta {number}", "3", "H87", "99.50", "25") for number in range(1, _MANY + 1))
    mixed = (*_ROWS, ("Handbok", "2", "H87", "180.00", "6"), ("Frukost", "8", "H87", "95.00", "12"))
    credit = msgspec.structs.replace(
        _invoice("K-77", _ROWS[:1]), type_code="381", due_date=None,
        preceding_invoices=(PrecedingInvoice(number="20261178", issue_date=date(2026, 11, 2)),),
    )  # fmt: skip
    foreign = completed(msgspec.structs.replace(_invoice("E-5", _ROWS), currency="EUR"))
    return (
        Sample(name="a short invoice", invoice=usual(), language="sv"),
        Sample(name=f"an invoice of {_MANY} lines", invoice=_invoice("L-120", many), language="sv"),
        Sample(name="a credit note", invoice=credit, language="nb"),
        Sample(name="an invoice with several VAT rates", invoice=_invoice("M-3", mixed), language="en"),
        Sample(name="an invoice in a foreign currency", invoice=foreign, language="fi"),
        Sample(name="an invoice in test mode", invoice=usual(), language="en", send_mode="test"),
    )


def _invoice(number: str, rows: tuple[tuple[str, str, str, str, str], ...]) -> Invoice:
    lines = tuple(
        Line(
            identifier=str(at), quantity=Decimal(quantity), unit=unit, price=Price(net_price=Decimal(price)),
            vat=LineVat(category="S", rate=Decimal(rate)), item=Item(name=name),
        )
        for at, (name, quantity, unit, price, rate) in enumerate(rows, 1)
    )  # fmt: skip
    account = CreditTransfer(account="SE3550000000054910000003")
    return completed(
        Invoice(
            number=number, type_code="380", issue_date=date(2026, 11, 2), due_date=date(2026, 12, 2), currency="SEK",
            specification="urn:cen.eu:en16931:2017", buyer_reference="Ref 7", order_reference="O-311",
            notes=(Note(text="Arbetet är utfört i oktober."),), seller=_SELLER, buyer=_BUYER, lines=lines,
            payment=Payment(remittance_information=number, means=(PaymentMeans(code="58", credit_transfer=account),)),
        )
    )  # fmt: skip
