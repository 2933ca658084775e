"""A CSV file as a table: its encoding, its separator, its header, and its rows one by one.

The separator is the one of `;`, tab and comma by which the header names the invoice's number and something of a line;
so a text is only taken for a table of invoices when it surely is one. Quoting is that of RFC 4180. A first line such
as `sep=;`, which tells Excel the separator, tells it here too.

Two columns of ours hold nothing and say something by their name: `decimal_sign:comma` (or `point`) which sign the
file's numbers have, and `read_as:IBM850` that the encoding was assumed. They are written where the rows alone would
not show it any more.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from depesch.kit.xml import MAX_BYTES
from depesch.model.issue import Issue
from depesch.syntaxes import UnreadableDocument
from depesch.syntaxes.csv_lines.cells import COMMA, POINT
from depesch.syntaxes.csv_lines.columns import Column, column_at, column_named
from depesch.syntaxes.csv_lines.names import TEXT_OF_LINE
from depesch.syntaxes.text_encoding import assumed, text_of

SEPARATORS = (";", "\t", ",")
DECIMAL_SIGN, READ_AS = "decimal_sign:", "read_as:"
SIGNS = {"comma": COMMA, "point": POINT}

_NAME = "lines[].item.name"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_TOLD = re.compile(r"(?i)sep=([;,\t])\s*\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MOST_COLUMNS = 5_000

csv.field_size_limit(MAX_BYTES)  # a note may be long; the file has a cap of its own


class Table:
    """A file with a header that is one of invoices, and rows."""

    def __init__(self, text: str, separator: str, header: list[str], lines_before: int) -> None:
        self.text = text
        self.separator = separator
        self.header = [cell.strip() for cell in header]
        self.lines_before = lines_before  # lines up to the end of the header
        self.columns = _columns(self.header)
        self.decimal_sign = next((SIGNS.get(told) for told in self._told(DECIMAL_SIGN)), None)
        self.issues: tuple[Issue, ...] = tuple(assumed(name) for name in self._told(READ_AS))

    def _told(self, prefix: str) -> list[str]:
        """Return what the columns of ours that hold nothing say."""
        return [cell.removeprefix(prefix) for cell in self.header if cell.startswith(prefix)]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that says anything, as wide as the header at least, with the line on which it begins."""
        width = len(self.header)
        reader = csv.reader(_lines(self.text, self.lines_before), delimiter=self.separator, strict=True)
        ended = 0
        try:
            for row in reader:
                begins, ended = ended, reader.line_num
                if any(row):
                    if len(row) < width:
                        row += [""] * (width - len(row))
                    yield self.lines_before + begins + 1, row
        except csv.Error as error:
            raise _broken(error, self.lines_before + reader.line_num) from error

    def where(self, line: int, column: int) -> str:
        """Return a cell's place: the line of the file, and the header or, behind the last, the column's number."""
        name = self.header[column] if column < len(self.header) and self.header[column] else f"[{column + 1}]"
        return f"/line[{line}]/{name}"


def table_of(data: bytes) -> Table:
    """Return the table that the bytes are; raises UnreadableDocument when they are none."""
    text, issues = text_of(data)
    table = table_in(text)
    if table is None:
        raise UnreadableDocument(
            "broken-file", "no header names the invoice's number and a column of its lines", line=1
        )
    table.issues = (*issues, *table.issues)
    return table


def table_in(text: str) -> Table | None:
    """Return the table that a text is, which may break off behind the header; None when it is none."""
    first = _LINE.match(text)
    told = _TOLD.match(first[0]) if first else None
    for separator in (told[1],) if told else SEPARATORS:
        found = _header(text, separator, 1 if told else 0)
        if found is not None:
            table = Table(text, separator, *found)
            paths = {column.path for column in table.columns if column is not None}
            if "number" in paths and any(column is not None and column.of_line for column in table.columns):
                return table
    return None


def _header(text: str, separator: str, skipped: int) -> tuple[list[str], int] | None:
    """Return the first row that says anything, and how many lines there are up to its end."""
    reader = csv.reader(_lines(text, skipped), delimiter=separator, strict=True)
    try:
        row = next((row for row in reader if any(map(str.strip, row))), None)
    except csv.Error:
        return None
    if row is None or len(row) > _MOST_COLUMNS or any(map(_CONTROL.search, row)):
        return None
    return row, skipped + reader.line_num


def _columns(header: list[str]) -> tuple[Column | None, ...]:
    """Return the column of each header; None where it names none, or one that another header named before."""
    found = [column_named(name) if name else None for name in header]
    if not any(column is not None and column.path == _NAME for column in found):
        # A file with one text for each line calls it description; it is what the item is called.
        plain = column_named(TEXT_OF_LINE.name)
        found = [column_at(_NAME) if column is not None and column is plain else column for column in found]
    seen: set[str] = set()
    columns: list[Column | None] = []
    for column in found:
        columns.append(None if column is None or column.path in seen else column)
        if column is not None:
            seen.add(column.path)
    return tuple(columns)


def _lines(text: str, skipped: int = 0) -> Iterator[str]:
    """Yield the lines with their ends: CR, LF or both, and no other sign that Unicode would break a line at."""
    for number, found in enumerate(_LINE.finditer(text)):
        if number >= skipped:
            yield found[0]


def _broken(error: csv.Error, line: int) -> UnreadableDocument:
    return UnreadableDocument("broken-file", f"the quotes of a cell do not hold together: {error}", line=line)
