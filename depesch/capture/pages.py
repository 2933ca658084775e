"""Pages as the reader sees them: words with their places, in points from the upper left corner; and printed codes."""

from __future__ import annotations

import msgspec


class Word(msgspec.Struct, frozen=True, gc=False):
    """One printed word."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    score: float = 1.0  # how sure the character recognition is; 1 for a text layer

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height at which its middle lies."""
        return (self.top + self.bottom) / 2


class PrintedCode(msgspec.Struct, frozen=True):
    """A bar code or QR code: its kind by zxing's name, what it says, and where."""

    kind: str
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page, width and height in points."""

    number: int  # from 1
    width: float
    height: float
    words: tuple[Word, ...] = ()
    codes: tuple[PrintedCode, ...] = ()
    engine: str = "text"
    has_picture: bool = False  # it has no text to speak of, but something is drawn on it
    cut: bool = False  # it had more words than are read


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """A job for the reading process: how many pages there are and their text layer, or one page's picture by OCR."""

    data: bytes
    page: int | None = None  # from 1: recognise this page; None: look at all


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: pages, or why not (a code of `words.Code`, what was there, what is allowed, English detail)."""

    pages: tuple[Page, ...] = ()
    failure: tuple[str, str, str, str] | None = None


class Unseen(Exception):
    """A page cannot be looked at: code of `words.Code`, English detail, and for what is too large what is allowed."""

    def __init__(self, code: str, detail: str, *, value: str = "", expected: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail, self.value, self.expected = code, detail, value, expected


MOST_PAGES = 200
MOST_WORDS = 5_000  # of one page; a crowded invoice has 1,500
MOST_PIXELS = 60_000_000  # of one picture: A4 at 600 dpi has 35 million
MOST_BYTES = 100 * 1024 * 1024
