"""The pages of a PDF: text layers, codes, and for OCR a picture of one page. Runs in the reading process only."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pypdfium2 as pdfium

from depesch.capture.pages import MOST_PIXELS, Look, Page
from depesch.capture.pdf_text import opened, opened_page, text_pages

if TYPE_CHECKING:
    from depesch.capture.pictures import Picture

_OCR_DPI = 200
_CODE_DPI = 150
_PAGES_WITH_CODES = 4  # payment codes stand on an invoice's first or last page; each page takes a tenth of a second


def seen(look: Look) -> list[Page]:
    """Return all pages with their text layers, or the one page that is asked for, recognised."""
    with contextlib.closing(opened(look.data)) as document:
        if look.page is not None:
            from depesch.capture.ocr import recognised

            return [recognised(_picture(document, look.page, _OCR_DPI), number=look.page)]
        pages = list(text_pages(document))
        return [_with_codes(document, page) if _may_have_codes(page, len(pages)) else page for page in pages]


def _may_have_codes(page: Page, count: int) -> bool:
    return bool(page.words) and (page.number <= _PAGES_WITH_CODES or page.number == count)


def _with_codes(document: pdfium.PdfDocument, page: Page) -> Page:
    from depesch.capture.codes import codes_in

    return msgspec.structs.replace(page, codes=tuple(codes_in(_picture(document, page.number, _CODE_DPI))))


def _picture(document: pdfium.PdfDocument, number: int, dpi: int) -> Picture:
    """Return the page in grey, coarser where it is larger than paper usually is."""
    from depesch.capture.pictures import Picture

    page = opened_page(document, number - 1)
    width, height = page.get_size()
    scale = min(dpi / 72, (MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    dots = cast(Any, bitmap.to_numpy())
    grey = dots.reshape(dots.shape[:2]).copy()
    bitmap.close()
    page.close()
    return Picture(dots=grey, points_per_dot=1 / scale)
