"""What of an invoice is coded: its lines, the document's allowances and charges, the rounding; and nothing twice.

Amounts are without VAT and stand as the document has them: nothing is computed anew and nothing is altered. An
allowance is negative, since it lowers the cost. A credit note keeps the signs of its document. When the rows do not add
up to the amount that the document itself asks for (BT-109 and BT-114), the rest is a row of its own, so that what is
coded is always what is to be paid but for the VAT; an invoice without lines is then one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

import msgspec

from depesch.model.invoice import AllowanceCharge, Invoice, Line
from depesch.model.money import ZERO

MOST_KEY = 200


class RowKind(StrEnum):
    """What a row is."""

    LINE = "line"  # BG-25
    ALLOWANCE = "allowance"  # BG-20
    CHARGE = "charge"  # BG-21
    ROUNDING = "rounding"  # BT-114
    DIFFERENCE = "difference"  # what the document asks for beyond its rows


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row to be coded; `number` is its place in the document, from 0."""

    number: int
    kind: RowKind
    amount: Decimal
    text: str = ""  # BT-153, or the reason of an allowance or charge; empty for the last two kinds
    line: str = ""  # BT-126
    articles: tuple[str, ...] = ()  # BT-156, the buyer's number, before BT-155, the seller's


def rows_of(invoice: Invoice) -> tuple[Row, ...]:
    """Return the rows in the document's order; a line without an amount (BT-131) counts as 0.00."""
    rows = [msgspec.structs.replace(row, number=number) for number, row in enumerate(_rows(invoice))]
    rest = _asked_for(invoice, rows) - sum((row.amount for row in rows), ZERO)
    if rest:
        rows.append(Row(number=len(rows), kind=RowKind.DIFFERENCE, amount=rest))
    return tuple(rows)


def rows_sha256(rows: tuple[Row, ...]) -> str:
    """Return what tells these rows from any others."""
    return sha256(msgspec.json.encode(rows)).hexdigest()


def memory_keys(row: Row) -> tuple[str, ...]:
    """Return by what the row is known again at the same supplier, the surest first.

    Digits of a text count as any digits: "Rent, March 2026" and "Rent, April 2027" are not one text, but "Order 4471"
    and "Order 4472" are.

    >>> memory_keys(Row(number=0, kind=RowKind.LINE, amount=ZERO, text="Order  4471", articles=("A-7",)))
    ('article:a-7', 'text:order #')
    """
    if row.kind in (RowKind.ROUNDING, RowKind.DIFFERENCE):
        return (f"kind:{row.kind}",)
    text = re.sub(r"\d+", "#", _folded(row.text))
    keys = [*(f"article:{_short(_folded(each))}" for each in row.articles), *([f"text:{_short(text)}"] if text else [])]
    return tuple(dict.fromkeys(keys))


def _rows(invoice: Invoice) -> Iterator[Row]:
    for line in invoice.lines:
        yield _line(line)
    for allowance in invoice.allowances:
        yield _adjustment(RowKind.ALLOWANCE, allowance, -(allowance.amount or ZERO))
    for charge in invoice.charges:
        yield _adjustment(RowKind.CHARGE, charge, charge.amount or ZERO)
    rounding = invoice.totals.rounding_amount if invoice.totals else None
    if rounding:
        yield Row(number=0, kind=RowKind.ROUNDING, amount=rounding)


def _line(line: Line) -> Row:
    item = line.item
    numbers = (item.buyer_identifier, item.seller_identifier) if item else ()
    return Row(
        number=0, kind=RowKind.LINE, amount=line.net_amount or ZERO, line=(line.identifier or "").strip(),
        text=((item.name or item.description or "") if item else "").strip() or (line.note or "").strip(),
        articles=tuple(dict.fromkeys(each.strip() for each in numbers if each and each.strip())),
    )  # fmt: skip


def _adjustment(kind: RowKind, given: AllowanceCharge, amount: Decimal) -> Row:
    return Row(number=0, kind=kind, amount=amount, text=(given.reason or "").strip())


def _asked_for(invoice: Invoice, rows: list[Row]) -> Decimal:
    """Return what the document says that its rows come to; without such a word, what they do come to."""
    totals = invoice.totals
    if totals is None or totals.amount_excl_vat is None:
        return sum((row.amount for row in rows), ZERO)
    return totals.amount_excl_vat + (totals.rounding_amount or ZERO)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _short(text: str) -> str:
    return text if len(text) <= MOST_KEY else sha256(text.encode()).hexdigest()
