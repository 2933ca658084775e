"""What is shown of an invoice: labelled, formatted texts in one language, in reading order. Both settings draw this.

The view is also what a template gets (as JSON, field names as here), so a change of a name is a change for templates.
"""

from __future__ import annotations

import msgspec


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled text."""

    label: str
    value: str


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A party with a heading of its own: name large, address below, the rest as labelled texts."""

    heading: str
    name: str
    address: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a table's column; numbers stand to the right."""

    label: str
    numeric: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A small table; every row has as many cells as there are columns."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice line: its cells and, below its name, what else the model says of it."""

    number: str
    name: str
    description: str
    details: tuple[Field, ...]
    quantity: str
    unit: str
    unit_price: str
    vat: str
    amount: str


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """The table of lines. `columns` heads number, item, quantity, unit, unit price, VAT and amount."""

    columns: tuple[Column, ...]
    rows: tuple[Line, ...]


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the totals; the last, `is_main`, is what is to be paid."""

    label: str
    value: str
    is_main: bool = False


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A QR code: an SVG path on a square of `size` modules, the quiet zone included."""

    size: int
    path: str
    hint: str
    alternative: str
    payload: str


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """How to pay: what is common to all ways, then each way."""

    heading: str
    fields: tuple[Field, ...]
    ways: tuple[tuple[Field, ...], ...]
    code: Code | None = None


class InvoiceView(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document as it is shown."""

    language: str
    title: str  # Faktura
    number: str
    heading: str  # Faktura 20261178
    page_of: str  # Sida {page} ({pages})
    mark: str  # across each page in a mode that is not production, else empty
    notice: str  # a sentence for the mark
    is_credit_note: bool
    seller: Party
    buyer: Party
    parties: tuple[Party, ...]  # payee, tax representative, delivery
    facts: tuple[Field, ...]  # what is looked for first: to pay, date, due, reference
    references_heading: str
    references: tuple[Field, ...]
    notes_heading: str
    notes: tuple[str, ...]
    lines: Lines
    adjustments: Table | None
    vat: Table | None
    totals_heading: str
    totals: tuple[Total, ...]
    payment: Payment | None
    attachments: Table | None
    details_heading: str
    details: tuple[Field, ...]  # what only accountants and programs ask for
