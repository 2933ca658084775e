"""An invoice line (BG-25) as UBL 2.1."""

from __future__ import annotations

from depesch.model.invoice import Item, Line, Price
from depesch.syntaxes import Done
from depesch.syntaxes.implied import taken_off
from depesch.syntaxes.line_allowances import without_vat
from depesch.syntaxes.markup import Out, add_id, add_number, add_quantity, add_text, attribute, escaped
from depesch.syntaxes.ubl.names import INVOICED_OBJECT
from depesch.syntaxes.ubl.parts import add_allowances, add_period, category_markup


def add_line(out: Out, line: Line, index: int, currency: str, kind: str) -> None:
    """Write one line; `kind` is Invoice or Credit."""
    path = f"lines[{index}]"
    element = kind_of_line(kind)
    out.append(f"<cac:{element}>")
    add_line_head(out, line, path, currency, kind)
    if line.allowances or line.charges:
        add_allowances(out, without_vat(out, line.allowances, f"{path}.allowances"), currency, "false")
        add_allowances(out, without_vat(out, line.charges, f"{path}.charges"), currency, "true")
    if line.item is not None or line.vat is not None:
        vat = line.vat
        add_item(out, line.item or Item(), None if vat is None else category_markup(out, vat.category, vat.rate))
    if line.price is not None:
        add_price(out, line.price, currency, path)
    out.append(f"</cac:{element}>")


def add_line_head(out: Out, line: Line, path: str, currency: str, kind: str) -> None:
    """Write what stands before the allowances and the taxes of a line."""
    add_text(out, "cbc:ID", line.identifier)
    add_text(out, "cbc:Note", line.note)
    quantity = "cbc:CreditedQuantity" if kind == "Credit" else "cbc:InvoicedQuantity"
    add_quantity(out, quantity, line.quantity, line.unit, path, "unit")
    add_number(out, "cbc:LineExtensionAmount", line.net_amount, currency)
    add_text(out, "cbc:AccountingCost", line.buyer_accounting_reference)
    if line.period is not None:
        add_period(out, line.period)
    if line.order_line_reference is not None:
        reference = escaped(line.order_line_reference)
        out.append(f"<cac:OrderLineReference><cbc:LineID>{reference}</cbc:LineID></cac:OrderLineReference>")
    if line.object_identifier is not None:
        out.append("<cac:DocumentReference>")
        add_id(out, "cbc:ID", line.object_identifier)
        out.append(f"<cbc:DocumentTypeCode>{INVOICED_OBJECT}</cbc:DocumentTypeCode></cac:DocumentReference>")


def kind_of_line(kind: str) -> str:
    """Return the name of a line's element."""
    return "CreditNoteLine" if kind == "Credit" else "InvoiceLine"


def add_item(out: Out, item: Item, category: str | None) -> None:
    """Write an item with the VAT category of its line, of which `category` is what stands in it."""
    out.append("<cac:Item>")
    add_text(out, "cbc:Description", item.description)
    add_text(out, "cbc:Name", item.name)
    if item.buyer_identifier is not None:
        identifier = escaped(item.buyer_identifier)
        out.append(f"<cac:BuyersItemIdentification><cbc:ID>{identifier}</cbc:ID></cac:BuyersItemIdentification>")
    if item.seller_identifier is not None:
        identifier = escaped(item.seller_identifier)
        out.append(f"<cac:SellersItemIdentification><cbc:ID>{identifier}</cbc:ID></cac:SellersItemIdentification>")
    if item.standard_identifier is not None:
        out.append("<cac:StandardItemIdentification>")
        add_id(out, "cbc:ID", item.standard_identifier)
        out.append("</cac:StandardItemIdentification>")
    if item.origin_country is not None:
        code = escaped(item.origin_country)
        out.append(f"<cac:OriginCountry><cbc:IdentificationCode>{code}</cbc:IdentificationCode></cac:OriginCountry>")
    for one in item.classifications:
        marks = attribute("listID", one.scheme) + attribute("listVersionID", one.scheme_version)
        code = escaped(one.code or "")
        out.append(f"<cac:CommodityClassification><cbc:ItemClassificationCode{marks}>{code}")
        out.append("</cbc:ItemClassificationCode></cac:CommodityClassification>")
    if category is not None:
        out.append(f"<cac:ClassifiedTaxCategory>{category}</cac:ClassifiedTaxCategory>")
    for one_attribute in item.attributes:
        out.append("<cac:AdditionalItemProperty>")
        add_text(out, "cbc:Name", one_attribute.name)
        add_text(out, "cbc:Value", one_attribute.value)
        out.append("</cac:AdditionalItemProperty>")
    out.append("</cac:Item>")


def add_price(out: Out, price: Price, currency: str, path: str) -> None:
    """Write a price; the discount that two prices imply is named as added."""
    out.append("<cac:Price>")
    add_number(out, "cbc:PriceAmount", price.net_price, currency)
    unit = price.base_quantity_unit
    add_quantity(out, "cbc:BaseQuantity", price.base_quantity, unit, path, "price.base_quantity_unit")
    discount = price.discount
    if discount is None and price.gross_price is not None:
        discount = taken_off(price.gross_price, price.net_price)
        why = "UBL holds BT-148 only beside a discount; the one that both prices imply is written"
        out.lose(f"{path}.price.discount", discount, why, done=Done.ADDED)
    if discount is not None:
        out.append("<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>")
        add_number(out, "cbc:Amount", discount, currency)
        add_number(out, "cbc:BaseAmount", price.gross_price, currency)
        out.append("</cac:AllowanceCharge>")
    out.append("</cac:Price>")
