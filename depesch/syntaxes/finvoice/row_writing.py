"""An invoice line, as a row of Finvoice."""

from __future__ import annotations

from depesch.model.invoice import AllowanceCharge, Item, Line, Price
from depesch.syntaxes.finvoice.arithmetic import EXACT, share
from depesch.syntaxes.finvoice.elements import Page
from depesch.syntaxes.finvoice.fits import LONGEST, money, split
from depesch.syntaxes.markup import attribute

_NO_PRICE = Price()
_TEXTS = ("<ArticleName", "<ArticleDescription", "<RowFreeText")


def add_row(page: Page, line: Line) -> None:
    """Write a row; one with texts alone gets an empty number, since else it would be a note."""
    page.append("<InvoiceRow>")
    begin = len(page)
    _add_article(page, line)
    _add_price(page, line)
    page.text("RowOrderPositionIdentifier", line.order_line_reference)
    page.text("RowPositionIdentifier", line.identifier)
    position = len(page)
    origin = line.item.origin_country if line.item else None
    if origin is not None:
        page.append("<RowDeliveryDetails><RowCustomsInfo>")
        page.text("CNOriginCountryCode", origin)
        page.append("</RowCustomsInfo></RowDeliveryDetails>")
    page.text("RowAccountDimensionText", line.buyer_accounting_reference)
    if line.note is not None:
        for text in split(line.note, LONGEST):
            page.text("RowFreeText", text)
    if line.allowances:
        _add_allowances(page, line.allowances)
    for charge in line.charges:
        page.append("<RowChargeDetails>")
        add_charge(page, charge, "ReasonText")
        page.append("</RowChargeDetails>")
    _add_amounts(page, line)
    if len(page) == begin or (page[-1].startswith(_TEXTS) and all(one.startswith(_TEXTS) for one in page[begin:])):
        page.insert(position, "<RowPositionIdentifier></RowPositionIdentifier>")
    page.append("</InvoiceRow>")


def _add_article(page: Page, line: Line) -> None:
    item = line.item or Item()
    page.identifier("InvoicedObjectID", line.object_identifier)
    page.text("ArticleIdentifier", item.seller_identifier)
    for one in item.classifications:
        marks = attribute("SchemeID", one.scheme) + attribute("SchemeVersion", one.scheme_version)
        page.text("ArticleGroupIdentifier", one.code, marks)
    page.text("ArticleName", item.name)
    page.text("ArticleDescription", item.description)
    page.text("BuyerArticleIdentifier", item.buyer_identifier)
    page.identifier("EanCode", item.standard_identifier)
    for each in item.attributes:
        page.append("<RowDefinitionDetails>")
        page.text("RowDefinitionHeaderText", each.name or "")
        page.text("RowDefinitionValue", each.value)
        page.append("</RowDefinitionDetails>")


def _add_price(page: Page, line: Line) -> None:
    price, period = line.price or _NO_PRICE, line.period
    # The quantity of a credit note is negative and its price is not.
    quantity = line.quantity
    if page.is_turned and quantity:
        quantity = quantity.copy_negate()
    page.quantity("InvoicedQuantity", quantity, line.unit)
    if period is not None:
        page.day("StartDate", period.start)
        page.day("EndDate", period.end)
    gross = price.gross_price
    if gross is None and price.discount is None:
        gross = price.net_price
    page.price("UnitPriceAmount", gross)
    if page.edition.is_en16931:
        page.price("UnitPriceDiscountAmount", price.discount)
        page.price("UnitPriceNetAmount", money(price.net_price))  # one too large follows from the other two
    page.quantity("UnitPriceBaseQuantity", price.base_quantity, price.base_quantity_unit)


def add_charge(page: Page, one: AllowanceCharge, reason: str) -> None:
    """Write the parts of an allowance or charge; `reason` is the name of its text."""
    page.text(reason, one.reason)
    page.text("ReasonCode", one.reason_code)
    page.number("Percent", one.percentage)
    page.money("Amount", one.amount)
    page.money("BaseAmount", one.base_amount)


def _add_allowances(page: Page, allowances: tuple[AllowanceCharge, ...]) -> None:
    """Write a single allowance beside the amounts of the row, several each by itself."""
    for one in allowances:
        if len(allowances) > 1:
            page.append("<RowProgressiveDiscountDetails>")
        page.number("RowDiscountPercent", one.percentage)
        page.money("RowDiscountAmount", one.amount)
        page.money("RowDiscountBaseAmount", one.base_amount)
        page.text("RowDiscountTypeCode", one.reason_code)
        page.text("RowDiscountTypeText", one.reason)
        if len(allowances) > 1:
            page.append("</RowProgressiveDiscountDetails>")


def _add_amounts(page: Page, line: Line) -> None:
    """Write VAT and amounts; those with VAT follow from the others, and Finnish programs expect them."""
    rate, net = (line.vat.rate if line.vat else None), line.net_amount
    vat = None if rate is None or net is None else money(share(net, rate))
    gross = None if vat is None or net is None else money(EXACT.add(net, vat))
    page.number("RowVatRatePercent", rate)
    if line.vat is not None:
        page.text("RowVatCode", line.vat.category)
    if gross is not None:
        page.money("RowVatAmount", vat)
    page.money("RowVatExcludedAmount", net)
    page.money("RowAmount", gross)
