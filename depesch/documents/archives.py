"""A document packed in gzip or ZIP: one file, unpacked within a cap on its size."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from depesch.documents.unreadable import Code
from depesch.kit.xml import MAX_BYTES
from depesch.syntaxes import UnreadableDocument

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ENCRYPTED_FLAG = 0x1
_MOST_ENTRIES = 1000


def looks_packed(data: bytes) -> bool:
    """Whether `data` begins as gzip or ZIP."""
    return data.startswith((_GZIP, _ZIP, _EMPTY_ZIP))


def unpacked(data: bytes) -> bytes:
    """Return the one document in the archive.

    Raises UnreadableDocument with code `broken-archive`, `not-one-document`, `encrypted` or `too-large`.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(Code.TOO_LARGE, f"the file has {len(data)} bytes, at most {MAX_BYTES} are taken")
    return _gunzipped(data) if data.startswith(_GZIP) else _unzipped(data)


def _gunzipped(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    try:
        content = unpacking.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise UnreadableDocument(Code.BROKEN_ARCHIVE, f"gzip: {error}") from error
    _capped(content)
    if not unpacking.eof:
        raise UnreadableDocument(Code.BROKEN_ARCHIVE, "gzip: the file breaks off")
    if unpacking.unused_data:
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, "something follows the packed file")
    return content


def _unzipped(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entry = _only_file(archive)
            with archive.open(entry) as packed:
                return _capped(packed.read(MAX_BYTES + 1))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise UnreadableDocument(Code.BROKEN_ARCHIVE, f"ZIP: {error}") from error


def _only_file(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, f"{len(entries)} files are in the archive")
    # macOS adds a shadow of each file that nobody asked for.
    files = [entry for entry in entries if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]
    if len(files) != 1:
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, f"{len(files)} files are in the archive")
    if files[0].flag_bits & _ENCRYPTED_FLAG:
        raise UnreadableDocument(Code.ENCRYPTED, f"{files[0].filename!r} in the archive needs a password")
    return files[0]


def _capped(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(Code.TOO_LARGE, f"unpacked, the file has more than {MAX_BYTES} bytes")
    return content
