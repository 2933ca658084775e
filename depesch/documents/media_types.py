"""What kind of file some bytes are, told by their beginning: the media type that the archive keeps beside them."""

from __future__ import annotations

from depesch.documents.embedded import looks_like_pdf
from depesch.documents.envelopes import envelope_of_bytes
from depesch.syntaxes import syntax_of_text

UNKNOWN = "application/octet-stream"
_BEFORE = b"\xef\xbb\xbf \t\r\n"
PICTURES = {  # by the bytes that they begin with
    b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff", b"MM\x00*": "image/tiff",
}  # fmt: skip
_XML_IN_UTF_16 = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<")


def media_type_of(data: bytes) -> str:
    """Return the media type of a file as it was handed over, `application/octet-stream` when nothing tells it."""
    start = data[:1024].lstrip(_BEFORE)
    if start.startswith(b"<") or data.startswith(_XML_IN_UTF_16):
        return "application/xml"
    if looks_like_pdf(data):
        return "application/pdf"
    picture = next((kind for beginning, kind in PICTURES.items() if data.startswith(beginning)), None)
    if picture is not None:
        return picture
    if start.startswith((b"{", b"[")):
        return "application/json"
    envelope = envelope_of_bytes(data)
    if envelope is not None:
        return envelope.media_type
    syntax = syntax_of_text(data)
    return syntax.media_type if syntax is not None else UNKNOWN
