"""Bytes to a reading: the format is recognised by content, never by the file's name."""

from __future__ import annotations

import msgspec

from depesch.documents.opening import Opened, opened
from depesch.kit.collector import collector_paused
from depesch.syntaxes import Reading

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


def _read(document: Opened) -> Reading:
    reading = document.syntax.read(document.data, document.root)
    if not document.files and not document.issues:
        return reading
    return msgspec.structs.replace(reading, files=document.files, issues=(*document.issues, *reading.issues))
