"""What the lists and the duplicate control need to know of a document, taken from the model into its row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

from depesch.hub.directory.identifiers import of_seller
from depesch.hub.flows.models import Document
from depesch.model.invoice import Invoice, Party, Totals

# The fields of the row that `fill` sets, for `save(update_fields=...)`.
FILLED = (
    "syntax", "type_code", "number", "issue_date", "due_date", "seller_name", "seller_key", "buyer_name", "currency",
    "amount_due", "search_text",
)  # fmt: skip
_SEARCH_LENGTH = 2000
_MOST_AMOUNT = Decimal(10) ** 20 - 1  # the column takes 20 digits before the point, after rounding to its 10 decimals


def fill(document: Document, invoice: Invoice, syntax: str) -> None:
    """Write what the invoice says into the row, cut to what the row holds; does not save."""
    seller, buyer = invoice.seller or Party(), invoice.buyer or Party()
    document.syntax = syntax[:40]
    document.type_code = (invoice.type_code or "")[:10]
    document.number = (invoice.number or "")[:200]
    document.issue_date, document.due_date = invoice.issue_date, invoice.due_date
    document.seller_name, document.buyer_name = (seller.name or "")[:300], (buyer.name or "")[:300]
    document.seller_key = seller_key(invoice)[:100]
    document.currency = (invoice.currency or "")[:3]
    amount = (invoice.totals or Totals()).amount_due
    document.amount_due = amount if amount is not None and abs(amount) <= _MOST_AMOUNT else None
    document.search_text = search_text(invoice, document.file_name)


def seller_key(invoice: Invoice) -> str:
    """Return by what the seller is known as the same one: its first identifier, else its name in lower case."""
    seller = invoice.seller or Party()
    identifiers = of_seller(seller)
    return str(identifiers[0]) if identifiers else " ".join((seller.name or "").lower().split())


def search_text(invoice: Invoice, file_name: str) -> str:
    """Return what a search looks in: number, names, references and the payment reference, in lower case."""
    seller, buyer = invoice.seller or Party(), invoice.buyer or Party()
    words = (
        invoice.number, seller.name, buyer.name, seller.trading_name, buyer.trading_name, invoice.buyer_reference,
        invoice.order_reference, invoice.contract_reference, invoice.project_reference,
        invoice.payment.remittance_information if invoice.payment else None, file_name,
    )  # fmt: skip
    return " ".join(" ".join(dict.fromkeys(w for w in words if w)).lower().split())[:_SEARCH_LENGTH]


def duplicate_key(invoice: Invoice, *, send_mode: str, fiscal_year_starts: int) -> str | None:
    """Return the key that two documents share when they are the same one issued twice; None without a number.

    Seller, number (BT-1) in any case and at full length, invoice or credit note, and the fiscal year of the issue date
    (BT-2); the send mode keeps trials out of the way of the real thing.
    """
    seller = seller_key(invoice)
    if not (invoice.number and seller):
        return None
    parts = (
        send_mode, seller, invoice.number.strip().casefold(),
        "credit-note" if invoice.is_credit_note else "invoice",
        str(fiscal_year(invoice.issue_date, fiscal_year_starts)),
    )  # fmt: skip
    return sha256("\0".join(parts).encode()).hexdigest()


def fiscal_year(day: date | None, starts: int) -> int:
    """Return the year in which the fiscal year of `day` began; `starts` is its first month, 1 to 12.

    >>> fiscal_year(date(2026, 4, 30), 5), fiscal_year(date(2026, 5, 1), 5)
    (2025, 2026)
    """
    if day is None:
        return 0
    return day.year if day.month >= starts else day.year - 1
