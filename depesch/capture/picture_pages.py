"""Pictures as pages: PNG, JPEG and TIFF of several pages. Runs in the reading process only."""

from __future__ import annotations

import struct

import cv2
import numpy as np

from depesch.capture.pages import MOST_PAGES, MOST_PIXELS, Look, Page, Unseen
from depesch.capture.picture_size import most_pixels, tiff_pages
from depesch.capture.pictures import Picture
from depesch.capture.words import Code

_A4_WIDTH = 595.0  # points: a picture without a resolution is taken for a sheet as wide as A4


def seen(look: Look) -> list[Page]:
    """Return the pages without words, or the one that is asked for, recognised."""
    count = _checked(look.data)
    if look.page is None:
        return [Page(number=number, width=_A4_WIDTH, height=842.0, has_picture=True) for number in range(1, count + 1)]
    from depesch.capture.ocr import recognised

    return [recognised(_picture(look.data, look.page), number=look.page)]


def _checked(data: bytes) -> int:
    """Return the number of pages; the headers are looked at before a dot is unpacked. Raises Unseen."""
    try:
        pixels, count = most_pixels(data), tiff_pages(data)
    except (struct.error, ValueError, IndexError) as error:
        raise Unseen(Code.DAMAGED, f"its head cannot be read: {error}") from error
    if count > MOST_PAGES:
        raise Unseen(Code.TOO_LARGE, "pages", value=f"{count} pages", expected=f"{MOST_PAGES} pages")
    if pixels > MOST_PIXELS:
        allowed = f"{MOST_PIXELS // 1_000_000} megapixels"
        raise Unseen(Code.TOO_LARGE, "pixels", value=f"{pixels // 1_000_000} megapixels", expected=allowed)
    return count


def _picture(data: bytes, number: int) -> Picture:
    packed = np.frombuffer(data, np.uint8)
    try:
        ok, pages = cv2.imdecodemulti(packed, cv2.IMREAD_GRAYSCALE, range=(number - 1, number))
    except cv2.error as error:
        raise Unseen(Code.DAMAGED, f"OpenCV cannot open it: {error}") from error
    if not ok or not pages:
        raise Unseen(Code.DAMAGED, "OpenCV cannot unpack it")
    dots = pages[0]
    return Picture(dots=dots, points_per_dot=_A4_WIDTH / min(dots.shape[:2]))
