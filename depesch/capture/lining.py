"""The lines of an invoice, from the tables on its pages."""

from __future__ import annotations

from decimal import Decimal

from depesch.capture.amounts import amount_at, percent_at
from depesch.capture.captured import LABEL, Field
from depesch.capture.notes import Reading
from depesch.capture.table import Entry, entries_of, quantity_of
from depesch.capture.units import unit_code
from depesch.model.invoice import Item, Line, LineVat, Price


def lines_of(reading: Reading, sign: int) -> list[Line]:
    """Return the lines of all tables, numbered as printed or in their order."""
    lines: list[Line] = []
    for table in reading.tables:
        for entry in entries_of(table):
            text = entry.text("amount")
            amount = amount_at(text, comma=reading.comma) if text else None
            if amount is None:
                continue
            quantity, unit = quantity_of(entry, comma=reading.comma)
            price = amount_at(entry.text("price") or "", comma=reading.comma)
            rate_text = entry.text("rate") or ""
            rate = percent_at(rate_text) or percent_at(f"{rate_text}%")
            lines.append(
                Line(
                    identifier=str(len(lines) + 1),
                    quantity=quantity,
                    unit=unit_code(unit),
                    net_amount=amount.value * sign,
                    price=Price(net_price=price.value) if price else None,
                    vat=LineVat(category="S" if rate else None, rate=rate) if rate is not None else None,
                    item=_item(entry),
                )
            )
            reading.fields.append(_line_field(entry, amount.value * sign, len(lines) - 1))
    return lines


def _line_field(entry: Entry, value: Decimal, number: int) -> Field:
    cell = entry.cells["amount"][-1]
    return Field(
        term="BT-131",
        text=cell.text,
        value=str(value),
        confidence=round(min(LABEL, max(cell.score(), 0.3)), 2),
        page=entry.page,
        box=cell.box(),
        path=f"lines[{number}].net_amount",
    )


def _item(entry: Entry) -> Item | None:
    """Return the item: the first line of the description is its name, what is wrapped below describes it."""
    cells, article = entry.cells.get("description", []), entry.text("article")
    if not cells and article is None:
        return None
    name = [cell.text for cell in cells if cell.middle <= cells[0].bottom]
    rest = [cell.text for cell in cells if cell.middle > cells[0].bottom]
    return Item(name=" ".join(name) or None, description=" ".join(rest) or None, seller_identifier=article)
