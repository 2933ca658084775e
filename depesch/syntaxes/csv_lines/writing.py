"""Writing a CSV that Excel opens by a double click in the Nordic countries: UTF-8 with a byte order mark, `;` between
cells, a decimal comma, dates as 2026-05-31, CRLF; the document's values on the first row, the number on each.

Without the mark Excel takes the file for Windows-1252; with a comma between cells it shows a single column, as the
regional settings of Sweden, Norway, Denmark and Finland have the comma in numbers. Columns are those with a value, and
those of which the reading would otherwise compute what is not there (`computing.py`), with our own names.

A text that a spreadsheet might run as a formula gets an apostrophe before it, which reading takes away (`cells.py`).

Not held, and named: the content of attached files, which go beside; more than ten of what may be repeated; an empty
identifier; numbers that are not finite or have more than 200 digits; halves of surrogate pairs.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from depesch.model.invoice import Attachment, Identifier, Invoice, Struct
from depesch.model.terms import term_of
from depesch.syntaxes import Done, Loss, NamedFile, Writing
from depesch.syntaxes.csv_lines.cells import COMMA, number_cell, protected, proven, written
from depesch.syntaxes.csv_lines.columns import LINES, MOST_REPEATED, name_of
from depesch.syntaxes.csv_lines.names import HEAD, LINE
from depesch.syntaxes.csv_lines.table import DECIMAL_SIGN
from depesch.syntaxes.leaves import MOST_DIGITS

SEPARATOR = ";"
# A file without these columns is one in which they are to be computed.
_ALWAYS_OF_HEAD = (
    "number",
    "type_code",
    *(
        f"totals.{name}"
        for name in (
            "line_net_amount", "allowance_amount", "charge_amount", "amount_excl_vat", "vat_amount",
            "amount_incl_vat", "amount_due",
        )
    ),
    "vat_breakdown[0].taxable_amount",
)  # fmt: skip
_ALWAYS_OF_LINE = tuple(
    LINES + name
    for name in ("identifier", "item.name", "quantity", "price.net_price", "vat.rate", "vat.category", "net_amount")
)
_PERCENTAGE, _AMOUNT = f"{LINES}allowances[0].percentage", f"{LINES}allowances[0].amount"

_HALVES = re.compile("[\ud800-\udfff]")


Cells = dict[str, str]  # what the cells of a row say, by their columns


def write(invoice: Invoice) -> Writing:
    """Return the invoice as a CSV."""
    out = _Out()
    head = out.of_document(invoice)
    used: dict[str, None] = {}
    for line in out.of_lines(invoice):
        used.update(dict.fromkeys(line))
    if _PERCENTAGE in used:
        used[_AMOUNT] = None
    of_line = _ordered((*used, *_ALWAYS_OF_LINE), tuple(named.path for named in LINE))
    of_head = _ordered((*head, *_ALWAYS_OF_HEAD), tuple(named.path for named in HEAD))
    header = [name_of(column) for column in (*of_head, *of_line)]
    if out.sign_is_in_doubt():
        header.append(DECIMAL_SIGN + "comma")
    file = io.StringIO(newline="")
    rows = csv.writer(file, delimiter=SEPARATOR, lineterminator="\r\n")
    rows.writerow(header)
    before = first = [head.get(column, "") for column in of_head]
    others = [text if column == "number" else "" for column, text in zip(of_head, first, strict=True)]
    losses = list(out.losses)  # all of them; the second look at the lines finds the same
    for line in out.of_lines(invoice) if invoice.lines else iter([Cells()]):
        rows.writerow([*before, *[line.get(column, "") for column in of_line]])
        before = others
    return Writing(data=file.getvalue().encode("utf-8-sig"), losses=tuple(losses), beside=_beside(invoice))


class _Out:
    """What is written, and what could not be."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []
        self._numbers: set[str] = set()
        self._line = 0

    def of_document(self, invoice: Invoice) -> Cells:
        """Return the document's values."""
        cells = Cells()
        self._group(msgspec.structs.replace(invoice, lines=()), "", cells)
        return cells

    def of_lines(self, invoice: Invoice) -> Iterator[Cells]:
        """Yield each line's values."""
        for self._line, line in enumerate(invoice.lines):
            cells = Cells()
            self._group(line, LINES, cells)
            yield cells

    def sign_is_in_doubt(self) -> bool:
        """Whether the numbers written do not show that the comma is the decimal sign, and some could mean two."""
        said = [written(one) for one in self._numbers]
        return any(one is not None and one.either for one in said) and COMMA not in proven(said)

    def _group(self, group: Struct, prefix: str, cells: Cells) -> None:
        for column, value in zip(_columns_of(type(group), prefix), msgspec.structs.astuple(group), strict=True):
            if value is not None and value != () and value != "":
                self._value(value, column, cells)

    def _value(self, value: Any, column: str, cells: Cells) -> None:
        """Put a value into its cells, and name what has none."""
        kind = type(value)
        if kind is str:
            cells[column] = self._text(value, column)
        elif kind is Decimal:
            cell = number_cell(value)
            if cell is None:
                why = f"a number has to be finite and of at most {MOST_DIGITS} digits"
                self._lose(column, value, why, Done.DROPPED)
            else:
                self._numbers.add(cell)
                cells[column] = cell
        elif kind is date:
            cells[column] = value.isoformat()
        elif kind is tuple:
            for index, one in enumerate(value):
                if index < MOST_REPEATED:
                    self._value(one, f"{column}[{index}]", cells)
                else:
                    self._lose_all(
                        one, f"{column}[{index}]", f"there are columns for {MOST_REPEATED} of them", Done.DROPPED
                    )
        elif kind is Identifier:
            self._identifier(value, column, cells)
        elif kind is Attachment:
            self._lose_all(value, column, "a cell holds no file; it goes beside the document", Done.BESIDE)
        else:
            self._group(value, column + ".", cells)

    def _identifier(self, value: Identifier, column: str, cells: Cells) -> None:
        if value.value:
            cells[column] = self._text(value.value, column)
        elif not value.scheme:
            self._lose(column, "", "an empty cell is no identifier", Done.DROPPED)
            return
        if value.scheme:
            cells[f"{column}.scheme"] = self._text(value.scheme, f"{column}.scheme")
        elif value.scheme is not None:
            self._lose(f"{column}.scheme", "", "an empty cell is no scheme", Done.DROPPED)

    def _text(self, text: str, column: str) -> str:
        if not text.isascii() and _HALVES.search(text):
            text = _HALVES.sub("\ufffd", text)
            self._lose(column, text, "UTF-8 has no halves of surrogate pairs; U+FFFD stands instead", Done.CHANGED)
        return protected(text)

    def _lose_all(self, value: Any, column: str, why: str, done: Done) -> None:
        """Name each term of a group as lost."""
        if isinstance(value, Struct) and not isinstance(value, Identifier):
            for inner, one in zip(_columns_of(type(value), column + "."), msgspec.structs.astuple(value), strict=True):
                if one is not None and one != "":
                    self._lose_all(one, inner, why, done)
            return
        shown = value.value if isinstance(value, Identifier) else value
        self._lose(column, f"{len(shown)} bytes" if isinstance(shown, bytes) else shown, why, done)

    def _lose(self, column: str, value: object, why: str, done: Done) -> None:
        path = column.replace(LINES, f"lines[{self._line}].", 1)
        self.losses.append(Loss(term=term_of(path) or "", path=path, value=str(value)[:100], why=why, done=done))


@cache
def _columns_of(struct: type[Struct], prefix: str) -> tuple[str, ...]:
    """Return the place of each field of a group."""
    return tuple(prefix + field for field in struct.__struct_fields__)


def _beside(invoice: Invoice) -> tuple[NamedFile, ...]:
    """Return the files that go with the document, each with the reference that it is named by there."""
    attached = ((one.reference, one.attachment) for one in invoice.supporting_documents)
    return tuple(
        NamedFile(content=file.content, mime_code=file.mime_code, filename=file.filename, reference=reference)
        for reference, file in attached
        if file is not None
    )


def _ordered(columns: tuple[str, ...], known: tuple[str, ...]) -> list[str]:
    """Return the columns, each once: those with a name of ours in the order of the names, the others behind."""
    position = {path: index for index, path in enumerate(known)}
    return sorted(dict.fromkeys(columns), key=lambda path: position.get(path, len(position)))
