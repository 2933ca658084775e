"""The table of lines: header words make columns, what stands below them makes rows, wrapped descriptions included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from depesch.capture.amounts import amount_at, percent_at
from depesch.capture.figures import figures_of
from depesch.capture.finding import Label, Sheet, labels_of
from depesch.capture.layout import Cell, Row

_TOTALS = frozenset({"net", "gross", "payable", "lines_total", "vat", "total", "vat_base", "rounding"})
_FIGURES = ("amount", "price", "rate", "quantity")
_MOST_EMPTY = 7.0  # heights of a line without a word: the table has ended
_QUANTITY = re.compile(r"(-?[\d ]*\d(?:[.,]\d+)?)\s*([^\W\d][\w./]{0,14}(?:\(\w\))?)?")


class Column(msgspec.Struct, frozen=True):
    """A column: what it holds and the edges of its header."""

    kind: str  # description, quantity, unit, price, rate, amount, article, line, discount, other
    left: float
    right: float


class Table(msgspec.Struct, frozen=True):
    """Where a table stands on its sheet, so that its figures are not taken for totals."""

    sheet: Sheet
    columns: tuple[Column, ...]
    first: int  # row of the header
    last: int  # the last row of lines

    def holds(self, cell: Cell) -> bool:
        """Whether the cell stands in the table or its header."""
        rows = self.sheet.rows[self.first : self.last + 1]
        return cell.page is self.sheet.page and rows[0].top - 1 <= cell.middle <= rows[-1].bottom + 1


class Entry(msgspec.Struct, kw_only=True):
    """One line while it is read: the cells of each column."""

    page: int
    cells: dict[str, list[Cell]] = msgspec.field(default_factory=dict)

    def text(self, kind: str) -> str | None:
        """Return the words of a column, or None."""
        cells = self.cells.get(kind)
        return " ".join(cell.text for cell in cells).strip() or None if cells else None


def tables_of(sheets: Sequence[Sheet]) -> list[Table]:
    """Return the tables of lines, at most one a page; a page may go on with the columns of the one before."""
    tables: list[Table] = []
    for sheet in sheets:
        header = next(_headers(sheet), None)
        if header is not None:
            columns, row = header
            tables.append(Table(sheet, columns, row, _end(sheet, row)))
    return tables


def entries_of(table: Table) -> list[Entry]:
    """Return the lines of the table in their order. A row that has an amount begins a line, or its line number does."""
    placed = [_placed(row, table.columns) for row in table.sheet.rows[table.first + 1 : table.last + 1]]
    numbered = sum(1 for cells in placed if _is_line_number(cells)) >= max(1, sum(map(_has_amount, placed)) * 0.8)
    entries: list[Entry] = []
    waiting: list[Cell] = []  # descriptions above the first amount
    for cells in placed:
        begins = _is_line_number(cells) if numbered else _has_amount(cells)
        if begins:
            entries.append(Entry(page=table.sheet.page.number))
            for cell in waiting:
                entries[-1].cells.setdefault("description", []).append(cell)
            waiting = []
        elif not entries:
            waiting.extend(cells.get("description", ()))
            continue
        for kind, found in cells.items():
            if begins or kind == "description" or kind not in entries[-1].cells:
                entries[-1].cells.setdefault(kind, []).extend(found)
    return [entry for entry in entries if entry.text("amount")]


def quantity_of(entry: Entry, *, comma: bool | None) -> tuple[Decimal | None, str | None]:
    """Return quantity and unit as printed; the unit may stand with the quantity (`2 st`)."""
    text, unit = entry.text("quantity"), entry.text("unit")
    if text is None and unit is not None:  # `26 dygn` written close, nearer to the head of the unit
        text, unit = unit, None
    match = _QUANTITY.fullmatch(text) if text else None
    if match is None:
        return None, unit or (text if entry.text("quantity") is None else None)
    amount = amount_at(match[1], comma=comma)
    return (amount.value if amount else None), unit or match[2]


def _headers(sheet: Sheet) -> Iterator[tuple[tuple[Column, ...], int]]:
    """Yield the columns of each row that is the head of a table of lines: amount, description, and one more."""
    for number in range(len(sheet.rows)):
        for rows in ((number,), (number, number + 1)):
            labels = [label for row in rows for label in _column_labels(sheet, row)]
            columns = tuple(sorted(_columns(labels), key=lambda column: column.left))
            kinds = {column.kind for column in columns}
            figures = kinds & {"quantity", "price", "rate"}
            if {"amount", "description"} <= kinds and figures and len(labels) >= 3:
                yield columns, rows[-1]
                break


def _column_labels(sheet: Sheet, row: int) -> Iterator[Label]:
    """Yield the heads of columns on a row: `Mva. Beløp` are two there, elsewhere one label."""
    if row < len(sheet.rows):
        for at, cell in enumerate(sheet.rows[row].cells):
            yield from labels_of(row, at, cell, columns_only=True)


def _column(label: Label) -> list[str]:
    return sorted(term.removeprefix("column_") for term in label.strong if term.startswith("column_"))


def _columns(labels: Sequence[Label]) -> Iterator[Column]:
    """Yield one column for each label; a word that heads two kinds is the one that its place and the others leave."""
    ordered = sorted(labels, key=lambda label: label.left)
    taken: set[str] = set()
    chosen: dict[int, str] = {}
    for number in sorted(range(len(ordered)), key=lambda at: (len(_column(ordered[at])), -ordered[at].left)):
        kinds = [kind for kind in _column(ordered[number]) if kind not in taken]
        if not kinds:
            continue
        last = ordered[number].left == max(label.left for label in ordered)
        kind = (
            "amount"
            if "amount" in kinds and (last or len(kinds) == 1)
            else next((one for one in kinds if one != "amount"), kinds[0])
        )
        chosen[number] = kind
        taken.add(kind)
    for number, kind in chosen.items():
        yield Column(kind, ordered[number].left, ordered[number].right)


def _end(sheet: Sheet, header: int) -> int:
    """Return the last row of the table: before a label of totals, a wide gap, or the end of the page."""
    last = header
    for number in range(header + 1, len(sheet.rows)):
        row, before = sheet.rows[number], sheet.rows[number - 1]
        if row.top - before.bottom > _MOST_EMPTY * max(row.bottom - row.top, 8):
            break
        if _is_total(sheet, row):
            break
        last = number
    return last


def _is_total(sheet: Sheet, row: Row) -> bool:
    """Whether a cell of the row begins with a total's label and a figure stands there, or the row heads VAT by rate."""
    labels = [
        label
        for cell in row.cells
        for label in sheet.labels_in(cell)
        if label.begin == 0 and (label.strong | label.weak) & _TOTALS
    ]
    return len(labels) > 1 or (bool(labels) and any(one.amount for one in figures_of(row, comma=None)))


