"""What a Finvoice means as a whole: signs, VAT categories and payment codes that are not said, empty groups."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import msgspec
from lxml import etree

from depesch.model.invoice import (
    AllowanceCharge,
    Contact,
    Delivery,
    Invoice,
    Line,
    LineVat,
    Party,
    Payee,
    Payment,
    PaymentMeans,
    Period,
    PostalAddress,
    Struct,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes.finvoice.arithmetic import discount_amount, line_total, net_price
from depesch.syntaxes.finvoice.codes import CREDIT, CREDIT_TRANSFER, SEPA_TRANSFER
from depesch.syntaxes.payment import is_iban
from depesch.syntaxes.signs import opposite

S = TypeVar("S", bound=Struct)
_replace = msgspec.structs.replace
_TYPE = "InvoiceDetails/InvoiceTypeCode"
_STANDARD = "S"
_EMPTY: dict[type[Struct], Struct] = {
    kind: kind() for kind in (Party, Payee, Delivery, Period, Payment, Totals, Contact, PostalAddress)
}


def finished(invoice: Invoice, root: etree._Element, *, is_old: bool) -> Invoice:
    """Return the invoice that is meant by the one the elements give; `is_old` for versions before 3.0."""
    if invoice.is_credit_note and not _is_positive(invoice, root):
        invoice = with_other_signs(invoice)
    invoice = _replace(invoice, lines=tuple(map(completed_line, invoice.lines)))
    return completed(invoice, is_old=is_old)


def _is_positive(invoice: Invoice, root: etree._Element) -> bool:
    """Whether a credit note has, against the guideline, a positive total: its amounts are as the model has them.

    Only a message that is handled as a credit note is one by itself; in any other a positive total is to be paid.
    """
    stated = invoice.totals.amount_incl_vat if invoice.totals else None
    return stated is not None and stated > 0 and (root.findtext(_TYPE) or "").strip() == CREDIT


def with_other_signs(invoice: Invoice) -> Invoice:
    """Return the invoice with all its amounts turned, as a credit note has them on the other side.

    A line's quantity that did not go with the negative amount stays.
    """
    turned = opposite(invoice)
    lines = tuple(
        _replace(after, quantity=before.quantity) if keeps_quantity(before) else after
        for before, after in zip(invoice.lines, turned.lines, strict=True)
    )
    return _replace(turned, lines=lines)


def keeps_quantity(line: Line) -> bool:
    """Whether a credited line has a positive quantity and price and only its amount is negative."""
    price = line.price.net_price if line.price else None
    if line.quantity is None or line.net_amount is None:
        return False
    return line.quantity > 0 > line.net_amount and (price is None or price >= 0)


def completed(invoice: Invoice, *, is_old: bool) -> Invoice:
    """Return the invoice with what its version implies besides its lines, and without groups that say nothing."""
    lines = _numbered(invoice.lines)
    totals = _none_if_empty(invoice.totals)
    if is_old and totals is not None and totals.line_net_amount is None:
        totals = _replace(totals, line_net_amount=line_total(totals, lines))
    return _replace(
        invoice,
        seller=_party(invoice.seller),
        buyer=_party(invoice.buyer),
        payee=_none_if_empty(invoice.payee),
        delivery=_none_if_empty(invoice.delivery),
        period=_none_if_empty(invoice.period),
        payment=_payment(invoice),
        totals=totals,
        vat_breakdown=tuple(map(_rated, invoice.vat_breakdown)),
        allowances=tuple(map(_rated_charge, invoice.allowances)),
        charges=tuple(map(_rated_charge, invoice.charges)),
        lines=lines,
    )


def _none_if_empty(group: S | None) -> S | None:
    return None if group is None or group == _EMPTY[type(group)] else group


def _party(party: Party | None) -> Party | None:
    if party is None:
        return None
    contact, address = _none_if_empty(party.contact), _none_if_empty(party.address)
    if contact is not party.contact or address is not party.address:
        party = _replace(party, contact=contact, address=address)
    return _none_if_empty(party)


def _numbered(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines with their position as the number (BT-126) of those that state none, unless another has it."""
    stated = {line.identifier for line in lines}
    if None not in stated:
        return lines
    return tuple(
        _replace(line, identifier=str(number)) if line.identifier is None and str(number) not in stated else line
        for number, line in enumerate(lines, 1)
    )


def completed_line(line: Line) -> Line:
    """Return the line with its VAT category, net price and discount, where they are implied."""
    vat = line.vat
    if vat is not None and vat.category is None and _is_above_zero(vat.rate):
        line = _replace(line, vat=LineVat(category=_STANDARD, rate=vat.rate))
    price = line.price
    if price is not None and price.net_price is None and price.discount is not None:
        line = _replace(line, price=_replace(price, net_price=net_price(price)))
    if line.allowances and line.allowances[0].amount is None:
        amount = discount_amount(line)
        if amount is not None:
            line = _replace(line, allowances=(_replace(line.allowances[0], amount=amount),))
    return line


def _is_above_zero(rate: Decimal | None) -> bool:
    return rate is not None and rate > 0


def _rated(row: VatBreakdown) -> VatBreakdown:
    return row if row.category is not None or not _is_above_zero(row.rate) else _replace(row, category=_STANDARD)


def _rated_charge(one: AllowanceCharge) -> AllowanceCharge:
    is_said = one.vat_category is not None or not _is_above_zero(one.vat_rate)
    return one if is_said else _replace(one, vat_category=_STANDARD)


def _payment(invoice: Invoice) -> Payment | None:
    payment = _none_if_empty(invoice.payment)
    if payment is None:
        return None
    return _replace(payment, means=coded_means(payment.means, invoice.currency))


def coded_means(means: tuple[PaymentMeans, ...], currency: str | None) -> tuple[PaymentMeans, ...]:
    """Return the ways to pay with a code (BT-81) for each account: that of the order, else a credit transfer."""
    if not means:
        return means
    first = _coded(means[0], currency)
    return (first, *(_as(one, first) for one in means[1:]))


def _coded(means: PaymentMeans, currency: str | None) -> PaymentMeans:
    account = means.credit_transfer.account if means.credit_transfer else None
    if means.code is not None or account is None:
        return means
    return _replace(means, code=SEPA_TRANSFER if currency == "EUR" and is_iban(account) else CREDIT_TRANSFER)


def _as(means: PaymentMeans, first: PaymentMeans) -> PaymentMeans:
    """Return a further account with the code of the order; its text (BT-82) is stated once."""
    return _replace(means, code=first.code)
