"""Reading paper: from the bytes of a PDF or picture to one invoice or several, with confidence."""

from __future__ import annotations

from depesch.capture.captured import Captured
from depesch.capture.looking import looked
from depesch.capture.pages import MOST_BYTES, Page, Unseen
from depesch.capture.words import Code, told


class PaperError(Exception):
    """A file that could not be read as paper. `code` is one of `depesch.capture.words.Code`; `detail` is English."""

    def __init__(self, code: str, detail: str, *, value: str = "", expected: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.value = value
        self.expected = expected

    def words(self, language: str) -> str:
        """Return what is wrong and what to do, in sv, nb or en; any other language gets English."""
        return told(self.code, language, value=self.value, expected=self.expected)


def read_paper(data: bytes, *, media_type: str = "", file_name: str = "") -> tuple[Captured, ...]:
    """Return the invoices printed in a PDF, PNG, JPEG or TIFF, one or more, in the order of their pages.

    What the file is, its content tells; `media_type` is only named in the error when the content is something else.
    `file_name` makes an invoice number surer that stands in it.
    A page with a text layer takes milliseconds, one without (a scan) some seconds. What could not be read is absent.

    Raises PaperError with a code of `words.Code`.
    """
    from depesch.capture.interpretation import interpreted
    from depesch.capture.splitting import invoices_of

    if len(data) > MOST_BYTES:
        size = f"{len(data) // 1_000_000} MB"
        raise PaperError(Code.TOO_LARGE, size, value=size, expected=f"{MOST_BYTES // 1_000_000} MB")
    try:
        pages = looked(data)
    except Unseen as unseen:
        detail = f"{unseen.detail}, sent as {media_type}" if media_type else unseen.detail
        raise PaperError(unseen.code, detail, value=unseen.value, expected=unseen.expected) from unseen
    if not any(_words_of(page) for page in pages):
        raise PaperError(Code.NO_TEXT, f"{len(pages)} pages without a word")
    return tuple(interpreted(group, file_name) for group in invoices_of(pages))


def _words_of(page: Page) -> int:
    return sum(1 for word in page.words if any(letter.isalnum() for letter in word.text))
