"""gzip: one packed file, unpacked within a cap on its size.

Source: RFC 1952.
"""

from __future__ import annotations

import zlib

from lxml import etree

from depesch.documents.envelopes import Envelope, Part
from depesch.documents.unreadable import Code
from depesch.kit.xml import MAX_BYTES
from depesch.syntaxes import UnreadableDocument

_MARK = b"\x1f\x8b"


def recognises_bytes(data: bytes) -> bool:
    """Whether `data` begins as gzip."""
    return data.startswith(_MARK)


def open_(data: bytes, root: etree._Element | None) -> tuple[Part, ...]:
    """Return the one file; raises UnreadableDocument with `broken-archive`, `not-one-document` or `too-large`."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        content = unpacking.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise UnreadableDocument(Code.BROKEN_ARCHIVE, f"gzip: {error}") from error
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(Code.TOO_LARGE, f"unpacked, the file has more than {MAX_BYTES} bytes")
    if not unpacking.eof:
        raise UnreadableDocument(Code.BROKEN_ARCHIVE, "gzip: the file breaks off")
    if unpacking.unused_data:
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, "something follows the packed file")
    return (Part(data=content),)


ENVELOPE = Envelope(
    name="gzip",
    title="gzip",
    source="RFC 1952",
    media_type="application/gzip",
    open=open_,
    recognises_bytes=recognises_bytes,
)
