"""Scans made from PDFs: the pages as pictures, askew, blurred and packed with losses."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageFilter


def scanned(pdf: bytes, *, dpi: int = 200, degrees: float = 1.0, quality: int = 50) -> list[Image.Image]:
    """Return each page as a scanner of no great quality would give it."""
    pages: list[Image.Image] = []
    for page in pdfium.PdfDocument(pdf):
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        picture = picture.rotate(degrees, resample=Image.Resampling.BILINEAR, fillcolor=255)
        packed = BytesIO()
        picture.filter(ImageFilter.GaussianBlur(0.7)).save(packed, "JPEG", quality=quality)
        pages.append(Image.open(packed))
    return pages


def tiff(pages: list[Image.Image]) -> bytes:
    """Return one TIFF of all pages."""
    out = BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return out.getvalue()
