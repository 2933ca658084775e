"""How large a picture says that it is, from its head alone: PNG, JPEG, TIFF.

Sources: PNG (ISO/IEC 15948) 11.2.2; JPEG (ITU-T T.81) B.2.2; TIFF 6.0, sections 2 and 8.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_MOST_DIRECTORIES = 2000
_MOST_ENTRIES = 4096
_WIDTH, _HEIGHT = 256, 257
_NO_FRAME = {0xC4, 0xC8, 0xCC}  # markers between C0 and CF that begin no frame


def most_pixels(data: bytes) -> int:
    """Return the pixels of the picture, of a TIFF's largest page. Raises ValueError, struct.error or IndexError."""
    if data.startswith(b"\x89PNG"):
        width, height = struct.unpack_from(">II", data, 16)
    elif data.startswith(b"\xff\xd8"):
        width, height = _jpeg_size(data)
    else:
        return max((across * down for across, down in _tiff_sizes(data)), default=0)
    if not width or not height:
        raise ValueError("it has no width or no height")
    return int(width * height)


def tiff_pages(data: bytes) -> int:
    """Return how many pages a TIFF has; 1 for the other kinds."""
    return sum(1 for _ in _tiff_sizes(data)) if data[:2] in (b"II", b"MM") else 1


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise ValueError("no marker where one belongs")
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + max(length, 2)


def _tiff_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    visited: set[int] = set()
    while at:
        if at in visited or len(visited) > _MOST_DIRECTORIES:
            raise ValueError("its pages go round in a circle, or are too many")
        visited.add(at)
        (entries,) = struct.unpack_from(f"{order}H", data, at)
        if entries > _MOST_ENTRIES:
            raise ValueError("a page has too many entries")
        yield _tiff_size(data, at + 2, entries, order)
        (at,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * entries)


def _tiff_size(data: bytes, at: int, entries: int, order: str) -> tuple[int, int]:
    found = {_WIDTH: 0, _HEIGHT: 0}
    for entry in range(at, at + 12 * entries, 12):
        tag, kind = struct.unpack_from(f"{order}HH", data, entry)
        if tag in found:
            (found[tag],) = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", data, entry + 8)
    if not all(found.values()):
        raise ValueError("a page has no width or no height")
    return found[_WIDTH], found[_HEIGHT]
