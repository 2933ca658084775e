"""A PDF's text layer as words with their places, by PDFium. Runs in the reading process only."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from depesch.capture.pages import MOST_PAGES, MOST_WORDS, Page, Unseen, Word
from depesch.capture.words import Code

Place = tuple[float, float, float, float]  # left, top, right, bottom in points, from the upper left corner

_MOST_CHARACTERS = 200_000  # of one page
_FEW_LETTERS = 40  # a scanner's mark in the corner of a picture is no text layer
_INVISIBLE = {0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0x0002}
_WIDE_GAP = 0.6  # parts of the letters' height: wider is another word, though no space stands there
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_LARGEST_SIDE = 14_400  # points, the largest page of PDF 1.7 without a unit of its own


def opened(data: bytes) -> pdfium.PdfDocument:
    """Return the PDF. Raises Unseen when it is locked, damaged or has too many pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Unseen(Code.ENCRYPTED, "the PDF needs a password") from error
        raise Unseen(Code.DAMAGED, f"PDFium cannot open it: {error}") from error
    if len(document) > MOST_PAGES:
        raise Unseen(Code.TOO_LARGE, "pages", value=f"{len(document)} pages", expected=f"{MOST_PAGES} pages")
    if len(document) == 0:
        raise Unseen(Code.DAMAGED, "the PDF has no page")
    return document


def text_pages(document: pdfium.PdfDocument) -> Iterator[Page]:
    """Yield each page with its text layer; one without has no words."""
    for index in range(len(document)):
        page = opened_page(document, index)
        width, height = page.get_size()
        textpage = page.get_textpage()
        words = tuple(_words(textpage, page, height))
        letters = sum(len(word.text) for word in words)
        yield Page(
            number=index + 1,
            width=width,
            height=height,
            words=words[:MOST_WORDS],
            has_picture=letters < _FEW_LETTERS and _is_drawn_on(page, any_kind=letters == 0),
            cut=len(words) > MOST_WORDS,
        )
        textpage.close()
        page.close()


def _is_drawn_on(page: pdfium.PdfPage, *, any_kind: bool) -> bool:
    """Whether the page has a picture, or with `any_kind` anything at all, such as letters drawn as lines."""
    kinds = None if any_kind else [raw.FPDF_PAGEOBJ_IMAGE]
    return next(iter(page.get_objects(filter=kinds, max_depth=4)), None) is not None


def opened_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Return a page of a size that paper may have. Raises Unseen."""
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise Unseen(Code.DAMAGED, f"page {index + 1} cannot be opened: {error}") from error
    width, height = page.get_size()
    if not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE):
        size = f"{width:.0f} x {height:.0f} pt"
        raise Unseen(Code.TOO_LARGE, "page size", value=size, expected=f"{_LARGEST_SIDE} x {_LARGEST_SIDE} pt")
    return page


class _Growing:
    """A word while its letters come."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.box = [0.0, 0.0, 0.0, 0.0]

    def add(self, letter: str, box: Place) -> None:
        left, top, right, bottom = box
        if not self.letters:
            self.box = [left, top, right, bottom]
        else:
            own = self.box
            self.box = [min(own[0], left), min(own[1], top), max(own[2], right), max(own[3], bottom)]
        self.letters.append(letter)

    def takes(self, box: Place) -> bool:
        """Whether a letter at `box` goes on with this word: on its line, close by its right end."""
        if not self.letters:
            return True
        _, top, right, bottom = self.box
        height = max(bottom - top, box[3] - box[1], 1.0)
        same_line = min(bottom, box[3]) - max(top, box[1]) > 0.3 * min(bottom - top, box[3] - box[1])
        return same_line and -height < box[0] - right < _WIDE_GAP * height

    def word(self) -> Word:
        return Word("".join(self.letters), *self.box)


def _words(textpage: pdfium.PdfTextPage, page: pdfium.PdfPage, height: float) -> Iterator[Word]:
    growing = _Growing()
    for letter, box in _letters(textpage, page, height):
        if letter is None or not growing.takes(box):
            if growing.letters:
                yield growing.word()
            growing = _Growing()
        if letter is not None:
            growing.add(letter, box)
    if growing.letters:
        yield growing.word()


def _letters(textpage: pdfium.PdfTextPage, page: pdfium.PdfPage, height: float) -> Iterator[tuple[str | None, Place]]:
    """Yield letters with their places in the order of the file; None where a space stands.

    A character beyond the base plane comes as two, which no invoice's word needs; it is left out.
    """
    rectangle = raw.FS_RECTF()
    straight = page.get_rotation() == 0 and tuple(page.get_bbox()[:2]) == (0, 0)
    for index in range(min(textpage.count_chars(), _MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _INVISIBLE or 0xD800 <= code < 0xE000:
            continue
        letter = chr(code)
        if letter.isspace() or code < 32:
            yield None, _NOWHERE
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rectangle)):
            continue
        corners = rectangle.left, rectangle.top, rectangle.right, rectangle.bottom
        if straight:
            yield letter, (corners[0], height - corners[1], corners[2], height - corners[3])
        else:
            yield letter, _turned(page, *corners)


def _turned(page: pdfium.PdfPage, left: float, top: float, right: float, bottom: float) -> Place:
    """Return the place as it is seen on a page that is turned, or of which only a part is shown."""
    width, height = page.get_size()
    fine = 16  # PDFium answers in whole dots: sixteenths of a point
    x, y = ctypes.c_int(), ctypes.c_int()
    seen = []
    for at_x, at_y in ((left, top), (right, bottom)):
        raw.FPDF_PageToDevice(
            page, 0, 0, int(width * fine), int(height * fine), 0, at_x, at_y, ctypes.byref(x), ctypes.byref(y)
        )
        seen.append((x.value / fine, y.value / fine))
    (first_x, first_y), (second_x, second_y) = seen
    return min(first_x, second_x), min(first_y, second_y), max(first_x, second_x), max(first_y, second_y)
