"""Facts of a UBL document that holds more than the model: what official rules look at wherever it stands.

Asked only of documents in which the reader did not find all as usual (`ordinary.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import cast

from lxml import etree

from depesch.model.facts import ChargeTaxes, LineTax, LooseTax
from depesch.model.invoice import Invoice, VatBreakdown
from depesch.syntaxes.leaves import day, number
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, cac, cbc

Element = etree._Element

_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})$")
_TOTAL, _SUBTOTAL, _CATEGORY = cac("TaxTotal"), cac("TaxSubtotal"), cac("TaxCategory")
_ALLOWANCE, _ITEM, _LINE_CATEGORY = cac("AllowanceCharge"), cac("Item"), cac("ClassifiedTaxCategory")
_LINES = (cac("InvoiceLine"), cac("CreditNoteLine"))
_LINE_TAX = f"{cac('Item')}/{cac('ClassifiedTaxCategory')}"
_GROSS_PRICE = f"{cac('Price')}/{cac('AllowanceCharge')}/{cbc('BaseAmount')}"
_DELIVERY = cac("Delivery")
_WITHOUT_COUNTRY = etree.XPath(
    "descendant::cac:Delivery/cac:DeliveryLocation/cac:Address[not(cac:Country/cbc:IdentificationCode)]",
    namespaces={"cac": CAC_NS, "cbc": CBC_NS},
)
_DATED = etree.XPath(
    "boolean(cac:Delivery/cbc:ActualDeliveryDate[string-length() > 1] or cac:InvoicePeriod/*)",
    namespaces={"cac": CAC_NS, "cbc": CBC_NS},
)
_DELIVERED_TO = etree.XPath(
    "string-length(cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode) > 1",
    namespaces={"cac": CAC_NS, "cbc": CBC_NS},
)
_SCHEME, _ID, _RATE = f"{cac('TaxScheme')}/{cbc('ID')}", cbc("ID"), cbc("Percent")


def is_vat(category: Element) -> bool:
    """Return whether the scheme of a tax category is VAT, in capitals or not."""
    return any((scheme.text or "").strip().upper() == "VAT" for scheme in category.iterfind(_SCHEME))


def _code(category: Element) -> str | None:
    code = category.findtext(_ID)
    return None if code is None else code.strip()


def rows_besides(root: Element, invoice: Invoice) -> tuple[tuple[VatBreakdown, ...], tuple[VatBreakdown, ...]]:
    """Return the VAT rows that the model does not hold: of further totals of the document, and of anything else.

    Of the document's totals the model leaves out those in the accounting currency.
    """
    of_document: list[VatBreakdown] = []
    elsewhere: list[VatBreakdown] = []
    known = len(invoice.vat_breakdown)
    all_of_document = [row for total in root.iterchildren(_TOTAL) for row in total.iterchildren(_SUBTOTAL)]
    left_out = len(all_of_document) > known
    for row in root.iter(_SUBTOTAL):
        total = row.getparent()
        if total is None or total.tag != _TOTAL:
            continue
        if total.getparent() is not root:
            elsewhere.append(_row(row))
        elif left_out and _currency(total) == invoice.vat_currency != invoice.currency:
            of_document.append(_row(row))
    return tuple(of_document), tuple(elsewhere)


def _currency(total: Element) -> str | None:
    amount = total.find(cbc("TaxAmount"))
    return None if amount is None else amount.get("currencyID")


def _row(row: Element) -> VatBreakdown:
    vat = next((category for category in row.iterchildren(_CATEGORY) if is_vat(category)), None)
    return VatBreakdown(
        taxable_amount=number(row.findtext(cbc("TaxableAmount"))),
        tax_amount=number(row.findtext(cbc("TaxAmount"))),
        category=None if vat is None else _code(vat),
        rate=None if vat is None else number(vat.findtext(_RATE)),
        exemption_reason=None if vat is None else vat.findtext(cbc("TaxExemptionReason")),
        exemption_reason_code=None if vat is None else vat.findtext(cbc("TaxExemptionReasonCode")),
    )


def line_taxes(root: Element) -> tuple[LineTax, ...] | None:
    """Return every tax category of every line, where some line has several; None where each has one at most."""
    taxes = [(position, line.findall(_LINE_TAX)) for position, line in enumerate(root.iterchildren(*_LINES))]
    if all(len(of_line) <= 1 for _, of_line in taxes):
        return None
    return tuple(
        LineTax(line=position, category=_code(tax), rate=number(tax.findtext(_RATE)), is_vat=is_vat(tax))
        for position, of_line in taxes
        for tax in of_line
    )


def loose_taxes(root: Element) -> Iterator[LooseTax]:
    """Give the tax categories of allowances and charges that are not the document's."""
    for allowance in root.iter(_ALLOWANCE):
        if allowance.getparent() is root:
            continue
        place = _kind(allowance)
        for tax in allowance.iterchildren(_CATEGORY):
            rate = number(tax.findtext(_RATE))
            yield LooseTax(place=place, category=_code(tax), rate=rate, is_vat=is_vat(tax))


