"""Reading a CSV of invoice lines, in two passes over its rows: what the cells say, then the lines.

The first pass gathers the different numbers of each column, from which the decimal sign is told, the document's values,
which stand on each row of an invoice or on one of them, and what has no place. The second makes the lines. No element
is made for a cell, and no row is kept: a hundred thousand lines take little more than the model does.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from lxml import etree

from depesch.kit.characters import NoEncoding, beginning
from depesch.model.invoice import Invoice, Line
from depesch.model.issue import Issue, Severity
from depesch.model.terms import term_of
from depesch.syntaxes import Place, Reading, Unread, UnreadableDocument, syntaxes
from depesch.syntaxes.csv_lines.cells import (
    A_DATE,
    A_NUMBER,
    Written,
    day_in,
    number,
    proven,
    unprotected,
    written,
)  # fmt: skip
from depesch.syntaxes.csv_lines.columns import LINES, Column, column_at
from depesch.syntaxes.csv_lines.computing import completed
from depesch.syntaxes.csv_lines.names import plain
from depesch.syntaxes.csv_lines.rows import Fault, Placed, Read, Run, builder, number_reader, text_reader
from depesch.syntaxes.csv_lines.table import Table, table_in, table_of

_LOOKED_AT = 262_144
_OF_HEAD = -1
_LINE_PATH = re.compile(r"lines\[([0-9]+)\]\.?(.*)")
_REPEATED = re.compile(r"([a-z_.0-9]+)\[([0-9]+)\]")
_SHOWN = 200


def recognises_text(data: bytes) -> bool:
    """Whether `data` begins with a header of invoice lines."""
    try:
        text = beginning(data, _LOOKED_AT).text
    except NoEncoding:  # in some places; `read` says where
        text = data[:_LOOKED_AT].decode(errors="replace")
    return table_in(text) is not None


def parse(data: bytes) -> etree._Element:
    """Return a root that stands for the file; all else is read in `read`."""
    return etree.Element("csv")


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the one invoice in `data`; raises UnreadableDocument."""
    table = table_of(data)
    gathered = Gathered(table)
    numbers, doubtful = numbers_of(table, gathered.numbers)
    run = Run()
    head, lines = _placed(table, numbers)
    at = array("L")
    invoice = _invoice(table, gathered, run, head, at, lines)
    paths = [column.path for column in table.columns if column is not None]
    misread = any(fault.column in numbers for fault in run.faults)
    invoice = completed(invoice, partial(_has, paths), sums=not misread)
    issues = [_issue(table, gathered, fault, doubtful) for fault in run.faults]
    places = Places(table, gathered, at, run.gaps)
    return Reading(
        syntax=syntaxes()["csv_lines"],
        data=data,
        root=root,
        invoice=invoice,
        issues=(*table.issues, *issues, *_sign_issues(invoice, places)),
        memo={"places": places, "unread": gathered.unread()},
    )


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return the columns that no term has, and what a row says otherwise than the rows before."""
    found: tuple[Unread, ...] = reading.memo["unread"]
    return found


def locate(reading: Reading, path: str) -> Place | None:
    """Return the line and the column of a term, or the line of what it belongs to."""
    places: Places = reading.memo["places"]
    return places.at(path)


class Gathered:
    """What a first look at all rows gives."""

    def __init__(self, table: Table) -> None:
        columns = table.columns
        self.table = table
        self.numbers: dict[int, set[str]] = {
            index: set() for index, column in enumerate(columns) if column is not None and column.kind is Decimal
        }
        self.merged = [""] * len(table.header)  # the document's values
        self.lines: dict[int, int] = {}  # on which line each of them stands
        self._head = [index for index, column in enumerate(columns) if column is not None and not column.of_line]
        self._number = next(i for i in self._head if getattr(columns[i], "path", None) == "number")
        self._unknown = {index for index, column in enumerate(columns) if column is None}
        self._unread: list[tuple[int, int, str]] = []
        self._look()

    def _look(self) -> None:
        head, width = self._head, len(self.table.header)
        adding = [(index, found.add) for index, found in self.numbers.items()]
        settled: list[str] | None = None
        for line, row in self.table.rows():
            for index, add in adding:
                add(row[index])
            cells = [row[index] for index in head]
            if cells != settled:
                self._merge(line, row)
                settled = cells
            if self._unknown:
                self._look_for_unknown(line, row)
            if len(row) > width:
                self._unread += [(line, index, row[index]) for index in range(width, len(row)) if row[index].strip()]

    def _merge(self, line: int, row: list[str]) -> None:
        for index in self._head:
            cell = row[index]
            if not cell or cell == self.merged[index]:
                continue
            if not self.merged[index]:
                self.merged[index] = cell
                self.lines[index] = line
            elif index == self._number and cell.strip() != self.merged[index].strip():
                raise UnreadableDocument("not-one-document", f"invoice {cell!r} begins in the file, too", line=line)
            else:
                self._unread.append((line, index, cell))

    def _look_for_unknown(self, line: int, row: list[str]) -> None:
        """Note the first value of a column that no term has."""
        found = [index for index in self._unknown if row[index].strip()]
        for index in found:
            self._unread.append((line, index, row[index]))
            self._unknown.discard(index)

    def unread(self) -> tuple[Unread, ...]:
        """Return what has no place, by line and column."""
        return tuple(
            Unread(where=self.table.where(line, index), line=line, value=cell)
            for line, index, cell in sorted(self._unread)
        )


def numbers_of(table: Table, found: Mapping[int, set[str]]) -> tuple[dict[int, dict[str, Decimal | None]], set[int]]:
    """Return each column's numbers by their cells, and the columns in which nothing tells the decimal sign."""
    looked_at: dict[int, dict[str, Written | None]] = {
        index: {cell: written(cell) for cell in cells} for index, cells in found.items()
    }
    signs = {index: proven(cells.values()) for index, cells in looked_at.items()}
    of_file = frozenset().union(*signs.values())
    numbers: dict[int, dict[str, Decimal | None]] = {}
    doubtful: set[int] = set()
    for index, cells in looked_at.items():
        sign = table.decimal_sign or _only(signs[index]) or _only(of_file if not signs[index] else frozenset())
        if sign is None:
            doubtful.add(index)
        numbers[index] = {cell: None if one is None else number(one, sign) for cell, one in cells.items()}
    return numbers, doubtful


