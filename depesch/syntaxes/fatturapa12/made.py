"""Groups of the model that FatturaPA states otherwise: prices before reductions, VAT without a category, files.

Computed here, as the format defines them: the net price (BT-146), the unit price less and plus its reductions and
surcharges, each as an amount for one unit or, without one, a percentage of what is left so far.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import NamedTuple

from depesch.kit.filenames import media_type_of
from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    CreditTransfer,
    LineVat,
    PaymentMeans,
    Price,
    SupportingDocument,
    VatBreakdown,
)
from depesch.syntaxes.fatturapa12.codes import PAYMENT_MEANS, SPLIT_PAYMENT
from depesch.syntaxes.leaves import MOST_DIGITS

REDUCTION, SURCHARGE = "SC", "MG"
_EXACT = Context(prec=8 * MOST_DIGITS)


class Step(NamedTuple):
    """One reduction or surcharge of a price."""

    kind: str | None = None
    percentage: Decimal | None = None
    amount: Decimal | None = None


def price(net_price: Decimal | None = None, steps: tuple[Step, ...] = ()) -> Price:
    """Return the price of a line; where it is only reduced, with the price before and the discount."""
    if net_price is None or not steps:
        return Price(net_price=net_price)
    gross, net, only_reduced = net_price, net_price, True
    for step in steps:
        amount = step.amount
        if amount is None and step.percentage is not None:
            amount = _EXACT.divide(_EXACT.multiply(net, step.percentage), Decimal(100))
        if amount is None or step.kind is None:
            return Price(net_price=None, gross_price=gross)  # what is taken off is not known
        only_reduced &= step.kind == REDUCTION
        net = _EXACT.subtract(net, amount) if step.kind == REDUCTION else _EXACT.add(net, amount)
    if not only_reduced:
        return Price(net_price=net)
    return Price(net_price=net, gross_price=gross, discount=_EXACT.subtract(gross, net))


def _category(rate: Decimal | None, stated: str | None) -> str | None:
    """Return the category: the one stated for what has no VAT, else standard; a zero without a reason has none."""
    return stated if stated is not None or not rate else "S"


def line_vat(rate: Decimal | None = None, category: str | None = None) -> LineVat:
    """Return the VAT of a line."""
    return LineVat(rate=rate, category=_category(rate, category))


def vat_row(
    rate: Decimal | None = None, category: str | None = None, split: str | None = None, **stated: object
) -> VatBreakdown:
    """Return a row of the VAT breakdown; `split` when the administration pays its VAT, if it has any, to the state."""
    known = SPLIT_PAYMENT if split and category is None else _category(rate, category)
    return VatBreakdown(rate=rate, category=known, **stated)  # type: ignore[arg-type]  # what the plan names


def fund(
    vat_rate: Decimal | None = None, vat_category: str | None = None, reason: str | None = None, **stated: object
) -> AllowanceCharge:
    """Return the contribution to a professional's pension fund, which is a charge."""
    name = f"Cassa previdenziale {reason}" if reason else None
    category = _category(vat_rate, vat_category)
    return AllowanceCharge(vat_rate=vat_rate, vat_category=category, reason=name, **stated)  # type: ignore[arg-type]  # what the plan names


def means(code: str | None = None, credit_transfer: CreditTransfer | None = None) -> PaymentMeans:
    """Return a way to pay, its code with the method in words."""
    known, text = PAYMENT_MEANS[code] if code is not None else (None, None)
    return PaymentMeans(code=known, text=text, credit_transfer=credit_transfer)


def document(
    reference: str | None = None, description: str | None = None, attachment: Attachment | None = None
) -> SupportingDocument:
    """Return an attached file under the name that goes with it."""
    if attachment is not None and reference is not None:
        attachment = Attachment(content=attachment.content, filename=reference, mime_code=media_type_of(reference))
    return SupportingDocument(reference=reference, description=description, attachment=attachment)
