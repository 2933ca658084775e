"""Which of a document's files says what it is: for what came on paper, the transcript; for all else, the original."""

from __future__ import annotations

from collections.abc import Sequence

from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import content_of

READABLE = (FileRole.ORIGINAL, FileRole.TRANSCRIPT)


def readable_of(files: Sequence[ArchivedFile]) -> ArchivedFile | None:
    """Return the file that is read and converted: the last transcript, else the original. `files`: the oldest first."""
    transcripts = [file for file in files if file.role == FileRole.TRANSCRIPT]
    return transcripts[-1] if transcripts else next((file for file in files if file.role == FileRole.ORIGINAL), None)


def readable_content(files: Sequence[ArchivedFile]) -> bytes:
    """Return the bytes of that file; every document has one. Raises ArchiveDamaged. Call it inside `acting_for`."""
    found = readable_of(files)
    assert found is not None, "a document is written together with its original"  # noqa: S101
    return content_of(found)