def _placed(row: Row, columns: Sequence[Column]) -> dict[str, list[Cell]]:
    """Return the row's cells by column."""
    placed: dict[str, list[Cell]] = {}
    for cell in row.cells:
        for part in _divided(cell, columns):
            placed.setdefault(_nearest(part, columns), []).append(part)
    return placed


def _divided(cell: Cell, columns: Sequence[Column]) -> Iterator[Cell]:
    """Yield the cell, in parts where its words lie under several headers with no wide gap between."""
    if len(cell.words) == 1:
        yield cell
        return
    under = [_under(word.left, word.right, columns) for word in cell.words]
    if len({kind for kind in under if kind}) < 2:
        yield cell
        return
    begin = 0
    for at in range(1, len(cell.words)):
        here, there = under[at], under[at - 1]
        if here and there and here != there and (here != "description"):
            part = cell.part(begin, at)
            if part is not None:
                yield part
            begin = at
    rest = cell.part(begin)
    if rest is not None:
        yield rest


def _under(left: float, right: float, columns: Sequence[Column]) -> str | None:
    return next((column.kind for column in columns if left < column.right and right > column.left), None)


def _nearest(cell: Cell, columns: Sequence[Column]) -> str:
    """Return the kind of the column that the cell belongs to: under its header, or aligned with one of its edges."""

    def distance(column: Column) -> float:
        overlap = min(cell.right, column.right) - max(cell.left, column.left)
        if overlap > 0:
            return -overlap / max(1.0, min(cell.right - cell.left, column.right - column.left))
        edges = abs(cell.left - column.left), abs(cell.right - column.right)
        return min(*edges, max(cell.left - column.right, column.left - cell.right))

    best = min(columns, key=distance)
    if best.kind not in _FIGURES or any(letter.isdigit() for letter in cell.text):
        return best.kind
    # Words under a column of figures: a description that reaches far, or the second line of that column's header.
    description = next(column for column in columns if column.kind == "description")
    return "description" if abs(cell.left - description.left) < abs(cell.left - best.left) else "other"


def _has_amount(cells: dict[str, list[Cell]]) -> bool:
    found = cells.get("amount")
    return found is not None and amount_at(found[-1].text) is not None and percent_at(found[-1].text) is None


def _is_line_number(cells: dict[str, list[Cell]]) -> bool:
    found = cells.get("line")
    return found is not None and re.fullmatch(r"\d{1,4}\.?", found[0].text) is not None
