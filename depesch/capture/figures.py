"""Figures on a row: rates and amounts, from the left."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from depesch.capture.amounts import Amount, amount_at, percent_at
from depesch.capture.layout import Cell, Row

_LONGEST_AMOUNT = 5  # words: 1 234 567,00 SEK
_MOST_WITHOUT_MARK = Decimal(10_000_000)  # a longer number without decimals and currency is no amount


class Figure(msgspec.Struct, frozen=True):
    """A rate or an amount where it stands."""

    cell: Cell
    amount: Amount | None = None
    rate: Decimal | None = None


def money_at(text: str, *, comma: bool | None) -> Amount | None:
    """Return the amount of money that the text is: with decimals, a currency, or not too long to be one."""
    amount = amount_at(text, comma=comma)
    if amount is None or amount.has_decimals or amount.currency:
        return amount
    return amount if abs(amount.value) < _MOST_WITHOUT_MARK and not text.startswith("0") else None


def figures_of(row: Row, *, comma: bool | None) -> Iterator[Figure]:
    """Yield the row's rates and amounts."""
    for cell in row.cells:
        yield from figures_in(cell, comma=comma)


def figures_in(cell: Cell, *, comma: bool | None) -> Iterator[Figure]:
    """Yield a cell's rates and amounts."""
    begin = 0
    while begin < len(cell.words):
        rate = percent_at(cell.words[begin].text)
        if rate is not None:
            part = cell.part(begin, begin + 1)
            assert part is not None  # noqa: S101 - there is a word at `begin`
            yield Figure(part, rate=rate)
            begin += 1
            continue
        for end in range(min(len(cell.words), begin + _LONGEST_AMOUNT), begin, -1):
            part = cell.part(begin, end)
            amount = money_at(part.text, comma=comma) if part else None
            if part is not None and amount is not None:
                yield Figure(part, amount=amount)
                begin = end - 1
                break
        begin += 1