def charge_taxes(root: Element) -> Iterator[ChargeTaxes]:
    """Give the VAT categories of those allowances and charges of the document that have several."""
    for allowance in root.iterchildren(_ALLOWANCE):
        taxes = [tax for tax in allowance.iterchildren(_CATEGORY) if is_vat(tax)]
        place = _kind(allowance)
        if len(taxes) > 1 and place != "elsewhere":
            yield ChargeTaxes(
                place=place,
                taxes=tuple(
                    LooseTax(place=place, category=_code(tax), rate=number(tax.findtext(_RATE))) for tax in taxes
                ),
                amount=number(allowance.findtext(cbc("Amount"))),
            )


def _kind(allowance: Element) -> str:
    said = (allowance.findtext(cbc("ChargeIndicator")) or "").strip()
    return "charge" if said in {"true", "1"} else "allowance" if said in {"false", "0"} else "elsewhere"


def nameless_taxes(root: Element) -> Iterator[str]:
    """Give where in the document VAT stands without its category: allowance, charge, row."""
    for tax in root.iter(_CATEGORY):
        holder = tax.getparent()
        if holder is not None and tax.find(_ID) is None and is_vat(tax):
            said = (holder.findtext(cbc("ChargeIndicator")) or "").strip()
            yield "row" if holder.tag == _SUBTOTAL else "charge" if said in {"true", "1"} else "allowance"


def taxes_elsewhere(root: Element) -> Iterator[LooseTax]:
    """Give the tax categories that are of no VAT row of the document, no line of its and no allowance."""
    for tax in root.iter(_CATEGORY, _LINE_CATEGORY):
        holder = tax.getparent()
        group = None if holder is None else holder.getparent()
        if holder is None or group is None or holder.tag == _ALLOWANCE:
            continue
        in_row = holder.tag == _SUBTOTAL and group.tag == _TOTAL and group.getparent() is root
        in_line = holder.tag == _ITEM and group.tag in _LINES and group.getparent() is root
        if not in_row and not in_line:
            place = "item" if tax.tag == _LINE_CATEGORY else "elsewhere"
            yield LooseTax(place=place, category=_code(tax), rate=number(tax.findtext(_RATE)), is_vat=is_vat(tax))


def odd_periods(root: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the model's path of each period that ends before it starts, and of each that says nothing."""
    backward, empty = [], []
    lines: dict[Element | None, int] = {line: at for at, line in enumerate(root.iterchildren(*_LINES))}
    for period in root.iter(cac("InvoicePeriod")):
        line = lines.get(period.getparent())
        path = "period" if line is None else f"lines[{line}].period"
        dates = [period.findtext(cbc(name)) for name in ("StartDate", "EndDate")]
        start, end = map(_instant, dates)
        if start is not None and end is not None and end < start:
            backward.append(path)
        code = None if line is not None else period.find(cbc("DescriptionCode"))
        if dates == [None, None] and code is None:
            empty.append(path)
    return tuple(backward), tuple(empty)


def delivery_dated(root: Element) -> bool:
    """Return whether there is a delivery date, or anything in the invoicing period."""
    return cast("bool", _DATED(root))


def delivery_country(root: Element) -> bool:
    """Return whether any delivery of the document has an address with a country."""
    return cast("bool", _DELIVERED_TO(root))


def _instant(text: str | None) -> datetime | None:
    """Return when a date begins, in its time zone; without one in UTC, as the artefacts are run here."""
    date = day(text)
    zone = _ZONE.search((text or "").strip())
    if date is None:
        return None
    return datetime.fromisoformat(f"{date.isoformat()}T00:00:00{zone[0].replace('Z', '+00:00') if zone else '+00:00'}")


def incomplete(root: Element) -> Iterator[str]:
    """Give what lacks a part that counts and has no place in the model.

    Attributes without a name or a value of items that are in no line, empty codes of the payment, and addresses of
    further deliveries, such as that of a line, without a country.
    """
    own = root.find(_DELIVERY)
    for address in cast("list[Element]", _WITHOUT_COUNTRY(root)):
        if own is None or own not in address.iterancestors(_DELIVERY):
            yield "other delivery"
    for attribute in root.iter(cac("AdditionalItemProperty")):
        line = next(attribute.iterancestors(*_LINES), None)
        ours = line is not None and line.getparent() is root and attribute.getparent() in line.findall(cac("Item"))
        whole = attribute.find(cbc("Name")) is not None and attribute.find(cbc("Value")) is not None
        if not ours and not whole:
            yield "other attribute"
    for code in root.iterfind(f"{cac('PaymentMeans')}/{cbc('PaymentMeansCode')}"):
        if code.text is None and code.get("name") is not None:
            yield "payment.means.code"


def references_to_nothing(root: Element) -> int:
    """Return how many references to preceding invoices, wherever they stand, name none and are not the model's."""
    invoice = cac("InvoiceDocumentReference")
    number = f"{invoice}/{cbc('ID')}"
    return sum(
        1
        for reference in root.iter(cac("BillingReference"))
        if reference.find(invoice if reference.getparent() is root else number) is None
    )


def negative_gross_prices(root: Element) -> tuple[int, ...]:
    """Return the positions of the lines of whose gross prices none is zero or more."""
    found = []
    for position, line in enumerate(root.iterchildren(*_LINES)):
        prices = [number(price.text) for price in line.iterfind(_GROSS_PRICE)]
        if prices and not any(price is not None and price >= 0 for price in prices):
            found.append(position)
    return tuple(found)
