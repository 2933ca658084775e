"""Which characters the invoice's font can print, and what stands in for those that it cannot.

PDF/A forbids a glyph that is missing (ISO 19005-3, 6.2.11.8), so a name in Chinese would stop the whole document. Such
a character is printed as its code point, `[U+4E2D]`: readable, nothing lost, and the embedded XML has it as it is.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_noto_sans

FONT_FOLDER = Path(fontpkg_noto_sans.ROOT) / "files"
_LONG_WORD = 24
_ZERO_WIDTH_SPACE = "\u200b"


def printable(text: str) -> str:
    """Return `text` as it can be printed: no control marks, unknown glyphs by code point, long words breakable.

    Direction marks (U+202A to U+202E, U+2066 to U+2069) are left out since they can show an amount backwards.
    """
    if text.isascii() and text.isprintable() and len(text) <= _LONG_WORD:
        return text
    known = _covered()
    return _breakable("".join(_shown(character, known) for character in unicodedata.normalize("NFC", text)))


def visible(text: str) -> str:
    """Return `text` without control characters and direction marks; line breaks stay."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))


def _shown(character: str, known: frozenset[int]) -> str:
    if character in "\n":
        return character
    if character.isspace() and character not in ("\u00a0", "\u202f"):
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return ""
    if category in ("Co", "Cs", "Cn") or ord(character) not in known:
        return f"[U+{ord(character):04X}]"
    return character


def _breakable(text: str) -> str:
    """Return `text` with places to break inside words that are too long for a column, after their punctuation."""
    if len(text) <= _LONG_WORD:
        return text
    return " ".join(_broken(word) if len(word) > _LONG_WORD else word for word in text.split(" "))


def _broken(word: str) -> str:
    parts, since = [], 0
    for character in word:
        parts.append(character)
        since += 1
        if character in "/:.,;_#@&=?-\u00a0" or since >= _LONG_WORD:
            parts.append(_ZERO_WIDTH_SPACE)
            since = 0
    return "".join(parts)


@cache
def _covered() -> frozenset[int]:
    """Return the code points of the upright font, read from its `cmap` table, format 12 (OpenType 1.9)."""
    font = next(p for p in sorted(FONT_FOLDER.glob("*.ttf")) if "Italic" not in p.name).read_bytes()
    tables = {font[i : i + 4]: struct.unpack_from(">II", font, i + 8) for i in range(12, 12 + 16 * _short(font, 4), 16)}
    start = tables[b"cmap"][0]
    for record in range(start + 4, start + 4 + 8 * _short(font, start + 2), 8):
        subtable = start + struct.unpack_from(">I", font, record + 4)[0]
        if _short(font, subtable) == 12:
            (groups,) = struct.unpack_from(">I", font, subtable + 12)
            spans = (struct.unpack_from(">III", font, subtable + 16 + 12 * i) for i in range(groups))
            return frozenset(point for first, last, _ in spans for point in range(first, last + 1))
    raise AssertionError("Noto Sans from its package has a cmap of format 12")


def _short(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 2], "big")
