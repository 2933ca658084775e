"""A file of several invoices, each as a file of its own: the header, and the rows of one number.

A new invoice begins where the number changes; a row without one belongs to the invoice before. Rows of one number that
do not stand together are refused: two halves of an invoice are none. The parts are in UTF-8, and say by a column of
ours what only the whole file could tell: the decimal sign, and an encoding that was assumed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from lxml import etree

from depesch.syntaxes import UnreadableDocument
from depesch.syntaxes.csv_lines.cells import proven, written
from depesch.syntaxes.csv_lines.table import DECIMAL_SIGN, READ_AS, SIGNS, Table, table_of

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def split(data: bytes, root: etree._Element) -> tuple[bytes, ...]:
    """Return the file of each invoice, in their order; the file itself when it holds one."""
    table = table_of(data)
    begins = _begins(table)
    if len(begins) < 2:
        return (data,)
    header, starts = _cut(table.text, table.lines_before, begins)
    header = _told(header, table, _signs(table))
    ends = [*starts[1:], len(table.text)]
    return tuple((header + table.text[start:end]).encode("utf-8-sig") for start, end in zip(starts, ends, strict=True))


def _begins(table: Table) -> list[int]:
    """Return the line on which each invoice begins."""
    at = next(index for index, column in enumerate(table.columns) if column is not None and column.path == "number")
    begins: list[int] = []
    seen: set[str] = set()
    last = current = ""
    for line, row in table.rows():
        if not begins:
            begins.append(line)
        if row[at] == last:
            continue
        last, number = row[at], row[at].strip()
        if not number or number == current:
            continue
        if number in seen:
            detail = f"invoice {number!r} goes on here, after another began; its rows have to stand together"
            raise UnreadableDocument("broken-file", detail, line=line)
        if current:
            begins.append(line)
        seen.add(number)
        current = number
    return begins


def _signs(table: Table) -> frozenset[str]:
    """Return the decimal signs that the numbers of the file show."""
    numbers = [i for i, column in enumerate(table.columns) if column is not None and column.kind is Decimal]
    return proven(written(cell) for cell in {row[index] for _, row in table.rows() for index in numbers})


def _cut(text: str, lines_before: int, begins: list[int]) -> tuple[str, list[int]]:
    """Return the header with all before it, and where in the text each of the lines begins."""
    wanted, starts, header = iter(begins), list[int](), ""
    following = next(wanted, None)
    for line, found in enumerate(_LINE.finditer(text), 1):
        if line == lines_before + 1:
            header = text[: found.start()]
        if line == following:
            starts.append(found.start())
            following = next(wanted, None)
    return header, starts


def _told(header: str, table: Table, signs: frozenset[str]) -> str:
    """Return the header with the columns that say what the part would not show."""
    names = [] if table.decimal_sign else [name for name, sign in SIGNS.items() if signs == {sign}]
    columns = [DECIMAL_SIGN + name for name in names]
    if not any(cell.startswith(READ_AS) for cell in table.header):
        columns += [READ_AS + str(i.expected) for i in table.issues if i.rule == "READ-ENCODING-ASSUMED"]
    bare = header.rstrip("\r\n")
    return bare + "".join(table.separator + name for name in columns) + header[len(bare) :]
