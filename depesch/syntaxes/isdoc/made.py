"""What ISDOC implies: the totals beside advances, the price of an invoice in foreign currency, a register, a sign.

- Advances that were taxed when they were paid are amounts "already claimed": they are taken off what is due, so with
  the deposits they are the paid amount (BT-113). BT-115 = BT-112 - BT-113 + BT-114 then holds.
- An invoice has no discounts of its own: the sum of its lines (BT-106) is its total without VAT (BT-109).
- An amount in foreign currency has an element, a price has none: it is the line's amount by its quantity, where that
  comes out even (a line has no discount either).
- A credit note has negative amounts, the model positive ones.

Source: ISDOC 6.0.2, description of DocumentType, LegalMonetaryTotal, ForeignCurrencyCode.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

import msgspec

from depesch.model.invoice import (
    CreditTransfer,
    Invoice,
    Line,
    LineVat,
    Party,
    PaymentMeans,
    Price,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes.implied import summed
from depesch.syntaxes.signs import has_negative_total, opposite

CZECH_REGISTER = "0154"  # ISO 6523: IČO
TO_ACCOUNT = "42"  # UNTDID 4461: payment to a bank account
_EXACT = Context(prec=700)
_MOST_DECIMALS = 10


def finish(invoice: Invoice) -> Invoice:
    """Return the invoice with the signs of the model."""
    return opposite(invoice) if invoice.is_credit_note and has_negative_total(invoice) else invoice


def totals(
    *,
    claimed: Decimal | None = None,
    deposits: Decimal | None = None,
    vat_left: Decimal | None = None,
    amount_excl_vat: Decimal | None = None,
    amount_incl_vat: Decimal | None = None,
    local_vat_left: Decimal | None = None,
    local_excl_vat: Decimal | None = None,
    local_incl_vat: Decimal | None = None,
    **terms: Decimal | None,
) -> Totals:
    """Return the totals. `vat_left` is the VAT after advances: the whole where there are none."""
    return Totals(
        line_net_amount=amount_excl_vat,
        amount_excl_vat=amount_excl_vat,
        vat_amount=_whole_vat(vat_left, amount_excl_vat, amount_incl_vat) if claimed else vat_left,
        vat_amount_accounting=_whole_vat(local_vat_left, local_excl_vat, local_incl_vat) if claimed else local_vat_left,
        amount_incl_vat=amount_incl_vat,
        paid_amount=summed((claimed, deposits.copy_abs() if deposits else None)) if claimed or deposits else None,
        **terms,
    )


def _whole_vat(left: Decimal | None, net: Decimal | None, gross: Decimal | None) -> Decimal | None:
    return _EXACT.subtract(gross, net) if net is not None and gross is not None else left


def line_vat(*, category: str | None = None, rate: Decimal | None = None) -> LineVat:
    """Return the VAT of a line: a positive rate is the standard category, unless reverse charge is stated."""
    return LineVat(category=_category(category, rate), rate=rate)


def vat_row(*, category: str | None = None, rate: Decimal | None = None, **terms: Any) -> VatBreakdown:
    """Return a row of the VAT breakdown."""
    return VatBreakdown(category=_category(category, rate), rate=rate, **terms)


def _category(stated: str | None, rate: Decimal | None) -> str | None:
    return stated or ("S" if rate is not None and rate > 0 else None)


def foreign_line(**terms: Any) -> Line:
    """Return an invoice line in foreign currency, with the price that its amount and quantity make."""
    net, quantity = terms.get("net_amount"), terms.get("quantity")
    price = share(net, quantity) if net is not None and quantity else None
    return Line(price=None if price is None else Price(net_price=price), **terms)


def share(amount: Decimal, of: Decimal) -> Decimal | None:
    """Return the amount for one, None where that has more decimals than a price has.

    >>> share(Decimal("4.30"), Decimal(100)), share(Decimal(1), Decimal(3))
    (Decimal('0.043'), None)
    """
    found = _EXACT.divide(amount, of)
    places = found.as_tuple().exponent
    return found if isinstance(places, int) and -places <= _MOST_DECIMALS else None


def party(**terms: Any) -> Party:
    """Return a party; the number of a Czech one is of the Czech register."""
    found = Party(**terms)
    number, address = found.legal_registration, found.address
    if number is None or address is None or address.country != "CZ" or not number.value.isdigit():
        return found
    return msgspec.structs.replace(found, legal_registration=msgspec.structs.replace(number, scheme=CZECH_REGISTER))


def other_account(**terms: Any) -> PaymentMeans:
    """Return a further account that may be paid to as well."""
    return PaymentMeans(code=TO_ACCOUNT, credit_transfer=CreditTransfer(**terms))
