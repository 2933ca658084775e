"""What was read from paper: the invoice as far as it could be filled, and how sure each field is."""

from __future__ import annotations

from typing import Literal

import msgspec

from depesch.model.invoice import Invoice

Engine = Literal["text", "ocr"]

# How sure a field is, coarsely: what the value was held against, never how sure a program felt.
CROSS_CHECKED = 0.99  # another value of the same document agrees: net and VAT make the gross, a code says the same
CHECK_DIGIT = 0.95  # it stands by its label and has a right check digit
LABEL = 0.8  # it stands by its label
POSITION = 0.5  # it stands where such a thing usually stands, or its check digit is wrong


class Box(msgspec.Struct, frozen=True):
    """A place on a page, from its upper left corner: parts of its width and height, each 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float


class Field(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value that was read.

    `value` is `text` in canonical writing: a date as 2026-11-19, an amount with a point and no spaces, a number
    without spaces. `page` counts from 1 in the file; a value from a QR code has the code's box.
    """

    term: str  # such as BT-1
    text: str  # as printed
    value: str
    confidence: float  # 0 to 1
    page: int
    box: Box
    path: str = ""  # the place in the model, such as seller.vat_identifier


class Doubt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What does not fit. `code` is one of `depesch.capture.words.Code`; the words are made when it is read."""

    code: str
    term: str = ""
    value: str = ""  # what was read
    expected: str = ""  # what would fit

    def words(self, language: str) -> str:
        """Return what does not fit, in sv, nb or en; any other language gets English."""
        from depesch.capture.words import told  # the words are many, and seldom shown

        return told(self.code, language, term=self.term, value=self.value, expected=self.expected)


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice that was read from paper. What could not be read is absent from `invoice` and from `fields`."""

    invoice: Invoice
    fields: tuple[Field, ...]
    doubts: tuple[Doubt, ...]
    first_page: int  # in the file, from 1
    last_page: int
    engine: Engine

    @property
    def pages(self) -> range:
        """The pages of the file that this invoice takes, counted from 1."""
        return range(self.first_page, self.last_page + 1)

    def confidence(self, term: str) -> float:
        """Return how sure the least sure field of the term is, 0 where it was not read."""
        return min((field.confidence for field in self.fields if field.term == term), default=0.0)
