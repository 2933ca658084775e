"""A table as a text file, from a spreadsheet or an old program: comma, semicolon or tab; UTF-8 or Windows-1252."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FOLDED = str.maketrans("åäöæøéü", "aaoaoeu")


class NoTable(ValueError):
    """The bytes are no table; `code` is no-text, empty or no-table, `value` what was found."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code} {value}".strip())
        self.code, self.value = code, value


def table_rows(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the line that it begins on; the heading first. Raises NoTable.

    >>> table_rows("konto;namn\\n4010;Inköp\\n".encode())
    [(1, ['konto', 'namn']), (2, ['4010', 'Inköp'])]
    """
    text = _text(content)
    if text is None or not text.strip():
        raise NoTable("no-text" if text is None else "empty")
    first = next(line for line in text.splitlines() if line.strip())
    delimiter = max(";,\t", key=first.count)
    try:
        return [(line, row) for line, row in _rows(text, delimiter) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise NoTable("no-table", str(error)[:100]) from error


def folded(text: str) -> str:
    """Return a heading as headings are compared: lower case, letters and digits alone, å as a.

    >>> folded("Konto-nr"), folded("Benämning")
    ('kontonr', 'benamning')
    """
    return re.sub(r"[^a-z0-9]", "", text.strip().lower().translate(_FOLDED))


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return the cell as it was before `guarded`."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def _text(content: bytes) -> str | None:
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
