"""An invoice line (BG-25) of a Cross Industry Invoice."""

from __future__ import annotations

from depesch.model.invoice import Item, Line, Price
from depesch.syntaxes import Done
from depesch.syntaxes.cii_d16b.names import INVOICED_OBJECT
from depesch.syntaxes.cii_d16b.parts import add_allowances, add_period
from depesch.syntaxes.cii_d16b.party_writing import add_typed_reference
from depesch.syntaxes.implied import added
from depesch.syntaxes.line_allowances import without_vat
from depesch.syntaxes.markup import Out, add_id, add_number, add_quantity, add_text, attribute, escaped


def add_line(out: Out, line: Line, index: int) -> None:
    """Write one line."""
    path = f"lines[{index}]"
    out.append("<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument>")
    add_text(out, "ram:LineID", line.identifier)
    if line.note is not None:
        out.append(f"<ram:IncludedNote><ram:Content>{escaped(line.note)}</ram:Content></ram:IncludedNote>")
    out.append("</ram:AssociatedDocumentLineDocument>")
    if line.item is not None:
        _add_item(out, line.item)
    out.append("<ram:SpecifiedLineTradeAgreement>")
    if line.order_line_reference is not None:
        reference = escaped(line.order_line_reference)
        out.append(f"<ram:BuyerOrderReferencedDocument><ram:LineID>{reference}</ram:LineID>")
        out.append("</ram:BuyerOrderReferencedDocument>")
    if line.price is not None:
        _add_price(out, line.price, path)
    out.append("</ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery>")
    add_quantity(out, "ram:BilledQuantity", line.quantity, line.unit, path, "unit")
    out.append("</ram:SpecifiedLineTradeDelivery>")
    _add_settlement(out, line, path)
    out.append("</ram:IncludedSupplyChainTradeLineItem>")


def _add_item(out: Out, item: Item) -> None:
    out.append("<ram:SpecifiedTradeProduct>")
    add_id(out, "ram:GlobalID", item.standard_identifier)
    add_text(out, "ram:SellerAssignedID", item.seller_identifier)
    add_text(out, "ram:BuyerAssignedID", item.buyer_identifier)
    add_text(out, "ram:Name", item.name)
    add_text(out, "ram:Description", item.description)
    for one in item.attributes:
        out.append("<ram:ApplicableProductCharacteristic>")
        add_text(out, "ram:Description", one.name)
        add_text(out, "ram:Value", one.value)
        out.append("</ram:ApplicableProductCharacteristic>")
    for group in item.classifications:
        marks = attribute("listID", group.scheme) + attribute("listVersionID", group.scheme_version)
        out.append(f"<ram:DesignatedProductClassification><ram:ClassCode{marks}>{escaped(group.code or '')}")
        out.append("</ram:ClassCode></ram:DesignatedProductClassification>")
    if item.origin_country is not None:
        out.append(f"<ram:OriginTradeCountry><ram:ID>{escaped(item.origin_country)}</ram:ID></ram:OriginTradeCountry>")
    out.append("</ram:SpecifiedTradeProduct>")


def _add_price(out: Out, price: Price, path: str) -> None:
    gross = price.gross_price
    if gross is None and price.discount is not None:
        gross = added(price.net_price, price.discount)
        if gross is not None:
            why = "CII holds BT-147 only beside a gross price; the one that net price and discount imply is written"
            out.lose(f"{path}.price.gross_price", gross, why, done=Done.ADDED)
    if gross is not None or price.discount is not None:
        out.append("<ram:GrossPriceProductTradePrice>")
        add_number(out, "ram:ChargeAmount", gross)
        if price.discount is not None:
            out.append(
                "<ram:AppliedTradeAllowanceCharge>"
                "<ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>"
            )
            add_number(out, "ram:ActualAmount", price.discount)
            out.append("</ram:AppliedTradeAllowanceCharge>")
        out.append("</ram:GrossPriceProductTradePrice>")
    only_gross = price.net_price is None and price.base_quantity is None and price.base_quantity_unit is None
    if not only_gross or (gross is None and price.discount is None):
        out.append("<ram:NetPriceProductTradePrice>")
        add_number(out, "ram:ChargeAmount", price.net_price)
        unit = price.base_quantity_unit
        add_quantity(out, "ram:BasisQuantity", price.base_quantity, unit, path, "price.base_quantity_unit")
        out.append("</ram:NetPriceProductTradePrice>")


def _add_settlement(out: Out, line: Line, path: str) -> None:
    out.append("<ram:SpecifiedLineTradeSettlement>")
    if line.vat is not None:
        out.append("<ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>")
        add_text(out, "ram:CategoryCode", line.vat.category)
        add_number(out, "ram:RateApplicablePercent", line.vat.rate)
        out.append("</ram:ApplicableTradeTax>")
    if line.period is not None:
        add_period(out, line.period)
    if line.allowances or line.charges:
        add_allowances(out, without_vat(out, line.allowances, f"{path}.allowances"), "false")
        add_allowances(out, without_vat(out, line.charges, f"{path}.charges"), "true")
    if line.net_amount is not None:
        out.append("<ram:SpecifiedTradeSettlementLineMonetarySummation>")
        add_number(out, "ram:LineTotalAmount", line.net_amount)
        out.append("</ram:SpecifiedTradeSettlementLineMonetarySummation>")
    if line.object_identifier is not None:
        add_typed_reference(out, line.object_identifier, INVOICED_OBJECT)
    if line.buyer_accounting_reference is not None:
        reference = escaped(line.buyer_accounting_reference)
        out.append(f"<ram:ReceivableSpecifiedTradeAccountingAccount><ram:ID>{reference}</ram:ID>")
        out.append("</ram:ReceivableSpecifiedTradeAccountingAccount>")
    out.append("</ram:SpecifiedLineTradeSettlement>")
