"""P7M: a document inside a CMS signature, as Italian invoices travel (`IT..._00001.xml.p7m`), in DER, BER or base64.

The signature is not checked here, as the exchange system does that before it delivers; the file as it came, signature
included, is what the archive keeps.

Source: RFC 5652 (CMS, SignedData); ITU-T X.690 (BER); Specifiche tecniche SdI (CAdES-BES).
"""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple

import pybase64
from lxml import etree

from depesch.documents.envelopes import Envelope, Part
from depesch.documents.unreadable import Code
from depesch.syntaxes import UnreadableDocument

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # the object identifier 1.2.840.113549.1.7.2
_SEQUENCE, _OCTETS, _CONSTRUCTED_OCTETS, _CONTENT = 0x30, 0x04, 0x24, 0xA0
_MOST_NESTED = 16
_PEM = re.compile(rb"-----(?:BEGIN|END) [A-Z0-9 ]{1,40}-----")
_LOOKED_AT = 200  # bytes, in which the identifier stands when it is a signature


class _Item(NamedTuple):
    """One value of BER: its tag, and where its contents begin and end; after it comes `after`."""

    tag: int
    begin: int
    end: int
    after: int


def recognises_bytes(data: bytes) -> bool:
    """Whether `data` begins as signed data of CMS, as it is or in base64."""
    return _is_signed(data) or _is_signed(_unpacked(data[:_LOOKED_AT]) or b"")


def open_(data: bytes, root: etree._Element | None) -> tuple[Part, ...]:
    """Return the signed document; raises UnreadableDocument with `broken-archive` when there is none to be found."""
    if not _is_signed(data):
        data = _unpacked(data) or b""
    try:
        content = _content(data)
    except (IndexError, ValueError, RecursionError) as error:
        raise UnreadableDocument(Code.BROKEN_ARCHIVE, f"CMS: {error}") from error
    if not content:
        raise UnreadableDocument(Code.BROKEN_ARCHIVE, "CMS: the signature stands alone, the document is not inside")
    return (Part(data=content),)


def _is_signed(data: bytes) -> bool:
    return data[:1] == b"\x30" and data[2:24].find(_SIGNED_DATA) >= 0


def _unpacked(data: bytes) -> bytes | None:
    """Return what base64 text holds, whole or as far as it goes; None when it is none."""
    text = b"".join(_PEM.sub(b"", data).split())
    if not text.startswith(b"MI"):  # how each sequence of more than 127 bytes begins
        return None
    try:
        return pybase64.b64decode(text[: len(text) // 4 * 4], validate=True)
    except (ValueError, binascii.Error):
        return None


def _content(data: bytes) -> bytes:
    """Return the octets at ContentInfo/content/SignedData/encapContentInfo/eContent."""
    info = _item(data, 0, len(data))
    signed = _child(data, _child(data, info, 1, _CONTENT), 0, _SEQUENCE)
    inner = _child(data, signed, 2, _SEQUENCE)
    children = _children(data, inner)
    if len(children) < 2:
        return b""
    return _octets(data, _child(data, children[1], 0, None), 0)


def _octets(data: bytes, item: _Item, depth: int) -> bytes:
    """Return a string of octets, which BER may write in pieces."""
    if depth > _MOST_NESTED:
        raise ValueError("the content is nested too deep")
    if item.tag == _OCTETS:
        return data[item.begin : item.end]
    if item.tag != _CONSTRUCTED_OCTETS:
        raise ValueError(f"the content has the tag {item.tag:#x}, which is no string of octets")
    return b"".join(_octets(data, piece, depth + 1) for piece in _children(data, item))


def _child(data: bytes, item: _Item, number: int, tag: int | None) -> _Item:
    found = _children(data, item, most=number + 1)
    if len(found) <= number or (tag is not None and found[number].tag != tag):
        raise ValueError(f"the structure is not that of signed data, at byte {item.begin}")
    return found[number]


def _children(data: bytes, item: _Item, most: int | None = None) -> list[_Item]:
    found: list[_Item] = []
    at = item.begin
    while at < item.end and (most is None or len(found) < most):
        found.append(_item(data, at, item.end))
        at = found[-1].after
    return found


def _item(data: bytes, at: int, limit: int) -> _Item:
    """Return the value that begins at a byte; one of indefinite length is followed to its end."""
    tag, size = data[at], data[at + 1]
    begin = at + 2
    if size == 0x80:
        return _open_ended(data, tag, begin, limit)
    if size & 0x80:
        width = size & 0x7F
        if width > 8:
            raise ValueError(f"a length of {width} bytes, at byte {at}")
        size = int.from_bytes(data[begin : begin + width], "big")
        begin += width
    if begin + size > limit:
        raise ValueError(f"a value reaches past its end, at byte {at}")
    return _Item(tag, begin, begin + size, begin + size)


def _open_ended(data: bytes, tag: int, begin: int, limit: int) -> _Item:
    at = begin
    while data[at : at + 2] != b"\x00\x00":
        if at >= limit:
            raise ValueError(f"a value without an end, at byte {begin}")
        at = _item(data, at, limit).after
    return _Item(tag, begin, at, at + 2)


ENVELOPE = Envelope(
    name="p7m",
    title="P7M (CMS signature)",
    source="RFC 5652; ITU-T X.690",
    media_type="application/pkcs7-mime",
    open=open_,
    recognises_bytes=recognises_bytes,
)
