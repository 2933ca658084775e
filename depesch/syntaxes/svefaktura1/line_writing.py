"""An invoice line (BG-25) as Svefaktura 1.0."""

from __future__ import annotations

from depesch.model.invoice import AllowanceCharge, Identifier, Item, Line, Price
from depesch.syntaxes.markup import Out, add_number, add_text, attribute, digits, escaped
from depesch.syntaxes.svefaktura1.names import AGENCY, GS1, GTIN, SCHEME, UNIT

_VAT = "<cac:TaxScheme><cac:ID>VAT</cac:ID></cac:TaxScheme>"


def add_line(out: Out, line: Line, currency: str, order: str | None) -> None:
    """Write one line; the order (BT-13) stands at each."""
    out.append("<cac:InvoiceLine>")
    add_text(out, "cac:ID", line.identifier)
    if line.quantity is not None:
        add_number(out, "cbc:InvoicedQuantity", line.quantity, attribute(UNIT, line.unit or ""))
    add_number(out, "cbc:LineExtensionAmount", line.net_amount, currency)
    add_text(out, "cbc:Note", line.note)
    _add_order(out, line, order)
    for is_charge, some in (("false", line.allowances), ("true", line.charges)):
        for one in some:
            _add_allowance(out, one, currency, is_charge)
    _add_item(out, line, line.item or Item(), currency)
    out.append("</cac:InvoiceLine>")


def _add_order(out: Out, line: Line, order: str | None) -> None:
    if not order and not line.order_line_reference:
        return
    out.append("<cac:OrderLineReference>")
    add_text(out, "cac:BuyersLineID", line.order_line_reference or None)
    if order:
        out.append(f"<cac:OrderReference><cac:BuyersID>{escaped(order)}</cac:BuyersID></cac:OrderReference>")
    out.append("</cac:OrderLineReference>")


def _add_allowance(out: Out, one: AllowanceCharge, currency: str, is_charge: str) -> None:
    out.append(f"<cac:AllowanceCharge><cbc:ChargeIndicator>{is_charge}</cbc:ChargeIndicator>")
    add_number(out, "cbc:Amount", one.amount, currency)
    add_number(out, "cac:AllowanceChargeBaseAmount", one.base_amount, currency)
    out.append("</cac:AllowanceCharge>")


def _add_item(out: Out, line: Line, item: Item, currency: str) -> None:
    out.append("<cac:Item>")
    add_text(out, "cbc:Description", item.name)
    _add_number_of_item(out, "BuyersItemIdentification", item.buyer_identifier)
    _add_number_of_item(out, "SellersItemIdentification", item.seller_identifier)
    if item.standard_identifier is not None:
        out.append("<cac:StandardItemIdentification>")
        add_schemed_id(out, item.standard_identifier, gs1=GTIN)
        out.append("</cac:StandardItemIdentification>")
    if line.vat is not None:
        out.append(f"<cac:TaxCategory><cac:ID>{escaped(line.vat.category or '')}</cac:ID>")
        add_number(out, "cbc:Percent", line.vat.rate)
        out.append(f"{_VAT}</cac:TaxCategory>")
    if line.price is not None:
        _add_price(out, line.price, currency)
    out.append("</cac:Item>")


def _add_number_of_item(out: Out, tag: str, number: str | None) -> None:
    if number:
        out.append(f"<cac:{tag}><cac:ID>{escaped(number)}</cac:ID></cac:{tag}>")


def _add_price(out: Out, price: Price, currency: str) -> None:
    if price.net_price is None and price.base_quantity is None:
        return
    out.append("<cac:BasePrice>")
    add_number(out, "cbc:PriceAmount", price.net_price, currency)
    if price.base_quantity is not None and digits(price.base_quantity) is not None:
        add_number(out, "cbc:BaseQuantity", price.base_quantity, attribute(UNIT, price.base_quantity_unit or ""))
    out.append("</cac:BasePrice>")


def add_schemed_id(out: Out, one: Identifier, *, gs1: str | None = None, tag: str = "cac:ID") -> None:
    """Write an identifier and its scheme; one of GS1 has the agency for it."""
    marks = f' {AGENCY}="{GS1}"' if gs1 is not None and one.scheme == gs1 else attribute(SCHEME, one.scheme)
    out.append(f"<{tag}{marks}>{escaped(one.value)}</{tag}>")
