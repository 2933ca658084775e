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
from typing import Any, NamedTuple

from depesch.model.invoice import Attachment, Identifier, Invoice, Struct
from depesch.model.terms import term_of
from depesch.syntaxes import Done, Loss, Writing
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


class Cell(NamedTuple):
    """A value of the invoice: its path in the model, its column, what the cell says, and whether that is a number."""

    path: str
    column: str
    text: str
    is_number: bool


def write(invoice: Invoice) -> Writing:
    """Return the invoice as a CSV."""
    out = _Out()
    head = {cell.column: cell for cell in out.of_document(invoice)}
    used = dict.fromkeys(column for line in out.of_lines(invoice, []) for column in line)
    if _PERCENTAGE in used:
        used[_AMOUNT] = None
    of_line = _ordered((*used, *_ALWAYS_OF_LINE), tuple(named.path for named in LINE))
    of_head = _ordered((*head, *_ALWAYS_OF_HEAD), tuple(named.path for named in HEAD))
    body = io.StringIO(newline="")
    rows = csv.writer(body, delimiter=SEPARATOR, lineterminator="\r\n")
    first = [head[column].text if column in head else "" for column in of_head]
    others = [text if column == "number" else "" for column, text in zip(of_head, first, strict=True)]
    before = first
    losses: list[Loss] = []
    for line in out.of_lines(invoice, losses):
        rows.writerow([*before, *(line.get(column, "") for column in of_line)])
        before = others
    if not invoice.lines:
        rows.writerow([*first, *("" for _ in of_line)])
    header = [name_of(column) for column in (*of_head, *of_line)]
    if out.sign_is_in_doubt():
        header.append(DECIMAL_SIGN + "comma")
    data = SEPARATOR.join(header) + "\r\n" + body.getvalue()
    beside = tuple(one.attachment for one in invoice.supporting_documents if one.attachment is not None)
    return Writing(data=data.encode("utf-8-sig"), losses=(*out.losses, *losses), beside=beside)


class _Out:
    """What is written, and what could not be."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []
        self._numbers: set[str] = set()

    def of_document(self, invoice: Invoice) -> Iterator[Cell]:
        """Yield the document's values."""
        for field in invoice.__struct_fields__:
            if field != "lines":
                yield from self._values(getattr(invoice, field), field, field, self.losses)

    def of_lines(self, invoice: Invoice, losses: list[Loss]) -> Iterator[dict[str, str]]:
        """Yield each line's cells by their columns."""
        for index, line in enumerate(invoice.lines):
            cells: dict[str, str] = {}
            for field in line.__struct_fields__:
                value = getattr(line, field)
                if value is not None and value != ():
                    for cell in self._values(value, f"lines[{index}].{field}", LINES + field, losses):
                        cells[cell.column] = cell.text
                        if cell.is_number:
                            self._numbers.add(cell.text)
            yield cells

    def sign_is_in_doubt(self) -> bool:
        """Whether the numbers written do not show that the comma is the decimal sign, and some could mean two."""
        said = [written(one) for one in self._numbers]
        return any(one is not None and one.either for one in said) and COMMA not in proven(said)

    def _values(self, value: Any, path: str, column: str, losses: list[Loss]) -> Iterator[Cell]:
        """Yield the cells of a value, and name what has none."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            yield Cell(path, column, self._text(value, path, losses), False)
        elif isinstance(value, Decimal):
            cell = number_cell(value)
            if cell is None:
                why = f"a number has to be finite and of at most {MOST_DIGITS} digits"
                losses.append(_loss(path, value, why, Done.DROPPED))
            else:
                self._numbers.add(cell)
                yield Cell(path, column, cell, True)
        elif isinstance(value, date):
            yield Cell(path, column, value.isoformat(), False)
        elif isinstance(value, Identifier):
            yield from self._identifier(value, path, column, losses)
        elif isinstance(value, Attachment):
            losses += _all_of(value, path, "a cell holds no file; it goes beside the document", Done.BESIDE)
        elif isinstance(value, tuple):
            yield from self._several(value, path, column, losses)
        else:
            for field in value.__struct_fields__:
                yield from self._values(getattr(value, field), f"{path}.{field}", f"{column}.{field}", losses)

    def _several(self, values: tuple[Any, ...], path: str, column: str, losses: list[Loss]) -> Iterator[Cell]:
        for index, one in enumerate(values):
            if index < MOST_REPEATED:
                yield from self._values(one, f"{path}[{index}]", f"{column}[{index}]", losses)
            else:
                losses += _all_of(
                    one, f"{path}[{index}]", f"there are columns for {MOST_REPEATED} of them", Done.DROPPED
                )

    def _identifier(self, value: Identifier, path: str, column: str, losses: list[Loss]) -> Iterator[Cell]:
        if value.value == "" and not value.scheme:
            losses.append(_loss(path, "", "an empty cell is no identifier", Done.DROPPED))
            return
        yield from self._values(value.value, path, column, losses)
        if value.scheme == "":
            losses.append(_loss(f"{path}.scheme", "", "an empty cell is no scheme", Done.DROPPED))
        yield from self._values(value.scheme, f"{path}.scheme", f"{column}.scheme", losses)

    def _text(self, text: str, path: str, losses: list[Loss]) -> str:
        if _HALVES.search(text):
            text = _HALVES.sub("\ufffd", text)
            why = "UTF-8 has no halves of surrogate pairs; U+FFFD stands instead"
            losses.append(_loss(path, text, why, Done.CHANGED))
        return protected(text)


def _all_of(value: Any, path: str, why: str, done: Done) -> list[Loss]:
    """Return a loss for each term of a group."""
    if isinstance(value, Identifier) or not isinstance(value, Struct):
        shown = value.value if isinstance(value, Identifier) else value
        return [_loss(path, f"{len(shown)} bytes" if isinstance(shown, bytes) else shown, why, done)]
    fields = ((field, getattr(value, field)) for field in value.__struct_fields__)
    return [
        loss
        for field, one in fields
        if one not in (None, "", ())
        for loss in _all_of(one, f"{path}.{field}", why, done)
    ]


def _loss(path: str, value: object, why: str, done: Done) -> Loss:
    return Loss(term=term_of(path) or "", path=path, value=str(value)[:100], why=why, done=done)


def _ordered(columns: tuple[str, ...], known: tuple[str, ...]) -> list[str]:
    """Return the columns, each once: those with a name of ours in the order of the names, the others behind."""
    position = {path: index for index, path in enumerate(known)}
    return sorted(dict.fromkeys(columns), key=lambda path: position.get(path, len(position)))
