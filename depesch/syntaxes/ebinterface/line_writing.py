"""An invoice line (BG-25), and allowances and charges, as ebInterface 6.1."""

from __future__ import annotations

from decimal import Decimal

from depesch.model.invoice import AllowanceCharge, Item, Line, LineVat, Period, Price
from depesch.syntaxes.ebinterface import names
from depesch.syntaxes.markup import Out, add_number, add_text, attribute, digits, escaped


def add_line(out: Out, line: Line, order: str | None) -> None:
    """Write one line."""
    item, price, vat = line.item or Item(), line.price or Price(), line.vat or LineVat()
    number = line.identifier if line.identifier and _is_position(line.identifier) else None
    out.append("<ListLineItem>")
    add_text(out, "PositionNumber", number)
    add_text(out, "Description", item.name or "")
    add_text(out, "Description", item.description)
    _add_article_numbers(out, item)
    add_number(out, "Quantity", line.quantity, attribute("Unit", line.unit or ""))
    base = digits(price.base_quantity) if price.base_quantity is not None else None
    add_number(out, "UnitPrice", price.net_price, attribute("BaseQuantity", base))
    if line.allowances or line.charges:
        out.append("<ReductionAndSurchargeListLineItemDetails>")
        add_allowances(out, line.allowances, "Reduction", of_line=True)
        add_allowances(out, line.charges, "Surcharge", of_line=True)
        out.append("</ReductionAndSurchargeListLineItemDetails>")
    _add_period(out, line.period)
    if line.order_line_reference is not None:
        out.append(f"<InvoiceRecipientsOrderReference><OrderID>{escaped(order or '')}</OrderID>")
        add_text(out, "OrderPositionNumber", line.order_line_reference)
        out.append("</InvoiceRecipientsOrderReference>")
    for one in item.classifications:
        out.append(f"<Classification{attribute('ClassificationSchema', one.scheme)}>{escaped(one.code or '')}")
        out.append("</Classification>")
    _add_informations(out, line, item, price)
    out.append("<TaxItem>")
    add_number(out, "TaxableAmount", line.net_amount)
    add_number(out, "TaxPercent", vat.rate, attribute("TaxCategoryCode", vat.category or ""))
    out.append("</TaxItem>")
    add_number(out, "LineItemAmount", line.net_amount)
    out.append("</ListLineItem>")


def _is_position(text: str) -> bool:
    """Whether the line's number is a positive whole number, which is all that the format takes for one."""
    return text.isascii() and text.isdigit() and text.strip("0") != ""


def _add_article_numbers(out: Out, item: Item) -> None:
    standard = item.standard_identifier.value if item.standard_identifier is not None else None
    for kind, number in (
        ("BillersArticleNumber", item.seller_identifier),
        ("InvoiceRecipientsArticleNumber", item.buyer_identifier),
        ("GTIN", standard),
    ):
        if number:
            out.append(f'<ArticleNumber ArticleNumberType="{kind}">{escaped(number)}</ArticleNumber>')


def _add_period(out: Out, period: Period | None) -> None:
    """Write the period of a line; one of a single day is a date, one with an open end stands as information."""
    if period is None or period.start is None or period.end is None:
        return
    if period.start == period.end:
        out.append(f"<Delivery><Date>{period.start.isoformat()}</Date></Delivery>")
    else:
        out.append(f"<Delivery><Period><FromDate>{period.start.isoformat()}</FromDate>")
        out.append(f"<ToDate>{period.end.isoformat()}</ToDate></Period></Delivery>")


def add_information(out: Out, key: str | None, value: str | None) -> None:
    """Write further information with its key."""
    if value:
        out.append(f"<AdditionalInformation{attribute('Key', key)}>{escaped(value)}</AdditionalInformation>")


def _add_informations(out: Out, line: Line, item: Item, price: Price) -> None:
    if line.identifier is not None and not _is_position(line.identifier):
        add_information(out, names.LINE_NUMBER, line.identifier)
    add_information(out, names.LINE_NOTE, line.note)
    if line.object_identifier is not None:
        add_information(out, names.OBJECT, line.object_identifier.value)
    add_information(out, "Kontierung", line.buyer_accounting_reference)
    add_information(out, names.ORIGIN, item.origin_country)
    for label, number in ((names.GROSS_PRICE, price.gross_price), (names.DISCOUNT, price.discount)):
        _add_number(out, label, number)
    period = line.period
    if period is not None and (period.start is None or period.end is None):
        add_information(out, names.LINE_FROM, period.start.isoformat() if period.start is not None else None)
        add_information(out, names.LINE_TO, period.end.isoformat() if period.end is not None else None)
    for one in item.attributes:
        # A space behind tells an attribute from the term that the key is for.
        marked = f"{one.name} " if one.name in names.LINE_KEYS else one.name
        add_information(out, marked, one.value)


def _add_number(out: Out, key: str, number: Decimal | None) -> None:
    if number is None:
        return
    written = digits(number)
    out.hurt |= written is None
    add_information(out, key, written)


def add_allowances(out: Out, some: tuple[AllowanceCharge, ...], kind: str, *, of_line: bool) -> None:
    """Write allowances (Reduction) or charges (Surcharge)."""
    tag = f"{kind}ListLineItem" if of_line else kind
    codes = names.REASON_LISTS[kind == "Surcharge"]
    for one in some:
        out.append(f"<{tag}>")
        add_number(out, "BaseAmount", one.base_amount)
        add_number(out, "Percentage", one.percentage)
        add_number(out, "Amount", one.amount)
        add_text(out, "Comment", one.reason)
        if one.reason_code:
            code = escaped(one.reason_code)
            out.append(f'<Classification ClassificationSchema="{codes}">{code}</Classification>')
        if not of_line:
            out.append("<TaxItem>")
            add_number(out, "TaxableAmount", one.amount if one.amount is not None else Decimal(0))
            add_number(out, "TaxPercent", one.vat_rate, attribute("TaxCategoryCode", one.vat_category or ""))
            out.append("</TaxItem>")
        out.append(f"</{tag}>")