def _only(signs: frozenset[str]) -> str | None:
    return next(iter(signs)) if len(signs) == 1 else None


def _placed(table: Table, numbers: Mapping[int, dict[str, Decimal | None]]) -> tuple[list[Placed], list[Placed]]:
    """Return the columns of the document and those of a line, with what reads their cells."""
    head: list[Placed] = []
    lines: list[Placed] = []
    for index, column in enumerate(table.columns):
        if column is None:
            continue
        (lines if column.of_line else head).append(Placed(index, column, column.steps, _reader(index, column, numbers)))
        for path, value in column.along:
            beside = column_at(path)
            if beside is not None:
                head.append(Placed(index, beside, beside.steps, partial(_always, value)))
    return head, lines


def _always(value: str, cell: str) -> str:
    return value


def _reader(index: int, column: Column, numbers: Mapping[int, dict[str, Decimal | None]]) -> Read:
    if column.kind is Decimal:
        return number_reader(numbers[index])
    return text_reader(column, unprotected, plain) if column.kind is str else day_in


def _invoice(
    table: Table, gathered: Gathered, run: Run, head: list[Placed], at: array[int], of_line: list[Placed]
) -> Invoice:
    run.at = _OF_HEAD
    document: Invoice | None = builder(Invoice, head, run)(gathered.merged)
    lines: list[Any] = []
    build: Callable[[list[str]], Any] = builder(Line, of_line, run)
    for line, row in table.rows():
        run.line, run.at = line, len(lines)
        noted = len(run.faults)
        made = build(row)
        if made is None and len(run.faults) > noted:
            made = Line()  # there is one, of which nothing can be read
        if made is not None:
            lines.append(made)
            at.append(line)
    values = {field: getattr(document, field) for field in Invoice.__struct_fields__} if document is not None else {}
    return Invoice(**{**values, "lines": tuple(lines)})


