"""Parts of a UBL document that both the document and its lines have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from depesch.model.invoice import AllowanceCharge, Period
from depesch.syntaxes.markup import Out, add_number, add_text, digits, escaped

VAT_SCHEME = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"


class TaxMarkup(NamedTuple):
    """How a format of the family writes a tax category: the attributes of its code, and the scheme after it."""

    attributes: str
    scheme: str


VAT = TaxMarkup("", VAT_SCHEME)


def add_category(out: Out, tag: str, category: str | None, rate: Decimal | None, tax: TaxMarkup = VAT) -> None:
    """Write a tax category without a reason for an exemption."""
    out.append(f"<{tag}>{category_markup(out, category, rate, tax)}</{tag}>")


def category_markup(out: Out, category: str | None, rate: Decimal | None, tax: TaxMarkup = VAT) -> str:
    """Return what stands in a tax category: code, rate and scheme."""
    code = "" if category is None else f"<cbc:ID{tax.attributes}>{escaped(category)}</cbc:ID>"
    written = None if rate is None else digits(rate)
    if written is None:
        out.hurt |= rate is not None
        return code + tax.scheme
    return f"{code}<cbc:Percent>{written}</cbc:Percent>{tax.scheme}"


def add_date(out: Out, tag: str, value: date | None) -> None:
    """Write an element with a date, if there is one."""
    if value is not None:
        out.append(f"<{tag}>{value.isoformat()}</{tag}>")


def add_period(out: Out, period: Period, description_code: str | None = None) -> None:
    """Write an invoicing period; the document's also carries the code of the tax point (BT-8)."""
    out.append("<cac:InvoicePeriod>")
    add_date(out, "cbc:StartDate", period.start)
    add_date(out, "cbc:EndDate", period.end)
    add_text(out, "cbc:DescriptionCode", description_code)
    out.append("</cac:InvoicePeriod>")


def add_allowances(
    out: Out, all_of_them: tuple[AllowanceCharge, ...], currency: str, is_charge: str, tax: TaxMarkup = VAT
) -> None:
    """Write allowances ("false") or charges ("true")."""
    for one in all_of_them:
        out.append(f"<cac:AllowanceCharge><cbc:ChargeIndicator>{is_charge}</cbc:ChargeIndicator>")
        add_text(out, "cbc:AllowanceChargeReasonCode", one.reason_code)
        add_text(out, "cbc:AllowanceChargeReason", one.reason)
        add_number(out, "cbc:MultiplierFactorNumeric", one.percentage)
        add_number(out, "cbc:Amount", one.amount, currency)
        add_number(out, "cbc:BaseAmount", one.base_amount, currency)
        if one.vat_category is not None or one.vat_rate is not None:
            add_category(out, "cac:TaxCategory", one.vat_category, one.vat_rate, tax)
        out.append("</cac:AllowanceCharge>")


def add_reference(out: Out, tag: str, value: str | None) -> None:
    """Write a reference that is an identifier and nothing else, if there is one."""
    if value is not None:
        out.append(f"<{tag}><cbc:ID>{escaped(value)}</cbc:ID></{tag}>")
