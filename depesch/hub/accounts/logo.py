"""A company's logo: a PNG or JPEG, checked by its content, freed of everything but the picture, and tried in a PDF.

The picture is never decoded in this process: its structure is walked, the unpacked size of a PNG is measured with a
bound, and the PDF's own worker, which has limits of memory and time, sets it once. What passed is stored as it will be
shown; a logo that could stop an invoice is refused here, with a reason.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import msgspec

from depesch.hub.accounts.licences import locked
from depesch.hub.history.kinds.company import LogoChanged, LogoRemoved
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company, CompanyLogo
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.model.invoice import Invoice, Line, Party, Totals
from depesch.rendering import RenderingFailed
from depesch.rendering.pdf import render_pdf

MOST_BYTES = 1_000_000
MOST_PX = 4_000  # of either side
LEAST_PX = 16
PNG, JPEG = "image/png", "image/jpeg"
_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"IDAT", b"IEND"})
_PNG_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive
_JPEG_KEPT = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xE2, 0xEE})
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


class BadLogo(ValueError):
    """The file cannot be the logo. Codes: `too-many-bytes`, `not-a-picture` (no PNG or JPEG), `broken-picture`,
    `too-large` and `too-small` (in pixels).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as it is stored."""

    media_type: str
    content: bytes
    width_px: int
    height_px: int


def picture_of(content: bytes) -> Picture:
    """Return the picture, without comments, place of taking and whatever else the file carried; raises BadLogo."""
    if len(content) > MOST_BYTES:
        raise BadLogo("too-many-bytes")
    if content.startswith(_PNG_SIGN):
        picture = _png(content)
    elif content.startswith(b"\xff\xd8\xff"):
        picture = _jpeg(content)
    else:
        raise BadLogo("not-a-picture")
    return picture


def save_logo(company: Company, content: bytes, *, actor: str) -> CompanyLogo:
    """Make the picture the company's logo, from now on; raises BadLogo."""
    picture = picture_of(content)
    _try_in_a_pdf(picture)
    sha256 = sha256_hex(picture.content)
    with acting_for(company.pk):
        locked(company)
        before = CompanyLogo.objects.filter(tenant=company).first()
        if before is not None and before.sha256 == sha256:
            return before
        logo, _ = CompanyLogo.objects.update_or_create(
            tenant=company,
            defaults={
                "media_type": picture.media_type, "content": picture.content, "sha256": sha256,
                "width_px": picture.width_px, "height_px": picture.height_px, "changed_at": now(),
            },
        )  # fmt: skip
        record(LogoChanged(sha256=sha256), document_id=None, actor=actor)
    return logo


def remove_logo(company: Company, *, actor: str) -> None:
    """Take the logo away; invoices that were sent keep it."""
    with acting_for(company.pk):
        locked(company)
        gone, _ = CompanyLogo.objects.filter(tenant=company).delete()
        if gone:
            record(LogoRemoved(), document_id=None, actor=actor)


def logo_bytes(company_id: UUID) -> bytes | None:
    """Return the company's logo for a PDF; None when it has none."""
    with acting_for(company_id):
        found = CompanyLogo.objects.values_list("content", flat=True).first()
    return bytes(found) if found is not None else None


def _png(content: bytes) -> Picture:
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1][0] != b"IEND":
        raise BadLogo("broken-picture")
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    _must_fit(width, height)
    if colour not in _PNG_SAMPLES or depth not in (1, 2, 4, 8, 16) or packing or filtering or interlaced > 1:
        raise BadLogo("broken-picture")
    row = (width * depth * _PNG_SAMPLES[colour] + 7) // 8 + 1
    # Interlaced, the picture comes in seven smaller ones whose rows have a byte each: never more than twice as many.
    _must_unpack(b"".join(data for name, data in chunks if name == b"IDAT"), least=row * height, exact=not interlaced)
    kept = b"".join(_chunk(name, data) for name, data in chunks if name in _PNG_KEPT)
    return Picture(media_type=PNG, content=_PNG_SIGN + kept, width_px=width, height_px=height)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the chunks up to the last one, each with its check sum proved; what stands behind it is no part of it."""
    at = len(_PNG_SIGN)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(check) != 4 or zlib.crc32(name + data) != int.from_bytes(check, "big"):
            raise BadLogo("broken-picture")
        if name[:1].isupper() and name not in _PNG_KEPT:  # one that must be understood
            raise BadLogo("broken-picture")
        yield name, data
        if name == b"IEND":
            return
        at += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _must_unpack(packed: bytes, *, least: int, exact: bool) -> None:
    """Raise BadLogo unless the data unpack to the picture's size; never unpacks more than that."""
    unpacking = zlib.decompressobj()
    most = least if exact else 2 * least + 1_000
    try:
        size = len(unpacking.decompress(packed, most + 1))
    except zlib.error as error:
        raise BadLogo("broken-picture") from error
    if size > most or (exact and size != least):
        raise BadLogo("broken-picture")


def _jpeg(content: bytes) -> Picture:
    parts, size, at = [b"\xff\xd8"], (0, 0), 2
    while True:
        marker, at = _marker(content, at)
        if marker == 0xD9:  # the end; what stands behind it is no part of the picture
            break
        length = int.from_bytes(content[at : at + 2], "big")
        segment = content[at : at + length]
        if length < 2 or len(segment) != length:
            raise BadLogo("broken-picture")
        at += length
        if marker in _JPEG_FRAMES:
            if length < 8:
                raise BadLogo("broken-picture")
            size = (int.from_bytes(segment[5:7], "big"), int.from_bytes(segment[3:5], "big"))
        if marker in _JPEG_KEPT:
            parts.append(bytes((0xFF, marker)) + segment)
        if marker == 0xDA:
            end = _end_of_scan(content, at)
            parts.append(content[at:end])
            at = end
    _must_fit(*size)
    return Picture(media_type=JPEG, content=b"".join(parts) + b"\xff\xd9", width_px=size[0], height_px=size[1])


def _marker(content: bytes, at: int) -> tuple[int, int]:
    if content[at : at + 1] != b"\xff":
        raise BadLogo("broken-picture")
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content) or content[at] in _BARE or content[at] == 0:
        raise BadLogo("broken-picture")
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker stands that is no part of the scan's own data."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise BadLogo("broken-picture")
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _must_fit(width: int, height: int) -> None:
    if width > MOST_PX or height > MOST_PX:
        raise BadLogo("too-large")
    if width < LEAST_PX or height < LEAST_PX:
        raise BadLogo("too-small" if width and height else "broken-picture")


def _try_in_a_pdf(picture: Picture) -> None:
    """Set the picture once as an invoice would have it; raises BadLogo when that fails for the picture's sake."""
    line = Line(identifier="1", net_amount=Decimal(1))
    invoice = Invoice(
        number="1", type_code="380", currency="EUR", seller=Party(name="-"), buyer=Party(name="-"), lines=(line,),
        totals=Totals(amount_due=Decimal(1)),
    )  # fmt: skip
    try:
        render_pdf(invoice, language="en", logo=picture.content)
    except RenderingFailed as error:
        raise BadLogo("broken-picture") from error