def _has(paths: list[str], place: str) -> bool:
    return any(path == place or path.startswith((place + ".", place + "[")) for path in paths)


def _issue(table: Table, gathered: Gathered, fault: Fault, doubtful: set[int]) -> Issue:
    column = table.columns[fault.column]
    assert column is not None  # noqa: S101 - only columns of terms are read
    line = gathered.lines[fault.column] if fault.at == _OF_HEAD else fault.line
    path = column.path.replace(LINES, f"lines[{fault.at}].")
    term = term_of(path)
    rule, expected = _EXPECTED[column.kind]
    detail = f"{table.header[fault.column]} {fault.cell[:80]!r} is not {expected}"
    if column.kind is Decimal and fault.column in doubtful and written(fault.cell) is not None:
        detail += "; its sign could be the decimal one or stand between thousands, and no other number tells"
    return Issue(
        rule=rule,
        severity=Severity.FATAL,
        terms=(term,) if term else (),
        path=path,
        where=table.where(line, fault.column),
        line=line,
        value=fault.cell[:_SHOWN],
        expected=expected,
        detail=detail,
    )


_EXPECTED: Mapping[type, tuple[str, str]] = {
    Decimal: ("READ-NUMBER", A_NUMBER),
    date: ("READ-DATE", A_DATE),
    str: ("READ-CODE", "a code of the list"),
}


def _sign_issues(invoice: Invoice, places: Places) -> Iterator[Issue]:
    """Yield a warning for a credit note of less than nothing: credits are positive, and this one would be a charge."""
    totals = invoice.totals
    if totals is None or not invoice.is_credit_note:
        return
    for field in ("amount_due", "amount_incl_vat", "amount_excl_vat"):
        amount: Decimal | None = getattr(totals, field)
        if amount is not None and amount < 0:
            path = f"totals.{field}"
            place = places.at(path)
            yield Issue(
                rule="READ-SIGN",
                severity=Severity.WARNING,
                terms=(term_of(path) or "",),
                path=path,
                where=place.where,
                line=place.line,
                value=str(amount),
                detail="the document is a credit note, and its amount is below zero",
            )
            return


class Places:
    """Where the terms of an invoice stand."""

    def __init__(
        self, table: Table, gathered: Gathered, at: array[int], gaps: Mapping[tuple[int, str], tuple[int, ...]]
    ) -> None:
        self._table = table
        self._lines = gathered.lines
        self._at = at
        self._gaps = gaps
        self._columns = {column.path: index for index, column in enumerate(table.columns) if column is not None}

    def at(self, path: str) -> Place:
        """Return the place of a term, or of the line or the file that it belongs to."""
        found = _LINE_PATH.fullmatch(path)
        if found is not None:
            if int(found[1]) >= len(self._at):
                return Place(where="/", line=1)
            line = self._at[int(found[1])]
            index = self._columns.get(LINES + self._in_header(int(found[1]), found[2]))
            return Place(where=f"/line[{line}]" if index is None else self._table.where(line, index), line=line)
        return self._of_head(self._in_header(_OF_HEAD, path))

    def _of_head(self, path: str) -> Place:
        while path:
            for column, index in self._columns.items():
                if index in self._lines and (column == path or column.startswith((path + ".", path + "["))):
                    return Place(where=self._table.where(self._lines[index], index), line=self._lines[index])
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return Place(where="/", line=1)

    def _in_header(self, at: int, path: str) -> str:
        """Return the path as the header has it, where the row leaves out some of what may be repeated."""
        found = _REPEATED.match(path)
        gap = self._gaps.get((at, found[1])) if found is not None else None
        if found is None or gap is None or int(found[2]) >= len(gap):
            return path
        return f"{found[1]}[{gap[int(found[2])]}]{path[found.end() :]}"
