"""What ebInterface 6.1 holds of an invoice line (BG-25), as its elements will be read."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from depesch.model.invoice import (
    AllowanceCharge,
    Classification,
    Identifier,
    Item,
    ItemAttribute,
    Line,
    LineVat,
    Price,
)
from depesch.syntaxes.ebinterface.names import GTIN, LOWER, STANDARD, unit_code
from depesch.syntaxes.ebinterface.rounding import cents, small

replace = msgspec.structs.replace


def keep_line(line: Line) -> Line:
    """Return the line as the elements say it; the same one when that is all that it says, as most lines do."""
    if _is_plain(line):
        return line
    quantity, net = small(line.quantity), cents(line.net_amount)
    amount = Decimal(0) if net is None else net
    return replace(
        line,
        identifier=line.identifier or None,
        note=line.note or None,
        object_identifier=_without_scheme(line.object_identifier),
        quantity=Decimal(1) if quantity is None else quantity,
        unit=unit_code(line.unit) if line.unit else None,
        net_amount=amount,
        order_line_reference=line.order_line_reference or None,
        buyer_accounting_reference=line.buyer_accounting_reference or None,
        allowances=tuple(_of_line(one) for one in line.allowances),
        charges=tuple(_of_line(one) for one in line.charges),
        price=_kept_price(line.price, amount, quantity),
        vat=_kept_vat(line.vat),
        item=_kept_item(line.item),
    )


def with_base(one: AllowanceCharge) -> AllowanceCharge:
    """Return an allowance or charge with the base amount that the format demands: the amount itself, or zero."""
    base, amount = cents(one.base_amount), cents(one.amount)
    return replace(
        one,
        amount=amount,
        base_amount=base if base is not None else amount if amount is not None else Decimal(0),
        percentage=cents(one.percentage),
        reason=one.reason or None,
        reason_code=one.reason_code or None,
    )


def _is_plain(line: Line) -> bool:
    """Whether nothing of the line has to be changed; a line that might be is looked at."""
    item, price, vat, unit = line.item, line.price, line.vat, line.unit
    if price is None or vat is None or item is None or not vat.category or vat.category == LOWER:
        return False
    numbers = (line.net_amount, vat.rate, line.quantity, price.net_price)
    if None in numbers or line.allowances or line.charges or line.object_identifier is not None:
        return False
    texts = (line.note, line.order_line_reference, line.buyer_accounting_reference)
    return (
        bool(line.identifier)
        and "" not in texts
        and bool(unit)
        and unit_code(unit or "") == unit
        and price.base_quantity is None
        and price.base_quantity_unit is None
        and cents(line.net_amount) is line.net_amount
        and cents(vat.rate) is vat.rate
        and small(line.quantity) is line.quantity
        and small(price.net_price) is price.net_price
        and _kept_item(item) == item
    )


def _of_line(one: AllowanceCharge) -> AllowanceCharge:
    return replace(with_base(one), vat_category=None, vat_rate=None)


def _kept_price(price: Price | None, amount: Decimal, quantity: Decimal | None) -> Price:
    """Return the price; without one, the line's amount is that of its whole quantity."""
    price = price or Price()
    net, base = small(price.net_price), small(price.base_quantity)
    if net is None:
        net, base = amount, quantity
    return replace(price, net_price=net, base_quantity=base, base_quantity_unit=None)


def kept_category(category: str | None) -> str | None:
    """Return the category as it is read again."""
    return STANDARD if category == LOWER else category or None


def _kept_vat(vat: LineVat | None) -> LineVat:
    rate = cents(vat.rate) if vat is not None else None
    category = kept_category(vat.category) if vat is not None else None
    return LineVat(category=category, rate=Decimal(0) if rate is None else rate)


def _without_scheme(identifier: Identifier | None) -> Identifier | None:
    return Identifier(value=identifier.value) if identifier is not None and identifier.value else None


def _kept_item(item: Item | None) -> Item:
    item = item or Item()
    standard, attributes = item.standard_identifier, item.attributes
    if standard is not None and standard.scheme != GTIN:
        if standard.value:
            attributes = (*attributes, ItemAttribute(name=standard.scheme or None, value=standard.value))
        standard = None
    return Item(
        name=item.name or None,
        description=item.description or None,
        seller_identifier=item.seller_identifier or None,
        buyer_identifier=item.buyer_identifier or None,
        standard_identifier=standard if standard is not None and standard.value else None,
        classifications=tuple(Classification(code=c.code, scheme=c.scheme) for c in item.classifications if c.code),
        origin_country=item.origin_country or None,
        attributes=tuple(kept for one in attributes if (kept := _kept_attribute(one)) is not None),
    )


def _kept_attribute(one: ItemAttribute) -> ItemAttribute | None:
    """Return an attribute that has a value; its name loses the space round it, as keys do."""
    return ItemAttribute(name=(one.name or "").strip() or None, value=one.value) if one.value else None
