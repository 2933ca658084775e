"""Files that go inside an invoice: their kind is told by their content, their size is bounded.

Source of the kinds: EN 16931, BT-125-1 (BR-CL-24).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from django.db.models import Sum

from depesch.hub.drafts.editing import DraftRefused, one_more_revision
from depesch.hub.drafts.models import DraftFile, File
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.filenames import safe_file_name, split_suffix
from depesch.kit.hashing import sha256_hex

LARGEST = 5_000_000  # bytes of one file
LARGEST_TOGETHER = 20_000_000
MOST = 50
PDF, PNG, JPEG, CSV = "application/pdf", "image/png", "image/jpeg", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
# The kinds that may be attached, with the suffixes of their names; the first is given to a name that has another.
KINDS: Mapping[str, tuple[str, ...]] = {
    PDF: (".pdf",), PNG: (".png",), JPEG: (".jpg", ".jpeg"), CSV: (".csv", ".txt"), XLSX: (".xlsx",), ODS: (".ods",),
}  # fmt: skip
_MOST_ENTRIES = 10_000

F = TypeVar("F", bound=File)


class FileRefused(DraftRefused):
    """The file cannot be attached.

    Codes: `file-empty`, `file-too-large`, `files-too-large`, `too-many-files`, `file-kind`, `no-such-file`.
    """


def attach(
    draft_id: UUID, name: str, content: bytes, *, actor: str, description: str = "", revision: int | None = None
) -> DraftFile:
    """Put a file into the draft and return it; raises FileRefused, NotEditable, ChangedMeanwhile.

    Whatever its name says, its kind is told by its content; a name of another kind gets the right suffix.
    """
    media_type = media_type_of(name, content)
    with one_more_revision(draft_id, revision, actor) as draft:
        there = draft.files.aggregate(size=Sum("size"))["size"] or 0
        count = draft.files.count()
        if count >= MOST:
            raise FileRefused("too-many-files")
        if there + len(content) > LARGEST_TOGETHER:
            raise FileRefused("files-too-large")
        taken = set(draft.files.values_list("name", flat=True))
        file = DraftFile(
            draft=draft, tenant_id=tenant_id(), name=_free_name(fitting_name(name, media_type), taken),
            media_type=media_type, description=" ".join(description.split())[:200], content=content,
            size=len(content), sha256=sha256_hex(content), rank=count,
        )  # fmt: skip
        file.save(force_insert=True)
    return file


def describe(draft_id: UUID, file_id: UUID, description: str, *, actor: str, revision: int | None = None) -> None:
    """Say what kind of attachment a file is (BT-123); raises FileRefused (`no-such-file`)."""
    with one_more_revision(draft_id, revision, actor) as draft:
        said = " ".join(description.split())[:200]
        if not draft.files.filter(pk=file_id).update(description=said):
            raise FileRefused("no-such-file")


def detach(draft_id: UUID, file_id: UUID, *, actor: str, revision: int | None = None) -> None:
    """Take a file out of the draft; raises FileRefused (`no-such-file`), NotEditable, ChangedMeanwhile."""
    with one_more_revision(draft_id, revision, actor) as draft:
        gone, _ = draft.files.filter(pk=file_id).delete()
        if not gone:
            raise FileRefused("no-such-file")


def media_type_of(name: str, content: bytes) -> str:
    """Return what kind of file it is; raises FileRefused for one that may not be attached."""
    if not content:
        raise FileRefused("file-empty")
    if len(content) > LARGEST:
        raise FileRefused("file-too-large")
    found = _by_beginning(content) or _by_text(name, content)
    if found is None:
        raise FileRefused("file-kind")
    return found


def fitting_name(name: str, media_type: str) -> str:
    """Return the name as one that is safe anywhere, with a suffix of its kind."""
    plain = safe_file_name(name.replace("\\", "/").rpartition("/")[2] or "file")
    suffixes = KINDS[media_type]
    if plain.lower().endswith(suffixes):
        return plain
    return safe_file_name(split_suffix(plain)[0] + suffixes[0])


def copied(file: File, model: type[F], **owner: object) -> F:
    """Return the file as one of another owner, in the database."""
    copy = model(
        tenant_id=tenant_id(), name=file.name, media_type=file.media_type, description=file.description,
        content=bytes(file.content), size=file.size, sha256=file.sha256, rank=file.rank, **owner,
    )  # fmt: skip
    copy.save(force_insert=True)
    return copy


def _by_beginning(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    return _by_archive(content) if content.startswith(b"PK\x03\x04") else None


def _by_archive(content: bytes) -> str | None:
    """Return the kind of a spreadsheet, which is an archive; nothing is unpacked but a few bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > _MOST_ENTRIES or any(".." in name.split("/") or "vbaProject" in name for name in names):
                return None
            if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
                return XLSX
            if names and names[0] == "mimetype":
                with archive.open("mimetype") as said:
                    return ODS if said.read(100) == ODS.encode() else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    return None


def _by_text(name: str, content: bytes) -> str | None:
    """Return the kind of a table in plain text: told by its name, and by holding nothing but text."""
    if not name.lower().endswith(KINDS[CSV]) or b"\0" in content or content.lstrip()[:1] in (b"<", b"{"):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    odd = sum(1 for letter in text if letter < " " and letter not in "\t\r\n")
    return None if odd else CSV


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name, or the name with a number, that no other file of the invoice has."""
    stem, suffix = split_suffix(name)
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return name
