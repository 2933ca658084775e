"""The files that exports make, piece by piece: a table of documents as CSV, or the documents' own files as ZIP."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from babel.numbers import format_decimal

from depesch.channels import channels
from depesch.hub.archive.file_store import ArchiveDamaged
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.archive.store import get
from depesch.hub.flows.export_words import COLUMNS, LOCALES, word
from depesch.hub.flows.models import Delivery, Document
from depesch.hub.flows.problems import problem_of
from depesch.kit.filenames import safe_file_name
from depesch.model.invoice import CREDIT_NOTE_TYPES

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a cell that begins so is run by spreadsheets (OWASP, CSV injection)


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """Which piece of which file: its number, where it begins, and how the file is wanted."""

    number: int
    offset: int
    is_last: bool
    is_zip: bool
    wishes: dict[str, Any]

    @property
    def language(self) -> str:
        """Return the reader's language; empty for the form that programs read."""
        return str(self.wishes.get("language", ""))


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the table of contents of a ZIP file says of one file in it."""

    name: str
    offset: int
    crc: int
    packed: int
    size: int
    moment: tuple[int, int, int, int, int, int]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a file; `missing` are documents of which something could not be read from the archive."""

    content: bytes
    entries: tuple[Entry, ...] = ()
    missing: tuple[UUID, ...] = ()


def write_export(export: Export, document_ids: Sequence[UUID], before: Callable[[], list[Any]]) -> Part:
    """Return the next piece, with these documents in their order; `before` gives the entries of earlier pieces."""
    found = Document.objects.in_bulk(document_ids)
    documents = [found[each] for each in document_ids if each in found]
    return _zip(export, documents, before) if export.is_zip else Part(content=_csv(export, documents))


def _csv(export: Export, documents: Sequence[Document]) -> bytes:
    """Return rows for a spreadsheet in the reader's way of writing, or for programs: ISO, points, commas, UTF-8."""
    text = io.StringIO()
    # Semicolons where the comma stands in numbers: there a spreadsheet splits at semicolons.
    delimiter = "," if export.language in ("", "en") else ";"
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    is_first = export.number == 0
    if is_first:
        writer.writerow([word(f"column.{name}", export.language) if export.language else name for name in COLUMNS])
    channel_of = dict(Delivery.objects.filter(document__in=documents).values_list("document_id", "channel"))
    for document in documents:
        row = _row(document, channel_of.get(document.pk, ""), export.language)
        writer.writerow([_harmless(cell) for cell in row] if export.language else row)
    content = text.getvalue().encode()
    return _BOM + content if is_first and export.language else content


def _row(document: Document, channel: str, language: str) -> list[str]:
    trouble = problem_of(document, language) if document.problem_code else None
    return [
        str(document.pk), word(f"direction.{document.direction}", language), document.number,
        word("type.credit_note" if document.type_code in CREDIT_NOTE_TYPES else "type.invoice", language)
        if document.number else "",
        document.seller_name, document.buyer_name,
        document.issue_date.isoformat() if document.issue_date else "",
        document.due_date.isoformat() if document.due_date else "",
        _number(document.amount_due, language), document.currency,
        word(f"state.{document.state}", language), _moment(document.state_since),
        word(f"business.{document.business_status}", language) if document.business_status else "",
        word(f"route.{document.route_in}", language), _channel(channel, language), document.send_mode,
        _moment(document.received_at), document.file_name,
        (trouble.title if language else document.problem_code) if trouble else "",
    ]  # fmt: skip


def _harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula; a plain number stays one.

    >>> _harmless("=cmd|' /C calc'!A0"), _harmless("-12,50")
    ("'=cmd|' /C calc'!A0", '-12,50')
    """
    if not cell.startswith(_FORMULA) or _is_number(cell):
        return cell
    return f"'{cell}"


def _is_number(cell: str) -> bool:
    digits = cell[1:]
    return cell[0] in "+-" and digits.replace(",", "", 1).replace(".", "", 1).isdecimal()


def _number(value: Decimal | None, language: str) -> str:
    if value is None:
        return ""
    if not language:
        return f"{value.normalize():f}"
    return str(format_decimal(value, "0.00########", locale=LOCALES[language])).replace("\N{MINUS SIGN}", "-")


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


def _channel(name: str, language: str) -> str:
    found = channels().get(name) if language else None
    return found.titles.get(language, found.title) if found else name


class _Tail(io.BytesIO):
    """The end of a longer file: what `zipfile` writes lands here, what it reckons begins at `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__()
        self._offset = offset

    def tell(self) -> int:
        return self._offset + super().tell()

    def seek(self, position: int, whence: int = 0) -> int:
        return self._offset + super().seek(position - self._offset if whence == 0 else position, whence)


def _zip(export: Export, documents: Sequence[Document], before: Callable[[], list[Any]]) -> Part:
    """Return the documents' files packed, a folder for each; the last piece ends with the table of contents."""
    tail, missing = _Tail(export.offset), []
    packed = zipfile.ZipFile(tail, "w", zipfile.ZIP_DEFLATED)
    files: dict[UUID, list[ArchivedFile]] = {}
    found = ArchivedFile.objects.filter(document_id__in=[each.pk for each in documents])
    for file in found.order_by("archived_at", "id"):
        files.setdefault(file.document_id, []).append(file)
    for document in documents:
        for name, file in _named(document, files.get(document.pk, ())):
            try:
                content = get(file.sha256)
            except ArchiveDamaged:
                missing.append(document.pk)
                continue
            packed.writestr(_info(name, file.archived_at), content)
    entries = tuple(_entry(info) for info in packed.filelist)
    if export.is_last:
        packed.filelist[:0] = [_known(msgspec.convert(each, Entry)) for each in before()]
        packed.close()  # writes the table of contents of all pieces behind this one
        return Part(content=tail.getvalue(), entries=entries, missing=tuple(dict.fromkeys(missing)))
    content = tail.getvalue()
    packed.filelist.clear()
    packed.close()
    return Part(content=content, entries=entries, missing=tuple(dict.fromkeys(missing)))


def _named(document: Document, files: Iterable[ArchivedFile]) -> Iterable[tuple[str, ArchivedFile]]:
    """Give each file a name in the document's folder that no other has, and that harms nobody."""
    label = safe_file_name(document.number)[:60] if document.number else "document"
    folder, used = f"{label}-{str(document.pk)[:8]}", set()
    for file in files:
        name = f"{folder}/{file.role}/{safe_file_name(file.name)}"
        stem, number = name, 2
        while name in used:
            name, number = f"{stem}.{number}", number + 1
        used.add(name)
        yield name, file


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _entry(info: zipfile.ZipInfo) -> Entry:
    return Entry(
        name=info.filename, offset=info.header_offset, crc=info.CRC, packed=info.compress_size, size=info.file_size,
        moment=info.date_time,
    )  # fmt: skip


def _known(entry: Entry) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(entry.name, entry.moment)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    info.header_offset, info.CRC = entry.offset, entry.crc
    info.compress_size, info.file_size = entry.packed, entry.size
    info.flag_bits = 0 if entry.name.isascii() else 0x800  # the name is UTF-8
    return info
