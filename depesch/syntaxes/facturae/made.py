"""What Facturae implies: numbers of lines, taxes by kind, the total before tax that is withheld, a sign.

- A line has no number; it is its place in the document.
- Why there is no VAT stands at the line; a VAT row of nothing is of the category of such lines.
- Tax that the buyer withholds (TaxesWithheld) is in InvoiceTotal for some and not for others: BT-112 is the sum of
  BT-109 and BT-110, where InvoiceTotal is that sum or that sum less what is withheld.
- What is withheld and what was paid on account is the paid amount (BT-113) where, taken off BT-112, it leaves
  TotalExecutableAmount (BT-115); else BT-113 is what was paid on account alone.
- A corrective invoice of less than nothing is a credit note, and positive in the model.

Source: Facturae 3.2.2, description of InvoiceTotals; EN 16931-1, BR-CO-15 and BR-CO-16.
"""

from __future__ import annotations

import binascii
from decimal import Context, Decimal
from typing import Any

import msgspec

from depesch.kit.filenames import media_type_of
from depesch.model.invoice import (
    Attachment,
    CreditTransfer,
    Invoice,
    Line,
    LineVat,
    Party,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes.facturae.codes import CATEGORIES, CORRECTED, CREDIT_NOTE, VAT
from depesch.syntaxes.implied import summed
from depesch.syntaxes.signs import has_negative_total, opposite

_EXACT = Context(prec=700)
_PACKED = {"ZIP": ".zip", "GZIP": ".gz"}


def finish(invoice: Invoice) -> Invoice:
    """Return the invoice with numbered lines, and as a credit note where it is one."""
    lines = tuple(msgspec.structs.replace(one, identifier=str(n)) for n, one in enumerate(invoice.lines, 1))
    invoice = msgspec.structs.replace(invoice, lines=lines, vat_breakdown=_with_categories(invoice))
    if invoice.type_code == CORRECTED and has_negative_total(invoice):
        return msgspec.structs.replace(opposite(invoice), type_code=CREDIT_NOTE)
    return invoice


def _with_categories(invoice: Invoice) -> tuple[VatBreakdown, ...]:
    """Return the VAT rows; one without VAT is of the category that all such lines have, where they have but one."""
    found = {one.vat.category for one in invoice.lines if one.vat is not None and not one.vat.rate}
    category = found.pop() if len(found) == 1 else None
    return tuple(
        msgspec.structs.replace(row, category=category) if row.category is None and not row.rate else row
        for row in invoice.vat_breakdown
    )


def line(*, event: str | None = None, vat: LineVat | None = None, **terms: Any) -> Line:
    """Return an invoice line; an event that it is exempt or not taxed for is its category."""
    if event is not None:
        vat = msgspec.structs.replace(vat or LineVat(), category=event)
    return Line(vat=vat, **terms)


def series_and_number(series: str, number: str) -> str:
    """Return the number of an invoice, which is only one within its series.

    >>> series_and_number("2009-", "39"), series_and_number("A", "39"), series_and_number("", "39")
    ('2009-39', 'A-39', '39')
    """
    between = "-" if series and series[-1].isalnum() else ""
    return f"{series}{between}{number}"


def party(*, tax_number: str | None = None, residence: str | None = None, **terms: Any) -> Party:
    """Return a party. Of a resident the tax number is the Spanish VAT number, which begins with ES everywhere else."""
    if tax_number is None:
        return Party(**terms)
    if residence == "R" and not tax_number.startswith("ES"):
        tax_number = f"ES{tax_number}"
    if tax_number[:2].isalpha() and tax_number[:2].isupper():
        return Party(vat_identifier=tax_number, **terms)
    return Party(tax_registration=tax_number, **terms)


def line_vat(*, kind: str = VAT, category: str | None = None, rate: Decimal | None = None) -> LineVat:
    """Return the VAT of a line."""
    return LineVat(category=_category(kind, category, rate), rate=rate)


def vat_row(*, kind: str = VAT, category: str | None = None, rate: Decimal | None = None, **terms: Any) -> VatBreakdown:
    """Return a row of the VAT breakdown."""
    return VatBreakdown(category=_category(kind, category, rate), rate=rate, **terms)


def _category(kind: str, stated: str | None, rate: Decimal | None) -> str | None:
    if stated is not None:
        return stated
    return CATEGORIES.get(kind, "S" if rate else None)


def account(*, iban: str | None = None, number: str | None = None, provider: str | None = None) -> CreditTransfer:
    """Return the account to pay to: by its IBAN, else by its national number."""
    return CreditTransfer(account=iban or number, provider=provider)


def totals(
    *,
    invoice_total: Decimal | None = None,
    withheld: Decimal | None = None,
    retained: tuple[Decimal, ...] = (),
    on_account: Decimal | None = None,
    amount_excl_vat: Decimal | None = None,
    vat_amount: Decimal | None = None,
    amount_due: Decimal | None = None,
    **terms: Decimal | None,
) -> Totals:
    """Return the totals; see above."""
    gross = invoice_total
    if invoice_total is not None and withheld and amount_excl_vat is not None and vat_amount is not None:
        before = _EXACT.add(amount_excl_vat, vat_amount)
        gross = before if _EXACT.subtract(before, withheld) == invoice_total else invoice_total
    paid = on_account
    kept = summed((withheld, *retained))
    if kept and gross is not None and amount_due is not None:
        both = summed((on_account, kept))
        paid = both if _EXACT.subtract(gross, both) == amount_due else on_account
    return Totals(
        amount_excl_vat=amount_excl_vat,
        vat_amount=vat_amount,
        amount_incl_vat=gross,
        paid_amount=paid or None,
        amount_due=amount_due,
        **terms,
    )


def document(
    *,
    content: bytes | None = None,
    description: str | None = None,
    kind: str | None = None,
    packing: str | None = None,
) -> SupportingDocument:
    """Return an attached file; one that is packed stays so. It goes by its description, else by its kind."""
    if content is None:
        return SupportingDocument(reference=description or kind, description=description)
    suffix = f".{kind.lower()}" if kind else ""
    packed = _PACKED.get(packing or "", "")
    name = f"{description or 'attachment'}{suffix}{packed}"
    found = Attachment(content=content, mime_code=media_type_of(f"x{packed or suffix}"), filename=name)
    return SupportingDocument(reference=description or name, description=description, attachment=found)


def unpacked(text: str) -> bytes | None:
    """Return the bytes that base64 writes, None when it is none."""
    try:
        return binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except (binascii.Error, ValueError):
        return None
