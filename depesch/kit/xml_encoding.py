"""XML whose declared encoding is not the one it is in: the same document in UTF-8, where the evidence is certain.

What programs do in practice: nothing declared, or UTF-8, by a program that writes ISO-8859-1 or Windows-1252; UTF-16
declared by one that made a text in memory and saved it as UTF-8; ISO-8859-1 declared by one that writes UTF-8, or
Windows-1252 with its euro; DOS code pages, which libxml2 does not know. Where the evidence is not certain, nothing is
given here, and the parser's refusal stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from depesch.kit.characters import How, NoEncoding, decoded, known_encoding

DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")

_UTF8 = "UTF-8"
# How nearly every document begins; these need no closer look.
_ORDINARY = tuple(f'<?xml version="1.0" encoding="{name}"'.encode() for name in (_UTF8, "utf-8"))
_ONE_BYTE = ("ISO-8859-1", "ISO-8859-15", "Windows-1252", "US-ASCII")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_C1 = re.compile(rb"[\x80-\x9f]")
# Encodings that libxml2 knows neither by itself nor by the iconv in lxml's wheels (6.1, seen 2026-11).
_UNKNOWN_TO_LIBXML2 = frozenset({"IBM437", "IBM865", "IBM00858"})


class Meant(NamedTuple):
    """A document in UTF-8, that declares so: the encoding that it declared, and the one that it is in."""

    data: bytes
    declared: str
    encoding: str

    @property
    def is_declared_wrongly(self) -> bool:
        """Whether the document says another encoding than it has."""
        known = known_encoding(self.declared)
        return known is None or known[0] != self.encoding


def meant_otherwise(data: bytes) -> Meant | None:
    """Return the document, if the parser would not know its encoding or take it for another without noticing."""
    if data.startswith(_ORDINARY):
        return None
    found = DECLARED.match(data)
    known = known_encoding(found[1].decode()) if found and not data.startswith(_MARKS) else None
    if known is None or known[0] == _UTF8:
        return None
    name, codec = known
    if name in _UNKNOWN_TO_LIBXML2:
        return _in_utf8(data.decode(codec), name, name)
    if name not in _ONE_BYTE or data.isascii():
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        if name != "ISO-8859-1" or _C1.search(data) is None:
            return None  # letters where letters are to be: the declaration stands
    return evident(data)


def evident(data: bytes) -> Meant | None:
    """Return the document by the evidence of its bytes alone; None where that is not certain."""
    try:
        found = decoded(data)
    except NoEncoding:
        return None
    declared = DECLARED.match(data)
    if found.how is How.ASSUMED:
        return None
    return _in_utf8(found.text, declared[1].decode() if declared else _UTF8, found.encoding)


def _in_utf8(text: str, declared: str, encoding: str) -> Meant:
    data = text.encode()
    found = DECLARED.match(data)
    if found:
        data = data[: found.start(1)] + _UTF8.encode() + data[found.end(1) :]
    return Meant(data, declared, encoding)
