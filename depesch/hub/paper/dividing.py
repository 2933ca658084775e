"""Pages of a file as a file of their own: cut out of a PDF as they are, drawn anew out of a TIFF."""

from __future__ import annotations

import io
import struct

import pikepdf

from depesch.capture.showing import NotShown, page_picture
from depesch.documents.media_types import media_type_of

_WIDTH = 2480  # pixels of a page that is drawn: A4 at 300 dots per inch
_A4_WIDTH = 595.28  # points


def pages_apart(content: bytes, pages: range) -> bytes:
    """Return some pages, counted from 1, as a PDF; the same pages give the same bytes. Raises NotShown."""
    if media_type_of(content) == "application/pdf":
        try:
            with pikepdf.open(io.BytesIO(content)) as whole, pikepdf.new() as part:
                part.pages.extend(whole.pages[pages.start - 1 : pages.stop - 1])
                return _saved(part)
        except pikepdf.PdfError as error:  # PDFium reads more than qpdf does
            raise NotShown("damaged", str(error)) from error
    with pikepdf.new() as part:
        for number in pages:
            _add_picture(part, page_picture(content, number, width=_WIDTH).picture)
        return _saved(part)


def _saved(part: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    part.save(out, deterministic_id=True)
    return out.getvalue()


def _add_picture(part: pikepdf.Pdf, png: bytes) -> None:
    """Add a page that is the picture, one of those that `page_picture` draws: with a palette, not interlaced."""
    width, height, bits, palette, data = _inside(png)
    colours = len(palette) // 3
    picture = pikepdf.Stream(
        part, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
        BitsPerComponent=bits, Filter=pikepdf.Name.FlateDecode,
        ColorSpace=pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, colours - 1, pikepdf.String(palette)]),
        DecodeParms=pikepdf.Dictionary(Predictor=15, Colors=1, BitsPerComponent=bits, Columns=width),
    )  # fmt: skip
    page = part.add_blank_page(page_size=(_A4_WIDTH, _A4_WIDTH * height / width))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=picture))
    drawn = f"q {_A4_WIDTH} 0 0 {_A4_WIDTH * height / width:.2f} 0 0 cm /Page Do Q"
    page.Contents = pikepdf.Stream(part, drawn.encode())


def _inside(png: bytes) -> tuple[int, int, int, bytes, bytes]:
    """Return width, height, bits of a pixel, palette and packed pixels of a PNG that we drew."""
    width, height, bits, palette, data, at = 0, 0, 0, b"", b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        chunk = png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, bits = struct.unpack(">IIB", chunk[:9])
        elif kind == b"PLTE":
            palette = chunk
        elif kind == b"IDAT":
            data += chunk
        at += size + 12
    assert palette, "a picture that we draw has a palette"  # noqa: S101 - our own mistake
    return width, height, bits, palette, data
