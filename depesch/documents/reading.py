"""Bytes to a reading: the format is recognised by content, never by the file's name."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from depesch.documents.opening import Opened, documents_in, opened
from depesch.kit.collector import collector_paused
from depesch.syntaxes import Reading, UnreadableDocument

LARGE_BYTES = 200_000  # from some hundred lines on, the collector's rounds cost more than pausing it


def read(data: bytes) -> Reading:
    """Return the reading of the one invoice in the file: as it is, embedded in a PDF, in an archive or an envelope.

    The reading's `data` are the bytes of the invoice without any of these. Raises UnreadableDocument with a code of
    `unreadable.Code`, nothing else.
    """
    if len(data) < LARGE_BYTES:
        return _read(opened(data))
    with collector_paused():
        return _read(opened(data))


def read_each(data: bytes) -> Iterator[tuple[str, Reading | UnreadableDocument]]:
    """Yield each document in the file, in its order: its name in the file (may be empty), and its reading or why not.

    One that cannot be read stops none of the others. A file that cannot be opened yields that alone.
    """
    try:
        parts = documents_in(data)
    except UnreadableDocument as error:
        yield "", error
        return
    for part in parts:
        try:
            reading = read(part.data)
        except UnreadableDocument as error:
            yield part.name, error
            continue
        files, issues = (*part.files, *reading.files), (*part.issues, *reading.issues)
        yield part.name, msgspec.structs.replace(reading, files=files, issues=issues)


def _read(document: Opened) -> Reading:
    reading = document.syntax.read(document.data, document.root)
    if not document.files and not document.issues:
        return reading
    return msgspec.structs.replace(reading, files=document.files, issues=(*document.issues, *reading.issues))
