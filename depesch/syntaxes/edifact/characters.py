"""The character sets of an interchange: as UNB declares it, unless the bytes are evidence of another.

Senders declare UNOA or UNOC and write what their system has. Bytes that are whole UTF-8 beyond ASCII are that, by
chance hardly ever anything else; the bytes 80 to 9F, which ISO 8859 gives to control characters, are Windows-1252.

Source: ISO 9735-1:2002 (levels UNOA to UNOY).
"""

from __future__ import annotations

import re

_CODECS = {
    "UNOA": "latin-1",
    "UNOB": "latin-1",
    "UNOC": "latin-1",
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOW": "utf-8",
    "UNOX": "utf-8",
    "UNOY": "utf-8",
}
_SINGLE_BYTE = "latin-1"
_CONTROL_BYTES = re.compile(rb"[\x80-\x9f]").search
_LEVEL = re.compile(rb"UN[\r\n]*B[\r\n]*[^A-Za-z0-9]((?:[\r\n]*[A-Z0-9]){4})")
_HEAD = 4096


def declared_level(data: bytes) -> str:
    """Return the syntax identifier of UNB, such as UNOC; empty when there is none near the beginning."""
    found = _LEVEL.search(data[:_HEAD])
    return found[1].translate(None, b"\r\n").decode("ascii") if found else ""


def codec_of(data: bytes) -> tuple[str, str | None]:
    """Return the codec that reads every byte, and what the declared one was when the bytes are not in it."""
    level = declared_level(data)
    codec = _CODECS.get(level, _SINGLE_BYTE)
    if data.isascii():
        return codec, None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", None if codec == "utf-8" else level
    if codec == "utf-8" or (codec == _SINGLE_BYTE and _CONTROL_BYTES(data)):
        return "cp1252", level
    return codec, level if level in ("UNOA", "UNOB") else None


def decoded(data: bytes) -> str:
    """Return the text of an interchange; a byte that its character set does not have becomes U+FFFD."""
    return data.decode(codec_of(data)[0], errors="replace")
