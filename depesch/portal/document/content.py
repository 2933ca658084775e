"""What a document says and which files it has, read from the archive and composed in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from depesch.documents.reading import read
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.archive.readable import readable_of
from depesch.hub.archive.store import content_of
from depesch.hub.flows.answers import SYNTAX as ANSWER
from depesch.hub.flows.evidence_words import word as evidence_word
from depesch.hub.flows.kept_views import InsideFile, shown
from depesch.hub.flows.models import Document
from depesch.hub.flows.own_receipts import OWN_RECEIPT, role_told
from depesch.portal.formatting import language
from depesch.portal.words import FILE_ROLES
from depesch.rendering.view import InvoiceView, Party, Table
from depesch.syntaxes import Reading


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of the document, kept beside it or inside it."""

    name: str
    url: str
    size: int
    role_word: str | Promise


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, a number to the right."""

    text: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of the view with its cells told apart."""

    heading: str
    columns: tuple[object, ...]
    cells: list[list[Cell]]


def contents_of(document: Document, files: Sequence[ArchivedFile]) -> dict[str, object]:
    """Return what the page shows of the document's content; `view` is None when it could not be read."""
    archived = [_archived(document, file) for file in files]
    kept = shown(document, original_of(files), language())
    if kept is None:
        return {"view": None, "files": archived, "names_order": False}
    view = kept.view
    return {
        "view": view,
        "parties": parties_of(view),
        "tables": [_table(table) for table in (view.adjustments, view.vat) if table],
        "names_order": kept.names_order,
        "line_count": kept.line_count,
        "more_lines": kept.line_count - len(view.lines.rows),
        "files": archived + [_inside(document, file) for file in kept.inside],
    }


def reading_of(document: Document, files: Sequence[ArchivedFile]) -> Reading | None:
    """Return the reading of the document, None for one that was never read (its syntax is not known)."""
    original = original_of(files)
    if original is None or not document.syntax:
        return None
    return read(content_of(original))


def original_of(files: Sequence[ArchivedFile]) -> ArchivedFile | None:
    """Return the file that is shown: the original, of paper its transcript."""
    return readable_of(files)


def parties_of(view: InvoiceView) -> tuple[Party, ...]:
    """Return the seller, the buyer and whoever else there is."""
    return (view.seller, view.buyer, *view.parties)


def file_word(file: ArchivedFile) -> str | Promise:
    """Return what a file is to its document."""
    if role_told(file) == OWN_RECEIPT:
        return evidence_word(OWN_RECEIPT, language())
    return _("Business answer (Peppol Invoice Response)") if file.syntax == ANSWER else FILE_ROLES[file.role]


def _archived(document: Document, file: ArchivedFile) -> ShownFile:
    return ShownFile(file.name, reverse("file", args=[document.pk, file.pk]), file.size, file_word(file))


def _inside(document: Document, file: InsideFile) -> ShownFile:
    """Return a file that lies inside the document itself (BT-125)."""
    return ShownFile(
        file.name or _("Attachment {number}").format(number=file.number + 1),
        reverse("embedded", args=[document.pk, file.number]),
        file.size,
        _("Attachment inside the invoice"),
    )


def _table(table: Table) -> ShownTable:
    return ShownTable(
        heading=table.heading,
        columns=table.columns,
        cells=[
            [Cell(text, column.numeric) for text, column in zip(row, table.columns, strict=True)] for row in table.rows
        ],
    )
