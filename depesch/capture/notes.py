"""What is noted while one invoice is read: fields, doubts, tables and payment codes."""

from __future__ import annotations

from collections.abc import Sequence

from depesch.capture.amounts import writes_comma
from depesch.capture.captured import CHECK_DIGIT, Box, Doubt, Field
from depesch.capture.finding import Found, Sheet
from depesch.capture.payment_codes import payment_code
from depesch.capture.picking import field
from depesch.capture.table import Table, tables_of
from depesch.capture.words import Code


class Reading:
    """One invoice while it is read."""

    def __init__(self, sheets: Sequence[Sheet], file_name: str = "") -> None:
        self.sheets = sheets
        self.file_name = file_name
        self.fields: list[Field] = []
        self.doubts: list[Doubt] = []
        texts = [cell.text for sheet in sheets for row in sheet.rows for cell in row.cells]
        self.comma = writes_comma(texts)
        self.code = payment_code(sheet.page for sheet in sheets)
        self.tables: list[Table] = tables_of(sheets)

    def add(self, term: str, found: Found[object], value: str, path: str, confidence: float | None = None) -> None:
        """Keep the field."""
        self.fields.append(field(term, found, value, path=path, confidence=confidence))

    def add_coded(self, term: str, value: str, path: str) -> None:
        """Keep a field that only the payment code says."""
        code, page = self.code.code if self.code else None, self.code.page if self.code else None
        assert code is not None  # noqa: S101 - only asked where a code was read
        assert page is not None  # noqa: S101 - likewise
        box = Box(
            left=code.left / page.width, top=code.top / page.height,
            right=code.right / page.width, bottom=code.bottom / page.height,
        )  # fmt: skip
        found = Field(term=term, text=value, value=value, confidence=CHECK_DIGIT, page=page.number, box=box, path=path)
        self.fields.append(found)

    def agrees(self, term: str, value: str, coded: str | None) -> bool:
        """Whether the payment code says the same; another value is doubted."""
        if coded is None:
            return False
        if coded != value:
            self.doubts.append(Doubt(code=Code.OTHER_IN_CODE, term=term, value=value, expected=coded))
        return coded == value
