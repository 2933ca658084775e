"""Which invoice lines Finvoice holds as they are, so that nothing of them has to be fitted: nearly all.

A line that is not certain to fit is none of these; what becomes of it `keeping_lines.py` decides.
"""

from __future__ import annotations

from decimal import Decimal

from depesch.model.invoice import Item, Line, LineVat, Price
from depesch.syntaxes.finvoice.codes import GTIN_SCHEME
from depesch.syntaxes.finvoice.editions import Edition
from depesch.syntaxes.finvoice.fits import LONGEST, is_code, is_unit_code

NAME, REFERENCE = 100, 35
_MOST_DIGITS = 12  # with the point, and within what amounts, quantities and percentages may have


def is_plain(line: Line, edition: Edition) -> bool:
    """Whether a line is read back as it is, told by its most usual terms alone."""
    if line.object_identifier is not None or line.period is not None or line.allowances or line.charges:
        return False
    net, unit, vat, price, item = line.net_amount, line.unit, line.vat, line.price, line.item
    return (
        edition.is_en16931
        and _fits(line.identifier, REFERENCE)
        and _fits(line.note, LONGEST)
        and _fits(line.order_line_reference, REFERENCE)
        and _fits(line.buyer_accounting_reference, REFERENCE)
        and (net is None or _is_amount(net))
        and (unit is None or is_unit_code(unit) is not None)
        and (line.quantity is None or _is_quantity(line.quantity))
        and (vat is None or _is_plain_vat(vat))
        and (price is None or _is_plain_price(price))
        and (item is None or _is_plain_item(item, edition.reference))
    )


def _fits(text: str | None, most: int) -> bool:
    """Whether a text is not too long and begins with what says something."""
    return text is None or (0 < len(text) <= most and text[0].isalnum())


def _is_amount(value: Decimal) -> bool:
    """Whether a number is positive and has two decimals."""
    written = str(value)
    return len(written) <= _MOST_DIGITS and written[-3:-2] == "." and "E" not in written and written[0] != "-"


def _is_quantity(value: Decimal) -> bool:
    """Whether a number is positive and short."""
    written = str(value)
    return len(written) <= _MOST_DIGITS and value.is_finite() and "E" not in written and written[0] != "-"


def _is_plain_vat(vat: LineVat) -> bool:
    category, rate = vat.category, vat.rate
    if category is None or rate is None or is_code(category) is None:
        return False
    written = str(rate)
    return len(written) <= 2 and written.isdigit()


def _is_plain_price(price: Price) -> bool:
    return (
        price.net_price is not None
        and price.gross_price is None
        and price.discount is None
        and _is_amount(price.net_price)
        and (price.base_quantity is None or _is_quantity(price.base_quantity))
        and (price.base_quantity_unit is None or is_unit_code(price.base_quantity_unit) is not None)
    )


def _is_plain_item(item: Item, most: int) -> bool:
    if item.classifications or item.attributes or item.origin_country is not None or item.name is None:
        return False
    standard = item.standard_identifier
    return (
        _fits(item.name, NAME)
        and _fits(item.description, LONGEST)
        and _fits(item.seller_identifier, most)
        and _fits(item.buyer_identifier, most)
        and (standard is None or (standard.scheme == GTIN_SCHEME and _fits(standard.value, REFERENCE)))
    )
