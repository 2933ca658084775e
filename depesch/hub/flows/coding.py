"""The coding of an incoming document: what it says, held against the company's books. Call it inside `acting_for`.

The proposal is made anew whenever somebody looks, from the registers as they are; it is not stored until it is saved.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from depesch.documents.reading import read
from depesch.hub.archive.readable import readable_content
from depesch.hub.archive.store import files_of
from depesch.hub.books import chart, suppliers
from depesch.hub.books.articles import of_supplier
from depesch.hub.books.coding import (
    SavedCoding,
    SavedMeanwhile,
    Wanted,
    accounts_in_reach,
    checked,
    remembered,
    save_coding,
    saved_coding,
    with_origins,
)
from depesch.hub.books.matching import Match, SellerMarks, marks_of, match
from depesch.hub.books.models import Supplier
from depesch.hub.books.proposing import Known, KnownAccount, Proposal, proposal
from depesch.hub.books.rows import Row, rows_of, rows_sha256
from depesch.hub.flows.models import Direction, Document
from depesch.model.invoice import Invoice
from depesch.syntaxes import UnreadableDocument


class CodingSheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known for coding one document: `proposals` are one for each of the `rows`."""

    currency: str
    marks: SellerMarks
    match: Match | None
    rows: tuple[Row, ...]
    rows_sha256: str
    proposals: tuple[Proposal, ...]
    accounts: tuple[KnownAccount, ...]
    saved: SavedCoding | None

    @property
    def version(self) -> int:
        """Return the number of the coding that counts, 0 when there is none yet."""
        return self.saved.version if self.saved else 0

    @property
    def is_of_other_rows(self) -> bool:
        """Return whether the document says something else than when it was coded: paper was read through anew."""
        return self.saved is not None and self.saved.rows_sha256 != self.rows_sha256


class NothingToCode(Exception):
    """The document is not an incoming one that can be read, or has no rows."""


def coding_sheet(document: Document) -> CodingSheet:
    """Return the sheet of an incoming document. Raises NothingToCode."""
    invoice = _invoice_of(document)
    rows = rows_of(invoice)
    if not rows:
        raise NothingToCode
    marks = marks_of(invoice)
    there = {each.pk: each for each in suppliers.candidates(marks)}
    found = match(marks, [suppliers.known(each) for each in there.values()])
    known = _known(there[found.supplier.id], rows) if found else Known()
    return CodingSheet(
        currency=(invoice.currency or "").strip()[:3], marks=marks, match=found, rows=rows,
        rows_sha256=rows_sha256(rows), proposals=tuple(proposal(row, known) for row in rows),
        accounts=tuple(accounts_in_reach()), saved=saved_coding(document.pk),
    )  # fmt: skip


def code(document: Document, wanted: Wanted, *, seen: int, seen_rows: str = "", actor: str) -> SavedCoding:
    """Save a coding of the document. Raises NothingToCode, BadCoding, SavedMeanwhile.

    `seen` is the version that somebody looked at, `seen_rows` what told its rows (`CodingSheet.rows_sha256`).
    """
    sheet = coding_sheet(document)
    if seen_rows and seen_rows != sheet.rows_sha256:
        raise SavedMeanwhile
    parts = with_origins(checked(sheet.rows, wanted, sheet.accounts), sheet.proposals)
    return save_coding(
        document.pk, sheet.rows, parts, rows_sha256=sheet.rows_sha256, seen=seen,
        supplier_id=sheet.match.supplier.id if sheet.match else None, currency=sheet.currency, actor=actor,
    )  # fmt: skip


def _invoice_of(document: Document) -> Invoice:
    if document.direction != Direction.IN or not document.syntax:
        raise NothingToCode
    try:
        return read(readable_content(files_of(document.pk))).invoice
    except UnreadableDocument as error:  # read when it came, by code that is no longer
        raise NothingToCode from error


def _known(supplier: Supplier, rows: Sequence[Row]) -> Known:
    account = supplier.purchase_account
    return Known(
        supplier=supplier.name,
        purchase_account=chart.known(account) if account else None,
        articles=of_supplier(supplier.pk, {number for row in rows for number in row.articles}),
        memory=remembered(supplier.pk, rows),
    )
