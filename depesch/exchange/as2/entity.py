"""MIME entities as bytes: headers, a body, parts. What was signed must come out of here byte for byte.

Source: RFC 2045, RFC 2046 5.1 (multipart), RFC 2231 and RFC 2183 (file names).
"""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.utils import encode_rfc2231

import msgspec

from depesch.exchange.as2.faults import As2Error, Fault, decoding

MOST_HEADER_BYTES = 65_536
MOST_PARTS = 200
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_NO_HEADERS = re.compile(rb"\A\r?\n")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_PLAIN_VALUE = re.compile(r"[ !#-\[\]-~]{1,150}")


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Headers in their order, a body as it was carried; `raw` is both, as it was carried."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    raw: bytes = b""

    def value(self, name: str) -> str:
        """Return the first header of that name, unfolded; empty when there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def media_type(self) -> str:
        """Return the media type in small letters, `text/plain` when none is named."""
        return self._message().get_content_type()

    def parameter(self, name: str) -> str:
        """Return a parameter of Content-Type without its quotes; empty when there is none."""
        with decoding(Fault.UNEXPECTED, "Content-Type"):
            value = self._message().get_param(name, "")
        return value if isinstance(value, str) else str(value[2])

    @property
    def file_name(self) -> str:
        """Return the file's name as it was given, continued and encoded names too (RFC 2231); empty without one."""
        with decoding(Fault.UNEXPECTED, "the file name"):
            return self._message().get_filename("") or ""

    @property
    def transfer_encoding(self) -> str:
        """Return the Content-Transfer-Encoding in small letters; empty when none is named."""
        return self.value("content-transfer-encoding").strip().lower()

    def content(self) -> bytes:
        """Return the body without its transfer encoding. Raises As2Error."""
        match self.transfer_encoding:
            case "" | "binary" | "8bit" | "7bit":
                return self.body
            case "base64":
                with decoding(Fault.UNEXPECTED, "base64"):
                    return base64.b64decode(b"".join(self.body.split()), validate=True)
            case "quoted-printable":
                return quopri.decodestring(self.body)
            case other:
                raise As2Error(Fault.UNEXPECTED, f"Content-Transfer-Encoding {other[:60]!r} is none that is known")

    def _message(self) -> Message:
        message = Message()
        for name in ("Content-Type", "Content-Disposition"):
            if value := self.value(name.lower()):
                message[name] = value
        return message


def read_entity(raw: bytes) -> Entity:
    """Return the entity in the bytes. Raises As2Error when there is no end of the headers."""
    if empty := _NO_HEADERS.match(raw):
        return Entity(headers=(), body=raw[empty.end() :], raw=raw)
    end = _END_OF_HEADERS.search(raw, 0, MOST_HEADER_BYTES)
    if end is None:
        raise As2Error(Fault.UNEXPECTED, "a MIME part has no blank line after its headers")
    return Entity(headers=tuple(_headers(raw[: end.start()])), body=raw[end.end() :], raw=raw)


def _headers(block: bytes) -> Iterator[tuple[str, str]]:
    try:
        text = block.decode()
    except UnicodeDecodeError:
        text = block.decode("latin-1")
    unfolded = re.sub(r"\r?\n[ \t]+", " ", text)
    for line in re.split(r"\r?\n", unfolded):
        name, colon, value = line.partition(":")
        if not colon or not name.strip():
            raise As2Error(Fault.UNEXPECTED, f"{line[:80]!r} is no header of a MIME part")
        yield name.strip(), value.strip()


def write_entity(headers: tuple[tuple[str, str], ...], body: bytes) -> Entity:
    """Return an entity with its bytes, lines of headers ended by CR LF."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode()
    return Entity(headers=headers, body=body, raw=head + b"\r\n" + body)


def parts_of(entity: Entity) -> list[bytes]:
    """Return the parts of a multipart, each byte for byte. Raises As2Error.

    Lines of the multipart end as its first boundary does: where that is LF alone, a CR before it is the part's own.
    """
    boundary = entity.parameter("boundary")
    if not 0 < len(boundary) <= 200:
        raise As2Error(Fault.UNEXPECTED, f"{entity.media_type} without a boundary")
    mark = re.escape(boundary.encode(errors="replace"))
    opening = re.search(rb"(?:\A|\n)--" + mark + rb"[ \t]*(\r?)\n", entity.body)
    break_before = rb"\r?\n" if opening is None or opening[1] else rb"\n"
    line = re.compile(rb"(?:\A|" + break_before + rb")--" + mark + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    found: list[bytes] = []
    begin = -1
    for hit in line.finditer(entity.body):
        if begin >= 0:
            found.append(re.sub(rb"\A\r?\n", b"", entity.body[begin : hit.start()], count=1))
        if hit[1]:
            return found
        begin = hit.end()
        if len(found) > MOST_PARTS:
            raise As2Error(Fault.UNEXPECTED, f"a multipart has more than {MOST_PARTS} parts")
    raise As2Error(Fault.UNEXPECTED, f"a {entity.media_type} breaks off: its closing boundary is missing")


def multipart(subtype: str, parts: tuple[bytes, ...], boundary: str, parameters: str = "") -> Entity:
    """Return a multipart of the parts; the boundary may stand in none of them (see `free_boundary`)."""
    mark = boundary.encode()
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + mark + b"--\r\n"
    kind = f'multipart/{subtype}; boundary="{boundary}"{parameters}'
    return write_entity((("Content-Type", kind),), body)


def free_boundary(seed: str, *contents: bytes) -> str:
    """Return a boundary that stands in none of the contents; the same one for the same seed and contents."""
    boundary = f"=_{seed}"
    while any(boundary.encode() in content for content in contents):
        boundary += "x"
    return boundary


def canonical(entity: Entity) -> bytes:
    """Return the entity with CR LF after each line, but for a binary body, which stays as it is.

    Source: RFC 4130, 7.3.1 and RFC 5751, 3.1.1. A body that names no transfer encoding is binary in HTTP.
    """
    if entity.transfer_encoding in ("", "binary"):
        head = entity.raw[: len(entity.raw) - len(entity.body)]
        return lines_ended(head) + entity.body
    return lines_ended(entity.raw)


def lines_ended(content: bytes) -> bytes:
    """Return the bytes with every line ended by CR LF."""
    return _LINE_END.sub(b"\r\n", content)


def named(disposition: str, name: str) -> str:
    """Return a Content-Disposition with a file name, encoded when it is more than plain ASCII (RFC 2231)."""
    clean = "".join(sign for sign in name if sign.isprintable())
    if _PLAIN_VALUE.fullmatch(clean):
        return f'{disposition}; filename="{clean}"'
    return f"{disposition}; filename*={encode_rfc2231(clean.encode('utf-8', 'replace').decode(), 'utf-8')}"
