"""The table of lines of the view."""

from __future__ import annotations

from depesch.model.invoice import AllowanceCharge, Item, Price
from depesch.model.invoice import Line as ModelLine
from depesch.rendering import formats, wording
from depesch.rendering.view import Column, Field, Line, Lines
from depesch.rendering.wording import fields, identified
from depesch.rendering.words import Words


def lines_table(source: tuple[ModelLine, ...], currency: str | None, words: Words) -> Lines:
    """Return the table of BG-25; its heads name the currency, so that the cells need not."""
    of_currency = f" ({currency})" if currency else ""
    columns = (
        Column(label=words.line_number),
        Column(label=words.item),
        Column(label=words.quantity, numeric=True),
        Column(label=words.unit),
        Column(label=words.unit_price, numeric=True),
        Column(label=words.vat, numeric=True),
        Column(label=words.amount + of_currency, numeric=True),
    )
    return Lines(columns=columns, rows=tuple(_line(line, currency, words) for line in source))


def adjustment_text(change: AllowanceCharge, currency: str | None, words: Words, *, is_charge: bool) -> str:
    """Return what an allowance or charge is worth and of what: `−5 % av 1 000,00 = −50,00 SEK`, signs as printed."""
    sign = "+" if is_charge else formats.MINUS
    share = formats.percent(change.percentage, words) if change.percentage is not None else None
    base = formats.plain_amount(change.base_amount, currency, words) if change.base_amount is not None else None
    worth = f"{sign}{formats.amount(change.amount, currency, words)}" if change.amount is not None else None
    reason = wording.joined((change.reason, f"({change.reason_code})" if change.reason_code else None), " ")
    return wording.joined((reason, " × ".join(p for p in (share, base) if p), worth), " · ")


def _line(line: ModelLine, currency: str | None, words: Words) -> Line:
    item, price = line.item or Item(), line.price
    net = price.net_price if price else None
    return Line(
        number=line.identifier or "",
        name=item.name or "",
        description=item.description or "",
        details=(*_item_details(item, words), *_line_details(line, currency, words)),
        quantity=formats.number(line.quantity, words) if line.quantity is not None else "",
        unit=words.units.get(line.unit or "", line.unit or ""),
        unit_price=formats.plain_amount(net, currency, words) if net is not None else "",
        vat=wording.vat(line.vat.category, line.vat.rate, words) if line.vat else "",
        amount=formats.plain_amount(line.net_amount, currency, words) if line.net_amount is not None else "",
    )


def _item_details(item: Item, words: Words) -> list[Field]:
    shown = [*fields((words.seller_item, item.seller_identifier), (words.buyer_item, item.buyer_identifier))]
    shown += identified(words.standard_item, item.standard_identifier)
    for classification in item.classifications:
        scheme = " ".join(p for p in (classification.scheme, classification.scheme_version) if p)
        shown += fields(
            (words.classification, f"{classification.code or ''} ({scheme})" if scheme else classification.code)
        )
    shown += fields((words.origin_country, wording.country(item.origin_country, words)))
    for attribute in item.attributes:
        shown += fields((attribute.name or "", attribute.value or "–" if attribute.name else attribute.value))
    return shown


def _line_details(line: ModelLine, currency: str | None, words: Words) -> list[Field]:
    shown = [
        *fields((words.order_line_reference, line.order_line_reference)),
        *identified(words.object_identifier, line.object_identifier),
        *fields(
            (words.buyer_accounting_reference, line.buyer_accounting_reference),
            (words.period, wording.period(line.period, words)),
        ),
        *_price_details(line.price, currency, words),
    ]
    for change in line.allowances:
        shown += fields((words.allowance, adjustment_text(change, currency, words, is_charge=False)))
    for change in line.charges:
        shown += fields((words.charge, adjustment_text(change, currency, words, is_charge=True)))
    return [*shown, *fields(("", line.note))]


def _price_details(price: Price | None, currency: str | None, words: Words) -> tuple[Field, ...]:
    if price is None:
        return ()
    gross = formats.amount(price.gross_price, currency, words) if price.gross_price is not None else None
    discount = formats.amount(price.discount, currency, words) if price.discount is not None else None
    base = wording.quantity(price.base_quantity, price.base_quantity_unit, words)
    return fields((words.gross_price, gross), (words.price_discount, discount), (words.base_quantity, base))
